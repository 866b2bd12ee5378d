//! Numbers that are no targets: conditions, present levels, parameters, names.

use super::{Site, ends_with_indicator, has};
use zhengtu_lexicon::measures::MeasureClass;
use zhengtu_lexicon::targets::{Sign, at_end, at_start};
use zhengtu_model::{Comparator, Reading};

/// What the number is where its words exclude a target.
pub(super) fn reading(site: &Site<'_>) -> Option<Reading> {
    name(site)
        .or_else(|| given(site))
        .or_else(|| condition(site))
        .or_else(|| baseline(site))
        .or_else(|| parameter(site))
}

/// 给予6%-10%的价格扣除: an amount that is given.
fn given(site: &Site<'_>) -> Option<Reading> {
    let money = matches!(site.class(), Some(MeasureClass::Money | MeasureClass::Percent));
    let gives = ["给予", "奖励", "补助", "补贴", "奖补", "贴息"].iter().any(|word| site.before().contains(word));
    (money && gives && !site.is_stated() && !has(Sign::Condition, ending(site.before(), 6)))
        .then_some(Reading::Parameter)
}

/// What a number is that nothing makes a target.
pub(super) fn otherwise(site: &Site<'_>) -> Reading {
    match site.class() {
        Some(MeasureClass::Time) => Reading::Date,
        Some(MeasureClass::Rank) => Reading::Name,
        Some(MeasureClass::Age) => Reading::Condition,
        Some(MeasureClass::Percent | MeasureClass::Points | MeasureClass::Money) => Reading::Unexplained,
        Some(_) => Reading::Count,
        None => Reading::Unexplained,
    }
}

/// 世界500强, 建党100周年, 10分钟生活圈, 24小时书店.
fn name(site: &Site<'_>) -> Option<Reading> {
    let after = site.after();
    if matches!(site.quantity.unit.as_str(), "届" | "周年") {
        return Some(Reading::Name);
    }
    let named = match site.class()? {
        MeasureClass::Rank => !site.is_stated() && !ranks(site),
        MeasureClass::Time => {
            // 近五年 is a span of the past.
            site.about().ends_with('近')
                || site.quantity.unit == "小时" && site.quantity.comparator.is_none() && is_around_the_clock(site)
                || is_circle(site)
        }
        _ => false,
    };
    (named && !after.starts_with('内')).then_some(Reading::Name)
}

/// 进入全国前10位 is a rank aimed at; 世界500强 is a name.
fn ranks(site: &Site<'_>) -> bool {
    let before = site.lead_words();
    site.quantity.comparator == Some(Comparator::AtMost)
        && ["进入", "稳居", "保持", "位居", "跻身", "力争", "争取", "位列", "居"]
            .iter()
            .any(|word| before.contains(word))
}

fn is_around_the_clock(site: &Site<'_>) -> bool {
    let number = site.quantity.number.of(site.passage.text);
    let level = site.quantity.to || site.quantity.change.is_some();
    number == "24" && !level && !(site.quantity.reach && site.after().is_empty())
}

/// 15分钟生活圈: a circle is named by its time.
fn is_circle(site: &Site<'_>) -> bool {
    let after: String = site.after().chars().take(12).collect();
    site.quantity.comparator.is_none() && ["圈", "达标", "步行", "交通", "通勤"].iter().any(|word| after.contains(word))
}

fn condition(site: &Site<'_>) -> Option<Reading> {
    let stated = site.setting.scope
        || is_case(site)
        || defines_rate(site)
        || is_occasion(site)
        || modifies(site)
        || limits_scope(site)
        || is_age(site);
    stated.then_some(Reading::Condition)
}

/// 7个工作日内答复率: the time is part of what the rate measures; 220千伏变电站2座: the number says of
/// what kind the things are that are counted.
fn defines_rate(site: &Site<'_>) -> bool {
    let after = site.after();
    let rate = site.class() == Some(MeasureClass::Time) && after.ends_with('率');
    let things = !matches!(
        site.class(),
        Some(MeasureClass::Count | MeasureClass::People | MeasureClass::Household | MeasureClass::Percent) | None
    );
    let short = (2..=10).contains(&after.chars().count());
    rate || things && site.next_counts && short && !site.is_stated() && site.quantity.comparator.is_none()
}

/// 对投资500万元以上的项目, 为7层以上建筑的: whom or which case the number singles out.
fn is_case(site: &Site<'_>) -> bool {
    let clause = site.clause.of(site.passage.text).trim_end();
    let case =
        clause.ends_with('的') && site.passage.text[site.clause.end..].starts_with(['，', ',', '；', ';', '：', ':']);
    let singled = ["对", "针对", "对于", "凡"].iter().any(|word| site.before().starts_with(word))
        && site.after().starts_with('的')
        && !is_share(site);
    case || singled
}

