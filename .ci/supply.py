#!/usr/bin/env python3
"""What others' packages the program is built of, held against `deny.toml` and `NOTICE`. Needs cargo, and no network.

    .ci/supply.py                  checks licences, sources, banned packages, duplicate versions, notices
    .ci/supply.py texts            prints the licences of all packages in the program, to go with a binary
    .ci/supply.py sbom             prints what the program is made of (CycloneDX 1.6, JSON), to go with a binary
    .ci/supply.py ages [YEARS]     prints direct dependencies without a release in so many years (2), by cargo's index

`cargo deny check` reads the same file and knows of advisories too; this needs nothing but what cargo has already.
"""
import datetime
import functools
import json
import os
import pathlib
import re
import subprocess
import sys
import tomllib

PROJECT = pathlib.Path(__file__).resolve().parent.parent
# A licence that asks for more than a notice; who offers it, if only beside others, is named in NOTICE.
SHARED_SOURCE = "MPL-2.0"


def metadata():
    """What cargo knows of every package in the lock file, for all systems and features."""
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--all-features"]
    return json.loads(subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.PIPE).stdout)


def allowed(expression, allow):
    """Whether a licence expression (SPDX, or names with slashes as before it) can be met by those allowed.

    >>> allow = ["MIT", "BSD-3-Clause"]
    >>> [allowed(text, allow) for text in ("MIT", "GPL-3.0", "GPL-3.0 OR MIT", "Apache-2.0 / MIT / MPL-2.0", "none")]
    [True, False, True, True, False]
    >>> [allowed(text, allow) for text in ("MIT AND Zlib", "(Zlib OR MIT) AND BSD-3-Clause", "Zlib OR (MIT AND Zlib)")]
    [False, True, False]
    >>> allowed("Apache-2.0 WITH LLVM-exception", ["Apache-2.0"])
    False
    """
    tokens = re.findall(r"\(|\)|[^\s()]+", expression.replace("/", " OR "))

    def alternatives():
        met = parts()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            met = parts() or met
        return met

    def parts():
        met = one()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            met = one() and met
        return met

    def one():
        name = tokens.pop(0)
        if name == "(":
            met = alternatives()
            tokens.pop(0)
            return met
        if tokens and tokens[0] == "WITH":
            name = f"{name} WITH {tokens[1]}"
            del tokens[:2]
        return name in allow

    return alternatives()


def is_named(package, spec):
    """Whether `name` or `name@1.2` of deny.toml means the package.

    >>> package = {"name": "rand", "version": "0.10.4"}
    >>> [is_named(package, spec) for spec in ("rand", "rand@0.10", "rand@0.1", "rand@0", "random", "rand_core@0.10")]
    [True, True, False, True, False, False]
    """
    name, _, version = spec.partition("@")
    return package["name"] == name and (package["version"] + ".").startswith(version + "." if version else "")


def licences(packages, rules):
    for package in packages:
        expression = package["license"] or "none"
        if not allowed(expression, rules["allow"]):
            yield f"{package['name']} {package['version']}: its licence is not allowed: {expression}"


def sources(packages, rules):
    for package in packages:
        kind, _, address = package["source"].partition("+")
        known = rules["allow-git"] if kind == "git" else rules["allow-registry"]
        if address.split("?")[0] not in known:
            yield f"{package['name']} {package['version']}: comes from {package['source']}"


def bans(packages, rules):
    """Packages that are banned, but where only those that the line names as `wrappers` bring them.

    >>> with_c = {"name": "a", "version": "1.0.0", "dependencies": [{"name": "cc"}]}
    >>> packages = [{"name": "cc", "version": "1.2.0", "dependencies": []}, with_c]
    >>> list(bans(packages, {"deny": [{"crate": "cc", "reason": "C"}]}))
    ['cc 1.2.0 is banned: C']
    >>> list(bans(packages, {"deny": [{"crate": "cc", "wrappers": ["a"], "reason": "C"}]}))
    []
    >>> list(bans([*packages, {**with_c, "name": "b"}], {"deny": [{"crate": "cc", "wrappers": ["a"], "reason": "C"}]}))
    ['cc 1.2.0 is banned: C']
    """
    for package in packages:
        for ban in rules["deny"]:
            bring = {one["name"] for one in packages if any(need["name"] == package["name"] for need in one["dependencies"])}
            excused = ban.get("wrappers") and bring <= set(ban["wrappers"])
            if is_named(package, ban["crate"]) and not excused:
                yield f"{package['name']} {package['version']} is banned: {ban['reason']}"


