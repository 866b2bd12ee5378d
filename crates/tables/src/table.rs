use crate::column::{Cell, Column, Type};
use zhengtu_model::{
    BodyRef, Citation, Clause, Deadline, DocumentFacts, DocumentRecord, Evidence, Finding, PartInfo, Side, Target,
    Task, TaskStatement, Unit, UnitName, Value,
};
use zhengtu_office::csv;
use zhengtu_rdf::iri;

/// What was read out of a document, as the tables take it. Its rows depend on nothing else, so that the rows of many
/// documents are those of each, one after another.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// The records.
    pub facts: &'a DocumentFacts,
    /// What the checks found in it.
    pub findings: &'a [Finding],
}

/// A row: a cell for each column.
pub type Row<'a> = Vec<Cell<'a>>;

/// A table: its name, its columns, and how its rows are made.
#[derive(Debug)]
pub struct Table {
    /// The name, which is that of the records it holds.
    pub name: &'static str,
    /// What a row is, in English.
    pub says: &'static str,
    groups: &'static [&'static [Column]],
    rows: for<'a> fn(Document<'a>) -> Vec<Row<'a>>,
}

impl Table {
    /// The columns.
    pub fn columns(&self) -> impl Iterator<Item = &'static Column> {
        self.groups.iter().copied().flatten()
    }

    /// The rows of a document, each with a cell for each column.
    pub fn rows<'a>(&self, document: Document<'a>) -> Vec<Row<'a>> {
        (self.rows)(document)
    }

    /// The names of the columns as a line of comma-separated values.
    pub fn csv_header(&self) -> String {
        csv::line(self.columns().map(|column| column.name))
    }

    /// A row as a line of comma-separated values (RFC 4180). A cell that a spreadsheet would take for a formula has a
    /// `'` before it.
    pub fn csv_row(row: &Row<'_>) -> String {
        csv::line(row.iter().map(Cell::printed))
    }
}

/// All tables.
pub static TABLES: [Table; 10] = [
    Table { name: "documents", says: "a document", groups: &[&[DOC], DOCUMENT], rows: |all| vec![document(all.facts)] },
    Table {
        name: "parts",
        says: "the main text of a document, or an annex",
        groups: &[&[DOC, ID], PART, PLACE],
        rows: |all| all.facts.parts.iter().map(|one| part(all.facts, one)).collect(),
    },
    Table {
        name: "clauses",
        says: "a heading, or a paragraph of the smallest numbered item it stands in",
        groups: &[&[DOC, ID], CLAUSE, PLACE],
        rows: |all| all.facts.clauses.iter().map(|one| clause(all.facts, one)).collect(),
    },
    Table {
        name: "tasks",
        says: "a task: the smallest numbered measure that carries a responsibility statement or a deadline",
        groups: &[&[DOC, ID], TASK, PLACE],
        rows: |all| all.facts.tasks.iter().map(task).collect(),
    },
    Table {
        name: "responsibilities",
        says: "what one body has to do for a task",
        groups: &[&[DOC, ID], RESPONSIBILITY, PLACE],
        rows: |all| all.facts.tasks.iter().flat_map(|task| responsibilities(all.facts, task)).collect(),
    },
    Table {
        name: "statements",
        says: "one of several responsibility statements of a task",
        groups: &[&[DOC, ID], STATEMENT, PLACE],
        rows: |all| all.facts.tasks.iter().flat_map(statements).collect(),
    },
    Table {
        name: "targets",
        says: "a numeric target; one number has `lo` and `hi` equal",
        groups: &[&[DOC, ID], TARGET, PLACE],
        rows: |all| all.facts.targets.iter().map(target).collect(),
    },
    Table {
        name: "citations",
        says: "a document that a passage names",
        groups: &[&[DOC, ID], CITATION, PLACE],
        rows: |all| all.facts.citations.iter().map(|one| citation(all.facts, one)).collect(),
    },
    Table {
        name: "units",
        says: "a body that a document names",
        groups: &[&[DOC, ID], UNIT, PLACE],
        rows: |all| all.facts.units.iter().map(|one| unit(all.facts, one)).collect(),
    },
    Table {
        name: "findings",
        says: "what a check found",
        groups: &[FINDING],
        rows: |all| all.findings.iter().map(finding).collect(),
    },
];

