"""Facts the rooms above listen to."""

from django.dispatch import Signal

# `message`: models.Message, `at`. Sent once a message, in the transaction that notes that it came back for good.
came_back = Signal()
