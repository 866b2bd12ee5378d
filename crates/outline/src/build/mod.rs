//! Drafts to the tree of parts, sections and items.

mod blocks;
mod cells;
mod tree;

use crate::annex::{AnnexHeading, annex_entry, annex_heading, is_annex_heading, is_unnumbered};
use crate::closing::closes_part;
use crate::draft::{Draft, OriginKind};
use crate::heading::{heading, kind_of};
use crate::marker::{Marker, marker, tick_len};
use crate::months;
use crate::signs::is_within;
use crate::{Given, ListedAnnex, NodeId, Outline, ParagraphKind, Style, front, notices, repair};
use blocks::Surroundings;
use cells::Cells;
use tree::{NewNode, Tree};
use zhengtu_lexicon::Lexicon;
use zhengtu_reader::Source;
use zhengtu_text::{Span, halt};

/// The longest line that is a heading because the format marks it as one, in characters.
const LONGEST_MARKED: usize = 60;

/// Reads the structure of a document. Never fails: what belongs to no known structure is text.
pub fn parse(lexicon: &Lexicon, source: &Source) -> Outline {
    parse_given(lexicon, source, &Given::default())
}

/// Reads the structure of a document of which something is known beforehand.
pub fn parse_given(lexicon: &Lexicon, source: &Source, given: &Given) -> Outline {
    let drafts = repair::drafts(lexicon, source, &given.edits);
    let letter = front::letter_len(lexicon, &drafts);
    let mut builder = Builder {
        lexicon,
        tree: Tree::new(lexicon, source),
        drafts: &drafts,
        surroundings: blocks::surroundings(lexicon, &drafts),
        cells: Cells::default(),
        expect_title: true,
        annex_list: None,
        has_letter: letter > 0,
        by_months: months::lay_out(lexicon, &drafts),
    };
    builder.tree.open_part(given.part);
    (0..letter).for_each(|at| builder.letter(at));
    (letter..drafts.len()).for_each(|at| builder.draft(at));
    let mut outline = builder.tree.finish();
    notices::report(&mut outline);
    outline
}

struct Builder<'a> {
    lexicon: &'a Lexicon,
    tree: Tree<'a>,
    drafts: &'a [Draft],
    /// For each draft what stands in it and behind it.
    surroundings: Vec<Surroundings>,
    cells: Cells,
    /// Whether the next short lines are the title of the part.
    expect_title: bool,
    /// The last number of the list of annexes, while it is being read.
    annex_list: Option<u32>,
    has_letter: bool,
    /// Whether months alone on their lines head what is done in them.
    by_months: bool,
}

/// What a line is that is neither title nor annex.
enum Form {
    /// Copies, print run.
    Tail,
    /// A labelled line.
    Field,
    Numbered(Marker),
    /// An item with a box to tick instead of a number, and how long that is.
    Ticked(usize),
    /// A heading by the format's mark.
    Marked,
    Unnumbered,
}

