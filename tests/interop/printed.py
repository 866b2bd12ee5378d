#!/usr/bin/env python3
"""Prints plans to PDF by several programs, with header, footer and page numbers, and reads them again.

    printed.py [--keep FOLDER] [--only PRINTER] [PLAN…]
        without plans: ../shared/plans beside the project, else corpus/
    ZHENGTU names the program instead of building it; what lies in FOLDER from a run before is not printed again

A task is the same where its title, its units and its deadline are those that are read from the text. Prints
for each printer the share of tasks that come out the same, and the tasks that do not; exit status 1 where a
share is below 99 % of the tasks. A printer that is not installed is named and left out, and so are those for
which no time is left (20 minutes for all).
Needs, as far as they are there: soffice, chromium, weasyprint, and the Python package typst.
"""
import argparse
import collections
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
FLOOR = 0.99
SECONDS = 1200
EACH = 300
HEADER = "某市人民政府公报"
FONT = "Noto Serif CJK SC"


def run(*command, **options):
    result = subprocess.run([str(word) for word in command], capture_output=True, timeout=EACH, **options)
    if result.returncode:
        raise RuntimeError(f"{command[0]}: {result.stderr.decode('utf-8', 'replace').strip()[-300:]}")
    return result.stdout.decode("utf-8", "replace")


def program():
    if os.environ.get("ZHENGTU"):
        return os.environ["ZHENGTU"]
    subprocess.run(["cargo", "build", "-q", "--manifest-path", ROOT / "Cargo.toml"], check=True)
    return pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug/zhengtu"


def tasks(zhengtu, path, folder):
    """What the tasks of a file say: title, units with their roles, deadline."""
    lines = run(zhengtu, "export", "tasks", "--from", path, "--kb", folder / f"kb-{path.stem}-{path.suffix[1:]}", "--format", "jsonl")
    found = collections.Counter()
    for line in lines.splitlines():
        task = json.loads(line)
        units = tuple(sorted((unit["name"], unit["role"]) for unit in task["units"]))
        found[task["title"], units, json.dumps(task["deadline"], sort_keys=True)] += 1
    return found


def paragraphs_of(zhengtu, path, folder):
    """The paragraphs of a plan with the lines of the file joined: text, and whether a page begins with it."""
    lines = run(zhengtu, "export", "clauses", "--from", path, "--kb", folder / f"kb-{path.stem}-clauses", "--format", "jsonl")
    texts = [json.loads(line)["text"] for line in lines.splitlines()]
    whole = [" ".join(text.split()) for text in texts if text.strip()]
    return [(text, bool(re.fullmatch(r"附\s*件\s*\d*[:：]?", text))) for text in whole]


def page(paragraphs, columns):
    body = []
    for index, (text, starts) in enumerate(paragraphs):
        kind = ' class="title"' if index == 0 else ' class="annex"' if starts else ""
        body.append(f"<p{kind}>{html.escape(text)}</p>")
    style = f"""
        @page {{ size: A4; margin: 3cm 2.5cm; @top-center {{ content: "{HEADER}"; font: 10pt "{FONT}"; }}
                 @bottom-center {{ content: "— " counter(page) " —"; font: 10pt "{FONT}"; }} }}
        body {{ font: {'12pt/1.6' if columns > 1 else '16pt/1.75'} "{FONT}"; margin: 0; column-count: {columns}; text-align: justify; }}
        p {{ margin: 0; text-indent: 2em; }}
        .title {{ font-size: 22pt; text-align: center; text-indent: 0; margin-bottom: 1em; column-span: all; }}
        .annex {{ text-indent: 0; break-before: {'auto' if columns > 1 else 'page'}; }}"""
    return f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>{style}</style><body>{"".join(body)}</body></html>'


def weasyprint(paragraphs, pdf, columns=1):
    source = pdf.with_suffix(".html")
    source.write_text(page(paragraphs, columns), encoding="utf-8")
    run("weasyprint", "-q", source, pdf)


def two_columns(paragraphs, pdf):
    weasyprint(paragraphs, pdf, columns=2)


def chromium(paragraphs, pdf):
    source = pdf.with_suffix(".html")
    source.write_text(page(paragraphs, 1), encoding="utf-8")
    with tempfile.TemporaryDirectory() as profile:
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}",
            "--no-pdf-header-footer", f"--print-to-pdf={pdf}", source.as_uri())
    if not pdf.exists():
        raise RuntimeError("chromium wrote no file")


