#!/usr/bin/env python3
"""The program beside what others offer for a part of its work, on the same inputs, in one run.

    cargo build --release && benches/peers/compare.py [--only limits,quantities,segment,search,graph,read] [--plans 200]

Installs what it needs into `target/peers` (JioNLP, Recognizers-Text, jieba, pyoxigraph, rdflib, typst; the wheel of the project,
as for release; jieba-rs by cargo); pandoc and pdftotext are used where they are installed. What cannot be had is said. Prints a
table for each part: accuracy where there is a right answer, time and megabytes a second, and the ratio to the program.

What is compared is not the same work: the program reads whole plans, the others an expression, a line, a file. A ratio says
what a part costs inside of that.
"""
import argparse
import importlib.util
import logging
import os
import pathlib
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent))
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", PROJECT / "target"))
PROGRAM = TARGET / "release" / "zhengtu"
PLACE = TARGET / "peers"
PACKAGES = ["jionlp", "recognizers-text-suite", "emoji<1.7", "jieba", "pyoxigraph", "rdflib", "typst", "maturin", "setuptools<80"]
YEAR = 2024


def environment():
    """Runs this script again in an environment that has what it needs."""
    python = PLACE / "bin/python"
    if pathlib.Path(sys.prefix).resolve() == PLACE.resolve():
        return
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", PLACE], check=True)
    for package in PACKAGES:
        done = subprocess.run([python, "-m", "pip", "install", "-q", package], capture_output=True, text=True)
        if done.returncode:
            print(f"{package} cannot be had: {done.stderr.strip().splitlines()[-1:]}")
    if not next(PLACE.glob("zhengtu-*.whl"), None):
        manifest = PROJECT / "crates/python/Cargo.toml"
        build = [PLACE / "bin/maturin", "build", "--release", "-q", "--manifest-path", manifest, "--out", PLACE]
        subprocess.run(build, check=True, env=os.environ | {"CARGO_TARGET_DIR": str(TARGET / "python")})
    wheel = next(PLACE.glob("zhengtu-*.whl"))
    subprocess.run([python, "-m", "pip", "install", "-q", "--force-reinstall", "--no-deps", wheel], check=True)
    os.execv(python, [str(python), str(pathlib.Path(__file__).resolve()), *sys.argv[1:]])


def has(module):
    return importlib.util.find_spec(module) is not None


def timed(work, turns=3):
    """The least seconds of some turns, after one to warm up, and what the work gives."""
    result = work()
    seconds = []
    for _ in range(turns):
        start = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - start)
    return min(seconds), result