/// The table that is called so.
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

const fn text(name: &'static str, says: &'static str) -> Column {
    Column::new(name, Type::Text, says)
}

const fn some(name: &'static str, says: &'static str) -> Column {
    text(name, says).or_nothing()
}

const fn whole(name: &'static str, says: &'static str) -> Column {
    Column::new(name, Type::Whole, says)
}

const fn day(name: &'static str, says: &'static str) -> Column {
    Column::new(name, Type::Day, says).or_nothing()
}

const fn flag(name: &'static str, says: &'static str) -> Column {
    Column::new(name, Type::Flag, says)
}

const fn number(name: &'static str, says: &'static str) -> Column {
    Column::new(name, Type::Number, says)
}

const DOC: Column = text("doc", "the document: its file name without its folder");
const ID: Column = text("id", "its IRI in the graph");
const OF_PART: Column = whole("part", "0 for the main text, n for annex n");
const PATH: Column = text("path", "the numbering as printed, outermost level first, joined by /");
const TRAIL: Column = text("trail", "the headings above, joined by ` / `");

/// Where a record was read.
const PLACE: &[Column] = &[
    whole("start", "the first character of the passage in the text as read, in code points from 0"),
    whole("end", "the character after the passage"),
    whole("line", "the line on which the passage starts, from 1"),
    whole("page", "its page, from 1, where the format has pages").or_nothing(),
];

fn placed<'a>(mut own: Row<'a>, evidence: &Evidence) -> Row<'a> {
    let Evidence { start, end, line, page, .. } = *evidence;
    own.extend([start.into(), end.into(), line.into(), Cell::of(page)]);
    own
}

/// The headings above something, as one cell.
fn trail(headings: &[String]) -> Cell<'_> {
    headings.join(" / ").into()
}

const DOCUMENT: &[Column] = &[
    ID,
    some("title", "the title of the plan"),
    some("issuer", "who issued it"),
    some("place", "the place whose government issued it"),
    some("place_code", "its code of GB/T 2260"),
    some("level", "the level of that government: national, province, city, county, town"),
    some("number", "its document number, with the year in 〔〕"),
    day("issued", "the day of issue"),
    day("valid_from", "the first day on which it holds"),
    day("valid_to", "the last day on which it holds"),
    some("kind", "通知, 意见, 实施方案 …"),
    some("plan", "the plan of which it is a part"),
];

fn document(facts: &DocumentFacts) -> Row<'_> {
    let record = DocumentRecord::from(&facts.info);
    let code = record.place.and_then(|place| place.code.as_ref());
    vec![
        record.doc.into(),
        record.id.into(),
        Cell::of(record.title),
        Cell::of(record.issuer),
        Cell::of(record.place.map(|place| &place.name)),
        Cell::of(code),
        Cell::of(record.level.map(|level| level.name())),
        Cell::of(record.number),
        Cell::of(record.issued),
        Cell::of(record.valid_from),
        Cell::of(record.valid_to),
        Cell::of(record.kind),
        Cell::of(record.plan),
    ]
}

const PART: &[Column] =
    &[OF_PART, text("title", "the title"), flag("present", "whether its text is there; an annex may only be listed")];

fn part<'a>(facts: &'a DocumentFacts, part: &'a PartInfo) -> Row<'a> {
    let own = vec![
        (&facts.info.name).into(),
        (&part.id).into(),
        part.number.into(),
        (&part.title).into(),
        part.present.into(),
    ];
    placed(own, &part.evidence)
}

const CLAUSE: &[Column] = &[
    OF_PART,
    PATH,
    text("kind", "heading, text, field, row, other"),
    TRAIL,
    text("text", "the text, repaired"),
    some("task", "the IRI of the task that the clause belongs to"),
];

