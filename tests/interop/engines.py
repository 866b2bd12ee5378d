#!/usr/bin/env python3
"""Clauses for search engines, and pieces of the graph for stores, as these take them.

1. The bulk lines of `export clauses --format opensearch` fit the template in `examples/search` (its mapping is strict), and
   the documents of `--format quickwit` the fields of its index. Neither server can be had here.
2. The template and the search are what the types of the official clients of Elasticsearch and OpenSearch take (tsc).
3. The search, done by hand as the analyzer `cjk` would (pairs of characters, one after another), gives the clauses that
   `zhengtu search` gives.
4. Virtuoso, where it is installed, loads the pieces of `export graph --split` by its bulk loader, several at a time, and the
   saved queries give the same through `query --endpoint`.

Needs the program (environment variable ZHENGTU); for 2 the folder of node_modules as first argument, for 4 virtuoso-opensource.
Prints what was checked; ends with status 1 where something fails.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import virtuoso
from web import FAILED, check

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("ZHENGTU", PROJECT / "target/debug/zhengtu")
SEARCH = PROJECT / "examples/search"
PLANS = [PROJECT / "corpus", PROJECT / "tests/plans"]
# Saved queries with joins, groups and optional parts; where Virtuoso 7 breaks characters stands in graph.py.
QUERIES = [("workload", {}), ("tasks-led-by-unit", {"unit": "税务局"}), ("timeline", {}), ("units-per-annex", {}), ("findings", {})]


def run(*words):
    return subprocess.run([PROGRAM, *map(str, words)], capture_output=True, check=True, text=True).stdout


def fits(value, field):
    """Whether a value is of the type of a field; a list holds values of it."""
    if value is None:
        return True
    if isinstance(value, list):
        return all(fits(one, field) for one in value)
    if field["type"] == "integer":
        return isinstance(value, int) and 0 <= value < 2**31
    if field["type"] == "date":
        return isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None
    # A term of a keyword may have 32766 bytes.
    return isinstance(value, str) and (field["type"] == "text" or len(value.encode()) <= 32766)


def documents_fit(kb):
    lines = [json.loads(line) for line in run("export", "clauses", "--kb", kb, "--format", "opensearch").splitlines()]
    actions, documents = lines[::2], lines[1::2]
    template = json.loads((SEARCH / "opensearch-template.json").read_text("utf-8"))
    fields = template["template"]["mappings"]["properties"]
    pattern = template["index_patterns"][0].rstrip("*")
    heads = all(list(one) == ["index"] and one["index"]["_index"].startswith(pattern) and len(one["index"]["_id"].encode()) <= 512 for one in actions)
    check(f"{len(actions)} actions name index and id", heads and len({one["index"]["_id"] for one in actions}) == len(documents) > 500)
    strange = {name for one in documents for name in one if name not in fields}
    check("every field is in the strict mapping, and none too many", not strange and all(set(one) == set(fields) for one in documents), strange)
    wrong = [(name, one[name]) for one in documents for name in fields if not fits(one[name], fields[name])]
    check("every value is of the type of its field", not wrong, wrong[:3])
    named = re.findall(r"name: (\w+), type: ([\w<>]+)", (SEARCH / "quickwit-index.yaml").read_text("utf-8"))
    plain = [json.loads(line) for line in run("export", "clauses", "--kb", kb, "--format", "quickwit").splitlines()]
    check("the index of Quickwit has the same fields", {name for name, _ in named} == set(fields) and plain == documents)
    lists = {name for name, kind in named if kind.startswith("array")}
    check("its lists are lists", all(isinstance(one[name], list) == (name in lists) for one in plain for name in fields))
    return documents


def types_agree(modules):
    here = modules.parent
    template, search = ((SEARCH / name).read_text("utf-8") for name in ("opensearch-template.json", "opensearch-search.json"))
    base = "./node_modules/@opensearch-project/opensearch/api"
    program = f"""import type {{ estypes }} from '@elastic/elasticsearch';
