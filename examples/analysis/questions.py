#!/usr/bin/env python3
"""Three questions of an analyst, answered with pandas and drawn with matplotlib out of one knowledge base.

    examples/analysis/questions.py PLANS… [--kb DIR] [--out FOLDER]

1. How much is due in which month, and who leads it?            workload.csv, workload.png
2. Where do annexes say other figures than the main text?       targets.csv, targets.png
3. Who works with whom?                                         network.csv, network.png

Needs the package `zhengtu` (docs/python.md), pandas, matplotlib and networkx. PLANS are files and folders; the knowledge base
is built in DIR (`.zhengtu`), or refreshed where it is there.
"""
import argparse
import itertools
import pathlib

import matplotlib

matplotlib.use("Agg")
import matplotlib.font_manager  # noqa: E402
import matplotlib.pyplot as plt  # noqa: E402
import networkx  # noqa: E402
import pandas  # noqa: E402

import zhengtu  # noqa: E402

# The first of these fonts that is there draws Chinese.
FONTS = ["Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei", "Microsoft YaHei", "PingFang SC", "SimHei"]
MOST = 8


def workload(kb):
    """Tasks with a last day by its month, for each body that leads: a row a month, a column a body, those that lead most
    first; what all others lead is one column. A task that several bodies lead counts for each. Gives the number of tasks too."""
    tasks = kb.table("tasks").to_pandas()
    leads = kb.table("responsibilities").to_pandas().query("role == 'lead'")
    due = tasks.dropna(subset=["deadline_end"]).merge(leads, left_on="id", right_on="task", suffixes=("", "_lead"))
    most = due["body_label"].value_counts().head(MOST).index
    due["who"] = due["body_label"].where(due["body_label"].isin(most), "其他单位")
    due["month"] = due["deadline_end"].dt.to_period("M").astype(str)
    counted = due.pivot_table(index="month", columns="who", values="id", aggfunc="nunique", fill_value=0)
    return counted[[name for name in [*most, "其他单位"] if name in counted]], due["id"].nunique()


def draw_workload(counted, axes):
    counted.plot.bar(stacked=True, ax=axes, width=0.85)
    axes.set(title="各月到期的任务与牵头单位", xlabel="", ylabel="任务数")
    axes.legend(title="")


def against_annexes(kb):
    """Targets of one indicator that the main text and an annex of the same document both state in one unit: both values,
    both places, and whether they agree."""
    columns = ["doc", "indicator", "unit", "change", "part", "path", "comparator", "lo", "hi", "deadline", "quote"]
    targets = kb.table("targets").to_pandas()[columns]
    same = ["doc", "indicator", "unit", "change"]
    pairs = targets.query("part == 0").merge(targets.query("part > 0"), on=same, suffixes=("_main", "_annex"))
    # Those of two years are no pair; one without a day may be of any.
    days = pairs[["deadline_main", "deadline_annex"]]
    pairs = pairs[days.isna().any(axis=1) | (days["deadline_main"] == days["deadline_annex"])]
    agree = pandas.Series(True, index=pairs.index)
    for what in ("lo", "hi", "comparator"):
        agree &= pairs[f"{what}_main"] == pairs[f"{what}_annex"]
    return pairs.assign(agree=agree.astype(bool)).sort_values(["agree", "doc", "indicator", "part_annex"], ignore_index=True)


def draw_against(pairs, axes):
    """Each value of an annex as a share of that of the main text."""
    shown = pairs[pairs["lo_main"] != 0].head(30)
    labels = [f"{row.indicator}（附件{row.part_annex}）" for row in shown.itertuples()]
    share = shown["lo_annex"] / shown["lo_main"]
    colours = ["tab:green" if agree else "tab:red" for agree in shown["agree"]]
    axes.scatter(share.astype(float), range(len(shown)), c=colours)
    axes.axvline(1, color="grey", linewidth=0.8)
    axes.set_yticks(range(len(shown)), labels, fontsize=7)
    axes.set(title="附件中的指标值与总体方案之比", xlabel="附件 ÷ 总体方案")


