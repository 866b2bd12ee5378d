//! # deadline-period：时限在方案的期间之外
//!
//! 标题写明年份的方案，任务的时限却在这一年之前（警告）或之后（提示）。指标的期限在期间之外的为提示。
//! 正文里“某年底前完成”的年份早于方案的期间，或早于成文的年份，多半是年份写错了（警告），与成文同年而月份在前的为提示；
//! 工作目标里“到某年，”的、“实施期限至”的年份早于成文的，同样是警告。“2017年底前建成的”说的是已有的事，不查。
//!
//! ```bad
//! 2021年某县工作方案
//! 一、主要措施
//! 1.推进网上办理。优化流程。
//! 完成时限：2022年6月
//! 责任单位：县税务局
//! ```
//! ```bad
//! 2021年某县工作方案
//! 一、主要措施
//! 1.推进网上办理。2012年6月底前完成全部事项的梳理。
//! ```
//! ```bad
//! 某县工作方案
//! 二、工作目标
//! 到2012年，建成系统完备的服务体系。
//! 某县人民政府
//! 2021年3月5日
//! ```
//! ```bad
//! 某县工作方案
//! 1.减免费用。延续实施减免政策，实施期限至2020年12月31日。
//! 某县人民政府
//! 2021年3月5日
//! ```
//! ```bad
//! 2021年某县工作方案
//! 一、主要措施
//! 1.推进网上办理。到2052年，建成系统完备的服务体系。
//! ```
//! ```bad
//! 某县工作方案
//! 1.促进消费。开展2002年购物季活动。
//! 某县人民政府
//! 2022年3月5日
//! ```
//! ```bad
//! 某县工作方案
//! 三、保障措施
//! 建立工作机制的，2020年6月全部出台。
//! 某县人民政府
//! 2021年3月5日
//! ```
//! ```bad
//! 关于推进某工程的意见
//! 1.总体目标。2022年起5年内，新增人才200名。
//! 2.抓好落实。各单位于2022年10月底前制定细则，各区于2021年底前制定意见。
//! ```
//! “某年底前”后面不是完成、建成一类的，“实施步骤”里的年份早于成文的，同样列出（提示）。没有日期的文件，只有一处目标比别处都早几年的，
//! 列为提示。
//!
//! ```bad
//! 2021年某县工作方案
//! 一、主要措施
//! 1.推进网上办理。2020年6月底前开通服务热线。
//! ```
//! ```bad
//! 某县工作方案
//! 三、实施步骤
//! （一）制定方案。2018年上半年，各区印发方案。
//! 某县人民政府
//! 2019年3月5日
//! ```
//! ```bad
//! 关于绿色发展的若干措施
//! 1.建设社区。到2025年建成示范社区20个，到2025年新建绿道30公里。
//! 2.智慧社区。改造2000年前建成的小区，到2015年建成智慧社区50个。
//! ```
//! ```bad
//! 关于支持帮扶县的若干措施
//! 1.发展产业。到2025年，每县农田比例达到80%以上，到2015年，每个乡镇培育1个产业。
//! 2.建设网点。到2023年建成物流网点，到2025年认定品牌10个。
//! ```
//! ```bad
//! 某县工作方案
//! 三、保障措施
//! 除方案中已明确时间的外，需建立机制的，2020年6月全部出台。
//! 某县人民政府
//! 2021年3月5日
//! ```
//! ```bad
//! 某县工作方案
//! 1.请甲部门对已明确的事项，于2018年2月底前完成修订。
//! 2.完善集团。2010年初步建成5个职教集团。
//! 某县人民政府
//! 2019年3月5日
//! ```
//! ```bad
//! 2021年某县工作方案
//! 一、主要措施
//! 1.公开信息。2020年7月起各单位要全部公开，2012年力争增长10%。
//! ```
//! ```bad
//! 关于入学的实施细则
//! 1.从2022年秋季学期开始入园，从2013年秋季学期开始入学，2024年5月前办结。
//! ```
//! ```bad
//! 某县人民政府关于印发某县工作方案的通知
//! 某政发〔2018〕5号
//! 各乡镇人民政府：
//! 现将方案印发给你们。
//! 某县人民政府
//! 2018年3月5日
//!
//! 某县工作方案
//! 一、主要任务
//! 1.推进利用。建立多途径利用模式。到2002年，秸秆综合利用率达到85%以上。（县农业农村局负责）
//! ```
//! ```good
//! 2021年某县工作方案
//! 三、实施步骤
//! （一）总结2020年工作经验，对2019年底前取得资格的企业逐一走访，2021年6月底前开通服务热线。
//! ```
//! ```good
//! 2021年某县工作方案
//! 一、主要措施
//! 1.推进网上办理。优化流程，改造2012年底前建成的窗口。
//! 完成时限：2021年6月
//! 责任单位：县税务局
//! ```