/// 累计幅度超过10%时, 在18个月至36个月之间: when something applies.
fn is_occasion(site: &Site<'_>) -> bool {
    let after = site.after();
    let when = after.starts_with('时') && !["时间", "时限", "时长"].iter().any(|word| after.starts_with(word));
    when || after.starts_with("之间") || after.starts_with("的时候") || after == "后"
}

/// 500万元及以下的小微企业, 10千伏及以下电网工程, 两年以上未结案件: the number says which.
fn modifies(site: &Site<'_>) -> bool {
    let after = site.after();
    let suffix = site.passage.text[site.quantity.number.end..site.last.span.end].trim();
    if ["及以上", "及以下", "含）以上", "含)以上", "含）以下", "含)以下", "含以上"]
        .iter()
        .any(|word| suffix.ends_with(word))
    {
        let aims = ["力争", "确保", "争取"].iter().any(|word| site.lead_words().contains(word));
        return !(site.is_stated() && after.is_empty() && (aims || site.setting.goal));
    }
    let bounded = suffix.ends_with("以上") || suffix.ends_with("以下");
    if let Some(rest) = after.strip_prefix('的') {
        return of(site, rest, bounded);
    }
    if after.is_empty() || !bounded {
        return false;
    }
    match site.class() {
        Some(
            MeasureClass::Count
            | MeasureClass::Percent
            | MeasureClass::Points
            | MeasureClass::Household
            | MeasureClass::Data
            | MeasureClass::Ratio,
        )
        | None => false,
        Some(MeasureClass::People) => !commits(site.before()),
        Some(MeasureClass::Money) => !site.is_stated(),
        _ => !site.is_stated() && !commits(site.before()),
    }
}

/// A number with 的 after it: 15%的增长 is aimed at, 80%以上的乡镇 is a share, 3亿元的公司 says which.
fn of(site: &Site<'_>, rest: &str, bounded: bool) -> bool {
    if ["增长", "增速", "目标", "增幅", "水平", "比例", "速度", "任务"].iter().any(|word| rest.starts_with(word))
    {
        return !site.is_stated() && site.quantity.comparator.is_none();
    }
    if ["前提", "情况", "条件", "基础", "部分", "标准", "价格"].iter().any(|word| rest.starts_with(word))
    {
        return true;
    }
    let amount = ["规模", "总规模", "总额", "总量", "总面积"].iter().any(|word| site.before().ends_with(word));
    if amount && super::state::opens_with_commitment(site.before()) {
        return false;
    }
    match site.class() {
        Some(MeasureClass::Percent) => {
            // 80%的街道建成服务中心 is a share that is aimed at.
            let aimed = ["建成", "完成", "实现", "达到", "覆盖", "配备"].iter().any(|word| rest.contains(word));
            !((bounded || aimed) && opens_share(site.before()))
        }
        Some(MeasureClass::Count | MeasureClass::People) => !commits(site.before()),
        _ => !(commits(site.before()) && bounded),
    }
}

/// 实现80%以上的…: nothing is named before the share but the verb.
fn opens_share(before: &str) -> bool {
    let bare = crate::targets::indicator::without_opening(before);
    bare.is_empty()
        || before.ends_with("实现")
        || before.ends_with("力争")
        || before.ends_with("全县")
        || before.ends_with("全市")
}

fn commits(before: &str) -> bool {
    at_end(Sign::Commit, before).is_some()
}

/// 总投资20亿元, 离校两年内, 注册资本3亿元: whom or what the clause is about.
fn limits_scope(site: &Site<'_>) -> bool {
    let before = site.before();
    // A level stated of what is itself a condition (注册资本达到1亿元) is a level.
    if site.is_stated() || site.about().contains("突破") && site.after().is_empty() {
        return false;
    }
    let near = ending(before, 10);
    let opening: String = before.chars().take(3).collect();
    let conditional = ["凡", "若", "如果", "对于", "当"].iter().any(|word| opening.starts_with(word));
    let ending = site.clause.of(site.passage.text).trim_end();
    conditional && (ending.ends_with('的') || !is_share(site))
        || has(Sign::Condition, near) && !ends_with_goal(site)
        || site.class() == Some(MeasureClass::Time) && qualifies_time(site)
}

fn is_share(site: &Site<'_>) -> bool {
    matches!(site.class(), Some(MeasureClass::Percent | MeasureClass::Points))
}

/// The last `count` characters.
fn ending(text: &str, count: usize) -> &str {
    text.char_indices().rev().nth(count.saturating_sub(1)).map_or(text, |(at, _)| &text[at..])
}

