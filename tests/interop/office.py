#!/usr/bin/env python3
"""Checks the office files of the program with other programs.

    office.py [--keep DIR]     DIR keeps the files, their PDFs and pictures of the pages, to be looked at
    ZHENGTU names the program to check instead of building it

1. LibreOffice opens the ledger of the corpus as workbook and as Word document: all tasks are in the PDF it
   makes, and the captions stand on every page of the ledger.
2. openpyxl and python-docx find the frozen panes, filters, print titles, merged rows, the header row, and no
   formula.
3. icalendar reads the calendar: an event for each deadline with a day, all-day, with alarms; what comes again
   does so on the right days.
4. A ledger filled by openpyxl, and by LibreOffice saved again as xlsx and as xls, comes back; the graph with the
   reports conforms to ontology/shapes.ttl, and pySHACL notices what is broken in one.

Needs: libreoffice-calc, libreoffice-writer, a Chinese font, poppler-utils; openpyxl, python-docx, icalendar,
pyshacl, rdflib. `tests/interop/run` installs them. Exit status 1 where something disagrees.
"""
import argparse
import csv
import datetime
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import docx
import icalendar
import openpyxl
import pyshacl
import rdflib

ROOT = pathlib.Path(__file__).resolve().parents[2]
ZT = rdflib.Namespace("https://zhengtu.example/ns#")
FAULTS = []

PLAN = """2021年某县优化营商环境方案
一、主要任务
1.压缩办税时间。推行综合申报。
完成时限：2021年6月
牵头单位：县税务局
2.报送工作进展。逐项明确工作进度。
完成时限：每季度末月28日前
责任单位：县政府办公室
3.开展专项整治。集中整治突出问题。
完成时限：2021年3月至12月
责任单位：县市场监管局
4.加强宣传引导。广泛宣传惠企政策。
完成时限：持续推进
责任单位：县委宣传部
"""


def check(holds, text):
    print(("ok    " if holds else "FAULT ") + text, flush=True)
    if not holds:
        FAULTS.append(text)


def run(*words, **more):
    result = subprocess.run([str(word) for word in words], capture_output=True, timeout=600, **more)
    if result.returncode:
        raise RuntimeError(f"{words[0]} {words[1:3]}: {result.stderr.decode('utf-8', 'replace').strip()[:500]}")
    return result.stdout


def program():
    if os.environ.get("ZHENGTU"):
        return os.environ["ZHENGTU"]
    run("cargo", "build", "-q", "--workspace", "--bins", cwd=ROOT)
    return ROOT / "target/debug/zhengtu"


def zhengtu(*words):
    return run(PROGRAM, *words)


def records(kb):
    return [json.loads(line) for line in zhengtu("export", "tasks", "--kb", kb).decode().splitlines()]


