#!/usr/bin/env python3
"""What a knowledge base costs as it grows: first build, one plan added, replaced, removed, and what is asked of it.

    cargo build --release && benches/scale.py [--sizes 100,2000] [--before PROGRAM] [--most 2000] [--folder FOLDER]
                                              [--asked]

Makes plans of some 1,500 characters each out of the sentences of the plan in `corpus/`, of governments of every level, the
same ones at every run. For each size prints time of all cores, wall time and peak memory of each command as a process (the
median of three runs, of one for the first build), the bytes on disk and the number of segments, then by what power of the
size the time of the cores grows, which other work on the machine changes least. Each form of question is asked of all plans (who, matter, group, indicator, when due), as are searches and a
saved query. `--asked` builds once and measures only these and opening, seven times each. `--before` measures another build of the program beside it, up to `--most` plans.
"""
import argparse
import hashlib
import math
import os
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from process import PROGRAM, PROJECT

RUNS = 3
ASKED_RUNS = 7
# A question of each form over all plans.
QUESTIONS = {
    "who": "税务局负责哪些任务？",
    "who, by a date": "财政局2019年6月底前完成的任务有哪些？",
    "matter": "养老归哪个部门管？",
    "group": "哪个部门任务最多？",
    "indicator": "2025年要新增多少家企业？",
    "when due": "不动产登记什么时候完成？",
}
LENGTH = 800
KINDS = ["实施方案", "工作方案", "行动计划", "若干措施"]
MATTERS = ["优化营商环境", "办理建筑许可", "获得电力", "获得用水用气", "不动产登记", "纳税服务", "跨境贸易", "企业开办", "执行合同",
           "劳动力市场监管", "政府采购", "招标投标", "政务服务", "知识产权保护", "市场监管", "包容普惠创新", "养老服务", "乡村振兴",
           "污染防治", "数字政府", "制造业", "水利建设", "普惠教育", "医疗保障", "粮食安全", "安全生产", "文化旅游", "交通物流"]


def divisions():
    """Code, name and level of the divisions of today."""
    lines = (PROJECT / "ontology" / "divisions.tsv").read_text("utf-8").splitlines()
    fields = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[1]) for row in fields if len(row) < 5 or not row[4]]


def sentences():
    """The sentences of the corpus of some length that name no place, and its lists of bodies."""
    text = re.sub(r"(?<=\S) +(?=\S)", "", (PROJECT / "corpus" / "wenxian-2021.txt").read_text("utf-8"))
    found = [part.strip() + "。" for part in re.split(r"[。\n]", text)]
    plain = [one for one in found if 25 <= len(one) <= 90 and not re.search(r"温县|附件|责任单位|牵头", one)]
    bodies = re.findall(r"县([\u4e00-\u9fa5]{2,8}局)", text)
    return list(dict.fromkeys(plain)), sorted(set(bodies))


