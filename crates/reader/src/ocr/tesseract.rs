//! Tesseract with Chinese, by its table of words.

use super::Program;
use super::choice::LANGUAGE;
use super::table::{Piece, numbers};
use std::path::Path;
use std::process::Command;

/// The level of a line of the table that is a printed line, and of one that is a word of the line before.
const LINE: &str = "4";
const WORD: &str = "5";

/// All pages in one run: their names stand in a list.
pub(super) fn command(program: &Program, folder: &Path, pages: &Path) -> std::io::Result<Command> {
    let mut names: Vec<String> =
        std::fs::read_dir(pages)?.flatten().map(|entry| entry.path().to_string_lossy().into_owned()).collect();
    names.sort();
    let list = folder.join("pages.txt");
    std::fs::write(&list, names.join("\n") + "\n")?;
    let mut command = Command::new(&program.path);
    command.arg(list).arg(folder.join("found")).args(["-l", LANGUAGE, "--dpi", "300", "tsv"]);
    Ok(command)
}

/// The pieces of each picture; nothing where the table is another.
pub(super) fn pieces(text: &str, pictures: usize) -> Option<Vec<Vec<Piece>>> {
    let mut lines = text.lines();
    lines.next()?.starts_with("level\tpage_num\t").then_some(())?;
    let mut pages = vec![Vec::new(); pictures];
    let mut row = Row::default();
    for line in lines {
        let fields: Vec<&str> = line.splitn(12, '\t').collect();
        let [level, page, _, _, _, _, left, top, width, height, confidence, text] = fields[..] else { continue };
        if level == LINE {
            let [top, height] = numbers(&[top, height])?;
            row = Row { top, bottom: top + height, reached: 0.0 };
        }
        if level != WORD {
            continue;
        }
        let page: &mut Vec<Piece> = pages.get_mut(page.parse::<usize>().ok()?.checked_sub(1)?)?;
        let [left, width, confidence] = numbers(&[left, width, confidence])?;
        page.extend(Piece::new(row.place(left, width), confidence, text));
    }
    Some(pages)
}

/// A printed line. Its words are as high as it is, so that 一 and a comma stand on it, and follow one another:
/// the boxes of words may overlap, and their order is that of the text.
#[derive(Default)]
struct Row {
    top: f32,
    bottom: f32,
    /// The right edge of the last word.
    reached: f32,
}

impl Row {
    /// The box of the next word.
    fn place(&mut self, left: f32, width: f32) -> [f32; 4] {
        let left = left.max(self.reached);
        self.reached = left + width;
        [left, self.top, left + width, self.bottom]
    }
}
