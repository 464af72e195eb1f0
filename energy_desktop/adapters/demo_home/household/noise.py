"""Chance that can be asked again: the same seed, name and number always give the same draw."""

import hashlib

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)


def stream(seed: int, name: str) -> int:
    """The 63-bit key of one named source of chance in the home of this seed."""
    digest = hashlib.blake2b(f"{seed}/{name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def bits(key: int, index: Ints) -> NDArray[np.uint64]:
    """64 well-mixed bits for each number of `index` (splitmix64)."""
    mixed = index.astype(np.uint64)
    mixed *= _GOLDEN
    mixed += np.uint64(key)
    for shift, factor in ((np.uint64(30), _MIX_1), (np.uint64(27), _MIX_2)):
        mixed ^= mixed >> shift
        mixed *= factor
    mixed ^= mixed >> np.uint64(31)
    return mixed


def uniform(key: int, index: Ints) -> Floats:
    """A draw in [0, 1) for each number of `index`, of the same shape."""
    return (bits(key, index) >> np.uint64(11)).astype(np.float64) * 2.0**-53


def smooth(key: int, knot: Ints, fraction: Floats) -> Floats:
    """Draws in [0, 1) at whole knots, joined by straight lines: at `knot + fraction`."""
    low, high = uniform(key, knot), uniform(key, knot + 1)
    return low + (high - low) * fraction
