"""A believable household that speaks Home Assistant's WebSocket protocol."""
