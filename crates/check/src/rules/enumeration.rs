//! # enumeration：“一是……四是”缺号、重号，“五项”与列出的不符
//!
//! “一是……二是……四是”缺“三是”，或有两个“二是”；“采取以下五项措施：一是……六是……”说的和列的不同；“本方案提出五项任务”而下面只有
//! （一）至（三）。缺号、重号和数目不符的为警告，只由下级条目推得的为提示。一项任务的各段合起来看。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.抓好落实。采取以下四项措施：一是加强宣讲。二是组织培训。四是严格考核。
//! ```
//! ```bad
//! 某县措施
//! 为促进消费，提出以下举措，共6条政策措施。
//! 一、发放消费券。
//! 二、举办促销活动。
//! 三、支持夜间消费。
//! 四、优化营业时间。
//! 五、加强宣传推介。
//! ```
//! “下列三项条件：1．……2．……”写在一段里的，同样列出（警告）。
//!
//! ```bad
//! 某县若干措施
//! 一、实行补贴。同时满足下列三项条件的可享受补贴：1．购买新建商品住房；2．在有效期内办理网签备案，并缴纳契税。
//! ```
//! ```good
//! 某县若干措施
//! 一、实行补贴。同时满足下列两项条件的可享受补贴：1．购买新建商品住房；2．在有效期内办理网签备案，并缴纳契税。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.抓好落实。采取以下三项措施：一是加强宣讲。二是组织培训。三是严格考核。
//! ```

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use crate::numbers;
use crate::places::around;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;
use zhengtu_model::ClauseKind;

pub(super) const CODE: &str = "enumeration";
pub(super) const TITLE: &str = "“一是、二是”缺号，“几项”与列出的不符";

static STEP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[。；：，,;:”）)“])([一二三四五六七八九十]{1,3})(是|要|则)[\p{Han}“]").expect("a pattern")
});

/// A number of things announced.
static SAID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:以下|如下|下列|本方案提出|共提出|重点抓好|突出抓好|着力抓好|重点做好|做好|采取|明确了?|围绕|聚焦|实施)“?(\d{1,2}|[二三四五六七八九十]{1,3})(?:个?(?:方面|重点)?(?:重点)?)?(?:项|个|大|条|类|方面)[\p{Han}]{0,6}")
        .expect("a pattern")
});

/// A step: where it stands and its number.
struct Step {
    passage: usize,
    at: Range<usize>,
    number: u32,
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut items: BTreeMap<(u32, &str), Vec<usize>> = BTreeMap::new();
    for (at, passage) in context.passages.iter().enumerate() {
        if passage.is_content() && passage.clause.kind != ClauseKind::Row {
            items.entry((passage.clause.part, passage.clause.path.as_str())).or_default().push(at);
        } else if passage.clause.kind == ClauseKind::Row {
            row(context, at, findings);
        }
    }
    for ((_, path), passages) in &items {
        steps(context, passages, path.is_empty(), findings);
    }
    children(context, findings);
    inline(context, findings);
    throughout(context, findings);
}

/// Before the first item: a number of measures that the items below are.
static MEASURES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(\d{1,2}|[二三四五六七八九十]{1,3})(?:项|条)[\p{Han}]{0,6}(?:措施|任务|举措|政策|工作|意见)")
        .expect("a pattern")
});

/// Of so many items the number may be one off, of twice as many two.
const COUNT: u32 = 10;

/// Fewer items are counted right.
const COUNTED: u32 = 5;

/// A number of measures announced before the items of the outermost level, where there is one item more or less, or of many
/// a tenth: so slips go, and a number that counts something else seldom comes so near.
fn throughout(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let content = || context.passages.iter().filter(|passage| passage.is_content() && passage.clause.part == 0);
    let steps: BTreeSet<u32> =
        content().filter_map(|passage| numbers::read(passage.clause.path.split('/').next()?)).collect();
    let Some(&last) = steps.last().filter(|last| **last >= COUNTED && steps.len() as u32 == **last) else { return };
    let before = || content().take_while(|passage| passage.clause.path.is_empty());
    let said = |text: &str| -> Vec<(u32, String)> {
        let found = MEASURES.captures_iter(text);
        found.filter_map(|found| Some((numbers::read(&found[1])?, found[0].to_owned()))).collect()
    };
    let all: Vec<(u32, String, &Passage<'_>)> = before()
        .flat_map(|passage| said(&passage.text).into_iter().map(move |(number, words)| (number, words, passage)))
        .collect();
    if all.iter().any(|(number, ..)| *number == last) {
        return;
    }
    for (_, words, passage) in all.iter().filter(|(number, ..)| number.abs_diff(last) <= (last / COUNT).max(1)) {
        let message = format!("说是“{words}”，全文列了{last}项");
        let at = context.in_passage(passage, words);
        findings.push(finding(CODE, Severity::Info, message, at, None));
    }
}

/// A number of things announced, and behind it the first of those that the paragraph counts.
static COUNTED_HERE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"((?:以下|如下|下列)([2-9]|[两二三四五六七八九])(?:项|个|种|类|条)[\p{Han}]{0,6})[^。；：]{0,24}[：:。](?:1[．.、]|[（(]1[)）]|①)")
        .expect("a pattern")
});
/// The number of one of them.
static MARK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:[：:；;。])(?:(\d)[．.、]|[（(](\d)[)）]|([①-⑨]))[^\d]").expect("a pattern"));

