"""Train the network of the trade-flow linker (`keruen/flows/network.py`) from annotated articles:
`keruen/vocabulary/flow_network.npz`. Needs torch, which `pip install -e ".[transformers]"` brings.

It learns from the authored articles and the linker's test passages alone, so that the network that is released has seen no
seed. The linker reads each with the decisions of its annotation; the network is asked for the kind of every amount and the
parties of every flow. The same input gives the same weights on the same machine.
"""
import random
from collections import Counter
from pathlib import Path
from typing import Iterable, Iterator, NamedTuple, Optional, Sequence

import flow_weights
import numpy as np
import srsly
import torch
import typer
from spacy.tokens import Doc, Span
from torch import Tensor, nn
from torch.nn import functional

from keruen.flows.judge import KINDS
from keruen.flows.linker import Reader
from keruen.flows.network import DILATIONS, HEADS, OWN, PATH, SAID, SOUGHT, numbered
from keruen.flows.wording import COLUMNS, EARLIER, FACTS, FAMILIES, FARTHEST, UNNAMED, Look, Question, Wording

LEAST = {"stem": 3, "norm": 5, "suffix": 10, "mention": 3, "cue": 3}  # words seen more seldom are unknown
HIDDEN_WORDS = {"stem": 0.1, "norm": 0.3}  # shares of words that are hidden in training, so that it doesn't lean on them
GUESSED, GUESS_SHARE = 0.12, 0.5  # words that it has to guess in training, so that it learns what words mean
WIDTH, HIDDEN, PAIRED = 96, 128, 48
DISTANCE, SENTENCE, FAMILY = 24, 8, 8
DROPOUT = 0.45
SMOOTHING = 0.1  # of what is right: sure answers of the network would outvote the weights
ARTICLES = 8  # at a time
RATE, DECAY, WARM_UP = 3e-3, 0.02, 0.1
KIND_SHARE = 0.5
ROWS = ("unnamed", "none", "nothing")  # tables of one row


class Article(NamedTuple):
    """What is asked of an article: the kind of each amount, with the decisions before it (`Look.earlier`), and the parties
    of each flow; with the places of the answers."""

    wording: Wording
    columns: list[list[tuple[str, ...]]]
    amounts: list[tuple[tuple[int, int, int, int], np.ndarray, int]]
    questions: list[tuple[Question, int]]


class Asker(flow_weights.Teacher):
    """Answers as the annotation does, and keeps what the network is to be asked."""

    def __init__(self, flows: Iterable[dict]):
        super().__init__(flows)
        self.amounts: list[tuple[tuple[int, int, int, int], np.ndarray, int]] = []
        self.shown: list[tuple[Question, int]] = []

    def kind(self, features, money: Span, look: Optional[Look] = None) -> str:
        family = super().kind(features, money, look)
        self.amounts.append((look.amount(), look.earlier(), KINDS.index(family)))
        return family

    def parties(self, first, second, pairs, money: Span, look: Optional[Look] = None):
        found = super().parties(first, second, pairs, money, look)
        told = list(pairs)
        if self.questions and self.questions[-1].pairs is pairs:
            self.shown.append((look.question(told), told.index(self.questions[-1].answer)))
        return found


def article(doc: Doc, flows: Iterable[dict]) -> Article:
    """Ask everything of one article."""
    asker = Asker(flows)
    reader = Reader(doc, asker)
    reader.read()
    wording = reader.wording
    return Article(wording, [wording.columns(run) for run in range(len(wording.runs))], asker.amounts, asker.shown)


