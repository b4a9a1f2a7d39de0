"""The HTML report of a hostile corpus in a real browser: nothing runs and nothing is fetched.

Skipped where no Chromium is installed (Debian: apt-get install chromium); `.ci/run` installs it.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import test_safe

from newslint import api, reports
from newslint.article import Article
from newslint.problem import Problem
from newslint.summary import Summary

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PATIENCE = 240  # seconds, for a machine under load; it takes two
RAN = "document.documentElement.setAttribute('data-ran','yes')"
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions"),
    *("--virtual-time-budget=3000", "--enable-logging=stderr", "--dump-dom"),
)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")

# HOST is where a listener waits, RAN what a script would do.
HOSTILE = [
    "<script>RAN</script>",
    "</script><script>RAN</script>",
    "</style><script>RAN</script>",
    "</title><script>RAN</script>",
    "--><script>RAN</script><!--",
    "]]><script>RAN</script>",
    "</bdi></mark></p></details></section><script>RAN</script>",
    "<script src=HOST/a.js></script>",
    "<script type=module>import 'HOST/m.js'</script>",
    "<img src=x onerror=RAN>",
    "<img src=HOST/a.png>",
    "<img srcset='HOST/b.png 2x'>",
    "<svg onload=RAN>",
    "<svg><image href=HOST/c.png /><script>RAN</script></svg>",
    "<svg><use href='HOST/d.svg#x'/></svg>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=RAN></style></mglyph></math>",
    "<body onload=RAN>",
    "<iframe src=HOST/e.html></iframe>",
    "<iframe srcdoc='<script>parent.RAN</script>'></iframe>",
    "<object data=HOST/f.swf></object><embed src=HOST/g.swf>",
    "<link rel=stylesheet href=HOST/h.css>",
    "<link rel=prefetch href=HOST/i><link rel=preload as=image href=HOST/j.png><link rel=icon href=HOST/k.ico>",
    "<style>@import 'HOST/l.css';*{background:url(HOST/m.png)}</style>",
    "<p style='background:url(HOST/n.png)'>",
    "<base href=HOST/>",
    "<meta http-equiv=refresh content='0;url=HOST/o'>",
    "<form action=HOST/p><input autofocus onfocus=RAN></form>",
    "<details open ontoggle=RAN>x</details>",
    "<video autoplay poster=HOST/q.png src=HOST/r.mp4 onerror=RAN></video><audio src=HOST/s.mp3 autoplay></audio>",
    "<a href=javascript:RAN ping=HOST/t autofocus onfocus=RAN>x</a>",
    "<marquee onstart=RAN>x</marquee>",
    '" autofocus onfocus=RAN x="',
    "' autofocus onfocus=RAN x='",
    "` onfocus=RAN x=`",
    " onfocus=RAN autofocus tabindex=1 ",
    "&lt;script&gt;RAN&lt;/script&gt;",
    "&#60;img src=HOST/u.png&#62;",
    "{{ RAN }}{% include 'HOST' %}{{ ''.__class__.__mro__ }}",
    "\u003cscript\u003eRAN\u003c/script\u003e",
    "\x00<script>RAN</script>\x00",
    "<scr\x00ipt>RAN</scr\x00ipt>",
    "<\ufeffscript>RAN</script>",
    "\u202e<script>RAN</script>\u2066",
    "\u2028<script>RAN</script>\u2029",
    "+ADw-script+AD4-RAN+ADw-/script+AD4-",
    "<!--[if true]><script>RAN</script><![endif]-->",
    "<template><script>RAN</script></template>",
    '<noscript><p title="</noscript><img src=x onerror=RAN>">',
    "<textarea><script>RAN</script>",
    "<plaintext>",
    "<xmp><script>RAN</script>",
    "<![CDATA[<script>RAN</script>]]>",
]


class Listener(ThreadingHTTPServer):
    """Takes down what is asked of it. A browser also opens connections that it asks nothing on: a thread for each."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        self.asked: list[str] = []
        listener = self

        class Handler(BaseHTTPRequestHandler):
            timeout = 5

            def do_GET(self) -> None:
                listener.asked.append(self.path)
                self.send_response(204)
                self.end_headers()

            do_POST = do_HEAD = do_GET

            def log_message(self, *args: object) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def _opened(page: str, folder: Path) -> tuple[str, str]:
    """The DOM of a page after its scripts had their time, and what the browser logged."""
    (folder / "page.html").write_text(page, encoding="utf-8")
    command = [str(BROWSER), *FLAGS, f"--user-data-dir={folder}/profile", (folder / "page.html").as_uri()]
    env = {**os.environ, "HOME": str(folder), "LANG": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, timeout=PATIENCE, env=env, check=True)
    return done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def _report(payloads: list[str]) -> str:
    """The page on articles that hold the payloads in every field, as newslint finds them and as the worst rule might."""
    out = io.StringIO()
    linter = api.Linter(["ALL"])
    report = reports.open_report("html", out, reports.Context(rules=linter.rules, paths=payloads[:3]))
    summary = Summary()
    for number, payload in enumerate(payloads):
        fields = dict.fromkeys(("id", "title", "published", "url", "site", "author", "description"), payload)
        text = f"{payload}\n{payload} is what the captain says on Monday.\nAD\n{payload}\nAdvertisement\n{payload}"
        for article in (
            Article({**fields, "text": text}, f"{payload}.jsonl", number),
            Article({"text": f"{payload}\n\n{text}"}, f"{payload}/{payload}.txt", plain=True),
        ):
            findings = linter.check(article)
            assert findings
            findings.append(test_safe._finding(payload))
            summary.add(findings)
            report.article(article, findings)
        report.problem(Problem(payload, payload, 1))
        summary.problems += 1
    report.close(summary)
    return out.getvalue()


def _payloads(address: str) -> list[str]:
    return [one.replace("HOST", address).replace("RAN", RAN) for one in HOSTILE]


def test_nothing_of_the_articles_runs_or_is_fetched(tmp_path: Path, listener: Listener) -> None:
    page = _report(_payloads(listener.address))
    dom, log = _opened(page, tmp_path)
    assert "data-ran=" not in dom.split("<head>")[0]
    assert listener.asked == []
    assert "Content Security Policy" not in log, log  # nothing even tried
    assert " rows</output>" in dom  # our own script may run, and has


def _raw(address: str) -> str:
    """The payloads as markup, each closed so that the next is read; without the two that would lead the page away."""
    close = " --></style></script></textarea></xmp></template></math></svg></noscript></iframe></marquee></form>"
    kept = [one for one in _payloads(address) if not any(word in one for word in ("refresh", "<base", "plaintext"))]
    return "".join(f"<div>{one}{close}</div>" for one in kept)


def test_what_got_past_the_templates_would_be_stopped_by_the_policy(tmp_path: Path, listener: Listener) -> None:
    head, mark, rest = _report(["The captain says"]).partition("</header>")
    dom, log = _opened(head + _raw(listener.address) + mark + rest, tmp_path)
    assert "data-ran=" not in dom.split("<head>")[0]
    assert listener.asked == []
    assert log.count("Content Security Policy") > 10


def test_the_trap_would_catch_them(tmp_path: Path, listener: Listener) -> None:
    """The same payloads on a page that neither escapes nor forbids anything."""
    dom, _ = _opened(f"<!doctype html><html><head></head><body>{_raw(listener.address)}", tmp_path)
    assert "data-ran=" in dom.split("<head>")[0]
    assert {"/a.js", "/a.png", "/e.html", "/h.css"} <= set(listener.asked)
