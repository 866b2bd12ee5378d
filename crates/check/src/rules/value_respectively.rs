//! # value-respectively：“分别”的对象和数值个数不同
//!
//! “甲、乙、丙分别达到80%、90%”：三个对象，两个数值。对象或数值里有“和”“及”“等”而说不准的不查。
//! 都用顿号隔开的为警告。
//!
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 县区、城镇、农村停电时间分别压减至5个、9个小时以内。
//! ```
//! ```good
//! 某县工作方案
//! 一、工作目标
//! 县区、城镇、农村停电时间分别压减至5个、9个、15个小时以内。
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::phrases::split;
use regex::Regex;
use std::sync::LazyLock;

pub(super) const CODE: &str = "value-respectively";
pub(super) const TITLE: &str = "“分别”的对象和数值个数不同";

/// Subjects, 分别, words of reaching, the values up to the end of the phrase.
static SHARED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^([^分]*?)分别(?:(?:由|从)[^、]{1,12})?(?:达到|达|为|不低于|不少于|不超过|压减至|压缩至|压缩到|缩短至|降至|降低|提高|提升|增长|增加|下降|提高到|提升到|提高至|提升至|控制在|给予|按|完成|新增|建成)([^、]*\d[^、]*(?:、[^、]*\d[^、]*)+)$")
        .expect("a pattern")
});

/// Words with which the values are many to one, or of which nobody knows where they part.
static LOOSE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"和|及|与|等|或|以及|其中|、.*“|各|[（(]").expect("a pattern"));

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for phrase in split(&passage.text) {
            let Some(found) = SHARED.captures(phrase) else { continue };
            let (subjects, values) = (&found[1], &found[2]);
            if [subjects, values].iter().any(|text| LOOSE.is_match(text)) {
                continue;
            }
            let (named, given) = (subjects.split('、').count(), values.split('、').count());
            if named > 1 && named != given {
                let message = format!("“分别”之前有{named}个对象，之后有{given}个数值");
                let at = context.in_passage(passage, phrase).marked("分别");
                findings.push(finding(CODE, Severity::Warning, message, at, None));
            }
        }
    }
}
