#!/usr/bin/env python3
"""Whether the time that a file takes grows with the file: forms that mean harm, and plain ones, 1, 2, 4 and 8 times as large.

    benches/linear.py [--program PROGRAM] [--only WORDS] [--least 0.5] [--most 1.15]

Each form is made larger until it takes some time (`--least` seconds of the processor); from there it is read twice as large,
four times and eight times, structure, records, checks, graph and index. What the program takes for an empty plan is taken
off. Prints the seconds of the processor of each, the exponent by which they grow with the bytes of the file (the slope of
the line through the four points, both in logarithms), and the peak memory of the largest. What is refused is said, with the
reason. Where an exponent is over `--most`, all four are taken again, at most twice, and the least of each counts: other work
on the machine makes a process take longer, never shorter. Ends with status 1 where it is over then.
"""
import argparse
import math
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEAD = "某县优化营商环境实施方案\n\n"
ITEM = HEAD + "一、主要任务\n（一）推进登记便利化。"
KNOWN = ["县财政局", "县税务局", "市场监管局", "县发改委", "行政审批局", "大数据局"]
CORPUS = (ROOT / "corpus/wenxian-2021.txt").read_text("utf-8")
# Files larger than this are not made longer in search of a time.
LARGEST = 12 << 20


def each(count, text):
    return "".join(text(number) for number in range(1, count + 1))


def page(body):
    return f"<html><body><p>{HEAD}</p>{body}</body></html>"