import type {{ Indices_PutIndexTemplate_RequestBody }} from '{base}/indices/putIndexTemplate.js';
import type {{ Search_RequestBody }} from '{base}/_core/search.js';
export const a: estypes.IndicesPutIndexTemplateRequest = {{ name: 'zhengtu', ...TEMPLATE }};
export const b: Indices_PutIndexTemplate_RequestBody = TEMPLATE;
export const c: estypes.SearchRequest = SEARCH;
export const d: Search_RequestBody = SEARCH;
"""
    options = {"noEmit": True, "strict": True, "skipLibCheck": True, "module": "nodenext", "moduleResolution": "nodenext", "types": []}

    def compiled(name, template):
        (here / f"{name}.ts").write_text(program.replace("TEMPLATE", template).replace("SEARCH", search), "utf-8")
        (here / f"{name}.json").write_text(json.dumps({"compilerOptions": options, "files": [f"{name}.ts"]}))
        return subprocess.run([modules / ".bin/tsc", "-p", here / f"{name}.json"], capture_output=True, text=True)

    done = compiled("engines", template)
    check("template and search are of the types of both clients", done.returncode == 0, done.stdout[:800])
    check("a wrong type is seen", compiled("engines-wrong", template.replace('"type": "keyword"', '"type": "keywords"', 1)).returncode != 0)


def search_is_the_same(kb, documents):
    query = json.loads((SEARCH / "opensearch-search.json").read_text("utf-8"))["query"]["bool"]
    words = query["must"][0]["match_phrase"]["text"]["query"]
    until = query["filter"][0]["range"]["due"]["lte"]
    # Pairs of characters one after another are the characters one after another, up to what is no letter. A hit here is an
    # item with all of its clauses.
    item = lambda one: (one["doc"], one["part"], one["path"])
    found = {item(one) for one in documents if words in one["text"] and one["due"] and one["due"] <= until}
    hits = [json.loads(line) for line in run("search", f'"{words}"', "--due", f"<={until}", "--all", "--kb", kb, "--format", "jsonl").splitlines()]
    ours = {item(hit) for hit in hits}
    check(f"the search has {len(found)} items, all among ours", len(found) > 3 and found <= ours, (found, ours))
    # Here a search also looks at headings above and at the names of bodies.
    more = [one for one in documents if item(one) in ours - found]
    check("what we find besides has the words above", all(words in one["trail"] or words in "".join(one["units"]) for one in more))


def virtuoso_loads_pieces(kb, folder):
    if not virtuoso.SERVER:
        print("  skip  virtuoso-opensource is not installed")
        return
    run("export", "graph", "--kb", kb, "--format", "nquads", "--split", "4", "--out", folder / "pieces")
    pieces = sorted((folder / "pieces").glob("*.nq.gz"))
    with virtuoso.serving(folder, folder / "pieces") as (url, command):
        ask = lambda script: subprocess.run(command(script), capture_output=True, text=True, timeout=300).stdout
        ask(f"ld_dir('{folder}/pieces', '*.nq.gz', 'http://unused/');")
        # Two loaders take pieces from one list, as its manual says.
        loaders = [subprocess.Popen(command("rdf_loader_run();"), stdout=subprocess.DEVNULL) for _ in range(2)]
        for loader in loaders:
            loader.wait(300)
        ask("checkpoint;")
        state = ask("SELECT count(*) FROM DB.DBA.load_list WHERE ll_state = 2 AND ll_error IS NULL;")
        loaded = [int(number) for number in re.findall(r"^(\d+)\s*$", state, re.MULTILINE)]
        check(f"the bulk loader takes {len(pieces)} pieces", loaded[:1] == [len(pieces)] and len(pieces) > 2, state[-300:])
        for name, given in QUERIES:
            words = ["query", name, *(word for pair in given.items() for word in ("-p", "=".join(pair))), "--format", "jsonl"]
            # Which of equal rows stands first is each store's business.
            mine, theirs = (sorted(run(*words, *where).splitlines()) for where in (("--kb", kb), ("--endpoint", url)))
            check(f"{name}: {len(mine)} rows", mine == theirs and len(mine) > 0, f"{len(theirs)} rows")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        kb = folder / "kb"
        run("build", *PLANS, "--kb", kb)
        documents = documents_fit(kb)
        search_is_the_same(kb, documents)
        if len(sys.argv) > 1 and (pathlib.Path(sys.argv[1]) / ".bin/tsc").exists():
            types_agree(pathlib.Path(sys.argv[1]).resolve())
        else:
            print("  skip  the types of the clients are not there")
        virtuoso_loads_pieces(kb, folder)
    sys.exit(1 if FAILED else 0)


if __name__ == "__main__":
    main()
