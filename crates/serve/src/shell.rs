//! What every page has: its language, its navigation, its addresses.

use crate::address::{address, segment};
use crate::asked::Asked;
use crate::lang::{Lang, Texts};
use crate::right::Right;
use crate::statics;
use std::borrow::Borrow;
use std::sync::Arc;
use zhengtu_model::{Bodies, DeadlineKind, Evidence, Finding, Role};
use zhengtu_say::{self as say, Titles};

/// The frame of a page.
pub struct Shell {
    /// The language.
    pub lang: Lang,
    /// Whether the address names the language, so that links have to as well.
    pub explicit: bool,
    /// The path of the request.
    pub path: String,
    /// The parameters of the request without language, page and format.
    pub pairs: Vec<(String, String)>,
    /// The title of the page.
    pub title: String,
    /// Under which conditions it shows what it shows, in words.
    pub conditions: Vec<String>,
    /// The base of the IRIs, which addresses leave out.
    pub base: String,
    /// What the documents are called.
    pub titles: Arc<Titles>,
    /// The bodies that they name.
    pub bodies: Arc<Bodies>,
    /// What may be changed, and what goes on.
    pub desk: Desk,
}

/// What may be changed, and what goes on.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    /// What the visitor may do.
    pub right: Right,
    /// What forms carry.
    pub token: String,
    /// How large a file may be that is put in, in bytes.
    pub most: usize,
    /// Whether documents are being read.
    pub reading: bool,
    /// Why they could not be read.
    pub trouble: Option<String>,
    /// The change that was made just now: its number, of what, and the key of what is said.
    pub done: Option<(u64, String, &'static str)>,
    /// The name of who has signed in; empty where nobody has to.
    pub who: String,
}

/// Whose a row is: what its document is called, and where that is read.
pub struct Whose {
    /// The government; empty where the document does not say.
    pub government: String,
    /// The title.
    pub title: String,
    /// The document in the reader.
    pub href: String,
}

/// The sections, in the order of the navigation: path, key of the name.
const SECTIONS: [(&str, &str); 7] = [
    ("/search", "nav.search"),
    ("/ask", "nav.ask"),
    ("/tasks", "nav.tasks"),
    ("/progress", "nav.progress"),
    ("/units", "nav.units"),
    ("/targets", "nav.targets"),
    ("/findings", "nav.findings"),
];

/// What analysts use, in a menu of its own.
const ANALYSIS: [(&str, &str); 5] = [
    ("/queries", "nav.queries"),
    ("/diff", "nav.diff"),
    ("/audit", "nav.audit"),
    ("/sparql", "nav.sparql"),
    ("/api", "nav.api"),
];

/// A link of the navigation.
pub struct Section {
    /// Its address.
    pub href: String,
    /// Its name.
    pub name: String,
    /// Whether the page belongs to it.
    pub current: bool,
}

impl Shell {
    /// The frame of a page that knows of no documents.
    pub fn bare(asked: &Asked, title: &str) -> Self {
        Self {
            lang: asked.lang,
            explicit: asked.params.get("lang").is_some(),
            path: asked.path.clone(),
            pairs: Vec::new(),
            title: title.to_owned(),
            conditions: Vec::new(),
            base: String::new(),
            titles: Arc::default(),
            bodies: Arc::default(),
            desk: Desk::default(),
        }
    }

    /// Whether the visitor may change things.
    pub fn edits(&self) -> bool {
        self.desk.right >= Right::Edit
    }

    /// Whether the visitor may report progress.
    pub fn reports(&self) -> bool {
        self.desk.right >= Right::Report
    }