class Vocabulary:
    """The words of each column that are common enough, numbered from 1."""

    def __init__(self, articles: Iterable[Article]):
        counts: dict[str, Counter] = {name: Counter() for name in COLUMNS}
        for told in articles:
            for columns in told.columns:
                for name, words in zip(COLUMNS, zip(*columns)):
                    counts[name].update(words)
        self.numbers = {
            name: {word: n for n, word in enumerate(sorted(w for w, c in counts[name].items() if c >= LEAST[name]), 1)}
            for name in COLUMNS
        }

    def arrays(self) -> dict[str, np.ndarray]:
        """As `Network` reads them."""
        return {
            f"words.{name}": np.frombuffer(srsly.json_dumps(list(told)).encode("utf-8"), dtype=np.uint8)
            for name, told in self.numbers.items()
        }


class Batch(NamedTuple):
    """Some articles: their runs below one another, filled up, and where in them each amount and mention stands. Of what was
    decided before an amount (`decided`) or a flow (`flows`): which one it stands before, its two tokens, what was decided,
    and how many decisions ago that was; `sides` as in `Question`. `guessed` are the words to be guessed by their `stems`."""

    words: Tensor
    sizes: Tensor
    amounts: Tensor
    kinds: Tensor
    decided: Tensor
    ends: Tensor
    family: Tensor
    mentions: Tensor
    mention_of: Tensor
    owners: Tensor
    facts: Tensor
    code_of: Tensor
    nobody: Tensor
    pairs: Tensor
    pair_of: Tensor
    flows: Tensor
    sides: Tensor
    answers: Tensor
    guessed: Tensor
    stems: Tensor


def batch(articles: Sequence[Article], vocabulary: Vocabulary, hide: bool) -> Batch:
    runs = [numbered(vocabulary.numbers, columns) for told in articles for columns in told.columns]
    width = max(map(len, runs))
    words = torch.zeros(len(runs), width, len(COLUMNS), dtype=torch.long)
    for row, run in enumerate(runs):
        words[row, : len(run)] = torch.from_numpy(run)
    guessed, stems = _hide(words, vocabulary) if hide else (torch.zeros(0, dtype=torch.long),) * 2
    amounts, kinds, decided, ends, family, mentions, mention_of, owners = [], [], [], [], [], [], [], []
    facts, code_of, nobody, pairs, pair_of, flows, sides, answers = [], [], [], [], [], [], [], []
    first_run = codes = options = 0
    for told in articles:

        def flat(token: int) -> int:
            run, place = told.wording.place(token)
            return (first_run + run) * width + place

        def before(rows: np.ndarray, of: int) -> list[tuple[int, ...]]:
            return [(of, flat(first), flat(last), what, ago) for ago, (first, last, what) in enumerate(rows.tolist())]

        for (first, last, start, end), earlier, kind in told.amounts:
            decided += before(earlier, len(amounts))
            amounts.append((flat(first), flat(last), flat(start), flat(end - 1) + 1))
            kinds.append(kind)
        for question, answer in told.questions:
            asked = len(family)
            ends.append((flat(question.first), flat(question.last)))
            family.append(question.family)
            for first, last, distance, sentence in question.mentions.tolist():
                mentions.append((-1, -1, distance, sentence) if first < 0 else (flat(first), flat(last), distance, sentence))
            mention_of += [asked] * len(question.mentions)
            owners.append(question.owners + codes)
            facts.append(question.facts)
            code_of += [asked] * len(question.facts)
            nobody += [True] + [False] * (len(question.facts) - 1)
            pairs.append(question.pairs + codes)
            pair_of += [asked] * len(question.pairs)
            sides.append(question.sides + (codes, len(flows), 0))
            flows += before(question.earlier, asked)
            answers.append(options + answer)
            codes, options = codes + len(question.facts), options + len(question.pairs)
        first_run += len(told.columns)
    return Batch(
        words, torch.tensor(list(map(len, runs))), torch.tensor(amounts), torch.tensor(kinds), _rows(decided, 5),
        torch.tensor(ends), torch.tensor(family), torch.tensor(mentions), torch.tensor(mention_of),
        _joined(owners), _joined(facts), torch.tensor(code_of),
        torch.tensor(nobody), _joined(pairs), torch.tensor(pair_of), _rows(flows, 5), _joined(sides), torch.tensor(answers),
        guessed, stems,
    )  # fmt: skip


