"""The template tag libraries of the design system."""
