#!/usr/bin/env python3
"""Checks the comments that `check FILE --into COPY` puts into a copy of a Word file or a workbook with other programs.

    into.py [--keep DIR]     DIR keeps the files, and pictures of the pages, to be looked at
    ZHENGTU names the program to check instead of building it

A plan is made with a wrong word in each of the forms that Word has for text: runs parted anywhere, automatic numbers,
table cells, inserted text beside deleted text, text boxes, footnotes, links, fields. Then

1. python-docx opens the copy: a comment for each wrong word; its range holds the word, the old comment is there.
2. LibreOffice opens it: so says the OpenDocument text that it makes of it; and a page as picture.
3. openxml-audit, which has the schemas of the Open XML SDK, finds nothing in the copy that is not in the original, and
   notices a copy that was broken.
4. Nothing but the parts that carry comments differs, byte for byte.
5. A workbook: openpyxl finds the notes at their cells, beside the one that was there; so does LibreOffice.
6. The plan printed by LibreOffice as PDF: pypdf finds a highlight for each wrong word, poppler has the word within its
   box, and the copy begins with all bytes of the original; the same of a file with cross-reference streams. A page as picture.

Needs: libreoffice-writer, libreoffice-calc, poppler-utils; python-docx, openpyxl, lxml, openxml-audit, pypdf. `tests/interop/run`
installs them. Exit status 1 where something disagrees.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import zipfile

import docx
import openpyxl
import pypdf
from lxml import etree
from openpyxl.comments import Comment
from openxml_audit import OpenXmlValidator

ROOT = pathlib.Path(__file__).resolve().parents[2]
FAULTS = []
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# The form, the wrong word, and whether a comment may stand at the word itself (Word has none in boxes and notes).
FORMS = [
    ("runs parted anywhere", "布署", True),
    ("automatic number", "安徘", True),
    ("table", "环竟", True),
    ("tracked change", "惯彻", True),
    ("text box", "执形", False),
    ("footnote", "推形", False),
    ("link", "部暑", True),
    ("field", "统畴", True),
]


def check(holds, text):
    print(("ok    " if holds else "FAULT ") + text, flush=True)
    if not holds:
        FAULTS.append(text)


def run(*words):
    result = subprocess.run([str(word) for word in words], capture_output=True, timeout=600)
    if result.returncode:
        raise RuntimeError(f"{words[0]} {words[1:3]}: {result.stderr.decode('utf-8', 'replace').strip()[:500]}")
    return result.stdout


def program():
    if os.environ.get("ZHENGTU"):
        return os.environ["ZHENGTU"]
    run("cargo", "build", "-q", "--manifest-path", ROOT / "Cargo.toml", "-p", "zhengtu-cli")
    return ROOT / "target/debug/zhengtu"


def r(text, look=""):
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content, properties=""):
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{content}</w:p>"


def box(text):
    content = f"<w:txbxContent>{p(r(text))}</w:txbxContent>"
    shape = (
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2400000" cy="500000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp>"
    )
    drawing = (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="2400000" cy="500000"/>'
        '<wp:docPr id="1" name="框"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"{shape}</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    old = f'<w:pict><v:rect style="width:189pt;height:40pt"><v:textbox>{content}</v:textbox></v:rect></w:pict>'
    return f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>'


def plan(path):
    bold = "<w:rPr><w:b/></w:rPr>"
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    cell = lambda text: f'<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>{p(r(text))}</w:tc>'
    row = lambda *cells: f"<w:tr>{''.join(map(cell, cells))}</w:tr>"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> REF a </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("加强统畴")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = "".join([
        p(r("某县优化营商环境工作方案")),
        p(r("一、主要任务")),
        p(r("1.加强", bold) + r("布") + r("署工作", bold) + r("，确保落实。")),
        p(r("优化服务安徘，推进落实。"), number),
        p('<w:commentRangeStart w:id="0"/>' + r("完善服务机制。") + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>', number),
        '<w:tbl><w:tblPr><w:tblW w:w="8000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>'
        + row("任务", "责任单位") + row("改善环竟", "县商务局") + "</w:tbl>",
        p(
            r("2.全面") + '<w:del w:id="11" w:author="甲"><w:r><w:delText>学习</w:delText></w:r></w:del>'
            + '<w:ins w:id="12" w:author="甲">' + r("惯") + "</w:ins>" + r("彻落实上级要求。")
        ),
        p(r("3.推进标准") + box("严格执形标准") + r("建设。")),
        p(r("4.推进网上办理") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r("工作。")),
        p(r("5.按照") + '<w:hyperlink w:anchor="a">' + r("上级部暑") + "</w:hyperlink>" + r("推进。")),
        p(r("6.") + field + r("工作。")),
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>',
    ])
    part = lambda name, content: f"{HEAD}<w:{name} {SPACES}>{content}</w:{name}>"
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>" + r("全面推形网上办理。"))}</w:footnote>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="（%1）"/><w:lvlJc w:val="left"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    kinds = ["numbering", "styles", "footnotes", "comments"]
    relation = lambda number, kind, target: f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
    relations = lambda found: f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{found}</Relationships>'
    override = lambda name, kind: f'<Override PartName="/word/{name}.xml" ContentType="{TYPE}{kind}+xml"/>'
    types = (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + override("document", "document.main") + "".join(override(kind, kind) for kind in kinds) + "</Types>"
    )
    files = {
        "[Content_Types].xml": types,
        "_rels/.rels": relations(relation(1, "officeDocument", "word/document.xml")),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations("".join(relation(n, kind, f"{kind}.xml") for n, kind in enumerate(kinds, 1))),
        "word/numbering.xml": part("numbering", numbering),
        "word/styles.xml": part("styles", styles),
        "word/footnotes.xml": part("footnotes", notes),
        "word/comments.xml": part("comments", f'<w:comment w:id="0" w:author="甲" w:initials="甲">{p(r("旧的批注"))}</w:comment>'),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)


def ranges(document):
    """The text of the main part between the marks of each comment, text boxes with it and deleted text without."""
    found, open_now = {}, []
    for element in document.element.iter():
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name == "commentRangeStart":
            open_now.append(int(element.get(f"{{{W}}}id")))
            found.setdefault(open_now[-1], "")
        elif name == "commentRangeEnd":
            open_now.remove(int(element.get(f"{{{W}}}id")))
        elif name == "t":
            for number in open_now:
                found[number] += element.text or ""
    return found


def with_python_docx(path, findings):
    document = docx.Document(path)
    comments = {comment.comment_id: comment for comment in document.comments}
    at = ranges(document)
    check(comments[0].text == "旧的批注" and at[0] == "完善服务机制。", "python-docx: the old comment is there, at its words")
    check(len(comments) == len(findings) + 1, f"python-docx: {len(comments) - 1} new comments")
    check(set(at) == set(comments), "python-docx: each comment has a range")
    for form, word, precise in FORMS:
        mine = [number for number, comment in comments.items() if f"“{word}”应为" in comment.text]
        stands = len(mine) == 1 and (word in at[mine[0]] if precise else word in comments[mine[0]].text.split("所指文字")[-1])
        check(stands, f"python-docx: {form}: the comment on {word} stands at “{at[mine[0]] if mine else ''}”")
    texts = "".join(text.text or "" for text in document.element.iter(f"{{{W}}}t"))
    check("惯" in texts and len(list(document.element.iter(f"{{{W}}}delText"))) == 1, "python-docx: the tracked changes are there")


def convert(path, to, folder):
    """What LibreOffice makes of the file, with a profile of its own so that no other instance is met."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    run("soffice", profile, "--headless", "--convert-to", to, "--outdir", folder / to, path)
    return folder / to / (path.stem + "." + to)