def _hide(words: Tensor, vocabulary: Vocabulary) -> tuple[Tensor, Tensor]:
    """Hide the words that are to be guessed, and others so that nothing leans on them; where the former stand, all runs in
    one row, and their stems."""
    stem, mention = COLUMNS.index("stem"), COLUMNS.index("mention")
    none = words[..., mention] == vocabulary.numbers["mention"].get("", 0)
    guessed = (torch.rand(words.shape[:2]) < GUESSED) & (words[..., stem] > 0) & none
    stems = words[..., stem][guessed]
    for name in COLUMNS:
        share = HIDDEN_WORDS.get(name, 0.0)
        if name != "mention":
            words[..., COLUMNS.index(name)][guessed | (torch.rand(words.shape[:2]) < share)] = 0
    return guessed.flatten().nonzero()[:, 0], stems


def _rows(rows: list[tuple[int, ...]], width: int) -> Tensor:
    return torch.tensor(rows, dtype=torch.long).reshape(-1, width)


def _joined(arrays: list[np.ndarray]) -> Tensor:
    return torch.from_numpy(np.concatenate(arrays)) if arrays else torch.zeros(0)


class Learner(nn.Module):
    """The network of `keruen.flows.network`, with the same names of weights, so that it can be trained."""

    def __init__(self, vocabulary: Vocabulary):
        super().__init__()
        self.values = nn.ParameterDict()
        self.drop = nn.Dropout(DROPOUT)
        self.guess = nn.Linear(WIDTH, WIDTH)
        self.common = nn.Parameter(torch.zeros(len(vocabulary.numbers["stem"]) + 1))
        for name in COLUMNS:
            self._table(f"embed.{name}", len(vocabulary.numbers[name]) + 1, WIDTH, 0.3)
        self._norm("embed")
        for layer in range(len(DILATIONS)):
            self._layer(f"window.{layer}", 3 * WIDTH, WIDTH)
            self._norm(f"window.{layer}")
        self._table("distance", FARTHEST + 1, DISTANCE, 1.0)
        self._table("sentence", UNNAMED + 1, SENTENCE, 1.0)
        self._table("unnamed", 1, WIDTH, 0.0)
        self._table("none", 1, HIDDEN, 0.0)
        self._layer("mention", 3 * WIDTH + DISTANCE + SENTENCE + FAMILY, HIDDEN)
        self._memory("parties", WIDTH + FAMILY, len(FAMILIES), SAID + OWN)
        self._layer("code", HIDDEN + WIDTH + FACTS + FAMILY + 3 * HEADS + SAID + 3 * OWN, HIDDEN)
        self._layer("side", HIDDEN, 3)
        self._layer("one", HIDDEN, PAIRED)
        self._layer("two", HIDDEN, PAIRED)
        self._layer("both", PAIRED, 3)
        self._memory("kinds", 3 * WIDTH, len(KINDS), 0)
        self._layer("amount", 3 * WIDTH + len(KINDS) * HEADS, HIDDEN)
        self._layer("kind", HIDDEN, len(KINDS))

    def _key(self, name: str) -> str:
        return name.replace(".", "-")  # torch has no dots in names of parameters

    def _table(self, name: str, rows: int, width: int, spread: float) -> None:
        self.values[self._key(name)] = nn.Parameter(torch.randn(rows, width) * spread)

    def _norm(self, name: str) -> None:
        self.values[self._key(f"{name}.gain")] = nn.Parameter(torch.ones(WIDTH))
        self.values[self._key(f"{name}.shift")] = nn.Parameter(torch.zeros(WIDTH))

    def _layer(self, name: str, inputs: int, outputs: int) -> None:
        edge = inputs**-0.5
        self.values[self._key(f"{name}.W")] = nn.Parameter(torch.empty(inputs, outputs).uniform_(-edge, edge))
        self.values[self._key(f"{name}.b")] = nn.Parameter(torch.empty(outputs).uniform_(-edge, edge))

    def _memory(self, task: str, asked: int, decisions: int, said: int) -> None:
        self._table(f"{task}.what", decisions, FAMILY, 1.0)
        self._layer(f"{task}.sought", asked, HEADS * SOUGHT)
        self._layer(f"{task}.told", WIDTH + FAMILY, HEADS * SOUGHT + said)
        self._table(f"{task}.steps", EARLIER, HEADS, 0.3)
        self._table(f"{task}.nothing", 1, HEADS, 0.0)

    def value(self, name: str) -> Tensor:
        return self.values[self._key(name)]

    def apply_layer(self, x: Tensor, name: str) -> Tensor:
        return x @ self.value(f"{name}.W") + self.value(f"{name}.b")

    def normed(self, x: Tensor, name: str) -> Tensor:
        return functional.layer_norm(x, (WIDTH,), self.value(f"{name}.gain"), self.value(f"{name}.shift"))

    def states(self, words: Tensor, sizes: Tensor) -> Tensor:
        """What is known of each word, all runs in one row."""
        known = (words != 0).unsqueeze(-1)  # an unknown word adds nothing
        x = sum(functional.embedding(words[..., i], self.value(f"embed.{name}")) * known[..., i, :]
                for i, name in enumerate(COLUMNS))  # fmt: skip
        x = self.drop(self.normed(x, "embed"))
        inside = (torch.arange(words.shape[1])[None] < sizes[:, None]).unsqueeze(-1)
        for layer, apart in enumerate(DILATIONS):
            x = x * inside
            padded = functional.pad(x, (0, 0, apart, apart))
            about = torch.cat([padded[:, shift : shift + x.shape[1]] for shift in (0, apart, 2 * apart)], -1)
            x = x + self.drop(self.normed(functional.relu(self.apply_layer(about, f"window.{layer}")), f"window.{layer}"))
        return x.reshape(-1, WIDTH)

    def kinds(self, states: Tensor, asked: Batch) -> Tensor:
        first, last, start, end = asked.amounts.T
        longest = int((end - start).max())
        places = start[:, None] + torch.arange(longest)[None]
        inside = places < end[:, None]
        sentences = states[torch.where(inside, places, start[:, None])].amax(1)
        about = torch.cat([states[first], states[last], sentences], -1)
        told = self._told("kinds", states, asked.decided)
        shares = self._likeness("kinds", about, told, asked.decided)
        rows = asked.decided[:, 0] * len(KINDS) + asked.decided[:, 3]
        before = torch.zeros(len(about) * len(KINDS), HEADS).index_add(0, rows, shares)
        about = torch.cat([about, before.view(len(about), -1)], -1)
        return self.apply_layer(self.drop(functional.relu(self.apply_layer(about, "amount"))), "kind")

    def parties(self, states: Tensor, asked: Batch) -> Tensor:
        """The log of the share of each pair among those of its question."""
        amount = (states[asked.ends[:, 0]] + states[asked.ends[:, 1]]) / 2
        family = self.value("parties.what")[asked.family]
        first, last, distance, sentence = asked.mentions.T
        named = (first >= 0)[:, None]
        ends = [torch.where(named, states[at.clamp(min=0)], self.value("unnamed")) for at in (first, last)]
        of = asked.mention_of
        where = [self.value("distance")[distance], self.value("sentence")[sentence]]
        about = torch.cat([*ends, amount[of], *where, family[of]], -1)
        told = functional.relu(self.apply_layer(about, "mention"))
        codes = torch.zeros(len(asked.facts), HIDDEN).scatter_reduce(0, asked.owners[:, None].expand_as(told), told, "amax")
        codes = torch.where(asked.nobody[:, None], self.value("none"), codes)
        of = asked.code_of
        before = self._remembered(states, asked, amount, family)
        beside = torch.cat([codes, amount[of], asked.facts, family[of], *before], -1)
        codes = self.drop(functional.relu(self.apply_layer(beside, "code")))
        side, one, two = (self.apply_layer(codes, name) for name in ("side", "one", "two"))
        a, b = asked.pairs.T
        both = self.apply_layer(functional.relu(one[a] + two[b]), "both")
        back = self.apply_layer(functional.relu(one[b] + two[a]), "both")
        kind = asked.family[asked.pair_of]
        capital = (kind == FAMILIES.index("investment")) * both[:, 1]
        scores = torch.where(
            kind == FAMILIES.index("turnover"),
            side[a, 2] + side[b, 2] + both[:, 2] + back[:, 2],
            side[a, 0] + side[b, 1] + both[:, 0] + capital,
        )
        return shares(scores, asked.pair_of, len(asked.family))

    def _remembered(self, states: Tensor, asked: Batch, amount: Tensor, family: Tensor) -> list[Tensor]:
        """As `Network._remembered`, of several questions."""
        told = self._told("parties", states, asked.flows)
        shares = self._likeness("parties", torch.cat([amount, family], -1), told, asked.flows)
        said = told[:, -SAID - OWN :] * shares.mean(1, keepdim=True)
        code, flow, side = asked.sides.T
        count, row = len(asked.facts), side * len(asked.facts) + code
        sides = torch.zeros(3 * count, HEADS).index_add(0, row, shares[flow]).view(3, count, HEADS)
        own = torch.zeros(3 * count, OWN).index_add(0, row, said[flow, SAID:]).view(3, count, OWN)
        every = torch.zeros(len(amount), SAID).index_add(0, asked.flows[:, 0], said[:, :SAID])
        return [*sides, every[asked.code_of], *own]

    def stems(self, states: Tensor) -> Tensor:
        """How well each stem would stand in some places; only for training."""
        return self.guess(states) @ self.value("embed.stem").T + self.common

    def _told(self, task: str, states: Tensor, before: Tensor) -> Tensor:
        """As `Network._told`."""
        _, first, last, what, _ = before.T
        about = torch.cat([(states[first] + states[last]) / 2, self.value(f"{task}.what")[what]], -1)
        return self.apply_layer(about, f"{task}.told")

    def _likeness(self, task: str, asked: Tensor, told: Tensor, before: Tensor) -> Tensor:
        """As `Network._likeness`, of several amounts."""
        of, ago = before[:, 0], before[:, 4]
        sought = self.apply_layer(asked, f"{task}.sought").view(-1, HEADS, SOUGHT)
        kept = told[:, : HEADS * SOUGHT].view(-1, HEADS, SOUGHT)
        scores = (sought[of] * kept).sum(-1) / SOUGHT**0.5 + self.value(f"{task}.steps")[ago]
        nothing = self.value(f"{task}.nothing").expand(len(asked), HEADS)
        columns = of[:, None].expand_as(scores)
        top = nothing.detach().scatter_reduce(0, columns, scores.detach(), "amax")
        shares = torch.exp(scores - top[of])
        return shares / torch.exp(nothing - top).scatter_add(0, columns, shares)[of]

    def arrays(self) -> dict[str, np.ndarray]:
        """As `Network` reads them; half precision is enough."""
        told = {name.replace("-", "."): value.detach().numpy().astype(np.float16) for name, value in self.values.items()}
        for name in COLUMNS:
            told[f"embed.{name}"][0] = 0
        return {name: array[0] if name.split(".")[-1] in ROWS else array for name, array in told.items()}


