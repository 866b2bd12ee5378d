//! Which of several documents a person means: by file, title, number or kind, by the place with what lies under it, by
//! the level of the government, by the day of issue.

use crate::place::codes_of;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{Date, DocumentInfo, GovernmentLevel};
use zhengtu_say::Lang;
use zhengtu_text::{fold_width, strip_white};

/// A choice of documents: each condition that is given must hold, and of several values of one condition any may.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// By file name, IRI, title, number or kind.
    pub documents: Vec<String>,
    /// By the place whose government issued them, or in which that place lies: 四川省 has the documents of its cities
    /// and counties too.
    pub places: Vec<String>,
    /// By the level of that government.
    pub levels: Vec<GovernmentLevel>,
    /// Issued on this day or later.
    pub from: Option<Date>,
    /// Issued on this day or earlier.
    pub until: Option<Date>,
}

/// A condition that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadCondition {
    /// No level is called so.
    Level(String),
    /// It is no day, month or year: the name of the condition, and the value.
    Day(String, String),
}

impl fmt::Display for BadCondition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Level(name) => {
                let known = GovernmentLevel::ALL.map(|level| zhengtu_say::level(level, Lang::Zh));
                write!(formatter, "没有“{name}”这一级；可用：{}", known.join("、"))
            }
            Self::Day(name, value) => {
                write!(formatter, "{name} {value}：应写成 YYYY、YYYY-MM 或 YYYY-MM-DD，且是真实的日期")
            }
        }
    }
}

/// What was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The documents, by their numbers in the list they were chosen from.
    pub documents: Vec<usize>,
    /// How many were left out only because they do not say when they were issued.
    pub undated: usize,
}

/// Why nothing could be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unselected {
    /// No document is called so.
    Document(String),
    /// No document is of that place or of one that lies in it.
    Place(String),
    /// Each condition holds for some document, and all together for none.
    Together,
}

impl fmt::Display for Unselected {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(name) => write!(formatter, "没有文件名、标题、文号或文种为“{name}”的文件"),
            Self::Place(name) => write!(formatter, "没有“{name}”及其下级的文件"),
            Self::Together => formatter.write_str("没有同时符合所给条件的文件"),
        }
    }
}

impl Unselected {
    /// The same in English.
    pub fn english(&self) -> String {
        match self {
            Self::Document(name) => format!("no document has the file name, title, number or kind {name:?}"),
            Self::Place(name) => format!("no document is of {name:?} or of a place in it"),
            Self::Together => "no document meets all the conditions together".to_owned(),
        }
    }
}

impl Selection {
    /// The names under which conditions are given, as options or as parameters of a query.
    pub const NAMES: [&str; 5] = ["doc", "place", "level", "issued-from", "issued-until"];

