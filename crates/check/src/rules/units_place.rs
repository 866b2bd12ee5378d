//! # units-place：别的县、市、省的单位和地名
//!
//! 温县的方案由“孟州市财政局”负责、山东省的由“山西银保监局”负责：既不是本地和下级的，也不是上级的，多半是从别处的文件照搬的（警告）。
//! 多处提到这个地方的，可能是合作的文件，不查；铁路、海关、流域管理等跨地区的单位不查。
//! 正文里“建立武陟县营商环境评价体系”，别处这几个字前面都是“温县”的，同样为警告。
//!
//! ```bad
//! 2021年温县工作方案
//! 一、主要措施
//! 1.推进甲事。优化流程。(温县财政局、县税务局负责)
//! 2.推进乙事。完善机制。(县教育局、孟州市财政局负责)
//! ```
//! ```bad
//! 2021年温县营商环境评价方案
//! 一、主要措施
//! 1.推进甲事。改善温县营商环境评价指标。(县财政局负责)
//! 2.推进乙事。建立武陟县营商环境评价体系。(县税务局负责)
//! ```
//! ```bad
//! 焦作市“三线”整治工作方案
//! 一、主要措施
//! 1.推进甲事。由国网焦作供电公司牵头，组织排查。
//! 2.推进乙事。由国网新乡供电公司会同各运营商制定清单。
//! ```
//! 本地的名称里有一个字写成了音近、形近的字，而又没有这样的地方的（安化县写成安华县），同样列出（提示）。
//!
//! ```bad
//! 安化县人民政府办公室关于印发安化县若干措施的通知
//! 一、主要措施
//! 1.推进甲事。（责任单位：县财政局、人民银行安华县支行）
//! ```
//! ```good
//! 安化县人民政府办公室关于印发安化县若干措施的通知
//! 一、主要措施
//! 1.推进甲事。学习新化县经验。（责任单位：县财政局、人民银行安化县支行）
//! ```
//! ```good
//! 2021年温县营商环境评价方案
//! 一、主要措施
//! 1.推进甲事。改善温县营商环境评价指标，学习武陟县经验。(市生态环境局温县分局、焦作市财政局、河南省税务局、郑州海关负责)
//! ```

use crate::document::Context;
use crate::finding::{Finding, Severity, finding};
use crate::lookalike::alike;
use crate::places::around;
use std::collections::BTreeMap;
use zhengtu_lexicon::divisions::{Division, Divisions};
use zhengtu_model::{Unit, UnitKind};

pub(super) const CODE: &str = "units-place";
pub(super) const TITLE: &str = "别的县、市、省的单位和地名";

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let divisions = context.lexicon.divisions();
    let Some(own) = own(context, divisions) else { return };
    units(context, divisions, own, findings);
    copied(context, divisions, own, findings);
    misspelt(context, divisions, own, findings);
}

/// A shorter name of a place, in characters, is part of many words.
const NAMED: usize = 3;

/// The name of the own place with a character that looks or sounds like the right one, where no place is called so.
fn misspelt(context: &Context<'_>, divisions: &Divisions, own: &Division, findings: &mut Vec<Finding>) {
    let name: Vec<char> = own.name.chars().collect();
    // The last says of which level it is.
    for wrong in (0..name.len().saturating_sub(1)).filter(|_| name.len() >= NAMED) {
        for other in alike(name[wrong]) {
            let printed: String =
                name.iter().enumerate().map(|(at, char)| if at == wrong { other } else { *char }).collect();
            if divisions.at_start(&printed).is_some() {
                continue;
            }
            for passage in context.passages.iter().filter(|passage| passage.is_content()) {
                let Some(at) = passage.text.find(&printed) else { continue };
                let side = context.in_passage(passage, around(&passage.text, at..at + printed.len())).marked(&printed);
                findings.push(finding(CODE, Severity::Info, format!("“{printed}”疑为“{}”", own.name), side, None));
                break;
            }
        }
    }
}

