//! # form-look：纸张、页边距、字体、字号、行距不合 GB/T 9704
//!
//! GB/T 9704—2012 第5条、第7条：A4 纸，天头37毫米、订口28毫米，版心156×225毫米；标题用小标宋体二号，正文用仿宋体三号，
//! 第一层标题用黑体、第二层用楷体，每面22行（行距28至30磅，或设定网格）。只看 docx 文件，各项都是提示，整组可用
//! `--ignore form` 关掉。每一项只说一次，按多数文字判断；文件没有写明字体的（用主题字体的）不判断。
//! 例子的第一行写出文件的版式。
//!
//! ```bad
//! 版式：纸张 2100×2970，页边距 254 254 318 318，标题 小标宋 44，正文 宋体 24，行距 0
//! 某县工作方案
//! 为做好工作，制定本方案，请各单位结合实际认真组织实施，确保按期完成各项任务。
//! ```
//! ```good
//! 版式：纸张 2100×2970，页边距 370 350 280 260，标题 方正小标宋简体 44，正文 仿宋_GB2312 32，行距 290
//! 某县工作方案
//! 为做好工作，制定本方案，请各单位结合实际认真组织实施，确保按期完成各项任务。
//! ```

use crate::Side;
use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use zhengtu_model::{ClauseKind, Look, PageLook, TypeLook};

pub(super) const CODE: &str = "form-look";
pub(super) const TITLE: &str = "纸张、页边距、字体、字号、行距不合 GB/T 9704";

/// Width and height of A4, in tenths of a millimetre.
const PAPER: [i32; 2] = [2100, 2970];
/// The upper, lower, left and right margin (5.2): 297 − 37 − 225 = 35, 210 − 28 − 156 = 26.
const MARGINS: [i32; 4] = [370, 350, 280, 260];
/// How far a length may be off: GB/T 9704 allows a millimetre, and Word rounds to hundredths of a centimetre.
const OFF: i32 = 15;
/// The distances of lines, in tenths of a point, with which about 22 lines stand on a page.
const LINES: std::ops::RangeInclusive<u32> = 280..=300;

/// What a kind of text is set in: words of the names of its font, in lower case, and its size in half points.
#[derive(Deserialize)]
struct Set {
    name: String,
    fonts: Vec<String>,
    size: u32,
    wanted: String,
}

/// `data/look.toml`.
#[derive(Deserialize)]
struct Sets {
    title: Set,
    body: Set,
    first: Set,
    second: Set,
    /// The names of sizes, by half points.
    sizes: BTreeMap<String, String>,
}

static SETS: LazyLock<Sets> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/look.toml")).expect("data/look.toml is well formed: a test reads it")
});

static FIRST: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^[一二三四五六七八九十]+、").expect("a pattern"));
static SECOND: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[（(][一二三四五六七八九十]+[)）]").expect("a pattern"));

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(look) = &context.facts.look else { return };
    let Some(first) = context.passages.first() else { return };
    let top = context.in_passage(first, &first.text);
    if let Some(said) = look.pages.iter().find_map(pages) {
        findings.push(finding(CODE, Severity::Info, said, top, None));
    }
    let title = title(context);
    let is_title = |passage: &Passage<'_>| title.is_some_and(|title| std::ptr::eq(title, passage));
    let written = |passage: &&Passage<'_>| {
        let running = matches!(passage.clause.kind, ClauseKind::Text | ClauseKind::Field);
        running && passage.clause.evidence.cell.is_none() && !is_title(passage)
    };
    let of = |kind: &Regex| -> Vec<&Passage<'_>> {
        context.passages.iter().filter(|passage| passage.is_content() && kind.is_match(&passage.text)).collect()
    };
    judge(context, look, &SETS.title, title.into_iter().collect(), true, findings);
    judge(context, look, &SETS.body, context.passages.iter().filter(written).collect(), false, findings);
    judge(context, look, &SETS.first, of(&FIRST), true, findings);
    judge(context, look, &SETS.second, of(&SECOND), true, findings);
    if !look.pages.iter().any(|page| page.grid) {
        lines(context, look, context.passages.iter().filter(written).collect(), findings);
    }
}

