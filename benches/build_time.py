#!/usr/bin/env python3
"""What it takes to build and to test the program from an empty target folder, and what `dist` gains over `release`.

    benches/build_time.py [build] [test] [run] [RUNS]

build   wall and processor time of the first command of the README, with the crates already downloaded
test    the same of `cargo test --workspace`
run     the program as `release` and as `dist` build it, pair by pair: its size, building the corpus, a question
        as a process, extraction (RUNS pairs, 15 unless told)
Without a name all three. Each build has a target folder of its own, which is removed afterwards.
"""
import os
import pathlib
import re
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parent.parent
QUESTION = "县税务局牵头、2021年6月底前完成的任务有哪些？"
STEP = "outline and facts"


def timed(command, target, folder=PROJECT):
    """Runs a command with a target folder; gives its output, its wall time and its processor time in seconds."""
    environment = {**os.environ, "CARGO_TARGET_DIR": str(target), "CARGO_TERM_COLOR": "never"}
    start = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode(errors="replace")
    if process.returncode:
        sys.exit(f"{shlex.join(command)} ended with status {process.returncode}\n{text[-3000:]}")
    return text, wall, usage.ru_utime + usage.ru_stime


def first_command():
    """The first command of the README that builds the program."""
    found = re.search(r"(?m)^(?:\$ )?(cargo run --release .*)$", (PROJECT / "README.md").read_text(encoding="utf-8"))
    return shlex.split(found[1]) if found else sys.exit("README.md has no `cargo run --release`")


def minutes(seconds):
    """Seconds as minutes and seconds."""
    return f"{int(seconds) // 60} min {int(seconds) % 60:02} s"


def report(name, wall, processor):
    """Prints the times of a step."""
    print(f"{name:44}{minutes(wall):>14}{minutes(processor):>14}", flush=True)


def built(profile, target):
    """Builds the program and gives its path."""
    timed(["cargo", "build", "--profile", profile], target)
    return target / profile / "zhengtu"


def measure_build(target):
    """The first command of the README, and the size of the program that it leaves."""
    _, wall, processor = timed(first_command(), target)
    report("first command of the README", wall, processor)
    print(f"{'program, release':44}{(target / 'release' / 'zhengtu').stat().st_size / 1e6:11.1f} MB", flush=True)


def measure_test(target):
    """The tests of the workspace: compiled and run, then run again."""
    text, wall, processor = timed(["cargo", "test", "--workspace"], target)
    report("cargo test --workspace", wall, processor)
    report("  once more, nothing to compile", *timed(["cargo", "test", "--workspace"], target)[1:])
    passed = sum(int(number) for number in re.findall(r"(?m)^test result: ok\. (\d+) passed", text))
    print(f"{'  tests passed':44}{passed:11}", flush=True)


def extraction(profile, target):
    """MB of the plan a second, by the bench of extraction."""
    command = ["cargo", "bench", "-p", "zhengtu-extract", "--bench", "extraction", "--profile", profile]
    text = timed(command, target)[0]
    return float(re.search(rf"(?m)^{STEP}\s+([\d.]+)", text)[1])


def once(command, folder):
    """How long a command of the program takes, in milliseconds."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1000


def measure_run(target, runs):
    """Both programs in turn, so that what else the machine does meets both."""
    programs = {profile: str(built(profile, target)) for profile in ("release", "dist")}
    print(f"{'':44}{'release':>14}{'dist':>14}{'dist/release':>14}")
    row("size of the program, MB", *(pathlib.Path(program).stat().st_size / 1e6 for program in programs.values()))
    corpus = str(PROJECT / "corpus")
    commands = {"building the corpus, ms": ["build", "--force", corpus], "ask as a process, ms": ["ask", QUESTION]}
    with tempfile.TemporaryDirectory() as folder:
        for name, arguments in commands.items():
            pairs = [[once([program, *arguments], folder) for program in programs.values()] for _ in range(runs + 1)]
            row(name, *(statistics.median(times) for times in zip(*pairs[1:])))
    speeds = [[extraction(profile, target) for profile in programs] for _ in range(3)]
    row(f"extraction ({STEP}), MB/s", *(statistics.median(figures) for figures in zip(*speeds)))


def row(name, release, dist):
    """Prints a figure of both profiles and their ratio."""
    print(f"{name:44}{release:14.2f}{dist:14.2f}{dist / release:14.2f}", flush=True)


def main():
    wanted = [word for word in sys.argv[1:] if not word.isdigit()] or ["build", "test", "run"]
    runs = next((int(word) for word in sys.argv[1:] if word.isdigit()), 15)
    packages = (PROJECT / "Cargo.lock").read_text(encoding="utf-8").count("[[package]]")
    print(f"{'cores':44}{os.cpu_count():11}\n{'packages in Cargo.lock':44}{packages:11}")
    subprocess.run(["cargo", "fetch", "--locked", "--quiet"], cwd=PROJECT, check=True)
    print(f"{'':44}{'wall':>14}{'processor':>14}", flush=True)
    steps = {"build": measure_build, "test": measure_test, "run": lambda target: measure_run(target, runs)}
    for name in wanted:
        with tempfile.TemporaryDirectory(prefix="zhengtu-build-", dir=os.environ.get("ZHENGTU_BENCH_DIR")) as target:
            steps[name](pathlib.Path(target))


if __name__ == "__main__":
    main()