    /// The text with this key.
    pub fn t(&self, key: &str) -> &'static str {
        self.lang.text(key)
    }

    /// The text with this key behind a number.
    pub fn counted(&self, key: &str, count: &usize) -> &'static str {
        self.lang.counted(key, *count)
    }

    /// The tag of the language.
    pub fn tag(&self) -> &'static str {
        self.lang.tag()
    }

    /// The version of the static files.
    pub fn version(&self) -> &'static str {
        statics::version()
    }

    /// An address on this site that keeps the language.
    pub fn url<'a>(&self, path: &str, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
        let lang = self.explicit.then(|| ("lang", self.lang.code()));
        address(path, pairs.into_iter().chain(lang))
    }

    /// An address without parameters.
    pub fn to(&self, path: &str) -> String {
        self.url(path, [])
    }

    /// This view with one parameter changed; an empty value takes it away.
    pub fn with(&self, name: &str, value: &str) -> String {
        let kept = self.pairs.iter().filter(|(found, _)| found != name);
        let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
        self.url(&self.path, kept.chain([(name, value)]))
    }

    /// This view as a file.
    pub fn download(&self, format: &str) -> String {
        self.with("format", format)
    }

    /// That a file is too large to be put in.
    pub fn too_large(&self) -> String {
        self.t("put.too-large").replace("{size}", &(self.desk.most >> 20).to_string())
    }

    /// What a file of a list holds, in words.
    pub fn holds(&self, rows: impl std::fmt::Display) -> String {
        self.t("download.holds").replace("{rows}", &rows.to_string())
    }

    /// The same page in the other language.
    pub fn other(&self) -> String {
        let other = self.lang.pick(Lang::En, Lang::Zh).code();
        let pairs = self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        address(&self.path, pairs.chain([("lang", other)]))
    }

    /// The navigation.
    pub fn sections(&self) -> Vec<Section> {
        SECTIONS.into_iter().map(|(path, key)| self.section(path, key)).collect()
    }

    /// The menu of analysts.
    pub fn analysis(&self) -> Vec<Section> {
        ANALYSIS.into_iter().map(|(path, key)| self.section(path, key)).collect()
    }

    /// Whether the page belongs to the menu of analysts.
    pub fn is_analysis(&self) -> bool {
        self.analysis().iter().any(|section| section.current)
    }

    fn section(&self, path: &str, key: &str) -> Section {
        Section {
            href: self.to(path),
            name: self.t(key).to_owned(),
            current: self.path == path || self.path.starts_with(&format!("{path}/")),
        }
    }

    /// The value of a parameter of this request.
    pub fn given(&self, name: &str) -> &str {
        self.pairs.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }

    /// Whether a parameter of this request has this value.
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.given(name) == value
    }

    /// The tag of the other language.
    pub fn other_tag(&self) -> &'static str {
        self.lang.pick(Lang::En, Lang::Zh).tag()
    }

    /// The name of a part of a document.
    pub fn part(&self, doc: &str, part: &u32) -> String {
        self.titles.part(doc, *part, self.lang)
    }

    /// Whether there are several documents, so that each row has to say whose it is.
    pub fn many(&self) -> bool {
        self.titles.many()
    }

    /// Whose a row of a document is.
    pub fn whose(&self, doc: &str) -> Whose {
        Whose {
            government: self.titles.government(doc).to_owned(),
            title: self.titles.title(doc).to_owned(),
            href: self.reader(doc, &0),
        }
    }

    /// Where a passage stands, as behind words that are copied: whose plan, which part, which number.
    pub fn source(&self, doc: &str, part: &str, path: &str) -> String {
        let said = [&self.titles.whole(doc), part, path];
        said.into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// What the page is made of, as it stands on paper: the one document there is, or how many.
    pub fn documents(&self) -> String {
        match self.titles.len() {
            0 => String::new(),
            1 => self.titles.all().next().map(|doc| self.titles.whole(doc)).unwrap_or_default(),
            several => self.lang.pick(format!("{several} 份文件"), format!("{several} documents")),
        }
    }

    /// Today.
    pub fn today(&self) -> zhengtu_model::Date {
        zhengtu_ask::Clock::now().today
    }

    /// The number of a line in words: 第476行.
    pub fn line(&self, line: impl std::fmt::Display) -> String {
        say::line(line, self.lang)
    }

    /// What is said of a passage that a program recognised in a picture, behind its place.
    pub fn recognised(&self, confidence: &Option<u8>) -> String {
        match confidence {
            None => String::new(),
            Some(sure) => self.lang.pick(
                format!("（从图片识别，置信度 {sure}%）"),
                format!(" (recognised in a picture, confidence {sure}%)"),
            ),
        }
    }

    /// The name of a role.
    pub fn role(&self, role: impl Borrow<Role>) -> &'static str {
        say::role(*role.borrow(), self.lang)
    }

    /// What stands where there is no deadline.
    pub fn no_deadline(&self) -> &'static str {
        say::deadline_kind(DeadlineKind::None, self.lang)
    }

    /// The page of a task.
    pub fn task(&self, id: &str) -> String {
        self.url("/task", [("id", id.strip_prefix(&self.base).unwrap_or(id))])
    }

    /// The page of a target.
    pub fn target(&self, id: &str) -> String {
        self.url("/target", [("id", id.strip_prefix(&self.base).unwrap_or(id))])
    }

    /// The page of the body that a document means by a name.
    pub fn unit(&self, doc: &str, name: &str) -> String {
        self.body(self.bodies.name(doc, name))
    }

    /// The page of the bodies that are called so.
    pub fn body(&self, name: &str) -> String {
        self.url("/unit", [("name", name)])
    }

    /// The page of a finding.
    pub fn finding(&self, finding: &Finding) -> String {
        self.url("/findings", [("id", finding.id.as_str())])
    }

    /// The page of an indicator.
    pub fn indicator(&self, name: &str) -> String {
        self.url("/indicator", [("name", name)])
    }

    /// A part of a document in the reader.
    pub fn reader(&self, doc: &str, part: &u32) -> String {
        self.url(&format!("/doc/{}", segment(doc)), [("part", part.to_string().as_str())])
    }

    /// A passage in the reader, with the words set off that were searched for.
    pub fn place_of_words(&self, doc: &str, part: &u32, evidence: &Evidence, words: &[&str]) -> String {
        let at = format!("{}-{}", evidence.start, evidence.end);
        let (path, part) = (format!("/doc/{}", segment(doc)), part.to_string());
        let own = [("part", part.as_str()), ("at", at.as_str())];
        self.url(&path, own.into_iter().chain(words.iter().map(|word| ("words", *word)))) + "#at"
    }

    /// A passage in the reader.
    pub fn place(&self, doc: &str, part: &u32, evidence: &Evidence) -> String {
        self.place_of_words(doc, part, evidence, &[])
    }
}
