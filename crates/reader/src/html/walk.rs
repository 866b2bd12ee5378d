//! Elements to blocks: what starts a line in a browser starts a block here.

use super::dom::{Element, Node};
use super::table;
use crate::ReadError;
use crate::claims::Claims;
use crate::writer::{GridCell, Inline, is_blank};
use ego_tree::NodeRef;
use zhengtu_text::is_cjk;

/// How deep elements are followed one by one; what lies deeper gives its text only.
const MAX_DEPTH: usize = 256;

/// A block of a page.
#[derive(Debug)]
pub(crate) enum Item {
    /// A paragraph, with its level if it is a heading.
    Paragraph { inline: Inline, level: Option<u8> },
    /// A table.
    Table(Vec<GridCell>),
}

/// Collects blocks.
pub(crate) struct Walker<'p> {
    /// Whether an element is left out with all that is in it.
    left_out: &'p dyn Fn(NodeRef<'_, Node>) -> bool,
    items: Vec<Item>,
    inline: Inline,
    level: Option<u8>,
    /// The next numbers of the numbered lists that are open; nothing for a list without numbers.
    lists: Vec<Option<(u32, String)>>,
    preformatted: usize,
    /// What the cells of its tables claim.
    claims: Claims,
}

impl<'p> Walker<'p> {
    pub(crate) fn new(left_out: &'p dyn Fn(NodeRef<'_, Node>) -> bool) -> Self {
        Self {
            left_out,
            items: Vec::new(),
            inline: Inline::default(),
            level: None,
            lists: Vec::new(),
            preformatted: 0,
            claims: Claims::default(),
        }
    }

    /// Adds the blocks of a node.
    pub(crate) fn add(&mut self, node: NodeRef<'_, Node>, depth: usize) {
        match node.value() {
            Node::Text(text) => self.text(text),
            Node::Element(_) if depth > MAX_DEPTH => {
                for inner in node.descendants() {
                    if let Node::Text(text) = inner.value() {
                        self.text(text);
                    }
                }
            }
            Node::Element(element) if !(self.left_out)(node) => self.element(node, element, depth),
            _ => {}
        }
    }

    /// Whether the cells of the tables claim no more than they may.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] where they claim more.
    pub(crate) fn check(&self) -> Result<(), ReadError> {
        self.claims.check(super::FORMAT)
    }

    /// The blocks.
    pub(crate) fn finish(mut self) -> Vec<Item> {
        self.flush();
        self.items
    }

    fn element(&mut self, node: NodeRef<'_, Node>, element: &Element, depth: usize) {
        match element.name() {
            "br" => self.inline.push('\n'),
            "table" => self.table(node, depth),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.level = element.name()[1..].parse().ok();
                self.children(node, depth);
                self.flush();
                self.level = None;
            }
            "ol" | "ul" => {
                self.flush();
                self.lists.push(numbered(element));
                self.children(node, depth);
                self.flush();
                self.lists.pop();
            }
            "li" => {
                self.flush();
                self.number();
                self.children(node, depth);
                self.flush();
            }
            "pre" => {
                self.flush();
                self.preformatted += 1;
                self.children(node, depth);
                self.flush();
                self.preformatted -= 1;
            }
            name if is_block(name) => {
                self.flush();
                self.children(node, depth);
                self.flush();
            }
            _ => self.children(node, depth),
        }
    }

    fn children(&mut self, node: NodeRef<'_, Node>, depth: usize) {
        for child in node.children() {
            self.add(child, depth + 1);
        }
    }

    /// A table that only arranges the page gives the blocks of its cells one after the other.
    fn table(&mut self, node: NodeRef<'_, Node>, depth: usize) {
        self.flush();
        if !table::is_layout(node) {
            let cells = table::cells(node, self.left_out, depth + 1, &mut self.claims);
            if !table::is_column(&cells) {
                return self.items.push(Item::Table(cells));
            }
        }
        for cell in table::cell_nodes(node) {
            if !(self.left_out)(cell) {
                self.children(cell, depth + 3);
                self.flush();
            }
        }
    }

    fn number(&mut self) {
        if let Some(Some((next, style))) = self.lists.last_mut() {
            self.inline.push_str(&number(*next, style));
            *next = next.saturating_add(1);
        }
    }

    /// Text with white space collapsed (CSS Text, section 4.1.1): between two Chinese characters a
    /// line end of the file is nothing, elsewhere a run of white space is one space.
    fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            return self.inline.push_str(&text.replace('\r', ""));
        }
        let mut chars = text.chars().peekable();
        while let Some(char) = chars.next() {
            if !is_collapsible(char) {
                self.inline.push(char);
                continue;
            }
            let mut line_end = matches!(char, '\n' | '\r');
            while let Some(more) = chars.next_if(|&next| is_collapsible(next)) {
                line_end |= matches!(more, '\n' | '\r');
            }
            let last = self.inline.as_str().chars().next_back();
            let beside_chinese = last.is_some_and(is_cjk) && chars.peek().copied().is_none_or(is_cjk);
            if last.is_some_and(|last| !is_collapsible(last)) && !(line_end && beside_chinese) {
                self.inline.push(' ');
            }
        }
    }

    /// Ends the paragraph. An empty line within it, made by two breaks, ends a paragraph too.
    fn flush(&mut self) {
        let inline = std::mem::take(&mut self.inline);
        if inline.is_blank() {
            return;
        }
        let level = self.level;
        let mut paragraph = String::new();
        for line in inline.as_str().split('\n') {
            if line.chars().all(is_blank) {
                self.paragraph(&mut paragraph, level);
                continue;
            }
            if !paragraph.is_empty() {
                paragraph.push('\n');
            }
            paragraph.push_str(line);
        }
        self.paragraph(&mut paragraph, level);
    }

    fn paragraph(&mut self, text: &mut String, level: Option<u8>) {
        if !text.is_empty() {
            self.items.push(Item::Paragraph { inline: std::mem::take(text).as_str().into(), level });
        }
    }
}

