use crate::draft::Draft;
use crate::marker::rank;
use crate::statement::ends_with_statement;
use crate::{Node, NodeId, Outline, Paragraph, ParagraphKind, Part, SectionKind, Style};
use zhengtu_lexicon::Lexicon;
use zhengtu_reader::Source;
use zhengtu_text::{MappedBuilder, Span};

/// The tree of a document while it grows.
pub(super) struct Tree<'a> {
    lexicon: &'a Lexicon,
    source: &'a Source,
    text: MappedBuilder,
    pub(super) out: Outline,
    /// The open nodes, outermost first; each style stands at most once.
    pub(super) stack: Vec<NodeId>,
    /// For each node what is asked of it while it is open.
    known: Vec<Known>,
    /// The number of the part that is being read.
    pub(super) part: u32,
}

/// What is counted while a node is open, so that nothing is read twice.
#[derive(Clone, Copy, Default)]
struct Known {
    /// How many children have no number.
    unnumbered: usize,
    /// A paragraph so far says who is responsible.
    states_units: bool,
}

/// A node that is about to be opened.
pub(super) struct NewNode {
    pub(super) style: Style,
    pub(super) number: Option<u32>,
    pub(super) path: String,
    pub(super) section: SectionKind,
}

impl<'a> Tree<'a> {
    pub(super) fn new(lexicon: &'a Lexicon, source: &'a Source) -> Self {
        Self {
            lexicon,
            source,
            text: MappedBuilder::new(),
            out: Outline::default(),
            stack: Vec::new(),
            known: Vec::new(),
            part: 0,
        }
    }

    /// Whether no node but the part has been opened.
    pub(super) fn is_fresh(&self) -> bool {
        self.out.nodes.len() == 1
    }

    /// Whether nothing has been read.
    pub(super) fn is_empty(&self) -> bool {
        self.is_fresh() && self.out.paragraphs.is_empty()
    }

    pub(super) fn open_part(&mut self, number: u32) {
        self.close_to(0);
        self.part = number;
        let section = SectionKind::Unknown;
        let root = self.push(None, NewNode { style: Style::Part, number: None, path: String::new(), section });
        let start = self.text.len();
        self.out.parts.push(Part { number, title: None, span: Span::new(start, start), root });
    }

    /// Sets the title of the current part, or adds a further line to it.
    pub(super) fn set_title(&mut self, span: Span) {
        let Some(part) = self.out.parts.last_mut() else { return };
        let root = &mut self.out.nodes[part.root];
        let adjoins = |title: &Span| self.text.text()[title.end..span.start].trim().is_empty();
        let title = part.title.filter(adjoins).map_or(span, |title| title.join(span));
        (part.title, root.heading) = (Some(title), Some(title));
    }

    /// Closes the nodes that end where one of `style` starts; gives the node above the new one.
    pub(super) fn make_room(&mut self, style: Style) -> NodeId {
        self.close_to(self.depth_for(style));
        self.top()
    }

    /// How many of the open nodes stay open when a node of `style` starts.
    fn depth_for(&self, style: Style) -> usize {
        let open: Vec<Style> = self.stack.iter().map(|&node| self.out.nodes[node].style).collect();
        if let Some(same) = open.iter().position(|&open| open == style) {
            return same;
        }
        let below = open.iter().position(|&open| rank(open) >= rank(style));
        below.unwrap_or(open.len()).max(1)
    }

    /// The innermost open node.
    pub(super) fn top(&self) -> NodeId {
        self.stack.last().copied().unwrap_or(0)
    }

    pub(super) fn path_below(&self, parent: NodeId, label: &str) -> String {
        match self.out.nodes[parent].path.as_str() {
            "" => label.to_owned(),
            path => format!("{path}/{label}"),
        }
    }

    /// The path of a new child without a number.
    pub(super) fn unnumbered_path(&self, parent: NodeId) -> String {
        format!("{}#{}", self.out.nodes[parent].path, self.known[parent].unnumbered + 1)
    }

    /// Whether the paragraphs of an open node so far say who is responsible.
    pub(super) fn states_units(&self, node: NodeId) -> bool {
        self.known[node].states_units
    }

    pub(super) fn push(&mut self, parent: Option<NodeId>, new: NewNode) -> NodeId {
        let node = self.out.nodes.len();
        let at = self.out.paragraphs.len();
        if let Some(parent) = parent {
            let above = &mut self.out.nodes[parent];
            if above.children.is_empty() {
                above.own.1 = at;
            }
            above.children.push(node);
            self.known[parent].unnumbered += usize::from(new.number.is_none());
        }
        self.out.nodes.push(Node {
            parent,
            children: Vec::new(),
            part: self.part,
            style: new.style,
            number: new.number,
            marker: None,
            path: new.path,
            heading: None,
            own_line: false,
            section: new.section,
            own: (at, at),
            all: (at, at),
        });
        self.known.push(Known::default());
        self.stack.push(node);
        node
    }

    /// Closes the open nodes from the depth `depth` on.
    pub(super) fn close_to(&mut self, depth: usize) {
        let end = self.out.paragraphs.len();
        for node in self.stack.drain(depth.min(self.stack.len())..) {
            close(&mut self.out.nodes[node], end);
        }
    }

    /// Appends a draft to the text as a paragraph of the innermost open node.
    pub(super) fn paragraph(&mut self, draft: &Draft, kind: ParagraphKind) -> Span {
        let start = self.text.len();
        for (run, text) in draft.passages() {
            match run.replaced {
                true if run.source.is_empty() => self.text.push_virtual(text),
                true => self.text.push_as(text, run.source),
                false => self.text.push(&self.source.text, run.source),
            }
        }
        let span = Span::new(start, self.text.len());
        self.text.push_virtual("\n");
        self.out.paragraphs.push(Paragraph { span, node: self.top(), kind, page: draft.origin.page });
        if kind == ParagraphKind::Field || ends_with_statement(self.lexicon, &draft.text) {
            self.stack.iter().for_each(|&node| self.known[node].states_units = true);
        }
        span
    }

    /// The passage of a span read before.
    pub(super) fn slice(&self, span: Span) -> &str {
        span.of(self.text.text())
    }

    pub(super) fn finish(mut self) -> Outline {
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

/// Gives each part the text up to the next one.
fn set_parts(outline: &mut Outline) {
    let mut end = outline.mapped.text().len();
    for part in outline.parts.iter_mut().rev() {
        part.span.end = end;
        end = part.span.start;
    }
}
