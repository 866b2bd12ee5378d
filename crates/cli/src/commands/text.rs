//! `zhengtu text`: the text as read, to which all offsets count.

use super::read_file;
use crate::args::Text;
use crate::failure::Failure;
use crate::output;
use std::io::Write;
use zhengtu_reader::BlockKind;
use zhengtu_text::CharIndex;

/// Prints the text, or its blocks one a line.
pub fn run(options: &Text) -> Result<(), Failure> {
    let source = read_file(&options.file, options.lossy)?;
    for notice in &source.notices {
        eprintln!("注意：{notice}");
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
        let page = block.page.map(|page| format!(" 第{page}页")).unwrap_or_default();
        let text: String = block.pieces.iter().map(|piece| piece.of(&source.text)).collect();
        writeln!(out, "{} {place}{page}\t{}", kind(&block.kind), text.replace(['\n', '\t'], " ").trim())?;
    }
    Ok(out.flush()?)
}

fn kind(kind: &BlockKind) -> String {
    match kind {
        BlockKind::Line => "行".to_owned(),
        BlockKind::Paragraph { level: None } => "段".to_owned(),
        BlockKind::Paragraph { level: Some(level) } => format!("标题{level}"),
        BlockKind::Cell { table, row, column, rows, columns } => {
            let merged = if rows * columns > 1 { format!("（跨{rows}行{columns}列）") } else { String::new() };
            format!("表{table}行{row}列{column}{merged}")
        }
        BlockKind::Note => "注".to_owned(),
        BlockKind::Furniture => "页眉页脚".to_owned(),
    }
}
