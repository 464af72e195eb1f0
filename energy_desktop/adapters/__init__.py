"""The outside world: each package names one driver or wire format, and none knows another."""
