//! Whose the names are that documents print, over all documents that are looked at together.

use crate::{BodyRef, DocumentFacts, DocumentInfo, UnitKind};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Whom a document names.
#[derive(Clone, Debug)]
pub struct Naming<'a> {
    /// The document.
    pub info: &'a DocumentInfo,
    /// The names in its list of bodies, and the bodies that are meant.
    pub listed: Vec<(&'a str, UnitKind, &'a BodyRef)>,
    /// The names that have tasks, whether they stand in the list or not.
    pub others: Vec<(&'a str, UnitKind)>,
}

/// The bodies that documents name: 市财政局 of two cities is two, 广元市财政局 and 市财政局 of one city is one.
#[derive(Clone, Debug, Default)]
pub struct Bodies {
    bodies: Vec<Body>,
    /// By document and name as it stands in the records.
    of: BTreeMap<String, BTreeMap<String, usize>>,
    several: bool,
}

/// A body, with the names that it has in the documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// What tells it from all others.
    pub body: BodyRef,
    /// Whether it is one body or a group.
    pub kind: UnitKind,
    /// What it is called among these documents; no two are called the same. Where all documents are of one government
    /// that is the name as printed, else the name with its place.
    pub name: String,
    /// The document and its name there, for each document that names it so.
    pub named: Vec<(String, String)>,
}

impl Body {
    /// The documents that name it, each once.
    pub fn documents(&self) -> impl Iterator<Item = &str> {
        let mut seen = BTreeSet::new();
        self.named.iter().map(|(doc, _)| doc.as_str()).filter(move |doc| seen.insert(*doc))
    }

    /// The place whose body it is; empty where no document says.
    pub fn place(&self) -> &str {
        self.body.place.as_ref().map_or("", |place| place.name.as_str())
    }

    /// Whether a document means this body by a name.
    pub fn is(&self, doc: &str, name: &str) -> bool {
        self.named.iter().any(|(of, printed)| of == doc && printed == name)
    }

    fn is_called(&self, name: &str) -> bool {
        self.named.iter().any(|(_, printed)| printed == name)
    }

    /// Whether it is called so, here or in a document, with the words within.
    pub fn has_within(&self, words: &str) -> bool {
        self.name.contains(words) || self.named.iter().any(|(_, printed)| printed.contains(words))
    }
}

