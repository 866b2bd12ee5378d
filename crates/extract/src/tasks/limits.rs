//! Time limits without a label: the clause of a statement that says when (…负责，6月底前完成), a bracket
//! that says nothing else （2021年6月底前完成）, a sentence about the limit of the whole item (该项工作于6月底前
//! 完成).

use crate::units::{Vocabulary, is_office_list, is_unit_list};
use zhengtu_lexicon::deadlines::DeadlineWord;
use zhengtu_model::Deadline;
use zhengtu_terms::dates::{Context, DateKind, DateMention, Granularity, at_start, scan};
use zhengtu_terms::deadline;
use zhengtu_text::{Span, signs};

/// The longest clause that is believed to be a limit, in characters.
const LONGEST: usize = 24;

/// The longest clause of standing work alone (长期坚持并持续推进).
const LONGEST_STANDING: usize = 8;

/// The longest label of a time in words that no list knows (时间：).
const LONGEST_LABEL: usize = 8;

/// The longest object behind a word of completion (完成试点应用), in characters.
const LONGEST_OBJECT: usize = 16;

/// The longest words between the start of a clause and the event from which its time counts (自本方案印发), in characters.
const LONGEST_OF: usize = 6;

/// What stands behind the words with which a sentence about the limit of an item begins: 该项工作, 以上任务均, 力争.
fn behind_whole<'a>(vocabulary: &Vocabulary<'_>, clause: &'a str) -> &'a str {
    let known = &vocabulary.forms().limit;
    let opened = known.whole.strip_start(clause).and_then(|rest| behind_object(vocabulary, rest)).unwrap_or(clause);
    known.aim.strip_start(opened).unwrap_or(opened)
}

/// What stands behind 工作, 项工作均 and the like at the start of a text.
fn behind_object<'a>(vocabulary: &Vocabulary<'_>, text: &'a str) -> Option<&'a str> {
    let known = &vocabulary.forms().limit;
    // 项目 is an object, 项 of 项工作 is before one.
    let mut rest = text;
    let mut behind = loop {
        match known.whole_of.strip_start(rest) {
            Some(behind) => break behind,
            None => rest = known.whole_part.strip_start(rest)?,
        }
    };
    while let Some(shorter) = known.whole_must.strip_start(behind) {
        behind = shorter;
    }
    Some(behind)
}

/// The clauses of a statement that are limits; spans into `text`. `closed`: brackets stand around the statement, so that
/// a day may stand straight behind the names in it.
pub(super) fn in_statement(vocabulary: &Vocabulary<'_>, text: &str, closed: bool) -> Vec<Span> {
    let act = |clause: &str| acts_by_day(vocabulary, clause);
    let named = |clause: &str| behind_bare_names(vocabulary, clause).filter(|_| closed);
    let limit = |clause: Span| {
        let words = clause.of(text);
        Some(in_clause(vocabulary, words).or_else(|| act(words)).or_else(|| named(words))?.shift(clause.start))
    };
    clauses(text).into_iter().filter_map(limit).collect()
}

/// 2021年6月底前治理村庄20个: a clause that begins with the only day it names, by which something is done; of what is
/// reached in a year (到2025年建成…) the year is the target's.
fn acts_by_day(vocabulary: &Vocabulary<'_>, clause: &str) -> Option<Span> {
    let bare = vocabulary.forms().limit.at.strip_start(clause).unwrap_or(clause);
    let date = only_date(vocabulary, bare).filter(|date| is_due_by(date, bare))?;
    let act = after_date(bare, &date);
    // What was done by a day is no limit.
    let other = act.starts_with(['已', '共']) || clause.starts_with(['到', '至']);
    (!other && act.chars().nth(LONGEST).is_none()).then(|| Span::new(0, clause.len()))
}

/// Whether something is due by a date, or again and again by a day (每月25日前通报).
fn is_due_by(date: &DateMention, text: &str) -> bool {
    match date.kind {
        DateKind::By => true,
        DateKind::Recurring(_) => date.span.of(text).ends_with('前'),
        _ => false,
    }
}

