//! What the bodies are called that many documents name, without keeping more of each document than that.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use zhengtu_model::{Bodies, BodyRef, DocumentInfo, Naming, UnitKind};
use zhengtu_search::Calls;

/// Takes the bodies of one document after the other, in any order, and keeps of them what tells what they are called.
#[derive(Debug, Default)]
pub(crate) struct Calling {
    bodies: Vec<First>,
    by_key: HashMap<String, u32>,
    of: HashMap<String, Own>,
    printed: Texts,
}

/// Where a body is named first, in the order of the names of the documents.
#[derive(Debug)]
struct First {
    doc: Box<str>,
    name: Arc<str>,
    kind: UnitKind,
    body: BodyRef,
}

/// The names that a document has for bodies, by their numbers.
#[derive(Debug, Default)]
struct Own {
    /// In the order in which it has them.
    names: Vec<u32>,
    /// The body that each name means, in the order of the numbers of the names.
    meant: Vec<(u32, u32)>,
}

impl Calling {
    /// Takes the bodies of a document: of each the name, the kind, the key and the label.
    pub(crate) fn take<'a>(&mut self, doc: &str, named: impl Iterator<Item = (&'a str, UnitKind, &'a str, &'a str)>) {
        let (mut names, mut meant) = (Vec::new(), BTreeMap::new());
        for (name, kind, key, label) in named {
            let printed = self.printed.number(name);
            // What no record says whose it is belongs to its document.
            let key: Cow<'_, str> = if key.is_empty() { format!("doc:{doc}/{name}").into() } else { key.into() };
            let label = if label.is_empty() { name } else { label };
            let first = |key: &str| First {
                doc: doc.into(),
                name: Arc::clone(&self.printed.all[printed as usize]),
                kind,
                body: BodyRef { key: key.to_owned(), label: label.to_owned(), ..BodyRef::default() },
            };
            let at = match self.by_key.get(key.as_ref()) {
                Some(&at) => at,
                None => {
                    let at = self.bodies.len() as u32;
                    self.bodies.push(first(&key));
                    self.by_key.insert(key.clone().into_owned(), at);
                    at
                }
            };
            let before = &mut self.bodies[at as usize];
            if *doc < *before.doc {
                *before = first(&key);
            }
            names.push(printed);
            // Where a name stands twice the later one counts.
            meant.insert(printed, at);
        }
        names.shrink_to_fit();
        self.of.insert(doc.to_owned(), Own { names, meant: meant.into_iter().collect() });
    }

    /// What they are called, where no more documents are to come; `documents` are those that were taken, in the order of
    /// their names.
    pub(crate) fn finish<'a>(self, documents: impl Iterator<Item = &'a DocumentInfo>) -> Called {
        let mut firsts: HashMap<&str, Vec<&First>> = HashMap::new();
        for first in &self.bodies {
            firsts.entry(&first.doc).or_default().push(first);
        }
        // Of each body the first name is enough to tell what it is called.
        let naming = documents.map(|info| {
            let first = firsts.get(info.name.as_str()).map_or(&[][..], Vec::as_slice);
            let listed = first.iter().map(|first| (&*first.name, first.kind, &first.body)).collect();
            Naming { info, listed, others: Vec::new() }
        });
        let mut names = vec![String::new(); self.bodies.len()];
        for body in Bodies::of_naming(naming).iter() {
            if let Some(&at) = self.by_key.get(&body.body.key) {
                names[at as usize].clone_from(&body.name);
            }
        }
        Called { names, of: self.of, printed: self.printed }
    }
}

/// What the bodies of many documents are called, as [`Bodies`] calls them.
#[derive(Debug)]
pub(crate) struct Called {
    /// By the numbers of the bodies.
    names: Vec<String>,
    of: HashMap<String, Own>,
    printed: Texts,
}

impl Called {
    fn called(&self, own: &Own, name: u32) -> Option<&str> {
        let at = own.meant.binary_search_by_key(&name, |&(name, _)| name).ok()?;
        self.names.get(own.meant[at].1 as usize).map(String::as_str)
    }

