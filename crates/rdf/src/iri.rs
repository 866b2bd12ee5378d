//! The IRIs of the things in the graph.
//!
//! An IRI is made of what identifies the thing in print: the document's file name, the number of the
//! part, the numbering path. The same text has the same IRI at every build, and two things never
//! share one:
//!
//! | thing | IRI after the base |
//! |---|---|
//! | document | `doc/wenxian-2021.txt` |
//! | its named graph | `doc/wenxian-2021.txt/graph` |
//! | part | `doc/wenxian-2021.txt/part/6` |
//! | task 三、（一）1. of annex 6 | `doc/wenxian-2021.txt/part/6/task/三/一/1` |
//! | its second namesake | `doc/wenxian-2021.txt/part/6/task/三/一/1;2` |
//! | its first responsibility | `doc/wenxian-2021.txt/part/6/task/三/一/1#responsibility-1` |
//! | body | `doc/wenxian-2021.txt/unit/县税务局` |
//! | what a document calls the body, of its government | `organization/410825/taxation` |
//! | place | `place/410825` |
//! | report of progress | `doc/wenxian-2021.txt/report/0f3a…` |
//!
//! Letters of any script, digits, `-`, `.` and `_` stand for themselves, `#` of the numbering paths
//! (`三/#1`) becomes `~`, and all else is percent-encoded (RFC 3986, section 2.1); so `;`, `#` and `!`
//! of an IRI are always signs of this scheme and never of a name.

use std::collections::HashMap;
use std::fmt::Write;

/// The base that stands before every IRI unless the user sets another.
pub const DEFAULT_BASE: &str = "https://zhengtu.example/";

/// What stands before every IRI of the graph; ends with `/`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Base(String);

impl Default for Base {
    fn default() -> Self {
        Self(DEFAULT_BASE.to_owned())
    }
}

impl Base {
    /// The base, with the `/` at its end supplied where it is missing.
    ///
    /// # Errors
    /// A message in Chinese where `text` is not the beginning of an absolute IRI.
    pub fn new(text: &str) -> Result<Self, String> {
        let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
        let named = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.chars().all(|char| char.is_ascii_alphanumeric() || "+-.".contains(char));
        let clean =
            text.chars().all(|char| !char.is_whitespace() && !char.is_control() && !"<>\"{}|\\^`#?".contains(char));
        if !named || !clean || text.len() <= scheme.len() + 1 {
            return Err(format!("基准 IRI {text:?} 无效：应形如 {DEFAULT_BASE}"));
        }
        Ok(Self(if text.ends_with('/') { text.to_owned() } else { format!("{text}/") }))
    }

    /// The base itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The document of the file `name`.
    pub fn document(&self, name: &str) -> String {
        format!("{}doc/{}", self.0, segment(name))
    }

    /// The named graph that holds all that was read out of the document.
    pub fn graph(&self, doc: &str) -> String {
        self.document(doc) + "/graph"
    }

    /// The text of the document as read, into which all offsets count.
    pub fn text(&self, doc: &str) -> String {
        self.document(doc) + "/text"
    }

    /// The passage from character `start` up to, not including, character `end` of the text, as a
    /// fragment of RFC 5147, section 2.1.1.
    pub fn passage(&self, doc: &str, start: usize, end: usize) -> String {
        format!("{}#char={start},{end}", self.text(doc))
    }

    /// What selects [`Self::passage`] from the text.
    pub fn selector(&self, doc: &str, start: usize, end: usize) -> String {
        format!("{}#selector={start},{end}", self.text(doc))
    }

    /// The file that the document was read from.
    pub fn file(&self, doc: &str) -> String {
        self.document(doc) + "/file"
    }

    /// The run of the program that read the document.
    pub fn run(&self, doc: &str) -> String {
        self.document(doc) + "/run"
    }

    /// The main text (0) or annex `part` of the document.
    pub fn part(&self, doc: &str, part: u32) -> String {
        format!("{}/part/{part}", self.document(doc))
    }

    /// The task with the numbering `path`, the first of that path.
    pub fn task(&self, doc: &str, part: u32, path: &str) -> String {
        self.numbered(doc, part, "task", path, 1)
    }

    /// Target `ordinal`, from 1, of those that the clause with the numbering `path` states.
    pub fn target(&self, doc: &str, part: u32, path: &str, ordinal: usize) -> String {
        self.numbered(doc, part, "target", path, ordinal)
    }

    /// Clause `ordinal`, from 1, of those with the numbering `path`.
    pub fn clause(&self, doc: &str, part: u32, path: &str, ordinal: usize) -> String {
        self.numbered(doc, part, "clause", path, ordinal)
    }

    /// Citation `ordinal`, from 1, in the clauses with the numbering `path`.
    pub fn citation(&self, doc: &str, part: u32, path: &str, ordinal: usize) -> String {
        self.numbered(doc, part, "citation", path, ordinal)
    }

    /// Notice `ordinal`, from 1, in the clauses with the numbering `path`.
    pub fn notice(&self, doc: &str, part: u32, path: &str, ordinal: usize) -> String {
        self.numbered(doc, part, "notice", path, ordinal)
    }

