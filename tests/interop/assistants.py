#!/usr/bin/env python3
"""Asks a knowledge base as assistants do: the official Python client of the Model Context Protocol, over standard input
and output and over HTTP.

    ZHENGTU names the program to check instead of building it
    INSPECTOR names the command line of the official inspector, which is asked too where it is given

A client that knows nothing of the project looks at what tools there are, holds every answer against the schema that the
tool declares, answers ten questions over the plan of the corpus and the made plans with fixed calls, verifies every
passage that it would quote, and makes each mistake that a model makes. Needs: mcp (2), jsonschema. Exit status 1 where
something does not hold.
"""
import asyncio
import contextlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import jsonschema
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

ROOT = pathlib.Path(__file__).resolve().parents[2]
# No answer may fill a conversation.
MOST = 60_000
bad = 0


def say(holds, text):
    global bad
    bad += not holds
    print(f"{'ok  ' if holds else 'BAD '} {text}", flush=True)


def program():
    if os.environ.get("ZHENGTU"):
        return os.environ["ZHENGTU"]
    subprocess.run(["cargo", "build", "-q", "--manifest-path", ROOT / "Cargo.toml", "-p", "zhengtu-cli"], check=True)
    return str(ROOT / "target/debug/zhengtu")


class Assistant:
    """A client that remembers what the tools declare."""

    def __init__(self, session):
        self.session, self.schemas = session, {}

    async def tools(self):
        tools = (await self.session.list_tools()).tools
        self.schemas = {tool.name: tool.output_schema for tool in tools}
        return tools

    async def call(self, tool, **arguments):
        result = await self.session.call_tool(tool, arguments)
        text = "\n".join(block.text for block in result.content if block.type == "text")
        if result.is_error:
            return None, text
        jsonschema.validate(result.structured_content, self.schemas[tool])
        size = len(text) + len(json.dumps(result.structured_content, ensure_ascii=False))
        if size > MOST:
            say(False, f"{tool} {arguments}: {size} characters")
        return result.structured_content, text

    async def verified(self, quote, document=None):
        arguments = {"quote": quote} | ({"document": document} if document else {})
        found, _ = await self.call("verify_quote", **arguments)
        return found["verified"]


async def declared(assistant):
    tools = await assistant.tools()
    names = {tool.name for tool in tools}
    wanted = {
        "list_documents", "outline", "read", "search", "ask", "list_queries", "run_query", "sparql", "tasks", "targets",
        "check", "compare", "verify_quote", "unit",
    }
    say(names == wanted, f"{len(names)} tools")
    say(all(tool.annotations.read_only_hint and not tool.annotations.destructive_hint for tool in tools), "all only read")
    say(all(tool.output_schema and tool.input_schema for tool in tools), "all declare what they take and give")
    both = re.compile(r"[\u4e00-\u9fff].* / .*[a-z]")
    say(all(both.search(tool.description) for tool in tools), "all described in Chinese and English")
    for tool in tools:
        for schema in (tool.input_schema, tool.output_schema):
            jsonschema.Draft202012Validator.check_schema(schema)
    say(True, "every schema is one of JSON Schema 2020-12")


async def ten_questions(assistant):
    """Ten questions, each answered with fixed calls; what would be quoted is verified."""
    plan = "wenxian-2021.txt"

    documents, _ = await assistant.call("list_documents", q="温县")
    one = documents["items"][0]
    say(one["document"] == plan and one["tasks"] == 328, f"1 which plan is of 温县: {one['title']}, {one['tasks']} tasks")

    led, _ = await assistant.call("tasks", unit="税务局", role="lead", until="2021-06-30", document=plan)
    say(led["total"] == 8, f"2 tasks that the tax bureau leads and that are due by June: {led['total']}")
    quotes = [task["units_printed"] for task in led["items"] if task["units_printed"]]
    held = [await assistant.verified(quote, plan) for quote in quotes]
    say(bool(held) and all(held), f"  the {len(held)} statements of units verify")

    answer, text = await assistant.call("ask", question="县税务局牵头、2021年6月底前完成的任务有哪些？", today="2021-05-01")
    say(answer["total"] == 8 and answer["understood"], f"3 the same asked in words: {answer['total']}")

    found, _ = await assistant.call("search", query="不动产登记", document=plan, limit=3)
    places = found["items"]
    held = [await assistant.verified(place["text"], plan) for place in places]
    say(found["total"] > 0 and held and all(held), f"4 where the registration of real estate stands: {found['total']}, quotes verify")

    first = places[0]["place"]
    read, _ = await assistant.call("read", document=plan, start=first["start"], length=first["end"] - first["start"])
    strip = lambda text: re.sub(r"\s", "", text)
    say(strip(read["text"]) == strip(places[0]["text"]), "5 the place that search names reads as the hit")

    targets, _ = await assistant.call("targets", q="登记", document=plan)
    held = [await assistant.verified(target["quote"], plan) for target in targets["items"]]
    say(targets["total"] > 0 and all(held), f"6 its targets: {targets['total']}, sentences verify")

    findings, _ = await assistant.call("check", document=plan, severity="error")
    passages = [side["quote"] for finding in findings["items"] for side in finding["passages"]]
    held = [await assistant.verified(quote, plan) for quote in passages]
    say(findings["total"] > 0 and all(held), f"7 what contradicts: {findings['total']} errors, {len(held)} passages verify")

    body, _ = await assistant.call("unit", name="财政局")
    say(len({item["body"] for item in body["items"]}) == body["total"] > 1, f"8 bodies called 财政局, apart: {body['total']}")

    queries, _ = await assistant.call("list_queries", limit=200)
    names = [query["name"] for query in queries["items"]]
    rows, _ = await assistant.call("run_query", name="workload", limit=5)
    say("workload" in names and len(rows["rows"]) == 5, f"9 who has most to do: {len(names)} queries, the first rows of one")

    counted, _ = await assistant.call("sparql", query="SELECT (COUNT(?t) AS ?n) { ?t a zt:Task }")
    total = sum(item["tasks"] for item in (await assistant.call("list_documents", limit=200))[0]["items"])
    say(int(counted["rows"][0]["n"]) == total, f"10 tasks by SPARQL and by the list of documents: {total}")


