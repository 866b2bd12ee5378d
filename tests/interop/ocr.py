#!/usr/bin/env python3
"""Reads scans with both OCR programs: pages that are printed and rasterised here.

    ocr.py [PROGRAM…]       rapidocr, tesseract; both unless told
    ZHENGTU names the program under test, else target/debug/zhengtu is taken
    --keep FOLDER           keeps the printed pages and the scans

A plan is printed by WeasyPrint, rasterised by pdftoppm and put into a PDF that holds nothing but pictures; once
plain, once with a grey watermark, once beside a page that has text; and into a TIFF file and a docx file. The share of wrong characters against the
text that was printed is asserted, and what the records say of the recognition. Exit status 1 if something
is not as it should be. Needs: weasyprint, poppler-utils, fonts-noto-cjk; Pillow and rapidocr with onnxruntime in the
Python that runs this; tesseract-ocr and tesseract-ocr-chi-sim.
"""
import difflib
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zipfile

from PIL import Image, ImageDraw, ImageFont

ROOT = pathlib.Path(__file__).resolve().parents[2]
ZHENGTU = os.environ.get("ZHENGTU", ROOT / "target/debug/zhengtu")
RESOLUTION = 200
# The largest share of wrong characters: on the plain pages, and on those with a watermark.
WRONG = {"rapidocr": (0.005, 0.01), "tesseract": (0.03, 0.08)}
TITLE = "青禾县数字乡村建设三年行动方案"
PARAGRAPHS = [
    "为加快推进数字乡村建设，全面提升农村信息基础设施水平，结合我县实际，制定本方案。",
    "一、总体目标",
    "到2026年底，行政村5G网络覆盖率达到98.5%，农产品网络零售额突破12.6亿元，建成智慧农业示范基地35个。",
    "二、重点任务",
    "（一）完善信息基础设施。加快农村千兆光网建设，完成128个行政村的光纤改造，新建基站46座。"
    "（牵头单位：县工业和信息化局；责任单位：县农业农村局、县财政局；完成时限：2025年6月底前）",
    "（二）发展智慧农业。推广水肥一体化技术，建成高标准农田3.8万亩，亩均节水不低于15%。"
    "（牵头单位：县农业农村局；责任单位：县水利局、县科学技术局；完成时限：2025年12月底前）",
    "（三）培育电子商务。支持建设县级物流配送中心2个，实现快递进村率100%。"
    "（牵头单位：县商务局；责任单位：县交通运输局、县邮政管理局；完成时限：2026年3月底前）",
    "三、保障措施",
    "各乡镇要建立工作台账，每季度末月25日前报送进展情况，确保各项任务按期完成。",
]
PAGE = """<html lang="zh"><meta charset="utf-8"><style>@page { size: A4; margin: 30mm 27mm }
body { font: 16pt/29pt "Noto Serif CJK SC" } h1 { font-size: 22pt; text-align: center } p { text-indent: 2em; margin: 0 }
</style><h1>%s</h1>%s"""
FAULTS = []


def check(holds, what):
    """Notes what does not hold."""
    if not holds:
        FAULTS.append(what)
        print(f"ocr: NOT SO: {what}")


def run(*command):
    """What a program prints."""
    done = subprocess.run([str(word) for word in command], capture_output=True, timeout=900)
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr.decode('utf-8', 'replace').strip()[-600:]}")
    return done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def printed(folder, name, paragraphs):
    """The paragraphs as a PDF with text."""
    body = "".join(f"<p>{html.escape(paragraph)}" for paragraph in paragraphs)
    (folder / f"{name}.html").write_text(PAGE % (TITLE, body), encoding="utf-8")
    run("weasyprint", folder / f"{name}.html", folder / f"{name}.pdf")
    return folder / f"{name}.pdf"


def pictures(pdf):
    """The pages of a PDF in grey."""
    run("pdftoppm", "-r", RESOLUTION, "-gray", pdf, pdf.with_suffix(""))
    return [Image.open(page).convert("L") for page in sorted(pdf.parent.glob(f"{pdf.stem}-*.pgm"))]


