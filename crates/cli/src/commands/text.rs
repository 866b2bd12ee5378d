//! `zhengtu text`: the text as read, to which all offsets count.

use super::read_file;
use crate::args::Text;
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output;
use std::io::Write;
use zhengtu_reader::{BlockKind, OcrChoice};
use zhengtu_text::CharIndex;

/// Prints the text, or its blocks one a line.
pub fn run(options: &Text, lang: Lang, ocr: &OcrChoice) -> Result<(), Failure> {
    let source = read_file(&options.file, options.lossy, ocr)?;
    for notice in &source.notices {
        eprintln!("{}{notice}", lang.pick("注意：", "note: "));
    }
    let mut out = output::stdout();
    if !options.blocks {
        out.write_all(source.printed().as_bytes())?;
        return Ok(out.flush()?);
    }
    let index = CharIndex::new(&source.text);
    for block in &source.blocks {
        let span = block.span();
        let place = format!("{}..{}", index.char_of(&source.text, span.start), index.char_of(&source.text, span.end));
        let page = block
            .page
            .map(|page| match lang {
                Lang::Zh => format!(" 第{page}页"),
                Lang::En => format!(" page {page}"),
            })
            .unwrap_or_default();
        let text: String = block.pieces.iter().map(|piece| piece.of(&source.text)).collect();
        writeln!(out, "{} {place}{page}\t{}", kind(&block.kind, lang), text.replace(['\n', '\t'], " ").trim())?;
    }
    Ok(out.flush()?)
}

fn kind(kind: &BlockKind, lang: Lang) -> String {
    match kind {
        BlockKind::Line => lang.pick("行", "line").to_owned(),
        BlockKind::Paragraph { level: None } => lang.pick("段", "paragraph").to_owned(),
        BlockKind::Paragraph { level: Some(level) } => format!("{}{level}", lang.pick("标题", "heading ")),
        BlockKind::Cell { table, row, column, rows, columns } => cell([*table, *row, *column], *rows, *columns, lang),
        BlockKind::Note => lang.pick("注", "note").to_owned(),
        BlockKind::Furniture => lang.pick("页眉页脚", "furniture").to_owned(),
    }
}

fn cell([table, row, column]: [u32; 3], rows: u32, columns: u32, lang: Lang) -> String {
    let merged = rows * columns > 1;
    match lang {
        Lang::Zh if merged => format!("表{table}行{row}列{column}（跨{rows}行{columns}列）"),
        Lang::Zh => format!("表{table}行{row}列{column}"),
        Lang::En if merged => format!("table {table} row {row} column {column} (spans {rows} by {columns})"),
        Lang::En => format!("table {table} row {row} column {column}"),
    }
}
