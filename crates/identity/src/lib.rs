//! What a document is, as it says itself: its title, who issued it, for which place and at which level, under which
//! number, when, and from when to when it holds.
//!
//! Each field is read by a module of its own from the lines of the document ([`sheet::Sheet`]): its head, the notice
//! that issues a plan, signatures, the closing paragraphs, the addressees, its own words (我市), and last the name
//! of its file. What no line says is left out, and so is what two lines say differently without one being the
//! better source. The words stand in `documents.toml` of the lexicon, the places in its list of divisions.

mod bodies;
mod dates;
mod day;
mod force;
mod issuer;
mod kind;
mod labels;
mod level;
mod name;
mod note;
mod number;
mod organ;
mod place;
mod selection;
mod sheet;
mod title;

pub use bodies::Governments;
pub use name::named;
pub use place::resolve;
pub use selection::{BadCondition, Chosen, Selection, Unselected};

use dates::Issue;
use labels::Labels;
use sheet::Sheet;
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{Date, GovernmentLevel, Place};
use zhengtu_outline::Outline;
use zhengtu_text::Span;

/// A value and the passage of the repaired text that says it; no passage where the name of the file says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// The passage.
    pub span: Option<Span>,
}

impl<T> Found<T> {
    pub(crate) fn at(value: T, span: Span) -> Self {
        Self { value, span: Some(span) }
    }

    pub(crate) fn map<U>(self, value: impl FnOnce(T) -> U) -> Found<U> {
        Found { value: value(self.value), span: self.span }
    }
}

/// Who issued a document, one after the other.
pub(crate) type Issuers = Found<Vec<String>>;

/// What a document says it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The title: for a notice that issues a plan, that of the plan.
    pub title: Option<Found<String>>,
    /// Who issued it.
    pub issuer: Option<Found<String>>,
    /// The place whose government issued it.
    pub place: Option<Found<Place>>,
    /// The level of that government.
    pub level: Option<Found<GovernmentLevel>>,
    /// Its own number.
    pub number: Option<Found<String>>,
    /// The day of issue.
    pub issued: Option<Found<Date>>,
    /// The day from which it is in force.
    pub valid_from: Option<Found<Date>>,
    /// The last day on which it is in force.
    pub valid_to: Option<Found<Date>>,
    /// What kind of document it is.
    pub kind: Option<Found<String>>,
    /// Whether it is in force, as a register says.
    pub in_force: Option<Found<bool>>,
}

/// Reads what the document of the file `name` says it is.
pub fn read(lexicon: &Lexicon, outline: &Outline, name: &str) -> Read {
    let sheet = Sheet::of(lexicon, outline);
    let labels = Labels::of(lexicon, &sheet);
    let titles = title::read(lexicon, &sheet, &labels);
    let signatures = issuer::signatures(lexicon, &sheet);
    let issuer = issuer::read(lexicon, &sheet, &labels, &titles, &signatures);
    let found = place::read(lexicon, &sheet, &titles, issuer.as_ref(), name);
    let issue = Issue::of(lexicon, &sheet, &labels, &signatures);
    let force = force::read(lexicon, &sheet, &labels, issue.day());
    Read {
        level: level::read(lexicon, &sheet, issuer.as_ref(), found.place.as_ref(), found.level),
        kind: titles.kind(lexicon),
        number: number::read(&sheet, &labels, &titles),
        issuer: issuer.map(|issuer| place::restored(issuer, found.place.as_ref())),
        place: found.place,
        title: titles.own,
        issued: issue.into_found(),
        valid_from: force.from,
        valid_to: force.to,
        in_force: labels.status(lexicon),
    }
}
