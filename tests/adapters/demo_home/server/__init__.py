"""Tests of the protocol in front of the household."""