    /// Adds a condition given by its name; gives false for a name that is none of [`Selection::NAMES`].
    ///
    /// # Errors
    /// [`BadCondition`] where the value is no level or no day.
    pub fn add(&mut self, name: &str, value: &str) -> Result<bool, BadCondition> {
        let day = |last: bool| period(value, last).ok_or_else(|| BadCondition::Day(name.to_owned(), value.to_owned()));
        match name {
            "doc" => self.documents.push(value.to_owned()),
            "place" => self.places.push(value.to_owned()),
            "level" => {
                let level = zhengtu_say::level_named(value.trim());
                self.levels.push(level.ok_or_else(|| BadCondition::Level(value.to_owned()))?);
            }
            "issued-from" => self.from = Some(day(false)?),
            "issued-until" => self.until = Some(day(true)?),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Whether every document is meant.
    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a range of days is asked for.
    pub fn asks_day(&self) -> bool {
        self.from.is_some() || self.until.is_some()
    }

    /// The documents that are meant, by their numbers in the list of files, where files or IRIs of documents are all that
    /// is named: what [`Selection::choose`] gives then, found without knowing more of the documents. Nothing where more is
    /// asked for, or a name is of no file.
    pub fn choose_by_file(&self, files: &[&str], iri: impl Fn(&str) -> String) -> Option<Vec<usize>> {
        if self.documents.is_empty() || *self != (Self { documents: self.documents.clone(), ..Self::default() }) {
            return None;
        }
        let mut kept = BTreeSet::new();
        for given in &self.documents {
            let given = key(given);
            let is_iri = given.contains(':');
            let is_called = |file: &str| is_file(file, &given) || is_iri && key(&iri(file)) == given;
            let called = files.iter().enumerate().filter(|(_, file)| is_called(file)).map(|(at, _)| at);
            let found: Vec<usize> = called.collect();
            if found.is_empty() || given.is_empty() {
                return None;
            }
            kept.extend(found);
        }
        Some(kept.into_iter().collect())
    }

    /// The documents that are meant, in the order of the list.
    ///
    /// # Errors
    /// [`Unselected`] where there is none.
    pub fn choose(&self, lexicon: &Lexicon, all: &[&DocumentInfo]) -> Result<Chosen, Unselected> {
        let mut kept = vec![true; all.len()];
        let mut keep = |fits: Vec<bool>| kept.iter_mut().zip(fits).for_each(|(kept, fits)| *kept &= fits);
        if !self.documents.is_empty() {
            keep(self.any(all, &self.documents, |all, name| {
                named(all, name).ok_or_else(|| Unselected::Document(name.to_owned()))
            })?);
        }
        if !self.places.is_empty() {
            keep(self.any(all, &self.places, |all, name| {
                within(lexicon, all, name).ok_or_else(|| Unselected::Place(name.to_owned()))
            })?);
        }
        if !self.levels.is_empty() {
            let level = |info: &&DocumentInfo| info.identity.level.as_ref().map(|stated| stated.value);
            keep(all.iter().map(|info| level(info).is_some_and(|level| self.levels.contains(&level))).collect());
        }
        let before = kept.clone();
        if self.asks_day() {
            let fits = |info: &&DocumentInfo| issued(info).is_some_and(|day| self.spans(day));
            kept.iter_mut().zip(all).for_each(|(kept, info)| *kept &= fits(info));
        }
        let dropped = before.iter().zip(&kept).zip(all).filter(|((before, kept), _)| **before && !**kept);
        let undated = dropped.filter(|(_, info)| issued(info).is_none()).count();
        let documents: Vec<usize> = (0..all.len()).filter(|&at| kept[at]).collect();
        match documents.is_empty() && !self.is_everything() {
            true => Err(Unselected::Together),
            false => Ok(Chosen { documents, undated }),
        }
    }

    /// Which documents one of the values fits.
    fn any(
        &self,
        all: &[&DocumentInfo],
        values: &[String],
        fit: impl Fn(&[&DocumentInfo], &str) -> Result<Vec<bool>, Unselected>,
    ) -> Result<Vec<bool>, Unselected> {
        let mut fits = vec![false; all.len()];
        for value in values {
            for (fits, more) in fits.iter_mut().zip(fit(all, value.trim())?) {
                *fits |= more;
            }
        }
        Ok(fits)
    }

    fn spans(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// The first or the last day of a year, a month or a day.
fn period(text: &str, last: bool) -> Option<Date> {
    let text = text.trim();
    match text.matches('-').count() {
        0 if last => format!("{text}-12-31").parse().ok(),
        0 => format!("{text}-01-01").parse().ok(),
        1 => {
            let first: Date = format!("{text}-01").parse().ok()?;
            if last { Date::end_of_month(first.year(), first.month()) } else { Some(first) }
        }
        _ => text.parse().ok(),
    }
}

fn issued(info: &DocumentInfo) -> Option<Date> {
    info.identity.issued.as_ref().map(|stated| stated.value)
}

/// How a person may name a document, the surest manner first.
const MANNERS: [fn(&DocumentInfo, &str) -> bool; 6] = [
    |info, given| is_file(&info.name, given) || key(&info.id) == given,
    |info, given| number(info) == Some(without_brackets(given)),
    |info, given| titles(info).any(|title| title == given),
    |info, given| info.identity.kind.as_ref().is_some_and(|stated| key(&stated.value) == given),
    |info, given| number(info).is_some_and(|number| number.contains(&without_brackets(given))),
    |info, given| titles(info).any(|title| title.contains(given)),
];

/// The documents that a person calls so: all that fit in the surest manner in which any does; nothing where none does.
fn named(all: &[&DocumentInfo], given: &str) -> Option<Vec<bool>> {
    let given = key(given);
    if given.is_empty() {
        return None;
    }
    let fitting = MANNERS.iter().map(|fits| all.iter().map(|info| fits(info, &given)).collect::<Vec<_>>());
    fitting.into_iter().find(|fits| fits.contains(&true))
}

/// The form in which names are compared.
fn key(name: &str) -> String {
    fold_width(&strip_white(name)).trim_matches(['《', '》']).to_owned()
}

/// Whether a file is called so, with its ending or without.
fn is_file(name: &str, given: &str) -> bool {
    key(name) == given || key(name.rsplit_once('.').map_or(name, |(stem, _)| stem)) == given
}

/// The titles of a document: its own, and that of the plan of which it is one file.
fn titles(info: &DocumentInfo) -> impl Iterator<Item = String> {
    let own = info.identity.title.as_ref().map(|stated| stated.value.as_str());
    let plan = info.plan.as_ref().map(|plan| plan.name.as_str());
    own.into_iter().chain([info.title.as_str()]).chain(plan).map(key).filter(|title| !title.is_empty())
}

/// The number without its brackets, of which people type any.
fn number(info: &DocumentInfo) -> Option<String> {
    info.identity.number.as_ref().map(|stated| without_brackets(&key(&stated.value)))
}

fn without_brackets(number: &str) -> String {
    number.replace(['〔', '〕', '[', ']', '(', ')', '【', '】', '〈', '〉', '﹝', '﹞'], "")
}

/// The documents of a place and of the places in it; nothing where there is none.
fn within(lexicon: &Lexicon, all: &[&DocumentInfo], given: &str) -> Option<Vec<bool>> {
    let name = strip_white(given);
    let codes = codes_of(lexicon, &name);
    let divisions = lexicon.divisions();
    let fits = |info: &&DocumentInfo| {
        let Some(own) = info.identity.place.as_ref().map(|stated| &stated.value) else { return false };
        let lies = |code: &String| codes.iter().any(|of| divisions.lies_in(code, of));
        own.name == name || own.code.as_ref().is_some_and(lies)
    };
    let fits: Vec<bool> = all.iter().map(fits).collect();
    fits.contains(&true).then_some(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_lexicon::testing::lexicon;
    use zhengtu_model::{Membership, Place, Stated};

    /// File, title, number, kind, place, code, level, day.
    type Known = (
        &'static str,
        &'static str,
        &'static str,
        &'static str,
        &'static str,
        &'static str,
        GovernmentLevel,
        &'static str,
    );

    const DOCUMENTS: [Known; 5] = [
        (
            "a.txt",
            "四川省绿化方案",
            "川办发〔2022〕1号",
            "方案",
            "四川省",
            "510000",
            GovernmentLevel::Province,
            "2022-01-05",
        ),
        (
            "b.txt",
            "广元市绿化方案",
            "广府发〔2022〕9号",
            "方案",
            "广元市",
            "510800",
            GovernmentLevel::City,
            "2022-06-01",
        ),
        (
            "c.txt",
            "剑阁县绿化意见",
            "剑府发〔2023〕9号",
            "意见",
            "剑阁县",
            "510823",
            GovernmentLevel::County,
            "2023-02-01",
        ),
        ("d.txt", "昆山市养老意见", "昆政〔2023〕2号", "意见", "昆山市", "320583", GovernmentLevel::County, ""),
        ("e.txt", "青山市养老意见", "青政〔2024〕2号", "意见", "青山市", "", GovernmentLevel::City, "2024-02-01"),
    ];

    fn infos() -> Vec<DocumentInfo> {
        let given = |text: &str| Some(Stated::given(text.to_owned()));
        let info = |&(name, title, number, kind, place, code, level, day): &Known| {
            let mut info = DocumentInfo { name: name.to_owned(), ..DocumentInfo::default() };
            let code = Some(code.to_owned()).filter(|code: &String| !code.is_empty());
            info.identity.title = given(title);
            info.identity.number = given(number);
            info.identity.kind = given(kind);
            info.identity.place = Some(Stated::given(Place { name: place.to_owned(), code }));
            info.identity.level = Some(Stated::given(level));
            info.identity.issued = day.parse().ok().map(Stated::given);
            info
        };
        DOCUMENTS.iter().map(info).collect()
    }

    fn chosen(selection: &Selection) -> Result<Chosen, Unselected> {
        let infos = infos();
        selection.choose(lexicon(), &infos.iter().collect::<Vec<_>>())
    }

    fn by_name(name: &str) -> Vec<usize> {
        let selection = Selection { documents: vec![name.to_owned()], ..Selection::default() };
        chosen(&selection).map(|chosen| chosen.documents).unwrap_or_default()
    }

    fn by_place(name: &str) -> Vec<usize> {
        let selection = Selection { places: vec![name.to_owned()], ..Selection::default() };
        chosen(&selection).map(|chosen| chosen.documents).unwrap_or_default()
    }

    #[test]
    fn a_document_is_known_by_file_title_number_and_kind_and_all_that_fit_are_meant() {
        assert_eq!(by_name("b.txt"), [1]);
        assert_eq!(by_name("b"), [1]);
        assert_eq!(by_name("《广元市绿化方案》"), [1]);
        assert_eq!(by_name("广府发[2022]9号"), [1]);
        assert_eq!(by_name("9号"), [1, 2]);
        assert_eq!(by_name("意见"), [2, 3, 4], "the kind, before the words of titles");
        assert_eq!(by_name("绿化"), [0, 1, 2]);
        assert_eq!(by_name("交通"), Vec::<usize>::new());
        assert_eq!(by_name(" "), Vec::<usize>::new());
    }

    #[test]
    fn files_that_are_named_are_found_by_their_names_alone() {
        let files: Vec<&str> = DOCUMENTS.iter().map(|known| known.0).collect();
        let by_file = |names: &[&str]| {
            let documents = names.iter().map(|&name| name.to_owned()).collect();
            let selection = Selection { documents, ..Selection::default() };
            let found = selection.choose_by_file(&files, |file| format!("https://x/doc/{file}"));
            if let Some(found) = &found {
                assert!(names.iter().any(|name| name.contains(':')) || chosen(&selection).unwrap().documents == *found);
            }
            found
        };
        assert_eq!(by_file(&["b.txt"]), Some(vec![1]));
        assert_eq!(by_file(&["d", " a.txt "]), Some(vec![0, 3]));
        assert_eq!(by_file(&["https://x/doc/c.txt"]), Some(vec![2]));
        for none in [&["绿化"][..], &["a", "意见"], &["b.tx"], &[" "], &[]] {
            assert_eq!(by_file(none), None, "{none:?}");
        }
        let levels = vec![GovernmentLevel::County];
        let selection = Selection { documents: vec!["b".to_owned()], levels, ..Selection::default() };
        assert_eq!(selection.choose_by_file(&files, str::to_owned), None, "more is asked for");
    }

    #[test]
    fn a_place_has_what_lies_in_it_and_nothing_beside_it() {
        for name in ["四川省", "四川", "510000", "四川省人民政府"] {
            assert_eq!(by_place(name), [0, 1, 2], "{name}");
        }
        for name in ["广元市", "广元", "四川省广元市"] {
            assert_eq!(by_place(name), [1, 2], "{name}");
        }
        assert_eq!((by_place("剑阁县"), by_place("剑阁")), (vec![2], vec![2]));
        assert_eq!(by_place("苏州市"), [3]);
        assert_eq!(by_place("青山市"), [4], "a place that the list does not have");
        assert_eq!(by_place("成都市"), Vec::<usize>::new());
    }

    #[test]
    fn values_of_one_condition_are_alternatives_and_conditions_hold_together() {
        let selection = Selection {
            places: vec!["广元市".to_owned(), "昆山市".to_owned()],
            levels: vec![GovernmentLevel::County],
            ..Selection::default()
        };
        assert_eq!(chosen(&selection).unwrap().documents, [2, 3]);
        let selection = Selection { documents: vec!["方案".to_owned()], ..selection };
        assert_eq!(chosen(&selection), Err(Unselected::Together));
        let selection = Selection { documents: vec!["交通".to_owned()], ..selection };
        assert_eq!(chosen(&selection), Err(Unselected::Document("交通".to_owned())));
        assert_eq!(chosen(&Selection::default()).unwrap().documents.len(), 5);
    }

    #[test]
    fn a_range_of_days_says_how_many_documents_tell_no_day() {
        let day = |text: &str| text.parse().ok();
        let selection = Selection { from: day("2022-06-01"), until: day("2023-12-31"), ..Selection::default() };
        assert_eq!(chosen(&selection), Ok(Chosen { documents: vec![1, 2], undated: 1 }));
    }

    #[test]
    fn a_year_a_month_or_a_day_bounds_a_range_on_both_sides() {
        let days = |text: &str| [false, true].map(|last| period(text, last).map(|day| day.to_string()));
        let some = |day: &str| Some(day.to_owned());
        assert_eq!(days("2024"), [some("2024-01-01"), some("2024-12-31")]);
        assert_eq!(days("2024-02"), [some("2024-02-01"), some("2024-02-29")]);
        assert_eq!(days("2024-02-28"), [some("2024-02-28"), some("2024-02-28")]);
        assert_eq!(days("2024-02-30"), [None, None]);
        assert_eq!(days("明年"), [None, None]);
    }

    #[test]
    fn conditions_are_given_by_name_and_bad_ones_say_what_is_expected() {
        let mut selection = Selection::default();
        for (name, value) in Selection::NAMES.into_iter().zip(["方案", "四川省", "市级", "2022", "2023-06"]) {
            assert_eq!(selection.add(name, value), Ok(true), "{name}");
        }
        assert_eq!(chosen(&selection).unwrap().documents, [1]);
        assert_eq!(selection.add("unit", "税务局"), Ok(false));
        let bad = |name: &str, value: &str| Selection::default().add(name, value).unwrap_err().to_string();
        assert!(bad("level", "区域级").contains("可用：国家级、省级、市级、县级、乡镇级"));
        assert!(bad("issued-from", "2022-13").starts_with("issued-from 2022-13：应写成"));
    }

    #[test]
    fn the_title_of_a_plan_in_several_files_means_all_of_them() {
        let mut infos = infos();
        let plan = Membership { name: "总方案".to_owned(), main: "a.txt".to_owned(), documents: Vec::new() };
        infos[0].plan = Some(plan.clone());
        infos[3].plan = Some(plan);
        let selection = Selection { documents: vec!["总方案".to_owned()], ..Selection::default() };
        let chosen = selection.choose(lexicon(), &infos.iter().collect::<Vec<_>>()).unwrap();
        assert_eq!(chosen.documents, [0, 3]);
    }
}
