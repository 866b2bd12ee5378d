use crate::{
    AppliedCorrection, Citation, Clause, Date, Evidence, GovernmentLevel, Identity, Look, Place, Target, Task, UnitKind,
};
use serde::{Deserialize, Serialize};

/// Everything read out of one document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DocumentFacts {
    /// The document itself.
    pub info: DocumentInfo,
    /// The main text and the annexes, in order.
    pub parts: Vec<PartInfo>,
    /// The clauses, in document order; together they hold all of the text.
    pub clauses: Vec<Clause>,
    /// The tasks, in document order.
    pub tasks: Vec<Task>,
    /// The targets, in document order.
    pub targets: Vec<Target>,
    /// The documents cited, in document order.
    pub citations: Vec<Citation>,
    /// The bodies named, in order of first appearance.
    pub units: Vec<UnitName>,
    /// What every number, date and body name was taken for.
    pub account: Account,
    /// What a person should look at.
    pub notices: Vec<Notice>,
    /// The corrections that were applied, in the order of the corrections file.
    #[serde(default)]
    pub corrections: Vec<AppliedCorrection>,
    /// How the document looks, where its format says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub look: Option<Look>,
}

impl DocumentFacts {
    /// Calls `visit` on each place of each record.
    pub fn visit_evidence(&mut self, visit: &mut impl FnMut(&mut Evidence)) {
        self.info.identity.visit_evidence(visit);
        self.parts.iter_mut().for_each(|part| visit(&mut part.evidence));
        self.clauses.iter_mut().for_each(|clause| visit(&mut clause.evidence));
        self.tasks.iter_mut().for_each(|task| task.visit_evidence(visit));
        self.targets.iter_mut().for_each(|target| visit(&mut target.evidence));
        self.citations.iter_mut().for_each(|citation| visit(&mut citation.evidence));
        self.units.iter_mut().for_each(|unit| visit(&mut unit.evidence));
        self.account.entries.iter_mut().for_each(|entry| visit(&mut entry.evidence));
        self.notices.iter_mut().for_each(|notice| visit(&mut notice.evidence));
        self.corrections.iter_mut().flat_map(|applied| &mut applied.places).for_each(visit);
    }
}

/// A document as read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentInfo {
    /// The IRI of the document in the graph.
    pub id: String,
    /// The file name without its folder.
    pub name: String,
    /// The title, as far as one was found.
    pub title: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// The format it was read as (`txt`, `docx`, …).
    pub format: String,
    /// The length of the text as read, in code points.
    pub chars: usize,
    /// The year that a date without one is taken to mean.
    pub year: Option<u16>,
    /// The name of the place whose government issued it (温县), as far as it was found.
    pub place: Option<String>,
    /// What it says it is.
    #[serde(default)]
    pub identity: Identity,
    /// The bodies that issued it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issuers: Vec<BodyRef>,
    /// The places of which it speaks, each behind those in which it lies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<GovernedPlace>,
    /// The plan it belongs to, where that lies in several files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Membership>,
    /// The program that recognised text in pictures, where pages of it are pictures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recognised: Option<Recognised>,
}

/// What a document is called, and by what it is told from others that are called the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// The file name without its folder.
    pub name: String,
    /// The title; empty where none was found.
    pub title: String,
    /// Whose it is: the place whose government issued it, else who issued it; empty where the text does not say.
    pub government: String,
    /// Its number; empty where the text does not say.
    pub number: String,
    /// When it was issued, where the text says so.
    pub issued: Option<Date>,
    /// The year that a date without one is taken to mean.
    pub year: Option<u16>,
    /// Whether it has annexes, or lists some.
    pub annexes: bool,
}

impl Heading {
    /// What the document is called.
    pub fn of(info: &DocumentInfo, annexes: bool) -> Self {
        let identity = &info.identity;
        let place = identity.place.as_ref().map(|stated| stated.value.name.clone());
        Self {
            name: info.name.clone(),
            title: info.title.clone(),
            government: place
                .or_else(|| identity.issuer.as_ref().map(|stated| stated.value.clone()))
                .unwrap_or_default(),
            number: identity.number.as_ref().map(|stated| stated.value.clone()).unwrap_or_default(),
            issued: identity.issued.as_ref().map(|stated| stated.value),
            year: info.year,
            annexes,
        }
    }
}

/// A record that does not name its document, with the name.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct OfDocument<'a, T> {
    /// The document's file name without its folder.
    pub doc: &'a str,
    /// The record.
    #[serde(flatten)]
    pub record: &'a T,
}

/// What a program recognised in pictures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognised {
    /// The program (`RapidOCR`).
    pub program: String,
    /// Its version.
    pub version: String,
    /// The mean confidence of its characters, from 0 to 100.
    pub confidence: u8,
    /// The pages, from 1.
    pub pages: Vec<u32>,
}

/// The plan of which a document is one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The name of the plan: that given by hand, else the title of the main text.
    pub name: String,
    /// The document with the main text; the document itself, where it has that.
    pub main: String,
    /// All its documents, in the order of their parts.
    pub documents: Vec<String>,
}

