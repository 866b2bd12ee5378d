#!/usr/bin/env python3
"""Compares what zhengtu reads with what other programs read from the same files.

    readers.py [FILE…]      without files: ../shared/samples and ../shared/plans beside the project,
                            and files that other programs make here (LibreOffice, WeasyPrint)
    ZHENGTU names the program to compare instead of building it

Agreement is the share of characters that print something and stand in both texts in the same order.
Below 99 % the differences are listed; those of a known kind are named. Exit status 1 if a file
disagrees for a reason that is not known.
Needs: pandoc, poppler-utils and poppler-data (pdftotext), antiword; better also libreoffice-writer
and weasyprint. `tests/interop/run` installs them.
"""
import collections
import difflib
import html
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
WANTED = 0.99


def run(*command):
    result = subprocess.run([str(word) for word in command], capture_output=True, timeout=300)
    if result.returncode:
        raise RuntimeError(f"{command[0]}: {result.stderr.decode('utf-8', 'replace').strip()[:300]}")
    return result.stdout.decode("utf-8", "replace")


def reader():
    """The program, which is built where none is named."""
    if os.environ.get("ZHENGTU"):
        return os.environ["ZHENGTU"]
    run("cargo", "build", "-q", "--manifest-path", ROOT / "Cargo.toml", "--workspace", "--bins")
    return ROOT / "target/debug/zhengtu"


def squeeze(text):
    """The characters that print something."""
    return re.sub(r"[\s\u200b-\u200f\ufeff\u2060\u00ad\x07]", "", text)


def outside(path):
    """The text that another program reads from the file, and the program's name."""
    head = path.read_bytes()[:2048]
    if head.startswith(b"PK"):
        names = zipfile.ZipFile(path).namelist()
        if any(name.startswith("word/") for name in names):
            return run("pandoc", "-f", "docx", "-t", "plain", "--wrap=none", "--track-changes=accept", path), "pandoc"
        if any(name.startswith("xl/") for name in names):
            return cells(path), "the cells in file order"
        if "OFD.xml" in names:
            return text_codes(path), "the TextCode elements in file order"
    if b"%PDF-" in head:
        return run("pdftotext", "-layout", path, "-"), "pdftotext"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        # antiword draws tables with bars.
        return run("antiword", "-w", "0", "-m", "UTF-8.txt", path).replace("|", " "), "antiword"
    return None, None


def cells(path):
    """The cells in file order, by their own strings; only the text and plain numbers."""
    package = zipfile.ZipFile(path)
    names = package.namelist()
    strings = []
    if "xl/sharedStrings.xml" in names:
        items = re.findall(r"<si>(.*?)</si>", package.read("xl/sharedStrings.xml").decode("utf-8"), re.S)
        strings = [html.unescape("".join(re.findall(r"<t[^>]*>([^<]*)</t>", item))) for item in items]
    values = []
    for name in sorted(name for name in names if re.match(r"xl/worksheets/sheet\d+\.xml$", name)):
        for attributes, value in re.findall(r"<c ([^>]*)>\s*<v>([^<]*)</v>", package.read(name).decode("utf-8")):
            values.append(strings[int(value)] if 't="s"' in attributes else value)
    return "\n".join(values)