use crate::document::{Context, Passage};
use crate::finding::{Finding, Severity, finding};
use crate::phrases::sentences;
use regex::{Captures, Regex};
use std::sync::LazyLock;
use zhengtu_terms::dates::{self, DateKind};

pub(super) const CODE: &str = "deadline-period";
pub(super) const TITLE: &str = "时限在方案的期间之外";

static YEARS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(20\d\d)年?(?:(?:—+|-|－|~|～|至)(20\d\d))?年").expect("a pattern"));

/// A limit in running text, and what is to be done by it.
static LIMIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\d—\-至])((?:19|20)\d\d)年(?:(\d{1,2})月)?(?:\d{1,2}日)?(?:底|末)?(?:之)?前，?(?:要|应|须|力争|确保|全面|全部|基本|牵头|建成|率先|各地|均|实现|初步|研究)*(?:完成|实现|达到|制定|出台|建成|形成|建立|印发|报送|启动|落实)")
        .expect("a pattern")
});

/// A limit with any words behind it.
static LOOSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\d—\-至])((?:19|20)\d\d)年(?:(\d{1,2})月)?(?:\d{1,2}日)?(?:底|末)?(?:之)?前(?:，|[\p{Han}--[后一二三四五六七八九十几期沿景后列述身往夕]])")
        .expect("a pattern")
});

/// A goal by a year, and the end of what goes on.
static GOAL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:力争|确保)?到((?:19|20)\d\d)年(?:底|末)?，").expect("a pattern"));
static UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:实施|执行|延续|政策|优惠)(?:期限|时间|期)?(?:延长|延续)?(?:至|到)(20\d\d)年").expect("a pattern")
});

/// A year that stands alone.
static YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:^|[^\d.])(2\d{3})年").expect("a pattern"));

/// A year so much later than the text is a slip, but for those of which plans of the state speak: the middle of the century
/// and carbon neutrality.
const FAR: u16 = 26;
const MILESTONES: [u16; 3] = [2049, 2050, 2060];

/// A year far beyond all plans.
fn far(context: &Context<'_>, passage: &Passage<'_>, sentence: &str, first: u16, findings: &mut Vec<Finding>) {
    for found in YEAR.captures_iter(sentence) {
        let far = found[1].parse::<u16>().is_ok_and(|year| year > first + FAR && !MILESTONES.contains(&year));
        if far {
            let at = context.in_passage(passage, sentence).marked(&found[1]);
            findings.push(finding(
                CODE,
                Severity::Info,
                format!("“{}年”疑有误：超出了规划的年限", &found[1]),
                at,
                None,
            ));
        }
    }
}

