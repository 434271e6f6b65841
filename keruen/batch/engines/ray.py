"""Ray: this machine's cores, or a cluster whose nodes share the input and output folders."""

import os
from typing import Iterator, Union

from ..units import Outcome, Task, Unit, annotate_unit
from .base import ENGINES, THREADS, Died, EngineError

_AHEAD = 2  # units for each process that are handed out at once


@ENGINES("ray")
def ray(task: Task, units: Iterator[Unit], processes: int, options: dict) -> Iterator[tuple[Unit, Union[Outcome, Died]]]:
    """Annotate as Ray tasks. A worker keeps its model for the tasks that follow; one that dies costs only its unit, which
    the job then tries again.

    options (dict): `address` of a cluster; without it a local one of so many processes is started.
    """
    try:
        import ray
    except ImportError:
        raise EngineError("The engine 'ray' takes Ray: pip install 'keruen[ray]'") from None
    address = options.get("address")
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    given = {"address": address} if address else {"num_cpus": processes, "include_dashboard": False}
    running_already = ray.is_initialized()
    try:
        if not running_already:
            ray.init(**given, log_to_driver=False, logging_level="ERROR", runtime_env={"env_vars": THREADS})
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise EngineError(
            f"Ray can't be reached at '{address}': {error}" if address else f"Ray can't start: {error}"
        ) from None
    remote = ray.remote(num_cpus=1, max_retries=0)(annotate_unit)
    shared = ray.put(task)
    running: dict = {}
    most = _AHEAD * (int(ray.cluster_resources().get("CPU", 1)) if address else processes)
    try:
        while True:
            while len(running) < most and (unit := next(units, None)) is not None:
                running[remote.remote(shared, unit)] = unit
            if not running:
                return
            (done,), _ = ray.wait(list(running), num_returns=1)
            unit = running.pop(done)
            try:
                yield unit, ray.get(done)
            except (ray.exceptions.WorkerCrashedError, ray.exceptions.NodeDiedError, ray.exceptions.OutOfMemoryError):
                yield unit, Died()
            except ray.exceptions.RayTaskError as error:
                raise error.cause from None
    finally:
        if not running_already:
            ray.shutdown()
