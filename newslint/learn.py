"""The templates of a corpus' sites, as rule files: found by counting, to be read, edited and committed by a person."""

from __future__ import annotations

import json
import re

from newslint import corpus, examples, fix
from newslint.article import Article
from newslint.blake import blake2b
from newslint.corpus import template
from newslint.kind import Rule
from newslint.lint import Linter
from newslint.rule import RESERVED, RuleError, validate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence, Set

MARK = "# newslint learn: "  # and a digest of what follows: a file that was edited is told by it
MOST_LINES = 200  # of one site
LONGEST = 400  # characters of a line
COVERED = 0.5  # of a line's copies on which other rules speak: then it is theirs
_SAMPLE = (60, 300)  # characters of a sentence of the site that may serve as example
_CARETS = re.compile(r"[ \t]*\^+(?: .*)?")
_SPARE = "No ship has left the harbour since Monday, and nobody on the pier could say why."


class Template:
    """One line that a site prints: how it is written, in `count` of the site's `articles`."""

    __slots__ = ("articles", "count", "covered", "seen", "text")

    def __init__(self, count: int, articles: int) -> None:
        self.count, self.articles = count, articles
        self.seen = self.covered = 0
        self.text = ""

    def plain(self) -> list[object]:
        """Its values, as JSON holds them."""
        return [self.count, self.articles, self.seen, self.covered, self.text]


class Site:
    """What was learned of one site; `sample` is a sentence of its own stories."""

    __slots__ = ("domain", "sample", "templates")

    def __init__(self, domain: str) -> None:
        self.domain, self.sample = domain, ""
        self.templates: dict[str, Template] = {}

    def lines(self) -> list[Template]:
        """The lines that no other rule speaks on, the most frequent first."""
        own = [one for one in self.templates.values() if one.covered < COVERED * one.seen and _can_be_written(one.text)]
        return sorted(own, key=lambda one: (-one.count, one.text))[:MOST_LINES]


def learn(rule: Rule, others: Sequence[Rule], articles: Callable[[], Iterable[Article]]) -> list[Site]:
    """The sites whose articles share lines, by domain.

    `rule` is the template rule that says what is frequent, `others` are rules whose lines are not learned again. The
    articles are gone through twice.
    """
    learned, _ = corpus.learn([rule], articles())
    seen = Seen(learned[rule.kind], Linter(others))
    for article in articles():
        seen.add(article)
    return seen.found()


class Seen:
    """The second look at some articles: where their sites' lines stand, how they are written, what else speaks on them.

    `known` are the lines, as the kind of the template rule has learned them; `linter` has the other rules.
    """

    def __init__(self, known: dict[int, tuple[int, int, int]], linter: Linter) -> None:
        self.known, self.linter = known, linter
        self.sites: dict[str, Site] = {}

    def add(self, article: Article) -> None:
        """Looks at an article."""
        if self.known and article.site is not None:
            _note(self.sites.setdefault(article.site, Site(article.site)), article, self.known, self.linter)

    def found(self) -> list[Site]:
        """The sites that have lines to be learned, by domain."""
        return [site for _, site in sorted(self.sites.items()) if site.lines()]

    def packed(self) -> bytes:
        """All of it, so that another process can absorb it."""
        plain = {
            domain: [site.sample, {shape: one.plain() for shape, one in site.templates.items()}]
            for domain, site in self.sites.items()
        }
        return json.dumps(plain).encode()

    def absorb(self, packed: bytes) -> None:
        """Adds what another has seen: in whatever order, the same comes of it."""
        for domain, (sample, templates) in json.loads(packed).items():
            site = self.sites.setdefault(domain, Site(domain))
            site.sample = _first(site.sample, sample) if sample else site.sample
            for shape, (count, articles, seen, covered, text) in templates.items():
                one = site.templates.setdefault(shape, Template(count, articles))
                one.seen, one.covered, one.text = one.seen + seen, one.covered + covered, _first(one.text, text)


def _note(site: Site, article: Article, known: dict[int, tuple[int, int, int]], linter: Linter) -> None:
    lines = list(template.known_lines(article, known))
    if not lines:
        return
    findings, _ = linter.lint(article)
    spoken = {
        number
        for found in findings
        if found.field == "text" and found.line is not None
        for number in range(found.line - 1, found.place.end_line or found.line)
    }
    for number, shape, (count, total, _) in lines:
        one = site.templates.setdefault(shape, Template(count, total))
        one.seen += 1
        one.covered += number + article.first_line in spoken
        one.text = _first(one.text, article.lines[number])
    taken = spoken.union(number for number, _, _ in lines)
    for number in article.solid:
        line = article.lines[number]
        if (
            number not in taken
            and _SAMPLE[0] <= len(line) <= _SAMPLE[1]
            and line.endswith(".")
            and _can_be_written(line)
        ):
            site.sample = _first(site.sample, line)
            return


