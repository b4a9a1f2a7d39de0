"""Whether a difference of two shares can be chance: Fisher's exact test, and Holm's correction for many tests.

Both are plain formulas of the textbooks (Fisher 1935; Holm, Scandinavian Journal of Statistics 6, 1979), worked out with
the logarithm of the gamma function, so that a corpus of any size costs a few thousand additions a test.
"""

from __future__ import annotations

from math import exp, lgamma

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

NEGLIGIBLE = 1e-17  # of the sum so far: what is smaller changes no digit of it


def difference(had: int, of: int, has: int, now_of: int) -> float:
    """How probable it is that chance alone makes two shares, `had` of `of` and `has` of `now_of`, differ so much.

    Two-sided: twice the tail on the side to which the share has moved, 1 at most. 1.0 where one of the two is of nothing.
    """
    if not of or not now_of or had * now_of == has * of:
        return 1.0
    step = 1 if has * of > had * now_of else -1
    total = had + has
    lowest, highest = max(0, total - of), min(total, now_of)
    term = exp(_log_choose(now_of, has) + _log_choose(of, total - has) - _log_choose(of + now_of, total))
    tail = term
    while lowest <= (has := has + step) <= highest and term > tail * NEGLIGIBLE:
        if step > 0:
            term *= (now_of - has + 1) / has * (total - has + 1) / (of - total + has)
        else:
            term *= (has + 1) / (now_of - has) * (of - total + has + 1) / (total - has)
        tail += term
    return min(1.0, 2 * tail)


def _log_choose(whole: int, part: int) -> float:
    return lgamma(whole + 1) - lgamma(part + 1) - lgamma(whole - part + 1)


def holm(chances: Sequence[float]) -> list[float]:
    """The probabilities of many tests, each raised so that the lot of them together errs no more often than one would."""
    raised = [1.0] * len(chances)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        highest = max(highest, min(1.0, chances[place] * (len(chances) - rank)))
        raised[place] = highest
    return raised