/// The clauses of a text without the white space around them.
fn clauses(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, char) in signs(text).chain([(text.len(), '。')]) {
        // 县水利局 2024年9月
        if matches!(char, '，' | ',' | '；' | ';' | '。') || char.is_whitespace() {
            found.push(Span::new(start, at).trim(text));
            start = (at + char.len_utf8()).min(text.len());
        }
    }
    found.retain(|clause| !clause.is_empty());
    found
}

/// The limit that a clause states: all of it, or its end (请市财政局在2月底前完成).
fn in_clause(vocabulary: &Vocabulary<'_>, clause: &str) -> Option<Span> {
    if states_limit(vocabulary, clause) {
        return Some(Span::new(clause.len() - without_label(clause).len(), clause.len()));
    }
    let start = dates(vocabulary, clause).first()?.span.start;
    let (subject, limit) = clause.split_at(start);
    let lead = vocabulary.forms().limit.at.at_end(subject)?;
    is_done_by(vocabulary, limit).then(|| Span::new(start - lead, clause.len()))
}

/// 县水利局2024年9月: a limit straight behind names, where white space between the two was lost.
fn behind_bare_names(vocabulary: &Vocabulary<'_>, clause: &str) -> Option<Span> {
    let start = dates(vocabulary, clause).first()?.span.start;
    let (names, limit) = clause.split_at(start);
    let are_names = [is_unit_list, is_office_list].iter().any(|are| are(vocabulary, names));
    (are_names && is_dated(vocabulary, limit)).then(|| Span::new(start, clause.len()))
}

/// 于5月20日前, 每日: the day by which what follows is due, or when it comes again, at the start of what stands behind the
/// names of a statement.
pub(super) fn behind_names(vocabulary: &Vocabulary<'_>, text: &str) -> Option<Span> {
    let bare = vocabulary.forms().duty.oblige.strip_start(text).unwrap_or(text);
    let rest = vocabulary.forms().limit.at.strip_start(bare);
    let recurs = |date: &DateMention| matches!(&date.kind, DateKind::Recurring(rule) if rule != "FREQ=YEARLY");
    let is_due = |date: &DateMention| if rest.is_some() { is_limit(date) } else { recurs(date) };
    let rest = rest.unwrap_or(bare);
    let date = at_start(vocabulary, rest, &Context::SOME_YEAR).filter(is_due)?;
    let start = text.len() - bare.len();
    let end = text.len() - rest.len() + date.span.end;
    Some(Span::new(start, end))
}

/// Whether the only matter of a sentence, without its stop, is the limit of the item it stands in: one for
/// the whole, or one for each case (对于…的，于6月底前完成；对于…).
pub(super) fn is_limit_of_item(vocabulary: &Vocabulary<'_>, sentence: &str) -> bool {
    if [is_limit_of_whole, is_standing_work].iter().any(|is| is(vocabulary, sentence)) {
        return true;
    }
    let several = sentence.contains('；') || sentence.contains(';');
    several && sentence.split(['；', ';']).all(|case| is_limit_of_case(vocabulary, case))
}

/// Whether a sentence, without its stop, ends with a clause that says by when, and nothing else (修订议事规则，一季度完成).
pub(super) fn closes_with_limit(vocabulary: &Vocabulary<'_>, sentence: &str) -> Option<Span> {
    let (_, last) = sentence.rsplit_once(['，', ',']).filter(|(head, _)| !head.is_empty())?;
    let closing = Span::new(sentence.len() - last.len(), sentence.len());
    if is_standing_work(vocabulary, last) {
        return Some(closing);
    }
    let known = &vocabulary.forms().limit;
    let bare = known.lead.strip_start(last).unwrap_or(last);
    let date = only_date(vocabulary, bare).filter(is_limit)?;
    is_word_of_completion(vocabulary, after_date(bare, &date)).then_some(closing)
}

