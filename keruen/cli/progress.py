"""How far a job is: a bar on a terminal, a line now and then in a log."""

import os
import sys
import time
from typing import Iterable

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from ..batch.job import Totals
from ..batch.readers import files

_SECONDS = 30  # between lines of a log


class JobProgress:
    """Shows documents, words per second and time left, on standard error.

    inputs (Iterable[str]): files and folders, whose bytes are the whole.
    """

    def __init__(self, inputs: Iterable[str]):
        self._bytes = sum(os.path.getsize(path) for name in inputs for path in files(name) if os.path.isfile(path))
        self._done = self._done_before = 0
        self._words_before = 0
        self._begun = self._told = time.monotonic()
        self._bar = None
        if sys.stderr.isatty():
            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                TextColumn("{task.percentage:>3.0f} %"),
                TimeRemainingColumn(),
                console=Console(stderr=True),
            )
            self._task = self._bar.add_task("begins", total=self._bytes)

    def __enter__(self) -> "JobProgress":
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *_) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, totals: Totals, size: int) -> None:
        """Take note of a unit.

        totals (Totals): of the job so far. size (int): the unit's bytes.
        """
        now = time.monotonic()
        self._done += size
        if totals.skipped and totals.units == totals.skipped:  # were there already, so they say nothing of the speed
            self._words_before, self._done_before = totals.words, self._done
        words = (totals.words - self._words_before) / max(1e-9, now - self._begun)
        state = f"{totals.read:,} documents, {words:,.0f} words/s"
        if self._bar is not None:
            self._bar.update(self._task, completed=self._done, description=state)
        elif now - self._told >= _SECONDS:
            self._told = now
            share = self._done / max(1, self._bytes)
            speed = (self._done - self._done_before) / max(1e-9, now - self._begun)
            left = (self._bytes - self._done) / speed if speed else 0.0
            print(f"{share:.0%}: {state}, {_clock(left)} left", file=sys.stderr, flush=True)

    def seconds(self) -> float:
        return time.monotonic() - self._begun


def _clock(seconds: float) -> str:
    minutes, seconds = divmod(int(max(0.0, seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min {seconds:02d} s"
