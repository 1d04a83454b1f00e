"""Payment providers behind one small protocol, one folder each. No other part of payments speaks HTTP.

What leaves here is no personal data: amount, currency, our reference, our name as payee, a return address, keys.
The provider asks the payer for a card on its own page; neither number nor CVV ever comes near the shop.
"""
