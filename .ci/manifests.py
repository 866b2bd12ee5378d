#!/usr/bin/env python3
"""Checks of the manifests that need no compiler: dependencies that no code names, and the stated Rust version.

    .ci/manifests.py

Reads `cargo metadata`. A dependency counts as used where code names it as a path (`name::…`) or in a `use`;
comments do not count, and what only tests name belongs among the dev-dependencies.
"""
import functools
import json
import pathlib
import re
import subprocess
import sys

TEST_MODULE = re.compile(r"\n#\[cfg\(test\)\]\s*\nmod tests \{")
COMMENT = re.compile(r"(?m)^\s*//.*$|\s//\s.*$")


def metadata():
    """What cargo knows of the workspace and of every package in its lock file."""
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--all-features"]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


@functools.cache
def code_of(path):
    """The code of a source file, as a pair: what is built always, and what is built for tests only."""
    text = COMMENT.sub("", path.read_text(encoding="utf-8"))
    if re.search(r"(^|/)(tests?|testing|hostile)(\.rs$|/)", str(path)):
        return "", text
    shipped, *tests = TEST_MODULE.split(text)
    return shipped, "\n".join(tests)


def sources(package, kind):
    """The code that a dependency of this kind may be named in."""
    files = {target["kind"][0]: [] for target in package["targets"]}
    for target in package["targets"]:
        entry = pathlib.Path(target["src_path"])
        alone = target["kind"][0] == "custom-build"
        files[target["kind"][0]] += [entry] if alone else sorted(entry.parent.rglob("*.rs"))
    if kind == "build":
        return "\n".join("".join(code_of(path)) for path in files.get("custom-build", []))
    shipped = [path for sort in ("lib", "bin") for path in files.get(sort, [])]
    if kind is None:
        return "\n".join(code_of(path)[0] for path in shipped)
    tested = [path for sort in ("test", "bench", "example") for path in files.get(sort, [])]
    return "\n".join(code_of(path)[1] for path in shipped) + "\n".join("".join(code_of(path)) for path in tested)


def named(dependency, code):
    """Whether code names the dependency."""
    name = (dependency["rename"] or dependency["name"]).replace("-", "_")
    return re.search(rf"(?<![\w:.]){name}::|\buse {name}( as \w+)?;|\bextern crate {name}\b", code) is not None


def unused(packages):
    """One line for each dependency that the code of its kind does not name."""
    for package in packages:
        shipped = {d["name"] for d in package["dependencies"] if d["kind"] is None}
        for dependency in package["dependencies"]:
            kind, name = dependency["kind"], dependency["name"]
            where = f"{package['name']}: {name} ({kind or 'normal'} dependency)"
            if kind == "dev" and name in shipped:
                yield f"{where} is a normal dependency already"
            if not named(dependency, sources(package, kind)):
                yield f"{where} is not named in the code"


def version(text):
    """A Rust version as numbers: `1.90` and `1.90.0` are the same."""
    return tuple(int(number) for number in (text + ".0.0").split(".")[:3])


def too_new(packages, stated):
    """One line for each package that needs a newer Rust than the workspace states."""
    for package in packages:
        needs = package["rust_version"]
        if needs and version(needs) > version(stated):
            yield f"{package['name']} {package['version']} needs Rust {needs}, the workspace states {stated}"


def main():
    known = metadata()
    members = [package for package in known["packages"] if package["id"] in known["workspace_members"]]
    stated = members[0]["rust_version"]
    faults = [*unused(members), *too_new(known["packages"], stated)]
    for fault in faults:
        print(f"manifests: {fault}", file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
