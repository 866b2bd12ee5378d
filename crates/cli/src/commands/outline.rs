//! `zhengtu outline`: the structure as a tree.

use super::{lexicon, read_file};
use crate::args::{Outline as Options, OutlineFormat};
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output::{self, Out};
use std::io::Write;
use zhengtu_outline::{NodeId, Outline, Style};
use zhengtu_reader::OcrChoice;
use zhengtu_say as say;
use zhengtu_text::{CharIndex, strip_white};

/// Prints the tree, then what is irregular in it.
pub fn run(options: &Options, lang: Lang, ocr: &OcrChoice) -> Result<(), Failure> {
    let source = read_file(&options.file, options.lossy, ocr)?;
    let outline = zhengtu_outline::parse(&lexicon(options.words.as_deref())?, &source);
    let mut out = output::stdout();
    if options.format == OutlineFormat::Json {
        serde_json::to_writer_pretty(&mut out, &outline)?;
        writeln!(out)?;
        return Ok(out.flush()?);
    }
    let index = CharIndex::new(&source.text);
    for node in 0..outline.nodes.len() {
        print_node(&mut out, &outline, node, &index, lang)?;
    }
    for notice in &outline.notices {
        let line = outline.mapped.source_span(notice.span).map_or(0, |span| index.line(span.start));
        let code = zhengtu_extract::irregularity_code(notice.kind);
        let place = part_name(&outline, outline.nodes[notice.node].part, lang);
        writeln!(out, "! {code} {place} {}: {}", say::line(line, lang), notice.detail)?;
    }
    Ok(out.flush()?)
}

/// What a part is called: the main text of a plan without annexes is no overall plan.
fn part_name(outline: &Outline, part: u32, lang: Lang) -> String {
    let annexes = !outline.annexes.is_empty() || outline.parts.iter().any(|part| part.number > 0);
    if part == 0 { say::main_text(annexes, lang).to_owned() } else { say::part(part, lang) }
}

fn print_node(out: &mut Out, outline: &Outline, node: NodeId, index: &CharIndex, lang: Lang) -> Result<(), Failure> {
    let found = &outline.nodes[node];
    let depth = outline.ancestors(node).count();
    let first = outline.own_paragraphs(node).first().and_then(|first| outline.mapped.source_span(first.span));
    let line = first.map_or(0, |span| index.line(span.start));
    let heading = strip_white(outline.heading(node));
    let name = match found.style {
        Style::Part => part_name(outline, found.part, lang),
        Style::Block => found.path.rsplit('/').next().unwrap_or_default().to_owned(),
        _ => found.marker.map(|marker| outline.slice(marker).to_owned()).unwrap_or_default(),
    };
    let paragraphs = found.own.1 - found.own.0;
    let count = match lang {
        Lang::Zh => format!("{paragraphs}段"),
        Lang::En => format!("{paragraphs} paragraph{}", if paragraphs == 1 { "" } else { "s" }),
    };
    let (indent, line) = ("  ".repeat(depth), say::line(line, lang));
    Ok(writeln!(out, "{indent}{name} {heading}  [{}] {line} {count}", found.path)?)
}