def convert(path, to, folder):
    """What LibreOffice makes of the file, with a profile of its own so that no other instance is met."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    run("soffice", profile, "--headless", "--convert-to", to, "--outdir", folder / to, path)
    return folder / to / (path.stem + "." + to)


def squeeze(text):
    return re.sub(r"\s", "", text)


def pages(pdf):
    return run("pdftotext", "-raw", pdf, "-").decode().split("\f")[:-1]


def missing(titles, text):
    """The titles that are not in the text; one may be broken by the end of a page."""
    text = squeeze(text)

    def is_there(title):
        title = squeeze(title)
        breaks = range(1, len(title))
        return title in text or any(title[:at] in text and title[at:] in text for at in breaks)

    return [title for title in titles if not is_there(title)]


def with_libreoffice(kb, tasks, folder):
    titles = [task["title"] for task in tasks]
    for ending in ("xlsx", "docx"):
        file = folder / f"ledger.{ending}"
        zhengtu("export", "ledger", "--kb", kb, "--format", ending, "--out", file)
        pdf = convert(file, "pdf", folder).rename(folder / f"{ending}.pdf")
        found = pages(pdf)
        lost = missing(titles, "".join(found))
        check(not lost, f"LibreOffice, {ending}: {len(titles)} tasks on {len(found)} pages {lost[:3]}")
        # The ledger comes first; the page on which the next table begins has captions of its own.
        last = max(at for at, page in enumerate(found) if squeeze(titles[-1])[:8] in squeeze(page) and "主要内容" in page)
        bare = [at + 1 for at, page in enumerate(found[: last + 1]) if "主要内容" not in page or "牵头单位" not in page]
        check(not bare, f"LibreOffice, {ending}: the captions stand on each of the {last + 1} pages of the ledger {bare[:5]}")
        run("pdftoppm", "-r", "70", "-png", "-f", "1", "-l", "4", pdf, folder / f"page-{ending}")


def with_openpyxl(kb, tasks, folder):
    book = openpyxl.load_workbook(folder / "ledger.xlsx")
    check(book.sheetnames == ["任务台账", "量化目标", "时限", "汇总", "单位汇总"], f"openpyxl: the sheets are {book.sheetnames}")
    sheet = book["任务台账"]
    check(sheet.freeze_panes == "C4", f"openpyxl: frozen at {sheet.freeze_panes}")
    check(sheet.auto_filter.ref == f"A3:M{sheet.max_row}", f"openpyxl: filter over {sheet.auto_filter.ref}")
    check(sheet.print_title_rows == "$3:$3", f"openpyxl: print titles {sheet.print_title_rows}")
    check(sheet.page_setup.orientation == "landscape" and int(sheet.page_setup.paperSize) == 9, "openpyxl: A4 on its side")
    check(sheet.page_setup.fitToHeight == 0 and sheet.sheet_properties.pageSetUpPr.fitToPage, "openpyxl: one page wide")
    check(sheet.column_dimensions["M"].hidden, "openpyxl: the column of ids is hidden")
    groups = [area for area in sheet.merged_cells.ranges if area.min_col == 1 and area.max_col == 12 and area.min_row > 3]
    check(len(groups) == len({task["part"] for task in tasks}), f"openpyxl: {len(groups)} merged group rows")
    formulas = [cell.coordinate for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    check(not formulas, f"openpyxl: no formula {formulas[:3]}")
    ids = [row[12].value for row in sheet.iter_rows(min_row=4) if row[12].value]
    check(ids == [task["id"] for task in tasks], f"openpyxl: the ids of {len(ids)} tasks in order")
    offers = [list(offer.sqref.ranges)[0].coord for offer in sheet.data_validations.dataValidation]
    check(len(offers) == 1 and offers[0].startswith("K4:K"), f"openpyxl: words are offered in {offers}")
    rows = list(csv.reader(io.StringIO(zhengtu("export", "ledger", "--kb", kb, "--format", "csv").decode(), newline="")))
    check(len(rows) == len(tasks) + 1 and len({len(row) for row in rows}) == 1, f"csv: {len(rows)} rows of one length")


def with_python_docx(tasks, folder):
    document = docx.Document(folder / "ledger.docx")
    table = document.tables[0]
    groups = len({task["part"] for task in tasks})
    check(len(table.rows) == len(tasks) + groups + 1, f"python-docx: {len(table.rows)} rows")
    check(table.rows[0]._tr.trPr is not None and "tblHeader" in table.rows[0]._tr.xml, "python-docx: the header row is one")
    titles = [row.cells[1].text for row in table.rows[1:] if row.cells[0].text != row.cells[1].text]
    check(list(map(squeeze, titles)) == [squeeze(task["title"]) for task in tasks], "python-docx: the tasks in order")
    section = document.sections[0]
    check(section.orientation == docx.enum.section.WD_ORIENT.LANDSCAPE, "python-docx: on its side")


def with_icalendar(kb, tasks, folder):
    calendar = icalendar.Calendar.from_ical(zhengtu("export", "calendar", "--kb", kb))
    events = calendar.walk("VEVENT")
    dated = [task for task in tasks if task["deadline"]["kind"] == "date"]
    check(len(events) == len(dated), f"icalendar: {len(events)} events")
    check({str(event["UID"]) for event in events} == {task["id"] for task in dated}, "icalendar: the ids of the tasks")
    check(not [event.errors for event in events if event.errors], "icalendar: no errors")
    days = {str(event["UID"]): event.decoded("DTSTART") for event in events}
    wanted = {task["id"]: datetime.date.fromisoformat(task["deadline"]["end"]) for task in dated}
    check(days == wanted, "icalendar: all-day events on the last days")
    check(all(len(event.walk("VALARM")) == 2 for event in events), "icalendar: two alarms each")
    small = folder / "small"
    small.mkdir()
    (small / "方案.txt").write_text(PLAN)
    zhengtu("build", "--kb", small / "kb", small / "方案.txt")
    events = icalendar.Calendar.from_ical(zhengtu("export", "calendar", "--kb", small / "kb")).walk("VEVENT")
    again = next(event for event in events if "RRULE" in event)
    start, rule = again.decoded("DTSTART"), again["RRULE"].to_ical().decode()
    check(str(start) == "2021-03-28", f"icalendar: {rule} from {start}")
    try:
        from dateutil.rrule import rrulestr

        found = rrulestr(rule, dtstart=datetime.datetime.combine(start, datetime.time()))
        first = [str(day.date()) for day, _ in zip(found, range(4))]
        check(first == ["2021-03-28", "2021-06-28", "2021-09-28", "2021-12-28"], f"dateutil: {first}")
    except ImportError:
        print("skip  dateutil is not there")
    span = next(event for event in events if "专项整治" in event["SUMMARY"])
    ends = [str(span.decoded("DTSTART")), str(span.decoded("DTEND"))]
    check(ends == ["2021-03-01", "2022-01-01"], f"icalendar: a span {ends}")
    return small


def filled_by_others(small, folder):
    kb, file = small / "kb", small / "填报.xlsx"
    zhengtu("export", "ledger", "--kb", kb, "--out", file)
    book = openpyxl.load_workbook(file)
    sheet = book["任务台账"]
    for row in sheet.iter_rows(min_row=4):
        if row[12].value:
            row[8].value, row[9].value, row[10].value = "已上线", 0.8, "正常推进"
            row[9].number_format = "0%"
    sheet.title = "2021年6月"
    sheet["I2"], sheet["K2"] = "县政府办公室", datetime.date(2021, 6, 28)
    book.save(file)
    for path in (file, convert(file, "xlsx", folder), convert(file, "xls", folder)):
        fresh = folder / f"kb-{path.parent.name}-{path.suffix}"
        shutil.copytree(kb, fresh)
        said = zhengtu("progress", "import", path, "--kb", fresh).decode()
        wanted = "收入 4 条进展报告（来源 县政府办公室，日期 2021-06-28）"
        check(wanted in said, f"{path.parent.name}/{path.name} comes back: {said.strip()}")
        reports = [json.loads(line) for line in zhengtu("progress", "list", "--kb", fresh, "--format", "jsonl").decode().splitlines()]
        shown = [report["completion"] for report in reports]
        check(all(value == "80%" for value in shown), f"{path.name}: 80% in 完成情况 {'' if set(shown) == {'80%'} else shown}")
    return fresh


def conforms(kb):
    graph = rdflib.Dataset()
    graph.parse(data=zhengtu("export", "graph", "--kb", kb, "--format", "nquads").decode(), format="nquads")
    flat = rdflib.Graph()
    for subject, predicate, obj, _ in graph.quads():
        flat.add((subject, predicate, obj))
    shapes = rdflib.Graph().parse(ROOT / "ontology/shapes.ttl")
    holds, _, text = pyshacl.validate(flat, shacl_graph=shapes, inference="none")
    reports = list(flat.subjects(rdflib.RDF.type, ZT.ProgressReport))
    check(holds and len(reports) == 4, f"pySHACL: {len(reports)} reports conform {'' if holds else text[:800]}")
    for what, broken in (("date", ZT.reportDate), ("source", ZT.reportSource), ("file", rdflib.PROV.wasDerivedFrom)):
        value = next(flat.objects(reports[0], broken))
        flat.remove((reports[0], broken, value))
        holds, _, _ = pyshacl.validate(flat, shacl_graph=shapes, inference="none")
        check(not holds, f"pySHACL notices a report without its {what}")
        flat.add((reports[0], broken, value))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--keep", type=pathlib.Path)
    keep = arguments.parse_args().keep
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(keep.resolve() if keep else temporary)
        if keep:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        kb = folder / "kb"
        zhengtu("build", "--kb", kb, ROOT / "corpus")
        tasks = records(kb)
        with_libreoffice(kb, tasks, folder)
        with_openpyxl(kb, tasks, folder)
        with_python_docx(tasks, folder)
        small = with_icalendar(kb, tasks, folder)
        conforms(filled_by_others(small, folder))
    print(f"{len(FAULTS)} faults")
    return 1 if FAULTS else 0


PROGRAM = program()
sys.exit(main())
