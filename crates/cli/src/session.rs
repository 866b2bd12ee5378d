//! Opening the knowledge base that a command reads, refreshed first where the user says so.

use crate::args::KbOptions;
use crate::failure::Failure;
use crate::lang::Lang;
use crate::progress::Bar;
use zhengtu_kb::{BuildOptions, BuildReport, CorrectionReport, KnowledgeBase, Selection};
use zhengtu_model::{Correction, Date, Outcome};
use zhengtu_reader::OcrChoice;
use zhengtu_say::Titles;

/// Refreshes the knowledge base from `--from`, opens it and keeps to the documents that are meant.
pub fn open(options: &KbOptions, lang: Lang, ocr: &OcrChoice) -> Result<KnowledgeBase, Failure> {
    if !options.from.is_empty() {
        let bar = Bar::new(lang);
        let how = BuildOptions {
            words: options.words.clone(),
            corrections: options.corrections.clone(),
            office: zhengtu_reader::find_office(),
            ocr: ocr.clone(),
            ..BuildOptions::default()
        };
        warn(&zhengtu_kb::build(&options.kb, &options.from, &how, &bar)?, lang);
    }
    let mut kb = KnowledgeBase::open(&options.kb)?;
    if !options.from.is_empty() {
        warn_of_corrections(&kb, lang)?;
    }
    if !kb.has_current_index() {
        let (zh, en) = (
            "全文索引由另一版本的分词或词典写成，正在重建……",
            "the full-text index was written with another tokenizer or dictionary; rebuilding it …",
        );
        eprintln!("{}", lang.pick(zh, en));
        zhengtu_kb::refresh_index(&options.kb)?;
        kb = KnowledgeBase::open(&options.kb)?;
    }
    keep(kb, &options.scope.selection()?, lang)
}

/// Keeps to the documents that are meant, and says how many were left out for want of a day of issue.
pub fn keep(kb: KnowledgeBase, selection: &Selection, lang: Lang) -> Result<KnowledgeBase, Failure> {
    if selection.is_everything() {
        return Ok(kb);
    }
    let undated = kb.undated(selection)?;
    if undated > 0 {
        match lang {
            Lang::Zh => eprintln!("{undated} 份文件没有写明印发日期，未列入"),
            Lang::En => eprintln!("{undated} documents do not say when they were issued and are left out"),
        }
    }
    Ok(kb.only(selection)?)
}

/// Names the files that could not be read, those that are no documents, and those whose records were damaged.
pub fn warn(report: &BuildReport, lang: Lang) {
    if let Some(first) = report.passed_over.first() {
        let (count, first) = (report.passed_over.len(), first.display());
        match lang {
            Lang::Zh => eprintln!("略过 {count} 个不是文档的文件（如 {first}）"),
            Lang::En => eprintln!("passed over {count} files that are no documents (such as {first})"),
        }
    }
    if !report.mended.is_empty() {
        let names = report.mended.join(lang.pick("、", ", "));
        match lang {
            Lang::Zh => eprintln!("知识库里这些文件的记录已损坏，已重新读入：{names}"),
            Lang::En => eprintln!("the records of these files were damaged and have been read anew: {names}"),
        }
    }
    for failure in &report.failures {
        let path = failure.path.display();
        match lang {
            Lang::Zh => eprintln!("未读入 {path}：{}", failure.reason),
            Lang::En => eprintln!("not read: {path}: {}", failure.english),
        }
    }
}

/// Names the corrections that were not followed.
pub fn warn_of_corrections(kb: &KnowledgeBase, lang: Lang) -> Result<(), Failure> {
    for report in kb.corrections()? {
        if let Some(problem) = problem(&report, lang) {
            let Correction { file, line, .. } = &report.correction;
            match lang {
                Lang::Zh => eprintln!("更正未用上：{file} 第 {line} 行“{}”{problem}", report.subject()),
                Lang::En => {
                    eprintln!("correction not followed: {file}, line {line}, {:?}: {problem}", report.subject());
                }
            }
        }
    }
    Ok(())
}

/// Why a correction was not followed, and what to do.
pub fn problem(report: &CorrectionReport, lang: Lang) -> Option<String> {
    if report.is_stale() {
        let stale = "已不在任何文件中；请核对后修改或删去";
        return Some(lang.pick(stale, "no longer in any document; mend the entry or take it out").to_owned());
    }
    report.uses.iter().find_map(|(doc, applied)| match (applied.outcome, lang) {
        (Outcome::Applied, _) => None,
        (Outcome::Ambiguous { places }, Lang::Zh) => {
            Some(format!("在 {doc} 中有 {places} 处；请写长一些，限定 part，或加 all = true"))
        }
        (Outcome::Ambiguous { places }, Lang::En) => {
            Some(format!("stands {places} times in {doc}; give more of the passage, a part, or all = true"))
        }
        (Outcome::Overlapping, Lang::Zh) => Some(format!("在 {doc} 中与另一项更正重叠；请合并两项")),
        (Outcome::Overlapping, Lang::En) => Some(format!("overlaps another correction in {doc}; make them one")),
    })
}

/// What the documents are called.
pub fn titles(kb: &KnowledgeBase) -> Result<Titles, Failure> {
    Ok(Titles::of_headings(kb.headings()?))
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
