"""Read a calendar date at a place in the tokens."""

from __future__ import annotations

from newslint.timestamps.days import Date
from newslint.timestamps.hints import Hints
from newslint.timestamps.named import read_named
from newslint.timestamps.numeric import read_numeric
from newslint.timestamps.parts import starts_date
from newslint.timestamps.tokens import Token, text_of


def read_date(tokens: list[Token], index: int, hints: Hints) -> Date | None:
    """The date that begins here, or None."""
    token = tokens[index]
    found = None
    if token.kind == "n":
        found = read_numeric(tokens, index, hints)
    if found is None and (token.kind == "n" or starts_date(token)):
        found = read_named(tokens, index, hints)
    if found:
        found.start = index
        found.text = text_of(tokens[index : found.end])
    return found
