//! Drafts to the tree of parts, sections and items.

use crate::draft::{Draft, OriginKind};
use crate::heading::{heading, kind_of};
use crate::marker::{Marker, marker, rank};
use crate::repair::{self, annex_number, is_annex_heading, is_numeral};
use crate::{
    Given, ListedAnnex, Node, NodeId, Outline, Paragraph, ParagraphKind, Part, SectionKind, Style, Table, TableCell,
};
use crate::{front, notices};
use zhengtu_lexicon::sections::field_label;
use zhengtu_reader::Source;
use zhengtu_text::{MappedBuilder, Span};

/// Reads the structure of a document. Never fails: what belongs to no known structure is text.
pub fn parse(source: &Source) -> Outline {
    parse_given(source, &Given::default())
}

/// Reads the structure of a document of which something is known beforehand.
pub fn parse_given(source: &Source, given: &Given) -> Outline {
    let drafts = repair::drafts(source, &given.edits);
    let mut builder = Builder::new(source);
    let letter = front::letter_len(&drafts);
    builder.has_letter = letter > 0;
    builder.open_part(given.part);
    for (index, draft) in drafts.iter().enumerate() {
        if index < letter {
            builder.letter(draft);
        } else {
            builder.draft(draft, &drafts[index + 1..]);
        }
    }
    let mut outline = builder.finish();
    notices::report(&mut outline);
    outline
}

struct Builder<'a> {
    source: &'a Source,
    text: MappedBuilder,
    out: Outline,
    /// The open nodes, outermost first.
    stack: Vec<NodeId>,
    /// Whether the next short lines are the title of the part.
    expect_title: bool,
    /// The last number of the list of annexes, while it is being read.
    annex_list: Option<u32>,
    has_letter: bool,
    /// The number of the part that is being read.
    part: u32,
    /// The number that the reader gave the table that is being read.
    table: Option<u32>,
}

impl<'a> Builder<'a> {
    fn new(source: &'a Source) -> Self {
        Self {
            source,
            text: MappedBuilder::new(),
            out: Outline::default(),
            stack: Vec::new(),
            expect_title: true,
            annex_list: None,
            has_letter: false,
            part: 0,
            table: None,
        }
    }

    fn letter(&mut self, draft: &Draft) {
        match front::annex_entry(&draft.text, self.annex_list) {
            Some((number, title)) => self.annex_entry(draft, number, title),
            None => {
                self.paragraph(draft, ParagraphKind::Letter);
            }
        }
        self.expect_title = true;
    }

    fn draft(&mut self, draft: &Draft, rest: &[Draft]) {
        match draft.origin.kind {
            OriginKind::Furniture => self.append(draft, ParagraphKind::Furniture),
            OriginKind::Note => self.append(draft, ParagraphKind::Note),
            OriginKind::Cell { table, row, column, rows, columns } => {
                self.cell(draft, table, TableCell { row, column, rows, columns, paragraphs: Vec::new() });
            }
            OriginKind::Line | OriginKind::Paragraph => self.line(draft, rest),
        }
    }

    fn line(&mut self, draft: &Draft, rest: &[Draft]) {
        let text = draft.text.as_str();
        if let Some((number, title)) = self.annex_heading(draft, rest.first()) {
            return self.open_annex(draft, number, title);
        }
        if self.in_main()
            && let Some((number, title)) = front::annex_entry(text, self.annex_list)
        {
            return self.annex_entry(draft, number, title);
        }
        self.annex_list = None;
        if self.expect_title && front::is_title_line(draft) {
            return self.title(draft);
        }
        self.expect_title = false;
        if front::is_tail(text) {
            self.append(draft, ParagraphKind::Letter);
        } else if field_label(text).is_some() {
            self.append(draft, ParagraphKind::Field);
        } else if let Some(found) = marker(text).filter(|found| found.len < text.len()) {
            self.numbered(draft, found);
        } else if draft.origin.level.is_some() && text.chars().count() <= 60 && !text.ends_with('。') {
            self.marked(draft);
        } else {
            self.unnumbered(draft, rest);
        }
    }

    fn in_main(&self) -> bool {
        self.part == 0
    }

