"""The *History* page."""
