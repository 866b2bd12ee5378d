//! # reference：所引的附件、条款不存在
//!
//! “见附件22”“本办法第五条”应当指到文中有的附件和条款；按照某份清单报送，而清单列入目录却没有附上，
//! 工作就没有依据。都为错误；一个附件也没有附上的文件，所引的附件各列一次（提示）。引用法律法规的条款不查。
//!
//! ```bad
//! 某县工作方案
//! 一、工作要求
//! 各单位按附件3的要求报送进展。
//!
//! 附件1
//! 某县任务清单
//! 一、要求
//! 按时完成。
//! ```
//! 同一个附件序号跟在两个不同的文件之后（技术方案（附件2）、任务清单（附件2））的，列为提示。
//!
//! ```bad
//! 某市工作方案
//! 1.推进甲事。制定整治技术方案（附件2），排查隐患，汇总任务清单（附件2）。
//!
//! 附件1
//! 整治技术方案
//! 一、要求
//! 按时完成。
//!
//! 附件2
//! 任务清单
//! 一、要求
//! 按时完成。
//! ```
//! ```good
//! 某市工作方案
//! 1.推进甲事。制定整治技术方案（附件1），排查隐患，汇总任务清单（附件2），按月更新任务清单（附件2）。
//!
//! 附件1
//! 整治技术方案
//! 一、要求
//! 按时完成。
//!
//! 附件2
//! 任务清单
//! 一、要求
//! 按时完成。
//! ```
//! ```good
//! 某县工作方案
//! 一、工作要求
//! 各单位按附件1的要求报送进展。
//!
//! 附件1
//! 某县任务清单
//! 一、要求
//! 按时完成。
//! ```
//! ```good
//! 某县安全管理规定
//! 第一条为了保障安全，制定本规定。第二条禁止堆放易燃物。第三条违反本规定第二条规定的，责令改正。
//! ```

use crate::Side;
use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use crate::phrases::{sentences, split};
use crate::places::around;
use regex::Regex;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use zhengtu_model::{Clause, ClauseKind};

pub(super) const CODE: &str = "reference";
pub(super) const TITLE: &str = "所引的附件、条款不存在";

static ANNEX: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"附件[（(]?(\d{1,3})").expect("a pattern"));
static ARTICLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:(?:本(?:办法|规定|细则|意见|方案|措施|通知)|[（(]?见))(第(?:[一二三四五六七八九十百]+|\d{1,3})条)")
        .expect("a pattern")
});

/// An article, or a part of the plan.
static ONE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"第(?:[一二三四五六七八九十百]+|\d{1,3})(?:条|部分|章|节)").expect("a pattern"));

/// A further article behind one of the same document.
static MORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[^。；《》]{0,12}?(?:和|、|至|及|按照|依照)(第(?:[一二三四五六七八九十百]+|\d{1,3})条)")
        .expect("a pattern")
});

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    annexes(context, findings);
    one_number(context, findings);
    articles(context, findings);
    absent_titles(context, findings);
}

fn annexes(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let parts = &context.facts.parts;
    // Where no annex is there or listed, the annexes are kept elsewhere: each number is told once.
    if parts.iter().all(|part| part.number == 0) {
        elsewhere(context, findings);
        return;
    }
    for passage in context.passages.iter().filter(refers) {
        for sentence in split(&passage.text) {
            for found in ANNEX.captures_iter(sentence) {
                let number: u32 = found[1].parse().unwrap_or(0);
                let known = parts.iter().find(|part| part.number == number);
                if known.is_some_and(|part| !part.present && part.held_by.is_none()) {
                    let at = context.in_passage(passage, sentence).marked(&found[0]);
                    findings.push(finding(CODE, Severity::Info, format!("所引的附件{number}没有附上"), at, None));
                }
                if number > 0 && known.is_none() {
                    let at = context.in_passage(passage, sentence).marked(&found[0]);
                    findings.push(finding(CODE, Severity::Error, format!("所引的附件{number}不存在"), at, None));
                }
            }
        }
    }
}

/// The annexes that a text without annexes refers to.
fn elsewhere(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut told = HashSet::new();
    for passage in context.passages.iter().filter(refers) {
        for sentence in split(&passage.text) {
            for found in ANNEX.captures_iter(sentence) {
                if told.insert(found[1].to_owned()) {
                    let at = context.in_passage(passage, sentence).marked(&found[0]);
                    let message = format!("所引的附件{}没有附上，也没有附件说明", &found[1]);
                    findings.push(finding(CODE, Severity::Info, message, at, None));
                }
            }
        }
    }
}

/// A thing with the number of its annex behind it: 整治技术方案（附件1）.
static NUMBERED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"([\p{Han}]{2})[》”]?[（(]附件[：:]?(\d{1,2})[)）]").expect("a pattern"));

