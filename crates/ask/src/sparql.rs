//! The question as SPARQL 1.1, over the vocabulary of `ontology/zhengtu.ttl`.

use crate::question::{
    By, Comparison, DocumentSearch, Due, Extreme, Find, Focus, GroupOrder, Grouping, Property, Question, Roles,
    TargetFilter, TaskFilter, Topic, TopicField, UnitCondition, UnitCount, UnitSearch, ValueTest,
};
use crate::words::same_measure;
use std::collections::BTreeSet;
use std::fmt::Write;
use zhengtu_model::{Date, Role};

const PREFIXES: &str = "\
PREFIX zt: <https://zhengtu.example/ns#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <https://schema.org/>
PREFIX qudt: <http://qudt.org/schema/qudt/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
";

/// The query's text.
pub(crate) fn text(question: &Question) -> String {
    let today = question.today;
    let body = match &question.find {
        Find::Tasks(filter, focus) => tasks(filter, *focus, question),
        Find::Groups(grouping) => groups(grouping, today),
        Find::Targets(filter, focus) => targets(filter, *focus, today, question.by_deadline),
        Find::Units(search, focus) => units(search, *focus, today),
        Find::Annexes(filter, focus) => annexes(filter, *focus, today),
        Find::Documents(search) => documents(search),
        Find::Compare(comparison) => compare(comparison),
    };
    format!("{PREFIXES}{body}")
}

fn tasks(filter: &TaskFilter, focus: Focus, question: &Question) -> String {
    let today = question.today;
    let pattern = format!("{}{}", task_pattern(filter, today), extreme(filter, today));
    let order = match question.by_deadline {
        true => order(true).to_owned(),
        false => filter.topics.iter().map(best_first).chain([order(false).to_owned()]).collect::<Vec<_>>().join(" "),
    };
    match (focus, focus.asked_roles()) {
        (Focus::Count, _) => format!("SELECT (COUNT(DISTINCT ?task) AS ?count) WHERE {{\n{pattern}}}"),
        (_, Some(roles)) => format!(
            "SELECT DISTINCT ?task ?doc ?part ?path ?title ?due ?unit WHERE {{\n{pattern}  ?task {}/skos:prefLabel ?unit .\n{}{}}}\nORDER BY {order} ?unit",
            role_path(roles),
            others(filter),
            choice(&question.choice)
        ),
        _ => format!("SELECT DISTINCT ?task ?doc ?part ?path ?title ?due WHERE {{\n{pattern}}}\nORDER BY {order}"),
    }
}

/// The units that the question names to choose from.
fn choice(units: &[String]) -> String {
    if units.is_empty() { String::new() } else { format!("  VALUES ?unit {{ {} }}\n", literals(units)) }
}

/// Tasks that have a topic in their title first, then those under such a heading.
fn best_first(topic: &Topic) -> String {
    let terms = if topic.forms.is_empty() { &topic.pieces } else { &topic.forms };
    let test = |place: &str| contains(place, terms, if topic.forms.is_empty() { " && " } else { " || " });
    format!("DESC(IF({}, 2, IF({}, 1, 0)))", test("?title"), test("COALESCE(?trail, \"\")"))
}

fn contains(place: &str, terms: &[String], join: &str) -> String {
    let tests: Vec<String> = terms.iter().map(|term| format!("CONTAINS({place}, {})", literal(term))).collect();
    tests.join(join)
}

/// The tasks counted for each of several.
fn groups(grouping: &Grouping, today: Date) -> String {
    let Grouping { filter, by, roles, among, order, .. } = grouping;
    let pattern = task_pattern(filter, today);
    let units = |names: &[String]| match names {
        [] => String::new(),
        names => format!("  VALUES ?unit {{ {} }}\n", literals(names)),
    };
    let (keys, more) = match by {
        By::Unit => ("?unit ?doc", format!("  ?task {}/skos:prefLabel ?unit .\n{}", role_path(*roles), units(among))),
        By::Role => {
            let named: Vec<String> = filter.named_units().cloned().collect();
            (
                "?role",
                format!(
                    "  ?task ?role ?body . ?body skos:prefLabel ?unit .\n{}  VALUES ?role {{ {} }}\n",
                    units(&named),
                    properties(*roles).join(" ")
                ),
            )
        }
        By::Document => ("?doc", String::new()),
        By::Government => {
            let of_kind = match grouping.places.as_str() {
                "" => String::new(),
                places => format!("  FILTER(STRENDS(?government, {}))\n", literal(places)),
            };
            ("?government", format!("  ?document zt:place ?government .\n{of_kind}"))
        }
        By::Annex if filter.parts.is_empty() => ("?doc ?part", "  FILTER(?part > 0)\n".to_owned()),
        By::Annex => ("?doc ?part", String::new()),
        By::Month => ("?month", "  BIND(SUBSTR(STR(?due), 1, 7) AS ?month)\n  FILTER(BOUND(?due))\n".to_owned()),
    };
    let order = match order {
        GroupOrder::Asked => "",
        GroupOrder::Largest => "DESC(?tasks) ",
        GroupOrder::Smallest => "?tasks ",
    };
    format!(
        "SELECT {keys} (COUNT(DISTINCT ?task) AS ?tasks) WHERE {{\n{pattern}{more}}}\nGROUP BY {keys}\nORDER BY {order}{keys}"
    )
}