    /// The number of the annex that a draft opens, and where its title stands in the draft, if any.
    fn annex_heading(&self, draft: &Draft, next: Option<&Draft>) -> Option<(u32, usize)> {
        let text = draft.text.as_str();
        let (number, len) = annex_number(text)?;
        let bare = is_annex_heading(text);
        // A covering letter's only annex is the plan itself.
        if bare && len == "附件".len() && self.has_letter && self.out.nodes.len() == 1 {
            return Some((0, text.len()));
        }
        if bare {
            return Some((number, text.len()));
        }
        let rest = text[len..].trim_start_matches(['：', ':', '.', '、', '．']);
        let lists = |draft: &&Draft| annex_number(&draft.text).is_some() || front::is_date_line(&draft.text);
        let opens = text[len..].chars().next().is_some_and(|char| !"的中所和、，第".contains(char))
            && rest.chars().count() <= 50
            && !rest.contains(['。', '；', '，'])
            && len > "附件".len()
            && next.is_some_and(|next| !lists(&next));
        opens.then(|| (number, text.len() - rest.len()))
    }

    fn open_annex(&mut self, draft: &Draft, number: u32, title: usize) {
        self.annex_list = None;
        // The file holds one annex, and this is its own heading.
        let own = self.part > 0 && self.out.nodes.len() == 1 && self.out.paragraphs.is_empty();
        let bare = draft.text.starts_with("附件") && !draft.text["附件".len()..].starts_with(is_numeral);
        if number > 0 && !(own && (bare || number == self.part)) {
            self.open_part(number);
        }
        let span = self.paragraph(draft, ParagraphKind::Title);
        if title < draft.text.len() {
            self.set_title(Span::new(span.start + title, span.end));
        }
        self.expect_title = true;
    }

    fn open_part(&mut self, number: u32) {
        self.close_to(0);
        self.part = number;
        let root = self.out.nodes.len();
        self.push_node(Style::Part, None, None, String::new(), SectionKind::Unknown);
        let start = self.text.len();
        self.out.parts.push(Part { number, title: None, span: Span::new(start, start), root });
    }

    fn title(&mut self, draft: &Draft) {
        let span = self.paragraph(draft, ParagraphKind::Title);
        self.set_title(span);
    }

    /// Sets the title of the current part, or adds a further line to it.
    fn set_title(&mut self, span: Span) {
        let Some(part) = self.out.parts.last_mut() else { return };
        let root = &mut self.out.nodes[part.root];
        let adjoins = |title: &Span| self.text.text()[title.end..span.start].trim().is_empty();
        let title = part.title.filter(adjoins).map_or(span, |title| title.join(span));
        (part.title, root.heading) = (Some(title), Some(title));
    }

    fn annex_entry(&mut self, draft: &Draft, number: u32, title: std::ops::Range<usize>) {
        self.close_to(1);
        let span = self.paragraph(draft, ParagraphKind::AnnexEntry);
        let title = Span::new(title.start, title.end).shift(span.start);
        self.out.annexes.push(ListedAnnex { number, title });
        self.annex_list = Some(number);
    }

    fn numbered(&mut self, draft: &Draft, found: Marker) {
        let depth = self.depth_for(found.style);
        self.close_to(depth);
        let body = &draft.text[found.len..];
        let head = heading(body);
        let above = self.top();
        let path = join_path(&self.out.nodes[above].path, &found.label);
        let kind = kind_of(found.style, &body[..head.len], self.out.nodes[above].section);
        let node = self.push_node(found.style, Some(found.number), Some(above), path, kind);
        let paragraph = if head.own_line { ParagraphKind::Heading } else { ParagraphKind::Text };
        let span = self.paragraph(draft, paragraph);
        let start = span.start + found.len;
        let opened = &mut self.out.nodes[node];
        opened.marker = Some(Span::new(span.start, start));
        opened.heading = (head.len > 0).then(|| Span::new(start, start + head.len));
        opened.own_line = head.own_line;
    }

    /// A heading by the format's mark, without a number.
    fn marked(&mut self, draft: &Draft) {
        let depth = self.depth_for(Style::Marked);
        self.close_to(depth);
        let above = self.top();
        let path = self.unnumbered_path(above);
        let kind = kind_of(Style::Marked, &draft.text, self.out.nodes[above].section);
        let node = self.push_node(Style::Marked, None, Some(above), path, kind);
        let span = self.paragraph(draft, ParagraphKind::Heading);
        let opened = &mut self.out.nodes[node];
        (opened.heading, opened.own_line) = (Some(span), true);
    }

