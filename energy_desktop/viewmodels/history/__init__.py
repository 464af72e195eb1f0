"""The *History* page: what exactly happened, at any moment, for any sensor."""