def annotated(odt):
    """The text at each comment of an OpenDocument text, by what the comment says."""
    root = etree.fromstring(zipfile.ZipFile(odt).read("content.xml"))
    spaces = {"office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0"}
    name = f"{{{spaces['office']}}}name"
    found, at = {}, {}

    def walk(element, inside):
        kind = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if kind == "annotation":
            said = "".join(element.itertext())
            at[element.get(name) or said] = said
            found.setdefault(said, "")
            if element.get(name):
                inside.append(element.get(name))
        elif kind == "annotation-end":
            inside.remove(element.get(name))
        elif kind == "tracked-changes":
            pass
        else:
            for number in inside:
                found[at[number]] += element.text or ""
            for child in element:
                walk(child, inside)
        for number in inside:
            found[at[number]] += element.tail or ""

    walk(root, [])
    return found


def with_libreoffice(path, findings, folder):
    found = annotated(convert(path, "odt", folder))
    check(any("旧的批注" in said for said in found), "LibreOffice: the old comment is there")
    for form, word, precise in FORMS:
        mine = [said for said in found if f"“{word}”应为" in said]
        stands = len(mine) == 1 and (word in found[mine[0]] if precise else f"所指文字" in mine[0])
        check(stands, f"LibreOffice: {form}: the comment on {word} stands at “{found[mine[0]] if mine else ''}”")
    print(f"      LibreOffice: {len(found)} comments of {len(findings) + 1}")
    pdf = noted_pdf(path, folder)
    run("pdftoppm", "-r", "80", "-png", "-f", "1", "-l", "2", pdf, folder / "page-into")


