//! Which part of a page is the document: by where its running text stands, not by site.
//!
//! Every element is weighed by the running text in it; text of links weighs nothing. From the body
//! the way goes down into the element that holds nearly all the weight of the one before. What
//! stands beside that way is kept where it reads like running text, or is the page's heading.

use super::dom::{Element, Html, Node};
use super::furniture::{Line, is_imprint, line_of};
use super::walk::{Item, Walker, is_block};
use crate::ReadError;
use crate::writer::is_blank;
use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use std::collections::HashMap;

/// The share of the weight, in hundredths, that the document within an element must have.
const DOMINANT: usize = 80;
/// An element that is called a widget and has more of the weight than this, in hundredths, is none.
const WIDGET: usize = 12;
/// An element that is set apart by its tag and has more of the weight than this is the document.
const ASIDE: usize = 50;
/// So many links or more, and little else, are a menu.
const MENU: usize = 4;
/// How many of the first characters of the document may repeat the heading of the page.
const OPENING: usize = 600;

/// A page whose elements were weighed.
pub(crate) struct Page<'a> {
    tree: &'a Html,
    weights: HashMap<NodeId, Weight>,
    total: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    /// Characters of running text, signs counted more.
    prose: usize,
    /// Characters that print something.
    all: usize,
    /// Characters in links.
    linked: usize,
    /// Links, but those to files.
    links: usize,
    /// Ends of sentences.
    sentences: usize,
}

impl<'a> Page<'a> {
    /// Weighs a page.
    pub(crate) fn new(tree: &'a Html) -> Self {
        let weights = weigh(tree);
        let total = weights.get(&tree.tree.root().id()).map_or(0, |weight| weight.prose);
        Self { tree, weights, total }
    }

    /// How many characters of the page print something.
    pub(crate) fn visible(&self) -> usize {
        self.weight(self.tree.tree.root()).all
    }

    /// The blocks of the document.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] where the cells of its tables claim too much.
    pub(crate) fn items(&self) -> Result<Vec<Item>, ReadError> {
        let left_out = |node: NodeRef<'_, Node>| self.is_left_out(node);
        let Some(body) = self.body() else { return Ok(Vec::new()) };
        let path = self.path(body);
        let Some(&main) = path.last() else { return Ok(Vec::new()) };
        let opening = opening(main, &left_out);
        let mut walker = Walker::new(&left_out);
        self.around(&path, 0, &opening, &mut walker);
        walker.check()?;
        Ok(walker.finish())
    }

    fn weight(&self, node: NodeRef<'_, Node>) -> Weight {
        self.weights.get(&node.id()).copied().unwrap_or_default()
    }

