"""The recorder: from deliveries to durable readings, and a ledger that proves it."""
