#!/usr/bin/env python3
"""Makes many plans of one: the plan of the corpus with another place, other numbers and other years in each.

    benches/larger.py FOLDER [COPIES]       200 unless said

The same copies at every run. `benches/query.py` measures queries on a knowledge base of them.
"""
import pathlib
import re
import sys

PROJECT = pathlib.Path(__file__).resolve().parent.parent
PLAN = PROJECT / "corpus" / "wenxian-2021.txt"
# Numbers before a unit; those of documents, annexes and items stay as they are.
COUNTED = re.compile(r"(?<![\d.〔])(\d{1,4}(?:\.\d+)?)(?=\s*(?:%|个|天|项|家|亩|公里|次|平方米|万元))")


def place(number):
    """A county of its own: 200 characters that the plan has, so that they are in use."""
    return PLACES[number % len(PLACES)] + PLACES[(number * 7 + 3) % len(PLACES)] + "县"


def perturbed(text, number):
    def other(found):
        digits = found.group(1)
        value = float(digits) + number % 9
        return f"{value:g}" if "." in digits else str(int(value))

    # The text has stray spaces, as plans have that were printed to a file.
    text = COUNTED.sub(other, re.sub(r"温\s*县", place(number), text))
    for year in (2022, 2021):
        text = re.sub(rf"{year}(\s*年)", rf"{year - 8 + number % 11}\1", text)
    return text


def main():
    folder, copies = pathlib.Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 200
    folder.mkdir(parents=True, exist_ok=True)
    text = PLAN.read_text("utf-8")
    for number in range(copies):
        (folder / f"plan-{number:03}.txt").write_text(perturbed(text, number), "utf-8")
    print(f"{copies} plans in {folder}; the first is of {place(0)}, the last of {place(copies - 1)}")


PLACES = sorted(set(re.findall(r"[\u4e00-\u9fa5]", PLAN.read_text("utf-8"))) - set("县市省区乡镇州旗村的和及等各局委办"))[100:300]

if __name__ == "__main__":
    main()