/// Document order, or that of the deadlines with what has none at the end.
fn order(by_deadline: bool) -> &'static str {
    if by_deadline { "(!BOUND(?due)) ?due ?doc ?part ?path" } else { "?doc ?part ?path" }
}

/// The first or last deadline of the tasks that meet all else, as the one that is due.
fn extreme(filter: &TaskFilter, today: Date) -> String {
    let Some(extreme) = filter.extreme else { return String::new() };
    let pattern = task_pattern(filter, today);
    let (function, bound) = match extreme {
        Extreme::Earliest => ("MIN", "BOUND(?due)".to_owned()),
        Extreme::Latest => ("MAX", "BOUND(?due)".to_owned()),
        Extreme::Next => ("MIN", format!("?due >= \"{today}\"^^xsd:date")),
    };
    format!(
        "  {{ SELECT ({function}(?due) AS ?limit) WHERE {{\n{pattern}  FILTER({bound})\n  }} }}\n  FILTER(?due = ?limit)\n"
    )
}

/// Who beside a unit that the question names.
fn others(filter: &TaskFilter) -> String {
    let named: Vec<String> = filter.named_units().map(|unit| literal(unit)).collect();
    if named.is_empty() { String::new() } else { format!("  FILTER(?unit NOT IN ({}))\n", named.join(", ")) }
}

/// The pattern of the tasks that meet the conditions.
fn task_pattern(filter: &TaskFilter, today: Date) -> String {
    let mut pattern = String::from(
        "  ?task a zt:Task ; zt:inDocument/zt:fileName ?doc ; zt:inPart/zt:partNumber ?part ; zt:path ?path ; schema:name ?title .\n  OPTIONAL { ?task zt:dueDate ?due }\n",
    );
    pattern.push_str(&places(&filter.parts, &filter.not_parts, &filter.docs));
    pattern.extend(filter.counts.iter().map(count_filter));
    pattern.extend(filter.units.iter().map(unit_condition));
    pattern.push_str(&due_filter(&filter.due, "?task", today));
    pattern.push_str(&number_filter(&filter.items, "(^|/)", "$"));
    pattern.push_str(&number_filter(&filter.sections, "^", "/"));
    if !filter.paths.is_empty() {
        pattern.push_str(&format!("  FILTER(REGEX(STR(?path), \"^({})([/#]|$)\"))\n", filter.paths.join("|")));
    }
    pattern.extend(filter.topics.iter().map(topic_filter));
    pattern.extend(filter.undone.as_ref().filter(|done| !done.is_empty()).map(not_done));
    pattern
}

/// Without the tasks that were reported done.
fn not_done(tasks: &BTreeSet<String>) -> String {
    let tasks: Vec<String> = tasks.iter().map(|task| format!("<{task}>")).collect();
    format!("  FILTER(?task NOT IN ({}))\n", tasks.join(", "))
}

/// How many units there are with one of the roles. Tasks without any are not counted, so what asks for
/// fewer than one finds none.
fn count_filter(count: &UnitCount) -> String {
    let UnitCount { roles, op, number } = count;
    format!(
        "  {{ SELECT ?task WHERE {{ ?task {} ?counted }} GROUP BY ?task HAVING(COUNT(DISTINCT ?counted) {} {number}) }}\n",
        role_path(*roles),
        op.sign()
    )
}

fn places(parts: &[u32], not_parts: &[u32], docs: &[String]) -> String {
    let mut lines = String::new();
    if !not_parts.is_empty() {
        let parts: Vec<String> = not_parts.iter().map(u32::to_string).collect();
        let _ = writeln!(lines, "  FILTER(?part NOT IN ({}))", parts.join(", "));
    }
    if !parts.is_empty() {
        let parts: Vec<String> = parts.iter().map(u32::to_string).collect();
        let _ = writeln!(lines, "  VALUES ?part {{ {} }}", parts.join(" "));
    }
    if !docs.is_empty() {
        let _ = writeln!(lines, "  VALUES ?doc {{ {} }}", literals(docs));
    }
    lines
}

