#!/usr/bin/env python3
"""How much of what is missed on labelled plans `zhengtu audit` points at.

    cargo build && benches/audit.py [PROGRAM] [FOLDER]

FOLDER holds `plans/NAME.*` and `gold/NAME/tasks.jsonl`, `targets.jsonl` (default: ../shared/kinds). A missed
task, unit, deadline or target is listed if the audit has an entry that a person is shown and that shares
words with the passage of the label; what stands in a missed task also if such an entry is of its item. Prints, for each plan and over all, what is labelled, read, missed,
and listed of the missed.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", PROJECT / "target"))
# The readings that the audit shows without being asked for all.
SHOWN = {"unexplained", "uncovered", "overlooked", "impossible-date", "left-out"}
# So many characters in common tell that two passages are of the same place.
COMMON = 6


def records(program, what, plan, kb):
    done = subprocess.run(
        [program, *what, "--from", plan, "--kb", kb, "--format", "jsonl"], capture_output=True, text=True
    )
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def bare(text):
    return re.sub(r"\s", "", text or "")


def touches(passage, entries):
    passage = bare(passage)
    grams = {passage[at : at + COMMON] for at in range(max(1, len(passage) - COMMON + 1))}
    return any(any(gram in entry for gram in grams) or (len(entry) < COMMON and entry in passage) for entry in entries)


def place(record):
    return record["part"], record["path"]


def facts(tasks, targets):
    """What is said, as comparable facts, each with the passage that a person would look for."""
    found = {}
    for task in tasks:
        key = place(task)
        found[("task", key)] = task["title"]
        for unit in task["units"]:
            surface = unit["surface"] if len(unit["surface"]) >= COMMON else task.get("units_raw")
            found[("unit", key, unit["name"])] = surface or unit["surface"]
        if task["deadline"]["kind"] != "none":
            found[("deadline", key, due(task["deadline"]))] = task.get("deadline_raw")
    for target in targets:
        value = target["value"] if isinstance(target["value"], list) else [target["value"]]
        found[("target", target["part"], tuple(float(part) for part in value))] = target["quote"]
    return found


def due(deadline):
    """A limit as far as it is compared: a period and its last day are one, and so are two rules of recurrence."""
    return deadline.get("end", deadline["kind"])


def measure(program, plan, gold):
    label = [[json.loads(line) for line in open(gold / f"{what}.jsonl", encoding="utf-8")] for what in ("tasks", "targets")]
    label = [[record for record in kind if not record.get("optional")] for kind in label]
    with tempfile.TemporaryDirectory() as folder:
        kb = folder + "/kb"
        read = [records(program, ["export", what], plan, kb) for what in ("tasks", "targets")]
        audit = records(program, ["audit"], plan, kb)
    is_shown = lambda entry: entry["reading"] in SHOWN or entry.get("doubtful")
    entries = [entry for entry in audit if is_shown(entry)]
    shown = [bare(entry["surface"]) for entry in entries]
    wanted, have = facts(*label), facts(*read)
    missed = {fact: passage for fact, passage in wanted.items() if fact not in have}
    lost = {fact[1] for fact in missed if fact[0] == "task"} & {place(entry) for entry in entries}
    is_listed = lambda fact, passage: fact[1] in lost or touches(passage, shown)
    if "--show" in sys.argv:
        for fact, passage in missed.items():
            if not is_listed(fact, passage):
                print(plan, fact, passage, file=sys.stderr)
    return len(wanted), len(missed), sum(is_listed(*fact) for fact in missed.items()), len(shown)


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else str(TARGET / "debug" / "zhengtu")
    folder = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else PROJECT / "../shared/kinds"
    if not folder.is_dir():
        sys.exit(f"{folder} is not here: give a folder with plans and labels")
    sums = [0, 0, 0, 0]
    print("| plan | facts labelled | missed | of these listed by audit | entries shown |")
    print("|---|---|---|---|---|")
    for gold in sorted((folder / "gold").iterdir()):
        plans = sorted((folder / "plans").glob(gold.name + ".*"))
        if not plans:
            continue
        figures = measure(program, str(plans[0]), gold)
        sums = [a + b for a, b in zip(sums, figures)]
        print("|", gold.name, "|", *(f"{figure} |" for figure in figures))
    labelled, missed, listed, shown = sums
    print(f"| all | {labelled} | {missed} | {listed} | {shown} |")
    share = lambda part, whole: f"{part / whole:.3f}" if whole else "-"
    print(f"read {share(labelled - missed, labelled)} of what is labelled; of what is missed {share(listed, missed)} is listed")


main()
