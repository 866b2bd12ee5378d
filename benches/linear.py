#!/usr/bin/env python3
"""Whether four times the text takes four times as long: texts made here, and the plan of the corpus.

    benches/linear.py [PROGRAM]

Each text is read twice as it is and twice four times as long, the best of each counts; what the program takes
for an empty plan is taken off both. Prints user seconds, their ratio, and the peak memory of the longer one.
"""
import os
import pathlib
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEAD = "某县优化营商环境实施方案\n\n"
ITEM = HEAD + "一、主要任务\n（一）推进登记便利化。"


def texts(times):
    """The texts, `times` as long."""
    plan = (ROOT / "corpus/wenxian-2021.txt").read_text()
    known = ["县财政局", "县税务局", "市场监管局", "县发改委", "行政审批局", "大数据局"]
    each = lambda count, text: "".join(text(n) for n in range(1, count * times + 1))
    return {
        "the plan, 1 and 4 times in one file": plan * times,
        "the plan, 2 and 8 times in one file": plan * 2 * times,
        "one item, 5,000 and 20,000 new names": ITEM + "（责任单位：" + each(5000, lambda n: f"县第{n}局、") + "县司法局）\n",
        "one item, 5,000 and 20,000 known names": ITEM + "（责任单位：" + each(5000, lambda n: known[n % 6] + "、") + "县司法局）\n",
        "a list of 1,250 and 5,000 tasks": HEAD + "一、主要任务\n" + each(1250, lambda n: f"{n}.推进第{n}项工程，建成{n}个项目。责任单位：县财政局、县税务局；完成时限：2021年6月底\n"),
        "one item of 6,000 and 24,000 signs": ITEM + each(1500, lambda n: "，；。、") + "（责任单位：县财政局）\n",
        "1,000 and 4,000 times four marks": HEAD + each(1000, lambda n: "（一）（二）一、1.") + "\n",
        "one item, 800 and 3,200 sentences": ITEM + each(400, lambda n: f"由县财政局牵头，县税务局配合，2021年{n % 12 + 1}月底前建成{n}个服务站，办理时间压缩至{n % 30 + 1}个工作日。") + "\n",
        "3,000 and 12,000 paragraphs": HEAD + each(3000, lambda n: f"第{n}段要加强组织领导，确保增长{n % 50}%以上。\n"),
        "one item, 1,500 and 6,000 citations": ITEM + each(1500, lambda n: f"按照《关于第{n}件事的通知》（国办发〔2020〕{n}号）要求，") + "。\n",
        "one item, a million digits and four": ITEM + each(100_000, lambda n: "1234567890") + "。\n",
    }


def run(program, path):
    """User and system seconds, and the peak memory in MB, with a knowledge base of its own."""
    with open(os.devnull, "wb") as nothing, tempfile.TemporaryDirectory() as kb:
        child = os.posix_spawn(
            program,
            [program, "export", "tasks", "--from", path, "--kb", os.path.join(kb, "kb")],
            os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, nothing.fileno(), 1), (os.POSIX_SPAWN_DUP2, nothing.fileno(), 2)],
        )
        _, status, usage = os.wait4(child, 0)
    assert os.waitstatus_to_exitcode(status) in (0, 1), (path, status)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def best(program, path, runs=2):
    return min(run(program, path) for _ in range(runs))


def main():
    program = str(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/release/zhengtu").resolve())
    with tempfile.TemporaryDirectory() as folder:
        path = lambda name: os.path.join(folder, name)
        write = lambda name, text: pathlib.Path(path(name)).write_text(text) and path(name)
        nothing, _ = best(program, write("nothing.txt", HEAD + "一、主要任务\n（一）推进登记便利化。\n"), 3)
        print(f"an empty plan: {nothing:.2f} s, taken off each")
        long = texts(4)
        for name, text in texts(1).items():
            short, _ = best(program, write("short.txt", text))
            longer, memory = best(program, write("long.txt", long[name]))
            ratio = (longer - nothing) / max(short - nothing, 0.01)
            print(f"{name}: {short - nothing:.2f} s, {longer - nothing:.2f} s, {ratio:.1f} times; {memory:.0f} MB", flush=True)


main()
