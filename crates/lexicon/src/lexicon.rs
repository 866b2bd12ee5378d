use crate::bodies::Bodies;
use crate::checks::CheckWords;
use crate::citations::Citations;
use crate::deadlines::{DeadlineWord, Deadlines};
use crate::divisions::Divisions;
use crate::documents::DocumentWords;
use crate::error::LexiconError;
use crate::files::WordFiles;
use crate::forms::FormWords;
use crate::measures::Measures;
use crate::overlay::read;
use crate::policy::PolicyWords;
use crate::reforms::Reforms;
use crate::roles::Roles;
use crate::sections::{FieldWord, SectionWord, Sections};
use crate::slips::{Slips, Style};
use crate::tables::Tables;
use crate::targets::Targets;
use crate::terms::TermWords;
use std::fmt;
use std::ops::Deref;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// All the words there are: those of the data files, and what a user's files add to them. Never changes; a
/// clone shares the words.
#[derive(Clone)]
pub struct Lexicon(Arc<Words>);

impl fmt::Debug for Lexicon {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Lexicon").field("digest", &self.digest()).finish_non_exhaustive()
    }
}

#[derive(Debug)]
struct Words {
    /// The users' files, the later laid over the earlier.
    layers: Vec<WordFiles>,
    bodies: Part<Bodies>,
    roles: Part<Roles>,
    sections: Part<Sections>,
    deadlines: Part<Deadlines>,
    measures: Part<Measures>,
    tables: Part<Tables>,
    targets: Part<Targets>,
    terms: Part<TermWords>,
    citations: Part<Citations>,
    checks: Part<CheckWords>,
    forms: Part<FormWords>,
    documents: Part<DocumentWords>,
    slips: Part<Slips>,
    style: Part<Style>,
    reforms: Part<Reforms>,
    /// Made ready where it is first asked: most commands never do.
    divisions: OnceLock<Divisions>,
    /// Read when it is first asked for: only search and questions do.
    policy: OnceLock<PolicyWords>,
}

/// What is read of some of the data files. The built-in words alone are read where they are first asked for, as a
/// question asks for few of them; with a user's files over them they are read at once, to say what is wrong there.
#[derive(Debug)]
struct Part<T> {
    words: OnceLock<T>,
    read: fn(&[WordFiles]) -> Result<T, LexiconError>,
}

impl<T> Part<T> {
    fn of(layers: &[WordFiles], read: fn(&[WordFiles]) -> Result<T, LexiconError>) -> Result<Self, LexiconError> {
        let words = if layers.is_empty() { OnceLock::new() } else { OnceLock::from(read(layers)?) };
        Ok(Self { words, read })
    }
}

impl<T> Deref for Part<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.words.get_or_init(|| (self.read)(&[]).expect("the built-in files are well formed: a test reads them"))
    }
}

impl Lexicon {
    /// The words that are built in.
    pub fn built_in() -> Self {
        Self::of(Vec::new()).expect("the built-in files are well formed: a test reads them")
    }

    /// These words with those of a folder laid over them: files of the names of the data files, and `*.ttl` for
    /// bodies. What a file holds is added to the file of that name; an entry with the key of one that is there
    /// (its word, its name, its IRI) takes its place.
    ///
    /// # Errors
    /// Where the folder cannot be read, or a file of it is none of these or is not written as they are.
    pub fn with(&self, folder: &Path) -> Result<Self, LexiconError> {
        self.with_files(WordFiles::read(folder)?)
    }

    /// The same for files that were read already.
    ///
    /// # Errors
    /// As [`with`](Self::with).
    pub fn with_files(&self, files: WordFiles) -> Result<Self, LexiconError> {
        if files.is_empty() {
            return Ok(self.clone());
        }
        Self::of(self.0.layers.iter().cloned().chain([files]).collect())
    }

