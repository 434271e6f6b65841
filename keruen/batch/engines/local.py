"""Processes of this machine."""

import multiprocessing
import os
import signal
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Iterator, Union

from ..units import Outcome, Task, Unit, annotate_unit
from .base import ENGINES, THREADS, Died, die_with_parent


@ENGINES("local")
def local(task: Task, units: Iterator[Unit], processes: int, options: dict) -> Iterator[tuple[Unit, Union[Outcome, Died]]]:
    """Annotate in processes of this machine, each with its own model and one BLAS thread.

    A process that dies takes the pool with it: the units under way are tried again, one at a time, to find the one that
    is to blame.
    """
    suspects: list[Unit] = []
    more = True
    while more or suspects:
        alone = bool(suspects)
        source = iter([suspects.pop(0)]) if alone else units
        running: dict[Future, Unit] = {}
        with _pool(1 if alone else processes) as pool:
            try:
                while True:
                    while len(running) < (1 if alone else processes + 1) and (unit := next(source, None)) is not None:
                        running[pool.submit(annotate_unit, task, unit)] = unit
                    if not running:
                        more = more and alone
                        break
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        outcome = future.result()
                        yield running.pop(future), outcome
            except BrokenProcessPool:
                if alone:
                    yield next(iter(running.values())), Died()
                else:
                    suspects = sorted(running.values(), key=lambda unit: unit.number)


@contextmanager
def _pool(processes: int):
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(THREADS)
    pool = ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)
    try:
        yield pool
    except BaseException:
        for process in list((pool._processes or {}).values()):
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent ends the job
    die_with_parent()
