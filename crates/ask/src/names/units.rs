//! The units of all documents, by the forms in which people write their names.
//!
//! Documents name the same bodies again and again, so what is known of a name is found once for all that print it alike (a
//! [`Variant`]); and a form with the place of a document before it is not kept, but taken apart when it is asked for.

use super::{DocumentEntry, each_once, fold};
use crate::columns::{DocumentKey, UnitKey};
use crate::forms::{bare, shared};
use crate::words::{WORDS, looks_like_body};
use foldhash::HashMap;
use std::ops::Range;
use std::sync::OnceLock;
use zhengtu_lexicon::bodies::{Bodies, Recognised};

/// The units of all documents, each by its place among them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Units {
    /// In the order of the documents.
    entries: Vec<Entry>,
    /// In the order in which they are first named.
    variants: Vec<Variant>,
    /// Names as printed, to variants.
    exact: HashMap<String, Vec<usize>>,
    /// Shorter and longer forms of names, to variants.
    loose: HashMap<String, Vec<usize>>,
    /// The documents by their places, folded.
    by_place: HashMap<String, Vec<usize>>,
    /// How many documents there are.
    documents: usize,
    /// The longest form, name and place, in characters.
    longest: usize,
    longest_name: usize,
    longest_place: usize,
}

/// A unit of one document.
#[derive(Clone, Copy, Debug)]
struct Entry {
    variant: usize,
    document: usize,
}

/// A name as documents print it that write it alike.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    pub(crate) name: String,
    pub(crate) folded: String,
    pub(crate) function: Option<String>,
    recognised: OnceLock<Option<Recognised>>,
    /// What may stand behind the place of its document, folded.
    behind_place: [String; 2],
    /// The word of level before its name, and what stands behind that, folded.
    behind_level: Option<(String, String)>,
    /// What a document calls it in brackets behind the name, folded: 市通管办 of 市通信发展管理办公室(市通管办).
    in_brackets: Vec<String>,
    /// Its units, in order.
    units: Vec<usize>,
}

impl Variant {
    /// What the thesaurus says of the name.
    pub(crate) fn recognised(&self, bodies: &Bodies) -> Option<&Recognised> {
        self.recognised.get_or_init(|| bodies.recognise(&self.name)).as_ref()
    }

    /// The name without the place before it, folded.
    pub(crate) fn bare(&self) -> &str {
        &self.behind_place[0]
    }

    /// Whether one of the two is what a document calls the other in brackets.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.in_brackets.contains(&other.folded) || other.in_brackets.contains(&self.folded)
    }

    /// Whether the words are the name as it is written behind the place.
    fn is_behind(&self, place: &str, words: &str) -> bool {
        let own = self.behind_level.as_ref().filter(|(level, _)| place.ends_with(level));
        // 广东省金融监管局 is the one that is printed as 广东金融监管局.
        let shorter = self.folded.strip_prefix(super::short_place(place));
        let written = || self.behind_place.iter().map(String::as_str).chain(shorter).any(|form| form == words);
        written() || own.is_some_and(|(_, rest)| rest == words)
    }
}

/// By what units are told to be named alike: all that is written of them, and the place that the name begins with.
type Alike<'a> = (&'a [u8], Option<&'a str>);

/// The variants that are known while documents are gathered.
#[derive(Default)]
pub(crate) struct Gathered<'a>(HashMap<Alike<'a>, usize>);

