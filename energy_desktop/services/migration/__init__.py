"""From one profile to the other while recording goes on."""
