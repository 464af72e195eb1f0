"""Home Assistant over its WebSocket API, behind the port `home`."""
