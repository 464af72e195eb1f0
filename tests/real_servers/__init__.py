"""Real database servers for the tests: how they are fetched, started and stopped."""
