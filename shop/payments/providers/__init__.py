"""Payment providers behind one small protocol, one folder each. No other part of payments speaks HTTP.

What leaves here was opened by the gate (`services/telling.py`): the order's number, amount, currency, language. Beside
it go our name as payee, a return address and keys. The provider asks the payer for a card on its own page; neither
number nor CVV ever comes near the shop.
"""
