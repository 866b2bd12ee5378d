//! `zhengtu build`: creates or refreshes a knowledge base.

use super::progress::warn_of_changes;
use crate::args::Build;
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output;
use crate::progress::Bar;
use crate::session;
use std::io::Write;
use std::time::Duration;
use zhengtu_kb::{BuildOptions, BuildReport, Counts, KnowledgeBase, Limits, NamedPlan};
use zhengtu_progress::Index;
use zhengtu_reader::OcrChoice;

/// Builds and says what was done.
pub fn run(options: &Build, lang: Lang, ocr: &OcrChoice) -> Result<(), Failure> {
    let base = options.base.as_deref().map(zhengtu_kb::Base::new).transpose().map_err(Failure::usage)?;
    let plans = options
        .plan
        .split_first()
        .map(|(name, files)| NamedPlan { name: name.clone(), files: files.iter().map(Into::into).collect() });
    let how = BuildOptions {
        lossy: options.lossy,
        strict: options.strict,
        add: options.add,
        force: options.force,
        compact: options.compact,
        base,
        words: options.words.clone(),
        corrections: options.corrections.clone(),
        plans: plans.into_iter().collect(),
        office: zhengtu_reader::find_office(),
        ocr: ocr.clone(),
        limits: Limits { time: Duration::from_secs(options.max_time), memory: options.max_memory << 20 },
        memory: Some(options.memory),
    };
    let report = zhengtu_kb::build(&options.kb, &options.paths, &how, &Bar::new(lang))?;
    session::warn(&report, lang);
    let kb = KnowledgeBase::open(&options.kb)?;
    session::warn_of_corrections(&kb, lang)?;
    warn_of_changed_tasks(&kb, lang)?;
    let mut out = output::stdout();
    let counts = kb.counts();
    writeln!(out, "{}", summary(&report, counts, lang))?;
    if let Some(line) = overlooked(counts.overlooked, lang) {
        writeln!(out, "{line}")?;
    }
    if !report.imports.is_empty() {
        let (count, quads) = (report.imports.len(), report.imports.iter().map(|import| import.quads).sum::<usize>());
        match lang {
            Lang::Zh => {
                writeln!(out, "保留导入的图 {count} 个（{quads} 条）；移除用 zhengtu import graph --remove 名称。")?;
            }
            Lang::En => writeln!(
                out,
                "kept {count} imported graphs ({quads} statements); remove with zhengtu import graph --remove NAME."
            )?,
        }
    }
    Ok(out.flush()?)
}

/// Says which reports of progress speak of tasks that are not as they were.
fn warn_of_changed_tasks(kb: &KnowledgeBase, lang: Lang) -> Result<(), Failure> {
    let reports = kb.reports()?;
    if reports.is_empty() {
        return Ok(());
    }
    let tasks = kb.tasks()?;
    let index = Index::new(&tasks);
    let links: Vec<_> = reports.iter().map(|report| (report, index.link(report))).collect();
    warn_of_changes(&links, &session::titles(kb)?, lang);
    Ok(())
}

/// How many passages may have been missed, and where they are listed.
fn overlooked(count: usize, lang: Lang) -> Option<String> {
    (count > 0).then(|| match lang {
        Lang::Zh => format!("{count} 处可能漏读，zhengtu audit 逐处列出。"),
        Lang::En => format!("{count} passages may have been missed; zhengtu audit lists them."),
    })
}

fn summary(report: &BuildReport, counts: Counts, lang: Lang) -> String {
    let (read, kept, removed) = (report.read.len(), report.kept.len(), report.removed.len());
    let Counts { parts, tasks, targets, .. } = counts;
    let failed = report.failures.len();
    match lang {
        Lang::Zh => format!(
            "读入 {read} 个文件，未变 {kept} 个，移除 {removed} 个，失败 {failed} 个；知识库现有 {parts} 个部分、{tasks} 项任务、{targets} 个量化目标。"
        ),
        Lang::En => format!(
            "read {read} files, {kept} unchanged, {removed} removed, {failed} failed; the knowledge base holds {parts} parts, {tasks} tasks, {targets} targets."
        ),
    }
}
