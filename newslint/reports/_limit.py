"""What keeps a report bounded: the gravest findings of many, and names that stay unique."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newslint.finding import Finding

SEVERITIES = ("error", "warning", "info")  # gravest first
MOST = 25_000  # findings in one SARIF run (GitHub's limit) or GitLab report


class Shortlist:
    """The first so many entries of each severity, and how many there were."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.kept: dict[str, list[str]] = {severity: [] for severity in SEVERITIES}
        self.seen = dict.fromkeys(SEVERITIES, 0)

    def wants(self, severity: str) -> bool:
        """Counts one more of a severity, and tells whether there is room for it."""
        self.seen[severity] += 1
        return len(self.kept[severity]) < self.most

    def add(self, severity: str, entry: str) -> None:
        """Keeps an entry."""
        self.kept[severity].append(entry)

    def gravest_first(self) -> list[str]:
        """All that was kept."""
        return [entry for severity in SEVERITIES for entry in self.kept[severity]]

    def left(self) -> dict[str, int]:
        """How many of each severity found no room."""
        return {name: count - len(self.kept[name]) for name, count in self.seen.items() if count > len(self.kept[name])}


class Names:
    """Fingerprints, each once: consumers throw away one of two findings of the same name."""

    def __init__(self) -> None:
        self.seen: dict[str, int] = {}

    def of(self, found: Finding) -> str:
        """The finding's fingerprint; from the second time on (an article that was scraped twice) with its number."""
        count = self.seen[found.fingerprint] = self.seen.get(found.fingerprint, 0) + 1
        return found.fingerprint if count == 1 else f"{found.fingerprint}:{count}"
