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
    assert main(["check", "--isolated", "--no-cache", "a.txt", *flag.format("a.txt").split(" ")]) == 2
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


PLAIN = "The harbour was full on Sunday, and the ferries stayed where they were until the service was over."
RECITED = {
    "a refrain of long lines": (
        "The choir sang all of it:\nThe ship is on the water and the wind is in the sail, my love,\n"
        "and every rope is singing of the land we left behind us.\n"
        "The ship is on the water and the wind is in the sail, my love,\n"
        "and every rope is singing of the land we left behind us."
    ),
    "a prayer said twice, and once otherwise": (
        f"{PLAIN}\nLamb of the harbour, you take away the fear of the sailors, stay with us.\n"
        "Lamb of the harbour, you take away the fear of the sailors, stay with us.\n"
        f"Lamb of the harbour, you take away the fear of the sailors, bring us home.\n{PLAIN} It was late."
    ),
    "an invocation": (
        f"{PLAIN}\nHave mercy on the boats of this island, on the nets and on all who mend them.\n"
        f"Have mercy on the boats of this island, on the nets and on all who mend them.\n{PLAIN} It was late."
    ),
    "a chant": (
        f"{PLAIN}\nBring back the boats, bring back the boats, bring back the boats of our fathers.\n"
        f"Bring back the boats, bring back the boats, bring back the boats of our fathers.\n{PLAIN} It was late."
    ),
    "a response that came three times": (
        f"{PLAIN}\nThe answer of the congregation was the same as every year.\n" * 3 + PLAIN
    ),
    "three in a row": f"{PLAIN} Then:\n" + "The light is on, the light stays on, said the keeper.\n" * 3,
    "a speech": (
        f"{PLAIN}\nWe will rebuild this pier, stone by stone, until the last boat is home.\n"
        f"We will rebuild this pier, stone by stone, until the last boat is home.\n{PLAIN} It was late."
    ),
    "what was announced": (
        f"{PLAIN} The loudspeaker said:\nThe ferry to the mainland will not leave tonight, and not tomorrow either.\n"
        "The ferry to the mainland will not leave tonight, and not tomorrow either.\nPeople laughed."
    ),
    "a stanza without stops": (
        "There is a lantern on the pier that nobody has lit this year\n"
        "there is a lantern on the pier that nobody will carry home again tonight\n"
        "There is a lantern on the pier that nobody has lit this year\n"
        "there is a lantern on the pier that nobody will carry home again tonight\n"
        "and I have counted all the boats and all the nets and every single name"
    ),
    "a chorus as one paragraph": (
        f"{PLAIN}\n"
        + "Row on, row on, the light is far, row on, row on, the night is long, my brothers, row on, row on. " * 3
        + f"\n{PLAIN} It was late.\n"
        + "Row on, row on, the light is far, row on, row on, the night is long, my brothers, row on, row on. " * 3
    ),
}


@pytest.mark.parametrize("text", RECITED.values(), ids=RECITED)
def test_what_is_sung_or_prayed_is_never_cut_safely(text: str) -> None:
    found = newslint.check({"title": "A Sunday", "language": "en", "text": text})
    assert not [one for one in found if one.group == "repeats" and one.fix and one.fix.safe]


COPIED = {
    "one sentence": "The bridge will stay closed until the inspectors have finished their work.",
    "a paragraph": "The bridge will stay closed. The inspectors found rust in three of its eight pillars on Monday, and the "
    "council has asked for an offer to mend them before the winter, which it wants to discuss in a week.",
    "a quotation": "“The bridge was never meant for the lorries of today, and it shows,” the engineer said on Monday.",
    "another script": "橋は検査が終わるまで閉鎖されたままになる見込みであると市は発表した。",
    "Cyrillic": "Міст залишиться зачиненим, доки інспектори не завершать свою роботу, повідомила рада.",
}


@pytest.mark.parametrize("text", COPIED.values(), ids=COPIED)
@pytest.mark.parametrize("other", ["", "Forty lorries turned back on Monday, and drove around the bay instead.\n"])
def test_a_copied_paragraph_of_prose_is_cut_safely(text: str, other: str) -> None:
    story = f"{PLAIN}\n{text}\n{other}{text}\n{other}The mayor is against it, and said so in the council on Friday."
    found = newslint.check({"title": "The bridge", "text": story})
    assert [(one.rule in ("adjacent-repeat", "repeated-block"), one.fix and one.fix.safe) for one in found] == [
        (True, True)
    ] * (2 if other else 1)


