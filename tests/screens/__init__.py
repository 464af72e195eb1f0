"""The window's pages and dialogs in each of their states, for pictures and for tests of all."""
