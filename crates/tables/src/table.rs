use zhengtu_model::{
    Bodies, Citation, Clause, Deadline, DocumentFacts, DocumentRecord, Evidence, Finding, Side, Target, Task, Unit,
    UnitName, Value,
};
use zhengtu_office::csv;

/// A table: its name, its columns, and rows with a cell for each of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The name, which is that of the records it holds.
    pub name: &'static str,
    /// The names of the columns.
    pub columns: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The table as comma-separated values with a header (RFC 4180). A cell that a spreadsheet would take for a formula
    /// has a `'` before it.
    pub fn csv(&self) -> String {
        let rows = self.rows.iter().map(csv::line);
        std::iter::once(csv::line(&self.columns)).chain(rows).collect()
    }
}

/// What the tables are made of.
struct Records<'a> {
    documents: &'a [DocumentFacts],
    findings: &'a [Finding],
    bodies: Bodies,
}

type Rows = Vec<Vec<String>>;

/// A table to be made: its name, the groups of its columns, its rows.
type Making = (&'static str, &'static [&'static [&'static str]], fn(&Records<'_>) -> Rows);

const TABLES: [Making; 10] = [
    ("documents", &[DOCUMENT], |all| all.documents.iter().map(document).collect()),
    ("parts", &[PART, PLACE], |all| all.each(parts)),
    ("clauses", &[CLAUSE, PLACE], |all| all.each(|facts| facts.clauses.iter().map(|one| clause(facts, one)).collect())),
    ("tasks", &[TASK, PLACE], |all| all.tasks().map(task).collect()),
    ("responsibilities", &[RESPONSIBILITY, PLACE], |all| {
        all.tasks().flat_map(|task| responsibilities(task, &all.bodies)).collect()
    }),
    ("statements", &[STATEMENT, PLACE], |all| all.tasks().flat_map(statements).collect()),
    ("targets", &[TARGET, PLACE], |all| all.each(|facts| facts.targets.iter().map(target).collect())),
    ("citations", &[CITATION, PLACE], |all| {
        all.each(|facts| facts.citations.iter().map(|one| citation(facts, one)).collect())
    }),
    ("units", &[UNIT, PLACE], |all| all.each(|facts| facts.units.iter().map(|one| unit(facts, one)).collect())),
    ("findings", &[FINDING], |all| all.findings.iter().map(finding).collect()),
];

impl Records<'_> {
    /// The rows of every document.
    fn each(&self, rows: impl Fn(&DocumentFacts) -> Rows) -> Rows {
        self.documents.iter().flat_map(rows).collect()
    }

    fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.documents.iter().flat_map(|facts| &facts.tasks)
    }
}

/// All records of the documents, and the findings of the checks, as tables.
pub fn tables(documents: &[DocumentFacts], findings: &[Finding]) -> Vec<Table> {
    made(documents, findings, |_| true)
}

/// The one of these tables that is called so; nothing where none is.
pub fn table(documents: &[DocumentFacts], findings: &[Finding], name: &str) -> Option<Table> {
    made(documents, findings, |known| known == name).pop()
}

fn made(documents: &[DocumentFacts], findings: &[Finding], wanted: impl Fn(&str) -> bool) -> Vec<Table> {
    let records = Records { documents, findings, bodies: Bodies::of(documents) };
    let wanted = TABLES.iter().filter(|(name, ..)| wanted(name));
    wanted.map(|(name, columns, rows)| Table { name, columns: columns.concat(), rows: rows(&records) }).collect()
}

/// Where a record was read.
const PLACE: &[&str] = &["start", "end", "line", "page"];

fn place(evidence: &Evidence) -> Vec<String> {
    let Evidence { start, end, line, page, .. } = evidence;
    vec![start.to_string(), end.to_string(), line.to_string(), or_empty(page.as_ref())]
}

fn or_empty<T: ToString>(value: Option<&T>) -> String {
    value.map(T::to_string).unwrap_or_default()
}

/// The headings above something, as one cell.
fn trail(headings: &[String]) -> String {
    headings.join(" / ")
}

fn row(own: Vec<String>, evidence: &Evidence) -> Vec<String> {
    [own, place(evidence)].concat()
}

const DOCUMENT: &[&str] = &[
    "doc",
    "id",
    "title",
    "issuer",
    "place",
    "place_code",
    "level",
    "number",
    "issued",
    "valid_from",
    "valid_to",
    "kind",
    "plan",
];