/// Whether a sentence, without its stop, is one clause that says by when its subject is done, and nothing else
/// (县图书馆改造于6月底前完成).
pub(super) fn ends_with_limit(vocabulary: &Vocabulary<'_>, sentence: &str) -> Option<Span> {
    if sentence.contains(['，', ',', '；', ';']) {
        return None;
    }
    let [date] = &dates(vocabulary, sentence)[..] else { return None };
    if !is_limit(date) || !is_word_of_completion(vocabulary, after_date(sentence, date)) {
        return None;
    }
    let subject = &sentence[..date.span.start];
    let subject = subject.strip_suffix(['于', '在']).unwrap_or(subject);
    // What was done by a day is no limit.
    (!subject.is_empty() && !subject.ends_with('已')).then(|| Span::new(date.span.start, sentence.len()))
}

/// 长期坚持, 此项工作贯穿始终, 并持续推进: whether a clause says of the whole that it goes on, and nothing else.
fn is_standing_work(vocabulary: &Vocabulary<'_>, clause: &str) -> bool {
    let words = behind_whole(vocabulary, clause);
    vocabulary.forms().limit.standing.is(words.strip_prefix('并').unwrap_or(words))
}

/// Whether a sentence, without its stop, begins with a clause that says in what time from the issue of the document what
/// follows is done (自本方案印发之日起30个工作日内，建立机制).
pub(super) fn opens_with_time(vocabulary: &Vocabulary<'_>, sentence: &str) -> Option<Span> {
    let (first, _) = sentence.split_once(['，', ','])?;
    is_counted(vocabulary, first).then(|| Span::new(0, first.len()))
}

/// Whether a sentence, without its stop, says by when its only act is done, and nothing else (3月底前完成清单修订): the
/// date with which it begins.
pub(super) fn opens_with_limit(vocabulary: &Vocabulary<'_>, sentence: &str) -> Option<Span> {
    if sentence.contains(['，', ',', '；', ';']) {
        return None;
    }
    let date = only_date(vocabulary, sentence).filter(|date| date.kind == DateKind::By)?;
    let object = vocabulary.forms().limit.finished.strip_start(after_date(sentence, &date))?;
    (!object.is_empty() && !object.contains(|char: char| char.is_ascii_digit())).then(|| Span::new(0, date.span.end))
}

fn is_limit_of_whole(vocabulary: &Vocabulary<'_>, sentence: &str) -> bool {
    let rest = behind_whole(vocabulary, sentence);
    let bare = vocabulary.forms().limit.at.strip_start(rest).unwrap_or(rest);
    let Some(date) = &only_date(vocabulary, bare) else { return false };
    is_limit(date) && is_word_of_completion(vocabulary, after_date(bare, date))
}

/// 完成, 投入使用: what is done by a day, without an object.
fn is_word_of_completion(vocabulary: &Vocabulary<'_>, words: &str) -> bool {
    let known = &vocabulary.forms().limit;
    // 全部销号
    let words = known.manner.strip_start(words).filter(|act| !act.is_empty()).unwrap_or(words);
    known.finished.is(words) || known.done.is(words)
}

/// 对于需要新建的，原则上于2019年12月底前完成规划
fn is_limit_of_case(vocabulary: &Vocabulary<'_>, part: &str) -> bool {
    let mut clauses = part.split(['，', ',']).map(str::trim);
    let case = clauses.next().is_some_and(|case| case.starts_with('对') && case.ends_with('的'));
    let last = clauses.next_back().filter(|_| case);
    last.is_some_and(|clause| is_limit_clause(vocabulary, clause))
}

/// Whether a clause is a day by which something is due, with a word of completion or without.
pub(super) fn is_limit_clause(vocabulary: &Vocabulary<'_>, clause: &str) -> bool {
    let bare = clause.strip_prefix("原则上").unwrap_or(clause);
    let bare = bare.strip_prefix('在').unwrap_or(bare);
    let bare = bare.strip_prefix('于').unwrap_or(bare);
    is_done_by(vocabulary, bare)
}

