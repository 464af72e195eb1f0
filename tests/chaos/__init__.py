"""Random faults, and one question at the end: is every reading stored that the home holds?

    make chaos ARGS="--seed 7 --faults 200"

Several *lanes* run side by side, each with a home, a recorder and a data folder of its own, and a
schedule of faults that its seed decides. After the last fault everything heals; then the store
must hold exactly what the home holds.
"""