/// Things that a paragraph announces and counts itself: 下列两项条件：1．…；2．….
fn inline(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        let Some(found) = COUNTED_HERE.captures(&passage.text) else { continue };
        let number = if &found[2] == "两" { Some(2) } else { numbers::read(&found[2]) };
        let (Some(words), Some(said)) = (found.get(1), number) else { continue };
        let digit = |char: char| char.to_digit(10).or_else(|| (char as u32).checked_sub('①' as u32 - 1));
        let marks = MARK.captures_iter(&passage.text[words.end()..]);
        let numbers = marks.filter_map(|mark| mark.iter().skip(1).flatten().next()?.as_str().chars().next());
        let count = numbers.filter_map(digit).zip(1..).take_while(|(number, at)| number == at).count() as u32;
        if count > 1 && said != count {
            let message = format!("说是“{}”，列出了{count}项", words.as_str());
            let at = context.in_passage(passage, around(&passage.text, words.range())).marked(words.as_str());
            findings.push(finding(CODE, Severity::Warning, message, at, None));
        }
    }
}

/// A row of a table is read by itself.
fn row(context: &Context<'_>, at: usize, findings: &mut Vec<Finding>) {
    steps(context, &[at], false, findings);
}

fn steps(context: &Context<'_>, passages: &[usize], loose: bool, findings: &mut Vec<Finding>) {
    let mut runs: Vec<Vec<Step>> = Vec::new();
    for &number in passages {
        for found in STEP.captures_iter(&context.passages[number].text) {
            let (Some(group), Some(sign)) = (found.get(1), found.get(2)) else { continue };
            let Some(value) = numbers::read(group.as_str()).filter(|value| *value > 0) else { continue };
            let step = Step { passage: number, at: group.start()..sign.end(), number: value };
            // 一是 begins anew.
            match runs.last_mut().filter(|_| value != 1) {
                Some(run) => run.push(step),
                None => runs.push(vec![step]),
            }
        }
    }
    for run in runs.iter().filter(|run| run[0].number == 1 && run.len() > 1) {
        let wrong = run.windows(2).find(|pair| pair[1].number != pair[0].number + 1);
        match wrong {
            Some(pair) if !loose || pair[0].passage == pair[1].passage => report(context, pair, findings),
            Some(_) => {}
            None => announced(context, run, findings),
        }
    }
}

fn report(context: &Context<'_>, pair: &[Step], findings: &mut Vec<Finding>) {
    let (before, number) = (pair[0].number, pair[1].number);
    let what = if number == before {
        format!("有两个“{}是”", numbers::chinese(number))
    } else {
        format!("“{}是”之后是“{}是”", numbers::chinese(before), numbers::chinese(number))
    };
    findings.push(finding(CODE, Severity::Warning, what, side(context, &pair[1]), None));
}

fn side(context: &Context<'_>, step: &Step) -> crate::Side {
    let passage = &context.passages[step.passage];
    context.in_passage(passage, around(&passage.text, step.at.clone())).marked(&passage.text[step.at.clone()])
}

/// The number announced right before the first step against the steps there are.
fn announced(context: &Context<'_>, run: &[Step], findings: &mut Vec<Finding>) {
    let passage = &context.passages[run[0].passage];
    let before = &passage.text[..run[0].at.start];
    let sentence = before.trim_end_matches(['。', '：', '；', ':']).rsplit(['。', '；']).next().unwrap_or_default();
    let Some(found) = SAID.captures_iter(sentence).last() else { return };
    let (Some(said), Some(whole)) = (numbers::read(&found[1]), found.get(0)) else { return };
    let behind = sentence[whole.end()..].chars().count();
    let count = run.len() as u32;
    if said != count && behind <= 4 {
        let message = format!("说是{}，列出了{count}项", whole.as_str());
        let at = context.in_passage(passage, sentence).marked(whole.as_str());
        findings.push(finding(CODE, Severity::Warning, message, at, Some(side(context, &run[run.len() - 1]))));
    }
}

/// A number announced in a paragraph of an item against the items below it.
fn children(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut below: BTreeMap<(u32, &str), BTreeSet<&str>> = BTreeMap::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        let path = passage.clause.path.as_str();
        if let Some((parent, step)) = path.rsplit_once('/') {
            below.entry((passage.clause.part, parent)).or_default().insert(step);
        }
    }
    for (at, passage) in context.passages.iter().enumerate() {
        let clause = passage.clause;
        let Some(items) = below.get(&(clause.part, clause.path.as_str())) else { continue };
        // The paragraph right before the first item announces the items.
        let first =
            context.passages.get(at + 1).is_some_and(|next| next.clause.path.starts_with(&format!("{}/", clause.path)));
        if !first || !passage.is_content() || items.len() < 2 {
            continue;
        }
        for found in SAID.captures_iter(&passage.text) {
            let Some(said) = numbers::read(&found[1]) else { continue };
            if said != items.len() as u32 && said > 1 && is_announcement(&found[0]) {
                let message = format!("说是“{}”，下面列了{}项", &found[0], items.len());
                let at = context.in_passage(passage, &found[0]);
                findings.push(finding(CODE, Severity::Info, message, at, None));
            }
        }
    }
}

/// Whether what is counted are the items of a plan.
fn is_announcement(said: &str) -> bool {
    static THINGS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?:任务|措施|工作|行动|工程|举措|方面|重点)$").expect("a pattern"));
    THINGS.is_match(said)
}
