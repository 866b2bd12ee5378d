//! What was understood, in Chinese.

use super::{days, part_zh, pieces, quoted};
use crate::question::{
    By, Comparison, DocumentSearch, Due, Extreme, Find, Focus, GroupOrder, Grouping, Lang, Op, Property, Question,
    Roles, TargetFilter, TaskFilter, Topic, TopicField, UnitCondition, UnitCount, UnitSearch, ValueTest,
};
use zhengtu_model::Date;

pub(super) fn chinese(question: &Question) -> String {
    match &question.find {
        Find::Tasks(filter, focus) => {
            let tasks = format!("{}任务", filter_zh(filter, question.today));
            match focus {
                Focus::Rows | Focus::Value => format!("查{tasks}"),
                Focus::Count => format!("数{tasks}有多少项"),
                Focus::Who(roles) if !question.choice.is_empty() => {
                    format!("查{tasks}由{}中的哪个{}", question.choice.join("、"), roles_zh(*roles))
                }
                Focus::Who(roles) => format!("查{tasks}由谁{}", roles_zh(*roles)),
                Focus::WhoAndWhen(roles) => format!("查{tasks}由谁{}、何时完成", roles_zh(*roles)),
                Focus::When => format!("查{tasks}的完成期限"),
            }
        }
        Find::Targets(filter, focus) => {
            let targets = targets_zh(filter, question.today);
            match focus {
                Focus::Count => format!("数{targets}有多少项"),
                Focus::When => format!("查{targets}的期限"),
                Focus::Value => {
                    let who = filter.who.map(|roles| format!("及由谁{}", roles_zh(roles)));
                    format!("查{targets}的目标值{}", who.unwrap_or_default())
                }
                _ => format!("查{targets}"),
            }
        }
        Find::Units(search, focus) => {
            let UnitSearch { filter, roles, lacking, besides } = search;
            let others = TaskFilter { units: filter.other_conditions(), ..filter.clone() };
            let among = filter.named_units().cloned().collect::<Vec<_>>().join("、");
            let not = if *lacking { "没有一项" } else { "" };
            let units = format!("在{}任务中{not}{}的单位", filter_zh(&others, question.today), roles_zh(*roles));
            let units = if among.is_empty() { units } else { format!("{among}中{units}") };
            let units = if besides.is_empty() { units } else { format!("{}以外{units}", besides.join("、")) };
            match focus {
                Focus::Count => format!("数{units}有多少个"),
                _ => format!("列出{units}"),
            }
        }
        Find::Groups(grouping) => groups_zh(grouping, question.today),
        Find::Annexes(filter, focus) if filter.is_only_docs() => {
            format!("{}{}附件", verb_zh(*focus), of_docs_zh(&filter.docs))
        }
        Find::Annexes(filter, focus) => format!("{}有{}任务的附件", verb_zh(*focus), filter_zh(filter, question.today)),
        Find::Documents(search) => documents_zh(search),
        Find::Compare(Comparison { docs, first, second, named, .. }) => {
            let about = named.as_ref().map(|named| format!("“{named}”")).unwrap_or_default();
            format!("比较{}{}与{}都有的{about}指标", of_docs_zh(docs), part_zh(*first), part_zh(*second))
        }
    }
}

/// Tasks counted for each of several.
fn groups_zh(grouping: &Grouping, today: Date) -> String {
    let Grouping { filter, by, roles, among, order, pick, .. } = grouping;
    let tasks = format!("{}任务", filter_zh(filter, today));
    let each = match by {
        By::Unit if among.is_empty() => format!("各单位{}的{tasks}", roles_zh(*roles)),
        By::Unit => format!("{}各自{}的{tasks}", among.join("、"), roles_zh(*roles)),
        By::Role => format!("{tasks}按角色（{}）", roles_zh(*roles)),
        By::Document => format!("各文件中{tasks}"),
        By::Government if grouping.places.is_empty() => format!("各地的{tasks}"),
        By::Government => format!("各{}的{tasks}", grouping.places),
        By::Annex if filter.parts.is_empty() => format!("各附件中{tasks}"),
        By::Annex => format!("分部分的{tasks}"),
        By::Month => format!("各月到期的{tasks}"),
    };
    match (order, pick) {
        (GroupOrder::Largest, true) => format!("数{each}，找最多的"),
        (GroupOrder::Smallest, true) => format!("数{each}，找最少的"),
        (GroupOrder::Asked, _) => format!("分别数{each}"),
        _ => format!("数{each}，多的在前"),
    }
}

fn documents_zh(search: &DocumentSearch) -> String {
    let of = if search.docs.is_empty() { "知识库里".to_owned() } else { search.docs.join("、") };
    match search.property {
        None if search.count => format!("数{}文件", of_listed_zh(&search.docs)),
        None => format!("列出{}文件", of_listed_zh(&search.docs)),
        Some(Property::Number) => format!("查{of}文件的文号"),
        Some(Property::Issued) => format!("查{of}文件的印发日期"),
        Some(Property::Issuer) => format!("查{of}文件的发文机关"),
        Some(Property::ValidFrom) => format!("查{of}文件的施行日期"),
        Some(Property::ValidTo) => format!("查{of}文件的有效期"),
    }
}

