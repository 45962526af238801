"""Coverage-guided fuzzing of every source: `make fuzz`, or `python -m fuzz.guided SOURCE …`.

Ten minutes for each source, or `FUZZ_SECONDS`. What is found is written to `tests/fuzz/found/SOURCE`
under the name of the place where it went wrong, and reading goes on. Once mended, a finding is moved
to `tests/fuzz/corpus/SOURCE`, where every test run reads it again.

`python -m fuzz.guided --keep` moves there, of what was learned in the last run, the smallest inputs
that reach lines of code by ways in which no fixture reaches them.
"""

import hashlib
import os
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType

SECONDS = 600
INPUT_MAX = 12 * 1024
INPUT_SECONDS = 10
"""An input that takes longer is a hang: the longest honest one takes well under a second here."""
SLOW_SECONDS = 5
"""Of the processor's time: what libFuzzer's clock would not notice on a busy machine, or would too soon."""
MEMORY_MB = 2048
KEPT_BYTES = 90 * 1024
"""Of what was learned, for each source: eight sources stay well under a megabyte."""
KEPT_SECONDS = 0.3
"""Under the tracer, which makes reading ten times as slow: every test run reads it a hundred times."""
HERE = Path(__file__).parent
LEARNED = HERE / "learned"
FOUND = HERE / "found"


def main(arguments: list[str]) -> int:
    """0 if nothing was found."""
    if arguments[:1] == ["--one"]:
        fuzz(arguments[1])
        return 0
    from fuzz.target import all_sources

    names = [said for said in arguments if said != "--keep"] or [one.NAME for one in all_sources()]
    if "--keep" in arguments:
        for name in names:
            _say(f"{name}: {keep(name)} inputs kept")
        return 0
    for name in names:
        _search(name)
    all_found = [path for name in names for path in found(name)]
    for path in all_found:
        _say(str(path))
    return 1 if all_found else 0


def _search(name: str) -> None:
    """Fuzzes one source in a process of its own, and says how far it came."""
    begun = time.monotonic()
    command = [sys.executable, "-m", "fuzz.guided", "--one", name]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    told = [line for line in lines if line.startswith("stat::number_of_executed_units")]
    executed = int(told[-1].rpartition(":")[2]) if told else 0
    reached = next((line.split() for line in reversed(lines) if " cov: " in line), [])
    covered = reached[reached.index("cov:") + 1] if "cov:" in reached else "?"
    seconds = time.monotonic() - begun
    told_of = f"{executed:,} inputs in {seconds:.0f} s, {covered} edges reached"
    _say(f"{name}: {told_of}, {len(found(name))} findings")
    if done.returncode:
        _say("\n".join(lines[-25:]))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def found(name: str) -> list[Path]:
    """What went wrong in a source, an input each."""
    return sorted(FOUND.joinpath(name).glob("*"))


def fuzz(name: str) -> None:
    """Fuzzes one source until its time is over; never returns."""
    import atheris

    with atheris.instrument_imports(include=["vinculo.sources"]):
        from fuzz.target import check, seeds, source_named

        source = source_named(name)
    learned, trouble = LEARNED / name, FOUND / name
    learned.mkdir(parents=True, exist_ok=True)
    trouble.mkdir(parents=True, exist_ok=True)
    for _, data in seeds(name):
        learned.joinpath(hashlib.sha1(data, usedforsecurity=False).hexdigest()).write_bytes(data)

    def once(data: bytes) -> None:
        begun = time.process_time()
        try:
            check(source, data)
        except Exception as error:  # noqa: BLE001 - all that goes wrong is wanted, and the search goes on
            _note(trouble, error, data)
        if time.process_time() - begun > SLOW_SECONDS:
            trouble.joinpath("slow").write_bytes(data)

    atheris.Setup(
        [
            sys.argv[0],
            f"-max_total_time={os.environ.get('FUZZ_SECONDS', SECONDS)}",
            f"-max_len={INPUT_MAX}",
            f"-timeout={INPUT_SECONDS * 6}",  # of the wall, on a machine that others use too
            f"-rss_limit_mb={MEMORY_MB}",
            f"-artifact_prefix={trouble}/",
            f"-dict={HERE / 'words.dict'}",
            "-print_final_stats=1",
            str(learned),
        ],
        once,
    )
    atheris.Fuzz()


def _note(trouble: Path, error: Exception, data: bytes) -> None:
    """Keeps the shortest input for each place where something goes wrong."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "vinculo" in frame.filename]
    said = f"{type(error).__name__}: {error}"[:300]
    place = f"{Path(frames[-1].filename).stem}-{frames[-1].lineno}" if frames else "target"
    if isinstance(error, AssertionError) and str(error).startswith("bug: "):
        place = "bug"
    mark = hashlib.sha1(said.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:6]
    path = trouble / f"{type(error).__name__}-{place}-{mark}"
    if not path.exists():
        _say(f"\nfound {path.name}: {said}")
    if not path.exists() or path.stat().st_size > len(data):
        path.write_bytes(data)


def keep(name: str) -> int:
    """Puts into the kept corpus the small inputs that reach what neither fixtures nor smaller ones
    reach; returns how many there are."""
    from fuzz.target import CORPUS, seeds

    place = CORPUS / name
    place.mkdir(parents=True, exist_ok=True)
    reached: set[Arc] = set()
    for _, data in seeds(name):
        reached |= arcs(name, data)
    size = sum(path.stat().st_size for path in place.iterdir())
    for path in sorted(LEARNED.joinpath(name).iterdir(), key=lambda path: (path.stat().st_size, path.name)):
        data = path.read_bytes()
        begun = time.process_time()
        new = arcs(name, data) - reached
        is_quick = time.process_time() - begun < KEPT_SECONDS
        if new and is_quick and size + len(data) <= KEPT_BYTES:
            reached |= new
            size += len(data)
            place.joinpath(path.name[:12]).write_bytes(data)
    return len(list(place.iterdir()))


Arc = tuple[str, int, int]
"""From which line to which line of a file."""


def arcs(name: str, data: bytes) -> set[Arc]:
    """The steps from line to line that reading an input takes within the sources."""
    from fuzz.target import check, source_named

    found: set[Arc] = set()
    before: dict[FrameType, int] = {}

    def trace(frame: FrameType, what: str, _: object) -> Callable[..., object] | None:
        file = frame.f_code.co_filename
        if "/vinculo/sources/" not in file:
            return None
        if what in {"call", "line"}:
            found.add((file, before.get(frame, 0), frame.f_lineno))
            before[frame] = frame.f_lineno
        elif what == "return":
            before.pop(frame, None)
        return trace

    source = source_named(name)
    sys.settrace(trace)
    try:
        check(source, data)
    finally:
        sys.settrace(None)
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