# By name: the ending, how many things the smallest has, and the text of so many.
FORMS = {
    "the plan of the corpus, over and over": ("txt", 1, lambda n: CORPUS * n),
    "tasks in one list": ("txt", 500, lambda n: HEAD + "一、主要任务\n" + each(n, lambda i: f"{i}.推进第{i}项工程，建成{i}个项目。责任单位：县财政局、县税务局；完成时限：2021年6月底\n")),
    "one task over and over": ("txt", 500, lambda n: HEAD + "一、主要任务\n" + "1.推进工程，建成3个项目。责任单位：县财政局；完成时限：2021年6月底\n" * n),
    "one heading over and over": ("txt", 2000, lambda n: HEAD + "一、主要任务\n" * n),
    "one heading over and over, with text": ("txt", 1000, lambda n: HEAD + "一、主要任务\n加快推进各项工作。\n" * n),
    "unnumbered paragraphs": ("txt", 1000, lambda n: HEAD + each(n, lambda i: f"第{i}段要加强组织领导，确保增长{i % 50}%以上。\n")),
    "new names of bodies in one item": ("txt", 1000, lambda n: ITEM + "（责任单位：" + each(n, lambda i: f"县第{i}局、") + "县司法局）\n"),
    "known names of bodies in one item": ("txt", 1000, lambda n: ITEM + "（责任单位：" + each(n, lambda i: KNOWN[i % 6] + "、") + "县司法局）\n"),
    "one name over and over": ("txt", 1000, lambda n: ITEM + "（责任单位：" + "县财政局、" * n + "县司法局）\n"),
    "names with a prefix that is left out": ("txt", 1000, lambda n: ITEM + "（责任单位：县" + each(n, lambda i: f"第{i}局、") + "司法局）\n"),
    "names in a group of their own": ("txt", 1000, lambda n: ITEM + "（责任单位：" + each(n, lambda i: f"县第{i}（{i}）局（") + "）" * n + "）\n"),
    "signs": ("txt", 2000, lambda n: ITEM + "，；。、" * n + "（责任单位：县财政局）\n"),
    "signs, unlike ones": ("txt", 1000, lambda n: ITEM + "，。；：、？！（）《》“”【】…—" * n + "\n"),
    "brackets that open": ("txt", 3000, lambda n: ITEM + "（" * n + "责任单位：县财政局\n"),
    "quotation marks that open": ("txt", 3000, lambda n: ITEM + "“《" * n + "\n"),
    "marks on one line": ("txt", 500, lambda n: HEAD + "一、（一）1.（1）①" * n + "\n"),
    "marks with text on one line": ("txt", 300, lambda n: HEAD + each(n, lambda i: "（一）推进登记。1.压缩时间。（1）网上办理。") + "\n"),
    "marks on lines of their own": ("txt", 500, lambda n: HEAD + "（一）\n（二）\n一、\n1.\n" * n),
    "headings ever deeper": ("txt", 100, lambda n: HEAD + each(n, lambda i: ".".join(["1"] * i) + " 推进工作。\n")),
    "a heading without end": ("txt", 2000, lambda n: HEAD + "一、主要任务\n1." + "推进" * n + "\n"),
    "sentences in one item": ("txt", 200, lambda n: ITEM + each(n, lambda i: f"由县财政局牵头，县税务局配合，2021年{i % 12 + 1}月底前建成{i}个服务站，办理时间压缩至{i % 30 + 1}个工作日。") + "\n"),
    "a sentence without end": ("txt", 500, lambda n: ITEM + each(n, lambda i: f"建成{i}个服务站，") + "。\n"),
    "citations in one item": ("txt", 300, lambda n: ITEM + each(n, lambda i: f"按照《关于第{i}件事的通知》（国办发〔2020〕{i}号）要求，") + "。\n"),
    "one citation over and over": ("txt", 500, lambda n: ITEM + "按照《关于办税的通知》（国办发〔2020〕5号）要求，" * n + "。\n"),
    "digits": ("txt", 20_000, lambda n: ITEM + "1234567890" * n + "。\n"),
    "digits in Chinese": ("txt", 5000, lambda n: ITEM + "九千八百七十六万" * n + "个。\n"),
    "numbers in one sentence": ("txt", 1000, lambda n: ITEM + each(n, lambda i: f"{i}个、") + "。\n"),
    "dates in one sentence": ("txt", 1000, lambda n: ITEM + each(n, lambda i: f"{2000 + i % 30}年{i % 14}月{i % 33}日、") + "。\n"),
    "values of one indicator": ("txt", 300, lambda n: HEAD + "一、主要任务\n" + each(n, lambda i: f"（{i}）压缩时间。不动产登记办理时间压缩至{i % 90 + 1}个工作日。\n责任单位：县税务局\n")),
    "open limits": ("txt", 300, lambda n: HEAD + "一、主要任务\n" + each(n, lambda i: f"{i}.推进第{i}项。持续推进。\n完成时限：长期坚持\n责任单位：县税务局\n")),
    "values that go on": ("txt", 300, lambda n: HEAD + "一、总体要求\n" + each(n, lambda i: f"到{2020 + i % 15}年，绿化覆盖率达到{i % 99}%，") + "。\n"),
    "one line, hard to cut": ("txt", 1000, lambda n: HEAD + each(n, lambda i: f"一、推进工作责任单位：县财政局完成时限：2021年6月（{i}）") + "\n"),
    "white space": ("txt", 30_000, lambda n: ITEM + " \u3000\t" * n + "县财政局\n"),
    "empty lines": ("txt", 30_000, lambda n: ITEM + "\n" * n + "责任单位：县财政局\n"),
    "lines of one character": ("txt", 5000, lambda n: ITEM + "推\n" * n),
    "one word over and over": ("txt", 20_000, lambda n: ITEM + "推进" * n + "。\n"),
    "one body over and over in the text": ("txt", 5000, lambda n: ITEM + "县财政局" * n + "。\n"),
    "roles over and over": ("txt", 2000, lambda n: ITEM + "牵头配合负责" * n + "\n"),
    "labels over and over": ("txt", 1000, lambda n: ITEM + "责任单位：完成时限：" * n + "\n"),
    "annexes listed and not there": ("txt", 500, lambda n: HEAD + each(n, lambda i: f"附件{i}：第{i}个方案\n")),
    "annexes": ("txt", 200, lambda n: HEAD + each(n, lambda i: f"附件{i}\n\n第{i}个方案\n一、任务\n1.推进工作。责任单位：县财政局\n")),
    "references to articles": ("txt", 1000, lambda n: ITEM + each(n, lambda i: f"按第{i}条和第{i + 1}条、") + "\n"),
    "divisions ever deeper": ("html", 5000, lambda n: page("<div>" * n + "一、任务" + "</div>" * n)),
    "emphasis ever deeper": ("html", 5000, lambda n: page("<b><i>" * n + "一、任务")),
    "emphasis left open in each paragraph": ("html", 300, lambda n: page(each(n, lambda i: f"<p><font color={i}>推进工作。</p><!---->"))),
    "cells that claim rows and columns": ("html", 200, lambda n: page("<table>" + "<tr><td rowspan=1000 colspan=1000>甲</td></tr>" * n + "</table>")),
    "rows of a table in a page": ("html", 500, lambda n: page("<table><tr><td>序号<td>任务<td>责任单位<td>时限</tr>" + each(n, lambda i: f"<tr><td>{i}<td>推进第{i}项<td>县财政局<td>2021年{i % 12 + 1}月</tr>") + "</table>")),
    "tables in tables": ("html", 300, lambda n: page("<table><tr><td>" * n + "甲")),
    "items ever deeper in a page": ("html", 1000, lambda n: page("<ol><li>推进" * n)),
    "columns of a Markdown table": ("md", 2000, lambda n: "# 方案\n\n|" + "任务|" * n + "\n|" + "---|" * n + "\n|" + "推进|" * n + "\n"),
    "rows of a Markdown table": ("md", 500, lambda n: "# 方案\n\n|序号|任务|责任单位|\n|---|---|---|\n" + each(n, lambda i: f"|{i}|推进第{i}项|县财政局|\n")),
    "quotes ever deeper in Markdown": ("md", 1000, lambda n: ">" * n + " 推进\n"),
    "links in Markdown": ("md", 3000, lambda n: "[" * n + "推进\n"),
    "rows of a csv table": ("csv", 500, lambda n: "序号,任务,责任单位,完成时限\n" + each(n, lambda i: f"{i},推进第{i}项,县财政局,2021年{i % 12 + 1}月\n")),
    "columns of a csv table": ("csv", 2000, lambda n: "任务," * n + "\n" + "推进," * n + "\n"),
    "quotes in a csv table": ("csv", 3000, lambda n: "任务,\"" + "\"\"" * n + "\n"),
}


