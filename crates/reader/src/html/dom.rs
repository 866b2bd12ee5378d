//! The tree of a page as html5ever builds it: elements, texts, and nodes that print nothing.
//!
//! Of many tags the parser looks through all elements that are open, and copies emphasis that was left open into each
//! paragraph: how deep elements lie, and how many they are, is bounded here.

use crate::ReadError;
use ego_tree::{NodeId, NodeRef, Tree};
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, LocalName, QualName, TokenizerResult, ns};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::collections::HashMap;

/// How deep elements lie in one another, as in Chromium (`kMaximumHTMLParserDOMTreeDepth`): a tag further down opens
/// nothing, and what is in it stands in the element around it.
const MAX_DEPTH: usize = 512;
/// The most nodes of a page: as many as elements of an XML file.
const MAX_NODES: usize = if cfg!(test) { 300_000 } else { 3_000_000 };
/// The page is handed to the parser in pieces of so many bytes, and looked at after each.
const PIECE: usize = 16 << 10;

/// A page.
pub(crate) struct Html {
    /// Its nodes.
    pub(crate) tree: Tree<Node>,
}

/// A node of a page.
pub(crate) enum Node {
    /// A tag, with the nodes in it.
    Element(Element),
    /// Running text.
    Text(StrTendril),
    /// The document itself, a comment, a document type, the content of a template.
    Other,
}

/// A tag with its attributes.
pub(crate) struct Element {
    name: QualName,
    attributes: Vec<Attribute>,
    /// In how many elements it lay when it was put into the tree.
    depth: usize,
}

impl Html {
    /// Parses a page as browsers do.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] where it has too many elements.
    pub(crate) fn parse_document(text: &str) -> Result<Self, ReadError> {
        let builder = TreeBuilder::new(Sink::default(), TreeBuilderOpts::default());
        let shallow = Shallow { builder, left_out: RefCell::default() };
        let tokenizer = Tokenizer::new(shallow, TokenizerOpts::default());
        let input = BufferQueue::default();
        let mut rest = text;
        while !rest.is_empty() {
            let (piece, further) = rest.split_at(rest.floor_char_boundary(PIECE));
            input.push_back(StrTendril::from(piece));
            while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
            if tokenizer.sink.builder.sink.nodes.get() > MAX_NODES {
                return Err(ReadError::TooLarge {
                    format: super::FORMAT,
                    what: "网页",
                    limit: format!("{MAX_NODES} 个元素"),
                });
            }
            rest = further;
        }
        tokenizer.end();
        Ok(Self { tree: tokenizer.sink.builder.sink.finish() })
    }
}

impl Node {
    /// The element, where it is one.
    pub(crate) fn as_element(&self) -> Option<&Element> {
        match self {
            Self::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The text, where it is one.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is an element.
    pub(crate) fn is_element(&self) -> bool {
        self.as_element().is_some()
    }
}

impl Element {
    /// Its name, in small letters.
    pub(crate) fn name(&self) -> &str {
        &self.name.local
    }

    /// The value of an attribute.
    pub(crate) fn attr(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|held| held.name.ns == ns!() && &*held.name.local == name);
        found.map(|held| &*held.value)
    }
}

/// Hands the tags of a page to the parser, but for those that lie too deep.
struct Shallow {
    builder: TreeBuilder<NodeId, Sink>,
    /// How many tags of each name were left out and not closed yet.
    left_out: RefCell<HashMap<LocalName, usize>>,
}

impl Shallow {
    /// Whether a tag opens nothing because it lies too deep, or closes one that opened nothing.
    fn leaves_out(&self, tag: &Tag) -> bool {
        match tag.kind {
            TagKind::StartTag if self.builder.sink.depth.get() < MAX_DEPTH || holds_raw_text(&tag.name) => false,
            TagKind::StartTag => {
                *self.left_out.borrow_mut().entry(tag.name.clone()).or_default() += 1;
                true
            }
            TagKind::EndTag => {
                let mut left_out = self.left_out.borrow_mut();
                let Some(open) = left_out.get_mut(&tag.name).filter(|open| **open > 0) else { return false };
                *open -= 1;
                true
            }
        }
    }
}

/// The elements in which no tag but their own end is one: the parser has to know of them.
fn holds_raw_text(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "title"
            | "textarea"
            | "xmp"
            | "iframe"
            | "noembed"
            | "noframes"
            | "noscript"
            | "plaintext"
    )
}

