"""Places: what country, region or city a name means, in every script and case.

`lookup` and `candidates` read a name, `demonym` an adjective, `bloc` the name of a union of states. The component
`keruen_places` gives GPE entities their country code and cities their GeoNames id, gives blocs among the ORG entities
theirs, mends the borders of GPE entities and adds those that a tagger missed.

One name may mean several places. The table (`scripts/places.py`) orders them: reviewed names before GeoNames', a
country before a city before a region, the larger place first, Kazakhstan's counting for more. A generic word
(`облысы`) then picks the kind, and other places in the document the country: `Конго` is CD, or CG next to `Браззавиль`.
"""

from .component import Places, make_places
from .table import TABLE, Gazetteer, Match, Place, Sense, bloc, candidates, demonym, gazetteer, lookup

__all__ = [
    "Gazetteer",
    "Match",
    "Place",
    "Places",
    "Sense",
    "TABLE",
    "bloc",
    "candidates",
    "demonym",
    "gazetteer",
    "lookup",
    "make_places",
]
