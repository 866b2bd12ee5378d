//! Opening the knowledge base that a command reads, refreshed first where the user says so.

use crate::args::{KbOptions, Lang};
use crate::failure::Failure;
use crate::progress::Bar;
use std::path::Path;
use zhengtu_kb::{BuildOptions, BuildReport, KnowledgeBase};
use zhengtu_model::Date;

/// Refreshes the knowledge base from `--from`, opens it and keeps to `--doc`.
pub fn open(options: &KbOptions) -> Result<KnowledgeBase, Failure> {
    if !options.from.is_empty() {
        let bar = Bar::new(Lang::current());
        let how = BuildOptions { bodies: bodies(options.bodies.as_deref())?, ..BuildOptions::default() };
        let report = zhengtu_kb::build(&options.kb, &options.from, &how, &bar)?;
        warn(&report);
    }
    let mut kb = KnowledgeBase::open(&options.kb)?;
    if !kb.has_current_index() {
        let (zh, en) = (
            "全文索引由另一版本的分词或词典写成，正在重建……",
            "the full-text index was written with another tokenizer or dictionary; rebuilding it …",
        );
        eprintln!("{}", Lang::current().pick(zh, en));
        zhengtu_kb::refresh_index(&options.kb)?;
        kb = KnowledgeBase::open(&options.kb)?;
    }
    Ok(kb.only(options.doc.as_deref())?)
}

/// The text of the user's thesaurus of bodies.
pub fn bodies(file: Option<&Path>) -> Result<Option<String>, Failure> {
    let read = |file: &Path| {
        std::fs::read_to_string(file).map_err(|error| Failure::input(format!("{}：{error}", file.display())))
    };
    file.map(read).transpose()
}

/// Names the files that could not be read.
pub fn warn(report: &BuildReport) {
    for failure in &report.failures {
        let word = Lang::current().pick("未读入", "not read:");
        eprintln!("{word} {}：{}", failure.path.display(), failure.reason);
    }
}

/// The day that an option gives.
///
/// # Errors
/// [`Failure::Usage`] where it is none.
pub fn day(option: &str, day: &str) -> Result<Date, Failure> {
    day.parse().map_err(|_| Failure::usage(format!("{option} {day}：应写成 YYYY-MM-DD，且是真实的日期")))
}

/// Today by the machine's clock.
pub fn today() -> Date {
    zhengtu_ask::Clock::now().today
}
