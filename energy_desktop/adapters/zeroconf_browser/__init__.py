"""Home Assistants found by multicast DNS."""

from energy_desktop.adapters.zeroconf_browser.finder import ZeroconfFinder

__all__ = ["ZeroconfFinder"]