def plan(number, places, plain, bodies, form=0):
    """The text of a plan; `form` makes another one of it, as when a file is replaced."""
    chance = random.Random(f"{number}/{form}")
    _, place = places[number * 37 % len(places)]
    matter, kind, year = MATTERS[number % len(MATTERS)], KINDS[number // 28 % 4], 2016 + number % 8
    lines = [f"{place}{matter}{kind}", f"（{place[0]}政办〔{year}〕{number % 97 + 1}号）", f"为做好{matter}工作，制定本方案。"]
    length, item = 0, 0
    for section in "一二三四五六七八九":
        lines.append(f"{section}、{chance.choice(MATTERS)}")
        for sub in "一二三四":
            item += 1
            words = chance.sample(plain, 2)
            lead, helper = chance.sample(bodies, 2)
            lines.append(f"（{sub}）{words[0][:12]}。{''.join(words)}{year + 1}年{item % 12 + 1}月底前完成。")
            lines.append(f"责任单位：{lead}、{helper}")
            length += sum(map(len, words))
            if length > LENGTH:
                return "\n".join(lines) + "\n"
    return "\n".join(lines) + "\n"


def disk(folder):
    """The bytes of the current generation, each file once, and how many segments it has."""
    current = folder / (folder / "CURRENT").read_text().split("\n")[0]
    files = [path for path in current.rglob("*") if path.is_file()]
    return sum(path.stat().st_size for path in files), len(list(current.glob("s-*")))


def measure(command, folder):
    """Runs a command; gives milliseconds of all cores, of wall time, and its peak memory in MiB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"{command} ended with status {process.returncode}")
    cores = (usage.ru_utime + usage.ru_stime) * 1000
    return cores, (time.perf_counter() - start) * 1000, usage.ru_maxrss / 1024


class Bench:
    def __init__(self, program, plans, kb):
        self.program, self.plans, self.kb = str(program), plans, kb
        self.figures = {}

    def run(self, name, words, runs=RUNS):
        command = [self.program, *words, "--kb", str(self.kb)]
        found = [measure(command, self.plans) for _ in range(runs)]
        self.note(name, found)

    def note(self, name, found):
        middle = [statistics.median(one[at] for one in found) for at in (0, 1)]
        self.figures[name] = (*middle, max(one[2] for one in found))

    def change(self, name, act):
        """Changes the folder of plans and builds; each time another plan."""
        found = []
        for turn in range(RUNS):
            act(turn)
            found.append(measure([self.program, "build", str(self.plans), "--kb", str(self.kb)], self.plans))
        self.note(name, found)


def asked(it, runs=RUNS):
    """What is asked of the plans, of one and of all."""
    it.run("open", ["import", "graph", "--list"], runs)
    it.run("search", ["search", "不动产登记 办理时间"], runs)
    it.run("search, one word", ["search", "不动产登记"], runs)
    duties = ["query", "duties-of-unit", "-p", "unit=税务局", "--format", "csv"]
    it.run("saved query, one plan", [*duties, "--doc", "plan-000007.txt"], runs)
    it.run("saved query", duties, runs)
    it.run("ask, one plan", ["ask", QUESTIONS["who"], "--doc", "plan-000007.txt"], runs)
    for form, question in QUESTIONS.items():
        it.run(f"ask: {form}", ["ask", question], runs)


def bench(program, size, folder, inputs, only_asked):
    places, plain, bodies = inputs
    plans, kb = folder / f"plans-{size}", folder / f"kb-{size}-{hashlib.sha256(str(program).encode()).hexdigest()[:6]}"
    shutil.rmtree(plans, ignore_errors=True)
    plans.mkdir()
    write = lambda number, form=0: (plans / f"plan-{number:06}.txt").write_text(plan(number, *inputs, form), "utf-8")
    for number in range(size):
        write(number)
    it = Bench(program, plans, kb)
    it.run("first build", ["build", str(plans)], 1)
    if only_asked:
        asked(it, ASKED_RUNS)
        found = (it.figures, *disk(kb))
        shutil.rmtree(kb)
        shutil.rmtree(plans)
        return found
    it.run("nothing changed", ["build", str(plans)])
    it.change("one added", lambda turn: write(size + turn))
    it.change("one replaced", lambda turn: write(turn * size // 7 + 1, turn + 1))
    it.change("one removed", lambda turn: (plans / f"plan-{turn * size // 9 + 2:06}.txt").unlink())
    asked(it)
    it.run("export graph", ["export", "graph", "--format", "nquads"], 1)
    size_on_disk, segments = disk(kb)
    shutil.rmtree(kb)
    shutil.rmtree(plans)
    return it.figures, size_on_disk, segments


def show(title, results):
    sizes = sorted(results)
    print(f"\n{title}\n\n| | " + " | ".join(f"{size:,} plans: ms | wall | MiB" for size in sizes) + " | grows as |")
    print("|---|" + "---|---|---|" * len(sizes) + "---|")
    for name in results[sizes[0]][0]:
        cells = [" | ".join(f"{figure:.0f}" for figure in results[size][0][name]) for size in sizes]
        print(f"| {name} | " + " | ".join(cells) + f" | {growth(sizes, [results[size][0][name][0] for size in sizes])} |")
    cells = [f"{results[size][1] / 1e6:.1f} MB | {results[size][2]} segments | " for size in sizes]
    print("| on disk | " + " | ".join(cells) + f" | {growth(sizes, [results[size][1] for size in sizes])} |", flush=True)


def growth(sizes, figures):
    """The power of the size, between the first size and the last."""
    if len(sizes) < 2:
        return ""
    return f"n^{math.log(figures[-1] / figures[0]) / math.log(sizes[-1] / sizes[0]):.2f}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="100,2000")
    parser.add_argument("--before")
    parser.add_argument("--most", type=int, default=2000)
    parser.add_argument("--folder")
    parser.add_argument("--asked", action="store_true")
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    inputs = (divisions(), *sentences())
    folder = pathlib.Path(given.folder or tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    programs = [("this build", PROGRAM, sizes)]
    if given.before:
        programs.insert(0, ("before", pathlib.Path(given.before), [size for size in sizes if size <= given.most]))
    for title, program, sizes in programs:
        results = {}
        for size in sizes:
            results[size] = bench(program, size, folder, inputs, given.asked)
        show(title, results)


if __name__ == "__main__":
    main()
