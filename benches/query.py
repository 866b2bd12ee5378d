#!/usr/bin/env python3
"""Measures `zhengtu query` as a process: on one plan, and on many (200 times the size).

    cargo build --release && benches/query.py [RUNS] [COPIES]

Prints the median and the longest wall time over RUNS runs (20 unless said), the rows and the largest
resident memory. The copies are those of `benches/larger.py`.
"""
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import larger
from process import CORPUS, PROGRAM, measure


def calls(unit, document):
    return [
        ("tasks-led-by-unit", ["-p", f"unit={unit}"]),
        ("tasks-led-by-unit, due by", ["-p", f"unit={unit}", "-p", "due=2030-06-30"]),
        ("duties-of-unit", ["-p", f"unit={unit}"]),
        ("provenance of one task", ["-p", f"fact=https://zhengtu.example/doc/{document}/part/6/task/三/一/2"]),
        ("search-tasks 不动产登记", ["-p", "words=不动产登记"]),
        ("parts, --doc", ["--doc", document]),
        ("findings, --doc", ["--doc", document]),
    ]


def report(kb, unit, document, runs):
    for name, more in calls(unit, document):
        words = [str(PROGRAM), "query", name.split()[0].rstrip(","), *more, "--kb", str(kb), "--format", "csv"]
        rows = subprocess.run(words, capture_output=True, check=True).stdout.count(b"\n") - 1
        figures = [measure(words, kb) for _ in range(runs)]
        times = [figure[0] for figure in figures]
        print(f"| {name} | {rows} | {statistics.median(times):.1f} | {max(times):.1f} | {max(figure[1] for figure in figures):.0f} |", flush=True)


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    copies = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        text = larger.PLAN.read_text("utf-8")
        (folder / "plans").mkdir()
        for number in range(copies):
            (folder / "plans" / f"plan-{number:03}.txt").write_text(larger.perturbed(text, number), "utf-8")
        middle = copies // 2
        for title, source, unit, document in [
            ("1 plan", CORPUS, "税务局", "wenxian-2021.txt"),
            (f"{copies} plans", folder / "plans", f"{larger.place(middle)}税务局", f"plan-{middle:03}.txt"),
        ]:
            kb = folder / title.replace(" ", "-")
            start = time.perf_counter()
            subprocess.run([str(PROGRAM), "build", str(source), "--kb", str(kb)], check=True, stdout=subprocess.DEVNULL)
            size = next(kb.glob("gen-*/graph")).stat().st_size / 1e6
            print(f"\n{title}: built in {time.perf_counter() - start:.1f} s, the graph's file {size:.1f} MB\n")
            print("| query | rows | median ms | longest ms | peak MiB |\n|---|---|---|---|---|")
            report(kb, unit, document, runs)


if __name__ == "__main__":
    main()
