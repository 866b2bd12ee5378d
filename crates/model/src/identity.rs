//! What a document is, as it says itself.

use crate::{Date, Evidence};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What a document says it is; nothing where its text does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Identity {
    /// The title: for a notice that issues a plan, that of the plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Stated<String>>,
    /// Who issued it; several are joined by 、.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<Stated<String>>,
    /// The place whose government issued it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Stated<Place>>,
    /// The level of the government that issued it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Stated<GovernmentLevel>>,
    /// Its own number, its year in 〔〕.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Stated<String>>,
    /// The day of issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<Stated<Date>>,
    /// The day from which it is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Stated<Date>>,
    /// The last day on which it is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Stated<Date>>,
    /// What kind of document it is: 通知, 实施方案, 若干措施 …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Stated<String>>,
    /// Whether it is in force, where a register says so beside the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_force: Option<Stated<bool>>,
}

impl Identity {
    /// The passages, by the names of the fields, in the order of the record.
    pub fn evidence(&self) -> Vec<(&'static str, &Evidence)> {
        [
            ("title", evidence(self.title.as_ref())),
            ("issuer", evidence(self.issuer.as_ref())),
            ("place", evidence(self.place.as_ref())),
            ("level", evidence(self.level.as_ref())),
            ("number", evidence(self.number.as_ref())),
            ("issued", evidence(self.issued.as_ref())),
            ("valid_from", evidence(self.valid_from.as_ref())),
            ("valid_to", evidence(self.valid_to.as_ref())),
            ("kind", evidence(self.kind.as_ref())),
            ("in_force", evidence(self.in_force.as_ref())),
        ]
        .into_iter()
        .filter_map(|(name, found)| Some((name, found?)))
        .collect()
    }

    /// Calls `visit` on each passage.
    pub fn visit_evidence(&mut self, visit: &mut impl FnMut(&mut Evidence)) {
        let mut some = |found: Option<&mut Evidence>| found.into_iter().for_each(&mut *visit);
        some(self.title.as_mut().and_then(|stated| stated.evidence.as_mut()));
        some(self.issuer.as_mut().and_then(|stated| stated.evidence.as_mut()));
        some(self.place.as_mut().and_then(|stated| stated.evidence.as_mut()));
        some(self.level.as_mut().and_then(|stated| stated.evidence.as_mut()));
        some(self.number.as_mut().and_then(|stated| stated.evidence.as_mut()));
        some(self.issued.as_mut().and_then(|stated| stated.evidence.as_mut()));
        some(self.valid_from.as_mut().and_then(|stated| stated.evidence.as_mut()));
        some(self.valid_to.as_mut().and_then(|stated| stated.evidence.as_mut()));
        some(self.kind.as_mut().and_then(|stated| stated.evidence.as_mut()));
        some(self.in_force.as_mut().and_then(|stated| stated.evidence.as_mut()));
    }

    /// Whether the document is in force on a day: `None` where it does not say.
    pub fn holds_on(&self, day: Date) -> Option<bool> {
        let from = self.valid_from.as_ref().map(|stated| stated.value <= day);
        let to = self.valid_to.as_ref().map(|stated| day <= stated.value);
        match (from, to) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }
    }
}

fn evidence<T>(stated: Option<&Stated<T>>) -> Option<&Evidence> {
    stated.and_then(|stated| stated.evidence.as_ref())
}

/// A value, and where it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// The passage; `None` where the file's name, the plan it is part of, or a person says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
}

impl<T> Stated<T> {
    /// What no passage of the document says.
    pub fn given(value: T) -> Self {
        Self { value, evidence: None }
    }
}

/// A place that is governed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Its name in full.
    pub name: String,
    /// Its code of GB/T 2260; `None` where the list has none or several of that name.
    pub code: Option<String>,
}

/// The level of a government.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GovernmentLevel {
    /// The whole country.
    National,
    /// 省, 自治区, 直辖市.
    Province,
    /// 市, 自治州, 盟, 地区.
    City,
    /// 县, 区, 旗, 县级市.
    County,
    /// 乡, 镇, 街道.
    Town,
}

impl GovernmentLevel {
    /// All levels, the highest first.
    pub const ALL: [Self; 5] = [Self::National, Self::Province, Self::City, Self::County, Self::Town];

    /// The name of the level in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::Province => "province",
            Self::City => "city",
            Self::County => "county",
            Self::Town => "town",
        }
    }
}

