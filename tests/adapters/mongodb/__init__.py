"""MongoDB's adapter, against a real server of its protocol."""
