"""The HTTP interface as SPARQLWrapper uses it: every format that it knows, by GET and by POST, for all kinds of query; then
over HTTPS, with OpenSSL at the other end: Python and curl ask the server, and the program asks an endpoint in Python.

Needs the program (environment variable ZHENGTU), curl and the Python packages SPARQLWrapper and rdflib.
Prints what was checked; ends with status 1 where something fails.
"""

import http.server
import json
import os
import ssl
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request

import rdflib
import SPARQLWrapper
from web import FAILED, PROGRAM, ROOT, Server, check

PKI = ROOT / "crates/tls/tests/pki"
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


def fetched(base, context):
    """The number of tasks, as Python's own client gets it."""
    asked = urllib.parse.urlencode({"query": SELECT})
    request = urllib.request.Request(f"{base}/sparql?{asked}", headers={"Accept": "text/csv"})
    with urllib.request.urlopen(request, context=context, timeout=60) as answer:
        return answer.read().decode().split()[1], answer.headers["Strict-Transport-Security"]


def over_https():
    print("HTTPS")
    ca = str(PKI / "ca.pem")
    curl = lambda *arguments: subprocess.run(["curl", "-s", *arguments], capture_output=True, text=True, timeout=60)
    with Server(more=["--cert", PKI / "chain.pem", "--key", PKI / "key.sec1.pem"]) as server:
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            context = ssl.create_default_context(cafile=ca)
            context.minimum_version = context.maximum_version = version
            attempt(f"Python, {version.name}", lambda: fetched(server.base, context), lambda found: found == ("328", "max-age=31536000"))
        try:
            fetched(server.base, ssl.create_default_context(cafile=str(PKI / "rsa.pem")))
            check("Python with another authority", False, "it was answered")
        except urllib.error.URLError as error:
            check("Python with another authority", isinstance(error.reason, ssl.SSLCertVerificationError), repr(error))
        with_authority = curl("--cacert", ca, f"{server.base}/api/health")
        check("curl --cacert", with_authority.returncode == 0 and "ok" in with_authority.stdout, with_authority.stdout)
        check("curl without", curl(f"{server.base}/api/health").returncode == 60)
        plain = curl("-w", "%{http_code}", server.base.replace("https", "http")).stdout
        check("curl in plain", "https://" in plain and plain.endswith("400"), plain)
        os.environ["SSL_CERT_FILE"] = ca
        attempt("SPARQLWrapper", lambda: converted(server.base, SELECT, SPARQLWrapper.JSON, SPARQLWrapper.POST), lambda result: number(result, SPARQLWrapper.JSON) == "328")


class Endpoint(http.server.BaseHTTPRequestHandler):
    """Answers every query with yes."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"head":{},"boolean":true}')

    def log_message(self, *_):
        pass


def to_an_endpoint():
    for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(PKI / "chain.pem", PKI / "key.pem")
        context.minimum_version = context.maximum_version = version
        server = http.server.HTTPServer(("127.0.0.1", 0), Endpoint)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        command = [PROGRAM, "query", "-", "--format", "json", "--endpoint", f"https://localhost:{server.server_port}/sparql"]
        asked = lambda *more: subprocess.run([*command, *more], input=ASK, capture_output=True, text=True, timeout=60)
        trusted, other = asked("--ca", PKI / "ca.pem"), asked("--ca", PKI / "rsa.pem")
        check(f"query --endpoint, {version.name}", trusted.returncode == 0 and json.loads(trusted.stdout)["boolean"], trusted.stderr)
        check(f"query --endpoint with another authority, {version.name}", other.returncode == 3 and "--ca" in other.stderr, other.stderr)
        server.shutdown()


def main():
    with Server() as server:
        every_format(server.base)
    over_https()
    to_an_endpoint()
    print(f"clients: {len(FAILED)} failed" if FAILED else "clients: all checks hold")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
