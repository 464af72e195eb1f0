"""One running program per data folder, and how other starts talk to it.

`data_lock` says who holds the data, `address` where the holder listens, `frames` and
`messages` what goes over the wire. `reach` finds the holder or becomes it, without asyncio;
`client` and `server` are the two ends for programs with a loop.
"""