    fn of(layers: Vec<WordFiles>) -> Result<Self, LexiconError> {
        Ok(Self(Arc::new(Words {
            bodies: Part::of(&layers, |layers| {
                Bodies::new(read(layers)?, read(layers)?, layers.iter().flat_map(WordFiles::turtle))
            })?,
            roles: Part::of(&layers, |layers| Ok(Roles::new(read(layers)?, read(layers)?)))?,
            sections: Part::of(&layers, |layers| Ok(Sections::new(read(layers)?)))?,
            deadlines: Part::of(&layers, |layers| Ok(Deadlines::new(read(layers)?)))?,
            measures: Part::of(&layers, |layers| Ok(Measures::new(read(layers)?, read(layers)?)))?,
            tables: Part::of(&layers, |layers| Ok(Tables::new(read(layers)?)))?,
            targets: Part::of(&layers, |layers| Ok(Targets::new(read(layers)?)))?,
            terms: Part::of(&layers, read)?,
            citations: Part::of(&layers, |layers| Ok(Citations::new(read(layers)?)))?,
            checks: Part::of(&layers, read)?,
            forms: Part::of(&layers, read)?,
            documents: Part::of(&layers, read)?,
            slips: Part::of(&layers, |layers| Ok(Slips::new(read(layers)?)))?,
            style: Part::of(&layers, |layers| Ok(Style::new(read(layers)?)))?,
            reforms: Part::of(&layers, |layers| Ok(Reforms::new(read(layers)?)))?,
            divisions: OnceLock::new(),
            policy: OnceLock::new(),
            layers,
        })))
    }

    /// A hash of the users' files; empty where there are none.
    pub fn digest(&self) -> String {
        self.0.layers.iter().map(WordFiles::digest).collect()
    }

    /// The thesaurus of bodies, and the names of places.
    #[inline]
    pub fn bodies(&self) -> &Bodies {
        &self.0.bodies
    }

    /// Words that are wrong, and what is right.
    pub fn slips(&self) -> &Slips {
        &self.0.slips
    }

    /// Forms of passages that are wrong.
    pub fn style(&self) -> &Style {
        &self.0.style
    }

    /// Names of bodies before the reforms.
    pub fn reforms(&self) -> &Reforms {
        &self.0.reforms
    }

    /// Role words, labels, collectives and endings of names.
    #[inline]
    pub fn roles(&self) -> &Roles {
        &self.0.roles
    }

    /// Words of deadline fields.
    #[inline]
    pub fn deadlines(&self) -> &Deadlines {
        &self.0.deadlines
    }

    /// Units of measure, and the words beside numbers.
    #[inline]
    pub fn measures(&self) -> &Measures {
        &self.0.measures
    }

    /// The thesaurus of policy words.
    pub fn policy(&self) -> &PolicyWords {
        let turtle = self.0.layers.iter().flat_map(WordFiles::turtle).map(|(_, text)| text);
        self.0.policy.get_or_init(|| PolicyWords::new(turtle))
    }

