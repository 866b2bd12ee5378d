//! Opening the knowledge base that a command reads, refreshed first where the user says so.

use crate::args::{KbOptions, Lang};
use crate::failure::Failure;
use crate::progress::Bar;
use zhengtu_kb::{BuildOptions, BuildReport, KnowledgeBase};

/// Refreshes the knowledge base from `--from`, opens it and keeps to `--doc`.
pub fn open(options: &KbOptions) -> Result<KnowledgeBase, Failure> {
    if !options.from.is_empty() {
        let bar = Bar::new(Lang::Zh);
        let report = zhengtu_kb::build(&options.kb, &options.from, &BuildOptions::default(), &bar)?;
        warn(&report);
    }
    Ok(KnowledgeBase::open(&options.kb)?.only(options.doc.as_deref())?)
}

/// Names the files that could not be read.
pub fn warn(report: &BuildReport) {
    for failure in &report.failures {
        eprintln!("未读入 {}：{}", failure.path.display(), failure.reason);
    }
}
