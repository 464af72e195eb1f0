"""What the program is measured against, in the same run: `make bench`."""
