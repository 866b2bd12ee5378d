#!/usr/bin/env python3
"""Time and memory of reading a file of each format, beside another build of the program.

    benches/reading.py PROGRAM OTHER_PROGRAM [--runs N] [FILES...]

Runs `PROGRAM text FILE` and `OTHER_PROGRAM text FILE` in turn, so that both meet the same load, and prints for each
file the median wall time, the median processor time, which other work on the machine changes less, the peak memory,
and characters of text read a second of wall time. A process never shows less memory than
the one that started it had, so figures that equal the one above the table are that of this script. Without files it reads the plan of the
corpus, the samples in `../shared/samples` where they are there, and files of its own, the same sentences in each: of every
format that Python can write, and, where LibreOffice is installed, of the formats of Office 97. Scans are left out:
another program reads them.
"""
import argparse
import io
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
import zipfile

PROJECT = pathlib.Path(__file__).resolve().parent.parent
SENTENCE = "推进政务服务标准化、规范化、便利化，年内压减办理时限{}个工作日，由县税务局、县财政局负责。"
PARAGRAPHS = 20_000
ROWS = 8_000
PAGES = 300
LINES = 30

OFFICE = "http://schemas.openxmlformats.org"
RELATIONS = f"{OFFICE}/officeDocument/2006/relationships"
PACKAGE = f"{OFFICE}/package/2006/relationships"
OPEN = "urn:oasis:names:tc:opendocument:xmlns"


def sentences(count):
    return [SENTENCE.format(number) for number in range(1, count + 1)]


def rows(count):
    yield ["序号", "工作任务", "责任单位", "完成时限"]
    for number in range(1, count + 1):
        yield [str(number), SENTENCE.format(number), "县税务局、县财政局", "2025年6月底"]


def content_types(part, kind):
    """The member that says what kind of part the main one is; LibreOffice wants it."""
    kinds = f"{OFFICE}/package/2006/content-types"
    parts = f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/>'
    relations = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    plain = '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    return "[Content_Types].xml", f'<Types xmlns="{kinds}">{relations}{plain}{parts}</Types>'


def archive(members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in members:
            package.writestr(name, text)
    return target.getvalue()


def txt():
    return "\n".join(sentences(PARAGRAPHS)).encode()


def gb18030():
    return "\n".join(sentences(PARAGRAPHS)).encode("gb18030")


def markdown():
    return "\n\n".join(sentences(PARAGRAPHS)).encode()


def html():
    body = "".join(f"<p>{sentence}</p>\n" for sentence in sentences(PARAGRAPHS))
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>方案</title></head><body>{body}</body></html>".encode()


def docx():
    body = "".join(f"<w:p><w:r><w:t>{sentence}</w:t></w:r></w:p>" for sentence in sentences(PARAGRAPHS))
    main = f'{OFFICE}/wordprocessingml/2006/main'
    relation = f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
    return archive([
        content_types("word/document.xml", "wordprocessingml.document"),
        ("_rels/.rels", f'<Relationships xmlns="{PACKAGE}">{relation}</Relationships>'),
        ("word/document.xml", f'<w:document xmlns:w="{main}"><w:body>{body}</w:body></w:document>'),
    ])


def xlsx():
    def cell(text):
        return f'<c t="inlineStr"><is><t>{text}</t></is></c>'

    lines = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows(ROWS))
    main = f"{OFFICE}/spreadsheetml/2006/main"
    book = f'<workbook xmlns="{main}" xmlns:r="{RELATIONS}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>'
    return archive([
        content_types("xl/workbook.xml", "spreadsheetml.sheet"),
        ("_rels/.rels", f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
        ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>'),
    ])


def ods():
    def cell(text):
        return f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows(ROWS))
    names = " ".join(f'xmlns:{name}="{OPEN}:{name}:1.0"' for name in ("office", "table", "text"))
    sheet = f'<table:table table:name="表">{lines}</table:table>'
    body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
    return archive([
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest/>"),
        ("content.xml", f"<office:document-content {names}>{body}</office:document-content>"),
    ])


def csv():
    return "\n".join(",".join(row) for row in rows(ROWS)).encode()


