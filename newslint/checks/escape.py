"""Characters that are not what they were: HTML entities, text read in the wrong encoding, invisible and control characters."""

from __future__ import annotations

from functools import partial
from itertools import islice

from newslint.kind import Hit
from newslint.late import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Sequence
    from typing import Literal

    from newslint.article import Article
    from newslint.kind import Check, Rule

    Found = tuple[int, int, str]

WORDS = ("meant", "names", "count", "line")
WRITES = ("replace-match",)  # fixes for which its hits bring the text
CUTS_LIMIT = 100_000  # invisible or control characters that one fix cuts
MOST = 2000  # findings of one rule in one field: a text of nothing else is one defect, not a million
# With its semicolon, or it is no entity: addresses are full of `&copy=`.
_ENTITY = regex(r"&(?:amp;){0,4}(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
# What the bytes of UTF-8 look like in Windows-1252: a lead byte (Â-ô), then one to three continuation bytes (0x80-0xBF).
_CONTINUED = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
# One of U+0080 to U+009F is of Windows-1252 read as Latin-1. The first characters of all stand in front, in one set or as
# letters: so `re` goes from one such to the next, ten times as fast as it tries each side at each character.
_MOJIBAKE = regex(
    f"[\u0080-\u009f\u00c2-\u00f4](?:(?<=[\u0080-\u009f])|(?<=[\u00c2-\u00df])[{_CONTINUED}]"
    f"|(?<=[\u00e0-\u00ef])[{_CONTINUED}]{{2}}|(?<=[\u00f0-\u00f4])[{_CONTINUED}]{{3}})"
)
# Zero-width spaces part the words of scripts that write no blanks; tag characters make the flags of England and Wales.
_BLANKLESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_INVISIBLE = regex(
    "\u00ad|\u2060|\ufeff|\u2061|\u2062|\u2063|\u2064|\u180e|\U000e0001"
    f"|\u200b(?<![{_BLANKLESS}]\u200b)(?![{_BLANKLESS}])"
)
# What is no text at all: C0 but for white space, DEL, the places of C1 that Windows-1252 leaves empty, overrides.
_CONTROL = regex("[\x00-\x08\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d\u202d\u202e]")
_CONTROL_BYTES = bytes((*range(0x09), *range(0x0E, 0x20), 0x7F))
# Bytes that tell nothing. To cut them is quick, and of most texts leaves next to nothing to be searched.
_ORDINARY = bytes(byte for byte in range(0x80) if byte not in _CONTROL_BYTES and byte != ord("&"))
_LIKELY_CONTROL = regex(rb"\xe2(?=\x80[\xad\xae])")  # U+202D, U+202E
_PARTING = regex("[\x1c-\x1f\u202d\u202e]")  # stand between words, or change their order: a reader has to look
# Asked first of the bytes in UTF-8, because a search with the expressions above costs far more: lead bytes and what may
# come next. Where the ordinary bytes are cut, more may seem to come next than does. `re` jumps to the first byte, but
# only where what follows is no fixed byte too.
_LIKELY_MOJIBAKE = regex(rb"\xc3[\x82-\xb4][\xc2\xc5\xc6\xcb\xe2]")
_LIKELY_C1 = regex(rb"\xc2[\x80-\x9f]")
_LIKELY_INVISIBLE = regex(rb"\xe2(?:\x80\x8b|\x81[\xa0-\xa4])")  # zero-width space, U+2060 to U+2064
_FEW = "\u00ad\ufeff\u180e"  # the others one by one, of the text: one character is found ten times as fast as two bytes
_TAG = b"\xf3"  # tag characters have it, and hardly any other
_FIELDS = ("title", "description", "text")


class Options:
    """What an escape rule may say: which form of damage it looks for."""

    form: Literal["entity", "mojibake", "invisible", "control"]


def build(rules: Sequence[Rule]) -> Check:
    """One check for all escape rules."""
    forms: dict[str, tuple[Callable[[str, bytes], object], Callable[[Article, Rule, str, str], Iterator[Hit]]]] = {
        "entity": (lambda value, _: "&" in value and ";" in value, partial(_each, _entities)),
        "mojibake": (
            lambda _, data: _LIKELY_MOJIBAKE.search(data) or _LIKELY_C1.search(data),
            partial(_each, _mojibake),
        ),
        "invisible": (_may_hide, partial(_hidden, _INVISIBLE)),
        "control": (_may_control, partial(_hidden, _CONTROL)),
    }
    finders = [(rule, *forms[rule.options.form]) for rule in rules]

    def check(article: Article) -> Iterator[Hit]:
        for field in _FIELDS:
            value = article.text if field == "text" else article.fields.get(field)
            if not isinstance(value, str) or (field != "text" and not value.strip()):  # a blank field is none
                continue
            if value.isascii() and "&" not in value and value.isprintable():
                continue
            data = article.utf8 if field == "text" else value.encode("utf-8", "surrogatepass")
            rare = data.translate(None, _ORDINARY)
            for rule, may_hold, find in finders if rare else ():
                if may_hold(value, rare) and may_hold(value, data):
                    yield from find(article, rule, field, value)

    return check


def _each(
    find: Callable[[str], Iterator[Found]], article: Article, rule: Rule, field: str, value: str
) -> Iterator[Hit]:
    """A finding for each damaged place."""
    for start, end, meant in islice(find(value), MOST):
        is_text = meant not in "<>" and not article.path.endswith((".md", ".markdown"))  # there, entities are markup
        yield Hit(rule, field, start, end, {"meant": meant}, replacement=meant, certain=is_text)


def _may_hide(value: str, data: bytes) -> bool:
    """Whether a text, in UTF-8, may hold an invisible character."""
    return any(map(value.__contains__, _FEW)) or _TAG in data or _LIKELY_INVISIBLE.search(data) is not None


def _may_control(_: str, data: bytes) -> bool:
    """Whether a text, in UTF-8, may hold a control character."""
    if len(data.translate(None, _CONTROL_BYTES)) < len(data):
        return True
    return bool(_LIKELY_C1.search(data) or _LIKELY_CONTROL.search(data))


def _hidden(sought: re.Pattern[str], article: Article, rule: Rule, field: str, value: str) -> Iterator[Hit]:
    """One finding for all invisible (or control) characters of a field: a text with one soft hyphen has hundreds."""
    cuts = tuple(match.span() for match in islice(sought.finditer(value), CUTS_LIMIT))
    if not cuts:
        return
    names = sorted({f"U+{ord(value[start]):04X}" for start, _ in cuts})
    line = article.line_at(cuts[0][0]) + 1 + article.first_line if field == "text" else 1
    words = {"names": ", ".join(names[:5]), "count": len(cuts), "line": line}
    yield Hit(rule, field, words=words, cuts=cuts, certain=not _PARTING.search(value))


def _entities(value: str) -> Iterator[Found]:
    if ";" not in value:
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
    for match in _MOJIBAKE.finditer(value):
        if len(match[0]) == 1:
            meant = match[0].encode("latin-1").decode("cp1252", "ignore") or None
        else:
            meant = _read_back(match[0])
            if meant and not (meant.isalpha() or meant in "’‘“”–—…•€£°«»" or ord(meant) > 0x2FFF):
                continue
        if meant:
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
