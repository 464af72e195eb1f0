"""State on a server that many programs share: documents in MongoDB, and the recorder's lease."""