def duplicates(packages, rules):
    """Packages in several versions, and lines that excuse none.

    >>> twice = [{"name": "a", "version": "1.0.0"}, {"name": "a", "version": "2.0.0"}]
    >>> list(duplicates(twice, {"skip": []}))
    ['a is there in several versions (1.0.0, 2.0.0); join them, or give a reason in deny.toml']
    >>> list(duplicates(twice, {"skip": [{"crate": "a@1"}]}))
    []
    >>> list(duplicates(twice[:1], {"skip": [{"crate": "a@1"}]}))
    ['deny.toml excuses a@1, which is no duplicate any more']
    """
    versions = {}
    for package in packages:
        versions.setdefault(package["name"], []).append(package)
    for name, several in versions.items():
        excused = [package for package in several if any(is_named(package, line["crate"]) for line in rules["skip"])]
        if len(several) - len(excused) > 1:
            found = ", ".join(sorted(package["version"] for package in several))
            yield f"{name} is there in several versions ({found}); join them, or give a reason in deny.toml"
    for line in rules["skip"]:
        name = line["crate"].partition("@")[0]
        if len(versions.get(name, [])) < 2 or not any(is_named(package, line["crate"]) for package in versions[name]):
            yield f"deny.toml excuses {line['crate']}, which is no duplicate any more"


def wildcards(members):
    for member in members:
        for dependency in member["dependencies"]:
            if dependency["req"] == "*" and not dependency.get("path"):
                yield f"{member['name']}: any version of {dependency['name']} is taken"


def notices(packages, notice):
    for package in packages:
        if SHARED_SOURCE in (package["license"] or "") and f"`{package['name']}`" not in notice:
            yield f"{package['name']} is offered under {SHARED_SOURCE}, and NOTICE does not name it"
    names = {package["name"] for package in packages}
    for line in re.findall(r"(?m)^- (`[^:]+):", notice):
        for name in set(re.findall(r"`([^`]+)`", line)) - names:
            yield f"NOTICE names {name}, which is not there any more"


def check(known):
    """Prints what is wrong; the exit status."""
    packages = [package for package in known["packages"] if package["source"]]
    members = [package for package in known["packages"] if not package["source"]]
    rules = tomllib.loads((PROJECT / "deny.toml").read_text(encoding="utf-8"))
    faults = [
        *licences(known["packages"], rules["licenses"]),
        *sources(packages, rules["sources"]),
        *bans(packages, rules["bans"]),
        *duplicates(packages, rules["bans"]),
        *wildcards(members),
        *notices(packages, (PROJECT / "NOTICE").read_text(encoding="utf-8")),
    ]
    for fault in faults:
        print(f"supply: {fault}", file=sys.stderr)
    print(f"supply: {len(packages)} packages of others, {len(faults)} faults")
    return 1 if faults else 0


def in_the_program(known):
    """The packages that are part of the program: not those of tests, of builds, and of other systems."""
    command = ["cargo", "tree", "-p", "zhengtu-cli", "-e", "normal,no-proc-macro", "--prefix", "none", "-f", "{p}"]
    printed = subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.PIPE, text=True).stdout
    wanted = {tuple(line.split()[:2]) for line in printed.splitlines() if line}
    return [p for p in known["packages"] if p["source"] and (p["name"], "v" + p["version"]) in wanted]