def boxes(path):
    """The text of the text boxes of a docx file, which pandoc leaves out."""
    if not zipfile.is_zipfile(path) or "word/document.xml" not in zipfile.ZipFile(path).namelist():
        return ""
    document = zipfile.ZipFile(path).read("word/document.xml").decode("utf-8")
    contents = re.findall(r"<w:txbxContent>(.*?)</w:txbxContent>", document, re.S)
    return squeeze(html.unescape("".join("".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", content)) for content in contents)))


def text_codes(path):
    package = zipfile.ZipFile(path)
    pages = sorted(name for name in package.namelist() if re.search(r"Content\.xml$", name))
    return "\n".join(
        text for name in pages for text in re.findall(r"<ofd:TextCode[^>]*>([^<]*)<", package.read(name).decode("utf-8"))
    )


# What may differ and why: (name, pattern of the characters that only the other program has, of those
# that only zhengtu has). Both must match the whole of a difference.
KNOWN = [
    ("automatic numbers, which the other program leaves out", r"[-•·]*", r"[一二三四五六七八九十百（）()、.．0-9①-⑳•\-]+"),
    ("rules and frames that the other program draws", r"[-—_|+=]+", r""),
    ("marks of footnotes", r"(\[\^?\d+\]:?)*|\d*", r"(\[\d+\])*"),
    ("characters of a table of contents or page number", r"[.…·\d\-—]*", r"[.…·\d\-—]*"),
    ("a sign in another form", r"[-–—•·~～\[\]\"“”'‘’«»<>…\.]{0,3}", r"[-–—•·~～\[\]\"“”'‘’«»<>…\.]{0,3}"),
    ("pictures, which the other program names", r"\[(pic|image|图片)?\]", r""),
]


def kind(theirs, ours):
    for name, other, own in KNOWN:
        if re.fullmatch(other, theirs) and re.fullmatch(own, ours):
            return name
    return None


def asides(program, path):
    """The page headers, footers and numbers, which zhengtu keeps for the account and does not print."""
    lines = run(program, "text", "--blocks", path).splitlines()
    return {squeeze(line.split("\t", 1)[-1]) for line in lines if line.startswith("页眉页脚")}


def made_of(text, words):
    """Whether the text is a row of such words."""
    rests = {text}
    while rests and "" not in rests:
        rests = {rest[len(word):] for rest in rests for word in words if word and rest.startswith(word)}
    return bool(text) and "" in rests


def moved(differences):
    """Passages that both have, in another place: tables and columns may be read in another order."""
    pairs, ours = [], [own for _, own in differences if own]
    for index, (theirs, own) in enumerate(differences):
        if theirs and not own and theirs in ours:
            ours.remove(theirs)
            pairs.append(theirs)
    return pairs


def compare(theirs, ours):
    a, b = squeeze(theirs), squeeze(ours)
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    differences = [(a[i:j], b[k:m]) for tag, i, j, k, m in matcher.get_opcodes() if tag != "equal"]
    return same / max(len(a), len(b), 1), differences


def check(program, path, name=None):
    """Compares one file; says whether it agrees."""
    theirs, other = outside(path)
    label = name or path.name
    try:
        ours = run(program, "text", path)
    except RuntimeError as error:
        print(f"FAIL {label}: {error}")
        return False
    if theirs is None:
        print(f"read {label}: {len(squeeze(ours))} characters (no other reader for this format)")
        return bool(squeeze(ours))
    share, differences = compare(theirs, ours)
    passages = moved(differences)
    furniture, boxed = asides(program, path), boxes(path)

    def reason(theirs, ours):
        if made_of(theirs, furniture) and not ours:
            return "page headers, footers and numbers, kept for the account"
        if ours and not theirs and ours in boxed:
            return "text boxes, which the other program leaves out"
        if {theirs, ours} - {""} <= set(passages):
            return "another place"
        return kind(theirs, ours)

    unknown = [pair for pair in differences if not reason(*pair)]
    lost = sum(max(len(a), len(b)) for a, b in unknown)
    reordered = collections.Counter("".join(a for a, _ in unknown))
    reordered.subtract(collections.Counter("".join(b for _, b in unknown)))
    if lost and sum(abs(count) for count in reordered.values()) <= (1 - WANTED) * len(squeeze(theirs)):
        print(f"     {label}: {lost} characters in another order: tables are read cell by cell, not line by line")
        lost, unknown = 0, []
    size = max(len(squeeze(theirs)), 1)
    good = share >= WANTED or lost <= (1 - WANTED) * size
    print(f"{'ok  ' if good else 'FAIL'} {label}: {share:.2%} of {size} characters agree with {other}, {1 - lost / size:.2%} with what is explained")
    if share < WANTED or not good:
        for pair in differences[:40]:
            print(f"       theirs {pair[0][:60]!r} ours {pair[1][:60]!r}: {reason(*pair) or ('NOT EXPLAINED' if unknown else 'another order')}")
    return good


PAGE = """<html><head><meta charset="utf-8"><style>
@page {{ size: A4; margin: 3cm; @top-center {{ content: "某县人民政府文件" }} @bottom-center {{ content: "— " counter(page) " —" }} }}
body {{ font-family: "WenQuanYi Zen Hei", "Noto Serif CJK SC"; font-size: 16pt; line-height: 1.75; text-align: justify }}
p {{ text-indent: 2em; margin: 0 }} h1 {{ text-align: center; font-size: 22pt }}
table {{ border-collapse: collapse; width: 100% }} td {{ border: 1px solid; padding: 4px; font-size: 12pt }}
</style></head><body><h1>某县优化营商环境工作方案</h1>{body}</body></html>"""


def sample_page():
    text = "各有关单位要进一步压缩办理时限，推行容缺受理和告知承诺，到2025年12月底前实现政务服务事项网上可办率达到95%以上。"
    items = "".join(f"<p>（{n}）推进事项之{n}。{text * 3}</p><p>责任单位：县税务局、县住房城乡建设局</p>" for n in "一二三四五六七八九")
    rows = "".join(
        f"<tr>{'<td rowspan=3>深化改革</td>' if n % 3 == 0 else ''}<td>{n + 1}</td><td>{text}</td><td>县商务局</td></tr>" for n in range(12)
    )
    return PAGE.format(body=f"<p>一、主要任务</p>{items}<table border=1 cellspacing=0>{rows}</table>")


def made(folder):
    """Files that other programs make here, for the programs that are installed."""
    page = folder / "page.html"
    page.write_text(sample_page(), encoding="utf-8")
    if shutil.which("weasyprint"):
        run("weasyprint", page, folder / "weasyprint.pdf")
        yield folder / "weasyprint.pdf"
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser:
        run(browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}/browser",
            f"--print-to-pdf={folder}/browser.pdf", page)
        yield folder / "browser.pdf"
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office:
        for target in ("odt", "docx", "pdf", "doc"):
            source = page if target == "odt" else folder / "page.odt"
            filters = {"odt": "odt:writer8", "doc": "doc:MS Word 97", "docx": "docx:MS Word 2007 XML"}
            infilter = ["--infilter=HTML (StarWriter)"] if target == "odt" else []
            run(office, "--headless", "--convert-to", filters.get(target, target), *infilter, "--outdir", folder, source)
            if target != "odt":
                yield folder / f"page.{target}"


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LEVELS = [  # of four lists: number format, text, suffix
    [("chineseCountingThousand", "%1、", "nothing"), ("chineseCounting", "（%2）", "nothing"), ("decimal", "%3.", "nothing"),
     ("decimal", "（%4）", "nothing"), ("decimalEnclosedCircle", "%5", "nothing")],
    [("japaneseCounting", "第%1章", "space"), ("japaneseCounting", "第%2节", "space"), ("decimal", "%1.%2.%3", "tab")],
    [("upperLetter", "%1.", "tab"), ("lowerRoman", "%2)", "tab"), ("ideographTraditional", "%3、", "nothing")],
    [("decimalFullWidth", "%1．", "nothing"), ("decimal", "%1-%2", "space")],
]


def numbered(path):
    """A docx file with automatic numbers of many kinds."""
    def level(index, form, text, suffix):
        return (f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="{suffix}"/>'
                f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>')

    def paragraph(number, depth, text):
        place = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>' if number else ""
        return f"<w:p>{place}<w:r><w:t>{text}</w:t></w:r></w:p>"

    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        + "".join(level(index, *entry) for index, entry in enumerate(levels)) + "</w:abstractNum>"
        for number, levels in enumerate(LEVELS))
    lists += "".join(f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>' for number in range(len(LEVELS)))
    lists += ('<w:num w:numId="9"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
              "</w:lvlOverride></w:num>")
    order = [0, 1, 2, 3, 4, 4, 3, 2, 1, 2, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    body = "".join(
        paragraph(number + 1, min(depth, len(levels) - 1), f"第{number}表{place}项任务")
        for number, levels in enumerate(LEVELS) for place, depth in enumerate(order))
    body += paragraph(0, 0, "附件") + paragraph(9, 0, "另起一项") + paragraph(9, 1, "其下一项") + paragraph(1, 0, "接着一项")
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("[Content_Types].xml", f'{head}<Types xmlns="{package}/content-types"><Default Extension="rels" '
                        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                        f'<Override PartName="/word/document.xml" ContentType="{kinds}.document.main+xml"/>'
                        f'<Override PartName="/word/numbering.xml" ContentType="{kinds}.numbering+xml"/></Types>')
        target.writestr("_rels/.rels", f'{head}<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
                        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>')
        target.writestr("word/_rels/document.xml.rels", f'{head}<Relationships xmlns="{package}/relationships"><Relationship '
                        f'Id="r1" Type="{office}/numbering" Target="numbering.xml"/></Relationships>')
        target.writestr("word/document.xml", f'{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
        target.writestr("word/numbering.xml", f'{head}<w:numbering xmlns:w="{WORD}">{lists}</w:numbering>')


def check_numbers(program, folder):
    """The numbers as LibreOffice shows them, in a docx file and in the doc file it makes of it."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        return True
    source = folder / "numbered.docx"
    numbered(source)
    run(office, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", folder, source)
    good = True
    for path in (source, folder / "numbered.doc"):
        run(office, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, path)
        theirs = [squeeze(line) for line in (folder / "numbered.txt").read_text("utf-8-sig").splitlines()]
        ours = [squeeze(line) for line in run(program, "text", path).splitlines()]
        wrong = [(a, b) for a, b in zip(theirs, ours) if a != b]
        same = len(theirs) == len(ours) and not wrong
        print(f"{'ok  ' if same else 'FAIL'} {path.name}: {len(theirs) - len(wrong)} of {len(theirs)} numbers as in LibreOffice")
        for pair in wrong[:20]:
            print(f"       theirs {pair[0]!r} ours {pair[1]!r}")
        good &= same
    return good


def main():
    program = reader()
    paths = [pathlib.Path(argument) for argument in sys.argv[1:]]
    good = True
    with tempfile.TemporaryDirectory() as folder:
        if not paths:
            shared = ROOT.parent / "shared"
            paths = sorted(path for part in ("samples", "plans") for path in (shared / part).glob("*"))
            paths += made(pathlib.Path(folder))
            good &= check_numbers(program, pathlib.Path(folder))
        for path in paths:
            good &= check(program, path)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
