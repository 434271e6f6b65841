"""Features of parties that take few values and come again with other amounts: groups whose sums the judge remembers.

They are named as in `features.py`; `sides.py` asks for them.
"""
from functools import lru_cache
from typing import Optional

from .directions import coarse
from .judge import MEMORY, Group

Part = tuple[str, str, str]  # where a code stands in a clause, what links it to the predicate, and its side


@lru_cache(maxsize=MEMORY)
def of_standing(home: bool, rule: str, rank: int) -> Group:
    return Group(f"home={home}", f"home={home}&rule={rule}", f"rank={rank}")


@lru_cache(maxsize=MEMORY)
def of_article(lead: bool, pair: bool, inside: bool, home: bool, sides: str) -> Group:
    """Whether an article is about a code, and which sides it took in the flows before."""
    return Group(
        f"lead={lead}", f"pair={pair}", f"lead={lead}&pair={pair}&zone={inside}",
        f"sides={sides}", f"sides={sides}&home={home}", f"sides={sides}&zone={inside}",
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def of_profile(
    where: str, sides: str, lead: bool, pair: bool, rank: int, home: bool, part: str, answer: str
) -> Group:
    """Several of these at once: where a code is named beside which sides it took, how much the article is about it, what it
    is in the clause, and whether the rules answer with it."""
    at = f"at={where}"
    return Group(
        f"{at}&sides={sides}&lead={lead}&pair={pair}", f"{at}&rank={rank}&home={home}", f"{at}&sides={sides}&home={home}",
        f"{at}&answer={answer}", f"part={part}&rank={rank}", f"part={part}&sides={sides}",
        f"part={part}&lead={lead}&pair={pair}",
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def of_memory(name: str, repeats: str, n: int, now: str, family: str, last: bool) -> Group:
    """Whether a pair repeats an earlier flow that the amount is like."""
    at, two = f"{name}={repeats}", min(2, n)
    return Group(at, f"{at}&in={two}", f"{at}&way={now}", f"{at}&in={two}&way={now}", f"{at}&last={last}&in={two}")


@lru_cache(maxsize=MEMORY)
def of_part(slot: str, link: str, side: str, kind: str, form: str, via: str, filled: str) -> Group:
    """The part of a code in the clause of the predicate that governs the amount."""
    return Group(
        f"part={slot}&link={link}", f"part={side}&filled={filled}", f"part={side}&link={link}&via={via}",
        f"part={slot}&in={kind}", f"part={slot}&link={link}&in={kind}&via={via}",
        f"part={slot}&in={kind}{form}", f"part={slot}&in={kind}&filled={filled}&link={link}",
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def of_parts(a: Part, b: Part, kind: str, form: str, via: str, filled: str) -> Group:
    """The parts of both in the clause of the predicate that governs the amount."""
    parts, links, says = f"parts={a[0]}>{b[0]}", f"links={a[1]}>{b[1]}", f"says={a[2]}>{b[2]}"
    return Group(
        says, f"{says}&{links}", f"{says}&via={via}", f"{says}&in={kind}", f"{says}&filled={filled}",
        f"{parts}&in={kind}", f"{parts}&in={kind}&{links}", f"{parts}&in={kind}{form}",
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def of_named_outside(side: str, case: str, follow: str, now: str, cue: str, leaning: str, n: int) -> Group:
    at = f"here:{side}:{case}"
    return Group(
        "notin", f"notin&n={n}", at, f"{at}&cue={cue}", f"{at}&way={now}",
        f"here:{case}&way={coarse('R' + follow)}>{now}", f"{at}&lean={leaning}&n={n}",
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def of_named_before(gap: int, case: str, now: str, n: int, home: bool) -> Group:
    at, two = f"gap={gap}&case={case}", min(2, n)
    return Group("notin", f"notin&n={n}", f"gap={gap}", at, f"{at}&way={now}&n={two}", f"gap={gap}&n={two}&home={home}")


@lru_cache(maxsize=MEMORY)
def of_far(n: int, home: bool) -> Group:
    return Group("notin", f"notin&n={n}", f"far&home={home}", f"far&n={min(2, n)}&home={home}")


@lru_cache(maxsize=MEMORY)
def of_both(joined: tuple[bool, bool, bool], inside: int, nulls: int, home: bool, inhome: bool, n: int) -> Group:
    return Group(
        *(name for name, holds in zip(("joined", "lead", "pair"), joined) if holds), f"in={inside}&n={n}", f"nulls={nulls}",
        f"home={home}&in={inside}&nulls={nulls}", f"home={home}&inhome={inhome}",
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def of_past(past: str, inside: int, nulls: int, gap: str, n: int) -> Group:
    return Group(f"past={past}", f"past={past}&gap={gap}", f"past={past}&in={inside}&n={n}", f"past={past}&nulls={nulls}")


@lru_cache(maxsize=MEMORY)
def of_history(
    past: str, way: str, says: str, nulls: int, title: Optional[str], top: Optional[str], owner: Optional[str],
    goods: Optional[str], joined: tuple[bool, bool, bool], known: str,
) -> Group:
    """What the article told of two parties before, at once with the way the flow would go, what the clause says and from
    where it is seen."""
    then, says, lead, pair = f"past={past}", f"says={says}", joined[1], joined[2]
    return Group(
        f"{then}&way={way}&nulls={nulls}", f"{then}&goods={goods}&way={way}", f"{then}&title={title}&way={way}",
        f"{then}&lead={lead}&pair={pair}&nulls={nulls}", f"{then}&known={known}", f"{then}&{says}", f"{then}&top={top}",
        f"{says}&way={way}", f"{says}&top={top}", f"{says}&owner={owner}", f"{says}&title={title}",
        f"title={title}&nulls={nulls}&known={known}", f"goods={goods}&top={top}", f"goods={goods}&title={title}",
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def of_all_seen(seen: str) -> Group:
    return Group(f"seen={seen}")


@lru_cache(maxsize=MEMORY)
def of_seen_from(name: str, side: str, inside: int, nulls: int, cue: str, main: str) -> Group:
    at = f"{name}={side}"
    return Group(f"{at}&nulls={nulls}&in={inside}", f"{at}&cue={cue}&nulls={nulls}", f"{at}&main={main}&in={inside}")


@lru_cache(maxsize=MEMORY)
def of_way_gone(way: str, inside: int, nulls: int, n: int, cue: str, main: str, now: str) -> Group:
    at = f"way={way}"
    return Group(f"{at}&cue={cue}&nulls={nulls}", f"{at}&now={now}&in={inside}&n={n}", f"{at}&main={main}&in={inside}")


@lru_cache(maxsize=MEMORY)
def of_past_way(way: str, was: str, gap: str, rule: str, leaning: str, main: str, reverse: bool) -> Group:
    """The way that a flow goes and the one that the flow before it went."""
    past = f"way={way}&was={was}"
    return Group(f"{past}&gap={gap}", f"{past}&rev={reverse}", f"{past}&main={main}", f"{past}&rule={rule}&lean={leaning}")


@lru_cache(maxsize=MEMORY)
def of_turned(turned: str, was: str, now: str, inside: int, reverse: bool) -> Group:
    return Group(f"{turned}&ways={was}>{now}&in={inside}&rev={reverse}")


@lru_cache(maxsize=MEMORY)
def of_known(
    answer: bool, same: bool, back: bool, rule: str, leaning: str, cue: str, gap: str, last: str, reverse: bool
) -> Group:
    """The rules' answer, and the pair of the flow before."""
    out: list[str] = []
    if answer:
        out += ["answer", f"answer&rule={rule}", f"answer&lean={leaning}", f"answer&cue={cue}"]
    if same:
        out += ["frame", f"frame&gap={gap}", f"frame&last={last}&lean={leaning}"]
    elif back:
        out += ["back", f"back&gap={gap}", f"back&rev={reverse}"]
    return Group(*out)


@lru_cache(maxsize=MEMORY)
def of_together(size: int, rowed: int, shared: bool) -> Group:
    """How many codes are joined, beside how many amounts."""
    at = f"together={size}"
    return Group(at, f"{at}&of={rowed}", f"{at}&of={rowed}&share={shared}")


@lru_cache(maxsize=MEMORY)
def of_nearest(alone: bool, first: bool, case: str) -> Group:
    return Group(f"near={alone}:{case}", f"first={first}:{case}")


@lru_cache(maxsize=MEMORY)
def of_answer(name: str, rule: str, cue: str, inside: bool) -> Group:
    """A party of the rules' answer."""
    return Group(f"{name}&rule={rule}", f"{name}&cue={cue}", f"{name}&zone={inside}")


@lru_cache(maxsize=MEMORY)
def of_told_before(
    name: str, gap: str, leaning: str, rule: str, last: str, was: str, now: str, reverse: bool, inside: bool, n: int
) -> Group:
    """A party of the flow before."""
    ways = f"{name}&ways={was}>{now}"
    return Group(
        f"{name}&gap={gap}", f"{name}&lean={leaning}&gap={gap}", f"{name}&rev={reverse}", f"{name}&last={last}&gap={gap}",
        ways, f"{ways}&zone={inside}&gap={gap}", f"{name}&zone={inside}&gap={gap}",
        f"{name}&n={min(2, n)}&gap={gap}&rule={rule}",
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def of_named(
    side: str, case: str, kind: str, head: str, follow: str, next_to: bool, main: str, now: str, n: int
) -> Group:
    """A mention among an amount's own words, with the word of direction that follows it."""
    at, group = f"in:{kind}:{head}:{case}", coarse("R" + follow)
    return Group(
        at, f"{at}&way={now}&n={n}", f"in:{case}&group={group}", f"in:{case}&follow={follow}",
        f"in:{kind}:{case}&group={group}", f"in:{kind}:{case}&main={main}",
        f"in:{side}:{case}:{kind}&follow={follow}&beside={next_to}",
    )  # fmt: skip


@lru_cache(maxsize=MEMORY)
def of_beside(place: str, case: str, leaning: str, varied: str, gap: str, opened: str, main: str, now: str) -> Group:
    """A mention right before an amount."""
    return Group(
        f"by{place}", f"by&{case}", f"by&lean={leaning}", f"by&open={opened}", f"by&open={opened}&lean={leaning}",
        f"by&varied={varied}", f"by&way={now}", f"by&varied={varied}&gap={gap}", f"by&main={main}",
    )  # fmt: skip
