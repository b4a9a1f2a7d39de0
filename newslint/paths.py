"""Paths, as messages say them and patterns see them."""

from __future__ import annotations

import os


def working_folder() -> str:
    """The folder newslint stands in; the root where that has been deleted under its feet."""
    try:
        return os.getcwd()
    except OSError:
        return os.path.abspath(os.sep)


def rooted(path: str, root: str | None = None) -> str:
    """A path as other machines name it too: from a folder (None: the working folder), with slashes; - stays as it is."""
    if path == "-":
        return path
    try:
        return os.path.relpath(path, root or working_folder()).replace(os.sep, "/")
    except ValueError:  # another drive
        return path.replace(os.sep, "/")


def shown(path: str) -> str:
    """A path as messages say it: relative where it lies below the working folder."""
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):  # no working folder; another drive
        return path
    return path if relative.startswith("..") else relative
