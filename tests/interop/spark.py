#!/usr/bin/env python3
"""The example for Spark on two workers (`local-cluster`), beside one machine: the same tables row for row, the same graph; a
worker that is killed changes nothing; a file that cannot be read is a row of the table of errors.

    tests/interop/spark.py [--plans 240]

Needs Java, pyspark, pyarrow, the Python package `zhengtu`, and the program (environment variable ZHENGTU).
Prints what was checked; ends with status 1 where something fails.
"""
import argparse
import gzip
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

import pyarrow
import pyarrow.dataset
import pyarrow.parquet

import zhengtu

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT / "benches"))
import scale  # noqa: E402  (the maker of plans)
from web import FAILED, check  # noqa: E402

PROGRAM = os.environ.get("ZHENGTU", PROJECT / "target/debug/zhengtu")
EXAMPLE = PROJECT / "examples/spark/build_tables.py"
# Two workers with a core and a gigabyte each.
MASTER = "local-cluster[2,1,1024]"
LONGEST = 900


def make_plans(folder, count):
    """Made plans in folders of a hundred, two of the same name, and three files that cannot be read."""
    inputs = (scale.divisions(), *scale.sentences())
    for number in range(count):
        place = folder / f"{number // 100:03}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"plan-{number:06}.txt").write_text(scale.plan(number, *inputs), "utf-8")
    for place, number in (("甲", count), ("乙", count + 1)):
        (folder / place).mkdir()
        (folder / place / "方案.txt").write_text(scale.plan(number, *inputs), "utf-8")
    (folder / "甲/坏.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "甲/空.pdf").write_bytes(b"%PDF-1.7\n")
    (folder / "甲/图.bin").write_bytes(bytes(range(256)) * 8)


def spark(folder, out):
    environment = os.environ | {"PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}
    command = [sys.executable, EXAMPLE, folder, out, "--master", MASTER, "--pieces", "24"]
    log = open(f"{out}.log", "w+")
    return subprocess.Popen([str(word) for word in command], env=environment, stdout=log, stderr=log), log


def finish(process, log):
    try:
        process.wait(timeout=LONGEST)
    except subprocess.TimeoutExpired:
        process.kill()
    log.seek(0)
    return process.returncode, log.read()


def below(parent):
    """The processes that a process started, and those that these did, with their commands."""
    parents = {}
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, ValueError):
            continue
    found = [parent]
    for process in found:
        found.extend(child for child, of in parents.items() if of == process)
    for process in found[1:]:
        try:
            yield process, pathlib.Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue


def kill_a_worker(process, out):
    """Kills one of the two workers while they write; gives whether it could."""
    end = time.monotonic() + LONGEST
    while process.poll() is None and time.monotonic() < end:
        writing = any((out / "stage").rglob("_temporary/*/_temporary/attempt_*"))
        if writing and not (out / "stage/_SUCCESS").exists():
            workers = [one for one, command in below(process.pid) if "CoarseGrainedExecutorBackend" in command]
            if workers:
                os.kill(workers[0], signal.SIGKILL)
                return True
        time.sleep(0.05)
    return False


def tables(folder):
    """The tables that Spark wrote, by document; the rows of each document as they stand."""
    found = {}
    for name in [*zhengtu.TABLES, "errors"]:
        files = sorted((folder / "tables" / name).glob("part-*.parquet"))
        whole = pyarrow.concat_tables([pyarrow.parquet.read_table(file) for file in files])
        order = sorted(range(len(whole)), key=whole["doc"].to_pylist().__getitem__)
        found[name] = whole.take(order)
    return found


def graph(folder):
    """The lines of the shards, and in how many of them they stand."""
    shards = [path for path in sorted(folder.glob("graph/*/part-*.gz"))]
    lines = [line for path in shards for line in gzip.open(path, "rt", encoding="utf-8").read().splitlines() if line]
    return sorted(lines), len(shards)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--plans", type=int, default=240)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        here = pathlib.Path(name)
        plans = here / "plans"
        make_plans(plans, given.plans)
        run = lambda *words: subprocess.run([PROGRAM, *map(str, words)], capture_output=True, check=True).stdout
        run("build", plans, "--kb", here / "kb")
        run("export", "tables", "--kb", here / "kb", "--format", "parquet", "--out", here / "one")
        start = time.monotonic()
        code, log = finish(*spark(plans, here / "spark"))
        check(f"the job ends ({time.monotonic() - start:.0f} s)", code == 0, log[-2000:])
        if code:
            sys.exit(1)
        found = tables(here / "spark")
        for table in zhengtu.TABLES:
            one = pyarrow.parquet.read_table(here / "one" / f"{table}.parquet")
            same = found[table].cast(one.schema.remove_metadata()).equals(one.replace_schema_metadata())
            check(f"{table}: {len(one)} rows, those of one machine in their order", same)
        errors = found["errors"].to_pylist()
        check("what cannot be read is a row of its own", sorted(row["doc"] for row in errors) == ["图.bin", "坏.docx", "空.pdf"], errors)
        check("and says why", all(row["error"] and row["error_en"] and row["error"] != row["error_en"] for row in errors), errors)
        check("two files of one name are told apart", {"甲/方案.txt", "乙/方案.txt"} <= set(found["documents"]["doc"].to_pylist()))
        lines, shards = graph(here / "spark")
        whole = run("export", "graph", "--kb", here / "kb", "--format", "nquads").decode().splitlines()
        # Links between plans of several levels need all of them.
        whole = sorted(line for line in whole if not line.endswith("/levels> ."))
        check(f"the graph is that of one machine: {len(lines)} statements in {shards} shards", lines == whole and shards > 2)

        process, log = spark(plans, here / "again")
        killed = kill_a_worker(process, here / "again")
        code, log = finish(process, log)
        check("a worker was killed while it wrote", killed and "Lost executor" in log or "exited with code 137" in log, log[-800:])
        check("the job ends all the same", code == 0, log[-2000:])
        if code == 0:
            again = tables(here / "again")
            check("and its tables are the same", all(again[table].equals(found[table]) for table in found))
            check("and its graph", graph(here / "again")[0] == lines)
    sys.exit(1 if FAILED else 0)


if __name__ == "__main__":
    main()
