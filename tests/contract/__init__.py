"""What Home Assistant does on the wire, checked on a real one and on the demo home alike."""
