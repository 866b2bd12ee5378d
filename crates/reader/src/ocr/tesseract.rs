//! Tesseract with Chinese, by its table of words.

use super::Program;
use super::choice::LANGUAGE;
use super::table::{Piece, numbers};
use std::path::Path;
use std::process::Command;

/// The level of a line of the table that is a word.
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
    for line in lines {
        let fields: Vec<&str> = line.splitn(12, '\t').collect();
        let [level, page, _, _, _, _, left, top, width, height, confidence, text] = fields[..] else { continue };
        if level != WORD {
            continue;
        }
        let page: &mut Vec<Piece> = pages.get_mut(page.parse::<usize>().ok()?.checked_sub(1)?)?;
        let [left, top, width, height, confidence] = numbers(&[left, top, width, height, confidence])?;
        page.extend(Piece::new([left, top, left + width, top + height], confidence, text));
    }
    Some(pages)
}