/// Whether a clause begins with the only day that it names, by which it is finished or something is done.
pub(super) fn is_due_clause(vocabulary: &Vocabulary<'_>, clause: &str) -> bool {
    is_limit_clause(vocabulary, clause) || acts_by_day(vocabulary, clause).is_some()
}

/// Whether a bracket at the end of an item or heading says by when, and nothing else.
pub(super) fn is_limit_bracket(vocabulary: &Vocabulary<'_>, inner: &str) -> bool {
    let inner = inner.trim();
    if vocabulary.forms().limit.bracket.within(inner) {
        return states_limit(vocabulary, inner);
    }
    // 2022年4月—6月: a range of months, where a range of years may be a title's.
    let is_range = |vocabulary: &Vocabulary<'_>, inner: &str| is_part_of_year(vocabulary, inner, DateKind::Range);
    [is_range, runs_from_now].iter().any(|is| is(vocabulary, inner))
}

/// 即日起至7月20日: whether a text says until when something goes on from now, and nothing else.
fn runs_from_now(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    let rest = vocabulary.forms().limit.lead.strip_start(text).filter(|rest| rest.starts_with(['至', '到']));
    rest.is_some_and(|rest| is_done_by(vocabulary, rest))
}

/// Whether a bracket behind a heading is a month, or a part or some of them (4月, 12月中旬): when the item is done.
pub(super) fn is_period_bracket(vocabulary: &Vocabulary<'_>, inner: &str) -> bool {
    is_part_of_year(vocabulary, inner.trim(), DateKind::Period)
}

/// Whether a text is one date of a kind that is shorter than a year, and nothing else.
fn is_part_of_year(vocabulary: &Vocabulary<'_>, text: &str, kind: DateKind) -> bool {
    let is_part = |date: &DateMention| date.kind == kind && date.granularity < Granularity::Year;
    matches!(&dates(vocabulary, text)[..], [date] if is_part(date) && date.span == Span::new(0, text.len()))
}

/// Whether a clause is a day or period with at most a word for what is done by then, or a word for
/// standing or immediate work.
fn states_limit(vocabulary: &Vocabulary<'_>, clause: &str) -> bool {
    if !(2..=LONGEST).contains(&clause.chars().count()) {
        return false;
    }
    let bare = without_label(clause);
    if is_standing(vocabulary, clause) {
        return true;
    }
    [is_dated, is_counted, is_standing_from].iter().any(|is| is(vocabulary, bare))
}

/// 2025年起常态化开展, 2024年启动并逐年推进: since when work goes on, and nothing else.
fn is_standing_from(vocabulary: &Vocabulary<'_>, clause: &str) -> bool {
    let Some(date) = only_date(vocabulary, clause) else { return false };
    let act = after_date(clause, &date);
    let standing = match act.split_once('并') {
        Some((begun, standing)) => Some(standing).filter(|_| begun.chars().count() <= LONGEST_BEGUN),
        None => Some(act).filter(|_| date.kind == DateKind::From),
    };
    standing.is_some_and(|standing| is_standing_work(vocabulary, standing))
}

/// The longest word for what begins before work goes on (启动, 全面实施), in characters.
const LONGEST_BEGUN: usize = 4;

/// 自印发之日起3个月内完成: a time that counts from the issue of the document, and nothing but what it is of and what is
/// done by then.
fn is_counted(vocabulary: &Vocabulary<'_>, clause: &str) -> bool {
    if !deadline::may_count(clause) {
        return false;
    }
    let [limit] = &deadline::find(vocabulary, clause, &Context::SOME_YEAR)[..] else { return false };
    if !matches!(limit.deadline, Deadline::Relative { .. }) {
        return false;
    }
    let (before, after) = (&clause[..limit.span.start], &clause[limit.span.end..]);
    if before.chars().nth(LONGEST_OF).is_some() {
        return false;
    }
    after.is_empty() || vocabulary.forms().limit.done.is(after) || finishes(vocabulary, after)
}

