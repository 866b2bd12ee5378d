//! # form-head：公文的标题、主送机关、附件说明、成文日期（GB/T 9704—2012）
//!
//! 标题末尾的标点，“关于印发”而没有“的通知”，主送机关后没有冒号，附件名称后的标点，附件序号“1、”，成文日期写作“2023.3.5”
//! （提示）。只查正文之前的文头和落款。
//!
//! ```bad
//! 某县人民政府关于印发某县工作方案。
//! 某政发〔2023〕5号
//! 各乡镇人民政府
//! 现将方案印发给你们，请认真贯彻执行。
//! 附件：某县工作方案。
//! ```
//! ```bad
//! 某县人民政府关于印发某县工作方案的通知
//! 各乡镇人民政府，县政府各部门、各直属机构。
//! 现将方案印发给你们，请认真贯彻执行。
//! ```
//! “关于……通知”少了“的”的，同样列出。
//!
//! ```bad
//! 某县人民政府关于开展
//! 幼儿园治理工作通知
//! 各乡镇人民政府：
//! 现就有关事项通知如下。
//! ```
//! ```good
//! 某县人民政府关于开展
//! 幼儿园治理工作的通知
//! 各乡镇人民政府：
//! 现就有关事项通知如下。
//! ```
//! ```good
//! 某县人民政府关于印发某县工作方案的通知
//! 某政发〔2023〕5号
//! 各乡镇人民政府：
//! 现将方案印发给你们，请认真贯彻执行。
//! 附件：某县工作方案
//! ```

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use regex::Regex;
use std::sync::LazyLock;

pub(super) const CODE: &str = "form-head";
pub(super) const TITLE: &str = "公文格式要素不合 GB/T 9704";

/// Lines of the head of a document.
const HEAD_LINES: usize = 12;

/// A form of line that is wrong, and what is said of it.
struct Form {
    line: Regex,
    say: &'static str,
}

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let form = |line: &str, say| Form { line: Regex::new(line).expect("a pattern"), say };
    vec![
        form(r"^附件[：:][^，。；]{2,60}[。；，]$", "附件名称后不用标点（7.3.4）"),
        form(r"^附件[：:]?\d{0,2}[、，][\p{Han}]", "附件序号用阿拉伯数字和点：“1.”（7.3.4）"),
        form(r"^附件[：:]1、", "附件序号用阿拉伯数字和点：“1.”（7.3.4）"),
        form(r"^附件[一二三四五六七八九十]{1,2}(?:[：:]|$)", "附件序号用阿拉伯数字：“附件1”（7.3.4）"),
        form(r"^[^\d]{0,20}20\d\d[./-]\d{1,2}[./-]\d{1,2}$", "成文日期写作“2023年3月5日”（7.3.5.4）"),
        form(r"^二[〇○Oo0零][\p{Han}○Oo0]{2}年[\p{Han}]{1,2}月[\p{Han}]{1,3}日$", "成文日期用阿拉伯数字（7.3.5.4）"),
    ]
});

/// A line that ends the title at the head of a document: the addressees, the number, the date.
static AFTER_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"[：:]$|^[\p{Han}]{2,12}[〔\[（(]\d{4}[〕\]）)]|^[（(]?20\d\d年|^(?:各|为|根据|按照|经|现将|第一|一、)|。.",
    )
    .expect("a pattern")
});

/// A title that sends out a document, and lacks its kind.
static UNFINISHED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"关于(?:印发|转发|下发|公布)[^，。；]{4,80}(?:方案|办法|细则|措施|规划|计划|意见|清单|规定|[》)）])$")
        .expect("a pattern")
});

/// A title that sends out a document.
static SENDS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"关于(?:印发|转发|下发|公布)").expect("a pattern"));

/// A title whose kind nothing joins to its matter: 关于开展治理工作通知.
static JOINED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"关于[^的，。；：]{4,80}(?:通知|通报|决定|批复|公告|意见)$").expect("a pattern"));

/// A title that a sign ends.
static STOPPED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"关于[^，。；：]{4,90}[。，；]$").expect("a pattern"));

/// The addressees, as a line that a letter follows.
static ADDRESSEES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:各|[\p{Han}]{2,8}(?:省|市|县|区)(?:委|人民政府))[^。；：:]{2,120}(?:人民政府|政府|办事处|管委会|委|办|局|厅|部门|单位|机构|企业|院校|公司)[。；，]?$").expect("a pattern")
});

/// The letter behind the addressees: a sentence.
static LETTER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^[^\n]{8,}[。，]").expect("a pattern"));

/// A plan that a letter sends out without the marks of a title.
static UNMARKED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"现将([^《》，。；]{8,60}(?:方案|办法|细则|措施|规划|计划|意见|清单)(?:[（(][^（()）]{1,20}[)）])?)(?:印发|下发|转发|公布)").expect("a pattern")
});

/// The title over several lines at the head of the document.
fn title<'c, 'a>(context: &'c Context<'a>) -> Option<(String, &'c Passage<'a>)> {
    let head = context.passages.iter().take(HEAD_LINES).filter(|passage| passage.text.chars().any(char::is_alphabetic));
    let lines: Vec<&Passage<'_>> = head.take_while(|passage| !AFTER_TITLE.is_match(&passage.text)).take(4).collect();
    let last = lines.last()?;
    Some((lines.iter().map(|passage| passage.text.as_str()).collect(), last))
}

fn letter(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut push = |say: &str, passage: &Passage<'_>, quote: &str| {
        findings.push(finding(CODE, Severity::Info, say.to_owned(), context.in_passage(passage, quote), None));
    };
    if let Some((title, last)) = title(context) {
        if UNFINISHED.is_match(&title) {
            push("标题缺文种“的通知”（7.3.1）", last, &last.text);
        }
        if JOINED.is_match(&title) {
            push("标题“关于……”之后、文种之前少了“的”（7.3.1）", last, &last.text);
        }
        if STOPPED.is_match(&title) {
            let lacks = SENDS.is_match(&title) && !title.contains("通知");
            let kind = if lacks { "，并缺文种“的通知”" } else { "" };
            push(&format!("标题末尾不用标点{kind}（7.3.1）"), last, &last.text);
        }
    }
    for pair in context.passages.windows(2).take(HEAD_LINES) {
        if ADDRESSEES.is_match(&pair[0].text) && LETTER.is_match(&pair[1].text) {
            push("主送机关后用冒号（7.3.2）", &pair[0], &pair[0].text);
        }
        if let Some(found) = UNMARKED.captures(&pair[1].text) {
            push("所印发的文件名加书名号", &pair[1], &found[1]);
        }
    }
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    letter(context, findings);
    for passage in context.passages.iter().filter(|passage| passage.clause.path.is_empty()) {
        for form in FORMS.iter() {
            if form.line.is_match(&passage.text) {
                let side = context.in_passage(passage, &passage.text);
                findings.push(finding(CODE, Severity::Info, form.say.to_owned(), side, None));
            }
        }
    }
}
