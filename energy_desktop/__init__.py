"""Energy Desktop: records, repairs and shows the energy of a Home Assistant home."""

__version__ = "0.1.0"