def run(program, path):
    """Seconds of the processor, peak memory in MB, and what was refused, with a knowledge base of its own."""
    with tempfile.TemporaryDirectory() as kb, tempfile.TemporaryFile() as said:
        child = os.posix_spawn(
            program,
            [program, "build", path, "--kb", os.path.join(kb, "kb")],
            {**os.environ, "ZHENGTU_CONFIG": "off"},
            file_actions=[(os.POSIX_SPAWN_DUP2, said.fileno(), 1), (os.POSIX_SPAWN_DUP2, said.fileno(), 2)],
        )
        _, status, usage = os.wait4(child, 0)
        said.seek(0)
        text = said.read().decode("utf-8", "replace").strip()
    status = os.waitstatus_to_exitcode(status)
    assert status in (0, 3), (path, status, text[-500:])
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text if status == 3 else ""


def slope(points):
    """The slope of the line through points whose coordinates are logarithms."""
    across, up = [x for x, _ in points], [y for _, y in points]
    middle, height = sum(across) / len(points), sum(up) / len(points)
    return sum((x - middle) * (y - height) for x, y in points) / sum((x - middle) ** 2 for x in across)


# How often the four sizes of a form are taken at most.
TAKEN = 3


def measure(program, folder, nothing, form, least, most):
    """The seconds of 1, 2, 4 and 8 times a form, the exponent, memory and bytes of the largest; or why it is refused."""
    ending, count, text = form

    def once(times):
        path = os.path.join(folder, f"甲.{ending}")
        size = pathlib.Path(path).write_bytes(text(times).encode("utf-8"))
        taken, memory, refused = run(program, path)
        return size, max(taken - nothing, 0.001), memory, refused

    size, taken, memory, refused = once(count)
    while taken < least and not refused and size < LARGEST:
        times = min(max(2, math.ceil(least / taken)), 8)
        count *= times
        size, taken, memory, refused = once(count)
    seconds, sizes = [], []
    for times in (1, 2, 4, 8):
        if not refused:
            size, taken, memory, refused = once(count * times)
        if refused:
            return seconds, None, memory, size, refused
        seconds.append(taken)
        sizes.append(math.log(size))
    exponent = lambda: slope([(size, math.log(taken)) for size, taken in zip(sizes, seconds)])
    for _ in range(1, TAKEN):
        if exponent() > most:
            seconds = [min(taken, once(count * times)[1]) for taken, times in zip(seconds, (1, 2, 4, 8))]
    return seconds, exponent(), memory, size, ""


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--program", default=ROOT / "target/release/zhengtu", type=pathlib.Path)
    options.add_argument("--only", default="", help="forms with these words in their name")
    options.add_argument("--least", default=0.5, type=float, help="seconds that the smallest has to take")
    options.add_argument("--most", default=1.15, type=float, help="the greatest exponent that is right")
    options = options.parse_args()
    program, over = str(options.program.resolve()), []
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "无.txt")
        path.write_text(HEAD + "一、主要任务\n（一）推进登记便利化。\n", "utf-8")
        nothing = min(run(program, str(path))[0] for _ in range(3))
        print(f"an empty plan: {nothing:.2f} s of the processor, taken off each")
        for name, form in FORMS.items():
            if options.only not in name:
                continue
            seconds, exponent, memory, size, refused = measure(program, folder, nothing, form, options.least, options.most)
            times = ", ".join(f"{taken:.2f}" for taken in seconds)
            end = f"{size / 1e6:.1f} MB of text, {memory:.0f} MB of memory"
            if refused:
                print(f"{name}: {times or '-'} s, then refused ({refused[:120]}); {end}", flush=True)
                continue
            if exponent > options.most:
                over.append(name)
            print(f"{name}: {times} s, exponent {exponent:.2f}{' OVER' if exponent > options.most else ''}; {end}", flush=True)
    print(f"{len(over)} over {options.most}" + (f": {'; '.join(over)}" if over else ""))
    sys.exit(bool(over))


if __name__ == "__main__":
    main()
