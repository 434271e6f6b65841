"""A question about one amount of a marked text."""
from keruen.flows.features import Asked, Context, Reading
from keruen.flows.parties import Parties
from keruen.flows.passage import Passage

CONTEXT = Context("export", "export/cue", "", "", "goods", "1", "", "noun:export:", [], "", False)


def asked(doc, which=0, leaning=""):
    """The question of the document's amount number `which`, and what answers it."""
    passage = Passage(doc)
    reading = Reading(passage, Parties(passage))
    zones = [(sentence, zone) for sentence in passage.sentences for zone in passage.zones(sentence)]
    sentence, zone = zones[which]
    return Asked(sentence, zone, "goods", CONTEXT._replace(leaning=leaning), (None, None), ()), reading
