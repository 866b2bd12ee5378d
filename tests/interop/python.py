#!/usr/bin/env python3
"""The Python package: that its records are those of the command line byte for byte, its tables those of CSV and Parquet,
whatever takes Arrow takes them, errors are exceptions, memory stays flat over many documents, threads run beside each other.

    tests/interop/python.py [--documents 10000] [--wheel FILE]

Runs with the package installed (`tests/interop/run` builds the wheel), pandas, polars, pyarrow and duckdb, and the program
(environment variable ZHENGTU). `--wheel` installs the wheel into an empty environment of the system's Python as well.
Prints what was checked; ends with status 1 where something fails.
"""
import argparse
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

import zhengtu

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT / "benches"))
sys.path.insert(0, str(PROJECT / "tests/interop"))
import scale  # noqa: E402  (the maker of plans)
from web import FAILED, check  # noqa: E402

PROGRAM = os.environ.get("ZHENGTU", PROJECT / "target/debug/zhengtu")
PLANS = sorted((PROJECT / "tests/plans").glob("*.txt")) + sorted((PROJECT / "corpus").glob("*.txt"))
EXPORTED = ["documents", "tasks", "targets", "clauses", "citations", "units"]
# So many KiB may the process have grown over the later documents: what the allocator keeps, not what each leaves behind.
GROWTH = 24 * 1024


def run(*arguments, **options):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, check=True, **options).stdout


def records_are_those_of_the_program(folder):
    kb_path = folder / "kb"
    run("build", *PLANS, "--kb", kb_path)
    kb = zhengtu.KnowledgeBase.open(kb_path)
    for kind in EXPORTED:
        printed = run("export", kind, "--kb", kb_path).decode()
        check(f"{kind} of a knowledge base are those of the program", kb.jsonl(kind) == printed, kind)
        alone = "".join(zhengtu.extract(kb_path_of(name)).jsonl(kind) for name in kb.documents)
        check(f"{kind} of the documents by themselves too", alone == printed, kind)
        records = [json.loads(line) for line in printed.splitlines()]
        check(f"{kind} as objects", kb.records(kind) == records and len(records) > 0, len(records))
    printed = [json.loads(line) for line in run("check", "--kb", kb_path, "--format", "jsonl").splitlines()]
    for side in (side for finding in printed for side in (finding["a"], finding["b"], *finding.get("also", [])) if side):
        side.pop("original", None)  # looked up in the file by the command line
    check("findings are those of the program", kb.check() == printed and len(printed) > 0, len(printed))
    alone = [finding for name in kb.documents for finding in zhengtu.extract(kb_path_of(name)).records("findings")]
    check("findings of the documents by themselves too", alone == kb.records("findings"), len(alone))
    check("a rule can be chosen", {one["code"] for one in kb.check(select=["value"])} < {one["code"] for one in kb.check()})
    return kb


def kb_path_of(name):
    return next(path for path in PLANS if path.name == name)


def answers_are_those_of_the_program(kb):
    lines = lambda *arguments: [json.loads(line) for line in run(*arguments, "--kb", kb.path).splitlines()]
    check("hits", kb.search("财政 资金", limit=20)["hits"] == lines("search", "财政 资金", "--limit", "20", "--format", "jsonl"))
    question = "市财政局牵头的任务有哪些？"
    head, *rows = lines("ask", question, "--today", "2022-05-01", "--format", "jsonl")
    answer = kb.ask(question, today=datetime.date(2022, 5, 1))
    check("an answer", answer.pop("rows") == rows and answer == head and len(rows) > 0, answer)
    strange = kb.ask("火星局负责什么？")
    check("a question that is not understood says why", strange["understood"] is None and strange["reason"], strange)
    saved = lines("query", "workload", "--format", "jsonl")
    check("rows of a saved query", kb.query("workload") == saved and len(saved) > 0)
    rows = lines("query", "duties-of-unit", "-p", "unit=财政局", "--format", "jsonl")
    check("rows of a query with a parameter", kb.query("duties-of-unit", {"unit": "财政局"}) == rows and len(rows) > 0)
    count = kb.query("SELECT (COUNT(*) AS ?n) { ?t a <https://zhengtu.example/ns#Task> }")
    check("SPARQL", len(count) == 1 and int(count[0]["n"]) >= 0, count)
    check("another format", kb.query("workload", format="csv").startswith("\ufeff") or "," in kb.query("workload", format="csv"))
    narrow = zhengtu.KnowledgeBase.open(kb.path, place=["广元市"])
    check("documents are chosen", 0 < len(narrow) < len(kb), narrow.documents)
    check("hits of those alone", {hit["doc"] for hit in narrow.search("任务", limit=None)["hits"]} <= set(narrow.documents))