fn clause<'a>(facts: &'a DocumentFacts, clause: &'a Clause) -> Row<'a> {
    let own = vec![
        (&facts.info.name).into(),
        (&clause.id).into(),
        clause.part.into(),
        (&clause.path).into(),
        clause.kind.name().into(),
        trail(&clause.trail),
        (&clause.text).into(),
        Cell::of(clause.task.as_ref()),
    ];
    placed(own, &clause.evidence)
}

const TASK: &[Column] = &[
    OF_PART,
    PATH,
    text("title", "the heading sentence without its number"),
    TRAIL,
    text("text", "the whole text, repaired"),
    flag("open", "whether the list of bodies ends with 等"),
    some("units_raw", "the responsibility statement as printed"),
    some("deadline_raw", "the deadline field as printed"),
    text("deadline_kind", "date, interval, recurring, ongoing, immediate, relative, none"),
    day("deadline_start", "the first day of an interval"),
    day("deadline_end", "the last day"),
    some("deadline_rule", "the RRULE (RFC 5545) of what recurs, the ISO 8601 duration of what is relative"),
];

fn task(task: &Task) -> Row<'_> {
    let (start, rule) = match &task.deadline {
        Deadline::Interval { start, .. } => (Some(*start), None),
        Deadline::Recurring { rule } => (None, Some(rule)),
        Deadline::Relative { duration } => (None, Some(duration)),
        _ => (None, None),
    };
    let own = vec![
        (&task.doc).into(),
        (&task.id).into(),
        task.part.into(),
        (&task.path).into(),
        (&task.title).into(),
        trail(&task.trail),
        (&task.text).into(),
        task.open.into(),
        Cell::of(task.units_raw.as_ref()),
        Cell::of(task.deadline_raw.as_ref()),
        task.deadline.kind().name().into(),
        Cell::of(start),
        Cell::of(task.deadline.end()),
        Cell::of(rule),
    ];
    placed(own, &task.evidence)
}

const OF_TASK: Column = text("task", "the IRI of the task");
const ORDINAL: Column = whole("ordinal", "the place in the list, from 1");
const BODY: Column = text("body", "what tells the body from those of all other governments, such as 510800/finance");
const BODY_LABEL: Column = text("body_label", "its name with its place, as far as that is known");

const RESPONSIBILITY: &[Column] = &[
    OF_TASK,
    ORDINAL,
    text("name", "the canonical name within the document"),
    text("surface", "the name as printed"),
    text("role", "lead, responsible, cooperate"),
    text("kind", "unit, collective"),
    text("ground", "what gave the role: stated, label, sole, column, unit-first, default"),
    BODY,
    BODY_LABEL,
];

fn responsibilities<'a>(facts: &'a DocumentFacts, task: &'a Task) -> Vec<Row<'a>> {
    let responsibility = |(number, unit): (usize, &'a Unit)| {
        let (body, label) = body(facts, &unit.name);
        let own = vec![
            (&task.doc).into(),
            iri::aspect(&task.id, &format!("responsibility-{number}")).into(),
            (&task.id).into(),
            number.into(),
            (&unit.name).into(),
            (&unit.surface).into(),
            unit.role.name().into(),
            unit.kind.name().into(),
            unit.ground.name().into(),
            body,
            label,
        ];
        placed(own, &unit.evidence)
    };
    (1..).zip(&task.units).map(responsibility).collect()
}

/// The key and the label of the body that the document calls so.
fn body<'a>(facts: &'a DocumentFacts, name: &'a str) -> (Cell<'a>, Cell<'a>) {
    let known = facts.units.iter().find(|unit| unit.name == name);
    let BodyRef { key, label, .. } = match known {
        Some(unit) => &unit.body,
        None => return (alone(facts, name), name.into()),
    };
    let key = if key.is_empty() { alone(facts, name) } else { key.into() };
    (key, if label.is_empty() { name.into() } else { label.into() })
}

/// The key of a body of which no record says whose it is: it belongs to its document.
fn alone<'a>(facts: &DocumentFacts, name: &str) -> Cell<'a> {
    format!("doc:{}/{name}", facts.info.name).into()
}

