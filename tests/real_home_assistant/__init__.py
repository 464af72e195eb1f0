"""A real Home Assistant for the tests."""
