"""What an engine is: something that annotates units, one after another or many at once."""

import multiprocessing
import os
import threading
from typing import Callable, Iterator, Union

import catalogue

from ..units import Outcome, Task, Unit

# one for each process: BLAS threads of many would swamp the cores
THREADS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")


class Died:
    """In place of an outcome: the process that annotated the unit is gone, without an exception."""


Engine = Callable[[Task, Iterator[Unit], int, dict], Iterator[tuple[Unit, Union[Outcome, Died]]]]
"""Annotates units.

task (Task): what is the same for all. units (Iterator): taken as workers get free. processes (int): how many at once.
options (dict): the engine's own.
YIELDS (tuple): units with their outcomes, or `Died`, in any order. An exception of a unit is raised, and ends the job.
"""

ENGINES = catalogue.create("keruen", "engines", entry_points=True)  # further ones: entry points of `keruen_engines`


class EngineError(RuntimeError):
    """An engine that can't be started; the message says what to do."""


def die_with_parent() -> None:
    """End this process when its parent is gone, so that a killed job leaves none behind."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        parent.join()
        os._exit(1)

    if parent is not None:
        threading.Thread(target=watch, daemon=True).start()