def noted_pdf(path, folder):
    """The file as PDF with a sign at each comment."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    how = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
    run("soffice", profile, "--headless", "--convert-to", how, "--outdir", folder / "pdf", path)
    return folder / "pdf" / (path.stem + ".pdf")


def faults_in(path):
    return sorted(f"{fault.part_uri} {fault.description}" for fault in OpenXmlValidator().validate(path).errors)


def with_schemas(original, copy, folder):
    before, after = faults_in(original), faults_in(copy)
    check(after == before, f"openxml-audit: {len(after)} faults in the copy, {len(before)} in the original {[fault for fault in after if fault not in before][:3]}")
    broken = folder / "broken.docx"
    with zipfile.ZipFile(copy) as read, zipfile.ZipFile(broken, "w") as write:
        for item in read.infolist():
            data = read.read(item)
            if item.filename == "word/document.xml":
                data = data.replace(b"<w:commentRangeStart w:id=", b"<w:commentRangeStart w:number=")
            write.writestr(item, data)
    check(faults_in(broken) != before, "openxml-audit: a copy whose comments have no number is noticed")


def nothing_else(original, copy, allowed):
    before, after = ({item.filename: archive.read(item) for item in archive.infolist()} for archive in map(zipfile.ZipFile, (original, copy)))
    changed = {name for name in after if before.get(name) != after[name]}
    check(changed == allowed and set(before) <= set(after), f"nothing else of {copy.name} differs: {sorted(changed)}")


def workbook(folder):
    original, copy = folder / "台账.xlsx", folder / "台账-批注.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "任务"
    for row in [["序号", "任务", "责任单位"], [1, "加强布署，推进落实", "县商务局"], [2, "改善环竟", "县税务局"]]:
        sheet.append(row)
    other = book.create_sheet("另表")
    for row in [["序号", "任务"], [1, "优化服务安徘"]]:
        other.append(row)
    sheet["B3"].comment = Comment("旧的批注", "甲")
    book.save(original)
    findings = json_lines(run(PROGRAM, "check", original, "--into", copy, "--format", "jsonl"))
    found = openpyxl.load_workbook(copy)
    notes = {(sheet.title, cell.coordinate): cell.comment.text for sheet in found for row in sheet for cell in row if cell.comment}
    for place, word in [(("任务", "B2"), "布署"), (("任务", "B3"), "环竟"), (("另表", "B2"), "安徘")]:
        check(f"“{word}”应为" in notes.get(place, ""), f"openpyxl: the note on {word} stands at {place}")
    check(notes.get(("任务", "B3"), "").startswith("旧的批注"), "openpyxl: the old note is there")
    slip = next(finding for finding in findings if "安徘" in finding["message"])
    check(slip["a"]["original"] == "工作表“另表”B2", f"the place in the original is {slip['a']['original']}")
    ods = zipfile.ZipFile(convert(copy, "ods", folder)).read("content.xml").decode()
    check(ods.count("<office:annotation ") == len(notes), f"LibreOffice: {ods.count('<office:annotation ')} notes of {len(notes)}")
    before, after = faults_in(original), faults_in(copy)
    check(after == before, f"openxml-audit: {len(after)} faults in the workbook, {len(before)} in the original {[fault for fault in after if fault not in before][:3]}")


def printed(original, folder):
    """The plan as PDF, with a table of cross-references and with streams of them."""
    streams = convert(original, "pdf", folder)
    tables = folder / "方案-表.pdf"
    writer = pypdf.PdfWriter(clone_from=streams)
    writer.write(tables)
    for pdf in (streams, tables):
        copy = folder / f"{pdf.stem}-批注.pdf"
        findings = json_lines(run(PROGRAM, "check", pdf, "--into", copy, "--format", "jsonl"))
        check(copy.read_bytes().startswith(pdf.read_bytes()), f"{pdf.name}: the copy begins with the original")
        reader = pypdf.PdfReader(copy, strict=True)
        found = 0
        for number, page in enumerate(reader.pages, 1):
            height = float(page.mediabox.height)
            for note in (reference.get_object() for reference in page.get("/Annots", [])):
                if note["/Subtype"] != "/Highlight":
                    continue
                found += 1
                word = next((word for _, word, _ in FORMS if f"“{word}”应为" in note["/Contents"]), None)
                if word:
                    left, bottom, right, top = (float(edge) for edge in note["/Rect"])
                    area = [round(left), round(height - top), round(right - left + 1), round(top - bottom)]
                    box = [f(value) for f, value in zip([str] * 4, area)]
                    words = run("pdftotext", "-f", str(number), "-l", str(number), "-x", box[0], "-y", box[1], "-W", box[2], "-H", box[3], copy, "-").decode()
                    check(word in words.replace("\n", ""), f"{pdf.name}: the highlight of {word} holds {words.strip()!r}")
        check(found >= len(findings) > 0, f"{pdf.name}: pypdf finds {found} highlights of {len(findings)} findings")
        run("pdftoppm", "-r", "80", "-png", "-f", "1", "-l", "1", copy, folder / f"page-{pdf.stem}")


def json_lines(printed):
    return [json.loads(line) for line in printed.decode().splitlines()]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", type=pathlib.Path)
    folder = parser.parse_args().keep
    with tempfile.TemporaryDirectory() as temporary:
        folder = (folder or pathlib.Path(temporary)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        original, copy, suggested = (folder / name for name in ("方案.docx", "方案-批注.docx", "方案-修订.docx"))
        plan(original)
        findings = json_lines(run(PROGRAM, "check", original, "--into", copy, "--format", "jsonl"))
        check(all(any(word in finding["message"] for finding in findings) for _, word, _ in FORMS), "every wrong word is found")
        with_python_docx(copy, findings)
        nothing_else(original, copy, {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/comments.xml", "word/document.xml", "word/people.xml"})
        with_schemas(original, copy, folder)
        with_libreoffice(copy, findings, folder)
        run(PROGRAM, "check", original, "--into", suggested, "--suggest", "--format", "jsonl")
        before, after = faults_in(original), faults_in(suggested)
        check(after == before, f"openxml-audit: {len(after)} faults with suggestions {[fault for fault in after if fault not in before][:3]}")
        text = "".join(docx.Document(suggested).element.itertext(f"{{{W}}}t"))
        check("部署" in text and "安排" in text, "python-docx: what is certain is suggested")
        convert(suggested, "odt", folder)
        workbook(folder)
        printed(original, folder)
    if FAULTS:
        print(f"{len(FAULTS)} faults")
        sys.exit(1)


if __name__ == "__main__":
    PROGRAM = program()
    main()