def _first(one: str, other: str) -> str:
    """The shorter of two texts, of equals the first in the alphabet: whatever the order they come in."""
    return min(one, other, key=lambda text: (len(text), text)) if one else other


def _can_be_written(line: str) -> bool:
    """Whether the line is such that an example can show it: bounded, no half characters, nothing like carets."""
    return 0 < len(line) <= LONGEST and not _CARETS.fullmatch(line) and not re.search("[\ud800-\udfff\0]", line)


def name(domain: str, taken: Set[str]) -> str:
    """The name of a site's rule: `example-org`; with a number of its own where that is taken."""
    try:
        plain = domain.encode("idna").decode()
    except UnicodeError:
        plain = ""
    made = re.sub("[^a-z0-9]+", "-", plain.lower()).strip("-")[:80].strip("-")
    if made and made not in taken and made not in RESERVED:
        return made
    return f"{made or 'site'}-{blake2b(domain.encode('utf-8', 'surrogatepass'), digest_size=4).hexdigest()}"


def rule_text(site: Site, rule_name: str) -> str | None:
    """The rule file of a site, of which `newslint test` holds; None where no line of it can be shown."""
    lines = site.lines()
    while lines:
        text = _text(site, lines, rule_name)
        if text is not None:
            return f"{MARK}{digest(text)}\n{text}"
        lines = [one for one in lines if _text(site, [one], rule_name) is not None] if len(lines) > 1 else []
        if lines and _text(site, lines, rule_name) is None:  # each can be shown, but not together
            lines = lines[: len(lines) // 2]
    return None


def _text(site: Site, lines: Sequence[Template], rule_name: str) -> str | None:
    """The file without its mark; None where its examples would not come out as written."""
    sample = site.sample or _SPARE
    head = "".join(_head(site, lines))
    article = {"site": site.domain, "title": None}
    plain = f"{sample}\n" + "".join(f"{one.text}\n" for one in lines)
    blank = f"{head}examples:\n  bad:\n    - text: {quoted(plain)}\n  good:\n    - text: {quoted(sample)}\n"
    try:
        rule = Rule(validate(blank, f"{rule_name}.yaml", rule_name, "sites"))
        shown = Article({**article, "text": plain}, examples.EXAMPLE_PATH)
        findings, _ = Linter([rule]).lint(shown)
        after = fix.apply({"text": plain}, fix.edits(findings, unsafe=True))["text"]
        where = f"{{site: {quoted(site.domain)}}}"
        text = head + (
            f"examples:\n  bad:\n    - article: {where}\n      text: {quoted(examples.draw(shown, findings))}\n"
            f"      fixed: {quoted(after)}\n  good:\n    - article: {where}\n      text: {quoted(sample)}\n"
        )
        rule = Rule(validate(text, f"{rule_name}.yaml", rule_name, "sites"))
    except RuleError:
        return None
    return text if len(findings) == len(lines) and not examples.run(rule) else None


def _head(site: Site, lines: Sequence[Template]) -> Iterator[str]:
    count = f"{lines[0].articles:,}"
    yield f"# Learned from {count} articles. Read it, take out what belongs to the stories, and keep it under version control;\n"
    yield "# once you have changed it, newslint learn leaves it alone unless it is told --force.\n"
    yield f"summary: {quoted(('Lines that ' + site.domain)[:90] + ' prints around its stories.')}\n"
    yield f"why: {quoted(f'They stand in many of the {count} articles of the site that were looked at.')}\n"
    yield "severity: info\nmessage: 'site template: \"{match}\"'\nkind: furniture\noptions:\n"
    yield f"  sites: [{quoted(site.domain)}]\n  lines:   # a number stands for any number, a date for any date\n"
    for one in lines:
        yield f"    - {quoted(one.text)}   # in {one.count:,}\n"
    yield "fix: {action: delete-line, safe: false}\n"


def quoted(text: str) -> str:
    """A text as a YAML scalar in double quotes: whatever is in it stays text, and is shown."""
    return "".join(c if c.isprintable() else _escaped(c) for c in json.dumps(text, ensure_ascii=False))


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def digest(text: str) -> str:
    """What tells whether a file is still as it was written."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def is_untouched(text: str) -> bool:
    """Whether a file's text is as `rule_text` wrote it."""
    first, _, rest = text.partition("\n")
    return first == f"{MARK}{digest(rest)}"
