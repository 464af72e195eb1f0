"""Secrets in the operating system's keyring, behind the port `vault`."""
