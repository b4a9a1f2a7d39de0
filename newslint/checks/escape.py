"""Characters that are not what they were: HTML entities, text read in the wrong encoding, invisible characters."""

from __future__ import annotations

from functools import partial
from itertools import islice

from newslint.kind import Hit
from newslint.late import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Literal

    from newslint.article import Article
    from newslint.kind import Check, Rule

    Found = tuple[int, int, str]

WORDS = ("meant", "names", "count", "line")
WRITES = ("replace-match",)  # fixes for which its hits bring the text
CUTS_LIMIT = 100_000  # invisible characters that one fix cuts
MOST = 500  # findings of one rule in one field: a text of nothing else is one defect, not a million
# With its semicolon, or it is no entity: addresses are full of `&copy=`.
_ENTITY = regex(r"&(?:amp;){0,4}(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
# What the bytes of UTF-8 look like in Windows-1252: a lead byte (Â-ô), then one to three continuation bytes (0x80-0xBF).
_CONTINUED = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE = regex(
    f"[\u00c2-\u00df][{_CONTINUED}]|[\u00e0-\u00ef][{_CONTINUED}]{{2}}|[\u00f0-\u00f4][{_CONTINUED}]{{3}}"
)
# Zero-width spaces part the words of scripts that write no blanks; tag characters make the flags of England and Wales.
_BLANKLESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_INVISIBLE = regex(f"[\u00ad\u2060\ufeff\u2061-\u2064\u180e\U000e0001]|(?<![{_BLANKLESS}])\u200b(?![{_BLANKLESS}])")
# Asked first, because a search with the expressions above costs far more than a look for one character
# or byte: lead bytes in UTF-8 and what may come next, the invisible characters one by one, the block of tags.
_LIKELY_MOJIBAKE = regex(rb"\xc3[\x82-\xb4][\xc2\xc5\xc6\xcb\xe2]")
_FEW = "\u00ad\u200b\u2060\ufeff\u2061\u2062\u2063\u2064\u180e"
_TAGS = b"\xf3\xa0"
_FIELDS = ("title", "description", "text")


class Options:
    """What an escape rule may say: which form of damage it looks for."""

    form: Literal["entity", "mojibake", "invisible"]


def build(rules: Sequence[Rule]) -> Check:
    """One check for all escape rules."""
    finders: dict[str, Callable[[Article, Rule, str, str], Iterator[Hit]]] = {
        "entity": partial(_each, _entities),
        "mojibake": partial(_each, _mojibake),
        "invisible": _invisible,
    }

    def check(article: Article) -> Iterator[Hit]:
        for field in _FIELDS:
            value = article.text if field == "text" else article.fields.get(field)
            if not isinstance(value, str) or (value.isascii() and "&" not in value):
                continue
            for rule in rules:
                yield from finders[rule.options.form](article, rule, field, value)

    return check


def _each(
    find: Callable[[str], Iterator[Found]], article: Article, rule: Rule, field: str, value: str
) -> Iterator[Hit]:
    """A finding for each damaged place."""
    for start, end, meant in islice(find(value), MOST):
        is_text = meant not in "<>" and not article.path.endswith((".md", ".markdown"))  # there, entities are markup
        yield Hit(rule, field, start, end, {"meant": meant}, replacement=meant, certain=is_text)


def _invisible(article: Article, rule: Rule, field: str, value: str) -> Iterator[Hit]:
    """One finding for all invisible characters of a field: a text with one soft hyphen has hundreds."""
    if not any(map(value.__contains__, _FEW)) and _TAGS not in value.encode("utf-8", "surrogatepass"):
        return
    cuts = tuple(match.span() for match in islice(_INVISIBLE.finditer(value), CUTS_LIMIT))
    if not cuts:
        return
    names = sorted({f"U+{ord(value[start]):04X}" for start, _ in cuts})
    line = article.line_at(cuts[0][0]) + 1 + article.first_line if field == "text" else 1
    words = {"names": ", ".join(names[:5]), "count": len(cuts), "line": line}
    yield Hit(rule, field, words=words, cuts=cuts)


def _entities(value: str) -> Iterator[Found]:
    if "&" not in value or ";" not in value:
        return
    from html import unescape

    for match in _ENTITY.finditer(value):
        meant = match[0]
        for _ in range(5):  # escaped twice, or more often
            if (plain := unescape(meant)) == meant:
                break
            meant = plain
        if meant != match[0] and len(meant) <= 2 and (meant.isprintable() or meant.isspace()):
            yield match.start(), match.end(), meant.replace("\u00a0", " ")


def _mojibake(value: str) -> Iterator[Found]:
    if not _LIKELY_MOJIBAKE.search(value.encode("utf-8", "surrogatepass")):
        return
    for match in _MOJIBAKE.finditer(value):
        meant = _read_back(match[0])
        if meant is not None and (meant.isalpha() or meant in "’‘“”–—…•€£°«»" or ord(meant) > 0x2FFF):
            yield match.start(), match.end(), meant


def _read_back(wrong: str) -> str | None:
    """The character whose UTF-8 bytes were read as Windows-1252 (its five holes as Latin-1); None if there is none."""
    data = bytearray()
    for character in wrong:
        try:
            data += character.encode("cp1252")
        except UnicodeEncodeError:
            if ord(character) > 0xFF:
                return None
            data.append(ord(character))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if len(text) == 1 else None
