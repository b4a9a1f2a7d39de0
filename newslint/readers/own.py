"""Files that newslint wrote itself - fix logs, baselines, reports - lie beside articles, and are never taken for such."""

from __future__ import annotations

import re

from newslint.late import regex

TYPE_CHECKING = False
if TYPE_CHECKING:
    import io

HEAD = 4096  # bytes that are looked at
_SIGNS = (b"{", b"[", b"#")  # with which they all begin
_OWN = regex(
    rb"""(?:\xef\xbb\xbf)?\s*(?:
    \{"baseline":\ "newslint/
    |\{"event":\ "(?:fix",\ "rule|file",\ "path)":\ "
    |(?:\{"findings":\ \[\s*)?\{"rule":\ "[^"]*",\ "group":\ "[^"]*",\ "severity":\ "(?:info|warning|error)",\ "message":
    |\{"findings":\ \[\s*\],\ ?\s*"problems"
    |\{"source":\ \{"name":\ "newslint"
    |\{"\$schema":\ "[^"]{1,200}sarif
    |\[\s*\{"description":\ "(?:[^"\\]|\\.)*",\ "check_name":\ "
    |\#\#\ newslint\r?\n)""",
    re.VERBOSE,
)


def is_own(stream: io.BufferedReader) -> bool:
    """Whether a stream begins as a fix log, a baseline or a report does."""
    head = stream.peek(HEAD)[:HEAD]
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_SIGNS) and _OWN.match(head) is not None
