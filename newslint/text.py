"""Text is cut once: lines and paragraphs with their offsets, and folded forms for comparison.

Offsets are code points from the start of the text, everywhere in newslint.
"""

from __future__ import annotations

import unicodedata
from itertools import accumulate, islice, pairwise
from operator import itemgetter

from newslint.late import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# Only these end a line: CRLF (also doubled, as broken FTP clients leave it), LF, CR. str.splitlines would also cut at
# U+0085, U+2028, form feeds..., and line numbers would no longer be those of an editor. The bound is for texts of nothing
# but CRs, in which each would look for an LF through all of the others.
LINE_END = r"\r{0,8}\n|\r"
_LINE_END = regex(LINE_END)
_SIGNS = regex(r"\A[\W_]+")
# The bytes with which characters from Thai on begin, signs such as quotes apart. They are asked for first: to compile a set
# of the characters themselves takes 1 to 2 ms, which a text in Latin letters does not need to wait for.
_FAR = regex(rb"\xe0[\xb8-\xbf]|\xe1|\xe2[\xba-\xbf]|[\xe3-\xf4]")
# East Asian Width W and F (Unicode, EastAsianWidth.txt), in whole blocks.
_WIDE = regex(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60"
    "\uffe0-\uffe6\U0001f300-\U0001faff\U00020000-\U0003fffd]"
)
_NARROW = bytes(range(0xE1))  # of which characters before U+1000 consist in UTF-8: all narrow, and quick to take away
_ONE_FOR_ONE = (  # the most frequent first: without them most texts of Western Europe are Latin-1, and quick to read
    *((fancy, "'") for fancy in "’‘"),
    *((fancy, '"') for fancy in "“”„"),
    *((fancy, "-") for fancy in "–—"),  # the first seven
    ("\u00a0", " "),
    *((fancy, "'") for fancy in "‚‛′´"),
    *((fancy, '"') for fancy in "‟″«»"),
    *((fancy, "-") for fancy in "‐‑‒―−"),
)
_TURKISH = (("İ", "i"), ("ı", "i"))  # `lower` makes two characters of the first; `re` takes both for an i
_FANCY, _FANCIER = _ONE_FOR_ONE[:7], _ONE_FOR_ONE[7:]
_EVEN = dict(_ONE_FOR_ONE)
_EVEN_LATIN = bytes(ord(_EVEN.get(chr(code), chr(code).lower())) for code in range(256))
_FREQUENT = (*_ONE_FOR_ONE[:8], ("`", "'"))  # none of which a compatibility form or a combining mark changes
_FOLDED = (*_ONE_FOR_ONE, ("`", "'"), *((hidden, "") for hidden in "\u00ad\u200b\u2060\ufeff\u200e\u200f"))
_PLAIN = str.maketrans({**dict(_FOLDED), "…": "..."})
_EDGES = " \t\u00a0-–—−·•‧∙:|\\/[](){}<>【】「」『』〔〕（）［］=*_~■▼▲◆◇►▶▸»«›‹.…,;!¡#+✕×↓→←↑ー"
SENTENCE_END = frozenset(".!?…。！？؟۔।॥:;\"”“’'»)")
STOPS = (".", "。", "।", "۔")  # with which prose ends, and headlines do not
FOLD_LIMIT = 400
NAME_LIMIT = 1000
# What folding takes away, and the first bytes (in UTF-8) of the combining marks that it joins.
HIDDEN = ("`", "\u00ad", "\u200b", "\u2060", "\u200e", "\u200f", "\ufeff")
MARKS = (b"\xcc", b"\xcd")
HEAD = 3  # characters by which what can begin a line is filed
SIGN, DIGIT = "\1", "0"  # stand there for any sign (or before the one meant), and for any digit
_ZEROS = (  # the first digit of each script that has ten of its own (Unicode, general category Nd, first plane)
    "0٠۰߀०০੦૦୦௦౦೦൦෦๐໐༠၀႐០᠐᥆᧐᪀᪐᭐᮰᱀᱐꘠꣐꤀꧐꧰꩐꯰０"
)
DIGITS = frozenset(chr(ord(zero) + step) for zero in _ZEROS for step in range(10))
PARAGRAPH_LINES = 20_000  # lines of one text that are cut into paragraphs
_WRAPPED = 3  # lines that go on in the next one, without which a text is not hard-wrapped
WRAP_SAMPLE = 400  # lines that are looked at to tell whether a text is hard-wrapped


def cut(text: str) -> tuple[list[str], list[int]]:
    """The text's lines without their ends, and the offset at which each starts."""
    if "\r" in text:
        return _cut_mixed(text)
    lines = text.split("\n")
    return lines, starts(lines)


def starts(lines: Sequence[str]) -> list[int]:
    """The offset at which each line starts, where each ends in one LF."""
    return list(accumulate(map((1).__add__, map(len, lines[:-1])), initial=0))


def _cut_mixed(text: str) -> tuple[list[str], list[int]]:
    lines, starts, offset = [], [], 0
    for end in _LINE_END.finditer(text):
        lines.append(text[offset : end.start()])
        starts.append(offset)
        offset = end.end()
    lines.append(text[offset:])
    starts.append(offset)
    return lines, starts


def squeeze(text: str) -> str:
    """The text with every run of white space as one blank, and none at the ends."""
    if "  " not in text and text.isprintable():  # of white space only blanks are printable
        return text.strip(" ")
    return " ".join(text.split())


def typography(text: str) -> str:
    """The text with plain quotes and dashes, without invisible characters, white space squeezed."""
    return squeeze(text if text.isascii() else text.translate(_PLAIN))