fn is_standing(vocabulary: &Vocabulary<'_>, clause: &str) -> bool {
    let word = vocabulary.deadline_word(clause).filter(|_| clause.chars().count() <= LONGEST_STANDING);
    matches!(word, Some(DeadlineWord::Ongoing | DeadlineWord::Immediate))
}

/// 时间：2025年6月底前, without a label that names a time in whatever words.
fn without_label(clause: &str) -> &str {
    let is_label = |label: &str| label.contains(['时', '期']) && label.chars().count() <= LONGEST_LABEL;
    clause.split_once(['：', ':']).filter(|(label, _)| is_label(label)).map_or(clause, |(_, value)| value.trim())
}

fn is_dated(vocabulary: &Vocabulary<'_>, clause: &str) -> bool {
    let bare = vocabulary.forms().limit.lead.strip_start(clause).unwrap_or(clause);
    is_done_by(vocabulary, bare)
}

/// Whether a text begins with its only date, and says no more than what is done by then.
fn is_done_by(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    let text = within_year(vocabulary, text).unwrap_or(text);
    let Some(date) = &only_date(vocabulary, text) else { return false };
    if matches!(date.kind, DateKind::Compared | DateKind::From) {
        return false;
    }
    let after = after_date(text, date);
    let after = vocabulary.forms().limit.manner.strip_start(after).unwrap_or(after);
    if after.is_empty() {
        return true;
    }
    if vocabulary.forms().limit.done.is(after) {
        return true;
    }
    let recurs = matches!(date.kind, DateKind::Recurring(_));
    if recurs && is_times(vocabulary, after) {
        return true;
    }
    // 每季度开展演练: what is done again and again is due by no day.
    let again = recurs && !date.span.of(text).ends_with(['前', '底', '末', '日']);
    !again && is_limit(date) && finishes(vocabulary, after)
}

/// 2025年每月至少1场: what comes again within the year with which a text begins.
fn within_year<'a>(vocabulary: &Vocabulary<'_>, text: &'a str) -> Option<&'a str> {
    let year = at_start(vocabulary, text, &Context::SOME_YEAR).filter(|date| date.kind == DateKind::Period)?;
    let rest = &text[year.span.end..];
    rest.starts_with('每').then_some(rest)
}

/// 开展一次, 至少1次, 报送: how often something without an object is done.
fn is_times(vocabulary: &Vocabulary<'_>, after: &str) -> bool {
    let again = &vocabulary.forms().limit.again;
    let act = std::iter::successors(Some(after), |rest| again.strip_start(rest)).last().unwrap_or(after);
    let count = act.trim_start_matches(|char: char| "0123456789一两二三四".contains(char));
    match count.strip_suffix(['次', '场', '回', '轮']) {
        Some("") => count.len() < act.len(),
        _ => act.is_empty(),
    }
}

/// A day by which something is due, or a period shorter than a year.
fn is_limit(date: &DateMention) -> bool {
    date.kind == DateKind::By || date.granularity < Granularity::Year
}

/// 完成试点应用: a word of completion with a short object.
fn finishes(vocabulary: &Vocabulary<'_>, after: &str) -> bool {
    let object = vocabulary.forms().limit.finished.strip_start(after);
    object.is_some_and(|object| object.chars().nth(LONGEST_OBJECT).is_none())
}

fn after_date<'a>(text: &'a str, date: &DateMention) -> &'a str {
    text[date.span.end..].trim_start_matches('前')
}

/// The only date of a text, where the text begins with it.
fn only_date(vocabulary: &Vocabulary<'_>, text: &str) -> Option<DateMention> {
    at_start(vocabulary, text, &Context::SOME_YEAR)?;
    let mut all = dates(vocabulary, text);
    all.pop().filter(|_| all.is_empty())
}