    /// A paragraph without a number. It is a block of its own where it has its own statement of who is
    /// responsible beside another one in the same item.
    fn unnumbered(&mut self, draft: &Draft, rest: &[Draft]) {
        let own = ends_with_statement(&draft.text);
        let run = || rest.iter().take_while(|next| is_unnumbered(next));
        let item = self.item_above();
        let stated = self.states_units(item);
        let fields_ahead = || run().any(|next| field_label(&next.text).is_some() || is_statement_line(&next.text));
        let more = || run().any(|next| ends_with_statement(&next.text));
        let opens = if is_statement_line(&draft.text) {
            false
        } else if stated {
            own || fields_ahead()
        } else {
            own && self.is_bare(item) && more()
        };
        if opens {
            self.open_block(item, stated);
        }
        self.append(draft, ParagraphKind::Text);
    }

    /// The innermost open node that is no block.
    fn item_above(&self) -> NodeId {
        let block = |&&node: &&NodeId| self.out.nodes[node].style != Style::Block;
        self.stack.iter().rev().find(block).copied().unwrap_or(0)
    }

    /// Whether the paragraphs of a node so far say who is responsible.
    fn states_units(&self, node: NodeId) -> bool {
        self.out.paragraphs[self.out.nodes[node].own.0..].iter().any(|paragraph| {
            let text = paragraph.span.of(self.text.text());
            paragraph.kind == ParagraphKind::Field || ends_with_statement(text)
        }) && self.out.nodes[node].style != Style::Part
    }

    /// Whether a node has had nothing but its heading so far.
    fn is_bare(&self, node: NodeId) -> bool {
        self.out.nodes[node].own_line && self.out.paragraphs.len() == self.out.nodes[node].own.0 + 1
    }

    fn open_block(&mut self, item: NodeId, stated: bool) {
        let depth = self.stack.iter().position(|&node| node == item).map_or(1, |at| at + 1);
        self.close_to(depth);
        let blocks = self.out.nodes[item].children.len();
        let counts_item = |&child: &NodeId| self.out.nodes[child].path.ends_with("#2");
        // The item's own statement makes the item itself the first block.
        let first = self.out.nodes[item].children.first().map_or(stated, counts_item);
        let path = format!("{}#{}", self.out.nodes[item].path, blocks + 1 + usize::from(first));
        let section = self.out.nodes[item].section;
        self.push_node(Style::Block, None, Some(item), path, section);
    }

    fn unnumbered_path(&self, above: NodeId) -> String {
        let parent = &self.out.nodes[above];
        let before = parent.children.iter().filter(|&&child| self.out.nodes[child].number.is_none()).count();
        format!("{}#{}", parent.path, before + 1)
    }

    /// How many of the open nodes stay open when a node of `style` starts.
    fn depth_for(&self, style: Style) -> usize {
        let open = |&node: &NodeId| self.out.nodes[node].style;
        if let Some(depth) = self.stack.iter().position(|node| open(node) == style) {
            return depth;
        }
        self.stack.iter().position(|node| rank(open(node)) >= rank(style)).unwrap_or(self.stack.len()).max(1)
    }

    fn top(&self) -> NodeId {
        self.stack.last().copied().unwrap_or(0)
    }

    fn push_node(
        &mut self,
        style: Style,
        number: Option<u32>,
        parent: Option<NodeId>,
        path: String,
        section: SectionKind,
    ) -> NodeId {
        let node = self.out.nodes.len();
        let at = self.out.paragraphs.len();
        if let Some(parent) = parent {
            let above = &mut self.out.nodes[parent];
            if above.children.is_empty() {
                above.own.1 = at;
            }
            above.children.push(node);
        }
        self.out.nodes.push(Node {
            parent,
            children: Vec::new(),
            part: self.part,
            style,
            number,
            marker: None,
            path,
            heading: None,
            own_line: false,
            section,
            own: (at, at),
            all: (at, at),
        });
        self.stack.push(node);
        node
    }

    /// Closes the open nodes from the depth `depth` on.
    fn close_to(&mut self, depth: usize) {
        let end = self.out.paragraphs.len();
        for node in self.stack.drain(depth.min(self.stack.len())..) {
            close(&mut self.out.nodes[node], end);
        }
    }

