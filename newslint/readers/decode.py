"""From bytes to text: byte order marks, and what to say (and hand on) where the bytes are not UTF-8."""

from __future__ import annotations

import codecs
import io

from newslint.late import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import BinaryIO

    from newslint.readers.source import Source

# UTF-32 before UTF-16: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = regex(rb"[\x80-\xff]+")
_CONTROL = regex(rb"[\x01-\x08\x0e-\x1f]")
_EASTERN = regex("[\n\r -~\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef]")
LAST_PLANE = 0x10  # of Unicode
SAMPLE = 4096
CHUNK = 1 << 16


def text(raw: bytes, base: int = 0) -> tuple[str, str | None]:
    """The text, and None or a sentence on what is broken in it; U+FFFD stands where it is. `base` as in `fault`."""
    try:
        return raw.decode(), None
    except UnicodeDecodeError as error:
        return raw.decode(errors="replace"), fault(raw, error.start, base)


def fault(raw: bytes, at: int, base: int = 0) -> str:
    """The sentence on bytes that are not UTF-8 from `at` on; `base` is where `raw` begins in the file."""
    byte = raw[at : at + 1]
    return (
        f"is not UTF-8: byte 0x{byte.hex().upper()} at byte offset {base + at} {_likely(raw, at)}; "
        "it was read with U+FFFD in place of what is broken: save it as UTF-8"
    )


def _likely(raw: bytes, at: int) -> str:
    head, sample = raw[at : at + 3], raw[at : at + SAMPLE]
    if head[:1] == b"\xed" and head[1:2] >= b"\xa0" and len(head) == 3:
        return "is half of a surrogate pair, as in CESU-8 or WTF-8"
    if head[0] in (0xC0, 0xC1):
        return "begins an overlong form"
    if at + 4 > len(raw) and head[0] >= 0xC2 and all(0x80 <= byte <= 0xBF for byte in head[1:]):
        return "begins a character that is cut off"
    runs = _HIGH.findall(sample)
    if sum(map(len, runs)) < 2 * len(runs):
        return "looks like Latin-1 or Windows-1252"
    letters = sum(byte >= 0xC0 for run in runs for byte in run)
    if letters * 10 >= 8 * sum(map(len, runs)) and any(len(run) % 2 for run in runs):
        return "looks like Windows-1251 or another single-byte encoding"
    return f"looks like {_eastern(sample)}"


def _eastern(sample: bytes) -> str:
    for name, codec in (("EUC-KR", "euc_kr"), ("Shift-JIS", "shift_jis"), ("Big5", "big5"), ("GB18030", "gb18030")):
        try:
            codecs.getincrementaldecoder(codec)().decode(sample)
        except ValueError:
            continue
        return f"{name} or a related encoding"
    return "binary data or a mix of encodings"


def as_utf8(stream: io.BufferedReader, source: Source) -> io.BufferedReader:
    """The stream as UTF-8 without byte order marks; `source.offset` and `.encoding` say what was done."""
    head = stream.peek(SAMPLE)[:SAMPLE]
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            stream.read(len(mark))
            source.offset = (source.offset or 0) + len(mark)
            if encoding == "utf-8":
                return as_utf8(stream, source) if head[3:].startswith(mark) else stream
            return recoded(stream, source, encoding)
    if encoding := unmarked(head):
        source.complain(
            f"has no byte order mark; it was read as the {encoding.upper()} it looks like: save it as UTF-8"
        )
        return recoded(stream, source, encoding)
    return stream


def unmarked(head: bytes) -> str:
    """The name of the UTF-16 or UTF-32 whose NUL bytes betray it, or an empty string."""
    pairs = len(head) // 2
    head = head[: pairs * 2]
    if pairs < 2 or not head.count(0):
        return ""
    if encoding := _of_fours(head):
        return encoding
    even, odd = head[::2].count(0), head[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    encoding = "utf-16-be" if even > odd else "utf-16-le"
    if most < max(min(3, pairs), pairs // 10) or least * 4 > most or (least and not _is_whole(head, encoding)):
        return next((name for name in ("utf-16-le", "utf-16-be") if _is_eastern(head, name)), "")
    if most * 2 < pairs and _is_text(head):
        return ""  # UTF-8 with a few NULs in it
    return encoding


def _of_fours(head: bytes) -> str:
    """UTF-32, if of each four bytes the highest is NUL and the second highest that of a plane; else an empty string."""
    whole = head[: len(head) // 4 * 4]
    for encoding, highest, plane in (("utf-32-le", whole[3::4], whole[2::4]), ("utf-32-be", whole[::4], whole[1::4])):
        if whole and not highest.strip(b"\0") and max(plane) <= LAST_PLANE and not whole.startswith(b"\0\0\0\0"):
            return encoding
    return ""


def _is_eastern(head: bytes, encoding: str) -> bool:
    """Whether nearly all is Chinese, Japanese or Korean, or ASCII beside it: there NULs are few, at line ends and blanks."""
    if _is_text(head) or not _is_whole(head, encoding):
        return False
    text = head.decode(encoding, "ignore")
    return len(_EASTERN.findall(text)) >= 0.95 * len(text)


def _is_whole(head: bytes, encoding: str) -> bool:
    """Whether the bytes are the beginning of a text in an encoding."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _is_text(head: bytes) -> bool:
    """Whether the bytes are UTF-8 and, NULs aside, have no control characters, as the halves of UTF-16 are."""
    return _is_whole(head, "utf-8") and not _CONTROL.search(head)


def recoded(stream: BinaryIO, source: Source, encoding: str) -> io.BufferedReader:
    """A stream in another encoding as UTF-8; records in it have no byte span any more."""
    base, source.offset, source.encoding = source.offset or 0, None, encoding
    return io.BufferedReader(Recoded(stream, source, encoding, base), CHUNK)


class Recoded(io.RawIOBase):
    """Reads UTF-16 or UTF-32 and gives UTF-8; broken places become U+FFFD and one Problem."""

    def __init__(self, inner: BinaryIO, source: Source, encoding: str, base: int) -> None:
        self.inner, self.source, self.encoding, self.read_so_far = inner, source, encoding, base
        self.decoder = codecs.getincrementaldecoder(encoding)()
        self.ready = b""
        self.ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self.ready and not self.ended:
            raw = self.inner.read(CHUNK)
            self.ended = not raw
            self.ready = self._decode(raw).encode(errors="replace")
            self.read_so_far += len(raw)
        count = min(len(view), len(self.ready))
        view[:count] = self.ready[:count]
        self.ready = self.ready[count:]
        return count

    def _decode(self, raw: bytes) -> str:
        try:
            return self.decoder.decode(raw, self.ended)
        except UnicodeDecodeError as error:
            name, offset = self.encoding.upper(), self.read_so_far + error.start
            self.source.complain(f"is not {name} near byte offset {offset} ({error.reason}); U+FFFD stands there")
            self.decoder.errors = "replace"
            return self.decoder.decode(raw, self.ended)