const STATEMENT: &[Column] = &[
    OF_TASK,
    ORDINAL,
    text("units", "who is responsible, as role:name, joined by ;"),
    text("units_raw", "the statement as printed"),
    text("text", "the sentences it answers for"),
];

fn statements<'a>(task: &'a Task) -> Vec<Row<'a>> {
    let statement = |(number, statement): (usize, &'a TaskStatement)| {
        let units: Vec<String> =
            statement.units.iter().map(|unit| format!("{}:{}", unit.role.name(), unit.name)).collect();
        let own = vec![
            (&task.doc).into(),
            iri::aspect(&task.id, &format!("statement-{number}")).into(),
            (&task.id).into(),
            number.into(),
            units.join(";").into(),
            (&statement.units_raw).into(),
            (&statement.text).into(),
        ];
        placed(own, &statement.evidence)
    };
    (1..).zip(&task.statements).map(statement).collect()
}

const TARGET: &[Column] = &[
    OF_PART,
    PATH,
    text("indicator", "what is measured, as named in the text"),
    text("comparator", ">=, <=, =, ~"),
    text("change", "level, or the amount of an increase or decrease"),
    number("lo", "the value, or the lower end of its range"),
    number("hi", "the value, or the upper end of its range"),
    text("unit", "the unit of measure as printed; empty where there is none"),
    number("from", "the starting value").or_nothing(),
    day("deadline", "the last day of the period that the sentence or its goal paragraph states"),
    text("quote", "the shortest clause that states it"),
    text("rule", "the rule that found it"),
];

fn target(target: &Target) -> Row<'_> {
    let (lo, hi) = match target.value {
        Value::Number(one) => (one, one),
        Value::Range([lo, hi]) => (lo, hi),
    };
    let own = vec![
        (&target.doc).into(),
        (&target.id).into(),
        target.part.into(),
        (&target.path).into(),
        (&target.indicator).into(),
        target.comparator.sign().into(),
        target.change.name().into(),
        lo.into(),
        hi.into(),
        (&target.unit).into(),
        Cell::of(target.from),
        Cell::of(target.deadline),
        (&target.quote).into(),
        (&target.rule).into(),
    ];
    placed(own, &target.evidence)
}

const CITATION: &[Column] = &[
    OF_PART,
    PATH,
    some("title", "the title between 《 and 》"),
    some("number", "the document number, with the year in 〔〕"),
    text("use", "basis, implements, repeals, mention"),
];

fn citation<'a>(facts: &'a DocumentFacts, citation: &'a Citation) -> Row<'a> {
    let own = vec![
        (&facts.info.name).into(),
        (&citation.id).into(),
        citation.part.into(),
        (&citation.path).into(),
        Cell::of(citation.title.as_ref()),
        Cell::of(citation.number.as_ref()),
        citation.usage.name().into(),
    ];
    placed(own, &citation.evidence)
}

const UNIT: &[Column] = &[
    text("name", "the canonical name within the document"),
    text("kind", "unit, collective"),
    text("surfaces", "the forms in which it is printed, joined by ;"),
    some("function", "the functional body of the thesaurus, such as taxation"),
    BODY,
    BODY_LABEL,
    some("place", "the place whose government it belongs to"),
    some("place_code", "its code of GB/T 2260"),
];

fn unit<'a>(facts: &'a DocumentFacts, unit: &'a UnitName) -> Row<'a> {
    let place = unit.body.place.as_ref();
    let own = vec![
        (&facts.info.name).into(),
        iri::unit(&facts.info.id, &unit.name).into(),
        (&unit.name).into(),
        unit.kind.name().into(),
        unit.surfaces.join(";").into(),
        Cell::of(unit.function.as_ref()),
        (&unit.body.key).into(),
        (&unit.body.label).into(),
        Cell::of(place.map(|place| &place.name)),
        Cell::of(place.and_then(|place| place.code.as_ref())),
    ];
    placed(own, &unit.evidence)
}