/// 平均失业率 and the like are measured even where a word of the list stands near.
fn ends_with_goal(site: &Site<'_>) -> bool {
    ends_with_indicator(site.before())
        && (site.is_stated() || site.quantity.comparator.is_some() || site.setting.goal)
        && matches!(site.class(), Some(MeasureClass::Percent | MeasureClass::Points | MeasureClass::Time))
}

/// 满3年, 3年后, 两年内未就业, 6个月以上.
fn qualifies_time(site: &Site<'_>) -> bool {
    let (before, after) = (site.before(), site.after());
    let suffix = site.last.span.of(site.passage.text);
    site.about().ends_with('近')
        || before.ends_with(['满', '近', '过', '第'])
        || after.starts_with(['后', '前', '未', '无', '不'])
        || suffix.ends_with("以上") && !site.is_stated()
}

fn is_age(site: &Site<'_>) -> bool {
    let measured = site.before().ends_with("寿命") || site.before().ends_with("年龄");
    let grouped = site.quantity.comparator.is_some() && !site.after().is_empty();
    site.class() == Some(MeasureClass::Age) && !measured && (grouped || !site.is_stated())
}

fn baseline(site: &Site<'_>) -> Option<Reading> {
    let before = site.before();
    let after = site.after();
    let done = after.starts_with("的基础上") || after.starts_with("基础上") || after.starts_with("规模的基础上");
    let past = site.past && !site.setting.goal;
    let near = ending(crate::targets::indicator::subject(before), 14);
    let aims =
        ["力争", "确保", "争取", "提升至", "达到"].iter().any(|word| site.about().contains(word) && word.len() > 6);
    let present = has(Sign::Baseline, near) && !aims || site.about().ends_with('了');
    (done || past || present || site.setting.report || reports(site)).then_some(Reading::Baseline)
}

/// 目前，全市已建成…，覆盖率达到95%: the sentence reports what is, up to words that aim.
fn reports(site: &Site<'_>) -> bool {
    let earlier = site.earlier();
    let opens = ["目前", "截至", "截止", "近年来", "去年", "上年", "过去", "前期", "当前，"]
        .iter()
        .any(|word| earlier.starts_with(word));
    opens && !["力争", "确保", "争取", "将", "要", "计划", "目标"].iter().any(|word| earlier.contains(word))
}

fn parameter(site: &Site<'_>) -> Option<Reading> {
    let class = site.class()?;
    // Beside a level or a change only what is straight before it counts.
    let subject = crate::targets::indicator::subject(site.before());
    let words = if site.is_stated() { ending(subject, 8) } else { site.lead_words() };
    let listed = matches!(
        class,
        MeasureClass::Money | MeasureClass::Percent | MeasureClass::Ratio | MeasureClass::Points | MeasureClass::Score
    );
    let floats = ["上浮", "下浮"].iter().any(|word| site.about().ends_with(word) || site.before().ends_with(word));
    let given = matches!(class, MeasureClass::Percent) && at_start(Sign::Parameter, site.after()).is_some();
    if floats || given {
        return Some(Reading::Parameter);
    }
    let found = match class {
        MeasureClass::Time => extends(site, words),
        MeasureClass::Points => {
            ["上浮", "下浮", "优惠", "给予", "贴息", "补贴"].iter().any(|word| words.contains(word))
        }
        MeasureClass::Score => ["加", "扣", "记", "计", "得", "满"].iter().any(|word| words.ends_with(word)),
        MeasureClass::Money => has(Sign::Parameter, words) || has(Sign::Parameter, site.after()) || is_rate(site),
        _ => has(Sign::Parameter, words) || site.after().starts_with("的") && has(Sign::Parameter, site.after()),
    };
    // 80万/户 is money too.
    let each = site.quantity.unit.starts_with(['万', '元', '亿']) && site.quantity.unit.contains('/');
    let found = found || each && has(Sign::Parameter, words);
    (found && (listed || each || class == MeasureClass::Time)).then_some(Reading::Parameter)
}

/// 延长15个工作日, 最长贷款期限为30年.
fn extends(site: &Site<'_>, words: &str) -> bool {
    let term = [
        "责任期",
        "保险期",
        "服务期",
        "合同期",
        "履约期",
        "保护期",
        "过渡期",
        "贷款期限",
        "还款期限",
        "租期",
        "缴存",
        "有效期",
        "补贴期限",
        "免租期",
        "宽限期",
    ]
    .iter()
    .any(|word| words.contains(word));
    term || words.contains("延长") && !site.is_stated() && site.quantity.comparator.is_none()
}

/// 1000元/户, 每人500元.
fn is_rate(site: &Site<'_>) -> bool {
    let each = ["每人", "每户", "每亩", "每家", "每个", "每台", "每辆", "每平方米", "每吨", "人均每"];
    !site.is_stated() && each.iter().any(|word| site.lead_words().contains(word))
}