def even(text: str) -> str:
    """The text in lower case with plain quotes and dashes, character for character: offsets stay what they were."""
    if text.isascii():
        return text.lower()
    for signs in (_FANCY, _FANCIER):
        for fancy, plain in signs:
            if fancy in text:
                text = text.replace(fancy, plain)
        try:  # to spare `lower`, which goes through such a text character by character
            return text.encode("latin-1").translate(_EVEN_LATIN).decode("latin-1")
        except UnicodeEncodeError:
            pass
    for dotted, plain in _TURKISH:
        text = text.replace(dotted, plain)
    return text.lower()


def is_odd(text: str) -> bool:
    """Whether a short text holds what only folding can mend: combining marks, invisible characters, back-quotes."""
    if text.isascii():
        return "`" in text
    utf8 = text.encode(
        "utf-8", "surrogatepass"
    )  # to ask them for a whole block of characters costs no more than for one
    return any(map(text.__contains__, HIDDEN)) or any(map(utf8.__contains__, MARKS))


def filed(label: str) -> str:
    """A label as the lines of an even text have it, from its first letter on."""
    return bare(even(label.replace("i\u0307", "i")))  # so is İ folded


def bare(line: str) -> str:
    """A line (of an even text) without the signs before its first letter or digit."""
    line = line.lstrip(_EDGES)
    return line if line[:1].isalnum() else _SIGNS.sub("", line)


def fold(text: str) -> str:
    """How a short text is compared: compatibility forms, plain typography, no case. Reads 400 characters at most.

    The bound is there because normalisation is quadratic in combining marks (hostile-input.md, section 1).
    """
    short = text[:FOLD_LIMIT]
    if not short.isascii():
        for fancy, plain in _FREQUENT:  # `translate` takes five times as long
            short = short.replace(fancy, plain)
        if not short.isascii():
            short = unicodedata.normalize("NFKC", short)
            for fancy, plain in _FOLDED:
                if fancy in short:
                    short = short.replace(fancy, plain)
    return squeeze(short).casefold()


def trim(text: str) -> str:
    """The text without the brackets, bars, bullets and dashes that sites draw around a label."""
    return text.strip(_EDGES)


def label(text: str) -> str:
    """How a label is compared: folded, and without what is drawn around it."""
    return trim(fold(trim(text)))


def ends_sentence(line: str) -> bool:
    """Whether the line ends as prose does: with a full stop, a question mark, a closing quote..."""
    return bool(line) and line[-1] in SENTENCE_END


def clip(text: str, limit: int) -> str:
    """The text, or its beginning and an ellipsis where it is longer than the limit."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def named(name: str) -> str:
    """A name of which every finding can carry a copy: beyond 1,000 characters, a digest stands for the rest."""
    if len(name) <= NAME_LIMIT:
        return name
    from hashlib import blake2b

    rest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{name[: NAME_LIMIT - 20]}...{rest}"


def columns(text: str) -> int:
    """How many columns the text takes: a Chinese, Japanese or Korean character takes two."""
    if text.isascii() or not text.encode("utf-8", "surrogatepass").translate(None, _NARROW):
        return len(text)
    return len(text) + len(_WIDE.findall(text))


def is_far(text: str) -> bool:
    """Whether the text may hold letters of the scripts from Thai on, of which some set no blanks and some are wide."""
    return not text.isascii() and _FAR.search(text.encode("utf-8", "surrogatepass")) is not None


_first = itemgetter(slice(1))


def is_wrapped(lines: list[str]) -> bool:
    """Whether paragraphs are hard-wrapped over lines, as in mail and Markdown, and parted by blank lines.

    Seen from pairs of neighbouring lines: in wrapped text the first is 40-120 characters long and ends within a
    sentence, and the next goes on in lower case (or the script has no case).
    """
    lines = lines[:WRAP_SAMPLE]
    if sum(map(str.islower, map(_first, lines))) < _WRAPPED:
        return False
    pairs = wrapped = 0
    for above, below in pairwise(lines):
        if above and below and not above.isspace() and not below.isspace():
            pairs += 1
            wrapped += _runs_on(above.rstrip(), below)
    return wrapped >= _WRAPPED and wrapped * 2 >= pairs


def _runs_on(above: str, below: str) -> bool:
    return 40 <= len(above) <= 120 and above[-1] not in SENTENCE_END and below[:1].islower()


def paragraphs(lines: list[str], starts: list[int]) -> list[tuple[str, int, int, int]]:
    """The paragraphs as (squeezed text, first line, start offset, end offset).

    A line is a paragraph, as scrapers write them, unless the text is hard-wrapped: there blank lines part them. Only the
    first 20,000 lines that are not blank are cut: a text of more is no article, and each would cost 150 bytes.
    """
    solid = list(islice((n for n, line in enumerate(lines) if line and not line.isspace()), PARAGRAPH_LINES))
    groups = _blocks(solid) if is_wrapped(lines) else [[n] for n in solid]
    return [_paragraph(lines, starts, group) for group in groups]


def _blocks(solid: list[int]) -> list[list[int]]:
    groups: list[list[int]] = []
    for number in solid:
        if groups and groups[-1][-1] == number - 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


def _paragraph(lines: list[str], starts: list[int], group: list[int]) -> tuple[str, int, int, int]:
    first, last = group[0], group[-1]
    start = starts[first] + len(lines[first]) - len(lines[first].lstrip())
    end = starts[last] + len(lines[last].rstrip())
    text = lines[first].strip() if first == last else squeeze(" ".join(lines[first : last + 1]))
    return text, first, start, end
