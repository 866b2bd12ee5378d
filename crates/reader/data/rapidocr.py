"""Runs RapidOCR over the pictures of a folder; given to a Python by zhengtu.

Arguments: the file to write, the folder. A line of the file is a character, or a line of text where the
program gives no characters: number of the picture, left, top, right, bottom in pixels, confidence from 0 to 1,
text; parted by tabs. The last line is `end`.
"""
import os
import sys

from rapidocr import RapidOCR

target, folder = sys.argv[1:3]


def recognise(engine, path):
    try:
        return engine(path, return_word_box=True, return_single_char_box=True)
    except TypeError:
        return engine(path)


def characters(line):
    for text, score, box in line:
        yield text, score, box


def pieces(result):
    """Text, confidence and corners: of each character where they give the line, else of the line."""
    texts = result.txts if result.txts is not None else ()
    words = getattr(result, "word_results", None) or ()
    for number, text in enumerate(texts):
        line = words[number] if len(words) == len(texts) else ()
        whole = [(text, result.scores[number], result.boxes[number])]
        found = list(characters(line)) if line and all(line) else []
        yield from found if "".join(piece[0] for piece in found) == text else whole


engine = RapidOCR()
with open(target, "w", encoding="utf-8", newline="\n") as output:
    for number, name in enumerate(sorted(os.listdir(folder))):
        for text, score, box in pieces(recognise(engine, os.path.join(folder, name))):
            across, down = [float(point[0]) for point in box], [float(point[1]) for point in box]
            places = (min(across), min(down), max(across), max(down), float(score))
            print(number, *(f"{place:.4f}" for place in places), " ".join(text.split()), sep="\t", file=output)
    print("end", file=output)
