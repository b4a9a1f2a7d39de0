"""Cut a plain text into numbers, known words, unknown words and separators."""

from __future__ import annotations

import unicodedata

from newslint.late import regex
from newslint.timestamps.digits import fold
from newslint.timestamps.words import LONGEST_PHRASE, NO_SENSES, senses

_SPACELESS = (
    ("\u0e00", "\u0eff"),
    ("\u1000", "\u109f"),
    ("\u1780", "\u17ff"),
    ("\u3040", "\u30ff"),
    ("\u3400", "\u9fff"),
    ("\uac00", "\ud7a3"),
)
_ASCII = regex(r"[0-9]+|[A-Za-z]+|[^ 0-9A-Za-z]")
_JOINERS = ".'-"


class Token:
    """One piece: kind n(umber), w(ord) or s(eparator); glued when no blank stands before it."""

    __slots__ = ("glued", "key", "kind", "senses", "text", "value")

    def __init__(self, kind: str, text: str, glued: bool) -> None:
        self.kind = kind
        self.text = text
        self.glued = glued
        self.key = fold(text) if kind == "w" else ""
        self.value = int(text) if kind == "n" and len(text) < 20 else -1
        self.senses = NO_SENSES

    def has(self, start: str) -> bool:
        """Whether some sense begins so."""
        for sense in self.senses:  # noqa: SIM110 - asked for every token many times, and a generator costs three times as much
            if sense.startswith(start):
                return True
        return False

    def numbers(self, start: str) -> dict[int, frozenset[str]]:
        """The numbers of the senses of one kind, with their languages: {5: {"en", "de"}} for a month "m5"."""
        return {int(sense[1:]): languages for sense, languages in self.senses.items() if sense[0] == start}


def tokenize(text: str) -> list[Token]:
    """The tokens of a text, words joined to known phrases and split where known words are glued."""
    return _split_years(_phrases(_split_words(_pieces(text))))


def text_of(tokens: list[Token]) -> str:
    """The text the tokens were cut from."""
    return "".join((piece.text if piece.glued else " " + piece.text) for piece in tokens).strip()


def _kind(char: str) -> str:
    if "0" <= char <= "9":
        return "n"
    if char.isalpha() or unicodedata.category(char)[0] == "M":
        return "w"
    return " " if char == " " else "s"


def _pieces(text: str) -> list[Token]:
    """Runs of one kind; each separator stands alone."""
    if text.isascii():
        return _ascii_pieces(text)
    found: list[Token] = []
    start, kind, glued = 0, " ", False
    for index, char in enumerate(text + " "):
        now = _kind(char)
        if now == kind and now != "s":
            continue
        if kind != " ":
            found.append(Token(kind, text[start:index], glued))
        glued = kind != " "
        start, kind = index, now
    return found


def _ascii_pieces(text: str) -> list[Token]:
    """The same for ASCII, by one regex."""
    found: list[Token] = []
    end = -1
    for match in _ASCII.finditer(text):
        piece = match[0]
        kind = "n" if piece[0] in "0123456789" else "w" if piece[0].isalpha() else "s"
        found.append(Token(kind, piece, match.start() == end))
        end = match.end()
    return found


def _split_words(tokens: list[Token]) -> list[Token]:
    """Give words their senses; cut unknown ones where a known word is glued in ("WoodNovember", "下午星期二")."""
    found: list[Token] = []
    for token in tokens:
        if token.kind != "w":
            found.append(token)
        elif known := senses(token.key):
            token.senses = known
            found.append(token)
        else:
            found.extend(_cut(token))
    return found


def _cut(token: Token) -> list[Token]:
    """The parts of an unknown word."""
    if any(low <= token.text[0] <= high for low, high in _SPACELESS):
        texts = _munch(token.text)
    else:
        texts = _camel(token.text)
    if len(texts) == 1 and (stem := _stem(token)):
        return [stem]
    if len(texts) == 1 and token.key.startswith("ago") and senses(token.key[3:]):  # "agoon": two words of a theme
        texts = [token.text[:3], token.text[3:]]
    found = []
    for index, text in enumerate(texts):
        part = Token("w", text, token.glued if index == 0 else True)
        part.senses = senses(part.key)
        found.append(part)
    return found


