"""Pages of the notice: the notice itself, its changes, questions about them, agreeing to one."""
