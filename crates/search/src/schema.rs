use crate::tokens::{BIGRAMS, CHARS, WORDS};
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use zhengtu_model::Role;

/// The fields of the index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    /// Bigrams of the clause's own text.
    pub text: Field,
    /// Single characters of the clause's own text, for one-character queries.
    pub chars: Field,
    /// jieba search-mode words of the clause's own text, and its numbers with what is counted.
    pub words: Field,
    /// Bigrams of the clause's own heading.
    pub head: Field,
    /// Bigrams of the headings above.
    pub trail: Field,
    /// Bigrams of the names of the units.
    pub units: Field,
    /// Bigrams of text, headings above and names of units, by which candidates are found.
    pub all: Field,
    /// The document's file name.
    pub doc: Field,
    /// The place whose government issued the document.
    pub place: Field,
    /// The places in which that lies.
    pub above: Field,
    /// The number of the document (温政办〔2021〕8号).
    pub number: Field,
    /// The year of the document.
    pub year: Field,
    /// The level of the government that issued the document.
    pub level: Field,
    /// What kind of document it is (实施方案).
    pub form: Field,
    /// The number of the part.
    pub part: Field,
    /// `role`, [`SEPARATOR`], name; one for each unit, and one more where among these documents the body is called
    /// otherwise than in its own.
    pub unit: Field,
    /// What the bodies of the units are called, each once: no two bodies are called the same.
    pub body: Field,
    /// The kinds the clause can be found as.
    pub kind: Field,
    /// The last day as `yyyymmdd`, where there is one.
    pub due: Field,
    /// The kind of the deadline.
    pub due_kind: Field,
    /// The record of the clause, in JSON.
    pub record: Field,
}

impl Fields {
    /// How many fields there are whose tokens are counted.
    pub const COUNTED: usize = 7;

    /// The fields that clauses are ranked by, whose tokens are counted.
    pub fn counted(&self) -> [Field; Self::COUNTED] {
        [self.text, self.chars, self.words, self.head, self.trail, self.units, self.all]
    }
}

/// Stands between role and name in the `unit` field.
pub(crate) const SEPARATOR: char = '\u{1f}';

pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let exact = exact();
    let fields = Fields {
        text: builder.add_text_field("text", tokens(BIGRAMS, IndexRecordOption::WithFreqsAndPositions)),
        chars: builder.add_text_field("chars", tokens(CHARS, IndexRecordOption::WithFreqs)),
        words: builder.add_text_field("words", tokens(WORDS, IndexRecordOption::WithFreqs)),
        head: builder.add_text_field("head", tokens(BIGRAMS, IndexRecordOption::WithFreqsAndPositions)),
        trail: builder.add_text_field("trail", tokens(BIGRAMS, IndexRecordOption::WithFreqsAndPositions)),
        units: builder.add_text_field("units", tokens(BIGRAMS, IndexRecordOption::WithFreqsAndPositions)),
        all: builder.add_text_field("all", tokens(BIGRAMS, IndexRecordOption::WithFreqs)),
        doc: builder.add_text_field("doc", exact.clone()),
        place: builder.add_text_field("place", exact.clone()),
        above: builder.add_text_field("above", exact.clone()),
        number: builder.add_text_field("number", exact.clone()),
        year: builder.add_u64_field("year", FAST | INDEXED),
        level: builder.add_text_field("level", exact.clone()),
        form: builder.add_text_field("form", exact.clone()),
        part: builder.add_u64_field("part", FAST | INDEXED),
        unit: builder.add_text_field("unit", exact.clone()),
        body: builder.add_text_field("body", exact.clone()),
        kind: builder.add_text_field("kind", exact.clone()),
        due: builder.add_u64_field("due", FAST),
        due_kind: builder.add_text_field("due_kind", exact),
        record: builder.add_bytes_field("record", STORED),
    };
    (builder.build(), fields)
}

fn tokens(tokenizer: &str, record: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(record);
    TextOptions::default().set_indexing_options(indexing)
}

fn exact() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing).set_fast("raw")
}

/// The value of the `unit` field taken apart.
pub(crate) fn role_and_name(term: &str) -> Option<(Role, &str)> {
    let (role, name) = term.split_once(SEPARATOR)?;
    let role = Role::ALL.into_iter().find(|known| known.name() == role)?;
    Some((role, name))
}