def tables_are_one_definition(kb, folder):
    import duckdb
    import pandas
    import polars
    import pyarrow
    import pyarrow.csv
    import pyarrow.parquet

    for form in ("csv", "parquet"):
        run("export", "tables", "--kb", kb.path, "--format", form, "--out", folder / form)
    for name in zhengtu.TABLES:
        table = kb.table(name)
        arrow = pyarrow.table(table)
        schema = pyarrow.schema(zhengtu.schema(name))
        check(f"{name}: the schema is fixed", arrow.schema.equals(schema) and arrow.num_rows == len(table))
        file = pyarrow.parquet.read_table(folder / "parquet" / f"{name}.parquet")
        plain = pyarrow.schema([field.remove_metadata() for field in schema])
        check(f"{name}: Parquet has its types", file.schema.remove_metadata().equals(plain), file.schema)
        check(f"{name}: Parquet has its rows", file.to_pydict() == table.to_pydict())
        typed = pyarrow.csv.ConvertOptions(column_types=plain, strings_can_be_null=False, null_values=[""])
        rows = pyarrow.csv.read_csv(
            folder / "csv" / f"{name}.csv",
            parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True), convert_options=typed,
        ).to_pydict()
        text = lambda value: "" if value is None else value
        same = all(
            all(text(a) == text(b) or f"'{text(b)}" == text(a) for a, b in zip(rows[column], values, strict=True))
            for column, values in table.to_pydict().items()
        )
        check(f"{name}: CSV has its rows", same)
        check(f"{name}: pandas", list(table.to_pandas().columns) == zhengtu.schema(name).names and len(table.to_pandas()) == len(table))
        check(f"{name}: polars", table.to_polars().to_dict(as_series=False) == table.to_pydict())
        check(f"{name}: polars reads the Parquet", polars.read_parquet(folder / "parquet" / f"{name}.parquet").equals(table.to_polars()))
        check(f"{name}: DuckDB reads the Parquet", duckdb.sql(f"FROM '{folder}/parquet/{name}.parquet'").fetchall() == [tuple(row.values()) for row in table.to_pylist()])
        by_document = zhengtu.concat(name, [kb[document] for document in kb])
        check(f"{name}: the rows are those of each document", pyarrow.table(by_document).equals(arrow))
    targets = kb.table("targets").to_pandas()
    check("values are numbers with two ends", (targets["lo"] <= targets["hi"]).all() and str(targets["lo"].dtype) == "Float64")
    days = kb.table("tasks").to_pandas()["deadline_end"]
    check("days are days", days.dtype.kind == "M" and days.notna().any(), days.dtype)
    for name in ("tasks", "targets", "responsibilities"):
        check(f"{name} name document and IRI", all(row["doc"] and row["id"].startswith("https://") for row in kb.table(name).to_pylist()))
    check("a table takes pandas apart", isinstance(targets, pandas.DataFrame))