def shares(scores: Tensor, of: Tensor, count: int) -> Tensor:
    """Logs of shares within groups."""
    top = torch.full((count,), -1e9).scatter_reduce(0, of, scores.detach(), "amax")
    whole = torch.zeros(count).scatter_add(0, of, torch.exp(scores - top[of]))
    return scores - top[of] - torch.log(whole)[of]


def batches(articles: Sequence[Article]) -> Iterator[list[Article]]:
    """Some articles of like length at a time, in an order of chance."""
    mixed = random.sample(articles, len(articles))
    found = []
    for start in range(0, len(mixed), 20 * ARTICLES):
        near = sorted(mixed[start : start + 20 * ARTICLES], key=lambda told: max(map(len, told.columns)))
        found += [near[at : at + ARTICLES] for at in range(0, len(near), ARTICLES)]
    yield from random.sample(found, len(found))


def learn(articles: Sequence[Article], epochs: int, seed: int = 0) -> tuple[Learner, Vocabulary]:
    """Train a network."""
    random.seed(seed)
    torch.manual_seed(seed)
    vocabulary = Vocabulary(articles)
    learner = Learner(vocabulary)
    articles = [told for told in articles if told.amounts]
    steps = epochs * -(-len(articles) // ARTICLES)
    optimizer = torch.optim.AdamW(learner.parameters(), RATE, weight_decay=DECAY)
    rates = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=WARM_UP)
    for epoch in range(1, epochs + 1):
        learner.train()
        total = asked_of = 0.0
        for some in batches(articles):
            asked = batch(some, vocabulary, hide=True)
            states = learner.states(asked.words, asked.sizes)
            loss = KIND_SHARE * functional.cross_entropy(learner.kinds(states, asked), asked.kinds)
            if len(asked.answers):
                told = learner.parties(states, asked)
                of_parties = -(1 - SMOOTHING) * told[asked.answers].mean() - SMOOTHING * told.mean()
                total, asked_of = total + of_parties.item() * len(asked.answers), asked_of + len(asked.answers)
                loss = loss + of_parties
            if len(asked.stems):
                loss = loss + GUESS_SHARE * functional.cross_entropy(learner.stems(states[asked.guessed]), asked.stems)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learner.parameters(), 1.0)
            optimizer.step()
            rates.step()
        print(f"{epoch:3} of {epochs}: loss of parties {total / asked_of:.3f}", flush=True)
    return learner.eval(), vocabulary