    /// The body that the document calls `name`. It belongs to the document: 县财政局 of one county
    /// is not 县财政局 of another.
    pub fn unit(&self, doc: &str, name: &str) -> String {
        unit(&self.document(doc), name)
    }

    /// The body of a government with this key (`510800/finance`), whatever documents call it.
    pub fn organization(&self, key: &str) -> String {
        let steps: Vec<String> = key.split('/').map(segment).collect();
        format!("{}organization/{}", self.0, steps.join("/"))
    }

    /// The place with this key: its code of GB/T 2260, else its name.
    pub fn place(&self, key: &str) -> String {
        let steps: Vec<String> = key.split('/').map(segment).collect();
        format!("{}place/{}", self.0, steps.join("/"))
    }

    /// The document that others cite by its number or, without one, its title.
    pub fn cited(&self, number_or_title: &str) -> String {
        format!("{}cited/{}", self.0, segment(number_or_title))
    }

    /// Correction `number`, from 1, of those that were applied to the document.
    pub fn correction(&self, doc: &str, number: usize) -> String {
        format!("{}/correction/{number}", self.document(doc))
    }

    /// The calendar day `date` (`YYYY-MM-DD`).
    pub fn day(&self, date: &str) -> String {
        format!("{}day/{}", self.0, segment(date))
    }

    /// The indicator that is called `name`.
    pub fn indicator(&self, name: &str) -> String {
        format!("{}indicator/{}", self.0, segment(name))
    }

    /// A unit of measure that no scheme has, as printed.
    pub fn measure(&self, printed: &str) -> String {
        format!("{}measure/{}", self.0, segment(printed))
    }

    /// The report of progress `id` on a task of the document.
    pub fn report(&self, doc: &str, id: &str) -> String {
        format!("{}/report/{}", self.document(doc), segment(id))
    }

    /// The named graph that holds the reports of progress on the document's tasks.
    pub fn reports_graph(&self, doc: &str) -> String {
        self.document(doc) + "/reports"
    }

    /// The named graph that links the document with the plans of the governments above.
    pub fn levels_graph(&self, doc: &str) -> String {
        self.document(doc) + "/levels"
    }

    /// The file with this hash, from which reports of progress were taken in.
    pub fn report_file(&self, sha256: &str) -> String {
        format!("{}report-file/{}", self.0, segment(sha256))
    }

    /// Finding `ordinal`, from 1, of the check `code` in the document.
    pub fn finding(&self, doc: &str, code: &str, ordinal: usize) -> String {
        format!("{}/finding/{}/{ordinal}", self.document(doc), segment(code))
    }

    /// The check `code`, which is the same in every document.
    pub fn check(&self, code: &str) -> String {
        format!("{}check/{}", self.0, segment(code))
    }

    /// The named graph of what was imported from the file `name` outside every graph.
    pub fn import(&self, name: &str) -> String {
        format!("{}import/{}", self.0, segment(name))
    }

    /// What stands for node `number`, from 1, of the nodes without a name in the imported file `name`
    /// (RDF 1.1 Concepts, section 3.5).
    pub fn skolem(&self, name: &str, number: usize) -> String {
        format!("{}.well-known/genid/{}/{number}", self.0, segment(name))
    }

    fn numbered(&self, doc: &str, part: u32, kind: &str, path: &str, ordinal: usize) -> String {
        let mut iri = format!("{}/{kind}", self.part(doc, part));
        if !path.is_empty() {
            for step in path.split('/') {
                iri.push('/');
                iri.push_str(&segment(step));
            }
        }
        repeated(iri, ordinal)
    }
}

/// Number `ordinal` of the things that would share the IRI; the first keeps it as it is.
fn repeated(mut iri: String, ordinal: usize) -> String {
    if ordinal > 1 {
        let _ = write!(iri, ";{ordinal}");
    }
    iri
}

/// The concept of `ontology/bodies.ttl` with this key, such as `taxation`.
pub fn function(key: &str) -> String {
    format!("https://zhengtu.example/body/{}", segment(key))
}

/// The body that the document with the IRI `document` calls `name`.
pub fn unit(document: &str, name: &str) -> String {
    format!("{document}/unit/{}", segment(name))
}

/// The IRI of what belongs to `thing` alone, such as its `deadline`.
pub fn aspect(thing: &str, name: &str) -> String {
    match thing.split_once('#') {
        Some(_) => format!("{thing}.{name}"),
        None => format!("{thing}#{name}"),
    }
}

/// Mints the IRIs of one document in document order, and counts those that share a numbering path.
///
/// ```
/// use zhengtu_rdf::iri::{Base, Minter};
/// let mut minter = Minter::new(&Base::default(), "plan.txt");
/// assert_eq!(minter.task(6, "三/1"), "https://zhengtu.example/doc/plan.txt/part/6/task/三/1");
/// assert_eq!(minter.task(6, "三/1"), "https://zhengtu.example/doc/plan.txt/part/6/task/三/1;2");
/// assert_eq!(minter.target(6, "三/1"), "https://zhengtu.example/doc/plan.txt/part/6/target/三/1");
/// ```
#[derive(Clone, Debug)]
pub struct Minter {
    base: Base,
    doc: String,
    used: HashMap<String, usize>,
}

