"""How many cores there are for the taking."""

from __future__ import annotations

import os
import sys


def cores() -> int:
    """How many cores this process may use: those it may run on, or less where a control group has a quota."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(count, _quota(count))) if sys.platform == "linux" else count


def _quota(otherwise: int) -> int:
    """The whole cores that the control group's quota comes to (version 2, then 1)."""
    for paths in (("cpu.max",), ("cpu/cpu.cfs_quota_us", "cpu/cpu.cfs_period_us")):
        try:
            words = [word for path in paths for word in _words(f"/sys/fs/cgroup/{path}")]
            quota, period = words[:2]
            return max(1, int(quota) // int(period)) if int(quota) > 0 else otherwise
        except (OSError, ValueError):  # no such file, or the word "max"
            continue
    return otherwise


def _words(path: str) -> list[str]:
    with open(path, "rb") as file:
        return file.read().decode("ascii").split()
