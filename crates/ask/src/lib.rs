//! Questions in Chinese and English to queries over the knowledge base.
//!
//! No model: a question is cut into the names that the knowledge base has (units, indicators,
//! documents, parts), dates, and question words, whose meaning stands in `data/marks.toml`; what is
//! left over is looked for in the tasks' text. [`understand`] gives the query it found, said in one
//! sentence and in SPARQL, or what it did not understand; a word that it can make nothing of is
//! named and never dropped. [`answer`] runs the query over [`Columns`], and reads the [`Records`] of what it finds.

mod answer;
mod base;
mod clock;
mod columns;
mod error;
mod fold;
mod follow;
mod forms;
mod frame;
mod in_text;
mod indicator;
mod lang;
mod lex;
mod lex_en;
mod likely;
mod marks;
mod names;
mod number;
mod own_tasks;
mod pieces;
mod question;
mod reply;
mod restate;
mod sparql;
mod token;
mod topic;
mod when;
mod when_en;
mod words;
mod words_en;

pub use answer::{Answer, GroupRow, PartRow, Row, Short, TaskRow, UnitRow, answer};
pub use base::{Base, Clauses, OpenIndex};
pub use clock::Clock;
pub use columns::{Bytes, Columns, Originals, Records, Shared, Written};
pub use error::{Cause, NotUnderstood};
pub use names::Names;
pub use question::{
    Amount, By, Comparison, DocumentSearch, Due, Extreme, Find, Focus, GroupOrder, Grouping, Lang, Mention, Op,
    Property, Question, Roles, TargetFilter, TaskFilter, Topic, TopicField, UnitCondition, UnitCount, UnitSearch,
    ValueTest,
};
pub use reply::{Head, Reply, reply};

use clock::Calendar;
use token::{Kind, Token};
use zhengtu_text::fold_width;

/// The longest question in characters.
const LONGEST: usize = 300;

/// A question that was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Understood {
    /// What is asked for.
    pub question: Question,
    /// What is asked for, in one sentence in the language of the question.
    pub restated: String,
    /// The same as SPARQL 1.1, over the graph of the knowledge base.
    pub query: String,
    /// The words of the question that say what it is about: names and topics, without question words.
    pub content: Vec<String>,
    /// The bodies and amounts that it names beside them.
    pub named: Vec<String>,
}

impl Understood {
    pub(crate) fn of(question: Question, content: Vec<String>, named: Vec<String>) -> Self {
        let restated = restate::sentence(&question);
        let query = sparql::text(&question);
        Self { question, restated, query, content, named }
    }

    /// Another question about the same words.
    pub(crate) fn with(&self, question: Question) -> Self {
        Self::of(question, self.content.clone(), self.named.clone())
    }
}

/// Reads a question with the names of a knowledge base.
///
/// # Errors
/// [`NotUnderstood`] where a word, a name or a date of it cannot be read, or where it asks for
/// something that no plan says.
pub fn understand(question: &str, names: &Names, clock: &Clock) -> Result<Understood, NotUnderstood> {
    understand_after(question, None, names, clock)
}

/// Reads a question that may take up the one before it: 其中6月底前的呢, 那县公安局呢.
///
/// # Errors
/// As [`understand`].
pub fn understand_after(
    question: &str,
    before: Option<&str>,
    names: &Names,
    clock: &Clock,
) -> Result<Understood, NotUnderstood> {
    let lang = Lang::of(question);
    let refuse = |cause| NotUnderstood::new(lang, cause);
    let folded = folded(question).map_err(refuse)?;
    let alone = tokens(&folded, lang, &[], names, clock);
    let unsaid = || alone.as_ref().is_ok_and(|tokens| follow::is_unfinished(&folded, tokens));
    let tokens = match before.filter(|_| follow::takes_up(&folded) || unsaid()) {
        Some(before) => {
            let before = self::folded(before).map_err(refuse)?;
            let known = tokens(&before, Lang::of(&before), &[], names, clock).map_err(refuse)?;
            let mut tokens = tokens(&folded, lang, &known, names, clock).map_err(refuse)?;
            if follow::names_nothing(&tokens) {
                tokens.retain(|token| token.kind != Kind::Text);
            }
            follow::merged(follow::with_documents(known, names), tokens, &folded, names)
        }
        None => alone.map_err(refuse)?,
    };
    let (content, named) = (content(&tokens), named(&tokens));
    let read = frame::read(&tokens, lang, names, clock);
    let told = |cause| NotUnderstood { content: content.clone(), named: named.clone(), ..refuse(cause) };
    let question = read.map_err(told)?;
    Ok(Understood::of(question, content, named))
}

