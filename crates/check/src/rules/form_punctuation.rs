//! # form-punctuation：标点用法（GB/T 15834—2011）
//!
//! 标有引号、书名号的并列成分之间的顿号，单个的“…”，“等”和省略号并用，引号、书名号的层次，年份之间的连接号，
//! “第一”后的顿号，“一是”“二是”之间的点号不一，“和”前的顿号，破折号，汉字间的“．”等（提示）。各条的依据和例子见词表 `style.toml`，可以增补。
//!
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.推进“甲事”、“乙事”工作，2021-2025年实施。
//! ```
//! ```bad
//! 某县工作方案
//! 一、主要措施
//! 1.一是推进甲事，二是推进乙事。三是推进丙事。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.一是推进甲事；二是推进乙事；三是推进丙事。
//! ```
//! ```good
//! 某县工作方案
//! 一、主要措施
//! 1.推进“甲事”“乙事”工作，2021—2025年实施。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::places::{self, around};
use regex::Regex;
use std::sync::LazyLock;

pub(super) const CODE: &str = "form-punctuation";
pub(super) const TITLE: &str = "标点用法不合 GB/T 15834";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    places::patterns(context, CODE, findings);
    parallel(context, findings);
}

/// A step behind the first, with the sign before it.
static STEP: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"([，。；])([二三四五六七八九十])是[\p{Han}“]").expect("a pattern"));

/// Steps of one paragraph that are parted by different signs: 一是甲，二是乙。三是丙.
fn parallel(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        let steps: Vec<_> = STEP.captures_iter(&passage.text).collect();
        // 一是 begins anew.
        let runs = steps.chunk_by(|a, b| crate::numbers::read(&a[2]) < crate::numbers::read(&b[2]));
        for run in runs {
            let Some(other) = run.iter().find(|step| step[1] != run[0][1]).and_then(|step| step.get(0)) else {
                continue;
            };
            let side = context.in_passage(passage, around(&passage.text, other.range())).marked(other.as_str());
            let message = "并列的各项之间标点不一致：有“，”“；”“。”之别".to_owned();
            findings.push(finding(CODE, Severity::Info, message, side, None));
        }
    }
}