fn document(facts: &DocumentFacts) -> Vec<String> {
    let record = DocumentRecord::from(&facts.info);
    let code = record.place.as_ref().and_then(|place| place.code.as_ref());
    vec![
        record.doc.to_owned(),
        record.id.to_owned(),
        or_empty(record.title.as_ref()),
        or_empty(record.issuer.as_ref()),
        record.place.as_ref().map(|place| place.name.clone()).unwrap_or_default(),
        or_empty(code),
        record.level.map(|level| level.name().to_owned()).unwrap_or_default(),
        or_empty(record.number.as_ref()),
        or_empty(record.issued.as_ref()),
        or_empty(record.valid_from.as_ref()),
        or_empty(record.valid_to.as_ref()),
        or_empty(record.kind.as_ref()),
        or_empty(record.plan.as_ref()),
    ]
}

const PART: &[&str] = &["doc", "id", "part", "title", "present"];

fn parts(facts: &DocumentFacts) -> Vec<Vec<String>> {
    let part = |part: &zhengtu_model::PartInfo| {
        let own = vec![
            facts.info.name.clone(),
            part.id.clone(),
            part.number.to_string(),
            part.title.clone(),
            part.present.to_string(),
        ];
        row(own, &part.evidence)
    };
    facts.parts.iter().map(part).collect()
}

const CLAUSE: &[&str] = &["doc", "id", "part", "path", "kind", "trail", "text", "task"];

fn clause(facts: &DocumentFacts, clause: &Clause) -> Vec<String> {
    let own = vec![
        facts.info.name.clone(),
        clause.id.clone(),
        clause.part.to_string(),
        clause.path.clone(),
        clause.kind.name().to_owned(),
        trail(&clause.trail),
        clause.text.clone(),
        or_empty(clause.task.as_ref()),
    ];
    row(own, &clause.evidence)
}

const TASK: &[&str] = &[
    "doc",
    "id",
    "part",
    "path",
    "title",
    "trail",
    "text",
    "open",
    "units_raw",
    "deadline_raw",
    "deadline_kind",
    "deadline_start",
    "deadline_end",
    "deadline_rule",
];

fn task(task: &Task) -> Vec<String> {
    let (start, rule) = match &task.deadline {
        Deadline::Interval { start, .. } => (start.to_string(), String::new()),
        Deadline::Recurring { rule } => (String::new(), rule.clone()),
        Deadline::Relative { duration } => (String::new(), duration.clone()),
        _ => (String::new(), String::new()),
    };
    let own = vec![
        task.doc.clone(),
        task.id.clone(),
        task.part.to_string(),
        task.path.clone(),
        task.title.clone(),
        trail(&task.trail),
        task.text.clone(),
        task.open.to_string(),
        or_empty(task.units_raw.as_ref()),
        or_empty(task.deadline_raw.as_ref()),
        task.deadline.kind().name().to_owned(),
        start,
        or_empty(task.deadline.end().as_ref()),
        rule,
    ];
    row(own, &task.evidence)
}

const RESPONSIBILITY: &[&str] =
    &["doc", "task", "ordinal", "name", "surface", "role", "kind", "ground", "body", "body_label"];

fn responsibilities(task: &Task, bodies: &Bodies) -> Vec<Vec<String>> {
    let responsibility = |(number, unit): (usize, &Unit)| {
        let body = bodies.get(&task.doc, &unit.name);
        let own = vec![
            task.doc.clone(),
            task.id.clone(),
            number.to_string(),
            unit.name.clone(),
            unit.surface.clone(),
            unit.role.name().to_owned(),
            unit.kind.name().to_owned(),
            unit.ground.name().to_owned(),
            body.map(|body| body.body.key.clone()).unwrap_or_default(),
            body.map(|body| body.body.label.clone()).unwrap_or_default(),
        ];
        row(own, &unit.evidence)
    };
    (1..).zip(&task.units).map(responsibility).collect()
}

const STATEMENT: &[&str] = &["doc", "task", "ordinal", "units", "units_raw", "text"];

fn statements(task: &Task) -> Vec<Vec<String>> {
    let statement = |(number, statement): (usize, &zhengtu_model::TaskStatement)| {
        let units: Vec<String> =
            statement.units.iter().map(|unit| format!("{}:{}", unit.role.name(), unit.name)).collect();
        let own = vec![
            task.doc.clone(),
            task.id.clone(),
            number.to_string(),
            units.join(";"),
            statement.units_raw.clone(),
            statement.text.clone(),
        ];
        row(own, &statement.evidence)
    };
    (1..).zip(&task.statements).map(statement).collect()
}

const TARGET: &[&str] = &[
    "doc",
    "id",
    "part",
    "path",
    "indicator",
    "comparator",
    "change",
    "lo",
    "hi",
    "unit",
    "from",
    "deadline",
    "quote",
    "rule",
];