fn of_listed_zh(docs: &[String]) -> String {
    if docs.is_empty() {
        "知识库里的".to_owned()
    } else {
        format!("知识库里这些中的（{}）", docs.join("、"))
    }
}

fn verb_zh(focus: Focus) -> &'static str {
    if focus == Focus::Count { "数" } else { "列出" }
}

fn of_docs_zh(docs: &[String]) -> String {
    if docs.is_empty() { String::new() } else { format!("{}的", docs.join("、")) }
}

/// The conditions before 任务, each ending as an attribute.
fn filter_zh(filter: &TaskFilter, today: Date) -> String {
    let mut conditions = Vec::new();
    conditions.extend((!filter.docs.is_empty()).then(|| format!("{}中", filter.docs.join("、"))));
    conditions.extend((!filter.parts.is_empty()).then(|| parts_zh(&filter.parts)));
    conditions.extend(not_parts_zh(&filter.not_parts));
    conditions.extend(filter.counts.iter().map(count_zh));
    conditions.extend(filter.sections.iter().map(|section| format!("第{section}部分")));
    conditions.extend(filter.paths.iter().map(|path| format!("编号为{path}")));
    conditions.extend(filter.items.iter().map(|item| format!("第{item}项")));
    conditions.extend(filter.topics.iter().map(topic_zh));
    conditions.extend(filter.units.iter().map(unit_zh));
    conditions.extend(
        (!filter.due.is_empty())
            .then(|| filter.due.iter().map(|due| due_zh(*due, today)).collect::<Vec<_>>().join("或")),
    );
    conditions.extend(filter.extreme.map(|extreme| extreme_zh(extreme, today)));
    if conditions.is_empty() { "全部".to_owned() } else { format!("{}的", conditions.join("、")) }
}

fn extreme_zh(extreme: Extreme, today: Date) -> String {
    match extreme {
        Extreme::Earliest => "最早到期".to_owned(),
        Extreme::Latest => "最晚到期".to_owned(),
        Extreme::Next => format!("{today}起最先到期"),
    }
}

fn parts_zh(parts: &[u32]) -> String {
    parts.iter().map(|&part| part_zh(part)).collect::<Vec<_>>().join("或")
}

/// The parts left out; all but the overall plan are the annexes.
fn not_parts_zh(parts: &[u32]) -> Option<String> {
    match parts {
        [] => None,
        [0] => Some("各附件".to_owned()),
        parts => Some(format!("{}以外", parts.iter().map(|&part| part_zh(part)).collect::<Vec<_>>().join("、"))),
    }
}

fn count_zh(count: &UnitCount) -> String {
    format!("{}的单位数{}{}", roles_zh(count.roles), op_zh(count.op), count.number)
}

fn topic_zh(topic: &Topic) -> String {
    let place = match topic.field {
        TopicField::Title => "题目",
        TopicField::Heading => "题目或上级标题",
        TopicField::Text => "题目、上级标题或正文",
    };
    format!("{place}含{}", pieces(topic).concat())
}

pub(crate) fn unit_zh(condition: &UnitCondition) -> String {
    if condition.units.is_empty() {
        let not = if condition.negated { "没有" } else { "有" };
        let not = if condition.stated { format!("{not}写明由哪个") } else { not.to_owned() };
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
    roles.iter().map(role_zh).collect::<Vec<_>>().join("或")
}

/// One role in Chinese.
pub(crate) fn role_zh(role: zhengtu_model::Role) -> &'static str {
    match role {
        zhengtu_model::Role::Lead => "牵头",
        zhengtu_model::Role::Responsible => "负责",
        zhengtu_model::Role::Cooperate => "配合",
    }
}

pub(crate) fn due_zh(due: Due, today: Date) -> String {
    match due {
        Due::Between(from, to) => format!("{}到期", days(from, to, Lang::Chinese)),
        Due::Overdue => format!("到{today}已逾期"),
        Due::Ongoing => "持续推进".to_owned(),
        Due::None => "没有期限".to_owned(),
    }
}

fn targets_zh(filter: &TargetFilter, today: Date) -> String {
    let mut conditions = Vec::new();
    conditions.extend((!filter.docs.is_empty()).then(|| format!("{}中", filter.docs.join("、"))));
    conditions.extend((!filter.parts.is_empty()).then(|| parts_zh(&filter.parts)));
    conditions.extend(not_parts_zh(&filter.not_parts));
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

fn value_zh(value: &ValueTest) -> String {
    format!("{}{}{}", op_zh(value.op), value.number, value.unit)
}

fn op_zh(op: Op) -> &'static str {
    match op {
        Op::More => "大于",
        Op::AtLeast => "不小于",
        Op::Less => "小于",
        Op::AtMost => "不大于",
        Op::Equal => "等于",
    }
}