impl Builder<'_> {
    fn letter(&mut self, at: usize) {
        let draft = &self.drafts[at];
        match annex_entry(&draft.text, self.annex_list) {
            Some((number, title)) => self.listed_annex(draft, number, title),
            None => {
                self.tree.paragraph(draft, ParagraphKind::Letter);
            }
        }
        self.expect_title = true;
    }

    fn draft(&mut self, at: usize) {
        halt::step();
        let draft = &self.drafts[at];
        match draft.origin.kind {
            OriginKind::Furniture => self.append(draft, ParagraphKind::Furniture),
            OriginKind::Note => self.append(draft, ParagraphKind::Note),
            OriginKind::Cell { .. } => self.cells.add(&mut self.tree, draft),
            OriginKind::Line | OriginKind::Paragraph => self.line(at),
        }
    }

    fn line(&mut self, at: usize) {
        let draft = &self.drafts[at];
        if let Some(found) = self.annex_heading(draft, self.drafts.get(at + 1)) {
            return self.open_annex(draft, found);
        }
        let listed = annex_entry(&draft.text, self.annex_list).filter(|_| self.tree.part == 0);
        if let Some((number, title)) = listed {
            return self.listed_annex(draft, number, title);
        }
        self.annex_list = None;
        if self.expect_title && front::is_title_line(self.lexicon, draft) {
            return self.title(draft);
        }
        self.expect_title = false;
        match form(self.lexicon, draft) {
            Form::Tail => {
                self.tree.close_to(if self.surroundings[at].ends_part { 1 } else { usize::MAX });
                self.append(draft, ParagraphKind::Letter);
            }
            Form::Field => self.append(draft, ParagraphKind::Field),
            Form::Numbered(found) => self.numbered(draft, found),
            Form::Ticked(len) => self.ticked(draft, len),
            Form::Marked => self.marked(draft),
            Form::Unnumbered => self.unnumbered(at),
        }
    }

    /// The heading of an annex that a draft is. A covering letter's only annex is the plan itself, and
    /// gets the number 0.
    fn annex_heading(&self, draft: &Draft, next: Option<&Draft>) -> Option<AnnexHeading> {
        let found = annex_heading(&draft.text, next)?;
        let of_letter = self.follows_letter() && is_lone_word(&draft.text);
        Some(if of_letter { AnnexHeading { number: 0, ..found } } else { found })
    }

    /// Whether nothing but a covering letter was read.
    fn follows_letter(&self) -> bool {
        self.has_letter && self.tree.is_fresh()
    }

    fn open_annex(&mut self, draft: &Draft, found: AnnexHeading) {
        self.annex_list = None;
        if found.number > 0 && !self.is_own_heading(&draft.text, found.number) {
            self.tree.open_part(found.number);
        }
        let span = self.tree.paragraph(draft, ParagraphKind::Title);
        if found.title < draft.text.len() {
            self.tree.set_title(Span::new(span.start + found.title, span.end));
        }
        self.expect_title = true;
    }

    /// Whether the file holds one annex, and this is its own heading.
    fn is_own_heading(&self, text: &str, number: u32) -> bool {
        if self.tree.part == 0 || !self.tree.is_empty() {
            return false;
        }
        number == self.tree.part || is_unnumbered(text)
    }

    fn title(&mut self, draft: &Draft) {
        let span = self.tree.paragraph(draft, ParagraphKind::Title);
        self.tree.set_title(span);
    }

    fn listed_annex(&mut self, draft: &Draft, number: u32, title: std::ops::Range<usize>) {
        self.tree.close_to(1);
        let span = self.tree.paragraph(draft, ParagraphKind::AnnexEntry);
        let title = Span::new(title.start, title.end).shift(span.start);
        self.tree.out.annexes.push(ListedAnnex { number, title });
        self.annex_list = Some(number);
    }

    fn numbered(&mut self, draft: &Draft, found: Marker) {
        let above = self.tree.make_room(found.style);
        let path = self.tree.path_below(above, &found.label);
        self.item(draft, above, found.style, Some(found.number), path, found.len);
    }

    fn ticked(&mut self, draft: &Draft, len: usize) {
        let above = self.tree.make_room(Style::Dash);
        let path = self.tree.unnumbered_path(above);
        self.item(draft, above, Style::Dash, None, path, len);
    }

    /// Opens an item whose number or box takes the first `len` bytes of a draft.
    fn item(&mut self, draft: &Draft, above: NodeId, style: Style, number: Option<u32>, path: String, len: usize) {
        let body = &draft.text[len..];
        let head = heading(body);
        let section = kind_of(self.lexicon, style, &body[..head.len], self.tree.out.nodes[above].section);
        let node = self.tree.push(Some(above), NewNode { style, number, path, section });
        let kind = if head.own_line { ParagraphKind::Heading } else { ParagraphKind::Text };
        let span = self.tree.paragraph(draft, kind);
        let start = span.start + len;
        let opened = &mut self.tree.out.nodes[node];
        opened.marker = Some(Span::new(span.start, start));
        opened.heading = (head.len > 0).then(|| Span::new(start, start + head.len));
        opened.own_line = head.own_line;
    }

    /// A heading by the format's mark, without a number.
    fn marked(&mut self, draft: &Draft) {
        let above = self.tree.make_room(Style::Marked);
        let path = self.tree.unnumbered_path(above);
        let section = kind_of(self.lexicon, Style::Marked, &draft.text, self.tree.out.nodes[above].section);
        let node = self.tree.push(Some(above), NewNode { style: Style::Marked, number: None, path, section });
        let span = self.tree.paragraph(draft, ParagraphKind::Heading);
        let opened = &mut self.tree.out.nodes[node];
        (opened.heading, opened.own_line) = (Some(span), true);
    }

    fn unnumbered(&mut self, at: usize) {
        let draft = &self.drafts[at];
        if Some(draft).filter(|_| self.by_months).is_some_and(|draft| months::is_month(self.lexicon, &draft.text)) {
            self.tree.close_to(1);
            return self.append(draft, ParagraphKind::Heading);
        }
        if self.closes_part(at) {
            self.tree.close_to(1);
            return self.append(&self.drafts[at], ParagraphKind::Text);
        }
        if let Some(block) = blocks::block(&self.tree, &self.surroundings[at]) {
            blocks::open(&mut self.tree, &block);
        }
        self.append(&self.drafts[at], ParagraphKind::Text);
    }

    /// Whether a paragraph without a number belongs to the part and to none of its items.
    fn closes_part(&self, at: usize) -> bool {
        let here = &self.surroundings[at];
        if here.is_statement {
            return false;
        }
        let behind_items = here.ends_part && !self.tree.is_fresh();
        behind_items && closes_part(self.lexicon, &self.drafts[at].text, self.drafts.get(at + 1))
    }

    fn append(&mut self, draft: &Draft, kind: ParagraphKind) {
        self.tree.paragraph(draft, kind);
    }
}

/// 附件 alone on its line.
fn is_lone_word(text: &str) -> bool {
    is_annex_heading(text) && is_unnumbered(text)
}

fn form(lexicon: &Lexicon, draft: &Draft) -> Form {
    let text = draft.text.as_str();
    if front::is_tail(lexicon, text) {
        return Form::Tail;
    }
    if lexicon.field_label(text).is_some() {
        return Form::Field;
    }
    if let Some(found) = marker(text).filter(|found| found.len < text.len()) {
        return Form::Numbered(found);
    }
    if let Some(len) = tick_len(text) {
        return Form::Ticked(len);
    }
    let marked = draft.origin.level.is_some() && is_within(text, LONGEST_MARKED);
    if marked && !text.ends_with('。') { Form::Marked } else { Form::Unnumbered }
}
