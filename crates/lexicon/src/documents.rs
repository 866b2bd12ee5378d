//! Words by which a document tells what it is.

use crate::overlay::WordFile;
use crate::word_groups;
use crate::words::{Groups, Words};
use serde::Deserialize;

/// The words of `documents.toml`; what each group means is said there.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DocumentWords {
    /// Labels of the data above a text.
    pub label: LabelWords,
    /// Whether a document is in force, as such data says it.
    pub status: StatusWords,
    /// Names of those who issue documents.
    pub issuer: IssuerWords,
    /// Words of titles, and of the sentence that hands a plan over.
    pub title: TitleWords,
    /// Kinds of documents.
    pub kind: KindWords,
    /// Words of being in force.
    pub force: ForceWords,
    /// How those are addressed to whom a government writes, by its level.
    pub addressee: AddresseeWords,
    /// Bodies that are governed from above along their line.
    pub line: LineWords,
    /// What is no name of a place, though it ends as one, and what stands behind names of towns and zones.
    pub place: PlaceWords,
}

word_groups! {
    /// Labels of the data above a text.
    pub LabelWords: title number issuer publisher issued published from to term status other
}

word_groups! {
    /// Whether a document is in force.
    pub StatusWords: yes no
}

word_groups! {
    /// Names of those who issue documents.
    pub IssuerWords: end before line national zone remark
}

word_groups! {
    /// Words of titles.
    pub TitleWords: about issues hands remark no_remark head notice
}

word_groups! {
    /// Kinds of documents.
    pub KindWords: end
}

word_groups! {
    /// Words of being in force.
    pub ForceWords: whole issue begins term until span
}

word_groups! {
    /// How those are addressed to whom a government writes.
    pub AddresseeWords: national province city county
}

word_groups! {
    /// Bodies that are governed from above along their line.
    pub LineWords: within
}

word_groups! {
    /// What is no name of a place, and what stands behind one.
    pub PlaceWords: not_first not_within not organ town committee
}

impl Groups for DocumentWords {
    fn groups(&self) -> Vec<(&'static str, &Words)> {
        let Self { label, status, issuer, title, kind, force, addressee, line, place } = self;
        let around =
            [title.groups(), kind.groups(), force.groups(), addressee.groups(), line.groups(), place.groups()].concat();
        [label.groups(), status.groups(), issuer.groups(), around].concat()
    }

    fn add(&mut self, with: Self) {
        self.label.add(with.label);
        self.status.add(with.status);
        self.issuer.add(with.issuer);
        self.title.add(with.title);
        self.kind.add(with.kind);
        self.force.add(with.force);
        self.addressee.add(with.addressee);
        self.line.add(with.line);
        self.place.add(with.place);
    }
}

impl WordFile for DocumentWords {
    const NAME: &'static str = "documents.toml";
    const BUILT_IN: &'static str = include_str!("../data/documents.toml");
}
