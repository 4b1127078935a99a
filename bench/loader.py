"""The reader: its throughput beside spaCy's blank pipeline with a PhraseMatcher, and its growth with the documents.

    python bench/loader.py                                   both, on generated leaflets
    python bench/loader.py --documents ../shared/documents   throughput on texts of one's own
    python bench/loader.py --profile                         where the time goes
    python bench/loader.py --parallel 1000                   one worker beside two, and so on to all processors;
                                                             spaCy in as many processes beside them

Both get the same texts, in one process and on one core, in rounds that alternate. Ours is everything from the bytes
of a text to its claims; spaCy's is tokens and matches of the same names. Growth is measured in a process of its own
for each number of documents; making the leaflets does not count. Parallel reading is measured from files to lines of
claims, workers that have started; spaCy's is its own, from texts in memory to matches. Needs spaCy
(`pip install spacy`), no model.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from itertools import cycle, islice, product
from pathlib import Path

from leaflets import leaflets, names

from paingraph.loader.batch import LocalWorkers, read_files
from paingraph.loader.extraction import extract
from paingraph.loader.folder import document_files
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.readers import read_bytes
from paingraph.loader.sections import link_document
from paingraph.ontology.library import Library, load_library
from paingraph.ontology.namespaces import DocumentId


def main() -> None:
    """Read the command line, and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, help="folder of texts (*.txt); generated leaflets without it")
    parser.add_argument("--leaflets", type=int, default=200, help="how many are generated for the throughput")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--growth", type=int, nargs="*", default=[100, 1_000, 10_000], help="numbers of documents")
    parser.add_argument("--profile", action="store_true", help="only show where our time goes")
    parser.add_argument("--parallel", type=int, help="only read so many leaflets by one worker and more")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    library = load_library()
    if options.one is not None:
        grow(options.one, library)
        return
    if options.parallel is not None:
        texts = texts_of(options.documents, options.parallel, library)
        parallel(list(islice(cycle(texts), options.parallel)), options.rounds, library)
        return
    texts = texts_of(options.documents, options.leaflets, library)
    if options.profile:
        profile(texts, library)
        return
    compare(texts, options.rounds, library)
    if options.growth:
        print("\n documents    characters   claims  CPU seconds   ms each  first tenth  last tenth   peak MB")
    for count in options.growth:
        subprocess.run([sys.executable, __file__, "--one", str(count)], check=True)


def texts_of(folder: Path | None, count: int, library: Library) -> list[str]:
    """Return the texts to read: those of a folder, or leaflets."""
    if folder is None:
        return list(leaflets(count, library))
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]


def ours(texts: Sequence[str], library: Library) -> int:
    """Read, link and relate; return the number of claims."""
    return sum(len(extract(read_bytes(text.encode(), DocumentId("text")), library)) for text in texts)


def compare(texts: Sequence[str], rounds: int, library: Library) -> None:
    """Print the throughput of both and of our linking alone, the ratios, and the shares of our stages."""
    theirs, lexicon = spacy_matcher(library), Lexicon.of(library)
    documents = [read_bytes(text.encode(), DocumentId("text")) for text in texts]
    runs: dict[str, tuple[Callable[[], object], str]] = {
        "paingraph": (lambda: ours(texts, library), f"{ours(texts, library)} claims"),  # asked once: warms caches
        "its reading": (lambda: [read_bytes(text.encode(), DocumentId("text")) for text in texts], "canonical texts"),
        "its linking": (lambda: [link_document(document, lexicon) for document in documents], "mentions alone"),
        "spaCy": (lambda: theirs(texts, 1), f"{theirs(texts, 1)} matches"),
    }
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _, (name, (run, _)) in product(range(rounds), runs.items()):
        started = time.perf_counter()
        run()
        times[name].append(time.perf_counter() - started)
    characters = sum(map(len, texts))
    print(f"{len(texts)} documents, {characters} characters, {sum(1 for _ in names(library))} names; {rounds} rounds")
    for name, seconds in times.items():
        median, spread = statistics.median(seconds), f"{min(seconds):.3f} to {max(seconds):.3f} s"
        speed = f"{characters / median:11,.0f} characters/s {len(texts) / median:8,.1f} documents/s"
        print(f"{name:11} {speed}   median {median:.3f} s ({spread})   {runs[name][1]}")
    whole, link = (ratio(times["spaCy"], times[name]) for name in ("paingraph", "its linking"))
    print(f"ratio: {whole:.3f} of the speed of spaCy; linking alone {link:.2f}")
    read, link = (ratio(times[name], times["paingraph"]) for name in ("its reading", "its linking"))
    print(f"of our time: read {read:.0%}, link {link:.0%}, relate {1 - read - link:.0%}")