    fn cell(&mut self, draft: &Draft, number: u32, mut cell: TableCell) {
        let index = self.out.paragraphs.len();
        if self.table != Some(number) {
            self.start_table(number);
        }
        self.paragraph(draft, ParagraphKind::Cell);
        let Some(table) = self.out.tables.last_mut() else { return };
        match table.cells.iter_mut().rev().find(|other| (other.row, other.column) == (cell.row, cell.column)) {
            Some(same) => same.paragraphs.push(index),
            None => {
                cell.paragraphs.push(index);
                table.cells.push(cell);
            }
        }
    }

    fn start_table(&mut self, number: u32) {
        self.table = Some(number);
        let last = self.out.paragraphs.iter().rev().find(|paragraph| paragraph.kind != ParagraphKind::Furniture);
        let caption = last.map(|paragraph| paragraph.span).filter(|span| {
            let text = span.of(self.text.text());
            text.chars().count() <= 40 && !text.ends_with(['。', '：', ':', '；'])
        });
        self.out.tables.push(Table { node: self.top(), caption, cells: Vec::new() });
    }

    fn append(&mut self, draft: &Draft, kind: ParagraphKind) {
        self.paragraph(draft, kind);
    }

    /// Appends a draft to the text as a paragraph of the innermost open node.
    fn paragraph(&mut self, draft: &Draft, kind: ParagraphKind) -> Span {
        let start = self.text.len();
        for (run, text) in draft.passages() {
            match run.replaced {
                true => self.text.push_as(text, run.source),
                false => self.text.push(&self.source.text, run.source),
            }
        }
        let span = Span::new(start, self.text.len());
        self.text.push_virtual("\n");
        self.out.paragraphs.push(Paragraph { span, node: self.top(), kind, page: draft.origin.page });
        span
    }

    fn finish(mut self) -> Outline {
        self.close_to(0);
        self.out.mapped = self.text.finish();
        set_parts(&mut self.out);
        self.out
    }
}

fn close(node: &mut Node, end: usize) {
    node.all.1 = end;
    if node.children.is_empty() {
        node.own.1 = end;
    }
}

fn join_path(parent: &str, label: &str) -> String {
    if parent.is_empty() { label.to_owned() } else { format!("{parent}/{label}") }
}

/// Gives each part the text up to the next one.
fn set_parts(outline: &mut Outline) {
    let mut end = outline.mapped.text().len();
    for part in outline.parts.iter_mut().rev() {
        part.span.end = end;
        end = part.span.start;
    }
}

/// Whether a draft can stand inside an item: no number, no annex, no table.
fn is_unnumbered(draft: &Draft) -> bool {
    match draft.origin.kind {
        OriginKind::Furniture => true,
        OriginKind::Line | OriginKind::Paragraph => {
            marker(&draft.text).is_none() && annex_number(&draft.text).is_none() && draft.origin.level.is_none()
        }
        _ => false,
    }
}

/// Whether a paragraph is nothing but a bracket that says who is responsible for what stands before it.
fn is_statement_line(text: &str) -> bool {
    let text = text.trim_end_matches('。');
    let inner = text
        .strip_prefix(['（', '(', '【', '[', '〔'])
        .and_then(|text| text.strip_suffix(['）', ')', '】', ']', '〕']));
    let whole = |inner: &str| {
        let mut depth = 0i32;
        inner.chars().all(|char| {
            depth += i32::from(matches!(char, '（' | '(' | '【' | '[' | '〔'));
            depth -= i32::from(matches!(char, '）' | ')' | '】' | ']' | '〕'));
            depth >= 0
        })
    };
    inner.is_some_and(whole) && ends_with_statement(text)
}

/// Whether a paragraph ends with a bracket that says who is responsible.
fn ends_with_statement(text: &str) -> bool {
    let text = text.trim_end_matches('。');
    let Some(inner) = text.strip_suffix(['）', ')', '】', ']']) else { return false };
    let Some(open) = inner.rfind(['（', '(', '【', '[']) else { return false };
    let inner = &inner[open..];
    ["牵头", "负责", "配合", "单位：", "单位:", "部门：", "部门:"].iter().any(|word| inner.contains(word))
}
