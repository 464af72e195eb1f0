"""The rules of the house, and the proof that each of them catches its offence."""