/// Goals and ends of a year that was over when the text was written. What was reached by a year is told outside of goals.
fn over(context: &Context<'_>, passage: &Passage<'_>, sentence: &str, first: u16, findings: &mut Vec<Finding>) {
    let in_goals = passage.clause.trail.iter().any(|heading| context.lexicon.checks().goal_section.within(heading));
    let goal = GOAL.captures(sentence).filter(|_| in_goals && !sentence.contains('已'));
    let held = HELD.captures(sentence).filter(|found| found[1].parse().is_ok_and(|year: u16| year + LONG_PAST < first));
    if let Some(found) = held.filter(|_| !sentence.contains(['已', '了', '《'])) {
        let message = format!("“{}”早于{first}年", &found[0]);
        let at = context.in_passage(passage, sentence).marked(&found[1]);
        findings.push(finding(CODE, Severity::Info, message, at, None));
    }
    let planned = || PLANNED.captures(sentence);
    let reached = || REACHED.captures(sentence).filter(|_| passage.task.is_some()).or_else(planned);
    // 到2002年，利用率达到85% in a task.
    let by = || GOAL.captures(sentence).filter(|_| !in_goals && passage.task.is_some());
    let early = reached().or_else(by).filter(|found| found[1].parse().is_ok_and(|year: u16| year < first));
    if let Some(found) = early.filter(|_| !sentence.contains(['已', '了'])) {
        let message = format!("“{}年”早于{first}年", &found[1]);
        let at = context.in_passage(passage, sentence).marked(&found[1]);
        findings.push(finding(CODE, Severity::Info, message, at, None));
    }
    let all = || ALL.captures(sentence).filter(|found| !is_past(sentence, found, PAST));
    let Some(found) = goal.or_else(|| UNTIL.captures(sentence)).or_else(all) else { return };
    if found[1].parse::<u16>().is_ok_and(|year| year < first) {
        let message = format!("“{}”早于{first}年", found[0].trim_end_matches('，'));
        let at = context.in_passage(passage, sentence).marked(&found[1]);
        findings.push(finding(CODE, Severity::Warning, message, at, None));
    }
}

/// What is to be there in a year, all of it.
static ALL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(20\d\d)年(?:\d{1,2}月)?(?:底|末)?，?(?:全部|全面)(?:出台|印发|建立|启动|制定)").expect("a pattern")
});

/// What a task is to reach in a year.
static REACHED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[，；])((?:19|20)\d\d)年(?:底|末)?，?(?:初步|基本|全面|全部)(?:建成|实现|形成|完成|建立)")
        .expect("a pattern")
});

/// What is planned for a year, or to go on from it.
static PLANNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[，；])(?:从|自)?(20\d\d)年(?:\d{1,2}月)?(?:(?:力争|计划|争取|确保|拟|预计)[\p{Han}]|(?:秋季学期|春季学期)?(?:起|开始)，?[^。；]*(?:要|应当|须|于每年|全部|全面))")
        .expect("a pattern")
});

/// What is to be held or begun in a year, and how long before the text it cannot be.
static HELD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[，、；])(?:开展|举办|启动|组织|办好|做好|编制|推进)“?(20\d\d)年(?:度)?[\p{Han}]")
        .expect("a pattern")
});
const LONG_PAST: u16 = 3;

/// A year with which something is compared.
static COMPARED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:较|比)((?:19|20)\d\d)年(?:同期|底|末)?(?:压缩|增长|下降|提高|减少|增加|提升|降低|翻)")
        .expect("a pattern")
});

/// Comparisons with a year behind that of the plan.
fn compared(context: &Context<'_>, passage: &Passage<'_>, sentence: &str, last: u16, findings: &mut Vec<Finding>) {
    for found in COMPARED.captures_iter(sentence) {
        if found[1].parse::<u16>().is_ok_and(|year| year > last) {
            let at = context.in_passage(passage, sentence).marked(&found[1]);
            let message = format!("“{}”：与以后的年份比较", &found[0]);
            findings.push(finding(CODE, Severity::Warning, message, at, None));
        }
    }
}

/// 的 and 了 within so many characters behind the verb make it what is done.
const PAST: usize = 4;
/// The same behind words that may be of anything.
const LOOSELY_PAST: usize = 12;

/// Whether a limit tells what is there already (2012年底前建成的).
fn is_past(sentence: &str, found: &Captures<'_>, within: usize) -> bool {
    let Some(whole) = found.get(0) else { return false };
    let (before, behind) = (&sentence[..whole.start()], &sentence[whole.end()..]);
    let stops = ['，', '；', ','];
    let phrase = &before[before.rfind(stops).unwrap_or_default()..];
    let rest = &behind[..behind.find(stops).unwrap_or(behind.len())];
    let told = rest.chars().take(within).any(|char| matches!(char, '的' | '了'));
    told || [phrase, whole.as_str(), rest].iter().any(|words| words.contains('已'))
}

