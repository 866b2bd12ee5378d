//! The rules by which a number is a target.

use super::{Site, ends_with_indicator, has, is_abstract};
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::{Sign, at_end, words};
use zhengtu_model::{Change, Comparator, Reading};
use zhengtu_terms::numeral::NumeralForm;

/// The rule that makes the number a target, if one does.
pub(super) fn rule(site: &Site<'_>) -> Option<&'static str> {
    match site.class() {
        Some(MeasureClass::Percent | MeasureClass::Points) => share(site),
        Some(MeasureClass::Time) => time(site),
        Some(MeasureClass::Rank) => (site.is_stated() || site.quantity.comparator.is_some()).then_some("rank"),
        Some(MeasureClass::Ratio) => ratio(site),
        Some(_) => counted(site),
        None => bare(site),
    }
}

/// Percentages and points: a word of change, a level, a comparator, or an indicator straight before.
fn share(site: &Site<'_>) -> Option<&'static str> {
    if site.is_stated() {
        return Some(if site.quantity.change.is_some() { "change" } else { "level" });
    }
    if site.quantity.comparator.is_some() {
        return Some("comparator");
    }
    let after = site.after();
    let aimed = ["建成", "完成", "实现", "达到", "覆盖", "配备"].iter().any(|word| after.contains(word));
    if aimed && after.starts_with('的') && site.before().is_empty() {
        return Some("share");
    }
    let listed = ends_with_indicator(site.before()) && site.after().is_empty();
    let rate = ["率", "占比", "覆盖面"].iter().any(|word| site.before().ends_with(word));
    (listed && (rate || site.setting.goal || site.clause.start > site.sentence.start)).then_some("indicator")
}

/// 增长2倍, 翻一番.
fn ratio(site: &Site<'_>) -> Option<&'static str> {
    site.is_stated().then_some("change")
}

fn time(site: &Site<'_>) -> Option<&'static str> {
    if site.before().ends_with([':', '：']) || names_limit(site) {
        return Some("limit-field");
    }
    if site.is_stated() && !matches!(site.quantity.change, Some(Change::Increase)) {
        return Some("limit-level");
    }
    let short = !matches!(site.quantity.unit.as_str(), "年" | "个月" | "周" | "个季度" | "月" | "星期" | "个星期");
    match site.quantity.comparator {
        Some(Comparator::AtMost) if ends_with_inside(site) => service_limit(site, short).then_some("service-limit"),
        Some(Comparator::AtMost) if short => Some("limit"),
        Some(Comparator::AtLeast) if short && !site.before().is_empty() => Some("limit"),
        None => listed_limit(site, short).then_some("limit-list"),
        _ => None,
    }
}

/// 办理时限：10个工作日.
fn names_limit(site: &Site<'_>) -> bool {
    let before = site.passage.text[..site.clause.start].trim_end();
    let Some(label) = before.strip_suffix(['：', ':']) else { return false };
    let tail: String = label.chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
    let named = ["时限", "办理时间", "时长", "用时", "期限"].iter().any(|word| tail.ends_with(word));
    named && site.before().is_empty() && site.after().is_empty()
}

/// Whether 内 or 以内 stands after the number.
fn ends_with_inside(site: &Site<'_>) -> bool {
    site.last.span.of(site.passage.text).ends_with('内')
}

/// 在3个工作日内办结; months and years only where somebody has to act.
fn service_limit(site: &Site<'_>, short: bool) -> bool {
    let (before, after) = (site.before(), site.after());
    let acts = !after.is_empty() || before.is_empty() || ends_with_limited(before);
    if after.starts_with('的') {
        return false;
    }
    if short {
        return acts || site.setting.goal || site.limit;
    }
    let bound = ["应", "必须", "须", "需", "之日起", "确保"].iter().any(|word| before.contains(word));
    let years = site.quantity.unit == "年";
    acts && bound && !years && !after.is_empty()
        || !years && before.ends_with('在') && !after.is_empty()
        || done(after) && bound
}

fn done(after: &str) -> bool {
    words(Sign::Done).iter().any(|word| after.starts_with(word.as_str()))
}

fn ends_with_limited(before: &str) -> bool {
    ends_with_indicator(before) || before.ends_with(['务', '理', '批', '证', '结', '复', '定', '起', '件', '后'])
}

/// 企业登记3小时、印章刻制2小时: limits in a row, or in a goal paragraph.
fn listed_limit(site: &Site<'_>, short: bool) -> bool {
    let (before, after) = (site.before(), site.after());
    if !short || before.is_empty() && after.is_empty() {
        return false;
    }
    if site.passage.enclosure(site.quantity.span).is_some_and(|(kind, _)| kind == super::Enclosure::Quote) {
        return true;
    }
    let sequence = site.limit || site.earlier().ends_with(['，', '：', '；']) && follows_limits(site);
    after.is_empty()
        && !before.is_empty()
        && (sequence || site.setting.goal)
        && site.quantity.form == NumeralForm::Arabic
}

fn follows_limits(site: &Site<'_>) -> bool {
    let earlier = site.earlier();
    ["其中", "办结", "时限", "时间", "分别"].iter().any(|word| earlier.contains(word))
}

/// Things counted, money, areas, masses: a level, a comparator, or a verb that commits.
fn counted(site: &Site<'_>) -> Option<&'static str> {
    let (before, after) = (site.before(), site.after());
    let arabic = site.quantity.form == NumeralForm::Arabic;
    if site.improves_things() {
        return (arabic && after.is_empty()).then_some("commitment");
    }
    if site.is_stated() {
        // 分三类, 聚焦到4个方面: what is counted out is no level.
        let level =
            site.quantity.change.is_none() && !site.quantity.reach && is_abstract(after) && !names_change(before);
        return (!level || site.setting.goal).then_some("level");
    }
    if listed_things(before, after) {
        return None;
    }
    if site.is_bounded() {
        let meant = arabic || !is_abstract(after) && commits(site);
        let named = !before.is_empty() || !after.is_empty() || site.follows && !is_count(site);
        return (meant && named).then_some("comparator");
    }
    if !arabic || is_abstract(after) && !names_change(before) {
        return None;
    }
    if names_change(before) && after.chars().count() <= 4 || commits(site) {
        return Some("commitment");
    }
    if after.is_empty() && !before.is_empty() && (site.setting.goal || follows_in_list(site)) {
        return Some(if site.setting.goal { "goal" } else { "list" });
    }
    None
}

/// 造林2300亩，森林抚育6320亩: a short clause after a target of its sentence; of things counted only where
/// they are counted as those before (国家级10家，省级200家; 教师120名，其中幼儿教师40名).
fn follows_in_list(site: &Site<'_>) -> bool {
    let short = site.before().chars().count() <= 12;
    let same_clause = site.phrase.start > site.clause.start && site.last_reading == Some(Reading::Target);
    let things = |unit: &str| unit.trim_start_matches(['万', '亿', '千', '百']).to_owned();
    let alike = !is_count(site) || site.units.iter().any(|unit| things(unit) == things(&site.quantity.unit));
    short && (same_clause || site.follows && alike)
}

fn is_count(site: &Site<'_>) -> bool {
    matches!(site.class(), Some(MeasureClass::Count | MeasureClass::People | MeasureClass::Household))
}

/// 申请、领证等3项: the number counts what is listed before it.
fn listed_things(before: &str, after: &str) -> bool {
    let sums = before.ends_with('等') || before.ends_with("以下") || before.ends_with("上述") || before.ends_with("这");
    sums && (is_abstract(after) || !after.is_empty())
}

/// 压减为申请、装表2个: a word of change with its level earlier in the phrase.
pub(super) fn names_change(before: &str) -> bool {
    let change = [
        "压减为",
        "压缩为",
        "精简为",
        "优化为",
        "整合为",
        "合并为",
        "简化为",
        "调整为",
        "浓缩进",
        "浓缩为",
        "减少为",
        "压减至",
        "压缩至",
        "精简至",
    ];
    change.iter().any(|word| before.contains(word)) || within_flow(before)
}

/// 优化水气报装流程为申请受理、勘验开通1个环节.
fn within_flow(before: &str) -> bool {
    ["优化", "精简", "压缩", "简化", "整合", "设置"].iter().any(|verb| {
        before
            .find(verb)
            .is_some_and(|at| before[at..].contains('为') || *verb == "设置" && before[at..].contains('、'))
    })
}

fn commits(site: &Site<'_>) -> bool {
    let (before, after) = (site.before(), site.after());
    if let Some(verb) = at_end(Sign::Commit, before).or_else(|| at_end(Sign::Weak, before)) {
        let weak = words(Sign::Weak).iter().any(|word| word == verb);
        // 开展专项整治30次: the act is what is counted.
        let held = ["开展", "组织", "举办", "实施"].iter().any(|word| before.starts_with(word));
        if weak && held && after.is_empty() && before.chars().count() > verb.chars().count() + 2 {
            return true;
        }
        return !weak || !is_abstract(after) && !after.is_empty() || site.setting.goal;
    }
    // 设立规模100亿元的基金
    if after.starts_with('的') && opens_with_commitment(before) {
        return true;
    }
    // 打造10条街区、20个集聚区: the verb holds for the whole list.
    if before.is_empty() && site.phrase.start > site.clause.start && site.last_reading == Some(Reading::Target) {
        return !after.is_empty() && !is_abstract(after);
    }
    // 新建农村公路500公里: the verb stands before the thing, the number after it.
    after.is_empty() && opens_with_commitment(before) && before.chars().count() >= 4
}

/// Whether the phrase opens with a verb that commits to a quantity, after its date and subject.
pub(super) fn opens_with_commitment(before: &str) -> bool {
    let Some(verb) = crate::targets::indicator::opening_verb(before) else { return false };
    has(Sign::Commit, verb) || has(Sign::Weak, verb) && at_end(Sign::Abstract, before).is_none()
}

/// Numbers without a unit: a level or comparator of a named index.
fn bare(site: &Site<'_>) -> Option<&'static str> {
    if !site.quantity.unit.is_empty() {
        // A unit that is not in the thesaurus, such as 亿: like anything counted.
        return counted(site);
    }
    let indexed = ends_with_indicator(site.before()) && !site.before().ends_with("等度");
    let said = site.is_stated() || site.quantity.comparator.is_some();
    let changed = site.quantity.change.is_some() && !site.before().is_empty();
    let share = site.quantity.form == NumeralForm::Fraction && (site.quantity.comparator.is_some() || changed);
    // 数据中心PUE控制在1.3以下: a level that is to be kept, whatever is measured.
    let kept = site.quantity.reach && site.quantity.comparator.is_some() && site.before().chars().count() >= 2;
    ((kept && site.after().is_empty()) || (indexed && said && site.after().is_empty()) || share).then_some("index")
}
