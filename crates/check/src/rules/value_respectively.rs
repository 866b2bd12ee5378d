//! # value-respectively：“分别”的对象和数值个数不同
//!
//! “甲、乙、丙分别达到80%、90%”：三个对象，两个数值（警告）；几个对象只有一个数值的为提示。对象里的“和”可以是名称的一部分，
//! 两种数法都不符的才算；有“等”而说不准的不查。
//!
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 县区、城镇、农村停电时间分别压减至5个、9个小时以内。
//! ```
//! ```bad
//! 某县工作方案
//! 一、工作目标
//! 占生产总值和服务业的比重分别达到11%左右。
//! ```
//! ```good
//! 某县工作方案
//! 一、工作目标
//! 县区、城镇、农村停电时间分别压减至5个、9个、15个小时以内，水稻栽植、收获机械化率分别达到65%和55%。
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
    Regex::new(r"^([^分]*?)分别(?:(?:由|从)[^、]{1,12})?(?:达到|达|为|不低于|不少于|不超过|压减至|压缩至|压缩到|缩短至|降至|降低|提高|提升|增长|增加|下降|提高到|提升到|提高至|提升至|控制在|给予|按|完成|新增|建成)([^、和]*\d[^、和]*(?:[、和][^、和]*\d[^、和]*)*)$")
        .expect("a pattern")
});

/// Words with which the values are many to one, or of which nobody knows where they part.
static LOOSE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"等|或|以及|其中|、.*“|各|每|[（(]").expect("a pattern"));

/// Words that join two subjects, or stand within the name of one.
const JOINING: [char; 3] = ['和', '及', '与'];

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for phrase in split(&passage.text) {
            let Some(found) = SHARED.captures(phrase) else { continue };
            let (subjects, values) = (&found[1], &found[2]);
            if [subjects, values].iter().any(|text| LOOSE.is_match(text)) {
                continue;
            }
            let (listed, given) = (subjects.split('、').count(), values.split(['、', '和']).count());
            let joined = subjects.matches(JOINING).count();
            // 和 may be part of a name, but one value is never given 分别.
            let fits = given > 1 && (listed..=listed + joined).contains(&given);
            if listed + joined > 1 && !fits {
                let message = format!("“分别”之前有{}个对象，之后有{given}个数值", listed + joined.min(1));
                let at = context.in_passage(passage, phrase).marked("分别");
                // One value for all of several is said so too.
                let severity = if given > 1 { Severity::Warning } else { Severity::Info };
                findings.push(finding(CODE, severity, message, at, None));
            }
        }
    }
}
