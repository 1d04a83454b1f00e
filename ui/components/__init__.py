"""Components: functions with typed props that answer safe HTML; `templatetags/ui.py` offers each as a tag."""
