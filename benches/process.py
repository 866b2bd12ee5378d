#!/usr/bin/env python3
"""Time and memory of the program as a process, dictionary loading included, beside a plain substring scan.

    cargo build --release && benches/process.py [RUNS]

Prints the median wall time and the largest resident memory of each command over RUNS runs.
"""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", PROJECT / "target")) / "release" / "zhengtu"
CORPUS = PROJECT / "corpus"
QUESTION = "县税务局牵头、2021年6月底前完成的任务有哪些？"


def measure(command, folder):
    """Runs a command; gives its wall time in milliseconds and its peak memory in MiB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command} ended with status {process.returncode}")
    return (time.perf_counter() - start) * 1000, usage.ru_maxrss / 1024


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    program, corpus = str(PROGRAM), str(CORPUS)
    commands = [
        ("full build of the plan", [program, "build", "--force", corpus]),
        ("refresh, nothing changed", [program, "build", corpus]),
        ("ask", [program, "ask", QUESTION]),
        ("query tasks-led-by-unit", [program, "query", "tasks-led-by-unit", "-p", "unit=税务局"]),
        ("search 不动产登记", [program, "search", "不动产登记"]),
        ("check", [program, "check", "--format", "concise"]),
        ("beside it: grep 不动产登记", ["grep", "-c", "不动产登记", str(CORPUS / "wenxian-2021.txt")]),
    ]
    print(f"{'command':30}{'median ms':>12}{'peak MiB':>12}")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "build", corpus], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        for name, command in commands:
            figures = [measure(command, folder) for _ in range(runs)]
            time_ms = statistics.median(figure[0] for figure in figures)
            print(f"{name:30}{time_ms:12.1f}{max(figure[1] for figure in figures):12.1f}")


if __name__ == "__main__":
    main()
