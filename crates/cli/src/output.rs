//! Standard output: buffered, records as JSON Lines.

use crate::args::Lang;
use crate::failure::Failure;
use serde::Serialize;
use std::io::{self, BufWriter, StdoutLock, Write};

/// Buffered standard output.
pub type Out = BufWriter<StdoutLock<'static>>;

/// Opens standard output.
pub fn stdout() -> Out {
    BufWriter::new(io::stdout().lock())
}

/// Prints each record on a line of its own.
pub fn json_lines<T: Serialize>(out: &mut Out, records: impl IntoIterator<Item = T>) -> Result<(), Failure> {
    for record in records {
        serde_json::to_writer(&mut *out, &record)?;
        writeln!(out)?;
    }
    Ok(out.flush()?)
}

/// The name of a part as people say it: 总体方案, 附件6.
pub fn part_name(part: u32, lang: Lang) -> String {
    match (part, lang) {
        (0, Lang::Zh) => "总体方案".to_owned(),
        (0, Lang::En) => "overall plan".to_owned(),
        (part, Lang::Zh) => format!("附件{part}"),
        (part, Lang::En) => format!("annex {part}"),
    }
}

/// The name of a line of a file.
pub fn line_name(line: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("第{line}行"),
        Lang::En => format!("line {line}"),
    }
}
