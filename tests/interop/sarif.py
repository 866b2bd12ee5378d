#!/usr/bin/env python3
"""Checks the SARIF output of `check` and `diff` against the official schema of SARIF 2.1.0.

    sarif.py SCHEMA       the schema's file; tests/interop/run takes it from the npm package
                          @microsoft/jest-sarif, which ships it
    ZHENGTU names the program to check instead of building it

Needs: jsonschema (`pip install jsonschema`). Exit status 1 where a log is not valid.
"""
import copy
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus/wenxian-2021.txt"


def program():
    if os.environ.get("ZHENGTU"):
        return os.environ["ZHENGTU"]
    subprocess.run(["cargo", "build", "-q", "--manifest-path", ROOT / "Cargo.toml", "-p", "zhengtu-cli"], check=True)
    return str(ROOT / "target/debug/zhengtu")


def log(folder, *words):
    printed = subprocess.run([program(), *words, "--format", "sarif"], cwd=folder, capture_output=True, check=True)
    return json.loads(printed.stdout)


def broken(log):
    """The log with one thing wrong each."""
    result = "runs", 0, "results", 0
    for what, path, value in [
        ("an unknown level", (*result, "level"), "fatal"),
        ("line 0", (*result, "locations", 0, "physicalLocation", "region", "startLine"), 0),
        ("no message", (*result, "message"), {}),
        ("another version", ("version",), "2.0.0"),
        ("a property that there is not", (*result, "colour"), "red"),
    ]:
        other = copy.deepcopy(log)
        place = other
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        yield what, other


def main():
    schema = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    good = True

    def say(holds, text):
        nonlocal good
        good &= holds
        print(("ok    " if holds else "FAULT ") + text, flush=True)

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        checked = log(folder, "check", "--from", str(CORPUS))
        text = CORPUS.read_text("utf-8")
        (folder / "新.txt").write_text(text.replace("数字资源1TB以上", "数字资源2TB以上").replace("县税务局", "县财政局"), "utf-8")
        compared = log(folder, "diff", str(CORPUS), "新.txt")
        for what, found in [("check", checked), ("diff", compared)]:
            count = len(found["runs"][0]["results"])
            faults = [fault.message[:200] for fault in validator.iter_errors(found)]
            say(not faults and count > 0, f"SARIF 2.1.0, {what}: {count} results" + "".join("; " + fault for fault in faults[:5]))
        for what, wrong in broken(checked):
            say(not validator.is_valid(wrong), f"SARIF 2.1.0: the schema notices {what}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
