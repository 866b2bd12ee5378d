//! What the documents of a plan are, and whose the bodies are that they name.

use super::DocumentReader;
use crate::corrected;
use zhengtu_identity::{Found, Governments};
use zhengtu_lexicon::Lexicon;
use zhengtu_model::{AppliedCorrection, DocumentFacts, Evidence, Identity, Stated};

impl DocumentReader<'_> {
    /// What the document says it is, with what a person says about it.
    pub(super) fn identity(&self) -> (Identity, Vec<AppliedCorrection>) {
        let read = zhengtu_identity::read(self.vocabulary, self.outline, self.doc);
        let mut identity = Identity {
            title: self.stated(read.title),
            issuer: self.stated(read.issuer),
            place: self.stated(read.place),
            level: self.stated(read.level),
            number: self.stated(read.number),
            issued: self.stated(read.issued),
            valid_from: self.stated(read.valid_from),
            valid_to: self.stated(read.valid_to),
            kind: self.stated(read.kind),
            in_force: self.stated(read.in_force),
        };
        let mut applied = corrected::say_what_it_is(self.vocabulary, &mut identity, self.corrections);
        // What no passage says is said of the whole document.
        let whole = Evidence { end: self.places.chars(), line: 1, ..Evidence::default() };
        for without in applied.iter_mut().filter(|applied| applied.places.is_empty()) {
            without.places.push(whole.clone());
        }
        (identity, applied)
    }

    fn stated<T>(&self, found: Option<Found<T>>) -> Option<Stated<T>> {
        found.map(|found| Stated { value: found.value, evidence: found.span.map(|span| self.places.evidence(span)) })
    }
}

/// Gives the annexes of a plan the place of its main text, and says of each body whose it is.
pub(super) fn share(lexicon: &Lexicon, all: &mut [DocumentFacts]) {
    if let Some((first, others)) = all.split_first_mut() {
        for other in others {
            share_place(&first.info.identity, &mut other.info.identity);
        }
    }
    // Where no place is known, the files of one plan name the same bodies.
    let plan = all.first().map(|main| main.info.name.clone()).unwrap_or_default();
    for facts in all {
        let DocumentFacts { info, units, .. } = facts;
        info.place = info.identity.place.as_ref().map(|stated| stated.value.name.clone());
        let governments = Governments::of(lexicon, &plan, &info.identity);
        for unit in units.iter_mut() {
            unit.body = governments.body(&unit.name, unit.kind);
        }
        let issuer = info.identity.issuer.as_ref();
        info.issuers = issuer.map(|stated| governments.issuers(&stated.value)).unwrap_or_default();
        info.places = governments.places(units.iter().map(|unit| &unit.body).chain(&info.issuers));
    }
}

/// Takes place and level of the main text, where the annex has no place of its own.
fn share_place(main: &Identity, annex: &mut Identity) {
    if annex.place.is_some() {
        return;
    }
    annex.place = main.place.as_ref().map(|stated| Stated::given(stated.value.clone()));
    if annex.level.is_none() {
        annex.level = main.level.as_ref().map(|stated| Stated::given(stated.value));
    }
}
