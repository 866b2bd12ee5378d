#!/usr/bin/env python3
"""The archive that is handed out, on a system without Rust: `.ci/dist` makes it, and the program in it answers the README's
question in a folder that holds nothing but the C library of an older Debian.

    tests/interop/dist.py [PROFILE]       trial unless told, which is there soonest; `dist` is the one that is handed out
"""
import gzip
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.request

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", PROJECT / "target"))
# Debian 11, of 2021, is the oldest that its servers still have; its C library is 2.31.
MIRROR, RELEASE = "http://deb.debian.org/debian", "bullseye"
PACKAGES = ("libc6", "libgcc-s1")
QUESTION = "县税务局牵头、2021年6月底前完成的任务有哪些？"


def fetched(address):
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read()


def system(root):
    """Lays the packages of the older system into a folder."""
    lists = gzip.decompress(fetched(f"{MIRROR}/dists/{RELEASE}/main/binary-amd64/Packages.gz")).decode()
    for name in PACKAGES:
        entry = re.search(rf"(?ms)^Package: {name}\n.*?\n\n", lists)[0]
        field = lambda key: re.search(rf"(?m)^{key}: (\S+)$", entry)[1]
        package = fetched(f"{MIRROR}/{field('Filename')}")
        assert hashlib.sha256(package).hexdigest() == field("SHA256"), f"{name} is not what Debian states"
        file = root.with_name(f"{name}.deb")
        file.write_bytes(package)
        subprocess.run(["dpkg-deb", "-x", file, root], check=True)
        print(f"  {name} {field('Version')}")


def main():
    profile = sys.argv[1] if len(sys.argv) > 1 else "trial"
    if subprocess.run([sys.executable, PROJECT / ".ci" / "dist", "--tools"]).returncode:
        print("dist: skipped, cargo-zigbuild and ziglang cannot be had")
        return
    out = TARGET / "interop-dist"
    subprocess.run([sys.executable, PROJECT / ".ci" / "dist", "--profile", profile, "--out", out], check=True)
    path = next(iter(out.glob("zhengtu-*-x86_64-unknown-linux-gnu.tar.gz")))
    stated = path.with_name(path.name + ".sha256").read_text().split()
    assert stated == [hashlib.sha256(path.read_bytes()).hexdigest(), path.name]
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder) / "root"
        root.mkdir()
        try:
            system(root)
        except OSError as error:
            print(f"dist: not run on an older system, {MIRROR} cannot be had: {error}")
            return
        with tarfile.open(path) as archive:
            archive.extractall(root / "opt", filter="data")
        unpacked = next((root / "opt").iterdir())
        bill = json.loads((unpacked / "sbom.cdx.json").read_text())
        names = {component["name"] for component in bill["components"]}
        assert {"jieba-rs", "tantivy", "regex", "spareval"} <= names, names
        assert "syn" not in names, "what only builds the program is no part of it"
        assert len((unpacked / "licences.txt").read_text()) > 100_000
        assert (unpacked / "completions" / "zhengtu.bash").exists() and (unpacked / "man" / "zhengtu.1").exists()
        shutil.copytree(PROJECT / "corpus", root / "corpus")
        chroot = shutil.which("chroot") or "/usr/sbin/chroot"
        command = [f"/opt/{unpacked.name}/zhengtu", "ask", "--from", "/corpus", "--kb", "/kb", QUESTION]
        answer = subprocess.run([chroot, root, *command], env={"PATH": "/"}, capture_output=True, text=True)
        assert answer.returncode == 0, answer.stderr
        assert answer.stdout.startswith("回答：共 8 项。"), answer.stdout
        print(answer.stdout.splitlines()[0])
    print("dist: the program answers on a system without Rust")


if __name__ == "__main__":
    main()
