"""The HTML report is for all: without a script, without colours, without eyes; and nothing but our own acts in it."""

from __future__ import annotations

import itertools
import re
from base64 import b64encode
from hashlib import sha256

import pytest
from html_page import STYLE, _many, _page
from test_reports import _cases, _found

from newslint.article import Article


def test_filters_need_no_script() -> None:
    page = _page(_many(40, 7, 3))
    [(_, style)] = page.all("style")
    chosen = [attributes["value"] for attributes, _ in page.all("option") if attributes["value"]]
    assert len(chosen) == 20 + 3
    for name in chosen:
        assert f'option[value="{name}"]:checked) .k:not(.{name}){{display:none}}' in style
    shown = [attributes["class"].split() for attributes, _ in page.all("details", "c")]
    assert len(shown) == 40 and all({"k", "error"} <= set(classes) for classes in shown)
    assert all(sum(name in classes for name in chosen) == 2 for classes in shown)


def test_only_our_own_style_and_script_may_act() -> None:
    page = _page(_cases())
    policies = [a["content"] for a, _ in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    allowed = dict(part.split(" ", 1) for part in policies[0].split("; "))
    for tag in ("style", "script"):
        [text] = re.findall(f"<{tag}>(.*?)</{tag}>", page.text, re.DOTALL)
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert allowed.pop(f"{tag}-src") == f"'sha256-{digest}'"
    assert allowed == {"default-src": "'none'", "img-src": "data:", "base-uri": "'none'", "form-action": "'none'"}
    for tag, attributes, _ in page.elements:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "audio", "video")
        assert not {"style", "src", "srcset", "action", "background", "poster"} & set(attributes)
        assert not any(name.startswith("on") for name in attributes)
    assert "url(" not in STYLE and "@import" not in STYLE


def test_people_who_do_not_see_it_can_read_it() -> None:
    page = _page([*_cases(), *_many(30, 5, 3)], problems=2)
    tags = [tag for tag, _, _ in page.elements]
    assert [tags.count(tag) for tag in ("main", "header", "footer", "h1")] == [1, 1, 1, 1]
    assert page.elements[0][1]["lang"] == "en"
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert tags.count("caption") == tags.count("table") > 3
    assert all("scope" in attributes for attributes, _ in page.all("th"))
    for attributes, said in page.all("svg"):
        assert attributes.get("aria-hidden") == "true" or (attributes["role"] == "img" and said)
    labels = sum("".join(said).strip() != "" for tag, _, said in page.elements if tag == "label")
    assert labels == tags.count("select") + tags.count("input")
    for attributes, _ in page.all("div", "scroll"):
        assert attributes["tabindex"] == "0" and attributes["role"] == "region"


def test_a_language_is_told_to_screen_readers() -> None:
    article = Article({"text": "Heute.\nAnzeige"}, "a.txt", plain=True)
    found = _found(article, "Anzeige", "label")
    found.language = "de"
    assert [a["lang"] for a, _ in _page([(article, [found])]).all("div", "x")] == ["de"]
    found.language = '"><script>'
    assert ["lang" in a for a, _ in _page([(article, [found])]).all("div", "x")] == [False]


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    """As WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


TEXT_ON = {
    "bg": ("text", "muted", "link", "error", "warning", "info", "ok"),
    "panel": ("text", "muted", "link", "error", "warning", "ok"),
    **dict.fromkeys(("gone", "new"), ("text", "muted")),
    **dict.fromkeys(("gone-strong", "new-strong"), ("text",)),
    "mark": ("on-mark",),
    **{f"h{level}": ("on-heat",) for level in range(1, 5)},
    "h5": ("on-h5",),
}
SHAPES = ("plot", "bar-safe", "bar-unsafe", "bar-none", "link", "muted", "error")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(scheme: str) -> None:
    """WCAG AA: 4.5 for text, 3 for what pictures and controls are told by."""
    roots = re.findall(r":root\{([^}]*--bg[^}]*)\}", STYLE)
    colours = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6})", roots[0 if scheme == "light" else 1]))
    for ground, texts in TEXT_ON.items():
        for text in texts:
            assert _contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for shape in SHAPES:
        assert _contrast(colours[shape], colours["bg"]) >= 3, shape