def pdf():
    """Pages of Chinese text in a font that is not embedded, by the map UniGB-UCS2-H."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        None,
        b"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
        b"/DW 1000/FontDescriptor 5 0 R>>",
        b"<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 859/Descent -141"
        b"/CapHeight 700/StemV 80>>",
    ]
    kids = []
    for page in range(PAGES):
        lines = []
        for line in range(LINES):
            text = SENTENCE.format(page * LINES + line + 1)[:44].encode("utf-16-be").hex()
            lines.append(f"BT /F1 10 Tf 60 {780 - 24 * line} Td <{text}> Tj ET")
        content = "\n".join(lines).encode()
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects) + 2} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>".encode()
        )
        objects.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content))
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {PAGES}>>".encode()
    file, places = b"%PDF-1.4\n", []
    parts = [file]
    length = len(file)
    for number, content in enumerate(objects, 1):
        part = b"%d 0 obj\n%s\nendobj\n" % (number, content)
        places.append(length)
        parts.append(part)
        length += len(part)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    parts.append(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode())
    parts.append(f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{length}\n%%EOF\n".encode())
    return b"".join(parts)


MADE = {
    "made.txt": txt,
    "made-gb18030.txt": gb18030,
    "made.md": markdown,
    "made.html": html,
    "made.docx": docx,
    "made.xlsx": xlsx,
    "made.ods": ods,
    "made.csv": csv,
    "made.pdf": pdf,
}

# Files of Office 97 by LibreOffice, from these.
OLD = {"made.docx": "doc", "made.xlsx": "xls"}


# The bytes of UTF-8 that begin no character.
FURTHER = bytes(range(0x80, 0xC0))


def measure(program, file):
    """Wall and processor time in seconds, peak memory in MiB, characters of text; nothing where the file is refused."""
    start = time.perf_counter()
    process = subprocess.Popen([program, "text", file], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    chars = 0
    while part := process.stdout.read(1 << 16):
        # Every byte but those that go on with a character; the text itself would make this process grow.
        chars += len(part.translate(None, FURTHER))
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        return None
    return took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, chars


def summary(figures):
    """The figures of all runs as columns; a dash where the file was refused."""
    if not figures or None in figures:
        return ["—"] * 4
    took, worked = (statistics.median(figure[index] for figure in figures) for index in (0, 1))
    peak, chars = max(figure[2] for figure in figures), figures[0][3]
    return [f"{took * 1000:.1f}", f"{worked * 1000:.1f}", f"{peak:.1f}", f"{chars / took / 1e6:.2f}"]


def files_given(files, folder):
    if files:
        return [pathlib.Path(file) for file in files]
    # In a process of its own, whose memory is not that of those that are measured.
    child = os.fork()
    if child == 0:
        for name, make in MADE.items():
            (folder / name).write_bytes(make())
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        raise SystemExit("the files could not be made")
    office = shutil.which("soffice")
    for name, kind in OLD.items() if office else []:
        command = [office, "--headless", "--convert-to", kind, "--outdir", str(folder), str(folder / name)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    made = sorted(folder.glob("made*.*"))
    corpus = sorted(file for file in (PROJECT / "corpus").iterdir() if file.suffix == ".txt")
    samples = PROJECT.parent / "shared" / "samples"
    shared = sorted(samples.iterdir()) if samples.is_dir() else []
    return corpus + made + shared


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("other")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_intermixed_args()
    programs = [arguments.program, arguments.other]
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"Memory of this script: {own:.1f} MiB\n")
    columns = "ms | of a core | MiB | M chars/s |"
    print(f"| file | kB | {columns} other: {columns}")
    print(f"|{'---|' * 10}")
    with tempfile.TemporaryDirectory() as folder:
        for file in files_given(arguments.files, pathlib.Path(folder)):
            figures = [[], []]
            # The first run fills the caches of the system and does not count.
            for run in range(arguments.runs + 1):
                for program, found in zip(programs, figures):
                    figure = measure(program, str(file))
                    if run > 0:
                        found.append(figure)
            size = f"{file.stat().st_size / 1000:.0f}"
            cells = [file.name, size, *summary(figures[0]), *summary(figures[1])]
            print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
