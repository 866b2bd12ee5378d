"""The HTTP interface as SPARQLWrapper uses it: every format that it knows, by GET and by POST, for all kinds of query.

Needs the program (environment variable ZHENGTU) and the Python packages SPARQLWrapper and rdflib.
Prints what was checked; ends with status 1 where something fails.
"""

import json
import sys

import rdflib
import SPARQLWrapper
from web import FAILED, Server, check

SELECT = "PREFIX zt: <https://zhengtu.example/ns#> SELECT (COUNT(?t) AS ?n) { ?t a zt:Task }"
ASK = "PREFIX zt: <https://zhengtu.example/ns#> ASK { ?t a zt:Task }"
CONSTRUCT = "PREFIX zt: <https://zhengtu.example/ns#> CONSTRUCT { ?t a zt:Task } { ?t a zt:Task } LIMIT 5"
DESCRIBE = "DESCRIBE <https://zhengtu.example/doc/wenxian-2021.txt>"


def converted(base, query, format, method):
    client = SPARQLWrapper.SPARQLWrapper(f"{base}/sparql", returnFormat=format)
    client.setMethod(method)
    client.setQuery(query)
    return client.query().convert()


def number(result, format):
    """The one number of SELECT in what SPARQLWrapper makes of the answer."""
    if format == SPARQLWrapper.JSON:
        return result["results"]["bindings"][0]["n"]["value"]
    if format == SPARQLWrapper.XML:
        return result.getElementsByTagName("literal")[0].firstChild.data
    return result.decode().split()[1]


def truth(result, format):
    if format == SPARQLWrapper.JSON:
        return result["boolean"]
    return result.getElementsByTagName("boolean")[0].firstChild.data == "true"


def triples(result, format):
    if isinstance(result, rdflib.Graph):
        return len(result)
    text = result if isinstance(result, str) else json.dumps(result) if isinstance(result, dict) else result.decode()
    return len(rdflib.Graph().parse(data=text, format={"json-ld": "json-ld", "rdf+xml": "xml", "xml": "xml"}.get(format, "turtle")))


def attempt(name, run, holds):
    try:
        result = run()
        check(name, holds(result), repr(result)[:200])
    except Exception as error:  # whatever a client stumbles over is to be seen
        check(name, False, f"{type(error).__name__}: {error}")


def every_format(base):
    of_rows = [SPARQLWrapper.JSON, SPARQLWrapper.XML, SPARQLWrapper.CSV, SPARQLWrapper.TSV]
    of_graphs = [SPARQLWrapper.XML, SPARQLWrapper.RDFXML, SPARQLWrapper.TURTLE, SPARQLWrapper.N3, SPARQLWrapper.JSONLD]
    for method in (SPARQLWrapper.GET, SPARQLWrapper.POST):
        for format in of_rows:
            attempt(f"SELECT as {format}, {method}", lambda: converted(base, SELECT, format, method), lambda result: number(result, format) == "328")
        for format in of_rows[:2]:
            attempt(f"ASK as {format}, {method}", lambda: converted(base, ASK, format, method), lambda result: truth(result, format))
        for format in of_graphs:
            for name, query, least in (("CONSTRUCT", CONSTRUCT, 5), ("DESCRIBE", DESCRIBE, 10)):
                attempt(f"{name} as {format}, {method}", lambda: converted(base, query, format, method), lambda result: triples(result, format) >= least)


def main():
    with Server() as server:
        every_format(server.base)
    print(f"clients: {len(FAILED)} failed" if FAILED else "clients: all checks hold")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