def show(title, columns, rows):
    print(f"\n{title}\n\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
    for row in rows:
        print("| " + " | ".join(f"{cell:.3g}" if isinstance(cell, float) else str(cell) for cell in row) + " |", flush=True)


def texts():
    """The plans that ship with the project."""
    return [path.read_text("utf-8") for path in sorted([*(PROJECT / "corpus").glob("*.txt"), *(PROJECT / "tests/plans").glob("*.txt")])]


def rates(rows, length):
    """The rows with megabytes a second and the ratio to the first."""
    first = rows[0][-1]
    return [[*row[:-1], f"{length / 1e6 / row[-1]:.3g}", f"{row[-1] / first:.2f}"] for row in rows]


def limits(cases):
    import zhengtu

    def ours(text):
        plan = f"江北县{YEAR}年工作方案\n一、重点任务\n（一）建设平台。建成平台。\n责任单位：县林业局\n完成时限：{text}\n"
        tasks = zhengtu.extract(plan.encode(), "甲.txt", ocr="off").table("tasks").to_pylist()
        return str(tasks[0]["deadline_end"]) if tasks else None

    readers = {"zhengtu (whole plan)": (ours, lambda: [zhengtu.extract(text.encode(), "甲.txt", ocr="off") for text in texts()])}
    if has("jionlp"):
        import jionlp

        def jio(text):
            found = jionlp.ner.extract_time(text, time_base={"year": YEAR, "month": 1, "day": 1})
            times = [time for one in found for time in [one["detail"]["time"]] if isinstance(time, list)]
            return times[0][-1][:10] if times else None

        readers["JioNLP extract_time"] = (jio, lambda: [jionlp.ner.extract_time(line, time_base={"year": YEAR}) for text in texts() for line in text.splitlines() if line])
    if has("recognizers_date_time"):
        from datetime import date, datetime, timedelta

        from recognizers_date_time import recognize_datetime

        def recognizers(text):
            found = recognize_datetime(text, "zh-cn", reference=datetime(YEAR, 1, 1))
            for value in (value for one in found for value in (one.resolution or {}).get("values", [])):
                if "end" in value:  # the day after the last
                    return str(date.fromisoformat(value["end"][:10]) - timedelta(days=1))
                if "value" in value:
                    return value["value"][:10]
            return None

        few = [line for line in texts()[0].splitlines() if line][:200]
        readers["Recognizers-Text datetime"] = (recognizers, lambda: [recognize_datetime(line, "zh-cn") for line in few])
    length = {name: sum(len(text.encode()) for text in texts()) for name in readers}
    if "Recognizers-Text datetime" in length:
        length["Recognizers-Text datetime"] = sum(len(line.encode()) for line in few)
    rows = []
    for name, (read, all_of) in readers.items():
        right = sum(guarded(read, case["text"]) == case["end"] for case in cases)
        seconds, _ = timed(all_of, 1)
        rows.append([name, f"{right}/{len(cases)}", seconds / length[name]])
    show("Limits: the last day", ["reader", "right", "MB/s", "time, zhengtu = 1"], rates(rows, 1))


def guarded(read, text):
    """What a reader gives; nothing where it stumbles."""
    try:
        return read(text)
    except Exception:  # noqa: BLE001  (a peer may raise anything)
        return None


def quantities(cases):
    import zhengtu

    def ours(text):
        plan = f"江北县{YEAR}年工作方案\n一、工作目标\n（一）主要目标。到{YEAR}年底，{text}。\n"
        rows = zhengtu.extract(plan.encode(), "甲.txt", ocr="off").table("targets").to_pylist()
        return (rows[0]["lo"], rows[0]["hi"], rows[0]["unit"]) if rows else None

    readers = {"zhengtu (whole plan)": (ours, lambda: [zhengtu.extract(text.encode(), "甲.txt", ocr="off") for text in texts()], None)}
    few = [line for line in texts()[0].splitlines() if line][:200]
    if has("recognizers_number_with_unit"):
        from recognizers_number import recognize_number, recognize_percentage
        from recognizers_number_with_unit import recognize_currency, recognize_dimension

        def recognizers(text):
            percent = recognize_percentage(text, "zh-cn")
            if percent:
                value = float(percent[0].resolution["value"].rstrip("%"))
                return value, value, "%"
            for find in (recognize_currency, recognize_dimension, recognize_number):
                found = find(text, "zh-cn")
                if found:
                    value = float(found[0].resolution["value"])
                    return value, value, None
            return None

        readers["Recognizers-Text number"] = (recognizers, lambda: [recognize_number(line, "zh-cn") for line in few], few)
    if has("jionlp"):
        import jionlp

        def jio(text):
            found = jionlp.ner.extract_money(text)
            if not found:
                return None
            number = found[0]["detail"]["num"]
            lo, hi = number if isinstance(number, list) else (number, number)
            return float(lo), float(hi), "元"

        readers["JioNLP extract_money"] = (jio, lambda: [jionlp.ner.extract_money(line) for line in few], few)
    rows = []
    for name, (read, all_of, lines) in readers.items():
        found = [guarded(read, case["text"]) for case in cases]
        right = sum(is_value(one, case) for one, case in zip(found, cases))
        whole = sum(is_value(one, case) and one[2] == case["unit"] for one, case in zip(found, cases))
        seconds, _ = timed(all_of, 1)
        length = sum(len(one.encode()) for one in (lines or texts()))
        rows.append([name, f"{right}/{len(cases)}", f"{whole}/{len(cases)}", seconds / length])
    show("Quantities: the number, and with its unit as printed", ["reader", "number", "and unit", "MB/s", "time, zhengtu = 1"], rates(rows, 1))


def is_value(found, case):
    """Whether both ends are right, counted in the unit as printed or in ones (1.2亿元 is 120000000)."""
    if not found:
        return False
    scale = {"万": 1e4, "亿": 1e8}.get(case["unit"][:1], 1)
    close = lambda a, b: abs(a - b) <= 1e-9 * max(1, abs(b))
    return any(close(found[0], case["lo"] * by) and close(found[1], case["hi"] * by) for by in (1, scale))


def segment(_):
    text = "\n".join(texts())
    rows = []
    built = subprocess.run(
        ["cargo", "build", "--release", "-q", "--manifest-path", HERE / "segment/Cargo.toml"],
        env=os.environ | {"CARGO_TARGET_DIR": str(PLACE / "segment")}, capture_output=True, text=True,
    )
    if built.returncode == 0:
        done = subprocess.run([PLACE / "segment/release/segment"], input=text, capture_output=True, text=True, check=True)
        seconds, words = done.stdout.split()
        rows.append(["jieba-rs (the program's)", words, float(seconds)])
    else:
        print("jieba-rs cannot be built:", built.stderr.strip().splitlines()[-1:])
    if has("jieba"):
        import jieba

        seconds, words = timed(lambda: sum(sum(1 for _ in jieba.cut(line)) for line in text.split("\n")))
        rows.append(["jieba (Python)", words, seconds])
    show("Words of the plans", ["segmenter", "words", "MB/s", "time, jieba-rs = 1"], rates(rows, len(text.encode())))


def made(count, folder):
    """Made plans in a folder."""
    import scale

    inputs = (scale.divisions(), *scale.sentences())
    folder.mkdir()
    for number in range(count):
        (folder / f"plan-{number:06}.txt").write_text(scale.plan(number, *inputs), "utf-8")
    return folder


def search(given):
    import zhengtu

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        start = time.perf_counter()
        kb = zhengtu.KnowledgeBase.build(folder / "kb", [made(given.plans, folder / "plans")], ocr="off")
        print(f"\n{given.plans} plans read and indexed in {time.perf_counter() - start:.1f} s")
        clauses = kb.records("clauses")
        bigrams = lambda text: " ".join(text[at : at + 2] for at in range(len(text) - 1))
        plain = lambda text: "".join(char for char in text if not char.isspace())
        base = sqlite3.connect(folder / "fts.db")
        start = time.perf_counter()
        base.execute("CREATE VIRTUAL TABLE clauses USING fts5(grams, tokenize='unicode61 remove_diacritics 0')")
        base.executemany("INSERT INTO clauses(rowid, grams) VALUES (?, ?)", ((at, bigrams(plain(one["text"]))) for at, one in enumerate(clauses)))
        base.commit()
        print(f"{len(clauses)} clauses into SQLite FTS5, as bigrams, in {time.perf_counter() - start:.1f} s")
        rows = []
        for words in ("不动产登记", "办理时间", "税务", "县财政局 资金"):
            def ours():
                return kb.search(words, limit=10)["total"]

            def fts():
                query = " AND ".join(f'"{bigrams(word)}"' for word in words.split())
                return base.execute("SELECT count(*) FROM clauses WHERE clauses MATCH ?", (query,)).fetchone()[0], base.execute(
                    "SELECT rowid FROM clauses WHERE clauses MATCH ? ORDER BY rank LIMIT 10", (query,)).fetchall()

            def scan():
                return sum(all(word in one["text"] for word in words.split()) for one in clauses)

            own, total = timed(ours, 7)
            theirs, (count, _) = timed(fts, 7)
            scanned, found = timed(scan, 3)
            rows.append([words, total, count, found, own * 1000, theirs * 1000, scanned * 1000, f"{theirs / own:.2f}"])
        columns = ["words", "hits", "of FTS5", "of a scan", "ms", "FTS5 ms", "scan ms", "FTS5, zhengtu = 1"]
        show("Search; hits here count names that mean the same, headings above and bodies too", columns, rows)


JOIN = """PREFIX zt: <https://zhengtu.example/ns#>
SELECT (COUNT(*) AS ?n) { ?one a zt:Task ; zt:inDocument ?d ; zt:responsibleBody ?body ; zt:dueDate ?due .
  ?other a zt:Task ; zt:inDocument ?d ; zt:responsibleBody ?body ; zt:dueDate ?later FILTER(?later > ?due) }"""
COUNT = "PREFIX zt: <https://zhengtu.example/ns#> SELECT (COUNT(*) AS ?n) { ?t a zt:Task ; zt:responsibleBody ?body }"


def graph(given):
    import zhengtu

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        kb = zhengtu.KnowledgeBase.build(folder / "kb", [made(given.plans, folder / "plans")], ocr="off")
        lines = (zhengtu.ontology() + "".join(kb[name].nquads() for name in kb)).encode()
        (folder / "graph.nq").write_bytes(lines)
        count = lines.count(b"\n")
        print(f"\n{count} statements, {len(lines) / 1e6:.0f} MB")
        clock = lambda work: (lambda start: (work(), time.perf_counter() - start)[1])(time.perf_counter())
        rows = []

        def fresh():
            opened = zhengtu.KnowledgeBase.open(folder / "kb")
            opened.query(COUNT)

        load = clock(lambda: subprocess.run([PROGRAM, "import", "graph", folder / "graph.nq", "--kb", folder / "imported"], check=True, capture_output=True))
        opened = statistics.median(clock(fresh) for _ in range(5))
        join, answer = timed(lambda: kb.query(JOIN)[0]["n"])
        rows.append(["zhengtu", load, opened * 1000, join * 1000, answer])
        if has("pyoxigraph"):
            import pyoxigraph

            def loaded():
                store = pyoxigraph.Store(str(folder / "oxigraph"))
                store.bulk_load(path=str(folder / "graph.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
                store.flush()

            def reopened():
                store = pyoxigraph.Store(str(folder / "oxigraph"))
                list(store.query(COUNT, use_default_graph_as_union=True))

            load = clock(loaded)
            opened = statistics.median(clock(reopened) for _ in range(3))
            store = pyoxigraph.Store(str(folder / "oxigraph"))
            join, answer = timed(lambda: int(next(iter(store.query(JOIN, use_default_graph_as_union=True)))[0].value), 1)
            rows.append(["pyoxigraph", load, opened * 1000, join * 1000, answer])
        if has("rdflib"):
            import rdflib

            data = rdflib.Dataset(default_union=True)
            load = clock(lambda: data.parse(folder / "graph.nq", format="nquads"))
            start = time.perf_counter()
            answer = int(next(iter(data.query(JOIN)))[0])
            join = time.perf_counter() - start
            # It keeps nothing on disk: to open is to load.
            rows.append(["rdflib", load, load * 1000, join * 1000, answer])
        first = rows[0]
        rows = [[*row, " / ".join(f"{row[at] / first[at]:.1f}" for at in (1, 2, 3))] for row in rows]
        show("Graph: load, open with a first count, a join of eight patterns", ["store", "load s", "open ms", "join ms", "rows", "zhengtu = 1"], rows)


def read(_):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        text = "\n".join(texts())
        files = {}
        run = lambda *words: subprocess.run([str(word) for word in words], capture_output=True, check=True).stdout.decode()
        if shutil.which("pandoc"):
            (folder / "plan.md").write_text("\n\n".join(line for line in text.splitlines() if line.strip()), "utf-8")
            run("pandoc", "-f", "plain" if "plain" in run("pandoc", "--list-input-formats") else "markdown", folder / "plan.md", "-o", folder / "plan.docx")
            files["pandoc -t plain"] = ("plan.docx", ["pandoc", "-t", "plain", "--wrap=none", folder / "plan.docx"])
        if shutil.which("pdftotext") and has("typst"):
            import typst

            escaped = "".join(f"\\{char}" if char in "#*_`$<>@=-+/\\~[]\"'" else char for char in text)
            (folder / "plan.typ").write_text('#set text(font: ("Noto Sans CJK SC", "Noto Serif CJK SC", "WenQuanYi Zen Hei"))\n' + escaped.replace("\n", "\n\n"), "utf-8")
            typst.compile(str(folder / "plan.typ"), output=str(folder / "plan.pdf"))
            files["pdftotext"] = ("plan.pdf", ["pdftotext", folder / "plan.pdf", "-"])
        rows = []
        for peer, (file, command) in files.items():
            # The start of each process counts, as for whoever runs it on a file.
            own, ours = timed(lambda: run(PROGRAM, "text", folder / file, "--ocr", "off"))
            theirs, other = timed(lambda: run(*command))
            length = (folder / file).stat().st_size
            rows.append([file, f"{length / 1e6:.2f} MB", own * 1000, peer, theirs * 1000, f"{theirs / own:.2f}", f"{alike(ours, text):.4f}", f"{alike(other, text):.4f}"])
        if rows:
            show("Reading", ["file", "size", "zhengtu ms", "peer", "ms", "zhengtu = 1", "text kept", "by the peer"], rows)
        else:
            print("neither pandoc nor pdftotext with typst can be had")


def alike(found, wanted):
    """The share of the wanted lines that stand whole in what was found, white space aside."""
    whole = "".join(found.split())
    lines = ["".join(line.split()) for line in wanted.splitlines() if line.strip()]
    return sum(line in whole for line in lines) / len(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only")
    parser.add_argument("--plans", type=int, default=200)
    given = parser.parse_args()
    environment()
    # What peers tell of their own business.
    logging.disable(logging.CRITICAL)
    cases = tomllib.loads((HERE / "cases.toml").read_text("utf-8"))
    parts = {
        "limits": lambda: limits(cases["limit"]), "quantities": lambda: quantities(cases["quantity"]), "segment": lambda: segment(given),
        "search": lambda: search(given), "graph": lambda: graph(given), "read": lambda: read(given),
    }
    for name in given.only.split(",") if given.only else parts:
        parts[name]()


if __name__ == "__main__":
    main()
