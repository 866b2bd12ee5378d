//! What was understood, in English.

use super::{days, part_en, pieces, quoted};
use crate::question::{
    By, Comparison, DocumentSearch, Due, Extreme, Find, Focus, GroupOrder, Grouping, Lang, Property, Question, Roles,
    TargetFilter, TaskFilter, Topic, TopicField, UnitCondition, UnitCount, UnitSearch,
};
use zhengtu_model::Date;

pub(super) fn english(question: &Question) -> String {
    match &question.find {
        Find::Tasks(filter, focus) => {
            let tasks = format!("tasks{}", filter_en(filter, question.today));
            match focus {
                Focus::Rows | Focus::Value => tasks,
                Focus::Count => format!("how many {tasks}"),
                Focus::Who(roles) if !question.choice.is_empty() => {
                    format!("which of {} {} the {tasks}", question.choice.join(" and "), roles_en(*roles))
                }
                Focus::Who(roles) => format!("which units {} the {tasks}", roles_en(*roles)),
                Focus::WhoAndWhen(roles) => format!("which units {} the {tasks}, and by when", roles_en(*roles)),
                Focus::When => format!("the deadlines of the {tasks}"),
            }
        }
        Find::Targets(filter, focus) => {
            let targets = targets_en(filter, question.today);
            match focus {
                Focus::Count => format!("how many {targets}"),
                Focus::When => format!("the deadlines of the {targets}"),
                Focus::Value => {
                    let who = filter.who.map(|roles| format!(", and which units {} them", roles_en(roles)));
                    format!("the values of the {targets}{}", who.unwrap_or_default())
                }
                _ => targets,
            }
        }
        Find::Units(search, focus) => {
            let UnitSearch { filter, roles, lacking, besides } = search;
            let others = TaskFilter { units: filter.other_conditions(), ..filter.clone() };
            let among = filter.named_units().cloned().collect::<Vec<_>>().join(" and ");
            let (not, any) = if *lacking { ("do not ", "any of ") } else { ("", "") };
            let units =
                format!("units that {not}{} {any}the tasks{}", roles_en(*roles), filter_en(&others, question.today));
            let units = if among.is_empty() { units } else { format!("of {among} the {units}") };
            let units = if besides.is_empty() { units } else { format!("{units}, besides {}", besides.join(" and ")) };
            match focus {
                Focus::Count => format!("how many {units}"),
                _ => units,
            }
        }
        Find::Groups(grouping) => groups_en(grouping, question.today),
        Find::Annexes(filter, focus) if filter.is_only_docs() => {
            format!("{}annexes{}", verb_en(*focus), of_docs_en(&filter.docs))
        }
        Find::Annexes(filter, focus) => {
            format!("{}annexes that have tasks{}", verb_en(*focus), filter_en(filter, question.today))
        }
        Find::Documents(search) => documents_en(search),
        Find::Compare(Comparison { docs, first, second, named, .. }) => {
            let about = named.as_ref().map(|named| format!(" on “{named}”")).unwrap_or_default();
            format!("indicators{about} that both {} and {} have{}", part_en(*first), part_en(*second), of_docs_en(docs))
        }
    }
}

/// Tasks counted for each of several.
fn groups_en(grouping: &Grouping, today: Date) -> String {
    let Grouping { filter, by, roles, among, order, pick, .. } = grouping;
    let tasks = format!("tasks{}", filter_en(filter, today));
    let each = match by {
        By::Unit if among.is_empty() => format!("each unit: how many {tasks} they {}", roles_en(*roles)),
        By::Unit => format!("{}: how many {tasks} they {}", among.join(" and "), roles_en(*roles)),
        By::Role => format!("how many {tasks} by role"),
        By::Document => format!("how many {tasks} each document has"),
        By::Government => format!("how many {tasks} each government has"),
        By::Annex => format!("how many {tasks} each annex has"),
        By::Month => format!("how many {tasks} are due in each month"),
    };
    match (order, pick) {
        (GroupOrder::Largest, true) => format!("{each}; the one with most"),
        (GroupOrder::Smallest, true) => format!("{each}; the one with fewest"),
        (GroupOrder::Asked, _) => each,
        _ => format!("{each}, the largest first"),
    }
}

fn documents_en(search: &DocumentSearch) -> String {
    let of = if search.docs.is_empty() { "the documents".to_owned() } else { search.docs.join(" and ") };
    match search.property {
        None if search.count => "how many documents of the knowledge base".to_owned(),
        None => "the documents of the knowledge base".to_owned(),
        Some(Property::Number) => format!("the numbers of {of}"),
        Some(Property::Issued) => format!("the days of issue of {of}"),
        Some(Property::Issuer) => format!("the issuers of {of}"),
        Some(Property::ValidFrom) => format!("the days from which {of} hold"),
        Some(Property::ValidTo) => format!("the days until which {of} hold"),
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
    conditions.extend(not_parts_en(&filter.not_parts));
    conditions.extend(filter.counts.iter().map(count_en));
    conditions.extend(filter.sections.iter().map(|section| format!("in section {section}")));
    conditions.extend(filter.paths.iter().map(|path| format!("numbered {path}")));
    conditions.extend(filter.items.iter().map(|item| format!("numbered {item}")));
    conditions.extend(filter.topics.iter().map(topic_en));
    conditions.extend(filter.units.iter().map(unit_en));
    conditions.extend(
        (!filter.due.is_empty())
            .then(|| filter.due.iter().map(|due| due_en(*due, today)).collect::<Vec<_>>().join(" or ")),
    );
    conditions.extend(filter.extreme.map(|extreme| extreme_en(extreme, today)));
    if conditions.is_empty() { String::new() } else { format!(" {}", conditions.join(" and ")) }
}

fn extreme_en(extreme: Extreme, today: Date) -> String {
    match extreme {
        Extreme::Earliest => "due first".to_owned(),
        Extreme::Latest => "due last".to_owned(),
        Extreme::Next => format!("due first from {today} on"),
    }
}

fn parts_en(parts: &[u32]) -> String {
    parts.iter().map(|&part| part_en(part)).collect::<Vec<_>>().join(" or ")
}

/// The parts left out; all but the overall plan are the annexes.
fn not_parts_en(parts: &[u32]) -> Option<String> {
    match parts {
        [] => None,
        [0] => Some("in the annexes".to_owned()),
        parts => Some(format!("outside {}", parts.iter().map(|&part| part_en(part)).collect::<Vec<_>>().join(" and "))),
    }
}

fn count_en(count: &UnitCount) -> String {
    format!("with a number {} {} of units that {} them", count.op.sign(), count.number, roles_en(count.roles))
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
        let with = match (condition.negated, condition.stated) {
            (true, true) => "which no units are said to",
            (true, false) => "which no units",
            (false, _) => "which some units",
        };
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
    conditions.extend(not_parts_en(&filter.not_parts));
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