async def pages(assistant):
    """All tasks, a page at a time, are all tasks, each once."""
    seen, offset = [], 0
    while offset is not None:
        page, _ = await assistant.call("tasks", offset=offset, limit=200)
        seen += [task["id"] for task in page["items"]]
        offset = page["next_offset"]
    say(len(seen) == len(set(seen)) == page["total"], f"{len(seen)} tasks page by page")
    text, start = "", 0
    while start is not None:
        piece, _ = await assistant.call("read", document="wenxian-2021.txt", start=start, length=24_000)
        text += piece["text"]
        start = piece["next_start"]
    whole = (ROOT / "corpus/wenxian-2021.txt").read_text("utf-8").replace("\r\n", "\n")
    say(text.strip() == whole.strip(), f"the plan read piece by piece is the file: {len(text)} characters")


async def mistakes(assistant):
    """What a model does wrong is answered with what to do instead, and nothing is made up."""
    for tool, arguments, told in [
        ("read", {"document": "no-such.txt"}, "list_documents"),
        ("tasks", {"nuit": "税务局"}, "unit"),
        ("tasks", {"role": "leader"}, "role"),
        ("outline", {}, "document"),
        ("run_query", {"name": "no-such"}, "list_queries"),
        ("sparql", {"query": "SELECT ?t { ?t a zt:Task "}, "查询语法"),
        ("sparql", {"query": "DELETE WHERE { ?s ?p ?o }"}, ""),
        ("verify_quote", {"quote": "  "}, "quot"),
        ("read", {"document": "wenxian-2021.txt", "part": 999}, "outline"),
    ]:
        value, text = await assistant.call(tool, **arguments)
        say(value is None and told in text, f"{tool} {arguments}: {text[:60]}")
    invented, _ = await assistant.call("verify_quote", quote="到2021年底税收增长百分之九十九点九", document="wenxian-2021.txt")
    say(not invented["verified"] and invented["nearest"], "an invented sentence does not verify, the nearest are shown")
    endless = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    many, text = await assistant.call("sparql", query=endless, limit=200)
    say(many is None or many["cut"], "a product of everything is cut or stopped")


async def rest(session):
    resources = (await session.list_resources()).resources
    text = (await session.read_resource(resources[0].uri)).contents[0].text
    templates = (await session.list_resource_templates()).resource_templates
    part = str(resources[-1].uri) + "/part/0"
    main = (await session.read_resource(part)).contents[0].text
    say(len(text) > 500 and len(main) > 100 and len(templates) == 1, f"{len(resources)} documents as resources, and their parts")
    prompts = (await session.list_prompts()).prompts
    filled = await session.get_prompt("find", {"matter": "不动产登记"})
    say(len(prompts) == 3 and "不动产登记" in filled.messages[0].content.text, "three prompts")


async def talk(read, write, name, discovers):
    """One dialogue, begun as the revision of 2026-07-28 has it, or with the handshake of those before."""
    async with ClientSession(read, write) as session:
        begun = await (session.discover() if discovers else session.initialize())
        print(f"# {name}: {session.server_info.name} {session.server_info.version}, protocol {session.protocol_version}")
        say("verify_quote" in (begun.instructions or ""), "says how it is to be used")
        assistant = Assistant(session)
        await declared(assistant)
        await ten_questions(assistant)
        await pages(assistant)
        await mistakes(assistant)
        await rest(session)


@contextlib.contextmanager
def serving(folder):
    """The same knowledge base over HTTP, at a port that the system chooses."""
    server = subprocess.Popen([program(), "serve", "--bind", "127.0.0.1:0"], cwd=folder, stdout=subprocess.PIPE, text=True)
    try:
        yield re.search(r"http://\S+?/", server.stdout.readline())[0]
    finally:
        server.terminate()
        server.wait(20)


async def run(folder):
    parameters = StdioServerParameters(command=program(), args=["mcp"], cwd=folder)
    with serving(folder) as address:
        for discovers in (True, False):
            async with stdio_client(parameters) as (read, write):
                await talk(read, write, "standard input and output", discovers)
            async with streamable_http_client(address + "mcp") as (read, write, *_):
                await talk(read, write, "HTTP", discovers)
        inspect([address + "mcp", "--transport", "http"], folder)
    inspect([program(), "mcp"], folder)


def inspect(target, folder):
    """The inspector's command line, which is another client than the one above."""
    inspector = os.environ.get("INSPECTOR")
    if not inspector:
        return print("# the inspector is not there")
    def asked(*words):
        done = subprocess.run([inspector, "--cli", *target, *words], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
        return json.loads(done.stdout) if done.returncode == 0 else {"failed": done.stderr}
    tools = asked("--method", "tools/list")
    say(len(tools.get("tools", [])) == 14, f"inspector {target[0]}: lists the tools {tools.get('failed', '')[:200]}")
    called = asked("--method", "tools/call", "--tool-name", "verify_quote", "--tool-arg", "quote=县税务局")
    say(called.get("structuredContent", {}).get("verified") is True, f"inspector {target[0]}: calls one")


def main():
    with tempfile.TemporaryDirectory() as folder:
        build = [program(), "build", ROOT / "corpus", ROOT / "tests/plans"]
        subprocess.run(build, cwd=folder, check=True, capture_output=True)
        asyncio.run(run(folder))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
