#!/usr/bin/env python3
"""The example for analysts (`examples/analysis`): its three answers against the records that the program prints.

Needs the Python package `zhengtu`, pandas, matplotlib, networkx, and the program (environment variable ZHENGTU).
Prints what was checked; ends with status 1 where something fails.
"""
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile
from collections import Counter

from web import FAILED, check

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("ZHENGTU", PROJECT / "target/debug/zhengtu")
PLANS = [PROJECT / "corpus", PROJECT / "tests/plans"]


def records(kind, kb):
    printed = subprocess.run([PROGRAM, "export", kind, "--kb", kb], capture_output=True, check=True).stdout
    return [json.loads(line) for line in printed.splitlines()]


def rows(file):
    with open(file, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def workload_holds(folder, tasks):
    found = {row.pop("month"): sum(map(int, row.values())) for row in rows(folder / "workload.csv")}
    expected = Counter()
    for task in tasks:
        leads = {unit["name"] for unit in task["units"] if unit["role"] == "lead"}
        if leads and "end" in task["deadline"]:
            expected[task["deadline"]["end"][:7]] += len(leads)
    # What two of the other bodies lead together counts once in their column.
    close = set(found) == set(expected) and all(0 <= expected[month] - found[month] <= 2 for month in found)
    check(f"{sum(found.values())} leads in {len(found)} months", close and len(found) > 5, (found, dict(expected)))


def targets_hold(folder, targets):
    pairs = rows(folder / "targets.csv")
    values = {(one["doc"], one["part"], one["path"], one["indicator"]) for one in targets}
    sides = {(row["doc"], int(row[f"part_{side}"]), row[f"path_{side}"], row["indicator"]) for row in pairs for side in ("main", "annex")}
    check(f"{len(pairs)} pairs are of targets that there are", len(pairs) > 10 and sides <= values)
    wrong = {row["indicator"] for row in pairs if row["agree"] == "False"}
    check("what the checks find is among what does not agree", "城市建成区绿地率" in wrong, wrong)
    check("most agree", 2 * len([row for row in pairs if row["agree"] == "True"]) > len(pairs))


def network_holds(folder, tasks):
    table = rows(folder / "network.csv")
    together = Counter()
    for task in tasks:
        names = {unit["name"] for unit in task["units"] if unit["kind"] == "unit"}
        for name in names:
            together[task["doc"], name] += len(names) - 1
    most = max(together.values())
    check(f"{len(table)} bodies; the first shares most tasks", int(table[0]["shared_tasks"]) >= most, (table[0], most))
    shared = [int(row["shared_tasks"]) for row in table]
    check("as many shares as the tasks have", sum(shared) == sum(together.values()), (sum(shared), sum(together.values())))
    check("the most shared stand first", shared == sorted(shared, reverse=True))


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        script = PROJECT / "examples/analysis/questions.py"
        command = [sys.executable, script, *PLANS, "--kb", folder / "kb", "--out", folder / "out"]
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=300)
        check("the script answers", done.returncode == 0 and len(done.stdout.splitlines()) == 3, done.stderr[-800:] or done.stdout)
        if done.returncode == 0:
            print(done.stdout, end="")
            tasks = records("tasks", folder / "kb")
            workload_holds(folder / "out", tasks)
            targets_hold(folder / "out", records("targets", folder / "kb"))
            network_holds(folder / "out", tasks)
            for picture in ("workload", "targets", "network"):
                bytes_of = (folder / "out" / f"{picture}.png").read_bytes()
                check(f"{picture}.png is a picture", bytes_of.startswith(b"\x89PNG") and len(bytes_of) > 20_000, len(bytes_of))
            check("Chinese is drawn", "Glyph" not in done.stderr, done.stderr[:300])
    sys.exit(1 if FAILED else 0)


if __name__ == "__main__":
    main()