fn target(target: &Target) -> Vec<String> {
    let (lo, hi) = match target.value {
        Value::Number(one) => (one, one),
        Value::Range([lo, hi]) => (lo, hi),
    };
    let own = vec![
        target.doc.clone(),
        target.id.clone(),
        target.part.to_string(),
        target.path.clone(),
        target.indicator.clone(),
        target.comparator.sign().to_owned(),
        target.change.name().to_owned(),
        lo.to_string(),
        hi.to_string(),
        target.unit.clone(),
        or_empty(target.from.as_ref()),
        or_empty(target.deadline.as_ref()),
        target.quote.clone(),
        target.rule.clone(),
    ];
    row(own, &target.evidence)
}

const CITATION: &[&str] = &["doc", "id", "part", "path", "title", "number", "use"];

fn citation(facts: &DocumentFacts, citation: &Citation) -> Vec<String> {
    let own = vec![
        facts.info.name.clone(),
        citation.id.clone(),
        citation.part.to_string(),
        citation.path.clone(),
        or_empty(citation.title.as_ref()),
        or_empty(citation.number.as_ref()),
        citation.usage.name().to_owned(),
    ];
    row(own, &citation.evidence)
}

const UNIT: &[&str] = &["doc", "name", "kind", "surfaces", "function", "body", "body_label", "place", "place_code"];

fn unit(facts: &DocumentFacts, unit: &UnitName) -> Vec<String> {
    let place = unit.body.place.as_ref();
    let own = vec![
        facts.info.name.clone(),
        unit.name.clone(),
        unit.kind.name().to_owned(),
        unit.surfaces.join(";"),
        or_empty(unit.function.as_ref()),
        unit.body.key.clone(),
        unit.body.label.clone(),
        place.map(|place| place.name.clone()).unwrap_or_default(),
        or_empty(place.and_then(|place| place.code.as_ref())),
    ];
    row(own, &unit.evidence)
}

const FINDING: &[&str] = &[
    "id",
    "doc",
    "code",
    "severity",
    "message",
    "confidence",
    "a_part",
    "a_path",
    "a_quote",
    "a_start",
    "a_end",
    "b_doc",
    "b_part",
    "b_path",
    "b_quote",
    "b_start",
    "b_end",
];

fn finding(finding: &Finding) -> Vec<String> {
    let side = |side: &Side| {
        vec![
            side.part.to_string(),
            side.path.clone(),
            side.quote.clone(),
            side.evidence.start.to_string(),
            side.evidence.end.to_string(),
        ]
    };
    let own = vec![
        finding.id.clone(),
        finding.doc.clone(),
        finding.code.clone(),
        finding.severity.name().to_owned(),
        finding.message.clone(),
        finding.confidence.to_string(),
    ];
    let other = match &finding.b {
        Some(b) => [vec![b.doc.clone().unwrap_or_else(|| finding.doc.clone())], side(b)].concat(),
        None => vec![String::new(); 6],
    };
    [own, side(&finding.a), other].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::facts;

    #[test]
    fn every_row_has_a_cell_for_each_column_and_names_its_document() {
        let facts = [facts("甲县.txt"), facts("乙县.txt")];
        let all = tables(&facts, &[]);
        for table in &all {
            let doc = table.columns.iter().position(|name| *name == "doc").expect("each table has documents");
            for row in &table.rows {
                assert_eq!(row.len(), table.columns.len(), "{}: {row:?}", table.name);
                assert!(row[doc].ends_with("县.txt"), "{}: {row:?}", table.name);
            }
        }
        let count = |name: &str| all.iter().find(|table| table.name == name).map(|table| table.rows.len());
        assert_eq!((count("documents"), count("tasks"), count("responsibilities")), (Some(2), Some(4), Some(6)));
    }

    #[test]
    fn a_range_has_its_ends_in_two_columns_and_a_formula_is_guarded() {
        let all = tables(&[facts("甲县.txt")], &[]);
        let targets = all.iter().find(|table| table.name == "targets").expect("there are targets");
        let at = |name: &str| targets.columns.iter().position(|column| *column == name).expect("the column is there");
        let values: Vec<[&str; 3]> =
            targets.rows.iter().map(|row| ["indicator", "lo", "hi"].map(|name| row[at(name)].as_str())).collect();
        assert!(values.contains(&["绿化率", "30", "35"]), "{values:?}");
        let table = Table { name: "x", columns: vec!["a"], rows: vec![vec!["=1+1".to_owned()]] };
        assert_eq!(table.csv(), "a\r\n'=1+1\r\n");
    }
}
