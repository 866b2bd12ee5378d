//! Web pages: the document in the page, without the site around it.

mod charset;
mod content;
mod dom;
mod furniture;
mod table;
mod walk;

use crate::writer::Writer;
use crate::{Format, Options, ReadError, Source};
use content::Page;
use dom::Html;
use furniture::Line;
pub(crate) use furniture::is_download_label;
use walk::Item;

/// The largest page that is read.
const SIZE_LIMIT: usize = 64 << 20;
const FORMAT: &str = "html";
/// How far down the heading of a page, and below it a title, may stand.
const REACH: usize = 6;

/// Whether the bytes are a web page, by their beginning.
pub(crate) fn is_html(bytes: &[u8]) -> bool {
    let head = charset::head(bytes).to_ascii_lowercase();
    let start = skip_prolog(&head);
    ["<!doctype html", "<html", "<head", "<body", "<meta", "<title"].iter().any(|sign| start.starts_with(sign))
}

/// Reads a web page.
pub(crate) fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Source, ReadError> {
    if bytes.len() > SIZE_LIMIT {
        return Err(ReadError::TooLarge { format: FORMAT, what: "网页", limit: format!("{} MB", SIZE_LIMIT >> 20) });
    }
    let decoded = charset::decode(bytes);
    let tree = Html::parse_document(&decoded.text)?;
    let page = Page::new(&tree);
    let items = furniture::sort(without_repeated_heading(page.items()?));
    let mut writer = Writer::default();
    for (item, line) in items {
        write(item, line, &mut writer);
    }
    if let (Some(offset), false) = (decoded.malformed, options.lossy)
        && writer.text().contains('\u{fffd}')
    {
        return Err(ReadError::Encoding { offset, encoding: decoded.encoding });
    }
    let left = page.visible().saturating_sub(count(writer.text()));
    if left > 0 && !writer.is_empty() {
        writer.notice(format!("网页的导航、页眉页脚和其他栏目共 {left} 字未读入"));
    }
    writer.finish(name, Format::Html)
}

/// Leaves the heading of the page out where the document begins with its own title, the same.
fn without_repeated_heading(mut items: Vec<Item>) -> Vec<Item> {
    let squeezed = |item: &Item| match item {
        Item::Paragraph { inline, .. } if furniture::line_of(inline.as_str()) == Line::Text => squeeze(inline.as_str()),
        _ => String::new(),
    };
    let is_heading = |item: &Item| matches!(item, Item::Paragraph { level: Some(1 | 2), .. });
    if let Some(at) = items.iter().take(REACH).position(is_heading) {
        let heading = squeezed(&items[at]);
        let opening: String = items[at + 1..].iter().take(REACH).map(squeezed).collect();
        if opening.starts_with(&heading) {
            items.remove(at);
        }
    }
    items
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|&char| !crate::writer::is_blank(char)).collect()
}

fn write(item: Item, line: Line, writer: &mut Writer) {
    match (item, line) {
        (_, Line::Widget) => {}
        (Item::Paragraph { inline, .. }, Line::Data) => writer.aside(inline, None),
        (Item::Paragraph { inline, level }, Line::Text) => writer.paragraph(&inline, level),
        (Item::Table(cells), _) => writer.table(&cells),
    }
}

/// How many characters print something.
fn count(text: &str) -> usize {
    text.chars().filter(|&char| !crate::writer::is_blank(char)).count()
}

/// The text after white space, comments and an XML declaration.
fn skip_prolog(mut text: &str) -> &str {
    loop {
        text = text.trim_start_matches(|char: char| char.is_whitespace() || char == '\u{feff}');
        let end = match text {
            _ if text.starts_with("<!--") => text.find("-->").map(|end| end + 3),
            _ if text.starts_with("<?xml") => text.find("?>").map(|end| end + 2),
            _ => return text,
        };
        let Some(end) = end else { return text };
        text = &text[end..];
    }
}

#[cfg(test)]
mod tests;
