"""What scraped text may look like at its worst: shapes of any size, for benchmarks/hostile.py and tests/test_hostile_size.py.

A shape makes the fields of an article, or the bytes of a file, of about so many characters.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable

SENTENCE = "The harbour of the northern town stayed frozen for a third week, and %d ships lay in the ice. "
ENDS = ("\n", "\r\n", "\r", "\n\n", "\r\r\n", "\u2028", "\x0b")

Fields = dict[str, object]
Shape = Callable[[int], Fields]
Bytes = Callable[[int], bytes]


def near(count: int, size: int) -> str:
    """Paragraphs alike but for a word, whose words come again and again."""
    base = ["a"] * (size // 2)
    return "\n\n".join(" ".join([*base[: n % 5], f"b{n % 3}", *base[n % 5 :]]) for n in range(count))


def mixed(size: int) -> str:
    """Lines with ends of all sorts, and what some take for line ends."""
    return "".join(f"Pier {n} is closed.{ENDS[n % len(ENDS)]}" for n in range(size // 20))


def letters(size: int, alphabet: str = "abcdefghijklmnopqrstuvwxyz", line: int = 0) -> str:
    """Letters drawn by lot, in one line or in lines of so many."""
    drawn = "".join(random.Random(size).choices(alphabet, k=size))
    return drawn if not line else "\n".join(drawn[at : at + line] for at in range(0, size, line))


def among(label: str, size: int) -> str:
    """A label between any two sentences."""
    return "".join(f"{SENTENCE % n}\n{label}\n" for n in range(size // (95 + len(label))))


SHAPES: dict[str, Shape] = {
    "one line": lambda n: {"text": (SENTENCE % 1) * (n // 90)},
    "one word": lambda n: {"text": "x" * n},
    "random letters": lambda n: {"title": letters(n // 10), "text": letters(n)},
    "random letters in lines": lambda n: {"text": letters(n, line=80)},
    "random characters": lambda n: {"text": letters(n, "aé\u4e00\u0627 .,:;-/\\()[]<>&#@\"'0٣\n\t", 0)},
    "short lines": lambda n: {"text": "ab\n" * (n // 3)},
    "lines of one letter": lambda n: {"text": "a\n" * (n // 2)},
    "lines, all different": lambda n: {"text": "".join(f"line {i:06}\n" for i in range(n // 12))},
    "wrapped lines": lambda n: {"text": "".join(f"{letters(70, 'abc def ')}{i % 10}\n" for i in range(n // 72))},
    "empty lines": lambda n: {"text": "\n" * n},
    "carriage returns": lambda n: {"text": "\r" * n},
    "mixed line ends": lambda n: {"text": mixed(n)},
    "U+2028 and U+0085": lambda n: {"text": "The pier.\u2028It is closed.\x85" * (n // 24)},
    "NUL": lambda n: {"title": "\0" * (n // 10), "text": "a\0b " * (n // 4)},
    "control characters": lambda n: {"text": "\x1b[31mred\x07\x08\x9b0m " * (n // 15)},
    "lone surrogates": lambda n: {"title": "\ud800" * (n // 10), "text": "a\ud800\udfffb " * (n // 5)},
    "label lines": lambda n: {"text": "AD\n" * (n // 3)},
    "labels among sentences": lambda n: {"text": among("AD", n)},
    "labels with something inside": lambda n: {"text": among("A\u200bD", n)},
    "equal paragraphs": lambda n: {"text": (SENTENCE % 1 + "\n\n") * (n // 90)},
    "near-equal paragraphs": lambda n: {"text": "\n\n".join(SENTENCE % i for i in range(n // 90))},
    "near-equal, few words, long": lambda n: {"text": near(n // 2400, 2400)},
    "near-equal, few words, short": lambda n: {"text": near(n // 300, 300)},
    "paragraphs inside one another": lambda n: {"text": "\n\n".join(SENTENCE[:60] * (1 + i % 40) for i in range(n // 1200))},
    "quotes again": lambda n: {"text": "\n\n".join(f'"{SENTENCE % (i % 9)}"' for i in range(n // 92))},
    "title as long as the text": lambda n: {"title": SENTENCE * (n // 90), "text": (SENTENCE + "\n") * (n // 90)},
    "title again and again": lambda n: {"title": SENTENCE[:60], "text": (SENTENCE[:60] + "\n") * (n // 60)},
    "all fields as long as the text": lambda n: dict.fromkeys(
        ("id", "title", "url", "site", "language", "author", "description", "published", "modified", "text"),
        (SENTENCE % 3) * (n // 900),
    ),
    "blanks": lambda n: {"title": " " * n + "x", "text": " " * n + "x"},
    "blanks of all kinds": lambda n: {"text": "\t\u00a0\u3000" * (n // 3) + "x"},
    "blank lines with blanks": lambda n: {"text": "\n".join("  \t" for _ in range(n // 4)) + "x"},
    "combining marks": lambda n: {"title": "e" + "\u0301\u0316" * (n // 2), "text": "e" + "\u0301\u0316" * (n // 2)},
    "combining marks in lines": lambda n: {"text": ("e" + "\u0301\u0316" * 100 + "\n") * (n // 202)},
    "growing ligatures": lambda n: {"title": "\ufdfa" * (n // 18), "text": "\ufdfa " * (n // 18)},
    "zero width": lambda n: {"text": "a\u200b" * (n // 2)},
    "zero width, in lines": lambda n: {"text": ("The\u200bpier is closed.\n") * (n // 20)},
    "right-to-left overrides": lambda n: {"text": "\u202e" * n},
    "isolates": lambda n: {"text": "The \u2066pier\u2069 \u202bis\u202c closed.\n" * (n // 26)},
    "tags": lambda n: {"text": "a\U000e0041" * (n // 2)},
    "mojibake": lambda n: {"text": "Ã©" * (n // 2)},
    "lost characters": lambda n: {"text": "caf\ufffd " * (n // 5)},
    "entities": lambda n: {"text": "&amp;lt;" * (n // 8)},
    "entities with something inside": lambda n: {"text": "&am\u200bp; x\n" * (n // 9)},
    "digits": lambda n: {"published": "9" * n, "text": "9" * n},
    "digits in lines": lambda n: {"text": "12:30 1/2 99%\n" * (n // 14)},
    "huge integers": lambda n: {"id": int("9" * 4000), "published": int("9" * 4000), "text": f"{'9' * 4300}\n" * (n // 4301)},
    "brackets": lambda n: {"text": "[" * (n // 2) + "<" * (n // 2)},
    "pairs of brackets": lambda n: {"text": "(" * (n // 4) + ")" * (n // 4) + "{}" * (n // 4)},
    "quotation marks": lambda n: {"text": "\"'“”«»" * (n // 6)},
    "addresses": lambda n: {"url": "https://" + "a." * (n // 2), "text": "http://a" * (n // 8)},
    "addresses in lines": lambda n: {"text": "https://example.org/a/b?c=d @user #tag\n" * (n // 39)},
    "dates": lambda n: {"published": "3 August 2022 " * (n // 14), "text": "3 August 2022\n" * (n // 14)},
    "dates in one line": lambda n: {"text": "3 August 2022, 10:00 " * (n // 21)},
    "times": lambda n: {"published": "10:00:" * (n // 6), "text": "Updated 10:00 AM EST\n" * (n // 21)},
    "names": lambda n: {"author": "A B, " * (n // 5), "text": "By A B, " * (n // 8)},
    "names in lines": lambda n: {"author": "Anna Berg", "text": "By Anna Berg\n" * (n // 13)},
    "full stops": lambda n: {"text": ". " * (n // 2)},
    "Chinese": lambda n: {"text": "市長が演説した。" * (n // 8)},
    "Arabic": lambda n: {"text": "قال المجلس إن الميناء مغلق.\n" * (n // 28)},
}  # fmt: skip


def _broken(good: bytes, bad: bytes) -> Bytes:
    """A file of records, every second of which is broken."""
    return lambda n: (good + bad) * (n // len(good + bad))


def _stories(story: Callable[[int], str], site: str = "example.org") -> Bytes:
    """Records of some 900 characters."""
    return lambda n: b"".join(
        json.dumps({"url": f"https://{site.format(i)}/{i}", "text": story(i)}).encode() + b"\n"
        for i in range(n // 1000)
    )


GOOD = b'{"id": "g", "text": "The harbour is frozen.\\nAD\\nPier 4."}\n'
HEADER = b"id,text\n"
FILES: dict[str, tuple[str, Bytes]] = {
    "JSONL, every second line cut": (".jsonl", _broken(GOOD, GOOD[:-9] + b"\n")),
    "JSONL, every second line NUL": (".jsonl", _broken(GOOD, b"\0" * 60 + b"\n")),
    "JSONL, every second line not UTF-8": (".jsonl", _broken(GOOD, GOOD.replace(b"Pier", b"caf\xe9"))),
    "JSONL, every second line HTML": (".jsonl", _broken(GOOD, b"<html><title>502</title></html>\n")),
    "JSONL, nested deep": (".jsonl", _broken(GOOD, b'{"text": "a", "x": ' + b"[" * 900 + b"]" * 900 + b"}\n")),
    "JSONL, brackets that never close": (".jsonl", lambda n: GOOD + b"[" * n + b"\n" + GOOD),
    "JSONL, huge integers": (".jsonl", _broken(GOOD, b'{"text": "a", "n": ' + b"9" * 5000 + b"}\n")),
    "JSONL, one huge integer": (".jsonl", lambda n: b'{"text": "a", "n": ' + b"9" * n + b"}\n"),
    "JSONL, escapes": (".jsonl", lambda n: b'{"text": "' + b"\\u202e" * (n // 6) + b'"}\n'),
    "JSONL, keys": (".jsonl", lambda n: json.dumps({"text": "a", **{f"k{i}": i for i in range(n // 14)}}).encode()),
    "JSONL, other keys each time": (".jsonl", lambda n: b"".join(b'{"k%d": 1, "text": "a"}\n' % i for i in range(n // 26))),
    "JSONL, one long key": (".jsonl", lambda n: b'{"text": "a", "' + b"k" * n + b'": 1}\n'),
    "JSONL, blank lines": (".jsonl", lambda n: b"\n" * n),
    "JSONL, the same story": (".jsonl", _stories(lambda i: f"{SENTENCE % 1}\n" * 9)),
    "JSONL, stories nearly the same": (".jsonl", _stories(lambda i: f"{SENTENCE * 9}\n" % (*range(8), i))),
    "JSONL, a chain of stories": (".jsonl", _stories(lambda i: "".join(f"{SENTENCE % (7 * k)}\n" for k in range(i, i + 9)))),
    "JSONL, a site each": (".jsonl", _stories(lambda i: f"{SENTENCE % i}\n" * 9, "s{}.example")),
    "JSONL, one long title": (".jsonl", lambda n: json.dumps({"title": letters(n // 2), "text": "AD\n" * (n // 6)}).encode()),
    "JSONL, a long id": (".jsonl", lambda n: json.dumps({"id": letters(n // 2), "text": "AD\n" * (n // 6)}).encode()),
    "JSON, brackets": (".json", lambda n: b"[" * n),
    "JSON, braces": (".json", lambda n: b"{" * n),
    "JSON, quotes": (".json", lambda n: b"[" + b'"' * n),
    "JSON, objects that never close": (".json", lambda n: b"[" + b'{"text": "a", ' * (n // 14)),
    "JSON, strings that never close": (".json", lambda n: b"[" + b'{"text": "a},\n' * (n // 14)),
    "JSON, a quote missing in every second": (".json", lambda n: b"[" + b'{"t":"a},{"t":"b"},' * (n // 19)),
    "JSON, records, every second broken": (".json", lambda n: b"[" + b",".join([GOOD[:-1], GOOD[:-9]] * (n // 110)) + b"]"),
    "JSON, backslashes": (".json", lambda n: b'{"text": "' + b"\\" * n + b'"}'),
    "CSV, quotes": (".csv", lambda n: HEADER + b'"' * n),
    "CSV, a quote in each row": (".csv", _broken(HEADER, b'a,"b\n')),
    "CSV, one quote, never closed": (".csv", lambda n: HEADER + b'a,"b\n' + b"c,d\n" * (n // 4)),
    "CSV, columns": (".csv", lambda n: HEADER + b"a," * (n // 2)),
    "CSV, rows of one column": (".csv", lambda n: HEADER + b"a\n" * (n // 2)),
    "CSV, NUL": (".csv", lambda n: HEADER + b"a,b\0c\n" * (n // 6)),
    "CSV, carriage returns": (".csv", lambda n: HEADER + b"a,b\r" * (n // 4)),
    "CSV, not UTF-8": (".csv", lambda n: HEADER + b"a,caf\xe9\n" * (n // 7)),
    "front matter, aliases": (".md", lambda n: b"---\na: &a [x]\nb: [" + b"*a," * (n // 3) + b"]\n---\nThe pier.\n"),
    "front matter, brackets": (".md", lambda n: b"---\na: " + b"[" * n + b"\n---\nThe pier.\n"),
    "front matter, keys": (".md", lambda n: b"---\n" + b"".join(b"k%d: 1\n" % i for i in range(n // 9)) + b"---\nThe pier.\n"),
    "Markdown, a heading": (".md", lambda n: b"---\na: b\n---\n# a" + b" #" * (n // 2) + b"x\n"),
    "front matter, never closed": (".md", lambda n: b"---\na: b\n" + b"c: d\n" * (n // 5)),
    "front matter, marks": (".md", lambda n: b"---\n" * (n // 4)),
    "TOML, brackets": (".md", lambda n: b"+++\na = " + b"[" * n + b"\n+++\nThe pier.\n"),
    "UTF-16": (".txt", lambda n: ("The pier.\nAD\n" * (n // 26)).encode("utf-16")),
    "bytes that are not UTF-8": (".txt", lambda n: b"\xff\xc0\xaf\xed\xa0\x80\n" * (n // 7)),
    "all bytes": (".txt", lambda n: bytes(range(256)) * (n // 256)),
    "zeros": (".txt", lambda n: b"\0" * n),
    "gzip members": (".jsonl.gz", lambda n: gzip.compress(GOOD, 1) * (n // 80)),
    "gzip, then rubbish": (".jsonl.gz", lambda n: gzip.compress(GOOD * (n // 60), 1) + b"\x1f\x8b" * 20),
}  # fmt: skip


def names() -> list[str]:
    """The names of all shapes."""
    return [*SHAPES, *FILES]


def file_of(name: str, size: int) -> tuple[str, bytes]:
    """The suffix and the bytes of a file of the shape: a text file where text is all, else a record of JSON Lines."""
    if name in FILES:
        suffix, make = FILES[name]
        return suffix, make(size)
    fields = SHAPES[name](size)
    text = fields["text"]
    if len(fields) == 1 and isinstance(text, str) and "\ud800" not in text:
        return ".txt", text.encode()
    return ".jsonl", json.dumps(fields).encode() + b"\n"
