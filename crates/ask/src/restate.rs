//! What was understood, in one sentence.

use crate::question::{
    Due, Find, Focus, Lang, Op, Question, Roles, TargetFilter, TaskFilter, Topic, TopicField, UnitCondition, ValueTest,
};
use zhengtu_model::Date;

/// The sentence, in the language of the question.
pub(crate) fn sentence(question: &Question) -> String {
    let said = match question.lang {
        Lang::Chinese => chinese(question),
        Lang::English => english(question),
    };
    format!("{said}{}", notes(question))
}

/// How names, dates and roles were read.
fn notes(question: &Question) -> String {
    let chinese = question.lang == Lang::Chinese;
    let mut notes: Vec<String> = question
        .readings
        .iter()
        .map(|(written, read)| if chinese { format!("“{written}”即{read}") } else { format!("“{written}” is {read}") })
        .collect();
    if asks_lead(question) {
        let note = if chinese {
            "“牵头”指明写牵头或唯一的责任单位"
        } else {
            "“lead” is stated or sole"
        };
        notes.push(note.to_owned());
    }
    match (notes.is_empty(), chinese) {
        (true, _) => String::new(),
        (false, true) => format!("（{}）", notes.join("；")),
        (false, false) => format!(" ({})", notes.join("; ")),
    }
}

fn asks_lead(question: &Question) -> bool {
    let filter = match &question.find {
        Find::Tasks(_, Focus::Who(roles)) | Find::Units(_, roles, ..) if *roles == Roles::LEAD => return true,
        Find::Tasks(filter, _) | Find::Units(filter, ..) => filter,
        _ => return false,
    };
    filter.units.iter().any(|condition| condition.roles == Roles::LEAD)
}

fn chinese(question: &Question) -> String {
    match &question.find {
        Find::Tasks(filter, focus) => {
            let tasks = format!("{}任务", filter_zh(filter, question.today));
            match focus {
                Focus::Rows | Focus::Value => format!("查{tasks}"),
                Focus::Count => format!("数{tasks}有多少项"),
                Focus::Who(roles) => format!("查{tasks}由谁{}", roles_zh(*roles)),
                Focus::When => format!("查{tasks}的完成期限"),
            }
        }
        Find::Targets(filter, focus) => {
            let targets = targets_zh(filter, question.today);
            match focus {
                Focus::Count => format!("数{targets}有多少项"),
                Focus::When => format!("查{targets}的期限"),
                Focus::Value => format!("查{targets}的目标值"),
                _ => format!("查{targets}"),
            }
        }
        Find::Units(filter, roles, focus, most) => {
            let units = format!("在{}任务中{}的单位", filter_zh(filter, question.today), roles_zh(*roles));
            match (focus, most) {
                (Focus::Count, _) => format!("数{units}有多少个"),
                (_, true) => format!("列出{units}，任务多的在前"),
                _ => format!("列出{units}"),
            }
        }
        Find::Annexes(docs, focus) => format!("{}{}附件", verb_zh(*focus), of_docs_zh(docs)),
        Find::Documents(focus) => format!("{}知识库里的文件", verb_zh(*focus)),
        Find::Compare(docs, a, b) => {
            format!("比较{}{}与{}都有的指标", of_docs_zh(docs), part_zh(*a), part_zh(*b))
        }
    }
}

fn verb_zh(focus: Focus) -> &'static str {
    if focus == Focus::Count { "数" } else { "列出" }
}

fn of_docs_zh(docs: &[String]) -> String {
    if docs.is_empty() { String::new() } else { format!("{}的", docs.join("、")) }
}

/// The name of a part in Chinese.
pub(crate) fn part_zh(part: u32) -> String {
    if part == 0 { "总体方案".to_owned() } else { format!("附件{part}") }
}

/// The name of a part in English.
pub(crate) fn part_en(part: u32) -> String {
    if part == 0 { "the overall plan".to_owned() } else { format!("annex {part}") }
}

/// The conditions before 任务, each ending as an attribute.
fn filter_zh(filter: &TaskFilter, today: Date) -> String {
    let mut conditions = Vec::new();
    conditions.extend((!filter.docs.is_empty()).then(|| format!("{}中", filter.docs.join("、"))));
    conditions.extend((!filter.parts.is_empty()).then(|| parts_zh(&filter.parts)));
    conditions.extend(filter.topics.iter().map(topic_zh));
    conditions.extend(filter.units.iter().map(unit_zh));
    conditions.extend(
        (!filter.due.is_empty())
            .then(|| filter.due.iter().map(|due| due_zh(*due, today)).collect::<Vec<_>>().join("或")),
    );
    if conditions.is_empty() { "全部".to_owned() } else { format!("{}的", conditions.join("、")) }
}

fn parts_zh(parts: &[u32]) -> String {
    parts.iter().map(|&part| part_zh(part)).collect::<Vec<_>>().join("或")
}

