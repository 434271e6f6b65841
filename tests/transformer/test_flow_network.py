"""The training of the linker's network, which needs torch as a transformer does."""
from itertools import islice
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from extra import needed

needed()

import flow_network  # noqa: E402
import flow_weights  # noqa: E402
import torch  # noqa: E402

from keruen.flows.network import Network  # noqa: E402

AUTHORED = Path(__file__).parents[2] / "corpus" / "authored" / "news-kz.jsonl"


@pytest.fixture(scope="module")
def articles():
    read = flow_weights.articles(flow_weights.pipeline(), [AUTHORED])
    return [flow_network.article(doc, flows) for doc, flows in islice(read, 24)]


@pytest.fixture(scope="module")
def trained(articles):
    return flow_network.learn(articles, 4)


def test_it_learns(articles, capsys):
    flow_network.learn(articles, 4)
    losses = [float(line.rsplit(" ", 1)[1]) for line in capsys.readouterr().out.splitlines()]
    assert len(losses) == 4 and losses[-1] < losses[0]


def test_the_library_reads_as_the_learner_does(articles, trained):
    learner, vocabulary = trained
    network = Network({**vocabulary.arrays(), **learner.arrays()})
    for told in [told for told in articles if told.questions][:8]:
        asked = flow_network.batch([told], vocabulary, hide=False)
        with torch.no_grad():
            states = learner.states(asked.words, asked.sizes)
            expected = learner.parties(states, asked).numpy()
            kinds = learner.kinds(states, asked).log_softmax(1).numpy()
        told.wording.states.clear()
        told.wording.told.clear()
        found = np.concatenate([network._of_pairs(told.wording, question) for question, _ in told.questions])
        assert found == pytest.approx(expected, abs=0.02)  # weights are kept in half precision
        looks = [
            SimpleNamespace(wording=told.wording, amount=lambda place=place: place, earlier=lambda rows=rows: rows)
            for place, rows, _ in told.amounts
        ]
        assert np.array([list(network.kinds(look).values()) for look in looks]) == pytest.approx(kinds, abs=0.02)