MINUTES = {
    "a recipe": "Take the fish from the ice and let it stand.\nPreparation\n10 min\nCooking\n25 min\nServe it with bread.",
    "one step of a recipe": "Take the fish from the ice and let it stand for an hour.\nCooking\n25 min\nServe it with bread.",
    "a match": "12 min\nThe goalkeeper drops the ball, and nobody is there to take it.\n34 min\nGoal for the island.",
    "a live blog": "The council meets in the hall above the fire station today.\n2 min\nThe mayor has come.\n",
}


@pytest.mark.parametrize("text", MINUTES.values(), ids=MINUTES)
def test_minutes_of_the_story_stay(text: str) -> None:
    found = newslint.check({"title": "An evening on the island", "language": "en", "text": text})
    minutes = [one for one in found if one.match.strip().endswith("min")]
    assert not [one for one in minutes if one.fix and one.fix.safe]
    assert not minutes or text.count(" min\n") == 1


@pytest.mark.parametrize(
    "text",
    [
        "4 min\nThe council meets in the hall above the fire station today.",
        "An evening on the island\n4 min\nThe council meets in the hall above the fire station today.",
        "3 September 2021\n4 min\nAnna Berg\nThe council meets in the hall above the fire station today.",
    ],
)
def test_minutes_beside_headline_or_date_are_a_reading_time(text: str) -> None:
    found = newslint.check({"title": "An evening on the island", "language": "en", "text": text})
    assert [one.fix and one.fix.safe for one in found if one.match == "4 min"] == [True]


@pytest.mark.parametrize("text", ["AD", "AD\n\nAD\n", "\n\n2 min read\n\n\nAD\n", "Advertisement\r\n"])
def test_no_safe_fix_empties_an_article(text: str, tmp_path: Path) -> None:
    found = newslint.check({"title": "A picture of the harbour", "text": text})
    assert found and not [one for one in found if one.fix and one.fix.safe]
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    assert main(["check", "--isolated", "--no-cache", "--fix", str(path)]) == 1
    assert path.read_bytes() == text.encode()


def test_a_label_beside_one_word_of_the_story_is_cut_safely() -> None:
    [found] = newslint.check({"title": "A picture of the harbour", "text": "AD\nFrozen."})
    assert found.fix is not None and found.fix.safe


@pytest.mark.parametrize("how", ["report", "output", "diff", "log"])
def test_nothing_is_written_through_a_link_out_of_the_checkout(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    checkout, secret = tmp_path / "checkout", tmp_path / "secret"
    checkout.mkdir()
    (tmp_path / "away").mkdir()
    secret.write_text("keep me")
    monkeypatch.chdir(checkout)
    (checkout / "a.txt").write_text("It is frozen.\nAD\n")
    (checkout / "out.x").symlink_to(secret)
    (checkout / "deep").symlink_to(tmp_path / "away")

    def run(out: str) -> int:
        flags = {
            "report": [f"--report=json={out}"],
            "output": [f"--output-file={out}", "--output-format=json"],
            "diff": ["--diff", f"--output-file={out}"],
            "log": ["--fix", f"--fix-log={out}"],
        }[how]
        return main(["check", "--isolated", "--no-cache", "a.txt", *flags])

    assert run("deep/out.x") == 2
    assert "a link on the way to it leads out of the working folder" in capsys.readouterr().err
    assert not list((tmp_path / "away").iterdir())
    status = run("out.x")
    assert secret.read_text() == "keep me"
    if how == "log":
        assert status == 2 and "is a link" in capsys.readouterr().err
    else:
        assert status == 1 and not (checkout / "out.x").is_symlink() and (checkout / "out.x").read_text()
    assert not [path for path in checkout.iterdir() if path.name.startswith(".newslint")]


def test_a_report_is_whole_or_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from newslint.reports.json_ import Json

    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("It is frozen.\nAD\n")
    (tmp_path / "o.json").write_text("old")
    (tmp_path / "o.json").chmod(0o640)

    def killed(*words: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Json, "close", killed)
        assert main(["check", "--isolated", "--no-cache", "a.txt", "--report=json=o.json"]) == 130
    assert (tmp_path / "o.json").read_text() == "old"
    assert main(["check", "--isolated", "--no-cache", "a.txt", "--report=json=o.json", "--output-file=/dev/null"]) == 1
    assert (tmp_path / "o.json").read_text().startswith("{")
    assert (tmp_path / "o.json").stat().st_mode & 0o777 == 0o640
    assert {path.name for path in tmp_path.iterdir()} == {"a.txt", "o.json"}


def test_a_sigterm_leaves_no_half_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os
    import signal

    from newslint.reports.json_ import Json

    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("It is frozen.\nAD\n")
    monkeypatch.setattr(Json, "close", lambda *words: os.kill(os.getpid(), signal.SIGTERM))
    before = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        assert main(["check", "--isolated", "--no-cache", "a.txt", "--report=json=o.json"]) == 130
    finally:
        signal.signal(signal.SIGTERM, before)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