/// Whether a person asks something, and does not only name words to look for: it ends with a question mark, or has a word
/// that asks (哪些, 多少, who).
pub fn is_question(text: &str, names: &Names, clock: &Clock) -> bool {
    let asks = |token: &Token| {
        matches!(
            token.kind,
            Kind::Who
                | Kind::Which
                | Kind::WhichPlace
                | Kind::When
                | Kind::HowMany
                | Kind::HowMuch
                | Kind::HowLong
                | Kind::Measure(_)
                | Kind::Choice
                | Kind::List
        )
    };
    if text.trim_end().ends_with(['?', '？']) {
        return true;
    }
    let Ok(folded) = folded(text) else { return false };
    tokens(&folded, Lang::of(text), &[], names, clock).is_ok_and(|tokens| tokens.iter().any(asks))
}

/// The question as its words are looked up.
fn folded(question: &str) -> Result<String, Cause> {
    let chars = question.chars().count();
    if chars > LONGEST {
        return Err(Cause::TooLong { chars, most: LONGEST });
    }
    let clean: String = question.chars().map(|char| if char.is_control() { ' ' } else { char }).collect();
    if !clean.chars().any(char::is_alphanumeric) {
        return Err(Cause::Empty);
    }
    Ok(fold_width(&clean).to_lowercase())
}

/// The words that say what the question is about; those of topics where there are any, else those of names.
fn content(tokens: &[Token]) -> Vec<String> {
    let of = |keep: fn(&Kind) -> bool| {
        let kept = tokens.iter().filter(|token| keep(&token.kind) && token.text.chars().nth(1).is_some());
        kept.map(|token| token.text.trim_matches(['"', '《', '》']).to_owned()).collect::<Vec<_>>()
    };
    let topics = of(|kind| matches!(kind, Kind::Text | Kind::Quoted | Kind::Cannot(_)));
    let names = of(|kind| matches!(kind, Kind::Unit(_) | Kind::StrangeUnit | Kind::StrangePlace(_)));
    let judged = || of(|kind| *kind == Kind::Vague);
    [topics, names].into_iter().find(|words| !words.is_empty()).unwrap_or_else(judged)
}

/// The bodies and amounts of the question: they tell passages apart that speak of the same matter.
fn named(tokens: &[Token]) -> Vec<String> {
    let names = |kind: &Kind| matches!(kind, Kind::Unit(_) | Kind::StrangeUnit | Kind::Number(..));
    tokens.iter().filter(|token| names(&token.kind)).map(|token| token.text.clone()).collect()
}

/// Cuts the question into tokens. What year a date without one is in depends on the names in the
/// question, or in the one before, so these are read first, with the dates in any year; where these do not tell, it is
/// this year, if something is due in it.
fn tokens(folded: &str, lang: Lang, before: &[Token], names: &Names, clock: &Clock) -> Result<Vec<Token>, Cause> {
    let cut = |calendar: &Calendar| match lang {
        Lang::Chinese => lex::tokens(folded, names, calendar),
        Lang::English => lex_en::tokens(folded, names, calendar),
    };
    /// A leap year, in which all days are.
    const ANY: u16 = 2000;
    let drafted = cut(&Calendar { today: clock.today, year: Some(ANY) })?;
    if !drafted.iter().any(|token| matches!(token.kind, Kind::Period(..))) {
        return Ok(drafted);
    }
    let this = Some(clock.today.year()).filter(|&year| names.plans_for(year, &drafted));
    let named = names.year(&drafted).or_else(|| names.year(before)).or(this);
    cut(&Calendar { today: clock.today, year: named })
}
