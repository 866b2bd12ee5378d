//! The tree of a page as html5ever builds it: elements, texts, and nodes that print nothing.

use ego_tree::{NodeId, Tree};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, QualName, ns};
use std::borrow::Cow;
use std::cell::{Ref, RefCell};

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
}

impl Html {
    /// Parses a page as browsers do; nothing is refused.
    pub(crate) fn parse_document(text: &str) -> Self {
        let sink = Sink(RefCell::new(Tree::new(Node::Other)));
        Self { tree: html5ever::parse_document(sink, html5ever::ParseOpts::default()).one(text) }
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

/// Takes the steps of the parser (HTML, section 13.2.6) and makes the tree.
struct Sink(RefCell<Tree<Node>>);

impl Sink {
    fn orphan(&self, node: Node) -> NodeId {
        self.0.borrow_mut().orphan(node).id()
    }

    fn has_parent(&self, id: NodeId) -> bool {
        self.0.borrow().get(id).is_some_and(|node| node.parent().is_some())
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
        self.0.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.0.borrow().root().id()
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        Ref::map(self.0.borrow(), |tree| match tree.get(*target).map(|node| node.value()) {
            Some(Node::Element(element)) => &element.name,
            _ => unreachable!("the parser asks for the names of elements only"),
        })
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let id = self.orphan(Node::Element(Element { name, attributes }));
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
        let mut tree = self.0.borrow_mut();
        let Some(mut parent) = tree.get_mut(*parent) else { return };
        match child {
            NodeOrText::AppendNode(id) => {
                parent.append_id(id);
            }
            NodeOrText::AppendText(text) => {
                if !extend(parent.last_child(), &text) {
                    parent.append(Node::Text(text));
                }
            }
        }
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let mut tree = self.0.borrow_mut();
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

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        let tree = self.0.borrow();
        tree.get(*target).and_then(|node| node.first_child()).map_or(*target, |content| content.id())
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let mut tree = self.0.borrow_mut();
        let Some(mut node) = tree.get_mut(*target) else { return };
        let Node::Element(element) = node.value() else { return };
        for attribute in attributes {
            if element.attributes.iter().all(|held| held.name != attribute.name) {
                element.attributes.push(attribute);
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        if let Some(mut node) = self.0.borrow_mut().get_mut(*target) {
            node.detach();
        }
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        if let Some(mut parent) = self.0.borrow_mut().get_mut(*new_parent) {
            parent.reparent_from_id_append(*node);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(page: &str) -> String {
        let html = Html::parse_document(page);
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
        let html = Html::parse_document(page);
        let body = html.tree.root().descendants().filter_map(|node| node.value().as_element());
        let body = body.into_iter().find(|element| element.name() == "body").unwrap();
        assert_eq!(body.attr("class"), Some("x"));
        assert_eq!(body.attr("id"), None);
    }
}
