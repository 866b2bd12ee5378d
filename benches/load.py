#!/usr/bin/env python3
"""Requests a second, 99th percentile and memory of `zhengtu serve` under load, with wrk on loopback.

    cargo build --release && benches/load.py [SECONDS]

Serves the corpus; eight connections ask for each address in turn for SECONDS seconds (10), then all of them
again until 10,000 requests are made, with the resident memory looked at on the way. Prints Markdown.
"""
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request

PROJECT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", PROJECT / "target")) / "release" / "zhengtu"
QUESTION = "县税务局牵头、2021年6月底前完成的任务有哪些？"
VIEWS = {
    "search (JSON)": f"/api/search?q={urllib.parse.quote('不动产登记')}",
    "search (page)": f"/search?q={urllib.parse.quote('不动产登记')}",
    "ask (JSON)": f"/api/ask?q={urllib.parse.quote(QUESTION)}",
    "ask (page)": f"/ask?q={urllib.parse.quote(QUESTION)}",
    "saved query (JSON)": f"/api/queries/tasks-led-by-unit?unit={urllib.parse.quote('税务局')}",
    "saved query (page)": f"/queries/tasks-led-by-unit?unit={urllib.parse.quote('税务局')}",
    "reader, an annex": "/doc/wenxian-2021.txt?part=6",
    "SPARQL in its own process": "/sparql?query=" + urllib.parse.quote("SELECT ?t { ?t a zt:Task } LIMIT 10"),
}
ENOUGH = 10_000


def resident(process):
    status = pathlib.Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def wrk(address, seconds):
    """Loads an address; gives requests, requests a second, p99 in milliseconds and failed requests."""
    command = ["wrk", "-t", "2", "-c", "8", "-d", f"{seconds}s", "--latency", address]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", out).groups()
    p99 = float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    requests = int(re.search(r"(\d+) requests in", out).group(1))
    return requests, float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)), p99, int(failed.group(1)) if failed else 0


def main():
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    folder = tempfile.mkdtemp(prefix="zhengtu-load-")
    subprocess.run([PROGRAM, "build", PROJECT / "corpus", "--kb", folder], check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen([PROGRAM, "serve", "--kb", folder, "--bind", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
    try:
        base = re.search(r"http://[0-9.:]+", server.stdout.readline()).group(0)
        print("| view | requests/s | p99 ms | failed |\n|---|---|---|---|")
        for name, path in VIEWS.items():
            with urllib.request.urlopen(base + path, timeout=60) as answer:
                answer.read()
            _, rate, p99, failed = wrk(base + path, seconds)
            print(f"| {name} | {rate:.0f} | {p99:.1f} | {failed} |", flush=True)
        done, sizes = 0, [resident(server.pid)]
        while done < ENOUGH:
            for path in VIEWS.values():
                done += wrk(base + path, 1)[0]
                sizes.append(resident(server.pid))
        print(f"\nResident memory over {done} further requests: {min(sizes):.1f} to {max(sizes):.1f} MiB, "
              f"{sizes[0]:.1f} before and {sizes[-1]:.1f} after.")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)


if __name__ == "__main__":
    main()