fn topic_zh(topic: &Topic) -> String {
    let place = match topic.field {
        TopicField::Title => "题目",
        TopicField::Heading => "题目或上级标题",
        TopicField::Text => "题目、上级标题或正文",
    };
    format!("{place}含{}", pieces(topic).concat())
}

/// The pieces of a topic, each in the first form in which it is printed, in quotation marks.
fn pieces(topic: &Topic) -> Vec<String> {
    topic
        .pieces
        .iter()
        .filter_map(|forms| forms.first())
        .map(|form| format!("“{}”", form.trim_matches(['“', '”'])))
        .collect()
}

pub(crate) fn unit_zh(condition: &UnitCondition) -> String {
    if condition.units.is_empty() {
        let not = if condition.negated { "没有" } else { "有" };
        return format!("{not}单位{}", roles_zh(condition.roles));
    }
    let not = if condition.negated { "不由" } else { "" };
    let alone = if condition.alone { "单独" } else { "" };
    format!("{not}{}{alone}{}", condition.units.join("或"), roles_zh(condition.roles))
}

/// The roles in Chinese.
pub(crate) fn roles_zh(roles: Roles) -> String {
    if roles == Roles::ANY {
        return "参与（任一角色）".to_owned();
    }
    let names = roles.iter().map(|role| match role {
        zhengtu_model::Role::Lead => "牵头",
        zhengtu_model::Role::Responsible => "负责",
        zhengtu_model::Role::Cooperate => "配合",
    });
    names.collect::<Vec<_>>().join("或")
}

pub(crate) fn due_zh(due: Due, today: Date) -> String {
    match due {
        Due::Between(from, to) => format!("{}到期", days(from, to, Lang::Chinese)),
        Due::Overdue => format!("到{today}已逾期"),
        Due::Ongoing => "持续推进".to_owned(),
        Due::None => "没有期限".to_owned(),
    }
}

/// A stretch of days in words.
pub(crate) fn days(from: Option<Date>, to: Option<Date>, lang: Lang) -> String {
    match (from, to, lang) {
        (Some(from), Some(to), _) if from == to => from.to_string(),
        (Some(from), Some(to), Lang::Chinese) => format!("{from}至{to}"),
        (None, Some(to), Lang::Chinese) => format!("{to}及以前"),
        (Some(from), None, Lang::Chinese) => format!("{from}及以后"),
        (None, None, Lang::Chinese) => "任何时候".to_owned(),
        (Some(from), Some(to), Lang::English) => format!("{from} to {to}"),
        (None, Some(to), Lang::English) => format!("up to {to}"),
        (Some(from), None, Lang::English) => format!("from {from} on"),
        (None, None, Lang::English) => "any time".to_owned(),
    }
}

fn targets_zh(filter: &TargetFilter, today: Date) -> String {
    let mut conditions = Vec::new();
    conditions.extend((!filter.docs.is_empty()).then(|| format!("{}中", filter.docs.join("、"))));
    conditions.extend((!filter.parts.is_empty()).then(|| parts_zh(&filter.parts)));
    conditions.extend(filter.units.iter().map(unit_zh));
    conditions.extend(filter.due.iter().map(|due| due_zh(*due, today)));
    conditions.extend(filter.value.as_ref().map(|value| format!("数值{}", value_zh(value))));
    let prefix = if conditions.is_empty() { String::new() } else { format!("{}的", conditions.join("、")) };
    match (&filter.named, &filter.indicators[..]) {
        (None, _) => format!("{prefix}目标"),
        (Some(named), []) => format!("{prefix}“{named}”指标"),
        (Some(_), indicators) => format!("{prefix}指标{}", quoted(indicators)),
    }
}

fn quoted(names: &[String]) -> String {
    const MOST: usize = 4;
    let mut listed: Vec<String> = names.iter().take(MOST).map(|name| format!("“{name}”")).collect();
    listed.extend((names.len() > MOST).then(|| format!("…({})", names.len())));
    listed.join("")
}

fn value_zh(value: &ValueTest) -> String {
    let op = match value.op {
        Op::More => "大于",
        Op::AtLeast => "不小于",
        Op::Less => "小于",
        Op::AtMost => "不大于",
        Op::Equal => "等于",
    };
    format!("{op}{}{}", value.number, value.unit)
}

