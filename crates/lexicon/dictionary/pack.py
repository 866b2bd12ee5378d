#!/usr/bin/env python3
"""Packs the dictionary of jieba for the program.

    pack.py DICT.TXT > words.gz

DICT.TXT is jieba's own, as the package jieba-rs ships it (src/data/dict.txt): a word, its count and its part of
speech, in the order of the bytes. What is written is the same words with their counts: a line is one digit, for the
first characters that the word shares with the word before it (nine at most), the characters that follow them, a
space and the count; all of it by gzip.
"""
import gzip
import pathlib
import sys


def shared(word, before):
    """How many first characters two words have in common, nine at most."""
    pairs = zip(word[:9], before)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(word), len(before), 9))


def packed(entries):
    """The lines, for words with their counts."""
    before = ""
    for word, count in entries:
        common = shared(word, before)
        yield f"{common}{word[common:]} {count}\n"
        before = word


def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__.strip())
    lines = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    entries = [line.split(" ")[:2] for line in lines]
    if entries != sorted(entries, key=lambda entry: entry[0].encode()):
        sys.exit(f"{sys.argv[1]}: the words are not in the order of their bytes")
    sys.stdout.buffer.write(gzip.compress("".join(packed(entries)).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