impl Bodies {
    /// The bodies of the documents, in the order in which they are first named.
    pub fn of<'a>(documents: impl IntoIterator<Item = &'a DocumentFacts>) -> Self {
        Self::of_naming(documents.into_iter().map(|facts| Naming {
            info: &facts.info,
            listed: facts.units.iter().map(|unit| (unit.name.as_str(), unit.kind, &unit.body)).collect(),
            others:
                facts.tasks.iter().flat_map(|task| &task.units).map(|unit| (unit.name.as_str(), unit.kind)).collect(),
        }))
    }

    /// The same of documents of which no more is known than whom they name.
    pub fn of_naming<'a>(documents: impl IntoIterator<Item = Naming<'a>>) -> Self {
        let documents: Vec<Naming<'_>> = documents.into_iter().collect();
        let infos: Vec<&DocumentInfo> = documents.iter().map(|naming| naming.info).collect();
        let mut found = Self { several: governments(&infos) > 1, ..Self::default() };
        let mut by_key: HashMap<Cow<'_, str>, usize> = HashMap::new();
        for Naming { info, listed, others } in documents {
            let mut of: BTreeMap<String, usize> = found.of.remove(&info.name).unwrap_or_default();
            for (name, kind, body) in listed {
                let at = found.add(&mut by_key, &info.name, name, kind, body);
                of.insert(name.to_owned(), at);
            }
            // A name that stands in no list belongs to its document.
            for (name, kind) in others {
                if !of.contains_key(name) {
                    of.insert(name.to_owned(), found.add(&mut by_key, &info.name, name, kind, BodyRef::unknown()));
                }
            }
            found.of.insert(info.name.clone(), of);
        }
        found.call(&infos);
        found
    }

    /// Adds a name that a document has for a body; gives the number of the body.
    fn add<'a>(
        &mut self,
        by_key: &mut HashMap<Cow<'a, str>, usize>,
        doc: &str,
        name: &str,
        kind: UnitKind,
        body: &'a BodyRef,
    ) -> usize {
        // What no record says whose it is belongs to its document.
        let key = match body.key.is_empty() {
            true => Cow::Owned(format!("doc:{doc}/{name}")),
            false => Cow::Borrowed(body.key.as_str()),
        };
        let at = *by_key.entry(key).or_insert_with_key(|key| {
            let label = if body.label.is_empty() { name } else { &body.label };
            let body = BodyRef { key: key.to_string(), label: label.to_owned(), ..body.clone() };
            self.bodies.push(Body { body, kind, name: String::new(), named: Vec::new() });
            self.bodies.len() - 1
        });
        self.bodies[at].named.push((doc.to_owned(), name.to_owned()));
        at
    }

    /// Gives each body the name by which it is told from the others: where two would be called the same, with the place
    /// of their document behind it, else its title, else its file.
    fn call(&mut self, infos: &[&DocumentInfo]) {
        let infos: BTreeMap<&str, &DocumentInfo> = infos.iter().map(|info| (info.name.as_str(), *info)).collect();
        let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, body) in self.bodies.iter().enumerate() {
            let name = if self.several && body.kind == UnitKind::Unit { &body.body.label } else { &body.named[0].1 };
            same.entry(name.clone()).or_default().push(at);
        }
        let behind: [fn(&DocumentInfo) -> &str; 2] =
            [|info| info.place.as_deref().unwrap_or_default(), |info| &info.title];
        for (name, all) in same {
            let of = |at: &usize| infos.get(self.bodies[*at].named[0].0.as_str());
            let told: Vec<String> = match all.len() {
                1 => vec![name],
                _ => {
                    let by = |said: &fn(&DocumentInfo) -> &str| -> Vec<String> {
                        all.iter().map(|at| of(at).map(|info| plain(said(info))).unwrap_or_default()).collect()
                    };
                    let tells = |said: &Vec<String>| {
                        said.iter().collect::<BTreeSet<_>>().len() == said.len()
                            && said.iter().all(|one| !one.is_empty())
                    };
                    let said = behind.iter().map(by).find(tells);
                    // A file of a knowledge base has a name of its own.
                    let said =
                        said.unwrap_or_else(|| all.iter().map(|at| self.bodies[*at].named[0].0.clone()).collect());
                    said.into_iter().map(|behind| format!("{name}（{behind}）")).collect()
                }
            };
            for (at, name) in all.into_iter().zip(told) {
                self.bodies[at].name = name;
            }
        }
    }

    /// Whether the documents are of several governments.
    pub fn of_several_governments(&self) -> bool {
        self.several
    }

    /// All bodies, in the order in which they are first named.
    pub fn iter(&self) -> impl Iterator<Item = &Body> {
        self.bodies.iter()
    }

    /// The body that a document means by a name.
    pub fn get(&self, doc: &str, name: &str) -> Option<&Body> {
        self.index(doc, name).map(|at| &self.bodies[at])
    }

    /// What the body is called that a document means by a name; the name itself where nothing is known of it.
    pub fn name<'a>(&'a self, doc: &str, name: &'a str) -> &'a str {
        self.get(doc, name).map_or(name, |body| body.name.as_str())
    }

    fn index(&self, doc: &str, name: &str) -> Option<usize> {
        self.of.get(doc)?.get(name).copied()
    }

    /// The bodies that a person means: the one that is called so or has the key, else those that a document calls so,
    /// else those with the words in a name.
    pub fn meant(&self, given: &str) -> Vec<&Body> {
        let ways: [&dyn Fn(&Body) -> bool; 3] =
            [&|body| body.name == given || body.body.key == given, &|body| body.is_called(given), &|body| {
                body.has_within(given)
            }];
        let all = |is: &&dyn Fn(&Body) -> bool| self.bodies.iter().filter(|body| is(body)).collect::<Vec<_>>();
        ways.iter().map(all).find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// The bodies that are called so, have the key, or that a document calls so.
    pub fn named(&self, given: &str) -> Vec<&Body> {
        let is = |body: &&Body| body.name == given || body.body.key == given || body.is_called(given);
        self.meant(given).into_iter().filter(is).collect()
    }
}