def grow(count: int, library: Library) -> None:
    """Read so many leaflets, and print CPU time and peak memory; growth would show in the last tenth."""
    ours(list(leaflets(5, library, seed=2)), library)
    characters = claims = 0
    seconds: list[float] = []
    for text in leaflets(count, library):
        started = time.process_time()
        claims += ours([text], library)
        seconds.append(time.process_time() - started)
        characters += len(text)
    tenth = max(1, count // 10)
    first, last = (1000 * sum(part) / tenth for part in (seconds[:tenth], seconds[-tenth:]))
    each = f"{1000 * sum(seconds) / count:9.2f} {first:12.2f} {last:11.2f}"
    print(f"{count:10,} {characters:13,} {claims:8,} {sum(seconds):12.2f} {each} {peak():9.0f}", flush=True)


def peak() -> float:
    """Return how many megabytes this process held at most; ru_maxrss may be that of the process that started it."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status["VmHWM"].split()[0]) / 1024


def parallel(texts: Sequence[str], rounds: int, library: Library) -> None:
    """Print the throughput of one worker, two, … as many as there are processors, and spaCy's; rounds alternate."""
    sizes = range(1, len(os.sched_getaffinity(0)) + 1)
    theirs = spacy_matcher(library)
    ours_, spacys = ({size: list[float]() for size in sizes} for _ in range(2))
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        for number, text in enumerate(texts):
            (Path(folder) / f"{number:06}.txt").write_text(text, encoding="utf-8")
        files = document_files(Path(folder))
        workers = {size: stack.enter_context(LocalWorkers(size)) for size in sizes}
        for size in sizes:
            list(read_files(files[: 8 * size], workers[size], "extract"))
        for _, size in product(range(rounds), sizes):
            started = time.perf_counter()
            claims = sum(len(outcome.claims) for outcome in read_files(files, workers[size], "extract"))
            between = time.perf_counter()
            matches = theirs(texts, size)
            ours_[size].append(between - started)
            spacys[size].append(time.perf_counter() - between)
    characters = sum(map(len, texts))
    print(f"{len(texts)} files, {claims} claims, {matches} matches, {rounds} rounds; held {peak():.0f} MB at most here")
    for size in sizes:
        more, same = ratio(ours_[1], ours_[size]), ratio(spacys[size], ours_[size])
        print(f"{size} processes: {characters / statistics.median(ours_[size]):,.0f} characters/s", end=", ")
        print(f"{more:.2f} × one; spaCy {characters / statistics.median(spacys[size]):,.0f}", end=", ")
        print(f"ratio {same:.3f}, to spaCy in one process {ratio(spacys[1], ours_[size]):.3f}")


def ratio(theirs: Sequence[float], ours: Sequence[float]) -> float:
    """Return how fast we are in units of what is compared, by the seconds of both in each round."""
    return statistics.median(their / our for their, our in zip(theirs, ours, strict=True))


def spacy_matcher(library: Library) -> Callable[[Sequence[str], int], int]:
    """Return a function that counts the names of the vocabulary in texts by spaCy in so many processes."""
    import spacy
    from spacy.matcher import PhraseMatcher

    pipeline = spacy.blank("en")
    matcher = PhraseMatcher(pipeline.vocab, attr="LOWER")
    matcher.add("name", list(pipeline.pipe(names(library))))
    return lambda texts, size: sum(len(matcher(document)) for document in pipeline.pipe(texts, n_process=size))


def profile(texts: Sequence[str], library: Library) -> None:
    """Print the functions in which most time is spent."""
    ours(texts, library)
    profiler = cProfile.Profile()
    profiler.runcall(ours, texts, library)
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