    fn body(&self) -> Option<NodeRef<'a, Node>> {
        let root = self.tree.tree.root();
        let body = root.descendants().find(|node| name(*node) == Some("body"));
        body.or_else(|| root.children().find(|node| node.value().is_element()))
    }

    /// The elements from the body down to the one that holds the document.
    fn path(&self, body: NodeRef<'a, Node>) -> Vec<NodeRef<'a, Node>> {
        let mut path = vec![body];
        let mut at = body;
        while path.len() < 200 {
            let here = self.kept_prose(at);
            let inner = at.children().filter(|child| is_container(*child) && !self.is_left_out(*child));
            let Some(heaviest) = inner.max_by_key(|child| self.weight(*child).prose) else { break };
            if here == 0 || self.weight(heaviest).prose * 100 < here * DOMINANT {
                break;
            }
            at = heaviest;
            path.push(at);
        }
        path
    }

    /// The weight of an element without that of the elements in it that are left out.
    fn kept_prose(&self, node: NodeRef<'_, Node>) -> usize {
        node.children().filter(|child| !self.is_left_out(*child)).map(|child| self.weight(child).prose).sum()
    }

    /// Adds the element at the end of the path, and what is kept beside the path, in order.
    fn around(&self, path: &[NodeRef<'a, Node>], index: usize, opening: &str, walker: &mut Walker<'_>) {
        let Some(&next) = path.get(index + 1) else {
            return walker.add(path[index], 0);
        };
        let mut after = false;
        for child in path[index].children() {
            if child.id() == next.id() {
                self.around(path, index + 1, opening, walker);
                after = true;
            } else if !self.is_left_out(child) && (self.reads_like_text(child) || (!after && heads(child, opening))) {
                walker.add(child, 0);
            }
        }
    }

    /// Running text: sentences, few links, nothing that stands at the foot of every page.
    fn reads_like_text(&self, node: NodeRef<'_, Node>) -> bool {
        let weight = self.weight(node);
        if weight.linked * 2 > weight.all || weight.all < 8 {
            return false;
        }
        let text = squeezed(node);
        text.contains(['。', '；']) && line_of(&text) == Line::Text && !is_imprint(&text)
    }

    fn is_left_out(&self, node: NodeRef<'_, Node>) -> bool {
        let Some(element) = node.value().as_element() else { return false };
        if is_never_shown(element.name()) || element.attr("hidden").is_some() || is_undisplayed(element) {
            return true;
        }
        let weight = self.weight(node);
        let at_most = |part: usize| weight.prose * 100 <= self.total * part;
        (is_set_apart(node, element) && at_most(ASIDE))
            || (is_widget(element) && at_most(if weight.sentences == 0 { ASIDE } else { WIDGET }))
            || (is_block(element.name()) && weight.links >= MENU && weight.linked * 10 >= weight.all * 7)
    }
}

/// Weighs all elements in one walk from the leaves to the root.
fn weigh(tree: &Html) -> HashMap<NodeId, Weight> {
    let mut weights: HashMap<NodeId, Weight> = HashMap::new();
    let mut open: Vec<Weight> = Vec::new();
    let (mut hidden, mut links) = (0usize, 0usize);
    for edge in tree.tree.root().traverse() {
        match edge {
            Edge::Open(node) => {
                hidden += usize::from(name(node).is_some_and(is_never_shown));
                links += usize::from(name(node) == Some("a"));
                let text = node.value().as_text().filter(|_| hidden == 0);
                let mut weight = text.map(|text| weight_of(text, links > 0)).unwrap_or_default();
                weight.links = usize::from(is_page_link(node));
                open.push(weight);
            }
            Edge::Close(node) => {
                hidden -= usize::from(name(node).is_some_and(is_never_shown));
                links -= usize::from(name(node) == Some("a"));
                let Some(weight) = open.pop() else { continue };
                if let Some(above) = open.last_mut() {
                    above.prose += weight.prose;
                    above.all += weight.all;
                    above.linked += weight.linked;
                    above.links += weight.links;
                    above.sentences += weight.sentences;
                }
                if node.value().is_element() || open.is_empty() {
                    weights.insert(node.id(), weight);
                }
            }
        }
    }
    weights
}

fn weight_of(text: &str, linked: bool) -> Weight {
    let all = text.chars().filter(|&char| !is_blank(char)).count();
    let signs = text.chars().filter(|char| "，。；：、".contains(*char)).count();
    match linked {
        true => Weight { all, linked: all, ..Weight::default() },
        false => {
            Weight {
                prose: all + 10 * signs, all, sentences: text.matches(['。', '；']).count(), ..Weight::default()
            }
        }
    }
}

/// A link to another page, not to a file, which may be an annex.
fn is_page_link(node: NodeRef<'_, Node>) -> bool {
    const FILES: [&str; 10] = [".doc", ".docx", ".pdf", ".xls", ".xlsx", ".wps", ".ofd", ".zip", ".rar", ".et"];
    let link =
        node.value().as_element().filter(|element| element.name() == "a").and_then(|element| element.attr("href"));
    link.is_some_and(|target| !FILES.iter().any(|end| target.trim().to_ascii_lowercase().ends_with(end)))
}

/// The first characters of the document, without white space.
fn opening(main: NodeRef<'_, Node>, left_out: &dyn Fn(NodeRef<'_, Node>) -> bool) -> String {
    let mut opening = String::new();
    let mut stack = vec![main];
    while let Some(node) = stack.pop() {
        if let Some(text) = node.value().as_text() {
            opening.extend(text.chars().filter(|&char| !is_blank(char)));
        } else if !left_out(node) {
            stack.extend(node.children().rev());
        }
        if opening.len() > 3 * OPENING {
            break;
        }
    }
    opening
}