fn is_collapsible(char: char) -> bool {
    matches!(char, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// The elements that browsers set as blocks.
pub(crate) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "main"
            | "menu"
            | "nav"
            | "p"
            | "section"
            | "summary"
            | "caption"
            | "td"
            | "th"
            | "tr"
            | "tbody"
            | "thead"
            | "tfoot"
            | "xmp"
            | "listing"
            | "plaintext"
            | "option"
    )
}

/// The first number and the style of a numbered list that shows its numbers.
fn numbered(element: &Element) -> Option<(u32, String)> {
    if element.name() != "ol" {
        return None;
    }
    let style = element.attr("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    if style.contains("list-style:none") || style.contains("list-style-type:none") {
        return None;
    }
    let kind = style.split("list-style-type:").nth(1).and_then(|rest| rest.split(';').next()).unwrap_or_default();
    let kind = if kind.is_empty() { element.attr("type").unwrap_or("1") } else { kind };
    Some((element.attr("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1), kind.to_owned()))
}

/// The number of a list item as browsers show it (HTML, section 4.4.5; CSS Counter Styles).
fn number(n: u32, style: &str) -> String {
    use crate::numerals::render;
    match style {
        "a" | "lower-alpha" => format!("{}. ", render(n, "lowerLetter")),
        "A" | "upper-alpha" => format!("{}. ", render(n, "upperLetter")),
        "i" | "lower-roman" => format!("{}. ", render(n, "lowerRoman")),
        "I" | "upper-roman" => format!("{}. ", render(n, "upperRoman")),
        "cjk-ideographic" | "simp-chinese-informal" | "trad-chinese-informal" | "cjk-decimal" => {
            format!("{}、", render(n, "chineseCountingThousand"))
        }
        _ => format!("{n}. "),
    }
}