/// A year before that of the text in what is to be done step by step.
fn in_phase(context: &Context<'_>, passage: &Passage<'_>, sentence: &str, first: u16, findings: &mut Vec<Finding>) {
    let phases = &context.lexicon.checks().phase_section;
    let told = sentence.contains(['已', '了', '《', '〔', '前']) || sentence.contains("以来");
    if told || !passage.clause.trail.iter().any(|heading| phases.within(heading)) {
        return;
    }
    let issued = context.facts.info.identity.issued.as_ref().map(|issued| issued.value);
    for mention in dates::scan(context.lexicon, sentence, &context.dates()) {
        let over = mention.end.is_some_and(|end| issued.map_or(end.year() < first, |issued| end < issued));
        if over && matches!(mention.kind, DateKind::By | DateKind::Period) {
            let said = mention.span.of(sentence);
            let at = context.in_passage(passage, sentence).marked(said);
            let message = format!("“{said}”早于本文（{first}年）");
            findings.push(finding(CODE, Severity::Info, message, at, None));
        }
    }
}

/// Limits in running text that lie outside the period of the plan, or were over when it was written.
fn in_text(context: &Context<'_>, period: Option<(u16, u16)>, findings: &mut Vec<Finding>) {
    let issued = context.facts.info.identity.issued.as_ref().map(|issued| issued.value);
    let written = issued.map(|issued| issued.year());
    let Some(first) = period.map(|(first, _)| first).or(written) else {
        alone(context, findings);
        // The year that dates without one mean is enough to tell what is far off.
        let year = context.facts.info.year.or_else(|| usual_year(context)).unwrap_or(MILESTONES[2] - FAR);
        for passage in context.passages.iter().filter(|passage| passage.is_content()) {
            sentences(&passage.text).for_each(|sentence| far(context, passage, sentence, year, findings));
        }
        return;
    };
    let last = period.map_or(first, |(_, last)| last);
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for phrase in sentences(&passage.text) {
            over(context, passage, phrase, first, findings);
            compared(context, passage, phrase, last, findings);
            far(context, passage, phrase, first, findings);
            in_phase(context, passage, phrase, first, findings);
            let (found, within) = match LIMIT.captures(phrase) {
                Some(found) => (found, PAST),
                None => match LOOSE.captures(phrase) {
                    Some(found) => (found, LOOSELY_PAST),
                    None => continue,
                },
            };
            let (Ok(year), Some(whole)) = (found[1].parse::<u16>(), found.get(0)) else { continue };
            let past = is_past(phrase, &found, within);
            let early = if within == PAST { Severity::Warning } else { Severity::Info };
            let limit = whole.as_str().trim_start_matches(|char: char| !char.is_ascii_digit());
            let told = match period {
                _ if past => None,
                None if year == first
                    && issued.is_some_and(|issued| month(&found).is_some_and(|month| month < issued.month())) =>
                {
                    Some((Severity::Info, format!("“{limit}”早于成文日期")))
                }
                _ if year < first => Some((early, format!("“{limit}”早于方案的年份{first}年"))),
                Some((_, last)) if year > last && within == PAST => {
                    Some((Severity::Info, format!("“{limit}”在方案的期间（{}）之外", span(first, last))))
                }
                _ => None,
            };
            if let Some((severity, message)) = told {
                let at = context.in_passage(passage, phrase).marked(&found[1]);
                findings.push(finding(CODE, severity, message, at, None));
            }
        }
    }
}

/// So many passages name years when a text that says no date of its own may be told by them.
const DATED: usize = 3;

/// A limit in a text without a date, of a year before all others of which the text speaks.
fn alone(context: &Context<'_>, findings: &mut Vec<Finding>) {
    static YEARS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(20\d\d)年").expect("a pattern"));
    let content = || context.passages.iter().filter(|passage| passage.is_content());
    let years: Vec<u16> = content()
        .flat_map(|passage| YEARS.captures_iter(&passage.text).filter_map(|found| found[1].parse().ok()))
        .collect();
    far_goals(context, findings);
    let Some(&least) = years.iter().min().filter(|_| years.len() >= DATED) else { return };
    if years.iter().filter(|year| **year == least).count() > 1 {
        return;
    }
    for passage in content() {
        for phrase in sentences(&passage.text) {
            let mut limits =
                LIMIT.captures_iter(phrase).chain(GOAL.captures_iter(phrase)).chain(BEGINS.captures_iter(phrase));
            let limit = limits.find(|found| found[1].parse().is_ok_and(|year: u16| year == least));
            let Some(found) = limit.filter(|found| !is_past(phrase, found, PAST)) else { continue };
            let message = format!("“{}年”早于文中别处的年份", &found[1]);
            let at = context.in_passage(passage, phrase).marked(&found[1]);
            findings.push(finding(CODE, Severity::Info, message, at, None));
        }
    }
}

