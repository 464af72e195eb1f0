"""Whether the record agrees with Home Assistant's statistics, hour by hour."""
