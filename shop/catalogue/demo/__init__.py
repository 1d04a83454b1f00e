"""The demo studio: data and pictures, and how they come into the shop."""
