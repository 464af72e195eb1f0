"""A durable journal in front of a database, so that recording goes on while that is away."""