fn unit_condition(condition: &UnitCondition) -> String {
    let path = role_path(condition.roles);
    let has = match &condition.units[..] {
        [] if condition.stated => {
            let roles: Vec<String> = condition.roles.iter().map(|role| format!("zt:role-{}", role.name())).collect();
            format!(
                "?task zt:responsibility ?said . ?said prov:hadRole ?role ; zt:ground ?ground . FILTER(?role IN ({}) && ?ground != zt:ground-sole)",
                roles.join(", ")
            )
        }
        [] => format!("?task {path} ?anyone ."),
        [unit] => format!("?task {path}/skos:prefLabel {} .", literal(unit)),
        units => format!("VALUES ?named {{ {} }} ?task {path}/skos:prefLabel ?named .", literals(units)),
    };
    let mut lines = match condition.negated {
        true => format!("  FILTER NOT EXISTS {{ {has} }}\n"),
        false => format!("  FILTER EXISTS {{ {has} }}\n"),
    };
    if condition.alone {
        let any = role_path(Roles::ANY);
        let _ = writeln!(
            lines,
            "  FILTER NOT EXISTS {{ ?task {any}/skos:prefLabel ?other . FILTER(?other NOT IN ({})) }}",
            condition.units.iter().map(|unit| literal(unit)).collect::<Vec<_>>().join(", ")
        );
    }
    lines
}

/// The property, or the alternatives, that lead from a task to the units with one of the roles.
fn role_path(roles: Roles) -> String {
    let properties = properties(roles);
    if let [one] = properties[..] { one.to_owned() } else { format!("({})", properties.join("|")) }
}

fn properties(roles: Roles) -> Vec<&'static str> {
    roles
        .iter()
        .map(|role| match role {
            Role::Lead => "zt:ledBy",
            Role::Responsible => "zt:responsibleBody",
            Role::Cooperate => "zt:cooperatingBody",
        })
        .collect()
}

/// Tasks by a number in their path, as plans print it, with this before and behind it.
fn number_filter(numbers: &[u32], before: &str, behind: &str) -> String {
    if numbers.is_empty() {
        return String::new();
    }
    let printed = numbers.iter().flat_map(|&number| [number.to_string(), crate::number::chinese(number)]);
    format!("  FILTER(REGEX(?path, \"{before}({}){behind}\"))\n", printed.collect::<Vec<_>>().join("|"))
}

fn due_filter(due: &[Due], subject: &str, today: Date) -> String {
    if due.is_empty() {
        return String::new();
    }
    let tests: Vec<String> = due.iter().map(|due| due_test(*due, subject, today)).collect();
    format!("  FILTER({})\n", tests.join(" || "))
}

fn due_test(due: Due, subject: &str, today: Date) -> String {
    let day = |date: Date| format!("\"{date}\"^^xsd:date");
    match due {
        Due::Between(from, to) => {
            let bounds =
                [from.map(|from| format!("?due >= {}", day(from))), to.map(|to| format!("?due <= {}", day(to)))];
            let bounds: Vec<String> = bounds.into_iter().flatten().collect();
            if bounds.is_empty() { "BOUND(?due)".to_owned() } else { format!("({})", bounds.join(" && ")) }
        }
        Due::Overdue => format!("?due < {}", day(today)),
        Due::Ongoing => format!("EXISTS {{ {subject} zt:deadline/zt:deadlineKind zt:deadline-ongoing }}"),
        Due::None => {
            format!("NOT EXISTS {{ {subject} zt:deadline/zt:deadlineKind ?kind . FILTER(?kind != zt:deadline-none) }}")
        }
    }
}

/// The forms in which the topic stands whole in title, headings or text; where it stands nowhere whole, the tasks whose
/// pieces stand together.
fn topic_filter(topic: &Topic) -> String {
    let mut lines = String::from("  OPTIONAL { ?task zt:trail ?trail }\n");
    if topic.forms.is_empty() {
        let tasks: Vec<String> = topic.tasks.keys().map(|task| format!("<{task}>")).collect();
        let _ = writeln!(lines, "  VALUES ?task {{ {} }}", tasks.join(" "));
        return lines;
    }
    let mut places = vec!["?title"];
    if topic.field >= TopicField::Heading {
        places.push("COALESCE(?trail, \"\")");
    }
    if topic.field == TopicField::Text {
        lines.push_str("  OPTIONAL { ?task zt:text ?text }\n");
        places.push("COALESCE(?text, \"\")");
    }
    let tests: Vec<String> = places.into_iter().map(|place| contains(place, &topic.forms, " || ")).collect();
    let _ = writeln!(lines, "  FILTER({})", tests.join(" || "));
    lines
}

