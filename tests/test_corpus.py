"""What only many articles can tell: the same whatever their order, however many look, and exact."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

import pytest
from corpus_articles import RULES, WORDS, article, articles, found, surveyed

from newslint import corpus, kind
from newslint.article import Article
from newslint.corpus import _near, _spill, template
from newslint.lint import Linter
from newslint.problem import Problem
from newslint.shape import shape
from newslint.text import even


def test_every_rule_finds_its_own_and_order_and_workers_change_nothing(tmp_path: Path) -> None:
    pytest.importorskip("rensa")
    some = articles(1)
    whole, problems = corpus.learn(RULES, some)
    assert not problems
    expected = found(some, whole)
    assert {json.loads(line)["rule"] for line in expected} == {rule.name for rule in RULES}
    for seed in range(3):
        mixed = some[:]
        random.Random(seed).shuffle(mixed)
        cut = len(mixed) * (seed + 1) // 5
        folder = tmp_path / str(seed)
        folder.mkdir()
        learned = surveyed([mixed[:cut], [], mixed[cut:]], folder)
        assert learned == whole
        assert found(some, learned) == expected


def test_notes_that_are_handed_over_count_as_if_they_had_been_made_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("rensa")
    some = articles(5)
    whole, _ = corpus.learn(RULES, some)
    for most in (2000, 1 << 20):
        monkeypatch.setattr(_spill.Parcel, "most", most)
        survey = corpus.Survey(RULES, str(tmp_path / str(most)))
        (tmp_path / str(most)).mkdir()
        for start in range(0, len(some), 25):
            parcel = corpus.Survey(RULES, None)
            pieces = []
            for one in some[start : start + 25]:
                parcel.add(one)
                pieces += parcel.taken()
            parcel.say(Problem("a.jsonl", "was odd", start))
            parcel.close()
            pieces += parcel.taken()
            assert (len(pieces) > 3) == (most == 2000)
            assert [str(problem) for problem in survey.absorb(pieces)] == [f"a.jsonl:{start}: was odd"]
            assert not parcel.taken()
        survey.close()
        assert corpus.conclude(RULES, [str(tmp_path / str(most))]) == whole


@pytest.mark.parametrize(
    "spoilt", [b"", b"{}\n", b'{"notes": [["story", 300, 4]]}\n', b'{"notes": [["x", 1, 4]]}\n', b"[]"]
)
def test_notes_that_nobody_made_are_refused(tmp_path: Path, spoilt: bytes) -> None:
    survey = corpus.Survey(RULES[:1], str(tmp_path))
    with pytest.raises(corpus.Spoilt):
        list(survey.absorb([spoilt]))


def test_counts_are_exact() -> None:
    luck = random.Random(4)
    every = [[f"line {luck.choice('abcdefghij')}{luck.randrange(5) * 'x'}" for _ in range(9)] for _ in range(300)]
    some = [
        Article({"url": "https://a.example/", "text": "\n".join(lines)}, "a", n) for n, lines in enumerate(every, 1)
    ]
    counts = Counter(line for lines in every for line in set(lines))
    rule = next(rule for rule in RULES if rule.name == "site-template")
    notes: Counter[int] = Counter()
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        survey = corpus.Survey([rule], folder)
        for one in some:
            survey.add(one)
        survey.close()
        for shard in _spill.Shards([folder]).notes("template", "QBBB"):
            notes.update(note[1] for note in shard)
    assert notes == Counter({_spill.key("a.example", line): count for line, count in counts.items()})


def test_a_spill_that_is_larger_than_it_may_hold_goes_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_spill.Spill, "most", 1000)
    spill = _spill.Spill(str(tmp_path))
    drawer, texts = spill.drawer("notes", "I"), spill.text("texts")
    places = []
    for number in range(2000):
        drawer.add(_spill.key(str(number % 7)), number)
        places.append(texts.add(b"%d" % number))
        assert spill.held < 1000 and len(texts.buffer) < 1000
    spill.flush()
    shards = _spill.Shards([str(tmp_path)])
    notes = sorted((note[2], note[1]) for shard in shards.notes("notes", "I") for note in shard)
    assert notes == [(number, _spill.key(str(number % 7))) for number in range(2000)]
    assert [shards.text("texts", 0, place) for place in places[::97]] == [
        b"%d" % number for number in range(0, 2000, 97)
    ]


def test_near_stories_are_those_that_comparing_all_pairs_finds() -> None:
    pytest.importorskip("rensa")
    luck = random.Random(6)
    some: list[Article] = []
    for number in range(40):
        words = [luck.choice(WORDS) + str(luck.randrange(50)) for _ in range(200)]
        some.append(Article({"url": f"https://a.example/{number}", "text": " ".join(words)}, "a", len(some) + 1))
        for copy, changes in enumerate((1, 6, 20, 60)):
            other = words[:]
            for place in luck.sample(range(200), changes):
                other[place] = "changed"
            some.append(
                Article({"url": f"https://a.example/{number}-{copy}", "text": " ".join(other)}, "a", len(some) + 1)
            )
    rule = next(rule for rule in RULES if rule.name == "near-story")
    runs = [frozenset(_near._runs(one.text)) for one in some]
    pairs = {
        (some[a].id, some[b].id)
        for a in range(len(some))
        for b in range(len(some))
        if a != b and len(runs[a] & runs[b]) >= 0.8 * len(runs[a] | runs[b])
    }
    learned, _ = corpus.learn([rule], some)
    linter = Linter([rule], learned=learned)
    told = {(one.id, one_found.message.split()[-1]) for one in some for one_found in linter.lint(one)[0]}
    assert told <= pairs
    assert {name for name, _ in told} | {first for _, first in told} == {name for pair in pairs for name in pair}


def test_of_what_is_alike_only_by_hearsay_nothing_is_said() -> None:
    """A is like B and B like C, but C is not like A: it is told of B, or of nobody."""
    pytest.importorskip("rensa")
    words = [f"word{n}" for n in range(300)]
    steps = [words, [*words[18:], *(f"x{n}" for n in range(18))], [*words[36:], *(f"x{n}" for n in range(36))]]
    some = [
        Article({"url": f"https://a.example/{n}", "text": " ".join(step)}, "a", n) for n, step in enumerate(steps, 1)
    ]
    rule = next(rule for rule in RULES if rule.name == "near-story")
    learned, _ = corpus.learn([rule], some)
    for one in some:
        for told in Linter([rule], learned=learned).lint(one)[0]:
            other = next(other for other in some if other.id == told.message.split()[-1])
            a, b = frozenset(_near._runs(one.text)), frozenset(_near._runs(other.text))
            assert len(a & b) >= 0.8 * len(a | b)


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("Told on 3 March 2024, 10:15", "Told on Friday, 12 May 2025, 9:00 am"),
        ("Stand: 03.12.2024 10:15 Uhr", "Stand: 5. Januar 2025"),
        ("1,204 comments", "3 comments"),
        ("Publicado el 12 de marzo de 2024", "Publicado el 1 de mayo de 2023"),
        ("Page 1 of 5", "Page 12 of 30"),
        ("updated 1st June 2024", "updated 22nd July 2023"),
        ("2024年3月12日 10:15 公開", "2023年12月1日 9:05 公開"),
    ],
)
def test_shapes_that_are_the_same(line: str, same: str) -> None:
    assert shape(even(line)) == shape(even(same))


def test_shapes_that_are_not_the_same() -> None:
    lines = ["May the best win", "March on", "3 ships", "3 boats", "no 3", "", "10 March", "10"]
    assert len({shape(even(line)) for line in lines}) == len(lines) - 1  # a date is a number, too
    assert shape("a  b\tc") == "a b c"


def test_shapes_of_hostile_lines_take_no_time() -> None:
    for text in ("1" * 20_000, "1." * 10_000, "1 " * 10_000, "1 march " * 4000, ": " * 10_000 + "1", "0 - " * 9000):
        assert isinstance(shape(text), str)


def test_a_rule_that_must_see_many_is_silent_by_itself() -> None:
    assert Linter(RULES).lint(articles(1)[0]) == ([], [])


def test_corpus_kinds_are_told_from_the_others() -> None:
    assert [name for name in kind.kinds() if kind.is_corpus(name)] == ["shrunk", "story", "stuck", "suffix", "template"]


def test_a_dateline_is_no_template() -> None:
    luck = random.Random(1)
    some = []
    for number in range(1, 40):
        one = article(number, "a.example", luck)
        some.append(Article({**one.fields, "text": f"LONDON (Reuters) -\n{one.text}"}, "a", number))
    rule = next(rule for rule in RULES if rule.name == "site-template")
    learned, _ = corpus.learn([rule], some)
    assert [told for one in some for told in Linter([rule], learned=learned).lint(one)[0]] == []


def test_rows_of_a_text_of_many_lines_are_bounded() -> None:
    text = "\n".join(f"line {'abcdefghij'[n % 10]}{'x' * (n // 10 % 50)}" for n in range(5000))
    assert len(list(template.rows(Article({"text": text}, "a")))) <= 2 * template.MOST_LINES