/// Of how many governments the documents are; of what names no place, each plan counts as one of its own.
fn governments(infos: &[&DocumentInfo]) -> usize {
    let of = |info: &DocumentInfo| {
        let place = info.identity.place.as_ref().map(|stated| &stated.value);
        let code = place.and_then(|place| place.code.clone().or_else(|| Some(place.name.clone())));
        let main = info.plan.as_ref().map_or(&info.name, |plan| &plan.main);
        code.unwrap_or_else(|| format!("doc:{main}"))
    };
    infos.iter().map(|info| of(info)).collect::<BTreeSet<_>>().len()
}

/// Without the signs that stand between names.
fn plain(text: &str) -> String {
    text.replace(['、', '，', ',', '|', '｜'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Place, Stated, UnitName};

    fn document(doc: &str, place: Option<&str>, units: &[(&str, &str, &str)]) -> DocumentFacts {
        let mut facts = DocumentFacts::default();
        facts.info.name = doc.into();
        facts.info.title = format!("{doc}的方案");
        facts.info.place = place.map(str::to_owned);
        facts.info.identity.place = place.map(|name| Stated::given(Place { name: name.into(), code: None }));
        facts.units = units
            .iter()
            .map(|(name, key, label)| UnitName {
                name: (*name).into(),
                kind: if name.starts_with('各') { UnitKind::Collective } else { UnitKind::Unit },
                surfaces: Vec::new(),
                function: None,
                level: None,
                body: BodyRef { key: (*key).into(), label: (*label).into(), ..BodyRef::default() },
                evidence: crate::Evidence::default(),
            })
            .collect();
        facts
    }

    fn names(bodies: &Bodies) -> Vec<&str> {
        bodies.iter().map(|body| body.name.as_str()).collect()
    }

    #[test]
    fn bodies_of_one_government_are_called_as_printed() {
        let one = |doc| document(doc, Some("青山市"), &[("市财政局", "1/finance", "青山市财政局")]);
        let bodies = Bodies::of(&[one("a"), one("b")]);
        assert!(!bodies.of_several_governments());
        assert_eq!(names(&bodies), ["市财政局"]);
        assert_eq!(bodies.iter().next().unwrap().documents().collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn the_same_name_of_two_governments_is_two_bodies() {
        let documents = [
            document(
                "a",
                Some("青山市"),
                &[("市财政局", "1/finance", "青山市财政局"), ("各乡镇", "doc:a/各乡镇", "各乡镇")],
            ),
            document(
                "b",
                Some("绿水市"),
                &[("市财政局", "2/finance", "绿水市财政局"), ("各乡镇", "doc:b/各乡镇", "各乡镇")],
            ),
            document("c", Some("绿水市"), &[("绿水市财政局", "2/finance", "绿水市财政局")]),
        ];
        let bodies = Bodies::of(&documents);
        assert_eq!(names(&bodies), ["青山市财政局", "各乡镇（青山市）", "绿水市财政局", "各乡镇（绿水市）"]);
        assert_eq!(bodies.name("b", "市财政局"), bodies.name("c", "绿水市财政局"));
        let meant = |given: &str| bodies.meant(given).into_iter().map(|body| body.name.as_str()).collect::<Vec<_>>();
        assert_eq!(meant("市财政局"), ["青山市财政局", "绿水市财政局"]);
        // The name of one is no part of another's.
        assert_eq!((meant("绿水市财政局"), meant("财政").len(), meant("水利")), (vec!["绿水市财政局"], 2, vec![]));
        assert_eq!(bodies.named("财政").len(), 0);
        assert_eq!(bodies.named("1/finance").len(), 1);
    }

    #[test]
    fn where_no_place_is_known_the_document_tells_them_apart() {
        let of = |doc: &str| document(doc, None, &[("市财政局", &format!("doc:{doc};city/finance"), "市财政局")]);
        assert_eq!(names(&Bodies::of(&[of("a"), of("b")])), ["市财政局（a的方案）", "市财政局（b的方案）"]);
        let same = |doc: &str| {
            let mut facts = of(doc);
            facts.info.title = "方案".into();
            facts
        };
        assert_eq!(names(&Bodies::of(&[same("a.txt"), same("b.txt")])), ["市财政局（a.txt）", "市财政局（b.txt）"]);
    }

    #[test]
    fn what_no_record_tells_belongs_to_its_document() {
        let bodies = Bodies::of(&[document("a", None, &[("县局", "", "")])]);
        assert_eq!(bodies.get("a", "县局").unwrap().body.key, "doc:a/县局");
        assert!(bodies.get("b", "县局").is_none() && bodies.name("b", "县局") == "县局");
    }
}