const FINDING: &[Column] = &[
    text("id", "made of the code and the passages, so that it stays when the text around them is renumbered"),
    DOC,
    text("code", "the rule, such as value-conflict"),
    text("severity", "error, warning, info"),
    text("message", "what is wrong, in Chinese"),
    number("confidence", "how sure the rule is, from 0 to 1"),
    whole("a_part", "of the place: its part"),
    text("a_path", "its numbering"),
    text("a_quote", "the passage"),
    whole("a_start", "its first character"),
    whole("a_end", "the character after it"),
    some("b_doc", "of the place that it does not agree with, if there is one: its document"),
    whole("b_part", "its part").or_nothing(),
    some("b_path", "its numbering"),
    some("b_quote", "the passage"),
    whole("b_start", "its first character").or_nothing(),
    whole("b_end", "the character after it").or_nothing(),
];

fn finding(finding: &Finding) -> Row<'_> {
    let mut row: Row<'_> = vec![
        (&finding.id).into(),
        (&finding.doc).into(),
        (&finding.code).into(),
        finding.severity.name().into(),
        (&finding.message).into(),
        finding.confidence.into(),
    ];
    row.extend(side(&finding.a));
    match &finding.b {
        Some(b) => {
            row.push(b.doc.as_ref().unwrap_or(&finding.doc).into());
            row.extend(side(b));
        }
        None => row.extend((0..6).map(|_| Cell::Nothing)),
    }
    row
}

fn side(side: &Side) -> [Cell<'_>; 5] {
    let Side { part, path, quote, evidence, .. } = side;
    [(*part).into(), path.into(), quote.into(), evidence.start.into(), evidence.end.into()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{facts, findings};

    #[test]
    fn every_row_has_a_value_for_each_column_and_names_its_document() {
        let facts = [facts("甲县.txt"), facts("乙县.txt")];
        let mut counts = Vec::new();
        for table in &TABLES {
            let doc = table.columns().position(|column| column.name == "doc").expect("each table has documents");
            let mut count = 0;
            for facts in &facts {
                for row in table.rows(Document { facts, findings: &findings(facts) }) {
                    assert_eq!(row.len(), table.columns().count(), "{}: {row:?}", table.name);
                    let fits = |(cell, column): (&Cell<'_>, &'static Column)| cell.fits(column);
                    assert!(row.iter().zip(table.columns()).all(fits), "{}: {row:?}", table.name);
                    assert_eq!(row[doc], Cell::from(&facts.info.name), "{}: {row:?}", table.name);
                    count += 1;
                }
            }
            counts.push((table.name, count));
        }
        let has = |name, count| assert!(counts.contains(&(name, count)), "{counts:?}");
        has("documents", 2);
        has("tasks", 4);
        has("responsibilities", 6);
        assert!(counts.iter().all(|(name, count)| *count > 0 || *name == "statements"), "{counts:?}");
    }

    #[test]
    fn no_two_rows_of_a_document_have_the_same_id() {
        let facts = facts("甲县.txt");
        for table in &TABLES {
            let id = table.columns().position(|column| column.name == "id").expect("each table has ids");
            let rows = table.rows(Document { facts: &facts, findings: &[] });
            let mut ids: Vec<String> = rows.iter().map(|row| row[id].printed().into_owned()).collect();
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), rows.len(), "{}", table.name);
        }
    }

    #[test]
    fn a_range_has_its_ends_in_two_columns_and_a_formula_is_guarded() {
        let mut facts = facts("甲县.txt");
        let targets = table("targets").expect("there are targets");
        let at = |name: &str| targets.columns().position(|column| column.name == name).expect("the column is there");
        let rows = targets.rows(Document { facts: &facts, findings: &[] });
        let wanted = ["绿化率".into(), 30.0.into(), 35.0.into()];
        let found = |row: &Row<'_>| ["indicator", "lo", "hi"].map(|name| row[at(name)].clone()) == wanted;
        assert!(rows.iter().any(found), "{rows:?}");
        facts.targets.truncate(1);
        facts.targets[0].quote = "=1+1".to_owned();
        let csv = Table::csv_row(&targets.rows(Document { facts: &facts, findings: &[] })[0]);
        assert!(csv.contains(",'=1+1,"), "{csv}");
    }
}
