"""Coverage-guided: any text, number or bytes is answered by the timestamp recogniser, twice in the same way."""

from __future__ import annotations

import struct
import sys

import atheris

with atheris.instrument_imports(include=["newslint"]):
    from newslint.timestamps import read_timestamp

ENOUGH = 9  # bytes: a selector and a number


def value_of(data: bytes) -> object:
    """The value an input stands for: its first byte tells whether it is an integer, a float or a text."""
    if len(data) == ENOUGH and data[0] < 2:
        return struct.unpack(">q" if data[0] else ">d", data[1:])[0]
    return data[1:].decode("utf-8", "surrogatepass" if data[:1] == b"\2" else "replace")


def one_input(data: bytes) -> None:
    """Reads the value as a timestamp."""
    try:
        value = value_of(data)
    except UnicodeDecodeError:
        return
    first, second = read_timestamp(value), read_timestamp(value)
    if repr(first) != repr(second):
        raise AssertionError((value, first, second))


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
