#!/usr/bin/env python3
"""Checks the graph of the corpus with other programs.

    graph.py [--kb DIR]     without --kb the knowledge base is built from corpus/
    ZHENGTU names the program to check instead of building it

1. pySHACL finds no violation of ontology/shapes.ttl, and finds the ones that are put in.
2. rdflib reads the Turtle and the JSON-LD export and gives the answers of the program to saved
   queries.
3. Virtuoso, where it is installed, gives the same answers through `zhengtu query --endpoint`.

Needs: pyshacl and rdflib (`pip install pyshacl rdflib`); for the third, virtuoso-opensource.
Exit status 1 where something disagrees.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import tomllib

import pyshacl
import rdflib

ROOT = pathlib.Path(__file__).resolve().parents[2]
ZT = rdflib.Namespace("https://zhengtu.example/ns#")
FAULTS = []

# Saved queries and their parameters; what is bound besides words is looked up in the graph.
CALLS = [
    ("tasks-led-by-unit", {"unit": "税务局", "due": "2021-06-30"}),
    ("tasks-due-in-month", {"month": "2021-06"}),
    ("tasks-without-lead", {}),
    ("tasks-without-deadline", {}),
    ("workload", {}),
    ("units-per-annex", {"annex": "6"}),
    ("documents-cited", {}),
    ("tasks-mentioning", {"word": "发票"}),
    ("ongoing-tasks", {}),
    ("timeline", {"from": "2021-06-01", "until": "2021-06-30"}),
    ("findings", {"severity": "error"}),
    ("counterparts", {"least": "0.9"}),
]


def say(text):
    print(text, flush=True)


def check(holds, text):
    say(("ok    " if holds else "FAULT ") + text)
    if not holds:
        FAULTS.append(text)


def zhengtu(*words):
    result = subprocess.run([str(word) for word in (PROGRAM, *words)], capture_output=True)
    if result.returncode:
        raise RuntimeError(f"zhengtu {' '.join(map(str, words))}: {result.stderr.decode().strip()}")
    return result.stdout


def program():
    if os.environ.get("ZHENGTU"):
        return os.environ["ZHENGTU"]
    subprocess.run(["cargo", "build", "-q", "--manifest-path", ROOT / "Cargo.toml", "-p", "zhengtu-cli"], check=True)
    return ROOT / "target/debug/zhengtu"


def answers(kb, name, given, *more):
    words = [word for key, value in given.items() for word in ("-p", f"{key}={value}")]
    return json.loads(zhengtu("query", name, "--kb", kb, *words, "--format", "json", *more))


def rows_of_json(results):
    """The rows as sorted tuples of (variable, value), numbers compared as numbers."""
    rows = [tuple(sorted((key, plain(term["value"])) for key, term in row.items())) for row in results["results"]["bindings"]]
    return sorted(rows)


def plain(value):
    text = str(value)
    return f"{float(text):g}" if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


def shacl(graph):
    shapes = rdflib.Graph().parse(ROOT / "ontology/shapes.ttl")
    conforms, _, text = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    check(conforms, f"pySHACL: {len(graph)} triples, " + ("no violation" if conforms else text[:3000]))
    for what, broken in mutants(graph):
        conforms, _, _ = pyshacl.validate(broken, shacl_graph=shapes, inference="none")
        check(not conforms, f"pySHACL notices {what}")


def mutants(graph):
    """Small graphs, each with one fault put in: a task with all that it points at."""
    task = next(iter(sorted(graph.subjects(ZT.responsibility))))
    part = around(graph, task)
    no_evidence = copy(part)
    no_evidence.remove((task, ZT.evidence, None))
    yield "a task without evidence", no_evidence
    two_dates = copy(part)
    for day in ("2021-01-01", "2021-01-02"):
        two_dates.add((task, ZT.dueDate, rdflib.Literal(day, datatype=rdflib.XSD.date)))
    yield "a task with two due dates", two_dates
    unknown = copy(part)
    unknown.add((task, ZT.colour, rdflib.Literal("red")))
    yield "a property that no shape lists", unknown
    role = copy(part)
    responsibility = next(role.objects(task, ZT.responsibility))
    role.set((responsibility, rdflib.PROV.hadRole, ZT["role-king"]))
    yield "a role outside the scheme", role


def copy(graph):
    other = rdflib.Graph()
    for triple in graph:
        other.add(triple)
    return other


def around(graph, start):
    found, todo, seen = rdflib.Graph(), [start], set()
    while todo:
        node = todo.pop()
        if node in seen:
            continue
        seen.add(node)
        for triple in graph.triples((node, None, None)):
            found.add(triple)
            if isinstance(triple[2], rdflib.URIRef):
                todo.append(triple[2])
    return found


def with_rdflib(kb, name, graph):
    for query, given in CALLS:
        text = (ROOT / f"queries/{query}.rq").read_text()
        ours = rows_of_json(answers(kb, query, given))
        theirs = []
        for bound in bindings(graph, text, given):
            result = graph.query(text, initBindings=bound)
            hidden = {str(key) for key in bound} - variables(text)
            for row in result.bindings:
                pairs = ((str(key), plain(value)) for key, value in row.items() if bound_value(value) and str(key) not in hidden)
                row = tuple(sorted(pairs))
                # rdflib gives one row of zeros where GROUP BY has nothing to group.
                if any(value != "0" for _, value in row):
                    theirs.append(row)
        check(ours == sorted(theirs), f"rdflib, {name}: {query} gives {len(ours)} rows")


def bound_value(value):
    """rdflib gives the word None for what GROUP BY groups without a value."""
    return value is not None and not (isinstance(value, rdflib.Literal) and str(value) == "None")


def variables(text):
    """The variables of the SELECT list."""
    head = re.search(r"SELECT(.*?)\{", text, re.S).group(1)
    head = re.sub(r"\((.*?)\s+AS\s+(\?\w+)\)", r"\2", re.sub(r"\(\w+\((?:DISTINCT )?\?\w+\)\s+AS\s+(\?\w+)\)", r"\1", head))
    return {word[1:] for word in re.findall(r"\?\w+", head)}


def bindings(graph, text, given):
    """What the program binds: a body is looked up by the end of its name, all else is a literal."""
    kinds = dict(re.findall(r'#\+ name = "(\w+)"\n#\+ type = "([\w-]+)"', text))
    bound, units = {key: rdflib.Literal(value) for key, value in defaults(text).items() if key not in given}, [None]
    for key, value in given.items():
        if kinds[key] == "unit":
            labels = rdflib.SKOS.prefLabel
            units = [s for s, _, o in graph.triples((None, labels, None)) if str(o).endswith(value) and (s, None, ZT.Body) in graph]
            unit_key = key
        else:
            datatype = {"date": rdflib.XSD.date, "number": rdflib.XSD.decimal}.get(kinds[key])
            bound[key] = rdflib.Literal(value, datatype=datatype)
    for unit in units:
        yield bound if unit is None else {**bound, unit_key: unit}


def defaults(text):
    """The values of the parameters that are not given, where the header has some."""
    header = "\n".join(line[2:] for line in text.splitlines() if line.startswith("#+"))
    return {one["name"]: one["default"] for one in tomllib.loads(header).get("param", []) if "default" in one}


def with_virtuoso(kb, folder):
    server = shutil.which("virtuoso-t") or shutil.which("virtuoso")
    if not server:
        say("skip  virtuoso-opensource is not installed")
        return
    http, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(
        f"[Database]\nDatabaseFile={folder}/v.db\nErrorLogFile={folder}/v.log\nTransactionFile={folder}/v.trx\nLockFile={folder}/v.lck\nxa_persistent_file={folder}/v.pxa\n"
        f"[TempDatabase]\nDatabaseFile={folder}/vt.db\nTransactionFile={folder}/vt.trx\n"
        f"[Parameters]\nServerPort=127.0.0.1:{sql}\nDirsAllowed={folder}\nNumberOfBuffers=20000\n"
        f"[HTTPServer]\nServerPort=127.0.0.1:{http}\n[SPARQL]\nMaxQueryExecutionTime=120\nResultSetMaxRows=100000\n"
    )
    running = subprocess.Popen([server, "-f", "-c", folder / "virtuoso.ini"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(sql)
        (folder / "graph.nq").write_bytes(zhengtu("export", "graph", "--kb", kb, "--format", "nquads"))
        script = f"ld_dir('{folder}', 'graph.nq', 'http://unused/'); rdf_loader_run(); checkpoint; select count(*) from DB.DBA.load_list where ll_error is not null;"
        isql = shutil.which("isql-vt") or shutil.which("isql-v") or shutil.which("isql")
        loaded = subprocess.run([isql, f"127.0.0.1:{sql}", "dba", "dba", f"exec={script}"], capture_output=True, text=True)
        check(loaded.returncode == 0, "Virtuoso loads the N-Quads export")
        url = f"http://127.0.0.1:{http}/sparql"
        for query, given in CALLS:
            ours = rows_of_json(answers(kb, query, given))
            try:
                theirs = rows_of_json(answers(kb, query, given, "--endpoint", url))
            except RuntimeError as error:
                check(False, f"Virtuoso: {query}: {error}")
                continue
            check(ours == theirs, f"Virtuoso: {query} gives {len(ours)} rows" + ("" if ours == theirs else f", Virtuoso {len(theirs)}"))
    finally:
        running.terminate()
        running.wait(60)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(port):
    for _ in range(120):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError("Virtuoso does not start")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--kb", type=pathlib.Path)
    options = arguments.parse_args()
    global PROGRAM
    PROGRAM = program()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        kb = options.kb or folder / "kb"
        if not options.kb:
            zhengtu("build", ROOT / "corpus", "--kb", kb)
        turtle = rdflib.Graph().parse(data=zhengtu("export", "graph", "--kb", kb, "--format", "turtle"), format="turtle")
        shacl(turtle)
        with_rdflib(kb, "Turtle", turtle)
        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=zhengtu("export", "graph", "--kb", kb, "--format", "jsonld"), format="json-ld")
        check({*dataset.triples((None, None, None))} == {*turtle}, "rdflib reads the same triples from Turtle and JSON-LD")
        with_rdflib(kb, "JSON-LD", dataset)
        with_virtuoso(kb, folder)
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