impl TokenSink for Shallow {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        match &token {
            Token::TagToken(tag) if self.leaves_out(tag) => TokenSinkResult::Continue,
            _ => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Takes the steps of the parser (HTML, section 13.2.6) and makes the tree.
struct Sink {
    tree: RefCell<Tree<Node>>,
    /// How deep the element lies in which the parser stood last.
    depth: Cell<usize>,
    /// How many nodes were made.
    nodes: Cell<usize>,
}

impl Default for Sink {
    fn default() -> Self {
        Self { tree: RefCell::new(Tree::new(Node::Other)), depth: Cell::new(0), nodes: Cell::new(0) }
    }
}

impl Sink {
    fn orphan(&self, node: Node) -> NodeId {
        self.nodes.set(self.nodes.get() + 1);
        self.tree.borrow_mut().orphan(node).id()
    }

    fn has_parent(&self, id: NodeId) -> bool {
        self.tree.borrow().get(id).is_some_and(|node| node.parent().is_some())
    }

    /// Notes that a node comes to lie in so many elements.
    fn lay(&self, tree: &mut Tree<Node>, id: NodeId, depth: usize) {
        if let Some(Node::Element(element)) = tree.get_mut(id).as_mut().map(|node| node.value()) {
            element.depth = depth;
        }
        self.depth.set(depth);
    }
}

/// In how many elements a node lies.
fn depth(node: NodeRef<'_, Node>) -> usize {
    match node.value() {
        Node::Element(element) => element.depth,
        _ => node.parent().map_or(0, |parent| depth(parent) + 1),
    }
}

/// Adds text to a text node. Whether it was one.
fn extend(node: Option<ego_tree::NodeMut<'_, Node>>, more: &StrTendril) -> bool {
    let Some(mut node) = node else { return false };
    match node.value() {
        Node::Text(text) => text.push_tendril(more),
        _ => return false,
    }
    true
}

/// The parser hands back only handles that it was given, so each of them is in the tree.
impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree<Node>;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree<Node> {
        self.tree.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.tree.borrow().root().id()
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        Ref::map(self.tree.borrow(), |tree| match tree.get(*target).map(|node| node.value()) {
            Some(Node::Element(element)) => &element.name,
            _ => unreachable!("the parser asks for the names of elements only"),
        })
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let id = self.orphan(Node::Element(Element { name, attributes, depth: 0 }));
        if flags.template {
            self.append(&id, NodeOrText::AppendNode(self.orphan(Node::Other)));
        }
        id
    }

