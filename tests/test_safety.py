"""No safe fix takes a sentence of the story, and no report takes an article."""

from __future__ import annotations

from pathlib import Path

import pytest

import newslint
from newslint.cli import main

# Each begins like a line of furniture, and is a sentence that a newspaper could print.
SENTENCES = {
    "de": [
        "An dieser Stelle ist ein Radfahrer im Mai tödlich verunglückt, sagt die Polizei.",
        "Mit dem Laden an der Ecke verschwindet ein Stück Dorf.",
        "Melden Sie sich an der Rezeption, sagte der Mann und verschwand.",
        "Die Kommentarfunktion im Netz hat den Streit verschärft, sagt die Forscherin.",
        "Dieser Inhalt wird von der Staatsanwaltschaft nun geprüft.",
    ],
    "en": [
        "In order to view the eclipse, hundreds climbed the hill behind the church.",
        "We need your permission to build, the mayor told the fishermen on Monday.",
        "To comment on this would be premature, the minister said.",
        "What do you think?",
        "Tell us what you think, the committee asked the islanders on Monday.",
        "7 of 10",
        "9/11",
    ],
    "fi": ["Henkilön epäillään aiheuttaneen palon, poliisi kertoo."],
    "es": ["Para comentar la noticia, el alcalde convocó a los vecinos en la plaza."],
    "fr": ["Pour commenter l'affaire, le maire a choisi la radio du port."],
}


@pytest.mark.parametrize(("language", "sentence"), [(code, line) for code, some in SENTENCES.items() for line in some])
def test_a_sentence_is_never_cut_safely(language: str, sentence: str) -> None:
    text = f"The council met on Monday in the hall above the fire station.\n{sentence}\nThe mayor was not there."
    found = newslint.check({"title": "The council", "language": language, "text": text})
    assert not [one for one in found if one.line == 2 and one.fix and one.fix.safe]


@pytest.mark.parametrize("flag", ["--output-file={}", "--report=json={}"])
def test_a_report_does_not_overwrite_what_it_is_about(
    flag: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("It is frozen.\nAD\n", "utf-8")
    assert main(["check", "--isolated", "a.txt", *flag.format("a.txt").split(" ")]) == 2
    assert "would overwrite it" in capsys.readouterr().err
    assert (tmp_path / "a.txt").read_text("utf-8") == "It is frozen.\nAD\n"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "We will never leave this island",
            '"We will never leave this island,"\nthe fishermen told the minister on Monday.',
        ),
        ("I am innocent", '"I am innocent!"\nWith these words the mayor began her speech in the hall.'),
        (
            "The fined companies",
            "The regulator published the list:\nFacebook\nTikTok\nLinkedIn\nXing\nThey may appeal.",
        ),
        (
            "What the family holds",
            "The family holds this:\nAnna\n1,204 shares\nBerta\n980 shares\nThe rest is free.",
        ),
        (
            "A letter",
            "We print it here in full, as it came to us by the last ferry.\nOne.\nTwo.\nThree.\nFour.\nFive.\n"
            "3 September 2021\nDear Anna, I am well.\nOne more.\nTwo more.\nThree more.\nFour more.\nFive more.",
        ),
        (
            "The flag of England",
            "They waved \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f.",
        ),
        ("ភាសា", "រដ្ឋាភិបាល\u200bបាន\u200bប្រកាស"),
    ],
)
def test_what_the_story_says_is_never_changed_safely(title: str, text: str) -> None:
    found = newslint.check({"title": title, "text": text, "published": "2021-09-03"})
    assert not [one for one in found if one.fix and one.fix.safe]