fn english(question: &Question) -> String {
    match &question.find {
        Find::Tasks(filter, focus) => {
            let tasks = format!("tasks{}", filter_en(filter, question.today));
            match focus {
                Focus::Rows | Focus::Value => tasks,
                Focus::Count => format!("how many {tasks}"),
                Focus::Who(roles) => format!("which units {} the {tasks}", roles_en(*roles)),
                Focus::When => format!("the deadlines of the {tasks}"),
            }
        }
        Find::Targets(filter, focus) => {
            let targets = targets_en(filter, question.today);
            match focus {
                Focus::Count => format!("how many {targets}"),
                Focus::When => format!("the deadlines of the {targets}"),
                Focus::Value => format!("the values of the {targets}"),
                _ => targets,
            }
        }
        Find::Units(filter, roles, focus, most) => {
            let units = format!("units that {} the tasks{}", roles_en(*roles), filter_en(filter, question.today));
            match (focus, most) {
                (Focus::Count, _) => format!("how many {units}"),
                (_, true) => format!("{units}, those with most tasks first"),
                _ => units,
            }
        }
        Find::Annexes(docs, focus) => format!("{}annexes{}", verb_en(*focus), of_docs_en(docs)),
        Find::Documents(focus) => format!("{}documents of the knowledge base", verb_en(*focus)),
        Find::Compare(docs, a, b) => {
            format!("indicators that both {} and {} have{}", part_en(*a), part_en(*b), of_docs_en(docs))
        }
    }
}

fn verb_en(focus: Focus) -> &'static str {
    if focus == Focus::Count { "how many " } else { "the " }
}

fn of_docs_en(docs: &[String]) -> String {
    if docs.is_empty() { String::new() } else { format!(" of {}", docs.join(" and ")) }
}

fn filter_en(filter: &TaskFilter, today: Date) -> String {
    let mut conditions = Vec::new();
    conditions.extend((!filter.docs.is_empty()).then(|| format!("in {}", filter.docs.join(" or "))));
    conditions.extend((!filter.parts.is_empty()).then(|| format!("in {}", parts_en(&filter.parts))));
    conditions.extend(filter.topics.iter().map(topic_en));
    conditions.extend(filter.units.iter().map(unit_en));
    conditions.extend(
        (!filter.due.is_empty())
            .then(|| filter.due.iter().map(|due| due_en(*due, today)).collect::<Vec<_>>().join(" or ")),
    );
    if conditions.is_empty() { String::new() } else { format!(" {}", conditions.join(" and ")) }
}

fn parts_en(parts: &[u32]) -> String {
    parts.iter().map(|&part| part_en(part)).collect::<Vec<_>>().join(" or ")
}

fn topic_en(topic: &Topic) -> String {
    let place = match topic.field {
        TopicField::Title => "title has",
        TopicField::Heading => "title or headings have",
        TopicField::Text => "title, headings or text have",
    };
    format!("whose {place} {}", pieces(topic).join(" and "))
}

pub(crate) fn unit_en(condition: &UnitCondition) -> String {
    if condition.units.is_empty() {
        let with = if condition.negated { "which no units" } else { "which some units" };
        return format!("{with} {}", roles_en(condition.roles));
    }
    let not = if condition.negated { "not " } else { "" };
    let alone = if condition.alone { " alone" } else { "" };
    let verb = match condition.roles {
        Roles::LEAD => "led by",
        Roles::COOPERATE => "with the cooperation of",
        Roles::RESPONSIBLE => "led or answered for by",
        Roles::ANY => "with any part taken by",
        _ => "with a share taken by",
    };
    format!("{not}{verb} {}{alone}", condition.units.join(" or "))
}

/// The roles in English, as verbs.
pub(crate) fn roles_en(roles: Roles) -> String {
    if roles == Roles::ANY {
        return "take any part in".to_owned();
    }
    let names = roles.iter().map(|role| match role {
        zhengtu_model::Role::Lead => "lead",
        zhengtu_model::Role::Responsible => "are responsible for",
        zhengtu_model::Role::Cooperate => "cooperate in",
    });
    names.collect::<Vec<_>>().join(" or ")
}

pub(crate) fn due_en(due: Due, today: Date) -> String {
    match due {
        Due::Between(from, to) => format!("due {}", days(from, to, Lang::English)),
        Due::Overdue => format!("overdue on {today}"),
        Due::Ongoing => "ongoing".to_owned(),
        Due::None => "without a deadline".to_owned(),
    }
}

fn targets_en(filter: &TargetFilter, today: Date) -> String {
    let mut conditions = Vec::new();
    conditions.extend((!filter.docs.is_empty()).then(|| format!("in {}", filter.docs.join(" or "))));
    conditions.extend((!filter.parts.is_empty()).then(|| format!("in {}", parts_en(&filter.parts))));
    conditions.extend(filter.units.iter().map(|condition| format!("in tasks {}", unit_en(condition))));
    conditions.extend(filter.due.iter().map(|due| due_en(*due, today)));
    conditions.extend(
        filter.value.as_ref().map(|value| format!("whose value is {} {}{}", value.op.sign(), value.number, value.unit)),
    );
    let named = match (&filter.named, &filter.indicators[..]) {
        (None, _) => "targets".to_owned(),
        (Some(named), []) => format!("targets for “{named}”"),
        (Some(_), indicators) => format!("targets for {}", quoted(indicators)),
    };
    if conditions.is_empty() { named } else { format!("{named} {}", conditions.join(" and ")) }
}