/// What is wrong with the pages of a section; those that lie across have margins of their own.
fn pages(page: &PageLook) -> Option<String> {
    let off = |is: &[i32], wanted: &[i32]| is.iter().zip(wanted).any(|(is, wanted)| (is - wanted).abs() > OFF);
    let millimetres = |tenths: &[i32]| -> Vec<String> {
        tenths.iter().map(|tenths| format!("{}", f64::from(*tenths) / 10.0)).collect()
    };
    if page.paper[0] > page.paper[1] {
        return None;
    }
    if off(&page.paper, &PAPER) {
        return Some(format!("纸张为{}毫米，应为 A4（210×297毫米，5.1）", millimetres(&page.paper).join("×")));
    }
    off(&page.margins, &MARGINS).then(|| {
        let is = millimetres(&page.margins);
        format!("页边距上{}、下{}、左{}、右{}毫米，应为上37、下35、左28、右26毫米（5.2）", is[0], is[1], is[2], is[3])
    })
}

/// The first passage that says the title.
fn title<'c, 'a>(context: &'c Context<'a>) -> Option<&'c Passage<'a>> {
    let stated = context.facts.info.identity.title.as_ref()?.value.as_str();
    let begins = |passage: &&Passage<'_>| !passage.text.is_empty() && stated.starts_with(&passage.text);
    context.passages.iter().take(HEAD).find(begins)
}

/// The title stands within so many passages from the head.
const HEAD: usize = 12;

/// The type of the first character of a passage, or of all of it, by how many characters it has.
fn types<'l>(look: &'l Look, passage: &Passage<'_>, only_first: bool) -> Vec<(&'l TypeLook, usize)> {
    let at = &passage.clause.evidence;
    let end = if only_first { at.start + 1 } else { at.end };
    let from = look.types.partition_point(|kind| kind.end <= at.start);
    let here = look.types[from..].iter().take_while(|kind| kind.start < end);
    here.map(|kind| (kind, kind.end.min(end) - kind.start.max(at.start))).collect()
}

/// Most of the characters of some passages: what `of` says of them, and the first passage that has it.
fn most<'p, 'a, K: Ord>(
    look: &Look,
    passages: &[&'p Passage<'a>],
    only_first: bool,
    of: impl Fn(&TypeLook) -> Option<K>,
) -> Option<(K, &'p Passage<'a>)> {
    let mut counts: BTreeMap<K, (usize, usize)> = BTreeMap::new();
    for (number, passage) in passages.iter().enumerate() {
        for (kind, chars) in types(look, passage, only_first) {
            if let Some(key) = of(kind) {
                counts.entry(key).or_insert((0, number)).0 += chars;
            }
        }
    }
    let (key, (_, number)) = counts.into_iter().max_by_key(|(_, (chars, _))| *chars)?;
    Some((key, passages[number]))
}

fn judge(
    context: &Context<'_>,
    look: &Look,
    set: &Set,
    passages: Vec<&Passage<'_>>,
    only_first: bool,
    findings: &mut Vec<Finding>,
) {
    let known = |kind: &TypeLook| (!kind.font.is_empty() && kind.size > 0).then(|| (kind.font.clone(), kind.size));
    let Some(((font, size), passage)) = most(look, &passages, only_first, known) else { return };
    let right = set.fonts.iter().any(|name| font.to_lowercase().contains(name));
    if !right || size != set.size {
        let message = format!("{}为{font}{}，应为{}（5.2.2、7.3）", set.name, size_name(size), set.wanted);
        findings.push(finding(CODE, Severity::Info, message, side(context, passage), None));
    }
}

fn lines(context: &Context<'_>, look: &Look, passages: Vec<&Passage<'_>>, findings: &mut Vec<Finding>) {
    let Some((line, passage)) = most(look, &passages, false, |kind| Some(kind.line)) else { return };
    if !LINES.contains(&line) {
        let is = match line {
            0 => "没有设为固定值".to_owned(),
            tenths => format!("为{}磅", f64::from(tenths) / 10.0),
        };
        let message = format!("正文行距{is}，每面22行约为固定值29磅（5.2.3）");
        findings.push(finding(CODE, Severity::Info, message, side(context, passage), None));
    }
}

fn size_name(half_points: u32) -> String {
    let named = SETS.sizes.get(&half_points.to_string());
    named.cloned().unwrap_or_else(|| format!("{}磅", f64::from(half_points) / 2.0))
}

fn side(context: &Context<'_>, passage: &Passage<'_>) -> Side {
    let first = crate::phrases::sentences(&passage.text).next().unwrap_or_default();
    context.in_passage(passage, first)
}