impl fmt::Display for GovernmentLevel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for GovernmentLevel {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|level| level.name() == name).ok_or(())
    }
}

/// A document as `export documents` prints it.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentRecord<'a> {
    /// The IRI of the document in the graph.
    pub id: &'a str,
    /// The file name without its folder.
    pub doc: &'a str,
    /// See [`Identity::title`].
    pub title: Option<&'a str>,
    /// See [`Identity::issuer`].
    pub issuer: Option<&'a str>,
    /// See [`Identity::place`].
    pub place: Option<&'a Place>,
    /// See [`Identity::level`].
    pub level: Option<GovernmentLevel>,
    /// See [`Identity::number`].
    pub number: Option<&'a str>,
    /// See [`Identity::issued`].
    pub issued: Option<Date>,
    /// See [`Identity::valid_from`].
    pub valid_from: Option<Date>,
    /// See [`Identity::valid_to`].
    pub valid_to: Option<Date>,
    /// See [`Identity::kind`].
    pub kind: Option<&'a str>,
    /// See [`Identity::in_force`].
    pub in_force: Option<bool>,
    /// The plan that it is one file of.
    pub plan: Option<&'a str>,
    /// The passages, by field.
    pub evidence: Passages<'a>,
}

/// The passages of a document record, by field, in the order of the record.
#[derive(Clone, Debug)]
pub struct Passages<'a>(Vec<(&'static str, &'a Evidence)>);

impl Serialize for Passages<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

impl<'a> From<&'a crate::DocumentInfo> for DocumentRecord<'a> {
    fn from(info: &'a crate::DocumentInfo) -> Self {
        let identity = &info.identity;
        let text = |stated: &'a Option<Stated<String>>| stated.as_ref().map(|stated| stated.value.as_str());
        let day = |stated: &Option<Stated<Date>>| stated.as_ref().map(|stated| stated.value);
        Self {
            id: &info.id,
            doc: &info.name,
            title: text(&identity.title),
            issuer: text(&identity.issuer),
            place: identity.place.as_ref().map(|stated| &stated.value),
            level: identity.level.as_ref().map(|stated| stated.value),
            number: text(&identity.number),
            issued: day(&identity.issued),
            valid_from: day(&identity.valid_from),
            valid_to: day(&identity.valid_to),
            kind: text(&identity.kind),
            in_force: identity.in_force.as_ref().map(|stated| stated.value),
            plan: info.plan.as_ref().map(|plan| plan.name.as_str()),
            evidence: Passages(identity.evidence()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DocumentInfo, Membership};

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_record_says_what_is_known_and_null_for_the_rest() {
        let mut info = DocumentInfo { name: "a.txt".into(), ..DocumentInfo::default() };
        info.identity.place = Some(Stated::given(Place { name: "温县".into(), code: Some("410825".into()) }));
        let evidence = Evidence { start: 3, end: 9, line: 1, ..Evidence::default() };
        info.identity.issued = Some(Stated { value: day("2021-03-01"), evidence: Some(evidence) });
        info.plan = Some(Membership { name: "温县方案".into(), ..Membership::default() });
        let record = serde_json::to_value(DocumentRecord::from(&info)).unwrap();
        assert_eq!(record["doc"], "a.txt");
        assert_eq!(record["place"]["code"], "410825");
        assert_eq!((&record["issued"], &record["plan"]), (&"2021-03-01".into(), &"温县方案".into()));
        assert!(record["issuer"].is_null() && record["evidence"].get("place").is_none());
        assert_eq!(record["evidence"]["issued"]["start"], 3);
    }

    #[test]
    fn a_document_is_in_force_between_its_days_and_nothing_is_said_without_them() {
        let from = Identity { valid_from: Some(Stated::given(day("2021-01-01"))), ..Identity::default() };
        assert_eq!((from.holds_on(day("2020-12-31")), from.holds_on(day("2021-01-01"))), (Some(false), None));
        let both = Identity { valid_to: Some(Stated::given(day("2022-12-31"))), ..from };
        assert_eq!((both.holds_on(day("2022-12-31")), both.holds_on(day("2023-01-01"))), (Some(true), Some(false)));
        assert_eq!(Identity::default().holds_on(day("2021-01-01")), None);
    }

    #[test]
    fn every_level_is_read_by_its_name() {
        for level in GovernmentLevel::ALL {
            assert_eq!(level.name().parse(), Ok(level));
        }
        assert_eq!("nation".parse::<GovernmentLevel>(), Err(()));
    }
}
