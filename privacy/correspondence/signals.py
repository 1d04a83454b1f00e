"""Facts the rooms above listen to."""

from django.dispatch import Signal

# `fact`: types.Sorted. Sent in the transaction that sorts the letter, once a letter; staff who sort anew send it again.
letter_sorted = Signal()
