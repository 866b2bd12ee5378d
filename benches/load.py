#!/usr/bin/env python3
"""Requests a second, 99th percentile and memory of `zhengtu serve` under load, with wrk on loopback.

    cargo build --release && benches/load.py [SECONDS]

Serves the corpus; eight connections ask for each address in turn for SECONDS seconds (10), then all of them
again until 10,000 requests are made, with the resident memory looked at on the way. Then, at a copy that may be edited,
eight connections ask for all of them in turn while the document is replaced ten times at the page. Prints Markdown.
"""
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
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
# How often the document is replaced, and how many seconds lie between two times.
REPLACED, PAUSE = 10, 1


def resident(process):
    status = pathlib.Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def wrk(address, seconds):
    """Loads an address; gives requests, requests a second, p99 in milliseconds and failed requests."""
    command = ["wrk", "-t", "2", "-c", "8", "-d", f"{seconds}s", "--latency", address]
    return told(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def told(out):
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", out).groups()
    p99 = float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    failed = sum(map(int, re.findall(r"Non-2xx or 3xx responses: (\d+)", out)))
    failed += sum(map(int, re.findall(r"(?:connect|read|write|timeout) (\d+)", out)))
    requests = int(re.search(r"(\d+) requests in", out).group(1))
    return requests, float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)), p99, failed


class Editor:
    """Somebody who puts files in at the page."""

    def __init__(self, base):
        self.base = base
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    def page(self, path, body=None, media="application/x-www-form-urlencoded"):
        request = urllib.request.Request(urllib.parse.urljoin(self.base, path), data=body, headers={"Content-Type": media} if body else {})
        with self.opener.open(request, timeout=120) as answer:
            return answer.geturl(), answer.read().decode()

    def token(self, page):
        return re.search(r'name="csrf" value="([0-9a-f]+)"', page).group(1)

    def replace(self, name, text):
        _, page = self.page("/")
        part = lambda disposition, value: f"--zz\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{value}\r\n"
        body = part('name="csrf"', self.token(page)) + part(f'name="file"; filename="{name}"', text) + "--zz--\r\n"
        waiting, page = self.page("/put", body.encode(), "multipart/form-data; boundary=zz")
        while 'value="replace"' not in page:
            time.sleep(0.05)
            _, page = self.page(waiting)
        form = {"csrf": self.token(page), "what": "replace", "replace": name}
        self.page(waiting, urllib.parse.urlencode(form).encode())


def while_edited():
    """Reads of eight connections while a document is replaced at the page."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="zhengtu-load-"))
    (folder / "texts").mkdir()
    name = "wenxian-2021.txt"
    text = (PROJECT / "corpus" / name).read_text(encoding="utf-8")
    (folder / "texts" / name).write_text(text, encoding="utf-8")
    subprocess.run([PROGRAM, "build", "texts"], check=True, stdout=subprocess.DEVNULL, cwd=folder)
    command = [PROGRAM, "serve", "--edit", "--from", "texts", "--bind", "127.0.0.1:0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder)
    try:
        base = re.search(r"http://[0-9.:]+", server.stdout.readline()).group(0)
        paths = ",".join(f'"{path}"' for path in VIEWS.values())
        script = folder / "all.lua"
        script.write_text(f"local paths, at = {{{paths}}}, 0\nrequest = function()\n at = at + 1\n"
                          " return wrk.format('GET', paths[at % #paths + 1])\nend\n", encoding="utf-8")
        load = lambda seconds: ["wrk", "-t", "2", "-c", "8", "-d", f"{seconds}s", "--latency", "-s", str(script), base]
        editor = Editor(base)
        calm = told(subprocess.run(load(10), capture_output=True, text=True, check=True).stdout)
        under = subprocess.Popen(load(600), stdout=subprocess.PIPE, text=True)
        began = time.monotonic()
        for number in range(REPLACED):
            editor.replace(name, text.replace("2021年底前", "2021年11月底前" if number % 2 else "2021年10月底前", 3))
            time.sleep(PAUSE)
        took = time.monotonic() - began
        under.send_signal(signal.SIGINT)
        edited = told(under.communicate()[0])
        print("\n| all views in turn | requests/s | p99 ms | failed |\n|---|---|---|---|")
        for said, (_, rate, p99, failed) in (("nothing is changed", calm), (f"replaced {REPLACED} times in {took:.0f} s", edited)):
            print(f"| {said} | {rate:.0f} | {p99:.1f} | {failed} |")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=60)


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
    while_edited()


if __name__ == "__main__":
    main()
