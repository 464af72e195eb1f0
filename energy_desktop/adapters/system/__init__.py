"""The machine's clocks and its log files."""