def texts(known):
    """Prints each licence text once, under the packages that carry it."""
    by_text = {}
    for package in in_the_program(known):
        folder = pathlib.Path(package["manifest_path"]).parent
        names = re.compile(r"(?i)(licen[cs]e|notice|copying|copyright|unlicense)")
        found = [*folder.iterdir(), *folder.glob("assets/*")]
        files = sorted(path for path in found if path.is_file() and names.match(path.name))
        title = f"{package['name']} {package['version']} ({package['license']})"
        found = "\n\n".join(path.read_text(encoding="utf-8", errors="replace").strip() for path in files)
        by_text.setdefault(found or "(the package carries no text of its licence)", []).append(title)
    for text, titles in sorted(by_text.items(), key=lambda item: item[1]):
        print("\n".join(titles) + f"\n\n{text}\n\n{'-' * 80}\n")
    return 0


def checksums():
    """The SHA-256 of each package as the lock file states it, by name and version."""
    lock = tomllib.loads((PROJECT / "Cargo.lock").read_text(encoding="utf-8"))
    return {(package["name"], package["version"]): package.get("checksum") for package in lock["package"]}


def component(package, kind, checksum=None):
    """A package as CycloneDX describes it.

    >>> package = {"name": "a", "version": "1.0.0", "license": "MIT / Apache-2.0", "repository": None}
    >>> component(package, "library")["licenses"]
    [{'expression': 'MIT OR Apache-2.0'}]
    """
    name = f"pkg:cargo/{package['name']}@{package['version']}"
    described = {"type": kind, "bom-ref": name, "name": package["name"], "version": package["version"], "purl": name}
    described["licenses"] = [{"expression": package["license"].replace(" / ", "/").replace("/", " OR ")}]
    if checksum:
        described["hashes"] = [{"alg": "SHA-256", "content": checksum}]
    if package["repository"]:
        described["externalReferences"] = [{"type": "vcs", "url": package["repository"]}]
    return described


def sbom(known):
    """Prints the packages of the program as a bill of materials; the same for the same lock file."""
    sums = checksums()
    packages = sorted(in_the_program(known), key=lambda package: (package["name"], package["version"]))
    program = next(package for package in known["packages"] if package["name"] == "zhengtu-cli")
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**component(program, "application"), "name": "zhengtu"}},
        "components": [component(one, "library", sums[one["name"], one["version"]]) for one in packages],
    }
    print(json.dumps(bill, indent=1, ensure_ascii=False))
    return 0


@functools.cache
def index():
    """Where cargo keeps what it knows of packages."""
    home = pathlib.Path(os.environ.get("CARGO_HOME", pathlib.Path.home() / ".cargo"))
    return next(iter(sorted(home.glob("registry/index/*/.cache"))), None)


def released(name):
    """The day of the newest release that cargo has heard of; nothing where it does not say."""
    folder = {1: "1", 2: "2", 3: f"3/{name[0]}"}.get(len(name), f"{name[:2]}/{name[2:4]}")
    path = index() and index() / folder / name
    days = re.findall(rb'"pubtime": ?"(\d{4}-\d\d-\d\d)', path.read_bytes()) if path and path.is_file() else []
    return max(days).decode() if days else None


def ages(known, years):
    """Prints the direct dependencies that nobody has released for so long, and those of which it is not known."""
    members = [package for package in known["packages"] if not package["source"]]
    names = sorted({d["name"] for package in members for d in package["dependencies"] if d["source"]})
    limit = datetime.date.today() - datetime.timedelta(days=round(365.25 * years))
    days = {name: released(name) for name in names}
    for name, day in days.items():
        if day is None or datetime.date.fromisoformat(day) < limit:
            print(f"{name:24}{day or 'not known'}")
    print(f"{len(names)} direct dependencies, oldest last release {min(day for day in days.values() if day)}")
    return 0


def main():
    known = metadata()
    wanted = sys.argv[1:] or ["check"]
    if wanted == ["check"]:
        sys.exit(check(known))
    if wanted == ["texts"]:
        sys.exit(texts(known))
    if wanted == ["sbom"]:
        sys.exit(sbom(known))
    if wanted[0] == "ages":
        sys.exit(ages(known, float(wanted[1]) if len(wanted) > 1 else 2))
    sys.exit(__doc__.strip())


if __name__ == "__main__":
    main()