    fn create_comment(&self, _text: StrTendril) -> NodeId {
        self.orphan(Node::Other)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> NodeId {
        self.orphan(Node::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let mut tree = self.tree.borrow_mut();
        let within = tree.get(*parent).map_or(0, depth);
        if let NodeOrText::AppendNode(id) = &child {
            self.lay(&mut tree, *id, within + 1);
        }
        let Some(mut parent) = tree.get_mut(*parent) else { return };
        match child {
            NodeOrText::AppendNode(id) => {
                parent.append_id(id);
            }
            NodeOrText::AppendText(text) => {
                self.depth.set(within);
                if !extend(parent.last_child(), &text) {
                    parent.append(Node::Text(text));
                }
            }
        }
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let mut tree = self.tree.borrow_mut();
        let beside = tree.get(*sibling).map_or(0, depth);
        if let NodeOrText::AppendNode(id) = &child {
            self.lay(&mut tree, *id, beside);
        }
        let Some(mut sibling) = tree.get_mut(*sibling) else { return };
        match child {
            NodeOrText::AppendNode(id) => {
                sibling.insert_id_before(id);
            }
            NodeOrText::AppendText(text) => {
                if !extend(sibling.prev_sibling(), &text) {
                    sibling.insert_before(Node::Text(text));
                }
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        match self.has_parent(*element) {
            true => self.append_before_sibling(element, child),
            false => self.append(previous, child),
        }
    }

    fn pop(&self, node: &NodeId) {
        self.depth.set(self.tree.borrow().get(*node).map_or(0, depth).saturating_sub(1));
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        let tree = self.tree.borrow();
        tree.get(*target).and_then(|node| node.first_child()).map_or(*target, |content| content.id())
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        let Some(mut node) = tree.get_mut(*target) else { return };
        let Node::Element(element) = node.value() else { return };
        for attribute in attributes {
            if element.attributes.iter().all(|held| held.name != attribute.name) {
                element.attributes.push(attribute);
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        if let Some(mut node) = self.tree.borrow_mut().get_mut(*target) {
            node.detach();
        }
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        if let Some(mut parent) = self.tree.borrow_mut().get_mut(*new_parent) {
            parent.reparent_from_id_append(*node);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(page: &str) -> String {
        let html = Html::parse_document(page).unwrap();
        let texts = html.tree.root().descendants().filter_map(|node| node.value().as_text());
        texts.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn text_within_a_table_moves_before_it_and_joins_the_text_there() {
        assert_eq!(printed("前<table>甲<tr><td>乙</td></tr>丙</table>后"), "前甲丙|乙|后");
    }

    #[test]
    fn misnested_marks_and_a_second_body_keep_every_text() {
        let page = "<body><b>一<p>二</b>三</p><body class=x>四<template><p>五</p></template>";
        assert_eq!(printed(page), "一|二|三|四|五");
        let html = Html::parse_document(page).unwrap();
        let body = html.tree.root().descendants().filter_map(|node| node.value().as_element());
        let body = body.into_iter().find(|element| element.name() == "body").unwrap();
        assert_eq!(body.attr("class"), Some("x"));
        assert_eq!(body.attr("id"), None);
    }

    /// How deep the deepest element of a page lies.
    fn deepest(page: &str) -> usize {
        Html::parse_document(page)
            .unwrap()
            .tree
            .root()
            .descendants()
            .map(|node| node.ancestors().count())
            .max()
            .unwrap()
    }

    #[test]
    fn tags_that_lie_too_deep_open_nothing_and_keep_their_text() {
        for open in ["<div>", "<ol><li>", "<b><i>", "<table><tr><td>", "<template><p>", "<span class=a><a><div>"] {
            let page = format!("{}甲<script>乙</script>丙", open.repeat(5_000));
            assert!(deepest(&page) <= MAX_DEPTH + 8, "{open}: {}", deepest(&page));
            // Text straight within a table moves before it.
            let printed = printed(&page).replace('|', "");
            assert!(printed == "甲乙丙" || printed == "甲丙乙", "{open}: {printed}");
        }
        let nested = |times: usize| format!("{}甲{}乙<p>丙</p>", "<div>".repeat(times), "</div>".repeat(times));
        for times in [10, MAX_DEPTH, 5_000] {
            let html = Html::parse_document(&nested(times)).unwrap();
            let last = html.tree.root().descendants().find(|node| node.value().as_text() == Some("丙")).unwrap();
            assert_eq!(last.ancestors().count(), 4, "{times}: what follows lies in the body again");
        }
        // Paragraphs and items that nobody closes lie side by side.
        assert!(deepest(&"<p>甲<ul><li>乙<li>丙</ul>".repeat(2_000)) < 10);
    }

    #[test]
    fn emphasis_that_is_opened_in_each_paragraph_and_never_closed_is_bounded() {
        let page = |paragraphs: usize| {
            (0..paragraphs).map(|n| format!("<p><font color={n}>甲</p><!---->")).collect::<String>()
        };
        assert_eq!(printed(&page(300)).chars().filter(|char| *char == '甲').count(), 300);
        let refused = Html::parse_document(&page(5_000)).err();
        let limit = format!("{MAX_NODES} 个元素");
        assert_eq!(refused, Some(ReadError::TooLarge { format: "html", what: "网页", limit }));
    }
}