    /// All names of what the word names, itself first: a body (发改委, or its stem 发改) or a matter of policy
    /// (环评). A word that is no name of either stands alone.
    pub fn expand(&self, word: &str) -> Vec<String> {
        let mut names = vec![word.to_owned()];
        let bodies = self.bodies().names_of(word).into_iter().map(str::to_owned);
        let matters = self.policy().names_beside(word).into_iter().map(str::to_owned);
        for name in bodies.chain(matters) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Words of captions and cells.
    #[inline]
    pub fn tables(&self) -> &Tables {
        &self.0.tables
    }

    /// Words that tell what a number is.
    #[inline]
    pub fn targets(&self) -> &Targets {
        &self.0.targets
    }

    /// Words of dates, limits and numbers.
    #[inline]
    pub fn terms(&self) -> &TermWords {
        &self.0.terms
    }

    /// Words that tell what a document is cited for.
    #[inline]
    pub fn citations(&self) -> &Citations {
        &self.0.citations
    }

    /// Words by which the checks tell what a passage says.
    pub fn checks(&self) -> &CheckWords {
        &self.0.checks
    }

    /// Words by which the form of a passage is told.
    #[inline]
    pub fn forms(&self) -> &FormWords {
        &self.0.forms
    }

    /// Words by which a document tells what it is.
    #[inline]
    pub fn documents(&self) -> &DocumentWords {
        &self.0.documents
    }

    /// The administrative divisions.
    pub fn divisions(&self) -> &Divisions {
        self.0.divisions.get_or_init(Divisions::built_in)
    }

    /// See [`Sections::field_label`].
    pub fn field_label(&self, line: &str) -> Option<(FieldWord, usize)> {
        self.0.sections.field_label(&self.0.roles, line)
    }

    /// See [`Sections::may_begin_label`].
    pub fn may_begin_label(&self, line: &str) -> bool {
        self.0.sections.may_begin_label(&self.0.roles, line)
    }

    /// See [`Sections::kind`].
    pub fn section_kind(&self, heading: &str) -> Option<SectionWord> {
        self.0.sections.kind(heading)
    }

    /// See [`Sections::deadline_label_before`].
    pub fn deadline_label_before(&self, text: &str) -> Option<usize> {
        self.0.sections.deadline_label_before(text)
    }

    /// See [`Deadlines::word`].
    pub fn deadline_word(&self, field: &str) -> Option<DeadlineWord> {
        self.0.deadlines.word(field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::WordKind;
    use crate::tables::TableWord;
    use crate::targets::Sign;
    use crate::testing::lexicon;
    use zhengtu_model::CitationUse;

    fn own(file: &str, text: &str) -> Lexicon {
        lexicon().with_files(WordFiles::from_texts([(file, text)]).unwrap()).unwrap()
    }

    /// A data file, what is laid over it, and whether a lexicon knows the word then, and a near-miss.
    type Case = (&'static str, &'static str, fn(&Lexicon) -> bool, fn(&Lexicon) -> bool);

    const CASES: [Case; 14] = [
        (
            "places.toml",
            r#"city = ["昆冈"]"#,
            |words| words.bodies().is_known_place("昆冈市"),
            |words| words.bodies().is_known_place("昆岗市"),
        ),
        (
            "measures.toml",
            r#"unit = [{ names = ["标箱位"], class = "count", iri = "zm:slot", example = "3标箱位" }]"#,
            |words| words.measures().unit("标箱位").is_some(),
            |words| words.measures().unit("标位").is_some(),
        ),
        (
            "comparisons.toml",
            r#"word = [{ kind = "at-least", words = ["起码达"], example = "起码达3个" }]"#,
            |words| words.measures().word_before("起码达") == Some((WordKind::AtLeast, "起码达".len())),
            |words| words.measures().word_before("起马达").is_some_and(|word| word.0 == WordKind::AtLeast),
        ),
        (
            "deadlines.toml",
            r#"word = [{ kind = "ongoing", words = ["滚动开展"], example = "滚动开展" }]"#,
            |words| words.deadline_word("滚动开展") == Some(DeadlineWord::Ongoing),
            |words| words.deadline_word("滚动条").is_some(),
        ),
        (
            "sections.toml",
            r#"deadline = [{ word = "交账日", example = "交账日：6月" }]"#,
            |words| words.field_label("交账日：6月").is_some_and(|label| label.0 == FieldWord::Deadline),
            |words| words.field_label("交账人：某某").is_some(),
        ),
        (
            "tables.toml",
            r#"word = [{ kind = "task", how = "whole", words = ["攻坚项"], examples = ["攻坚项"], misses = [] }]"#,
            |words| words.tables().caption_word("攻坚项") == Some(TableWord::Task),
            |words| words.tables().caption_word("攻坚顶") == Some(TableWord::Task),
        ),
        (
            "targets.toml",
            r#"word = [{ kind = "commit", words = ["夺下"], example = "夺下3面锦旗" }]"#,
            |words| words.targets().at_start(Sign::Commit, "夺下3面") == Some("夺下"),
            |words| words.targets().at_start(Sign::Commit, "夺上3面").is_some(),
        ),
        (
            "terms.toml",
            "[date.until]\nwords = [\"当日止\"]\nexample = \"6月30日当日止\"",
            |words| words.terms().date.until.at_start("当日止") == Some("当日止".len()),
            |words| words.terms().date.until.at_start("当日是").is_some(),
        ),
        (
            "citations.toml",
            r#"word = [{ use = "basis", words = ["谨遵"], example = ["谨遵《甲》"] }]"#,
            |words| words.citations().use_after("谨遵") == CitationUse::Basis,
            |words| words.citations().use_after("谨慎") == CitationUse::Basis,
        ),
        (
            "bodies.toml",
            "[no_level]\nwords = [\"市花\"]\nexample = \"市花管理处\"",
            |words| words.bodies().level_word("市花管理处").is_none(),
            |words| words.bodies().level_word("市草管理处").is_none(),
        ),
        (
            "checks.toml",
            "[not_kept]\nwords = [\"叫停\"]\nexample = \"叫停验旧\"",
            |words| words.checks().not_kept.within("叫停验旧"),
            |words| words.checks().not_kept.within("叫好验旧"),
        ),
        (
            "collectives.toml",
            "[organs]\nwords = [\"驿站群\"]",
            |words| words.roles().ends_as_body("城南驿站群"),
            |words| words.roles().ends_as_body("城南驿马群"),
        ),
        (
            "forms.toml",
            "[limit.done]\nwords = [\"交卷\"]\nexample = \"6月底前交卷\"",
            |words| words.forms().limit.done.is("交卷"),
            |words| words.forms().limit.done.is("交券"),
        ),
        (
            "documents.toml",
            "[kind.end]\nwords = [\"路线图\"]\nexample = \"某市路线图\"",
            |words| words.documents().kind.end.is("路线图"),
            |words| words.documents().kind.end.is("路线"),
        ),
    ];

    #[test]
    fn each_file_of_words_adds_to_the_built_in_one_and_to_no_other_lexicon() {
        for (file, text, knows, misses) in CASES {
            let own = own(file, text);
            assert!(!knows(lexicon()), "{file}");
            assert!(knows(&own) && !misses(&own), "{file}");
            assert!(own.roles().tail_at("牵头").is_some() && own.bodies().knows("县财政局"), "{file}");
        }
    }

    #[test]
    fn lexicons_with_other_words_are_read_side_by_side() {
        let lexicons: Vec<Lexicon> = CASES.iter().map(|&(file, text, ..)| own(file, text)).collect();
        std::thread::scope(|scope| {
            for (at, own) in lexicons.iter().enumerate() {
                scope.spawn(move || {
                    for (other, (file, _, knows, _)) in CASES.iter().enumerate() {
                        assert_eq!(knows(own), at == other, "{file}");
                    }
                });
            }
        });
    }

    #[test]
    fn a_later_folder_lies_over_an_earlier_one_and_the_hash_tells_them_apart() {
        let (first, second) = (CASES[0], CASES[3]);
        let both = own(first.0, first.1).with_files(WordFiles::from_texts([(second.0, second.1)]).unwrap()).unwrap();
        assert!(first.2(&both) && second.2(&both));
        assert_eq!(lexicon().digest(), "");
        assert_ne!(both.digest(), own(first.0, first.1).digest());
        let none = lexicon().with_files(WordFiles::default()).unwrap();
        assert_eq!(none.digest(), "");
    }

    #[test]
    fn a_fault_names_its_file_and_line_and_what_to_do() {
        for (file, text, line, chinese, english) in [
            (
                "deadlines.toml",
                "\n[[word]]\nkind = \"soon\"\n",
                3,
                "可用：ongoing、immediate、none",
                "use one of ongoing",
            ),
            ("roles.toml", "tail = [{ word = \"主推\", example = \"甲\" }]", 1, "缺少“role”", "\"role\" is missing"),
            ("terms.toml", "[date]\nsoon = 3\n", 2, "没有“soon”这一栏", "no field \"soon\""),
            (
                "roles.toml",
                "\nadverb_pattern = [{ word = \"(按\", example = \"按\" }]",
                2,
                "正则表达式",
                "regular expression",
            ),
            ("own.ttl", "\n\n<a> <b> .", 3, "Turtle", "Turtle"),
        ] {
            let error = lexicon().with_files(WordFiles::from_texts([(file, text)]).unwrap()).unwrap_err();
            assert_eq!((error.file.as_str(), error.line), (file, Some(line)), "{error}");
            assert!(error.to_string().contains(chinese), "{error}");
            assert!(error.english().contains(english), "{}", error.english());
        }
        assert!(WordFiles::from_texts([("role.toml", "")]).unwrap_err().to_string().contains("roles.toml"));
    }
}