impl Units {
    /// Adds the units of a document, which is the next one, of a place; gives their places.
    pub(crate) fn add<'a>(
        &mut self,
        units: &'a [UnitKey],
        called: &'a DocumentKey,
        bodies: &Bodies,
        gathered: &mut Gathered<'a>,
    ) -> Range<usize> {
        let (first, document) = (self.entries.len(), self.documents);
        for unit in units {
            // What is written of a unit begins with its name.
            let within = called.place.as_deref().filter(|place| unit.as_bytes().starts_with(place.as_bytes()));
            let alike = (unit.as_bytes(), within);
            let variant = *gathered.0.entry(alike).or_insert_with(|| self.add_variant(unit, within, bodies));
            self.variants[variant].units.push(self.entries.len());
            self.entries.push(Entry { variant, document });
        }
        if let Some(folded) = &called.folded_place {
            self.longest_place = self.longest_place.max(folded.chars().count());
            self.by_place.entry(folded.clone()).or_default().push(document);
        }
        self.documents += 1;
        first..self.entries.len()
    }

    /// Registers the forms in which people write a unit's name.
    fn add_variant(&mut self, unit: &UnitKey, place: Option<&str>, bodies: &Bodies) -> usize {
        let (name, variant) = (unit.name(), self.variants.len());
        for exact in std::iter::once(name).chain(unit.surfaces()) {
            self.register(true, exact, variant, bodies);
            // 中国人民银行济南分行 is 人民银行济南分行.
            let home = WORDS.name.country.at_start(exact).map(|len| &exact[len..]).filter(|rest| looks_like_body(rest));
            if let Some(home) = home {
                self.register(true, home, variant, bodies);
            }
        }
        let bare = bare(bodies, name, place);
        self.register(false, bare, variant, bodies);
        // 县委组织部 is 组织部.
        let committee = WORDS.name.committee.at_start(bare);
        let of_committee = committee.map(|len| &bare[len..]).filter(|rest| looks_like_body(rest));
        if let Some(office) = of_committee {
            self.register(false, office, variant, bodies);
        }
        // 人民政府 is 政府.
        for written in [bare, name] {
            self.register(false, &written.replace("人民政府", "政府"), variant, bodies);
        }
        // 税务局 is 税务部门.
        let ending = WORDS.name.function_ending.at_end(bare);
        let stem = ending.map(|len| &bare[..bare.len() - len]).filter(|stem| stem.chars().nth(1).is_some());
        if let Some(stem) = stem {
            self.register(false, &format!("{stem}部门"), variant, bodies);
        }
        let in_brackets: Vec<String> = unit.surfaces().filter_map(in_brackets).collect();
        for other in &in_brackets {
            self.register(false, other, variant, bodies);
        }
        let folded = fold(name);
        self.longest_name = self.longest_name.max(folded.chars().count());
        self.variants.push(Variant {
            name: name.to_owned(),
            function: unit.function().map(str::to_owned),
            recognised: OnceLock::new(),
            behind_place: [fold(bare), folded.clone()],
            // 上海市科委 is its 市科委.
            behind_level: bodies.level_word(name).map(|level| (level.to_owned(), fold(&name[level.len()..]))),
            folded,
            in_brackets,
            units: Vec::new(),
        });
        variant
    }

    fn register(&mut self, exact: bool, form: &str, variant: usize, bodies: &Bodies) {
        let form = fold(form);
        // 广州 in a list is short for its government; as a word it is the place.
        if form.chars().nth(1).is_none() || bodies.is_known_place(&form) {
            return;
        }
        self.longest = self.longest.max(form.chars().count());
        let map = if exact { &mut self.exact } else { &mut self.loose };
        let variants = map.entry(form).or_default();
        if variants.last() != Some(&variant) {
            variants.push(variant);
        }
    }

    /// The variant of a unit.
    pub(crate) fn variant(&self, unit: usize) -> &Variant {
        &self.variants[self.entries[unit].variant]
    }

    /// The document of a unit, by its place among all.
    pub(crate) fn document(&self, unit: usize) -> usize {
        self.entries[unit].document
    }

    /// No form has more characters.
    pub(crate) fn longest(&self) -> usize {
        self.longest.max(self.longest_place + self.longest_name)
    }

    /// The units whose names are so, in order.
    pub(crate) fn of(&self, is: impl Fn(&Variant) -> bool) -> Vec<usize> {
        let variants = self.variants.iter().filter(|variant| is(variant));
        in_order(variants.flat_map(|variant| variant.units.iter().copied()).collect())
    }

    /// The units with that name, as printed or in a form that people use.
    pub(crate) fn called(&self, form: &str, documents: &[DocumentEntry], bodies: &Bodies) -> Option<Vec<usize>> {
        let exact = self.exact.get(form);
        // A name cut short in a list (县发改委、财政局) stands for no more than its shorter form does.
        let whole = exact.filter(|variants| variants.iter().any(|&variant| self.variants[variant].folded == form));
        if let Some(variants) = whole {
            let so_called = |&&variant: &&usize| self.variants[variant].in_brackets.iter().any(|other| other == form);
            let others = self.loose.get(form).into_iter().flatten().filter(so_called);
            let all: Vec<usize> = variants.iter().chain(others).copied().collect();
            return Some(self.units_of(&all));
        }
        let mut loose = self.loose.get(form).map(|variants| self.units_of(variants)).unwrap_or_default();
        loose.extend(self.behind_places(form, documents, bodies));
        match loose.is_empty() {
            true => exact.map(|variants| self.units_of(variants)),
            false => Some(in_order(loose)),
        }
    }

    fn units_of(&self, variants: &[usize]) -> Vec<usize> {
        in_order(variants.iter().flat_map(|&variant| self.variants[variant].units.iter().copied()).collect())
    }

    /// The units with that name behind the place of their documents: 温县税务局.
    fn behind_places(&self, form: &str, documents: &[DocumentEntry], bodies: &Bodies) -> Vec<usize> {
        let ends = form.char_indices().map(|(at, char)| at + char.len_utf8()).take(self.longest_place);
        let placed = ends.filter_map(|end| Some((self.by_place.get(&form[..end])?, &form[end..])));
        let of = |(of_place, rest): (&Vec<usize>, &str)| -> Vec<usize> {
            let documents = of_place.iter().map(|&document| &documents[document]);
            let units = documents.flat_map(|document| {
                let place = document.place.as_deref().unwrap_or_default();
                document.units.clone().filter(move |&unit| self.variant(unit).is_behind(place, rest))
            });
            units.collect()
        };
        let units: Vec<usize> = placed.flat_map(of).collect();
        if units.is_empty() || bodies.is_known_place(form) { Vec::new() } else { units }
    }

    /// The names that are like one that is not there: those that share most characters.
    pub(crate) fn near(&self, name: &str, bodies: &Bodies) -> Vec<String> {
        let core: Vec<char> = bare(bodies, name, None).chars().collect();
        let mut ranked: Vec<(usize, String)> = each_once(self.variants.iter().map(|variant| variant.name.as_str()))
            .into_iter()
            .map(|known| (shared(&core, &known), known))
            .filter(|(shared, _)| *shared >= 2)
            .collect();
        ranked.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
        ranked.into_iter().take(5).map(|(_, name)| name).collect()
    }
}

/// The name of a body in brackets behind another of its names, folded.
fn in_brackets(surface: &str) -> Option<String> {
    let folded = fold(surface);
    let (_, inner) = folded.strip_suffix(')')?.rsplit_once('(')?;
    looks_like_body(inner).then(|| inner.to_owned())
}

/// In the order of the documents, each once.
fn in_order(mut units: Vec<usize>) -> Vec<usize> {
    units.sort_unstable();
    units.dedup();
    units
}
