"""Paths, as messages say them and patterns see them."""

from __future__ import annotations

import os


def working_folder() -> str:
    """The folder newslint stands in; the root where that has been deleted under its feet."""
    try:
        return os.getcwd()
    except OSError:
        return os.path.abspath(os.sep)


def shown(path: str) -> str:
    """A path as messages say it: relative where it lies below the working folder."""
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):  # no working folder; another drive
        return path
    return path if relative.startswith("..") else relative
