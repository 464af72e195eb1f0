"""Tests of the demo home."""