/// Whether an element before the document holds the heading of the page and the document does not
/// begin with it.
fn heads(node: NodeRef<'_, Node>, opening: &str) -> bool {
    let is_heading = |node: NodeRef<'_, Node>| matches!(name(node), Some("h1" | "h2"));
    let Some(heading) = node.descendants().find(|inner| is_heading(*inner)) else { return false };
    let (text, whole) = (squeezed(heading), squeezed(node));
    text.chars().count() >= 6 && whole.len() <= 2 * text.len() && !opening.contains(&text)
}

fn squeezed(node: NodeRef<'_, Node>) -> String {
    let mut text = String::new();
    let mut stack = vec![node];
    while let Some(node) = stack.pop() {
        match node.value() {
            Node::Text(part) => text.extend(part.chars().filter(|&char| !is_blank(char))),
            Node::Element(element) if is_never_shown(element.name()) => {}
            _ => stack.extend(node.children().rev()),
        }
    }
    text
}

fn name<'a>(node: NodeRef<'a, Node>) -> Option<&'a str> {
    node.value().as_element().map(Element::name)
}

/// Elements that may hold a document: all but those that are a paragraph or a part of one.
fn is_container(node: NodeRef<'_, Node>) -> bool {
    name(node).is_some_and(|name| {
        !matches!(
            name,
            "p" | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "ul"
                | "ol"
                | "li"
                | "dl"
                | "dt"
                | "dd"
                | "pre"
                | "a"
                | "b"
                | "strong"
                | "i"
                | "em"
                | "u"
                | "label"
                | "blockquote"
                | "caption"
                | "figure"
        ) && (name != "table" || is_frame(node))
    })
}

/// A table of one cell, or with tables in it.
fn is_frame(table: NodeRef<'_, Node>) -> bool {
    super::table::is_layout(table) || super::table::cell_nodes(table).count() == 1
}

fn is_never_shown(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "head"
            | "title"
            | "iframe"
            | "object"
            | "svg"
            | "canvas"
            | "video"
            | "audio"
            | "select"
            | "button"
            | "textarea"
            | "input"
            | "datalist"
            | "rt"
            | "rp"
            | "map"
    )
}

/// Whether an element is not displayed, or displayed as struck out.
fn is_undisplayed(element: &Element) -> bool {
    let style = element.attr("style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.chars().filter(|char| !char.is_whitespace()).collect();
    // What is struck out holds no longer.
    let struck = matches!(element.name(), "s" | "del" | "strike") || style.contains("line-through");
    struck || style.contains("display:none") || style.contains("visibility:hidden")
}

/// Parts of a page that are set apart by tag or role (HTML, section 4.3; WAI-ARIA, section 5.3.4).
fn is_set_apart(node: NodeRef<'_, Node>, element: &Element) -> bool {
    let role = element.attr("role").unwrap_or_default();
    if matches!(
        role,
        "navigation" | "search" | "banner" | "contentinfo" | "complementary" | "menu" | "menubar" | "toolbar"
    ) {
        return true;
    }
    match element.name() {
        "nav" | "aside" => true,
        "header" | "footer" => !node.ancestors().any(|above| matches!(name(above), Some("article" | "main"))),
        _ => false,
    }
}

/// Words that developers call widgets by, in `id` and `class`.
const WIDGETS: &[&str] = &[
    "share",
    "print",
    "qrcode",
    "qr-code",
    "erweima",
    "ewm",
    "breadcrumb",
    "crumb",
    "copyright",
    "footer",
    "navbar",
    "sidebar",
    "pagination",
    "toolbar",
    "favorite",
    "login",
    "fontsize",
    "font-size",
    "fontbig",
    "position",
    "location",
    "weizhi",
    "dqwz",
    "wzlocation",
    "banner",
    "menu",
    "related",
    "recommend",
    "xgwz",
    "xgyd",
    "prevnext",
    "prev-next",
    "sidenav",
    "side-nav",
    "topnav",
    "gotop",
    "backtop",
    "totop",
    "comment",
    "accessibility",
    "wza-tool",
    "searchbox",
    "search-box",
    "dropdown",
    "popup",
    "modal",
    "tooltip",
    "friendlink",
    "friend-link",
    "yqlj",
    "addthis",
    "bdshare",
    "fenxiang",
];

fn is_widget(element: &Element) -> bool {
    let called = |attribute: &str| element.attr(attribute).unwrap_or_default().to_ascii_lowercase();
    let names = format!("{} {}", called("id"), called("class"));
    !names.trim().is_empty() && WIDGETS.iter().any(|word| names.contains(word))
}
