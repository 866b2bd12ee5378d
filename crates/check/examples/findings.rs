//! Writes the records and findings of a file as JSON Lines, and prints a report:
//! `cargo run -p zhengtu-check --example findings -- FILE OUT_DIR [full]`.

use serde::Serialize;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;
use zhengtu_check::render::{self, Lang, Sources};
use zhengtu_check::{Document, Options, check};
use zhengtu_lexicon::testing::lexicon;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("a file is needed")?;
    let out = PathBuf::from(arguments.next().ok_or("a folder to write to is needed")?);
    let name = Path::new(&path).file_name().and_then(|name| name.to_str()).unwrap_or("-");
    let source = zhengtu_reader::read(name, &std::fs::read(&path)?, &zhengtu_reader::Options::default())?;
    let outline = zhengtu_outline::parse(lexicon(), &source);
    let facts = zhengtu_extract::facts(lexicon(), &source, &outline);
    let start = Instant::now();
    let findings = check(&[Document { facts: &facts, text: &source.text, lexicon: lexicon() }], &Options::default());
    let took = start.elapsed();
    std::fs::create_dir_all(&out)?;
    write(&out.join("tasks.jsonl"), &facts.tasks)?;
    write(&out.join("targets.jsonl"), &facts.targets)?;
    std::fs::write(out.join("findings.jsonl"), render::jsonl(&findings))?;
    let sources = Sources::new([(name, source.text.as_str())]);
    match arguments.next().as_deref() {
        Some("full") => print!("{}", render::full(&findings, &sources, render::Style::Plain, Lang::Zh)),
        Some("sarif") => print!("{}", render::sarif(&findings, &sources, "0")),
        Some("markdown") => print!("{}", render::markdown(&findings, &sources)),
        _ => print!("{}", render::concise(&findings, &sources, Lang::Zh)),
    }
    eprintln!("{}; checked in {took:?}", render::summary(&findings, render::Lang::Zh));
    Ok(())
}

fn write<T: Serialize>(path: &Path, records: &[T]) -> Result<(), Box<dyn Error>> {
    let mut text = String::new();
    for record in records {
        text += &serde_json::to_string(record)?;
        text.push('\n');
    }
    Ok(std::fs::write(path, text)?)
}