fn targets(filter: &TargetFilter, focus: Focus, today: Date, by_deadline: bool) -> String {
    let mut pattern = String::from(
        "  ?target a zt:Target ; zt:inDocument/zt:fileName ?doc ; zt:inPart/zt:partNumber ?part ; zt:path ?path ; zt:indicator/skos:prefLabel ?indicator ; zt:quote ?quote .\n  OPTIONAL { ?target qudt:numericValue ?value }\n  OPTIONAL { ?target schema:minValue ?low ; schema:maxValue ?high }\n  OPTIONAL { ?target schema:unitText ?unit }\n",
    );
    pattern.push_str(match filter.named {
        Some(_) => "  OPTIONAL { ?target zt:dueDate ?own }\n  OPTIONAL { ?target zt:inTask/zt:dueDate ?ofTask }\n  BIND(COALESCE(?own, ?ofTask) AS ?due)\n",
        None => "  OPTIONAL { ?target zt:dueDate ?due }\n",
    });
    pattern.push_str(&places(&filter.parts, &filter.not_parts, &filter.docs));
    if filter.named.is_some() {
        let targets: Vec<String> = filter.picked.iter().map(|target| format!("<{target}>")).collect();
        let _ = writeln!(pattern, "  VALUES ?target {{ {} }}", targets.join(" "));
    }
    pattern.extend(filter.value.as_ref().map(value_filter));
    pattern.push_str(&due_filter(&filter.due, "?target", today));
    if !filter.units.is_empty() {
        pattern.push_str("  ?target zt:inTask ?task .\n");
        pattern.extend(filter.units.iter().map(unit_condition));
    }
    match focus {
        Focus::Count => format!("SELECT (COUNT(DISTINCT ?target) AS ?count) WHERE {{\n{pattern}}}"),
        _ => format!(
            "SELECT DISTINCT ?target ?doc ?part ?path ?indicator ?value ?low ?high ?unit ?due ?quote WHERE {{\n{pattern}}}\nORDER BY {}",
            order(by_deadline)
        ),
    }
}

fn value_filter(value: &ValueTest) -> String {
    let (op, number) = (value.op.sign(), value.number);
    let mut lines =
        format!("  FILTER(COALESCE(?value, ?low) {op} {number} && COALESCE(?value, ?high) {op} {number})\n");
    if !value.unit.is_empty() {
        let _ = writeln!(lines, "  FILTER(COALESCE(?unit, \"\") IN ({}))", units_of_measure(&value.unit));
    }
    lines
}

fn units_of_measure(unit: &str) -> String {
    same_measure(unit).iter().map(|unit| literal(unit)).collect::<Vec<_>>().join(", ")
}

fn units(search: &UnitSearch, focus: Focus, today: Date) -> String {
    let UnitSearch { filter, roles, lacking, besides } = search;
    let counted = if *lacking { Roles::ANY } else { *roles };
    let among: Vec<String> = filter.named_units().map(|unit| literal(unit)).collect();
    let among = if among.is_empty() { String::new() } else { format!("  FILTER(?unit IN ({}))\n", among.join(", ")) };
    let left_out: Vec<String> = besides.iter().map(|unit| literal(unit)).collect();
    let left_out = match &left_out[..] {
        [] => String::new(),
        units => format!("  FILTER(?unit NOT IN ({}))\n", units.join(", ")),
    };
    let tasks = task_pattern(filter, today);
    let pattern = format!("{tasks}  ?task {}/skos:prefLabel ?unit .\n{among}{left_out}", role_path(counted));
    let pattern = if *lacking { format!("{pattern}{}", without(filter, *roles, today)) } else { pattern };
    match focus {
        Focus::Count => format!("SELECT (COUNT(DISTINCT ?unit) AS ?count) WHERE {{\n{pattern}}}"),
        _ => format!(
            "SELECT ?unit (COUNT(DISTINCT ?task) AS ?tasks) WHERE {{\n{pattern}}}\nGROUP BY ?unit\nORDER BY ?unit"
        ),
    }
}

