"""Pages of the rights room: my data, proving who one is, downloading, deleting."""
