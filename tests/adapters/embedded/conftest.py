"""Disks that are small or read-only, where this machine lets us mount one."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.adapters.embedded.small_disk import SmallDisk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A disk of 24 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount_tmpfs(folder, megabytes=24)
    yield SmallDisk(folder)
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def read_only_disk(small_disk: SmallDisk) -> Iterator[SmallDisk]:
    """A disk that `protect` makes read-only."""
    yield small_disk
    small_disk.unprotect()


def mount_tmpfs(folder: Path, megabytes: int) -> None:
    """Mount a disk in memory; the test is skipped where that may not be."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("mounting a small tmpfs takes root")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", folder],
        capture_output=True,
        text=True,
    )
    if mounted.returncode != 0:
        pytest.skip(f"a small tmpfs cannot be mounted here: {mounted.stderr.strip()}")
