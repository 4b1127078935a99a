"""The bench of the search: one query after the other, in one process, on the current version of DIR.

    python bench/search.py --data DIR [--rounds 50]

Prints the median of CPU time and of time for each query, marking a page of hits included, as the API does.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

from paingraph.api.directory import Directory
from paingraph.api.mappings import Mappings
from paingraph.api.search import SearchIndex
from paingraph.queries.embedded import EmbeddedStore

#: A name, a code, plurals, word order, beginnings, typos, and what nearly every name has in it.
QUERIES = (
    "sciatica",
    "MONDO:0024333",
    "nerve blocks",
    "block nerve",
    "epidur",
    "sciatca",
    "intervetebral dics hernation",
    "of pain",
    "p",
    "xyzzy",
)
#: Hits on a page.
PAGE = 20


def main() -> None:
    """Read the command line, and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=50)
    options = parser.parse_args()
    store = EmbeddedStore.open((options.data / "current").resolve(), workers=1)
    index = SearchIndex(Directory(store), Mappings(store))
    print(f"{'query':30}{'hits':>6}{'CPU ms':>8}{'ms':>8}")
    for query in QUERIES:
        cpu, wall = zip(*(_times(index, query) for _ in range(options.rounds)), strict=True)
        hits = len(index.search(query).hits)
        print(f"{query:30}{hits:>6}{statistics.median(cpu):>8.2f}{statistics.median(wall):>8.2f}")
    store.close()


def _times(index: SearchIndex, query: str) -> tuple[float, float]:
    """Return milliseconds of CPU time and of time."""
    cpu, wall = time.process_time(), time.perf_counter()
    found = index.search(query)
    index.marked(found, found.hits[:PAGE])
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


if __name__ == "__main__":
    main()