impl Minter {
    /// A minter for the document of the file `doc`.
    pub fn new(base: &Base, doc: &str) -> Self {
        Self { base: base.clone(), doc: doc.to_owned(), used: HashMap::new() }
    }

    /// The document.
    pub fn document(&self) -> String {
        self.base.document(&self.doc)
    }

    /// A part; annexes with one number are told apart.
    pub fn part(&mut self, part: u32) -> String {
        let iri = self.base.part(&self.doc, part);
        self.next(iri)
    }

    /// The next task with the numbering `path`.
    pub fn task(&mut self, part: u32, path: &str) -> String {
        let iri = self.base.task(&self.doc, part, path);
        self.next(iri)
    }

    /// The next target of the clause with the numbering `path`.
    pub fn target(&mut self, part: u32, path: &str) -> String {
        let iri = self.base.target(&self.doc, part, path, 1);
        self.next(iri)
    }

    /// The next clause with the numbering `path`.
    pub fn clause(&mut self, part: u32, path: &str) -> String {
        let iri = self.base.clause(&self.doc, part, path, 1);
        self.next(iri)
    }

    /// The next notice in the clauses with the numbering `path`.
    pub fn notice(&mut self, part: u32, path: &str) -> String {
        let iri = self.base.notice(&self.doc, part, path, 1);
        self.next(iri)
    }

    /// The next citation in the clauses with the numbering `path`.
    pub fn citation(&mut self, part: u32, path: &str) -> String {
        let iri = self.base.citation(&self.doc, part, path, 1);
        self.next(iri)
    }

    fn next(&mut self, iri: String) -> String {
        let count = self.used.entry(iri.clone()).or_default();
        *count += 1;
        repeated(iri, *count)
    }
}

/// A name as one segment of a path.
fn segment(name: &str) -> String {
    if name.is_empty() {
        return "!".to_owned();
    }
    if name.chars().all(|char| char == '.') {
        return "%2E".repeat(name.len());
    }
    let mut segment = String::with_capacity(name.len());
    for char in name.chars() {
        match char {
            '#' => segment.push('~'),
            _ if stands_for_itself(char) => segment.push(char),
            _ => percent_encode(char, &mut segment),
        }
    }
    segment
}

/// `iunreserved` of RFC 3987, section 2.2, without `~`, and without white space and the invisible
/// characters that section 4.1 warns of.
fn stands_for_itself(char: char) -> bool {
    match char {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '_' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => false,
        '\u{fff0}'..='\u{fffd}' => false,
        '\u{a0}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{ffef}' => !char.is_whitespace(),
        '\u{10000}'..='\u{dffff}' => (char as u32) & 0xffff < 0xfffe,
        _ => false,
    }
}

fn percent_encode(char: char, into: &mut String) {
    for byte in char.encode_utf8(&mut [0; 4]).bytes() {
        let _ = write!(into, "%{byte:02X}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_iri_carries_document_part_and_numbering_and_can_be_read() {
        let base = Base::default();
        assert_eq!(
            base.task("wenxian-2021.txt", 6, "三/一/1"),
            "https://zhengtu.example/doc/wenxian-2021.txt/part/6/task/三/一/1"
        );
        assert_eq!(base.task("a.txt", 0, "三/#1"), "https://zhengtu.example/doc/a.txt/part/0/task/三/~1");
        assert_eq!(base.target("a.txt", 0, "", 3), "https://zhengtu.example/doc/a.txt/part/0/target;3");
        assert_eq!(base.unit("a b.txt", "县（区）局"), "https://zhengtu.example/doc/a%20b.txt/unit/县（区）局");
        assert_eq!(aspect(&aspect("http://a/b", "commitment-1"), "evidence"), "http://a/b#commitment-1.evidence");
    }

    #[test]
    fn a_base_is_the_beginning_of_an_absolute_iri() {
        assert_eq!(Base::new("http://data.gov.cn/温县").unwrap().as_str(), "http://data.gov.cn/温县/");
        for text in ["", "plans", "http:", "http://a b/", "http://a/#x", "1http://a/", "http://a/<b>"] {
            assert!(Base::new(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn two_tasks_never_share_an_iri(a in ("[ab./#;~%! 三]{0,5}", 0u32..3, "[三1/#;~%!]{0,6}"), b in ("[ab./#;~%! 三]{0,5}", 0u32..3, "[三1/#;~%!]{0,6}")) {
            let base = Base::default();
            let (first, second) = (base.task(&a.0, a.1, &a.2), base.task(&b.0, b.1, &b.2));
            prop_assert_eq!(a == b, first == second);
        }

        #[test]
        fn every_name_gives_a_valid_iri(name in any::<String>(), path in any::<String>()) {
            let iri = Base::default().clause(&name, 1, &path, 2);
            prop_assert!(oxrdf::NamedNode::new(&iri).is_ok(), "{}", iri);
            let path = iri.strip_prefix("https:/").unwrap();
            prop_assert!(path.split('/').all(|step| step != "." && step != ".."));
        }
    }
}