/// The place whose government issued the document.
fn own<'d>(context: &Context<'_>, divisions: &'d Divisions) -> Option<&'d Division> {
    let place = &context.facts.info.identity.place.as_ref()?.value;
    divisions.of_code(place.code.as_ref()?)
}

/// The places of a name with which a text begins, in full or, of provinces and cities, in short, and what stands behind it.
fn named<'d, 't>(divisions: &'d Divisions, text: &'t str) -> Option<(Vec<&'d Division>, &'t str)> {
    let (places, end) = divisions.at_start(text).or_else(|| divisions.called_at_start(text))?;
    Some((places, &text[end..]))
}

/// Bodies of a place that neither lies in that of the document nor holds it.
fn units(context: &Context<'_>, divisions: &Divisions, own: &Division, findings: &mut Vec<Finding>) {
    let spanning = &context.lexicon.checks().spanning_body;
    let mut foreign: BTreeMap<&str, Vec<(usize, &Unit)>> = BTreeMap::new();
    for (number, task) in context.facts.tasks.iter().enumerate() {
        for unit in task.units.iter().filter(|unit| unit.kind == UnitKind::Unit) {
            let Some((places, body)) = named(divisions, &unit.surface) else { continue };
            let related =
                |place: &&Division| divisions.lies_in(place.code, own.code) || divisions.lies_in(own.code, place.code);
            let office = body.ends_with(['局', '委', '厅', '办']) && !spanning.within(body);
            if office && !places.iter().any(related) {
                foreign.entry(places[0].code).or_default().push((number, unit));
            }
        }
    }
    for (number, unit) in foreign.into_values().filter(|uses| uses.len() == 1).flatten() {
        let task = &context.facts.tasks[number];
        let side = context.quote(task.part, &task.path, &unit.surface, &unit.evidence);
        let message = format!("“{}”不是{}的单位", unit.surface, own.name);
        findings.push(finding(CODE, Severity::Warning, message, side, None));
    }
}

/// So many characters behind the name of another place stand elsewhere behind that of the own.
const SAME: usize = 4;

/// Where a place is named in a text, in full or in short (三明供电公司), with the name that the own place has in that form.
fn mentions<'t>(text: &'t str, place: &Division, own: &'t Division) -> Vec<(usize, &'t str, &'t str)> {
    let full = text.match_indices(place.name).map(|(at, name)| (at, name, own.name));
    let short = text.match_indices(place.short).filter(|_| ![place.short, own.short].contains(&""));
    let short = short.filter(|(at, _)| !text[*at..].starts_with(place.name));
    full.chain(short.map(|(at, name)| (at, name, own.short))).collect()
}

/// Places beside the own one of which is said what is said of it elsewhere.
fn copied(context: &Context<'_>, divisions: &Divisions, own: &Division, findings: &mut Vec<Finding>) {
    let beside = divisions.iter().filter(|place| place.superior == own.superior && place.code != own.code);
    let beside: Vec<&Division> = beside.filter(|place| !place.former).collect();
    let written = || context.passages.iter().filter(|passage| passage.is_content());
    for passage in written() {
        for place in &beside {
            for (at, name, ours) in mentions(&passage.text, place, own) {
                let behind: String = passage.text[at + name.len()..].chars().take(SAME).collect();
                let whole = behind.chars().count() == SAME && behind.chars().all(zhengtu_text::is_han);
                let elsewhere = format!("{ours}{behind}");
                let Some(other) = whole.then(|| written().find(|other| other.text.contains(&elsewhere))).flatten()
                else {
                    continue;
                };
                let side = context.in_passage(passage, around(&passage.text, at..at + name.len())).marked(name);
                let there = context.in_passage(other, &elsewhere);
                let message = format!("“{name}”疑为“{ours}”：别处是“{elsewhere}”");
                findings.push(finding(CODE, Severity::Warning, message, side, Some(there)));
            }
        }
    }
}