/// One number of an annex behind two things of different kinds: 技术方案（附件2）, 任务清单（附件2）.
fn one_number(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut seen: HashMap<String, (String, Side)> = HashMap::new();
    for passage in context.passages.iter().filter(refers) {
        for found in NUMBERED.captures_iter(&passage.text) {
            let Some(whole) = found.get(0) else { continue };
            let side = context.in_passage(passage, around(&passage.text, whole.range())).marked(whole.as_str());
            match seen.get(&found[2]) {
                Some((kind, there)) if *kind != found[1] => {
                    let message = format!("附件{}在两处不是同一文件：“{kind}”与“{}”", &found[2], &found[1]);
                    findings.push(finding(CODE, Severity::Info, message, side, Some(there.clone())));
                }
                Some(_) => {}
                None => drop(seen.insert(found[2].to_owned(), (found[1].to_owned(), side))),
            }
        }
    }
}

/// Whether a passage may refer to an annex: the line that begins one does not.
fn refers(passage: &&Passage<'_>) -> bool {
    passage.is_content() && !passage.text.starts_with("附件")
}

fn is_prose(kind: ClauseKind) -> bool {
    matches!(kind, ClauseKind::Text | ClauseKind::Field | ClauseKind::Row)
}

/// A part of the plan that is referred to by its number: 见第五部分.
static SECTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:本(?:办法|规定|细则|意见|方案|措施|通知|计划)|[（(，](?:详|具体|参)?见)(第[一二三四五六七八九十]{1,3}(?:部分|章|节))")
        .expect("a pattern")
});

fn articles<'c>(context: &'c Context<'_>, findings: &mut Vec<Finding>) {
    let steps: HashSet<(u32, &str)> = context
        .facts
        .clauses
        .iter()
        .flat_map(|clause| clause.path.split('/').map(|step| (clause.part, step)))
        .collect();
    let outermost = |clause: &'c Clause| Some((clause.part, clause.path.split('/').next()?));
    let first: HashSet<(u32, &str)> = context.facts.clauses.iter().filter_map(outermost).collect();
    for passage in context.passages.iter().filter(|passage| is_prose(passage.clause.kind)) {
        for sentence in sentences(&passage.text) {
            for pattern in [&ARTICLE, &SECTION] {
                let mut from = 0;
                while let Some(article) = next(pattern, sentence, from) {
                    if let Some(at) = absent(context, passage, sentence, article.as_str(), (&steps, &first)) {
                        findings.push(at);
                    }
                    from = article.end();
                }
            }
        }
    }
}

/// The next article referred to: one named after the document, or one that goes on from that.
fn next<'s>(pattern: &Regex, sentence: &'s str, from: usize) -> Option<regex::Match<'s>> {
    let more = (from > 0).then(|| MORE.captures(&sentence[from..])).flatten();
    let more = more.and_then(|found| found.get(1)).map(|found| from + found.start());
    let start = more.or_else(|| pattern.captures_at(sentence, from)?.get(1).map(|found| found.start()))?;
    ONE.find_at(sentence, start)
}

/// Numbered parts of a plan by their place.
type Steps<'c> = HashSet<(u32, &'c str)>;

/// The finding for an article that does not exist.
fn absent(
    context: &Context<'_>,
    passage: &Passage<'_>,
    sentence: &str,
    article: &str,
    (steps, first): (&Steps<'_>, &Steps<'_>),
) -> Option<Finding> {
    // 第五条 of a text that numbers 五、 is its fifth point.
    let inner = article.trim_start_matches('第');
    let inner = inner
        .trim_end_matches(|char: char| !char.is_ascii_digit() && crate::numbers::read(&char.to_string()).is_none());
    let number = crate::numbers::read(inner)?;
    let numeral = crate::numbers::chinese(number);
    let digits = number.to_string();
    let unit = article.chars().next_back()?;
    let written = format!("第{numeral}{unit}");
    let part = passage.clause.part;
    // A part is one of the first level.
    let known = match unit {
        '分' => [article, &numeral].iter().any(|step| first.contains(&(part, *step))),
        _ => [article, &written, &numeral, &digits].iter().any(|step| steps.contains(&(part, *step))),
    };
    // Where a text has no lines, its articles stand within it.
    let inline = || {
        let begins = |text: &str| ["。", "；", "："].iter().any(|sign| text.contains(&format!("{sign}{article}")));
        context.passages.iter().any(|passage| begins(&passage.text) || passage.text.starts_with(article))
    };
    (!known && number < 100 && !inline()).then(|| {
        let at = context.in_passage(passage, sentence).marked(article);
        finding(CODE, Severity::Error, format!("所引的{article}不存在"), at, None)
    })
}

/// A title that is cited and is that of an annex which is listed and absent.
fn absent_titles(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let annexes = context.facts.parts.iter().filter(|part| part.number > 0);
    if annexes.clone().all(|part| !part.present) {
        return;
    }
    for part in annexes.filter(|part| !part.present && !part.title.is_empty()) {
        let cited = format!("《{}》", part.title);
        for passage in context.passages.iter().filter(|passage| passage.is_content()) {
            for sentence in sentences(&passage.text).filter(|sentence| sentence.contains(&cited)) {
                let at = context.in_passage(passage, sentence).marked(&cited);
                let message = format!("所依据的{cited}（附件{}）没有附上", part.number);
                findings.push(finding(CODE, Severity::Error, message, at, None));
            }
        }
    }
}
