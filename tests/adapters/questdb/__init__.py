"""QuestDB, where it differs from other stores: two wires, and a server with a will of its own."""
