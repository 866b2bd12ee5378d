//! Writes the targets of a file as JSON Lines and what each number was taken for:
//! `cargo run -p zhengtu-extract --example targets -- FILE OUT_DIR`.

use serde_json::json;
use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use zhengtu_lexicon::testing::lexicon;
use zhengtu_terms::dates::Context;
use zhengtu_text::strip_white;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("a file is needed")?;
    let out = PathBuf::from(arguments.next().ok_or("a folder to write to is needed")?);
    let name = Path::new(&path).file_name().and_then(|name| name.to_str()).unwrap_or("-");
    let source = zhengtu_reader::read(name, &std::fs::read(&path)?, &zhengtu_reader::Options::default())?;
    let outline = zhengtu_outline::parse(lexicon(), &source);
    let context = Context { year: zhengtu_extract::issue::year(&outline) };
    let numbers = zhengtu_extract::targets::numbers(lexicon(), &outline, &context);
    let (mut targets, mut readings) = (String::new(), String::new());
    for target in &numbers.targets {
        let node = &outline.nodes[target.node];
        let record = json!({
            "doc": name, "part": node.part, "path": node.path, "quote": strip_white(outline.slice(target.quote)),
            "indicator": target.indicator, "comparator": target.comparator, "change": target.change,
            "value": target.value, "unit": target.unit, "from": target.from, "deadline": target.deadline,
            "rule": target.rule,
        });
        writeln!(targets, "{record}")?;
    }
    for number in &numbers.readings {
        let span = number.span;
        let from = outline.text()[..span.start].char_indices().rev().take(14).last().map_or(span.start, |(at, _)| at);
        let to =
            outline.text()[span.end..].char_indices().nth(10).map_or(outline.text().len(), |(at, _)| span.end + at);
        let (before, after) = (&outline.text()[from..span.start], &outline.text()[span.end..to]);
        writeln!(
            readings,
            "{:?}\t{}\t{}【{}】{}",
            number.reading,
            number.rule.unwrap_or("-"),
            before.replace('\n', "/"),
            outline.slice(span),
            after.replace('\n', "/")
        )?;
    }
    for commitment in &numbers.commitments {
        writeln!(readings, "commitment\t{}\t{}", commitment.end, outline.slice(commitment.quote))?;
    }
    std::fs::create_dir_all(&out)?;
    std::fs::write(out.join("targets.jsonl"), targets)?;
    std::fs::write(out.join("readings.txt"), readings)?;
    Ok(())
}
