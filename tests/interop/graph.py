#!/usr/bin/env python3
"""Checks the graph of the corpus with other programs.

    graph.py [--kb DIR]     without --kb the knowledge base is built from corpus/
    ZHENGTU names the program to check instead of building it

1. pySHACL finds no violation of ontology/shapes.ttl, and finds the ones that are put in.
2. rdflib and pyoxigraph read the export and run every file of queries/ as it stands, with the values of the tests in its
   header and, where it needs none, without any; the rows are those of the program.
3. Virtuoso, where it is installed, gives the same rows through `zhengtu query --endpoint`, but for the columns listed.
4. So does `zhengtu query --graph` over the exported file, without the knowledge base.

Needs: pyshacl, rdflib and pyoxigraph (`pip install pyshacl rdflib pyoxigraph`); for the third, virtuoso-opensource.
Exit status 1 where something disagrees.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

import pyoxigraph
import pyshacl
import rdflib
import rdflib.plugins.sparql
import virtuoso

ROOT = pathlib.Path(__file__).resolve().parents[2]
ZT = rdflib.Namespace("https://zhengtu.example/ns#")
DCT = rdflib.Namespace("http://purl.org/dc/terms/")
ELI = rdflib.Namespace("http://data.europa.eu/eli/ontology#")
ORG = rdflib.Namespace("http://www.w3.org/ns/org#")
FAULTS = []

# What other engines cannot run, and why.
ONLY_HERE = {"search-tasks": "asks the program's own full-text index (SERVICE text:search)"}


class Saved:
    """A file of queries/: its text, which engines run as it stands, and the calls that its header describes."""

    def __init__(self, path):
        self.name, self.text = path.stem, path.read_text()
        header = tomllib.loads("\n".join(line[2:] for line in self.text.splitlines() if line.startswith("#+")))
        self.parameters = {one["name"]: one for one in header.get("param", [])}
        calls = [test.get("with", {}) for test in header.get("test", []) if test.get("on") == "corpus"]
        if not any(one.get("required") for one in self.parameters.values()):
            calls.append({})
        self.calls = [call for at, call in enumerate(calls) if call not in calls[:at]]

    def bindings(self, graph, given):
        """What the program binds, one choice of values at a time: a body is looked up by the end of its name."""
        bound, choices = {}, [{}]
        for key, value in given.items():
            kind = self.parameters[key]["type"]
            if kind == "unit":
                choices = [{**choice, key: unit} for choice in choices for unit in units(graph, value)]
            elif kind == "document":
                plans = set(graph.subjects(ZT.fileName, rdflib.Literal(value))) & set(graph.subjects(rdflib.RDF.type, ZT.Plan))
                choices = [{**choice, key: plan} for choice in choices for plan in plans]
            elif kind == "thing":
                bound[key] = rdflib.URIRef(value)
            elif kind == "one-of":
                meant = [one["value"] for one in self.parameters[key]["values"] if value in (one["value"], *one["label"].values())]
                bound[key] = rdflib.Literal(meant[0])
            else:
                datatype = {"date": rdflib.XSD.date, "number": rdflib.XSD.decimal}.get(kind)
                bound[key] = rdflib.Literal(value, datatype=datatype)
        yield from ({**bound, **choice} for choice in choices)


def units(graph, name):
    named = ((unit, label) for unit, label in graph.subject_objects(rdflib.SKOS.prefLabel) if (unit, rdflib.RDF.type, ZT.Body) in graph)
    return sorted(unit for unit, label in named if str(label).endswith(name))


def saved_queries():
    return [Saved(path) for path in sorted((ROOT / "queries").glob("*.rq"))]


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
    where = ["--kb", kb] if kb else []
    return json.loads(zhengtu("query", name, *where, *words, "--format", "json", *more))


def rows_of_json(results):
    """The rows as sorted tuples of (variable, value)."""
    rows = [tuple(sorted((key, plain(term["value"])) for key, term in row.items())) for row in results["results"]["bindings"]]
    return sorted(rows)


def plain(value):
    """A value to be compared: numbers as numbers, truth values as such (`1` is `true`, XML Schema part 2, section 3.2.2, and
    Virtuoso gives it so), and what GROUP_CONCAT joined without its order, which SPARQL 1.1 leaves open (section 18.5.1.7)."""
    value = {"true": 1, "false": 0}.get(str(value).lower(), value)
    text = "；".join(sorted("、".join(sorted(part.split("、"))) for part in str(value).split("；")))
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
    plan = next(iter(sorted(graph.subjects(rdflib.RDF.type, ZT.Plan))))
    part = around(graph, plan)
    broken = [
        ("two titles of a document", plan, DCT.title, [rdflib.Literal("甲"), rdflib.Literal("乙")]),
        ("an issuer that is no body", plan, ELI.passed_by, [rdflib.Literal("某县人民政府")]),
        ("a place that is only a name", plan, ELI.jurisdiction, [rdflib.Literal("温县")]),
        ("a level that there is not", plan, ZT.level, [ZT["level-village"]]),
        ("a number that is empty", plan, ELI.id_local, [rdflib.Literal("")]),
        ("a day of issue that is no date", plan, ELI.date_document, [rdflib.Literal("2021年")]),
        ("validity that ends twice", plan, ELI.date_no_longer_in_force, [date("2022-01-01"), date("2023-01-01")]),
        ("a force that ELI does not know", plan, ELI.in_force, [rdflib.Literal(True)]),
        ("a kind of one sign", plan, ZT.documentKind, [rdflib.Literal("案")]),
        ("a function that is no concept", body(graph), ZT.function, [rdflib.URIRef("https://zhengtu.example/body/none")]),
        ("a body of two superiors", body(graph), ORG.subOrganizationOf, [body(graph), other_body(graph)]),
        ("a government that is no place", body(graph), DCT.spatial, [plan]),
        ("a name of a body that is empty", body(graph), rdflib.RDFS.label, [rdflib.Literal("")]),
    ]
    for what, subject, predicate, values in broken:
        one = copy(part)
        one += around(graph, subject)
        one.remove((subject, predicate, None))
        for value in values:
            one.add((subject, predicate, value))
        yield what, one
    field = copy(part)
    field.set((next(field.objects(plan, ZT.documentField)), ZT.fieldName, rdflib.Literal("weather")))
    yield "a field that documents do not have", field


def body(graph):
    return sorted(graph.subjects(rdflib.RDF.type, ZT.Organization))[0]


def other_body(graph):
    return sorted(graph.subjects(rdflib.RDF.type, ZT.Organization))[1]


def date(text):
    return rdflib.Literal(text, datatype=rdflib.XSD.date)


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


def compare(kb, engine, saved, given, theirs, without=frozenset()):
    if isinstance(theirs, Exception):
        return check(False, f"{engine}: {called(saved, given)}: {theirs}")
    ours, theirs = (without_columns(rows, without) for rows in (rows_of_json(answers(kb, saved.name, given)), theirs))
    told = "" if ours == theirs else f", {engine} {len(theirs)}"
    check(ours == theirs, f"{engine}: {called(saved, given)} gives {len(ours)} rows{told}")


def without_columns(rows, columns):
    return sorted(tuple(pair for pair in row if pair[0] not in columns) for row in rows)


def called(saved, given):
    return " ".join([saved.name, *(f"{key}={value}" for key, value in given.items())])


def with_engine(kb, engine, graph, run):
    """Runs every saved query by `run(text, values)`, which gives rows of pairs of name and value."""
    for saved in saved_queries():
        if saved.name in ONLY_HERE:
            say(f"skip  {engine}: {saved.name} {ONLY_HERE[saved.name]}")
            continue
        for given in saved.calls:
            try:
                theirs = sorted(row for bound in saved.bindings(graph, given) for row in run(saved.text, bound))
            except Exception as error:  # whatever an engine refuses is a fault of the query
                theirs = error
            compare(kb, engine, saved, given, theirs)


def rdflib_rows(graph):
    def run(text, bound):
        selected = variables(text)
        for row in graph.query(text, initBindings=bound).bindings:
            row = tuple(sorted((str(key), plain(value)) for key, value in row.items() if str(key) in selected and is_value(value)))
            # rdflib gives one row of zeros where GROUP BY has nothing to group.
            if any(value != "0" for _, value in row):
                yield row

    return run


def is_value(value):
    """rdflib gives the word None for what GROUP BY groups without a value."""
    return value is not None and not (isinstance(value, rdflib.Literal) and str(value) == "None")


def variables(text):
    """The variables of the SELECT list."""
    return {str(variable) for variable in rdflib.plugins.sparql.prepareQuery(text).algebra.PV}


def oxigraph_rows(nquads):
    store = pyoxigraph.Store()
    store.bulk_load(nquads, pyoxigraph.RdfFormat.N_QUADS)

    def run(text, bound):
        solutions = store.query(with_values(text, bound), use_default_graph_as_union=True)
        names = [variable.value for variable in solutions.variables]
        for row in solutions:
            yield tuple(sorted((name, plain(value.value)) for name, value in zip(names, row) if value is not None))

    return run


def with_values(text, bound):
    """The query with the values at the start of its group, for engines that bind none."""
    if not bound:
        return text
    values = f"VALUES ({' '.join(f'?{key}' for key in bound)}) {{ ({' '.join(value.n3() for value in bound.values())}) }}"
    return re.sub(r"(?m)^(SELECT [^\n]*\{)$", lambda head: f"{head.group(1)}\n  {values}", text, count=1)


def with_graph_files(kb, file):
    """The same through the program, over the exported file alone."""
    for saved in saved_queries():
        if saved.name in ONLY_HERE:
            continue
        for given in saved.calls:
            try:
                theirs = rows_of_json(answers(None, saved.name, given, "--graph", file))
            except RuntimeError as error:
                theirs = error
            compare(kb, "query --graph", saved, given, theirs)


# Virtuoso 7 breaks characters that are not of Latin-1 where CONCAT or the separator of GROUP_CONCAT sets a constant beside
# what is stored ("、" becomes "?"): the columns made so, which are left out on both sides.
VIRTUOSO_BREAKS = {
    "matter-across-levels": {"lead", "others", "aims"},
    "open-responsibility": {"reason"},
    "targets-across-governments": {"standing"},
}


def with_virtuoso(kb, folder):
    if not virtuoso.SERVER:
        say("skip  virtuoso-opensource is not installed")
        return
    with virtuoso.serving(folder, folder) as (url, command):
        script = f"ld_dir('{folder}', 'graph.nq', 'http://unused/'); rdf_loader_run(); checkpoint; select count(*) from DB.DBA.load_list where ll_error is not null;"
        loaded = subprocess.run(command(script), capture_output=True, text=True)
        check(loaded.returncode == 0, "Virtuoso loads the N-Quads export")
        for saved in (one for one in saved_queries() if one.name not in ONLY_HERE):
            for given in saved.calls:
                try:
                    theirs = rows_of_json(answers(kb, saved.name, given, "--endpoint", url))
                except RuntimeError as error:
                    theirs = error
                compare(kb, "Virtuoso", saved, given, theirs, VIRTUOSO_BREAKS.get(saved.name, set()))


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
        with_engine(kb, "rdflib", turtle, rdflib_rows(turtle))
        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=zhengtu("export", "graph", "--kb", kb, "--format", "jsonld"), format="json-ld")
        check({*dataset.triples((None, None, None))} == {*turtle}, "rdflib reads the same triples from Turtle and JSON-LD")
        nquads = zhengtu("export", "graph", "--kb", kb, "--format", "nquads")
        with_engine(kb, "pyoxigraph", turtle, oxigraph_rows(nquads))
        (folder / "graph.nq").write_bytes(nquads)
        with_graph_files(kb, folder / "graph.nq")
        with_virtuoso(kb, folder)
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