def network(kb):
    """Bodies that answer for the same tasks: an edge for two of them, as heavy as there are tasks."""
    named = kb.table("responsibilities").to_pandas().query("kind == 'unit'")
    graph = networkx.Graph()
    for _, task in named.drop_duplicates(["task", "body"]).groupby("task"):
        bodies = sorted(zip(task["body"], task["body_label"]))
        graph.add_nodes_from((key, {"label": label}) for key, label in bodies)
        for (one, _), (other, _) in itertools.combinations(bodies, 2):
            weight = graph.get_edge_data(one, other, {"weight": 0})["weight"]
            graph.add_edge(one, other, weight=weight + 1)
    between = networkx.betweenness_centrality(graph)
    rows = [
        {"body": key, "label": data["label"], "partners": graph.degree(key),
         "shared_tasks": graph.degree(key, weight="weight"), "betweenness": round(between[key], 6)}
        for key, data in graph.nodes(data=True)
    ]
    table = pandas.DataFrame(rows, columns=["body", "label", "partners", "shared_tasks", "betweenness"])
    return graph, table.sort_values(["shared_tasks", "body"], ascending=[False, True], ignore_index=True)


def draw_network(graph, table, axes):
    """The bodies that share most tasks with others."""
    central = graph.subgraph(table["body"].head(30))
    places = networkx.spring_layout(central, seed=1, k=0.9)
    widths = [0.4 * data["weight"] for *_, data in central.edges(data=True)]
    networkx.draw_networkx_edges(central, places, ax=axes, width=widths, alpha=0.25)
    sizes = [12 * graph.degree(key, weight="weight") for key in central]
    networkx.draw_networkx_nodes(central, places, ax=axes, node_size=sizes, node_color="tab:orange", alpha=0.8)
    for key, (x, y) in places.items():
        axes.text(x, y, central.nodes[key]["label"], fontsize=7, ha="center", va="center")
    axes.set_title("共同负责任务的单位")
    axes.set_axis_off()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plans", nargs="+")
    parser.add_argument("--kb", default=".zhengtu")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("analysis"))
    given = parser.parse_args()
    known = {font.name for font in matplotlib.font_manager.fontManager.ttflist}
    plt.rcParams["font.sans-serif"] = [name for name in FONTS if name in known] or plt.rcParams["font.sans-serif"]
    given.out.mkdir(parents=True, exist_ok=True)
    kb = zhengtu.KnowledgeBase.build(given.kb, given.plans)
    for failure in kb.report["failures"]:
        print(f"未读入 {failure['path']}：{failure['reason']}")

    def draw(name, how, *what):
        figure, axes = plt.subplots(figsize=(11, 7), layout="constrained")
        how(*what, axes)
        figure.savefig(given.out / f"{name}.png", dpi=120)
        plt.close(figure)

    counted, tasks = workload(kb)
    counted.to_csv(given.out / "workload.csv")
    draw("workload", draw_workload, counted)
    busiest = counted.sum(axis=1).idxmax() if len(counted) else "—"
    print(f"1. {tasks} 项任务有期限和牵头单位，{busiest} 到期最多")
    pairs = against_annexes(kb)
    pairs.to_csv(given.out / "targets.csv", index=False)
    draw("targets", draw_against, pairs)
    print(f"2. {len(pairs)} 对指标值，{(~pairs['agree']).sum()} 对不一致")
    graph, table = network(kb)
    table.to_csv(given.out / "network.csv", index=False)
    draw("network", draw_network, graph, table)
    first = table["label"].iloc[0] if len(table) else "—"
    print(f"3. {len(table)} 个单位，{graph.number_of_edges()} 对有共同任务；最多的是 {first}")


if __name__ == "__main__":
    main()
