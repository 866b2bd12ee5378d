//! RapidOCR (PyPI `rapidocr`), by way of the Python that has it.

use super::Program;
use super::table::{Piece, numbers};
use std::path::Path;
use std::process::Command;

const SCRIPT: &str = include_str!("../../data/rapidocr.py");

pub(super) fn command(program: &Program, folder: &Path, pages: &Path) -> Command {
    let mut command = Command::new(&program.path);
    command.args(["-c", SCRIPT]).arg(folder.join("found.tsv")).arg(pages);
    command.env("PYTHONDONTWRITEBYTECODE", "1").env("PYTHONIOENCODING", "utf-8");
    command
}

/// The pieces of each picture; nothing where the table is not whole.
pub(super) fn pieces(text: &str, pictures: usize) -> Option<Vec<Vec<Piece>>> {
    let table = text.strip_suffix("end\n")?;
    let mut pages = vec![Vec::new(); pictures];
    for line in table.lines() {
        let fields: Vec<&str> = line.splitn(7, '\t').collect();
        let [page, left, top, right, bottom, score, text] = fields[..] else { return None };
        let page: &mut Vec<Piece> = pages.get_mut(page.parse::<usize>().ok()?)?;
        let place = numbers::<4>(&[left, top, right, bottom])?;
        page.extend(Piece::new(place, (score.parse::<f32>().ok()? * 100.0).round(), text));
    }
    Some(pages)
}