def _stem(token: Token) -> Token | None:
    """A month with an ending CLDR does not list ("abuztuaren", "Ağustos'ta"), or behind a Hebrew preposition."""
    key = token.key
    hebrew = "\u05d0" <= key[:1] <= "\u05ea" and bool(senses(key[1:]))
    stems = [key[1:]] if hebrew else [key[:size] for size in range(len(key) - 1, max(4, len(key) - 6), -1)]
    for stem in stems:
        months = {sense: langs for sense, langs in senses(stem).items() if hebrew or (sense[0] == "m" and sense != "m")}
        if months:
            token.senses = months
            return token
    return None


def _camel(text: str) -> list[str]:
    """Cut before a capital that follows a small letter, or begins a word behind capitals."""
    cuts = [i for i in range(1, len(text)) if text[i].isupper() and (text[i - 1].islower() or _ends_name(text, i))]
    return [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def _ends_name(text: str, at: int) -> bool:
    """Whether a name in capitals ends before a capitalised word: BST|Last."""
    return at >= 2 and text[at - 2 : at].isupper() and text[at + 1 : at + 2].islower()


def _munch(text: str, longest: int = 16) -> list[str]:
    """Longest known words first; what lies between them stays whole."""
    found: list[str] = []
    start = index = 0
    while index < len(text):
        size = next(
            (n for n in range(min(longest, len(text) - index), 0, -1) if senses(fold(text[index : index + n]))), 0
        )
        if size:
            if start < index:
                found.append(text[start:index])
            found.append(text[index : index + size])
            start = index = index + size
        else:
            index += 1
    return [*found, text[start:]] if start < len(text) else found


def _phrases(tokens: list[Token]) -> list[Token]:
    """Join neighbours that are a known phrase together ("mis à jour le", "a. m.", "segunda-feira")."""
    found: list[Token] = []
    index = 0
    while index < len(tokens):
        token, end = tokens[index], index + 1
        if token.kind == "w":
            key, size, best, whole = token.key, 1, 0, ""
            for step in range(index + 1, min(len(tokens), index + 3 * LONGEST_PHRASE)):
                following = tokens[step]
                if following.kind == "w":
                    key, size = key + following.key, size + 1
                    best, whole = (step + 1, key) if "j" in senses(key) else (best, whole)
                elif following.text not in _JOINERS:
                    break
                if size == LONGEST_PHRASE:
                    break
            if best:
                end = best
                token = Token("w", " ".join(t.text for t in tokens[index:end] if t.kind == "w"), token.glued)
                token.key, token.senses = whole, senses(whole)
        found.append(token)
        index = end
    return found


def _split_years(tokens: list[Token]) -> list[Token]:
    """Cut a year from what is glued to it: "December 15, 20163:33 PM", "22/10/202420:01", "2024-10-2220:01"."""
    found: list[Token] = []
    for index, token in enumerate(tokens):
        size = len(token.text)
        cut = 0
        if token.kind == "n" and 0 < index < len(tokens) - 1:
            before, after = tokens[index - 1], tokens[index + 1]
            if (
                size in (5, 6)
                and token.text[:2] in ("19", "20")
                and (before.kind == "w" or before.text in "/.-,'" or len(before.text) <= 2)
                and after.glued | (after.kind == "w")
            ):
                cut = 4
            elif (
                size == 4
                and after.text == ":"
                and before.text == "-"
                and index > 1
                and len(tokens[index - 2].text) == 2
            ):
                cut = 2
        if cut:
            found += [Token("n", token.text[:cut], token.glued), Token("n", token.text[cut:], True)]
        else:
            found.append(token)
    return found
