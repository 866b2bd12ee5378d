//! Where a paragraph stands, as far as it matters for its numbers.

use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::targets::Sign;
use zhengtu_outline::{NodeId, Outline, Paragraph, ParagraphKind, SectionKind};
use zhengtu_terms::dates::{self, Context, DateKind};
use zhengtu_text::{signs, trim_start};

/// Where a paragraph stands.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Setting {
    /// In a goal section or paragraph: its period carries over, and plain quantities are targets.
    pub goal: bool,
    /// Under a heading that states a scope or conditions.
    pub scope: bool,
    /// Under a heading that reports what is, or a problem that is to be put right.
    pub report: bool,
}

/// The longest label of a paragraph (主要目标：), in characters with its colon.
const LONGEST_LABEL: usize = 14;

/// The most bytes that a character has.
const MOST_BYTES: usize = char::MAX.len_utf8();

/// The longest heading that tells what is below it, in characters.
const LONGEST_HEADING: usize = 16;

/// Whether a paragraph of this kind may commit somebody.
pub(super) fn states_measures(kind: ParagraphKind) -> bool {
    matches!(kind, ParagraphKind::Text | ParagraphKind::Cell | ParagraphKind::Heading | ParagraphKind::Field)
}

/// A heading of a few words over text that says the same at length.
pub(super) fn is_bare_heading(outline: &Outline, paragraph: usize) -> bool {
    let here = &outline.paragraphs[paragraph];
    if here.kind != ParagraphKind::Heading {
        return false;
    }
    let end = outline.nodes[here.node].all.1.max(paragraph + 1);
    let has_text = outline.paragraphs[paragraph + 1..end].iter().any(|next| next.kind != ParagraphKind::Field);
    has_text && !outline.slice(here.span).trim_end_matches('。').contains(['：', ':', '。', '，'])
}

/// Whether the paragraph stands in a section of goals, or begins with a label of goals.
pub(super) fn is_goal(lexicon: &Lexicon, outline: &Outline, paragraph: usize) -> bool {
    let here = &outline.paragraphs[paragraph];
    let section = outline.nodes[here.node].section;
    if section == SectionKind::Goals && here.kind != ParagraphKind::Heading {
        return true;
    }
    if section == SectionKind::General && opens_with_period(lexicon, outline.slice(here.span)) {
        return true;
    }
    let text = outline.slice(here.span);
    let near = signs(text).take_while(|&(at, _)| at < LONGEST_LABEL * MOST_BYTES);
    let colon = near.into_iter().find(|(_, sign)| matches!(sign, ':' | '：'));
    let label = colon.map(|(at, _)| &text[..at]).filter(|label| label.chars().nth(LONGEST_LABEL - 1).is_none());
    label.is_some_and(|label| lexicon.targets().within(Sign::Goal, label).is_some())
}

/// How much of a paragraph is looked at for the period that opens it, in characters.
const LONGEST_PERIOD: usize = 16;

/// 到2028年，…: a paragraph of general requirements that says until when states goals.
fn opens_with_period(lexicon: &Lexicon, text: &str) -> bool {
    let text = text.trim_start();
    let end = text.char_indices().nth(LONGEST_PERIOD).map_or(text.len(), |(at, _)| at);
    let first = dates::at_start(lexicon, &text[..end], &Context::default());
    first.is_some_and(|date| date.kind == DateKind::By && date.end.is_some())
}

/// Whether a paragraph opens an item whose fields say how it is put right (整改目标：…): it tells what was found.
pub(super) fn states_problem(lexicon: &Lexicon, outline: &Outline, paragraph: usize) -> bool {
    let node = &outline.nodes[outline.paragraphs[paragraph].node];
    if node.own.0 != paragraph || node.number.is_none() {
        return false;
    }
    let remedy = &lexicon.forms().statement.remedy;
    let opens = |next: &Paragraph| remedy.at_start(trim_start(outline.slice(next.span))).is_some();
    // A numbered remedy below such fields is none.
    let above = outline.ancestors(outline.paragraphs[paragraph].node);
    if above.into_iter().any(|above| outline.own_paragraphs(above).iter().any(opens)) {
        return false;
    }
    outline.paragraphs[paragraph + 1..node.own.1.max(paragraph + 1)].iter().any(opens)
}

/// Whether a heading at or above the node ends with a word of the group.
pub(super) fn is_under(lexicon: &Lexicon, outline: &Outline, node: NodeId, sign: Sign) -> bool {
    std::iter::once(node).chain(outline.ancestors(node)).any(|above| {
        let heading = outline.heading(above);
        let named = heading.split(['：', ':', '。']).next().unwrap_or(heading);
        lexicon.targets().at_end(sign, named).is_some() && named.chars().count() <= LONGEST_HEADING
    })
}
