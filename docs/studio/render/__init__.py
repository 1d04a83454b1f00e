"""Renders the demo studio's pictures with Blender's Python module; the shop never imports this."""