/// The main text or an annex.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartInfo {
    /// The IRI of the part in the graph.
    pub id: String,
    /// 0 for the main text, n for annex n.
    pub number: u32,
    /// The title.
    pub title: String,
    /// Whether the text of the part is there; an annex may be listed and absent.
    pub present: bool,
    /// The title in the list of annexes, where the list has it.
    pub listed: Option<String>,
    /// The document of the same plan that holds the text of the annex, where it is not this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_by: Option<String>,
    /// The passage: of the part, or of the entry in the list where the part is absent.
    pub evidence: Evidence,
}

/// A body named in the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitName {
    /// The canonical name within the document.
    pub name: String,
    /// Unit or collective.
    pub kind: UnitKind,
    /// The forms in which it is printed, in order of first appearance.
    pub surfaces: Vec<String>,
    /// The functional body of the thesaurus it was recognised as, such as `taxation`.
    pub function: Option<String>,
    /// The level of government (`nation`, `province`, `city`, `county`, `town`).
    pub level: Option<String>,
    /// The body that is meant, over all documents.
    #[serde(default)]
    pub body: BodyRef,
    /// The first place at which it is named.
    pub evidence: Evidence,
}

/// A body of a government, whatever a document calls it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyRef {
    /// What tells it from all others: the code or name of its place, else the document, and its function, else its
    /// name without the place (`510800/finance`).
    pub key: String,
    /// Its name with its place, as far as that is known (广元市财政局).
    pub label: String,
    /// The place whose government it belongs to, or for which it is the office of its line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// It belongs to a line that is governed from above (customs, a branch of the central bank) and not to the
    /// government of its place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub line: bool,
    /// The level of that government.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<GovernmentLevel>,
    /// The functional body of the thesaurus, such as `taxation`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<String>,
    /// The key of the body above it: the government of its place, for a government that of the place in which its own
    /// lies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superior: Option<String>,
}

impl BodyRef {
    /// What is known of a body that stands in no list.
    pub fn unknown() -> &'static Self {
        static UNKNOWN: BodyRef = BodyRef {
            key: String::new(),
            label: String::new(),
            place: None,
            line: false,
            level: None,
            function: None,
            superior: None,
        };
        &UNKNOWN
    }
}

/// A place of which a document speaks: its own, those of its bodies, and those in which they lie.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GovernedPlace {
    /// What tells it from all others: its code, else its name, else the document and its name.
    pub key: String,
    /// The place.
    pub place: Place,
    /// The level of its government.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<GovernmentLevel>,
    /// The key of the place in which it lies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superior: Option<String>,
}

/// The account of every number, date and body name of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// One entry each, in document order.
    pub entries: Vec<AccountEntry>,
}

impl Account {
    /// The entries of this reading, in document order.
    pub fn of(&self, reading: Reading) -> impl Iterator<Item = &AccountEntry> {
        self.entries.iter().filter(move |entry| entry.reading == reading)
    }
}

/// What one number, date or name was taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountEntry {
    /// 0 for the main text, n for annex n.
    pub part: u32,
    /// The numbering path.
    pub path: String,
    /// The passage, white space removed.
    pub surface: String,
    /// What it was taken for.
    pub reading: Reading,
    /// The rule that said so, where rules were asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Whether a person should look: a word of commitment stands beside a number that was taken for no target, or two names
    /// may have been read as one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub doubtful: bool,
    /// The place.
    pub evidence: Evidence,
}

/// What a number, date or name can be taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// The deadline of a task.
    Deadline,
    /// A date in running text that commits somebody.
    Commitment,
    /// Another date or period.
    Date,
    /// Named like a date, and none that the calendar has (9月31日, 第五季度).
    ImpossibleDate,
    /// The value of a target.
    Target,
    /// The starting value of a target, or a present level.
    Baseline,
    /// A condition or definition (单户500万元及以下).
    Condition,
    /// A parameter of a policy (subsidy, rate, ceiling).
    Parameter,
    /// Part of a document number.
    DocumentNumber,
    /// Part of a title or name (世界500强).
    Name,
    /// A number that numbers (一、, 第三条, 附件2).
    Ordinal,
    /// A count of things named beside it (四个环节).
    Count,
    /// A body with a role in a task.
    Responsible,
    /// A body named without a role.
    Mention,
    /// A sentence of the measures that no task covers.
    Uncovered,
    /// A sentence or cell that may say who does something, or by when, and that no task took up.
    Overlooked,
    /// A page header, footer or number, the repeated header of a table, a list of contents: no text of the plan.
    LeftOut,
    /// Not understood.
    Unexplained,
}

/// What a person should look at: a numbering gap, a name that is new, text of no known structure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// A stable code, such as `numbering-gap`.
    pub code: String,
    /// How much it matters.
    pub level: NoticeLevel,
    /// What there is to see, in Chinese.
    pub message: String,
    /// 0 for the main text, n for annex n.
    pub part: u32,
    /// The numbering path.
    pub path: String,
    /// The place.
    pub evidence: Evidence,
}

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoticeLevel {
    /// Worth a look.
    Info,
    /// Probably wrong in the document.
    Warning,
}
