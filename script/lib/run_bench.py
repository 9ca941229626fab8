# Copyright 2026 My Number Management contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Command line of ``script/bench``.

Each file ``tests/bench/bench_*.py`` runs as a program of its own, with ``script/lib``
and ``tests`` importable (``import conftest`` makes the add-on's pure packages so). It
prints lines ``name value unit``; everything else belongs on its standard error.
"""

import argparse
import hashlib
import os
import re
import subprocess
import tempfile
import time

import cluster
import environment
from places import ROOT, RUN, Stop, run_main, say

LINE = re.compile(r"[a-z][a-z0-9_.]* -?\d[\d.]*(?:e[+-]?\d+)? \S+\Z")
FOLDER = ROOT / "tests" / "bench"


def _rate(act, seconds=0.5):
    """How often per second ``act()`` runs: the best of three rounds."""
    best = 0.0
    for _round in range(3):
        count, began = 0, time.perf_counter()
        while (spent := time.perf_counter() - began) < seconds:
            act()
            count += 1
        best = max(best, count / spent)
    return best


def calibration():
    """What this machine does: SHA-256 MB/s, fsync per second, Python loops per s."""
    block = bytes(1_000_000)
    sha256 = _rate(lambda: hashlib.sha256(block).digest())

    def loop():
        total = 0
        for number in range(100_000):
            total += number

    with tempfile.NamedTemporaryFile(dir=RUN) as handle:

        def sync():
            os.pwrite(handle.fileno(), block[:4096], 0)
            os.fsync(handle.fileno())

        fsync = _rate(sync)
    return (
        f"calibration sha256 {sha256:.0f} MB/s fsync {fsync:.0f} /s "
        f"python_loop {_rate(loop) * 100_000:.0f} /s"
    )


def _run(path):
    """Print the lines of one benchmark; false if it failed or printed none."""
    paths = [str(ROOT / "script" / "lib"), str(ROOT / "tests")]
    process = subprocess.Popen(
        [environment.PYTHON, path],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    good = 0
    for line in process.stdout:
        say(line.rstrip("\n"))
        good += 1 if LINE.match(line.rstrip("\n")) else -1_000_000
    return process.wait() == 0 and good > 0


def main():
    parser = argparse.ArgumentParser(prog="script/bench", description="Measure.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="such as forms")
    options = parser.parse_args()
    RUN.mkdir(exist_ok=True)
    files = {
        path.stem.removeprefix("bench_"): path
        for path in sorted(FOLDER.glob("bench_*.py"))
    }
    if unknown := set(options.names) - set(files):
        raise Stop(f"no benchmark {', '.join(unknown)}; there are {', '.join(files)}")
    if not files:
        raise Stop("there is no benchmark")
    cluster.start()
    say(calibration())
    chosen = options.names or list(files)
    failed = [name for name in chosen if not _run(files[name])]
    if failed:
        raise Stop(f"failed or without a proper line: {', '.join(failed)}")


if __name__ == "__main__":
    run_main(main)
