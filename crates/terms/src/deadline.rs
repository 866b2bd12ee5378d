//! The deadline field of a task: 2021年12月, 持续推进, 每季度末月28日前, 印发之日起30日内.

use crate::cursor::Cursor;
use crate::dates::{self, Context, DateKind, DateMention, Granularity};
use zhengtu_lexicon::deadlines::{DeadlineWord, deadline_word};
use zhengtu_model::Deadline;
use zhengtu_text::strip_white;

/// What a deadline field says. A field that names several days is due by the last of them; a field
/// that names none, and is of no known word, is [`Deadline::None`]: nothing is guessed.
///
/// ```
/// use zhengtu_terms::{dates::Context, deadline};
/// let field = deadline::parse("2021年底前", &Context::default());
/// assert_eq!(field.end().unwrap().to_string(), "2021-12-31");
/// ```
pub fn parse(field: &str, context: &Context) -> Deadline {
    let field = strip_white(field);
    let field = field.trim_matches(['。', '；', ';', '，', ',', '：', ':']);
    if let Some(duration) = after_issue(field) {
        return duration.map_or(Deadline::None, |duration| Deadline::Relative { duration });
    }
    let mentions = dates::scan(field, context);
    if let Some(rule) = mentions.iter().find_map(recurring) {
        return Deadline::Recurring { rule };
    }
    let standing = deadline_word(field) == Some(DeadlineWord::Ongoing);
    if !(standing && mentions.iter().all(|mention| is_loose(mention, field)))
        && let Some(dated) = dated(&mentions, field)
    {
        return dated;
    }
    match deadline_word(field) {
        Some(DeadlineWord::Ongoing) => Deadline::Ongoing,
        Some(DeadlineWord::Immediate) => Deadline::Immediate,
        _ => Deadline::None,
    }
}

fn recurring(mention: &DateMention) -> Option<String> {
    match &mention.kind {
        DateKind::Recurring(rule) => Some(rule.clone()),
        _ => None,
    }
}

/// 年内, 2021年: beside 持续推进 the year is no day by which the work ends, unless something is to be
/// finished in it (年内完成并长期坚持).
fn is_loose(mention: &DateMention, field: &str) -> bool {
    let after = &field[mention.span.end..];
    let finished = ["完成", "建成", "到位", "办结", "出台", "印发"].iter().any(|word| after.starts_with(word));
    mention.kind == DateKind::Period && mention.granularity >= Granularity::Year && !finished
        || mention.kind == DateKind::From
}

fn dated(mentions: &[DateMention], field: &str) -> Option<Deadline> {
    let named: Vec<_> = mentions.iter().filter(|mention| mention.kind != DateKind::Compared).collect();
    let last = named.iter().filter(|mention| mention.end.is_some()).max_by_key(|mention| mention.end)?;
    let end = last.end?;
    let span =
        last.kind == DateKind::Range || last.kind == DateKind::Period && last.granularity == Granularity::FiveYears;
    match last.start {
        Some(start) if span && named.len() == 1 => Some(Deadline::Interval { start, end }),
        _ if named.iter().any(|mention| mention.kind == DateKind::From && mention.start.is_some()) => {
            let start = named.iter().find_map(|mention| mention.start.filter(|&start| start <= end))?;
            Some(Deadline::Interval { start, end })
        }
        _ if field.is_empty() => None,
        _ => Some(Deadline::Date { end }),
    }
}

/// 印发之日起30日内. The outer option tells whether the field counts from the issue, the inner one
/// whether the span has an ISO 8601 duration: working days have none.
fn after_issue(field: &str) -> Option<Option<String>> {
    const ISSUE: [&str; 12] =
        ["印发", "发布", "公布", "下发", "出台", "施行", "实施", "颁布", "发文", "正式运行", "会议", "签发"];
    let word = ISSUE.iter().filter_map(|word| field.find(word).map(|at| at + word.len())).min()?;
    let mut cursor = Cursor::new(field, word);
    let mut counted = cursor.eat_any(&["之日起", "之日", "日起", "起", "之后", "以后", "后"]);
    counted |= cursor.eat_any(&["，", "后", "起"]);
    if !counted {
        return None;
    }
    cursor.eat_any(&["的", "在"]);
    duration(&mut cursor)
}

fn duration(cursor: &mut Cursor<'_>) -> Option<Option<String>> {
    let half = cursor.eat_any(&["半个", "半"]);
    let number = if half { 0 } else { cursor.number(9999)? };
    cursor.eat("个");
    let units =
        [("工作日", ""), ("日", "D"), ("天", "D"), ("星期", "W"), ("周", "W"), ("月", "M"), ("年", "Y"), ("小时", "H")];
    let (_, sign) = units.iter().find(|(word, _)| cursor.eat(word))?;
    cursor.eat_any(&["之内", "以内", "内"]);
    Some(match (*sign, half) {
        ("", _) => None,
        ("Y", true) => Some("P6M".to_owned()),
        (_, true) => None,
        ("H", false) => Some(format!("PT{number}H")),
        (sign, false) => Some(format!("P{number}{sign}")),
    })
}
