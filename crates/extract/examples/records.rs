//! Writes the records of a file as JSON Lines, and all that was read out of it as one value:
//! `cargo run -p zhengtu-extract --example records -- FILE OUT_DIR`. What must change no fact is tried by the folders
//! that it writes before and after.

use serde::Serialize;
use std::error::Error;
use std::path::{Path, PathBuf};
use zhengtu_lexicon::testing::lexicon;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("a file is needed")?;
    let out = PathBuf::from(arguments.next().ok_or("a folder to write to is needed")?);
    let name = Path::new(&path).file_name().and_then(|name| name.to_str()).unwrap_or("-");
    let source = zhengtu_reader::read(name, &std::fs::read(&path)?, &zhengtu_reader::Options::default())?;
    let outline = zhengtu_outline::parse(lexicon(), &source);
    let facts = zhengtu_extract::facts(lexicon(), &source, &outline);
    std::fs::create_dir_all(&out)?;
    write(&out.join("tasks.jsonl"), &facts.tasks)?;
    write(&out.join("targets.jsonl"), &facts.targets)?;
    write(&out.join("notices.jsonl"), &facts.notices)?;
    write(&out.join("citations.jsonl"), &facts.citations)?;
    Ok(std::fs::write(out.join("facts.json"), serde_json::to_string_pretty(&facts)?)?)
}

fn write<T: Serialize>(path: &Path, records: &[T]) -> Result<(), Box<dyn Error>> {
    let mut text = String::new();
    for record in records {
        text += &serde_json::to_string(record)?;
        text.push('\n');
    }
    Ok(std::fs::write(path, text)?)
}
