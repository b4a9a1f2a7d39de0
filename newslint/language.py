"""Which language an article may be in, cheaply: enough to keep a German label from being looked for in a Turkish text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain, repeat

from newslint import stopwords
from newslint.late import regex

SAMPLE = 3000  # characters of a text that are looked at
ENOUGH = 3  # different small words that make a guess
CLOSE = 0.6  # share of the best language's count at which another stays possible
_HOST_PARTS = frozenset("co com ac gov org net edu or ne go ltd plc gob gouv mil nic".split())
_ALIASES = {
    "nb": "no",
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "fil": "tl",
    "sh": "sr",
    "prs": "fa",
    "zho": "zh",
    "cmn": "zh",
}
# Where one of these may be meant, so may the others: readers of one read the other, and so do label lists.
_KIN = ({"no", "nn", "da"}, {"hr", "sr", "bs"}, {"id", "ms"}, {"es", "gl"}, {"cs", "sk"})
_EDGES = '.,;:!?…"()[]„“”«»‘’–—'
# ISO 639-1, and those of three letters that news sites use.
_CODES = frozenset(
    "aa ab af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa"
    " ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km"
    " kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nd ne ng nl nn no nr nv ny oc oj om"
    " or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to"
    " tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
    " ast bal bho ceb ckb cnr dsb gsw hsb ilo jam kab kmr krc lus mai mni nds nso pap pnb sah sat scn sco szl tet tpi tzm"
    " war yue".split()
)
_BYTES = bytes(range(256))
_BEFORE_0500 = _BYTES[:0xD4]  # of which characters before U+0500 consist in UTF-8
_FROM_0530 = regex("[\u0530-\U0010ffff]+")  # before: Latin, Greek and Cyrillic, which small words tell apart
_by_word: dict[str, tuple[str, ...]] = {}


def is_code(code: str) -> bool:
    """Whether it is the code of a language as newslint writes it (`no` for `nb`), such as a rule files phrases under."""
    return code in _CODES and code not in _ALIASES


def primary(code: str) -> str | None:
    """The primary language of a code or locale: `pt` of `pt_BR`, `no` of `nb-NO`; None where it is no code."""
    first = code.strip().replace("_", "-").split("-")[0].casefold()
    if not first.isalpha() or not 2 <= len(first) <= 3:
        return None
    return _ALIASES.get(first, first)


def site_of(address: str | None) -> str | None:
    """The registrable domain of a URL or host name; None where there is none.

    Two labels, three under a country's second-level domain (`co.uk`); the public suffix list knows more, and is no
    small download.
    """
    if not address or len(address) > 2000:
        return None
    host = address.strip().split("//", 1)[-1]
    for end in "/?#":
        host = host.split(end, 1)[0]
    labels = host.rsplit("@", 1)[-1].split(":", 1)[0].casefold().strip(".").split(".")
    if len(labels) < 2 or not all(labels) or any(c.isspace() for c in host):
        return None
    if all(label.isdigit() for label in labels):
        return ".".join(labels)
    size = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _HOST_PARTS else 2
    return ".".join(labels[-size:])


def guess(text: str) -> frozenset[str]:
    """The languages the text may be in: those with the most small words, and what comes close; empty where none has three."""
    sample = text[:SAMPLE]
    if not sample.isascii() and (found := _by_script(sample)):
        return found
    known = _index()
    small = known.keys() & map(str.strip, sample.casefold().split(), repeat(_EDGES))
    counts = Counter(chain.from_iterable(map(known.__getitem__, small)))
    best = max(counts.values(), default=0)
    if best < ENOUGH:
        return frozenset()
    close = {code for code, count in counts.items() if count >= best * CLOSE}
    return frozenset(_by_letters(close, sample))


def _index() -> dict[str, tuple[str, ...]]:
    if not _by_word:
        for code, words in stopwords.WORDS.items():
            for word in words.split():
                _by_word[word] = (*_by_word.get(word, ()), code)
    return _by_word


def _by_script(sample: str) -> frozenset[str]:
    """The languages of a script of its own, when a fifth of the letters are written in it."""
    need = max(4, len(sample) // 7)
    raw = sample.encode("utf-8", "surrogatepass")
    if len(raw.translate(None, _BEFORE_0500)) < need:  # a byte is left of each character, from U+0500 on
        return frozenset()
    if sum(map(len, _FROM_0530.findall(sample))) < need:
        return frozenset()
    pages = sample.encode("utf-16-be", "surrogatepass")[::2]  # the first two digits of each code point
    for first, last, codes, weight in stopwords.SCRIPTS:
        others = _BYTES[: first >> 8] + _BYTES[(last >> 8) + 1 :]
        if len(pages.translate(None, others)) * weight >= need:  # most scripts are out of the question so far
            if sum(map(len, re.findall(f"[{chr(first)}-{chr(last)}]+", sample))) * weight >= need:
                return frozenset(codes.split())
    return frozenset()


def _by_letters(codes: set[str], sample: str) -> set[str]:
    """Close languages narrowed to those whose own letters are there, widened to their kin."""
    own = {code: letters for code in codes if (letters := stopwords.OWN_LETTERS.get(code))}
    lower = sample.lower() if own else ""
    telling = {code for code, letters in own.items() if any(map(lower.__contains__, letters))}
    kept = telling | (codes - own.keys()) if telling else codes
    for kin in _KIN:
        if kept & kin:
            kept = kept | kin
    return kept
