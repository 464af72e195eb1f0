"""One running program per data folder, and how other starts talk to it."""