def score(learner: Learner, vocabulary: Vocabulary, articles: Sequence[Article]) -> str:
    """How many parties and kinds the network alone has right."""
    right, kinds = [], []
    with torch.no_grad():
        for told in filter(lambda told: told.amounts, articles):
            asked = batch([told], vocabulary, hide=False)
            states = learner.states(asked.words, asked.sizes)
            if len(asked.answers):
                found = learner.parties(states, asked)
                best = torch.full((len(asked.family),), -1e9).scatter_reduce(0, asked.pair_of, found, "amax")
                right.append(found[asked.answers] >= best)
            kinds.append(learner.kinds(states, asked).argmax(1) == asked.kinds)
    return f"parties right {torch.cat(right).float().mean():.3f}, kinds {torch.cat(kinds).float().mean():.3f}"


def main(
    authored: Path = typer.Option(Path("corpus/authored")),
    passages: Path = typer.Option(Path("tests/flows/passages")),
    output: Path = typer.Option(PATH),
    epochs: int = typer.Option(28, min=1),
    held_out: int = typer.Option(0, help="Leave every n-th article out, and say how it is read; 0 for none."),
    seed: int = typer.Option(0),
) -> None:
    read = [article(doc, flows) for doc, flows in flow_weights.examples([authored], passages)]
    tested = read[::held_out] if held_out else []
    learner, vocabulary = learn([told for n, told in enumerate(read) if not held_out or n % held_out], epochs, seed)
    np.savez_compressed(output, **vocabulary.arrays(), **learner.arrays())
    print(f"{output}: from {len(read) - len(tested)} articles and passages")
    if tested:
        print(f"{len(tested)} left out: {score(learner, vocabulary, tested)}")


if __name__ == "__main__":
    typer.run(main)
