"""Neighbouring entities that are rewritten together, in one transaction of bounded length."""

from collections.abc import Iterable


def entity_runs(counts: Iterable[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    """Entities, each with its number of rows, joined until they have `most`: first and last."""
    runs: list[tuple[int, int]] = []
    room = 0
    for entity, count in counts:
        if count > room:
            runs.append((entity, entity))
            room = most
        runs[-1] = (runs[-1][0], entity)
        room -= count
    return runs
