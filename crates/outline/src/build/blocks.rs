//! Paragraphs without a number that are blocks of their own: each with its own statement of who is
//! responsible, beside another one in the same item.

use super::tree::{NewNode, Tree};
use crate::annex::{annex_number, is_numbered};
use crate::draft::{Draft, OriginKind};
use crate::statement::{ends_with_statement, is_statement_line};
use crate::{NodeId, Style};
use zhengtu_lexicon::Lexicon;
use zhengtu_lexicon::roles::{Label, LabelSense};
use zhengtu_lexicon::sections::FieldWord;

/// What stands in a paragraph, and in the paragraphs without a number that follow it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Surroundings {
    /// It ends by saying who is responsible.
    states: bool,
    /// It is nothing but a bracket that says who is responsible.
    pub(super) is_statement: bool,
    /// It begins with a label of a part of its item (整改目标：).
    is_part: bool,
    /// A labelled line or a bracket of its own follows.
    field_ahead: bool,
    /// A paragraph that ends by saying who is responsible follows.
    statement_ahead: bool,
    /// No item follows in the part.
    pub(super) ends_part: bool,
}

/// The surroundings of each draft, read from the last to the first.
pub(super) fn surroundings(lexicon: &Lexicon, drafts: &[Draft]) -> Vec<Surroundings> {
    let mut ahead = Surroundings { ends_part: true, ..Surroundings::default() };
    let mut found: Vec<Surroundings> = Vec::with_capacity(drafts.len());
    for draft in drafts.iter().rev() {
        let states = ends_with_statement(lexicon, &draft.text);
        let is_statement = states && is_statement_line(lexicon, &draft.text);
        let is_part = begins_part(lexicon, &draft.text);
        found.push(Surroundings { states, is_statement, is_part, ..ahead });
        let is_field = is_statement || labels_units(lexicon, &draft.text);
        if is_unnumbered(draft) {
            ahead.field_ahead |= is_field;
            ahead.statement_ahead |= states;
        } else {
            ahead = Surroundings { ends_part: ahead.ends_part && !draft.is_prose(), ..Surroundings::default() };
        }
        ahead.ends_part |= annex_number(&draft.text).is_some();
    }
    found.reverse();
    found
}

/// Whether a paragraph begins with a label of a field, and one of units stands in it.
fn labels_units(lexicon: &Lexicon, text: &str) -> bool {
    let units = |label: Label| matches!(label.sense, LabelSense::Units(_) | LabelSense::Person);
    lexicon.field_label(text).is_some_and(|(word, len)| match word {
        FieldWord::Units => true,
        FieldWord::Deadline => lexicon.roles().find_label(text, len).is_some_and(units),
    })
}

/// 整改目标：…, 工作举措：…: what an item is to reach and how belongs to the item whose fields stand around it.
fn begins_part(lexicon: &Lexicon, text: &str) -> bool {
    let words = &lexicon.forms().statement;
    let rest = words.remedy.strip_start(text).or_else(|| words.piece.strip_start(text));
    rest.is_some_and(|rest| rest.starts_with(['：', ':']))
}

/// Whether a draft can stand inside an item: no number, no annex, no table.
fn is_unnumbered(draft: &Draft) -> bool {
    match draft.origin.kind {
        OriginKind::Furniture => true,
        OriginKind::Line | OriginKind::Paragraph => draft.origin.level.is_none() && !is_numbered(&draft.text),
        _ => false,
    }
}

/// A block that is about to be opened.
pub(super) struct Block {
    item: NodeId,
    /// The item's own statement makes the item itself the first block.
    item_is_first: bool,
}

/// The block that a paragraph without a number opens, if it opens one.
pub(super) fn block(tree: &Tree<'_>, here: &Surroundings) -> Option<Block> {
    if here.is_statement || here.is_part {
        return None;
    }
    let item = item_above(tree);
    let stated = tree.states_units(item) && tree.out.nodes[item].style != Style::Part;
    let opens = match (stated, here.states) {
        (true, true) => true,
        (true, false) => here.field_ahead,
        (false, true) => here.statement_ahead && is_bare(tree, item),
        (false, false) => false,
    };
    opens.then_some(Block { item, item_is_first: stated })
}

/// The innermost open node that is no block.
fn item_above(tree: &Tree<'_>) -> NodeId {
    let is_block = |&&node: &&NodeId| tree.out.nodes[node].style == Style::Block;
    tree.stack.iter().rev().find(|node| !is_block(node)).copied().unwrap_or(0)
}

/// Whether a node has had nothing but its heading so far.
fn is_bare(tree: &Tree<'_>, node: NodeId) -> bool {
    let node = &tree.out.nodes[node];
    node.own_line && tree.out.paragraphs.len() == node.own.0 + 1
}

pub(super) fn open(tree: &mut Tree<'_>, block: &Block) {
    let depth = tree.stack.iter().position(|&node| node == block.item).map_or(1, |at| at + 1);
    tree.close_to(depth);
    let item = &tree.out.nodes[block.item];
    let counts_item = |&child: &NodeId| tree.out.nodes[child].path.ends_with("#2");
    let item_is_first = item.children.first().map_or(block.item_is_first, counts_item);
    let number = item.children.len() + 1 + usize::from(item_is_first);
    let path = format!("{}#{number}", item.path);
    let section = item.section;
    tree.push(Some(block.item), NewNode { style: Style::Block, number: None, path, section });
}