/// But not those with one of the roles in any of the tasks. What is selected within is not seen outside,
/// apart from the unit.
fn without(filter: &TaskFilter, roles: Roles, today: Date) -> String {
    let pattern = task_pattern(filter, today);
    format!("  MINUS {{ SELECT ?unit WHERE {{\n{pattern}  ?task {}/skos:prefLabel ?unit .\n  }} }}\n", role_path(roles))
}

fn annexes(filter: &TaskFilter, focus: Focus, today: Date) -> String {
    let docs = &filter.docs;
    let pattern = format!(
        "  ?annex a zt:Annex ; zt:inDocument/zt:fileName ?doc ; zt:partNumber ?part .\n  OPTIONAL {{ ?annex dct:title ?title }}\n{}",
        places(&[], &[], docs)
    );
    let pattern = match filter.is_only_docs() {
        true => pattern,
        false => format!(
            "{pattern}  {{ SELECT DISTINCT ?annex WHERE {{\n{}  ?task zt:inPart ?annex .\n  }} }}\n",
            task_pattern(filter, today)
        ),
    };
    match focus {
        Focus::Count => format!("SELECT (COUNT(DISTINCT ?annex) AS ?count) WHERE {{\n{pattern}}}"),
        _ => format!("SELECT DISTINCT ?annex ?doc ?part ?title WHERE {{\n{pattern}}}\nORDER BY ?doc ?part"),
    }
}

fn documents(search: &DocumentSearch) -> String {
    let docs = places(&[], &[], &search.docs);
    let pattern =
        format!("  ?document a zt:Plan ; zt:fileName ?doc .\n  OPTIONAL {{ ?document dct:title ?title }}\n{docs}");
    if search.count {
        return format!("SELECT (COUNT(DISTINCT ?document) AS ?count) WHERE {{\n{pattern}}}");
    }
    let property = search.property.map(|property| match property {
        Property::Number => "eli:id_local ?stated",
        Property::Issued => "eli:date_document ?stated",
        Property::Issuer => "eli:passed_by/rdfs:label ?stated",
        Property::ValidFrom => "eli:first_date_entry_in_force ?stated",
        // The first day on which it holds no longer.
        Property::ValidTo => "eli:date_no_longer_in_force ?stated",
    });
    let (more, column) = match property {
        Some(property) => (format!("  OPTIONAL {{ ?document {property} }}\n"), " ?stated"),
        None => (String::new(), ""),
    };
    format!("SELECT DISTINCT ?document ?doc ?title{column} WHERE {{\n{pattern}{more}}}\nORDER BY ?doc")
}

fn compare(comparison: &Comparison) -> String {
    let Comparison { docs, first: a, second: b, named, indicators } = comparison;
    let meant = match named {
        Some(_) => format!("  VALUES ?indicator {{ {} }}\n", literals(indicators)),
        None => String::new(),
    };
    format!(
        "SELECT DISTINCT ?indicator ?doc ?part ?path ?target ?quote WHERE {{\n  ?target a zt:Target ; zt:indicator ?shared ; zt:inDocument ?document ; zt:inPart/zt:partNumber ?part ; zt:path ?path ; zt:quote ?quote .\n  ?document zt:fileName ?doc . ?shared skos:prefLabel ?indicator .\n{}{meant}  FILTER EXISTS {{ ?first zt:indicator ?shared ; zt:inDocument ?document ; zt:inPart/zt:partNumber {a} }}\n  FILTER EXISTS {{ ?second zt:indicator ?shared ; zt:inDocument ?document ; zt:inPart/zt:partNumber {b} }}\n}}\nORDER BY ?doc ?indicator ?part ?path",
        places(&[*a, *b], &[], docs)
    )
}

fn literals(texts: &[String]) -> String {
    texts.iter().map(|text| literal(text)).collect::<Vec<_>>().join(" ")
}

/// A string literal, escaped (SPARQL 1.1, section 19.8, ECHAR).
fn literal(text: &str) -> String {
    let mut escaped = String::from("\"");
    for char in text.chars() {
        match char {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            char => escaped.push(char),
        }
    }
    escaped.push('"');
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_cannot_be_left() {
        assert_eq!(literal("a\"} ; DROP \\"), "\"a\\\"} ; DROP \\\\\"");
    }

    #[test]
    fn one_role_is_a_property_and_several_are_alternatives() {
        assert_eq!(role_path(Roles::LEAD), "zt:ledBy");
        assert_eq!(role_path(Roles::RESPONSIBLE), "(zt:ledBy|zt:responsibleBody)");
    }
}
