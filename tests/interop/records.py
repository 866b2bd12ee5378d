#!/usr/bin/env python3
"""Records as programs of others take them: against their JSON Schema, as tables for pandas, as a network for networkx, and
through a client that is generated from the OpenAPI description.

Needs the program (environment variable ZHENGTU) and the Python packages jsonschema, networkx, pandas, openapi-python-client.
Prints what was checked; ends with status 1 where something fails.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

import jsonschema
import networkx
import pandas
from web import FAILED, Server, check

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("ZHENGTU", PROJECT / "target/debug/zhengtu")
TEXTS = [PROJECT / "corpus", PROJECT / "tests/plans"]
# What prints the records of each definition.
PRINTED = {
    "Document": ["export", "documents"],
    "Task": ["export", "tasks"],
    "Target": ["export", "targets"],
    "Clause": ["export", "clauses"],
    "Citation": ["export", "citations"],
    "UnitName": ["export", "units"],
    "Finding": ["check", "--format", "jsonl"],
    "Entry": ["audit", "--format", "jsonl"],
    "Standing": ["progress", "report", "--format", "jsonl"],
    "Hit": ["search", "财政", "--format", "jsonl"],
}
QUESTIONS = ["各部门分别牵头几项任务？", "财政局牵头哪些任务？", "绿化谁负责？", "火星局负责什么？"]


def run(*arguments):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True)
    return done.stdout


def validator(schema, name):
    return jsonschema.Draft202012Validator({**schema, "$ref": f"#/$defs/{name}"})


def faults(rules, records):
    found = [error for record in records for error in rules.iter_errors(record)]
    return [f"{error.json_path}: {error.message}"[:200] for error in found[:3]]


def schema_holds(kb, schema):
    for name, command in PRINTED.items():
        records = [json.loads(line) for line in run(*command, "--kb", kb).splitlines()]
        wrong = faults(validator(schema, name), records)
        check(f"{len(records)} lines of {' '.join(command)} are {name}", records and not wrong, wrong)
    rules = validator(schema, "Answer")
    for question in QUESTIONS:
        head = json.loads(run("ask", question, "--kb", kb, "--format", "jsonl").splitlines()[0])
        check(f"the answer to {question} is Answer", not faults(rules, [head]), faults(rules, [head]))


def tables_hold(kb, folder):
    run("export", "tables", "--kb", kb, "--out", folder / "tables")
    table = lambda name: pandas.read_csv(folder / "tables" / f"{name}.csv")
    tasks, responsibilities = table("tasks"), table("responsibilities")
    joined = responsibilities.merge(tasks, left_on="task", right_on="id")
    check("every responsibility joins its task", len(joined) == len(responsibilities) > 0, len(joined))
    targets = table("targets")
    check("values are numbers", targets["lo"].dtype.kind == "f" and (targets["lo"] <= targets["hi"]).all())
    read = pandas.to_datetime(tasks["deadline_end"].dropna(), format="%Y-%m-%d")
    check("deadlines are days", len(read) > 0)


def network_holds(kb, folder):
    file = folder / "network.graphml"
    run("export", "network", "--kb", kb, "--out", file)
    graph = networkx.read_graphml(file)
    kinds = {data["kind"] for _, data in graph.nodes(data=True)}
    check("networkx reads the network", {"task", "body", "document", "target"} <= kinds, kinds)
    leads = sum(1 for *_, data in graph.edges(data=True) if data["role"] == "lead")
    check("bodies lead tasks", leads > 10, leads)


def api_holds(base, schema):
    get = lambda path: json.load(urllib.request.urlopen(base + path))
    for path, name in [("tasks", "Task"), ("targets", "Target"), ("clauses", "Clause"), ("check", "Finding"), ("units", "UnitName"), ("progress", "Standing")]:
        items = get(f"/api/{path}?limit=200")["items"]
        wrong = faults(validator(schema, name), items)
        check(f"/api/{path} gives {name}", items and not wrong, wrong)


def client_works(base, folder):
    """A client made from the description, with types for every record."""
    description = folder / "openapi.json"
    description.write_bytes(urllib.request.urlopen(base + "/api/openapi.json").read())
    made = subprocess.run(
        [sys.executable, "-m", "openapi_python_client", "generate", "--path", description, "--output-path", folder / "client", "--overwrite"],
        capture_output=True, text=True,
    )
    check("a client is generated", made.returncode == 0, made.stdout[-600:] + made.stderr[-600:])
    package = next((path for path in (folder / "client").glob("*") if (path / "client.py").exists()), None)
    if package is None:
        return
    program = f"""
from {package.name} import Client
from {package.name}.api.default import api_ask, api_tasks, query_workload
client = Client(base_url={base!r}, headers={{"Accept": "application/json"}})
page = api_tasks.sync(client=client, limit=5)
assert page.total > 5 and len(page.items) == 5, page
assert all(task.title and task.evidence.end > task.evidence.start for task in page.items)
answer = api_ask.sync(client=client, q="财政局牵头哪些任务？")
assert answer.understood, answer
rows = query_workload.sync(client=client)
assert rows.results.bindings, rows
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=folder / "client", capture_output=True, text=True)
    check("the generated client asks for tasks and asks a question", done.returncode == 0, done.stderr[-800:])


def main():
    schema = json.loads((PROJECT / "ontology/records.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        kb = str(folder / "kb")
        run("build", *TEXTS, "--kb", kb)
        schema_holds(kb, schema)
        tables_hold(kb, folder)
        network_holds(kb, folder)
        with Server("tests/plans") as server:
            api_holds(server.base, schema)
            client_works(server.base, folder)
    sys.exit(1 if FAILED else 0)


if __name__ == "__main__":
    main()
