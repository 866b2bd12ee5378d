//! Prints what is found in files, a line each, to be read against the text:
//! `cargo run -p zhengtu-check --example plans -- FILE…`.

use std::error::Error;
use std::path::Path;
use std::time::Instant;
use zhengtu_check::render::{self, Lang, Sources};
use zhengtu_check::{Document, Options, check};
use zhengtu_lexicon::testing::lexicon;

fn main() -> Result<(), Box<dyn Error>> {
    for path in std::env::args().skip(1) {
        let name = Path::new(&path).file_name().and_then(|name| name.to_str()).unwrap_or("-");
        let source = zhengtu_reader::read(name, &std::fs::read(&path)?, &zhengtu_reader::Options::default())?;
        let outline = zhengtu_outline::parse(lexicon(), &source);
        let facts = zhengtu_extract::facts(lexicon(), &source, &outline);
        let mut facts = facts;
        facts.info.name = name.to_owned();
        let start = Instant::now();
        let document = Document { facts: &facts, text: &source.text, lexicon: lexicon() };
        let findings = check(&[document], &Options::default());
        eprintln!("{name}: {}; checked in {:?}", render::summary(&findings, render::Lang::Zh), start.elapsed());
        let sources = Sources::new([(name, source.text.as_str())]);
        print!("{}", render::concise(&findings, &sources, Lang::Zh));
    }
    Ok(())
}
