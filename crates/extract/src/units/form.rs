mod passage;
mod rules;

use super::naming::{Naming, is_shaped, is_specific, naming};
use super::{Conventions, Mention, Statement, Vocabulary, parse_statement};
pub(super) use passage::is_office;
use passage::{Passage, is_aside};
pub(super) use passage::{begins_as_list, ends_with_tail};
use regex::Regex;
pub(crate) use rules::Ruling;
use std::sync::LazyLock;
use zhengtu_model::{Ground, UnitKind};
use zhengtu_text::{Span, strip_white};

/// How a passage shows that it is a responsibility statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatementForm {
    /// A label before the list (责任单位：X).
    Labelled,
    /// A role word after the list (X牵头，Y配合).
    Stated,
    /// Nothing but names of bodies. In a bracket at the end of an item that is a statement; a line
    /// of its own may as well be a signature or an addressee.
    BareList,
}

/// Whether the content of a bracket at the end of an item is a responsibility statement. For lines
/// use [`statement_form`] and refuse [`StatementForm::BareList`].
pub fn looks_like_statement(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    statement_form(vocabulary, text).is_some()
}

/// The form of the responsibility statement that a passage is, if it is one. The brackets around the
/// passage may be there or not.
pub fn statement_form(vocabulary: &Vocabulary<'_>, text: &str) -> Option<StatementForm> {
    ruling(vocabulary, text).form
}

/// What a passage is taken for, and by which rule.
pub(crate) fn ruling(vocabulary: &Vocabulary<'_>, text: &str) -> Ruling {
    rules::decide(&Passage::of(vocabulary, text))
}

/// Whether a sentence of running text says who is responsible, and nothing else but when: each name has
/// its role by a word, and no duty follows (县财政局负责资金保障 is none).
pub fn is_closing_statement(vocabulary: &Vocabulary<'_>, sentence: &str) -> bool {
    let may_state = vocabulary.roles().gives_role(sentence) || vocabulary.forms().statement.part.within(sentence);
    if !may_state {
        return false;
    }
    if statement_form(vocabulary, sentence) != Some(StatementForm::Stated) {
        return false;
    }
    let statement = parse_statement(vocabulary, sentence, &Conventions::default());
    let closed = |mention: &Mention| closes(vocabulary, mention, sentence);
    statement.mentions.iter().all(closed) && only_short_asides(vocabulary, &statement, sentence)
}

/// Whether a passage is nothing but names of offices and groups, known or not (党群办公室、财务科，各社区).
pub fn is_office_list(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    let passage = Passage::of(vocabulary, text);
    if passage.label().is_some() {
        return false;
    }
    let is_named = |name: &&String| is_specific(vocabulary, name) || is_office(vocabulary, name);
    let (named, others): (Vec<&String>, Vec<&String>) = passage.names().iter().partition(is_named);
    let grouped = |name: &&String| naming(vocabulary, name) == Some(Naming::Collective);
    !named.is_empty() && others.iter().all(grouped) && passage.has_only_asides()
}

/// Whether a mention has its role by a word, and is of somebody.
fn closes(vocabulary: &Vocabulary<'_>, mention: &Mention, sentence: &str) -> bool {
    if !matches!(mention.ground, Ground::Stated | Ground::Sole) {
        return false;
    }
    if mention.kind == UnitKind::Collective {
        return true;
    }
    let name = strip_white(mention.span.of(sentence));
    is_specific(vocabulary, &name) || is_shaped(vocabulary, &name)
}

/// The longest aside of a sentence that says nothing else, in characters.
const LONGEST_ASIDE: usize = 12;

fn only_short_asides(vocabulary: &Vocabulary<'_>, statement: &Statement, sentence: &str) -> bool {
    let short = |words: &str| words.chars().nth(LONGEST_ASIDE).is_none() && is_aside(vocabulary, words);
    statement.remarks.iter().all(|remark| short(&strip_white(remark.of(sentence))))
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[（(]?[一二三四五六七八九十0-9]+[）)、.．]|[①-⑳]|——|[-•·●*])\s*").expect("a constant pattern")
});

/// A passage behind the number of its item, or the sign that stands for one (——, •).
pub(super) fn behind_item_mark(text: &str) -> &str {
    &text[NUMBER.find(text).map_or(0, |number| number.end())..]
}

/// The span without the number of the item.
pub(super) fn after_number(line: &str, span: Span) -> Span {
    Span::new(span.end - behind_item_mark(span.of(line)).len(), span.end).trim(line)
}
