"""Where work is done: two methods, so that no room knows whether it runs in one process, in several or on a cluster."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, islice
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")
Key = TypeVar("Key", bound=Hashable)


_AHEAD = 32
"""Items a process that are read ahead: a page may have megabytes."""


class Runner(Protocol):
    """Maps a picklable function over items, in order; gathers items by key."""

    def map(self, function: Callable[[Item], Made], items: Iterable[Item]) -> Iterator[Made]: ...

    def reduce(self, key: Callable[[Item], Key], items: Iterable[Item]) -> dict[Key, list[Item]]: ...


class Local:
    """This machine: one process for a handful of items, one a core for more.

    ``processes``: how many at most; ``worth``: the number of items from which starting them pays.  With more than one
    process, a script that calls this needs ``if __name__ == "__main__":``, as with any spawned process.
    """

    def __init__(self, *, processes: int | None = None, worth: int = 64) -> None:
        self.processes = processes or os.cpu_count() or 1
        self.worth = worth

    def map(self, function: Callable[[Item], Made], items: Iterable[Item]) -> Iterator[Made]:
        stream = iter(items)
        first = list(islice(stream, self.worth))
        everything = chain(first, stream)
        if self.processes == 1 or len(first) < self.worth:
            yield from map(function, everything)
            return
        # A fresh interpreter a worker: a fork would copy the locks of libraries that run threads of their own.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self.processes, mp_context=context) as pool:
            while batch := list(islice(everything, self.processes * _AHEAD)):
                yield from pool.map(function, batch, chunksize=8)

    def reduce(self, key: Callable[[Item], Key], items: Iterable[Item]) -> dict[Key, list[Item]]:
        gathered: dict[Key, list[Item]] = {}
        for item in items:
            gathered.setdefault(key(item), []).append(item)
        return gathered