def watermarked(page):
    """A page with a pale line of text across it."""
    font = ImageFont.truetype(run("fc-match", "-f", "%{file}", "Noto Sans CJK SC")[0], 150)
    mark = Image.new("L", page.size, 0)
    ImageDraw.Draw(mark).text((page.width // 5, page.height // 3), "内部资料", font=font, fill=70)
    mark = mark.rotate(30, center=(page.width // 2, page.height // 2))
    return Image.composite(Image.new("L", page.size, 190), page, mark.point(lambda value: 110 if value else 0))


def scan(pages, path):
    """A PDF that holds nothing but the pictures."""
    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=RESOLUTION, quality=85)
    return path


def picture_files(pages, folder):
    """The pages as one TIFF file, and as a document that holds nothing but their pictures."""
    tiff, document = folder / "pages.tif", folder / "pages.docx"
    pages[0].save(tiff, save_all=True, append_images=pages[1:], compression="tiff_deflate")
    office = "http://schemas.openxmlformats.org"
    numbers = range(1, len(pages) + 1)
    shown = "".join(
        '<w:p><w:r><w:drawing><pic:pic xmlns:pic="p" xmlns:a="a"><pic:blipFill>'
        f'<a:blip r:embed="r{number}"/></pic:blipFill></pic:pic></w:drawing></w:r></w:p>'
        for number in numbers
    )
    relations = "".join(f'<Relationship Id="r{number}" Type="x/image" Target="media/{number}.jpg"/>' for number in numbers)
    with zipfile.ZipFile(document, "w") as package:
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{office}/wordprocessingml/2006/main"'
            f' xmlns:r="{office}/officeDocument/2006/relationships"><w:body>{shown}</w:body></w:document>',
        )
        package.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
        for number, page in zip(numbers, pages):
            page.save(folder / "page.jpg", quality=90)
            package.write(folder / "page.jpg", f"word/media/{number}.jpg")
    return tiff, document


def squeeze(text):
    """The characters that print something; a sign of full or of half width is the same sign."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def wrong(found, wanted):
    """The share of the wanted characters that are not found in order, or stand beside others."""
    found, wanted = squeeze(found), squeeze(wanted)
    same = sum(block.size for block in difflib.SequenceMatcher(None, wanted, found, False).get_matching_blocks())
    return (max(len(wanted), len(found)) - same) / len(wanted)


def records(program, path, what, folder):
    """The records of a file."""
    return [json.loads(line) for line in exported(program, path, what, "jsonl", folder).splitlines()]


def exported(program, path, what, form, folder):
    """What is known of a file."""
    kb = folder / f"{program}-kb"
    return run(ZHENGTU, "--ocr", program, "export", what, "--format", form, "--kb", kb, "--from", path)[0]


def try_program(program, folder, plain, marked, mixed, others):
    """One program on all scans."""
    wanted = TITLE + "".join(PARAGRAPHS)
    for path, most in zip((plain, marked), WRONG[program]):
        text, said = run(ZHENGTU, "--ocr", program, "text", path)
        share = wrong(text, wanted)
        print(f"ocr: {program} {path.name}: {share:.2%} of {len(squeeze(wanted))} characters wrong")
        check(share <= most, f"{program} {path.name}: {share:.2%} wrong, at most {most:.2%}")
        check(program in said.lower() and "识别" in said, f"{program} {path.name}: the text does not say that it was recognised")
    for path in others:
        share = wrong(run(ZHENGTU, "--ocr", program, "text", path)[0], wanted)
        print(f"ocr: {program} {path.name}: {share:.2%} wrong")
        check(share <= WRONG[program][0], f"{program} {path.name}: {share:.2%} wrong")
    tasks = records(program, plain, "tasks", folder)
    check(len(tasks) == 3, f"{program}: {len(tasks)} tasks, not 3")
    leads = [unit["name"] for task in tasks for unit in task["units"] if unit["role"] == "lead"]
    check(leads == ["县工业和信息化局", "县农业农村局", "县商务局"], f"{program}: leads {leads}")
    ends = [task["deadline"].get("end") for task in tasks]
    check(ends == ["2025-06-30", "2025-12-31", "2026-03-31"], f"{program}: deadlines {ends}")
    check(all(task["evidence"].get("recognised") is not None for task in tasks), f"{program}: tasks are not marked")
    told = re.search(r'recognisedBy> "([^"]*)', exported(program, plain, "graph", "nquads", folder))
    check(told and program in told[1].lower(), f"{program}: the document says {told and told[1]!r}")
    text, _ = run(ZHENGTU, "--ocr", program, "text", mixed)
    share = wrong(text, wanted + wanted)
    check(share <= WRONG[program][0], f"{program} {mixed.name}: {share:.2%} wrong")
    twice = [run(ZHENGTU, "--ocr", program, "text", plain)[0] for _ in range(2)]
    check(twice[0] == twice[1], f"{program}: two runs differ")


def without(folder, plain):
    """Without a program the scan is refused with the ways to get one; and a name that is none is a fault."""
    done = subprocess.run([ZHENGTU, "--ocr", "off", "text", plain], capture_output=True, text=True, timeout=300)
    check(done.returncode == 3 and "rapidocr" in done.stderr and "tesseract" in done.stderr, f"off says {done.stderr!r}")
    done = subprocess.run([ZHENGTU, "--ocr", folder / "none", "text", plain], capture_output=True, text=True, timeout=300)
    check(done.returncode == 3 and "--ocr" in done.stderr, f"a wrong name says {done.stderr!r}")


def main():
    arguments = sys.argv[1:]
    keep = pathlib.Path(arguments.pop(arguments.index("--keep") + 1)) if "--keep" in arguments else None
    programs = [name for name in arguments if name in WRONG] or list(WRONG)
    # The Python that runs this has RapidOCR.
    os.environ["PATH"] = f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"
    with tempfile.TemporaryDirectory() as temporary:
        folder = keep or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        pdf = printed(folder, "printed", PARAGRAPHS)
        pages = pictures(pdf)
        plain = scan(pages, folder / "plain.pdf")
        marked = scan([watermarked(page) for page in pages], folder / "marked.pdf")
        mixed = folder / "mixed.pdf"
        run("pdfunite", pdf, plain, mixed)
        others = picture_files(pages, folder)
        without(folder, plain)
        for program in programs:
            if program == "tesseract" and not shutil.which("tesseract"):
                print("ocr: tesseract skipped, it is not there")
                continue
            try_program(program, folder, plain, marked, mixed, others)
    sys.exit(1 if FAULTS else 0)


if __name__ == "__main__":
    main()