def libreoffice(paragraphs, pdf):
    names = ' '.join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of}:1.0"' for name, of in [
        ("office", "office"), ("style", "style"), ("text", "text"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible")])

    def style(name, family, text="", paragraph=""):
        font = f'style:font-name-asian="{FONT}" style:font-name="{FONT}" {text}'
        return (f'<style:style style:name="{name}" style:family="{family}"><style:paragraph-properties {paragraph}/>'
                f'<style:text-properties {font}/></style:style>')

    size = lambda points: f'fo:font-size="{points}pt" style:font-size-asian="{points}pt"'
    # A sign that hangs beyond the margin is not in the file that LibreOffice prints.
    line = 'fo:line-height="28pt" fo:text-align="justify" style:punctuation-wrap="simple"'
    styles = [
        style("body", "paragraph", size(16), f'{line} fo:text-indent="32pt"'),
        style("title", "paragraph", size(22), 'fo:text-align="center" fo:margin-bottom="16pt"'),
        style("annex", "paragraph", size(16), f'{line} fo:break-before="page"'),
        style("margin", "paragraph", size(10), 'fo:text-align="center"'),
    ]
    kinds = [("title" if index == 0 else "annex" if starts else "body", text) for index, (text, starts) in enumerate(paragraphs)]
    body = "".join(f'<text:p text:style-name="{kind}">{html.escape(text)}</text:p>' for kind, text in kinds)
    edge = '<style:header-footer-properties fo:min-height="14mm"/>'
    layout = ('<style:page-layout style:name="a4"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" '
              'fo:margin-top="20mm" fo:margin-bottom="20mm" fo:margin-left="26mm" fo:margin-right="26mm"/>'
              f'<style:header-style>{edge}</style:header-style><style:footer-style>{edge}</style:footer-style></style:page-layout>')
    master = ('<style:master-page style:name="Standard" style:page-layout-name="a4">'
              f'<style:header><text:p text:style-name="margin">{HEADER}</text:p></style:header>'
              '<style:footer><text:p text:style-name="margin">— <text:page-number text:select-page="current">1</text:page-number> —'
              '</text:p></style:footer></style:master-page>')
    faces = f'<office:font-face-decls><style:font-face style:name="{FONT}" svg:font-family="\'{FONT}\'"/></office:font-face-decls>'
    source = pdf.with_suffix(".fodt")
    source.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">{faces}<office:styles>{"".join(styles)}</office:styles>'
        f'<office:automatic-styles>{layout}</office:automatic-styles><office:master-styles>{master}</office:master-styles>'
        f'<office:body><office:text>{body}</office:text></office:body></office:document>', encoding="utf-8")
    with tempfile.TemporaryDirectory() as profile:
        run("soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf",
            "--outdir", pdf.parent, source)


def typst(paragraphs, pdf):
    word = lambda text: json.dumps(text, ensure_ascii=False)
    parts = [f'#set page(paper: "a4", margin: (x: 2.6cm, y: 3cm), header: align(center, text(size: 10pt, {word(HEADER)})), '
             'footer: context align(center, text(size: 10pt, "— " + counter(page).display() + " —")))',
             f'#set text(font: "{FONT}", size: 16pt, lang: "zh", region: "cn")',
             '#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 0.75em, spacing: 0.75em)']
    for index, (text, starts) in enumerate(paragraphs):
        if index == 0:
            parts.append(f'#align(center, text(size: 22pt, par(first-line-indent: 0em, {word(text)})))')
        else:
            parts.append("#pagebreak(weak: true)" if starts else "")
            parts.append(f'#par(first-line-indent: 0em, {word(text)})' if starts else f'#par({word(text)})')
    source = pdf.with_suffix(".typ")
    source.write_text("\n".join(parts), encoding="utf-8")
    run(sys.executable, "-c", "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])", source, pdf)


def has_typst():
    try:
        import typst  # noqa: F401
    except ImportError:
        return False
    return True


PRINTERS = [
    ("LibreOffice", libreoffice, lambda: shutil.which("soffice")),
    ("Chromium", chromium, lambda: shutil.which("chromium")),
    ("WeasyPrint", weasyprint, lambda: shutil.which("weasyprint")),
    ("WeasyPrint, two columns", two_columns, lambda: shutil.which("weasyprint")),
    ("typst", typst, has_typst),
]


def plans(named):
    if named:
        return named
    shared = ROOT.parent / "shared/plans"
    of = shared if shared.is_dir() else ROOT / "corpus"
    return sorted(path for path in of.iterdir() if path.suffix in (".txt", ".md", ".html", ".docx") and path.stem != "README")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("--only")
    parser.add_argument("--list", type=int, default=5, help="how many differing tasks are shown for each file")
    parser.add_argument("plans", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    zhengtu = program()
    until = time.monotonic() + SECONDS
    folder = options.keep or pathlib.Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    failed = False
    texts = []
    for path in plans(options.plans):
        plain = folder / f"{path.stem}.txt"
        paragraphs = paragraphs_of(zhengtu, path, folder)
        plain.write_text("\n".join(text for text, _ in paragraphs) + "\n", encoding="utf-8")
        texts.append((path.stem, paragraphs, tasks(zhengtu, plain, folder)))
    for name, printer, there in PRINTERS:
        if options.only and not name.startswith(options.only):
            continue
        if not there():
            print(f"{name}: not installed, left out")
            continue
        same = every = 0
        for stem, paragraphs, wanted in texts:
            if time.monotonic() > until:
                print(f"{name}: no time left for {stem}")
                continue
            pdf = folder / f"{stem}-{re.sub('[^a-z]+', '-', name.lower())}.pdf"
            if not pdf.exists():
                printer(paragraphs, pdf)
            read = tasks(zhengtu, pdf, folder)
            agreeing = wanted & read
            same, every = same + agreeing.total(), every + wanted.total()
            missing = sorted(wanted - read)
            if missing:
                print(f"  {stem}: {agreeing.total()} of {wanted.total()}, {read.total()} read")
            for title, units, deadline in missing[: options.list]:
                print(f"    {title[:50]} | {'、'.join(unit for unit, _ in units)[:60]} | {deadline[:60]}")
        if every:
            print(f"{name}: {same} of {every} tasks the same, {100 * same / every:.1f} %", flush=True)
            failed |= same < FLOOR * every
    if not options.keep:
        shutil.rmtree(folder)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