def errors_are_exceptions(folder):
    def raises(kind, act, words=""):
        try:
            act()
        except kind as error:
            english = getattr(error, "english", str(error))
            return words in english
        return False

    (folder / "bad.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "empty.txt").write_bytes(b"")
    check("a damaged file", raises(zhengtu.ReadError, lambda: zhengtu.read(folder / "bad.docx"), "bad.docx"))
    check("the message is Chinese too", raises(zhengtu.ZhengtuError, lambda: zhengtu.extract(b"\x00\x01\x02" * 99, "x.bin")))
    check("a file that is not there", raises(FileNotFoundError, lambda: zhengtu.read(folder / "none.txt"), "none.txt"))
    check("no bytes and no path", raises(TypeError, lambda: zhengtu.extract(7)))
    check("no such table", raises(ValueError, lambda: zhengtu.schema("task"), "tasks"))
    check("no such records", raises(ValueError, lambda: zhengtu.extract(PLANS[0]).records("task"), "tasks"))
    check("no IRI", raises(ValueError, lambda: zhengtu.extract(PLANS[0], base="x")))
    check("no knowledge base", raises(zhengtu.KnowledgeBaseError, lambda: zhengtu.KnowledgeBase.open(folder / "none")))
    check("no such folder of words", raises(zhengtu.WordsError, lambda: zhengtu.Words(folder / "none")))
    kb = zhengtu.KnowledgeBase.build(folder / "kb2", [PLANS[0], folder / "bad.docx"])
    check("a file that cannot be read is reported", [pathlib.Path(one["path"]).name for one in kb.report["failures"]] == ["bad.docx"], kb.report)
    strict = lambda: zhengtu.KnowledgeBase.build(folder / "kb3", [PLANS[0], folder / "bad.docx"], strict=True)
    check("or raised", raises(zhengtu.KnowledgeBaseError, strict))
    check("no such document", raises(KeyError, lambda: kb["none.txt"]))
    check("a wrong search", raises(zhengtu.QueryError, lambda: kb.search("部分:第几")))
    check("wrong SPARQL", raises(zhengtu.QueryError, lambda: kb.query("SELECT { }")))
    check("no such query", raises(zhengtu.QueryError, lambda: kb.query("no-such-query")))
    check("no day", raises(ValueError, lambda: kb.ask("谁负责？", today="tomorrow")))


def memory_stays_flat(count):
    """In a process of its own, whose peak is of nothing else."""
    done = subprocess.run([sys.executable, __file__, "--memory", str(count)], capture_output=True, text=True)
    print(done.stdout, end="")
    check(f"memory is flat over {count} documents", done.returncode == 0, done.stderr[-800:] or done.stdout)


def read_many(count):
    """Made plans, one after another, with all tables; whether the peak memory after a fifth of them and at the end is the
    same."""
    inputs = (scale.divisions(), *scale.sentences())
    # Of this program alone; what `getrusage` tells is never less than what the process that started it had.
    peak = lambda: next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
    rows = early = 0
    start = time.perf_counter()
    for number in range(count):
        facts = zhengtu.extract(scale.plan(number, *inputs).encode(), f"plan-{number:06}.txt")
        rows += sum(len(table) for table in facts.tables().values())
        if number == count // 5:
            early = peak()
    grown = peak() - early
    rate = count / (time.perf_counter() - start)
    print(f"{count} documents, {rows} rows, {rate:.0f} a second, peak {peak() // 1024} MiB, grown by {grown} KiB")
    return grown < GROWTH


def threads_run_beside_each_other():
    text = PLANS[-1].read_text("utf-8") * 6
    alone = zhengtu.extract(text.encode(), "long.txt").jsonl("tasks")
    found = []
    threads = [threading.Thread(target=lambda: found.append(zhengtu.extract(text.encode(), "long.txt").jsonl("tasks"))) for _ in range(3)]
    for thread in threads:
        thread.start()
    # Without the lock given up, this loop would stand still until a thread is done.
    turns = 0
    while len(found) == 0:
        time.sleep(0.001)
        turns += 1
    for thread in threads:
        thread.join()
    check("each thread has the same records", found == [alone] * 3)
    check("the interpreter goes on meanwhile", turns > 20, turns)
    words = zhengtu.Words()
    check("words are shared", zhengtu.extract(PLANS[0], words=words).jsonl("tasks") == zhengtu.extract(PLANS[0]).jsonl("tasks"))


def stubs_name_what_there_is():
    """Every public name of the module and of its classes stands in the stubs, with its parameters."""
    import ast

    stub = ast.parse(pathlib.Path(zhengtu.__file__).with_name("_zhengtu.pyi").read_text("utf-8"))
    parameters = lambda node: [argument.arg for argument in node.args.args + node.args.kwonlyargs if argument.arg != "self"]
    known = {}
    for node in stub.body:
        if isinstance(node, ast.FunctionDef):
            known[node.name] = parameters(node)
        if isinstance(node, ast.ClassDef):
            known[node.name] = None
            known |= {f"{node.name}.{one.name}": parameters(one) for one in node.body if isinstance(one, ast.FunctionDef)}
    import inspect

    missing = []
    for name in zhengtu.__all__:
        value = getattr(zhengtu, name)
        if inspect.isclass(value) and value.__module__ == "zhengtu" and not issubclass(value, Exception):
            for method, member in vars(value).items():
                if method.startswith("_"):
                    continue
                if f"{name}.{method}" not in known:
                    missing.append(f"{name}.{method}")
                elif callable(getattr(value, method)):
                    given = [one for one in inspect.signature(getattr(value, method)).parameters if one not in ("self", "slf")]
                    if given != known[f"{name}.{method}"]:
                        missing.append(f"{name}.{method}{given}")
        elif callable(value) and not inspect.isclass(value):
            if list(inspect.signature(value).parameters) != known.get(name):
                missing.append(name)
    check("the stubs name what there is", not missing, missing)
    check("the package says that it has types", pathlib.Path(zhengtu.__file__).with_name("py.typed").exists())


def works_alone(wheel):
    """In an environment of the system's Python with nothing else, without the compiler."""
    system = "/usr/bin/python3" if pathlib.Path("/usr/bin/python3").exists() else sys.executable
    with tempfile.TemporaryDirectory() as name:
        made = subprocess.run([system, "-m", "venv", name], capture_output=True, text=True)
        if made.returncode:
            made = subprocess.run([sys.executable, "-m", "venv", name], capture_output=True, text=True)
        python = pathlib.Path(name) / "bin/python"
        subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", "--no-index", wheel], check=True)
        program = f"""
import sys, zhengtu
facts = zhengtu.extract({str(PLANS[0])!r})
tasks = facts.table("tasks").to_pylist()
assert tasks and tasks[0]["doc"] == facts.name, tasks
assert "pyarrow" not in sys.modules and "pandas" not in sys.modules
print(sys.version.split()[0], len(tasks))
"""
        done = subprocess.run([python, "-c", program], capture_output=True, text=True, cwd=name)
        check(f"the wheel works by itself ({done.stdout.strip()})", done.returncode == 0, done.stderr[-800:])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--wheel")
    parser.add_argument("--memory", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.memory:
        sys.exit(0 if read_many(given.memory) else 1)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        kb = records_are_those_of_the_program(folder)
        answers_are_those_of_the_program(kb)
        tables_are_one_definition(kb, folder)
        errors_are_exceptions(folder)
    threads_run_beside_each_other()
    stubs_name_what_there_is()
    memory_stays_flat(given.documents)
    if given.wheel:
        works_alone(given.wheel)
    sys.exit(1 if FAILED else 0)


if __name__ == "__main__":
    main()