    /// The names that a document has for bodies, as printed and as they are called, in the order in which it has them.
    pub(crate) fn names<'a>(&'a self, doc: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let of = |own: &'a Own, name: u32| Some((&*self.printed.all[name as usize], self.called(own, name)?));
        let own = self.of.get(doc);
        own.into_iter().flat_map(move |own| own.names.iter().filter_map(move |&name| of(own, name)))
    }
}

impl Calls for Called {
    fn name<'a>(&'a self, doc: &str, name: &'a str) -> &'a str {
        let number = self.printed.numbers.get(name);
        let called = self.of.get(doc).zip(number).and_then(|(own, &number)| self.called(own, number));
        called.unwrap_or(name)
    }
}

/// Texts, each kept once.
#[derive(Debug, Default)]
struct Texts {
    all: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32>,
}

impl Texts {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let (number, text): (u32, Arc<str>) = (self.all.len() as u32, text.into());
        self.all.push(Arc::clone(&text));
        self.numbers.insert(text, number);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_model::{DocumentFacts, Place, Stated, UnitName};

    /// A document of a place, with the names, keys and labels of its bodies.
    fn document(doc: &str, place: &str, units: &[(&str, &str, &str)]) -> DocumentFacts {
        let mut facts = DocumentFacts::default();
        facts.info.name = doc.into();
        facts.info.title = format!("{doc}的方案");
        facts.info.place = (!place.is_empty()).then(|| place.to_owned());
        facts.info.identity.place =
            (!place.is_empty()).then(|| Stated::given(Place { name: place.into(), code: None }));
        let unit = |&(name, key, label): &(&str, &str, &str)| UnitName {
            name: name.into(),
            kind: if name.starts_with('各') { UnitKind::Collective } else { UnitKind::Unit },
            surfaces: Vec::new(),
            function: None,
            level: None,
            body: BodyRef { key: key.into(), label: label.into(), ..BodyRef::default() },
            evidence: zhengtu_model::Evidence::default(),
        };
        facts.units = units.iter().map(unit).collect();
        facts
    }

    #[test]
    fn bodies_are_called_as_where_all_is_kept_in_whatever_order_documents_are_taken() {
        let several = [
            document("a", "青山市", &[("市财政局", "1/finance", "青山市财政局"), ("各乡镇", "", ""), ("市局", "", "")]),
            document("b", "绿水市", &[("市财政局", "2/finance", "绿水市财政局"), ("各乡镇", "", "")]),
            document("c", "绿水市", &[("绿水市财政局", "2/finance", "绿水市财政局"), ("财政局", "2/finance", "别名")]),
            // The name of two bodies: the later one counts.
            document("d", "", &[("市财政局", "1/finance", "青山市财政局"), ("市财政局", "d/finance", "市财政局")]),
            document("e", "", &[("市财政局", "e/finance", "市财政局")]),
        ];
        let one = [several[1].clone(), several[2].clone()];
        for documents in [&several[..], &one[..]] {
            let bodies = Bodies::of(documents);
            for turn in 0..documents.len() {
                let mut calling = Calling::default();
                let mut turned: Vec<&DocumentFacts> = documents.iter().collect();
                turned.rotate_left(turn);
                for facts in turned {
                    let named = facts.units.iter().map(|it| (&*it.name, it.kind, &*it.body.key, &*it.body.label));
                    calling.take(&facts.info.name, named);
                }
                let called = calling.finish(documents.iter().map(|facts| &facts.info));
                for facts in documents {
                    let doc = facts.info.name.as_str();
                    let expected: Vec<(&str, &str)> =
                        facts.units.iter().map(|unit| (&*unit.name, bodies.name(doc, &unit.name))).collect();
                    assert_eq!(called.names(doc).collect::<Vec<_>>(), expected);
                    assert!(expected.iter().all(|(name, is)| called.name(doc, name) == *is));
                }
                assert_eq!((called.name("a", "无"), called.name("z", "市财政局")), ("无", "市财政局"));
            }
        }
    }
}