/// The dates of a text; which year they are of does not matter for what they limit.
fn dates(vocabulary: &Vocabulary<'_>, text: &str) -> Vec<DateMention> {
    scan(vocabulary, text, &Context::SOME_YEAR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::testing::vocabulary;

    fn deadlines(text: &str) -> Vec<&str> {
        in_statement(&vocabulary(), text, false).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn a_clause_that_only_says_when_is_a_limit() {
        assert_eq!(deadlines("牵头单位：州审批局；责任单位：各县市政府，6月底完成"), ["6月底完成"]);
        assert_eq!(deadlines("市公安局负责，2022年6月底前完成"), ["2022年6月底前完成"]);
        assert_eq!(deadlines("州税务局牵头，长期坚持"), ["长期坚持"]);
        assert_eq!(deadlines("市财政局；2020年10月底前"), ["2020年10月底前"]);
        assert_eq!(deadlines("市财政局负责，每季度末完成"), ["每季度末完成"]);
        assert_eq!(deadlines("责任单位：市财政局；时间：2025年6月底前"), ["2025年6月底前"]);
        assert_eq!(deadlines("县文化局牵头，2022年6月底前完成试点应用"), ["2022年6月底前完成试点应用"]);
        assert_eq!(deadlines("市审计局；印发之日起30日内"), ["印发之日起30日内"]);
        assert_eq!(deadlines("由市财政局修改完善后，于5月底前按程序印发实施"), ["于5月底前按程序印发实施"]);
        assert_eq!(deadlines("市财政局牵头，自本方案印发之日起3个月内完成"), ["自本方案印发之日起3个月内完成"]);
        assert_eq!(deadlines("市财政局，明年6月底前"), ["明年6月底前"]);
        assert_eq!(deadlines("市财政局，2025年起常态化开展"), ["2025年起常态化开展"]);
        assert_eq!(deadlines("市财政局，2024年启动并逐年推进"), ["2024年启动并逐年推进"]);
        assert_eq!(deadlines("市财政局负责，每半年开展一次"), ["每半年开展一次"]);
        assert_eq!(deadlines("市财政局，2025年每月至少1场"), ["2025年每月至少1场"]);
        assert_eq!(deadlines("市财政局，即日起至2025年12月31日"), ["即日起至2025年12月31日"]);
        assert_eq!(deadlines("市财政局，限10月15日前完成"), ["限10月15日前完成"]);
        assert_eq!(deadlines("请县文化局、县财政局在2022年2月底前完成"), ["在2022年2月底前完成"]);
    }

    #[test]
    fn whatever_is_done_by_a_day_is_due() {
        let found = |text: &'static str| {
            let found = in_statement(&vocabulary(), text, true);
            found.into_iter().map(|span| span.of(text)).collect::<Vec<_>>()
        };
        assert_eq!(deadlines("市水利局牵头，2022年6月底前治理村庄20个"), ["2022年6月底前治理村庄20个"]);
        assert_eq!(found("市水利局牵头，每月25日前通报进展"), ["每月25日前通报进展"]);
        assert_eq!(found("市水利局 2022年9月"), ["2022年9月"]);
        assert_eq!(found("市水利局2022年9月"), ["2022年9月"]);
        assert_eq!(found("安保处2022年9月底前完成"), ["2022年9月底前完成"]);
        for text in [
            "市水利局牵头，2022年6月底前已治理村庄20个",
            "市水利局牵头，2022年治理村庄20个",
            "市水利局牵头，到2025年治理村庄20个",
            "市水利局牵头，每季度召开会议1次",
            "演出季2022年9月",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
        assert_eq!(deadlines("市水利局2022年9月"), [""; 0]);
    }

    #[test]
    fn a_clause_with_more_in_it_is_none() {
        for text in [
            "市财政局负责，2021年预算安排5000万元",
            "市应急局负责，每季度开展演练1次",
            "2021年工作专班牵头",
            "市财政局负责，持续推进减税降费政策落地见效工作",
            "较2020年提高",
            "市商务局负责，以下均需落实",
            "市医保局负责，自受理之日起5个工作日内办结",
            "市医保局负责，方案印发后3个月内对全市各医院开展检查",
            "县文化局负责2022年演出季",
            "市财政局，2025年起发放补助",
            "市财政局，2024年启动并网项目建设",
            "市财政局负责，每半年开展演练一次",
        ] {
            assert_eq!(deadlines(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_day_may_follow_the_names() {
        let found = |text: &'static str| behind_names(&vocabulary(), text).map(|span| span.of(text));
        assert_eq!(found("于5月20日前完成县城新能源产业发展规划修改完善工作"), Some("于5月20日前"));
        assert_eq!(found("要在2022年3月底前建成覆盖全县的服务网络"), Some("在2022年3月底前"));
        for text in ["于2022年完成规划", "牵头，5月底前完成", "在县城建设中心"] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn a_bracket_may_say_when_and_nothing_else() {
        for inner in ["2021年6月底前完成", "2022年4月—6月", "2022年9月至12月", "长期坚持", "即日起至7月20日"]
        {
            assert!(is_limit_bracket(&vocabulary(), inner), "{inner}");
        }
        assert!(["4月", "12月中旬", "三季度"].iter().all(|inner| is_period_bracket(&vocabulary(), inner)));
        assert!(!["2021年", "4月修订", "4月底前"].iter().any(|inner| is_period_bracket(&vocabulary(), inner)));
        for inner in ["2021年", "2023—2025年", "长期", "2021年4月修订", "至7月20日"] {
            assert!(!is_limit_bracket(&vocabulary(), inner), "{inner}");
        }
    }

    #[test]
    fn a_sentence_may_close_with_its_limit() {
        let found = |text: &'static str| closes_with_limit(&vocabulary(), text).map(|span| span.of(text));
        assert_eq!(found("完善议事规则，一季度完成"), Some("一季度完成"));
        assert_eq!(found("推进两步申报，2024年9月底前落地"), Some("2024年9月底前落地"));
        assert_eq!(found("开通专线，力争“五一”前投入运营"), Some("力争“五一”前投入运营"));
        assert_eq!(found("整治周边环境，长期坚持"), Some("长期坚持"));
        assert_eq!(found("依法处罚违规企业，此项工作贯穿始终"), Some("此项工作贯穿始终"));
        assert_eq!(found("推进站场建设，持续优化布局"), None);
        for text in ["2024年9月底前完成", "完善规则，9月底前完成首轮问题整改", "完善规则，全面完成"]
        {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn what_a_sentence_is_about_may_be_done_by_a_day() {
        let found = |text: &'static str| ends_with_limit(&vocabulary(), text).map(|span| span.of(text));
        assert_eq!(found("县图书馆改造2025年6月底前完成"), Some("2025年6月底前完成"));
        assert_eq!(found("污水处理厂扩建于6月底前投入使用"), Some("6月底前投入使用"));
        for text in [
            "县图书馆改造6月底前完成招标",
            "县图书馆已于2024年6月底前完成",
            "县图书馆改造2025年完成",
            "县图书馆改造5月开工6月底前完成",
            "6月底前完成",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn the_only_act_of_a_sentence_may_have_a_limit() {
        let found = |text: &'static str| opens_with_limit(&vocabulary(), text).map(|span| span.of(text));
        assert_eq!(found("3月底前完成各岗位责任清单修订并公示"), Some("3月底前"));
        for text in ["3月底前完成", "2024年完成清单修订", "6月底前建成30个站", "3月底前完成修订，按月通报"]
        {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn a_sentence_may_be_about_the_limit_of_the_item() {
        for sentence in [
            "该项工作于2022年4月底前完成",
            "以上任务均要在2022年2月底前完成",
            "力争2022年6月底前全面完成",
            "上述工作原则上于6月底前完成",
            "对于已建成、需要移交的，原则上于2022年4月底前完成；对于需要新建的，于2022年12月底前完成项目验收",
        ] {
            assert!(is_limit_of_item(&vocabulary(), sentence), "{sentence}");
        }
        for sentence in [
            "该项工作由县文化局负责",
            "2022年4月底前完成场馆改造和设备更新",
            "2022年完成",
            "对已建成的，于2022年4月底前完成",
        ] {
            assert!(!is_limit_of_item(&vocabulary(), sentence), "{sentence}");
        }
    }
}