/// What is to be reached by a year, wherever it stands.
static AIM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\d])到(20\d\d)年(?:底|末)?(?:，[^已]|(?:全省|全市|全县|全区|累计|力争|基本|全面|初步)*(?:建成|完成|实现|达到|新建|新增|培育|形成|打造|建立))")
        .expect("a pattern")
});
/// A year so many years before all others by which something is to be reached is a slip.
const APART: u16 = 3;

/// The year in the middle of those of which a text without a date speaks, where it speaks of several.
fn usual_year(context: &Context<'_>) -> Option<u16> {
    let passages = context.passages.iter().filter(|passage| passage.is_content());
    let years = passages.flat_map(|passage| YEAR.captures_iter(&passage.text));
    let mut years: Vec<u16> = years.filter_map(|found| found[1].parse().ok()).collect();
    years.sort_unstable();
    years.get(years.len() / 2).copied().filter(|_| years.len() >= DATED)
}

/// The one goal of a text without a date whose year lies years before those of all other goals.
fn far_goals(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut aims: Vec<(u16, &Passage<'_>, &str)> = Vec::new();
    for passage in context.passages.iter().filter(|passage| passage.is_content()) {
        for sentence in sentences(&passage.text) {
            let found = AIM.captures_iter(sentence).filter(|found| !is_past(sentence, found, PAST));
            aims.extend(found.filter_map(|found| Some((found[1].parse().ok()?, passage, sentence))));
        }
    }
    aims.sort_by_key(|(year, ..)| *year);
    if let [(least, passage, sentence), (next, ..), _, ..] = aims[..]
        && least + APART <= next
    {
        let at = context.in_passage(passage, sentence).marked(&least.to_string());
        let message = format!("“到{least}年”：文中别处的目标都在{next}年以后");
        findings.push(finding(CODE, Severity::Info, message, at, None));
    }
}

/// A year from which something is to go on.
static BEGINS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:从|自)(20\d\d)年(?:秋季学期|春季学期)?(?:起|开始)").expect("a pattern"));

/// The month that a limit names.
fn month(found: &Captures<'_>) -> Option<u8> {
    found.get(2)?.as_str().parse().ok()
}

pub(super) fn run(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let period = period(&context.facts.info.title);
    in_text(context, period, findings);
    let Some((first, last)) = period else { return };
    let beyond = |day: zhengtu_model::Date| !(first..=last).contains(&day.year());
    for target in context.facts.targets.iter().filter(|target| target.deadline.is_some_and(beyond)) {
        let at = context.quote(target.part, &target.path, &target.quote, &target.evidence);
        let message = format!("指标的期限在方案的期间（{}）之外", span(first, last));
        findings.push(finding(CODE, Severity::Info, message, at, None));
    }
    for task in &context.facts.tasks {
        let Some(end) = task.deadline.end() else { continue };
        if (first..=last).contains(&end.year()) {
            continue;
        }
        let message = format!("时限{end}不在方案的期间（{}）之内", span(first, last));
        // What is due before the plan begins is a slip; what is due after it may be a far goal.
        let severity = if end.year() < first { Severity::Warning } else { Severity::Info };
        findings.push(finding(CODE, severity, message, context.deadline_field(task), None));
    }
}

fn span(first: u16, last: u16) -> String {
    if first == last { format!("{first}年") } else { format!("{first}—{last}年") }
}

/// The years that a title names.
fn period(title: &str) -> Option<(u16, u16)> {
    let found = YEARS.captures(title)?;
    let first = found[1].parse().ok()?;
    let last = found.get(2).map_or(Some(first), |last| last.as_str().parse().ok())?;
    (first <= last).then_some((first, last))
}
