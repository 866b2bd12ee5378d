//! A time that counts from an event: 印发之日起30日内, 自受理之日起5个工作日.

use crate::cursor::Cursor;
use zhengtu_model::Deadline;
use zhengtu_text::Span;

/// Events that are the document's own issue: the time counts from its date.
const ISSUE: [&str; 12] =
    ["印发", "发布", "公布", "下发", "出台", "施行", "实施", "颁布", "发文", "正式运行", "会议", "签发"];

/// Other events from which a time counts, each of its own day.
const EVENTS: [&str; 20] = [
    "受理", "收到", "接到", "申请", "提交", "签订", "签收", "通过", "批准", "备案", "验收", "公示", "挂牌", "开工",
    "竣工", "立案", "登记", "送达", "成立", "交付",
];

/// A time that counts from an event.
pub(super) struct Counted {
    /// From the event to the end of the time.
    pub span: Span,
    pub event: Span,
    pub deadline: Deadline,
}

/// The first such time of a clause.
pub(super) fn find(clause: &str) -> Option<Counted> {
    let issue = first(clause, &ISSUE).and_then(|event| counted(clause, event));
    if let Some((end, duration)) = issue {
        let event = first(clause, &ISSUE)?;
        let deadline = duration.map_or(Deadline::None, |duration| Deadline::Relative { duration });
        return Some(Counted { span: Span::new(event.start, end), event, deadline });
    }
    let event = first(clause, &EVENTS)?;
    let (end, _) = counted(clause, event)?;
    Some(Counted { span: Span::new(event.start, end), event, deadline: Deadline::None })
}

/// 印发之日起30日内 in a field. The outer option tells whether the field counts from the issue, the
/// inner one whether the span has an ISO 8601 duration: working days have none.
pub(super) fn after_issue(field: &str) -> Option<Option<String>> {
    counted(field, first(field, &ISSUE)?).map(|(_, duration)| duration)
}

/// The first of the events that a text names.
fn first(text: &str, events: &[&str]) -> Option<Span> {
    events.iter().filter_map(|event| text.find(event).map(|at| Span::new(at, at + event.len()))).min()
}

/// Where the time that counts from `event` ends, and its duration.
fn counted(text: &str, event: Span) -> Option<(usize, Option<String>)> {
    let mut cursor = Cursor::new(text, event.end);
    let mut counted = cursor.eat_any(&["之日起", "之日", "日起", "起", "之后", "以后", "后"]);
    counted |= cursor.eat_any(&["，", "后", "起"]);
    if !counted {
        return None;
    }
    cursor.eat_any(&["的", "在"]);
    duration(&mut cursor).map(|duration| (cursor.at(), duration))
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
