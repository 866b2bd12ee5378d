//! XML as trees of bounded size: elements known by namespace and local name.

use crate::ReadError;
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

/// How deep elements may lie in one another.
const MAX_DEPTH: usize = 200;
/// How many elements one tree may have.
const MAX_ELEMENTS: usize = 3_000_000;

/// The namespaces that matter to the readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ns {
    /// WordprocessingML.
    Word,
    /// Markup compatibility (ECMA-376, part 3).
    Compat,
    /// Office Math.
    Math,
    /// Anything else.
    Other,
}

/// An element with what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) ns: Ns,
    /// The byte at which its start tag begins.
    at: u32,
    /// The name without prefix.
    pub(crate) name: Box<str>,
    attributes: Box<[(Box<str>, Box<str>)]>,
    pub(crate) children: Vec<Node>,
}

/// What is in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Element(Element),
    Text(Box<str>),
}

impl Element {
    /// The byte of the text at which its start tag begins.
    pub(crate) fn at(&self) -> usize {
        self.at as usize
    }

    /// The value of an attribute, by its name without prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| &**key == name).map(|(_, value)| &**value)
    }

    /// The elements in it.
    pub(crate) fn elements(&self) -> impl DoubleEndedIterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements in it of that name.
    pub(crate) fn named<'a>(&'a self, name: &'a str) -> impl DoubleEndedIterator<Item = &'a Element> {
        self.elements().filter(move |element| &*element.name == name)
    }

    /// The first element in it of that name.
    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| &*element.name == name)
    }

    /// The attribute `val` of the first element in it of that name.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }

    /// Whether a switch such as `<w:vanish/>` is in it and not turned off.
    pub(crate) fn is_on(&self, name: &str) -> bool {
        self.child(name).is_some_and(|switch| !matches!(switch.attribute("val"), Some("0" | "false" | "off")))
    }

    /// The text directly in it.
    pub(crate) fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(&**text),
            Node::Element(_) => None,
        });
        texts.collect()
    }

    /// Whether `found` holds for the element or any below it.
    pub(crate) fn any(&self, found: &impl Fn(&Element) -> bool) -> bool {
        found(self) || self.elements().any(|child| child.any(found))
    }
}

/// Reads a document as a sequence of trees.
pub(crate) struct Stream<'a> {
    reader: NsReader<&'a [u8]>,
    /// Says which elements to leave out with all that is in them.
    skip: fn(&str) -> bool,
    format: &'static str,
    elements: usize,
    /// An element was entered and must be closed.
    inside: bool,
    /// The byte at which the last event begins.
    at: u64,
}

impl<'a> Stream<'a> {
    pub(crate) fn new(text: &'a str, format: &'static str, skip: fn(&str) -> bool) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = false;
        reader.config_mut().allow_unmatched_ends = false;
        Self { reader, skip, format, elements: 0, inside: false, at: 0 }
    }

    /// Moves into the first element of that name, whatever it lies in; says whether there is one.
    pub(crate) fn enter(&mut self, name: &str) -> Result<bool, ReadError> {
        loop {
            match self.event()? {
                Event::Start(start) if start.local_name().as_ref() == name => {
                    self.inside = true;
                    return Ok(true);
                }
                Event::Eof => return Ok(false),
                _ => {}
            }
        }
    }

    /// The next element that lies where the stream stands; nothing at the end of the element entered.
    pub(crate) fn next(&mut self) -> Result<Option<Element>, ReadError> {
        self.elements = 0;
        loop {
            match self.event()? {
                Event::Start(start) if !self.skipped(&start)? => return self.tree(&start, 1).map(Some),
                Event::Empty(start) if !(self.skip)(start.local_name().as_ref()) => {
                    return self.element(&start).map(Some);
                }
                Event::Eof if self.inside => return Err(ReadError::damaged(self.format, "XML 没有写完")),
                Event::End(_) | Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    fn event(&mut self) -> Result<Event<'a>, ReadError> {
        self.at = self.reader.buffer_position();
        self.reader.read_event().map_err(|error| {
            let at = self.reader.error_position();
            ReadError::damaged(self.format, format!("XML 第 {at} 字节处：{error}"))
        })
    }

    fn tree(&mut self, start: &BytesStart<'_>, depth: usize) -> Result<Element, ReadError> {
        if depth > MAX_DEPTH {
            return Err(ReadError::damaged(self.format, format!("XML 嵌套超过 {MAX_DEPTH} 层")));
        }
        let mut element = self.element(start)?;
        let mut text = String::new();
        loop {
            match self.event()? {
                Event::Start(start) if !self.skipped(&start)? => {
                    flush(&mut text, &mut element.children);
                    element.children.push(Node::Element(self.tree(&start, depth + 1)?));
                }
                Event::Empty(start) if !(self.skip)(start.local_name().as_ref()) => {
                    flush(&mut text, &mut element.children);
                    element.children.push(Node::Element(self.element(&start)?));
                }
                Event::Text(part) => text.push_str(&part.xml10_content()),
                Event::CData(part) => text.push_str(&part.xml10_content()),
                Event::GeneralRef(entity) => text.push(self.character(&entity)?),
                Event::End(_) => break,
                Event::Eof => return Err(ReadError::damaged(self.format, "XML 没有写完")),
                _ => {}
            }
        }
        flush(&mut text, &mut element.children);
        element.children.shrink_to_fit();
        Ok(element)
    }

    /// Passes over an element that is left out; says whether it was.
    fn skipped(&mut self, start: &BytesStart<'_>) -> Result<bool, ReadError> {
        if !(self.skip)(start.local_name().as_ref()) {
            return Ok(false);
        }
        let format = self.format;
        self.reader.read_to_end(start.name()).map_err(|error| ReadError::damaged(format, error.to_string()))?;
        Ok(true)
    }

    fn element(&mut self, start: &BytesStart<'_>) -> Result<Element, ReadError> {
        self.elements += 1;
        if self.elements > MAX_ELEMENTS {
            return Err(ReadError::TooLarge {
                format: self.format,
                what: "XML 元素数",
                limit: MAX_ELEMENTS.to_string(),
            });
        }
        let (namespace, name) = self.reader.resolver().resolve_element(start.name());
        let ns = match namespace {
            ResolveResult::Bound(namespace) => namespace_of(namespace.as_ref()),
            ResolveResult::Unknown(_) | ResolveResult::Unbound => Ns::Other,
        };
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false).flatten() {
            let key = attribute.key.as_ref();
            if key.starts_with("xmlns") {
                continue;
            }
            let key = if key.starts_with("r:") { key } else { attribute.key.local_name().into_inner() };
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_or_else(|_| attribute.value.to_string(), |value| value.into_owned());
            attributes.push((key.into(), value.into()));
        }
        let at = u32::try_from(self.at).unwrap_or(u32::MAX);
        Ok(Element { ns, at, name: name.into_inner().into(), attributes: attributes.into(), children: Vec::new() })
    }

    /// The character of a reference. Entities of the file's own are refused: they are of no use in
    /// office files, and a few of them can stand for gigabytes.
    fn character(&self, entity: &quick_xml::events::BytesRef<'_>) -> Result<char, ReadError> {
        if let Ok(Some(char)) = entity.resolve_char_ref() {
            return Ok(char);
        }
        match &**entity {
            "lt" => Ok('<'),
            "gt" => Ok('>'),
            "amp" => Ok('&'),
            "apos" => Ok('\''),
            "quot" => Ok('"'),
            other => Err(ReadError::damaged(self.format, format!("XML 中有自定义实体 &{other};，为安全起见不予展开"))),
        }
    }
}

fn flush(text: &mut String, children: &mut Vec<Node>) {
    if !text.is_empty() {
        children.push(Node::Text(std::mem::take(text).into()));
    }
}

fn namespace_of(uri: &str) -> Ns {
    match uri {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Ns::Word,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Ns::Compat,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Ns::Math,
        _ => Ns::Other,
    }
}

/// The whole document as one tree.
pub(crate) fn parse(text: &str, format: &'static str) -> Result<Element, ReadError> {
    Stream::new(text, format, |_| false).next()?.ok_or_else(|| ReadError::damaged(format, "XML 是空的"))
}

/// Decodes XML by its byte order mark; without one it is UTF-8 or what its declaration says. `format` names the file in
/// messages.
///
/// # Errors
/// [`ReadError::Damaged`] where the bytes are not of that encoding.
pub fn decode(bytes: Vec<u8>, format: &'static str) -> Result<String, ReadError> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&bytes) {
        return Ok(encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned());
    }
    String::from_utf8(bytes).or_else(|error| {
        let bytes = error.into_bytes();
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(100)]);
        let label = head.split("encoding=").nth(1).and_then(|rest| rest.get(1..)?.split(['"', '\'']).next());
        let encoding = label.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
        match encoding.and_then(|encoding| encoding.decode_without_bom_handling_and_without_replacement(&bytes)) {
            Some(text) => Ok(text.into_owned()),
            None => Err(ReadError::damaged(format, "XML 的字符编码有误")),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_known_by_namespace_whatever_their_prefix() {
        let text = r#"<x:p xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:t x:val="a&amp;b">甲&#20057;&lt;</x:t></x:p>"#;
        let root = parse(text, "docx").unwrap();
        assert_eq!((root.ns, &*root.name), (Ns::Word, "p"));
        assert_eq!(root.value("t"), Some("a&b"));
        assert_eq!(root.child("t").unwrap().text(), "甲乙<");
    }

    #[test]
    fn entities_of_the_files_own_and_bottomless_nesting_are_refused() {
        let bomb = r#"<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>"#;
        assert!(matches!(parse(bomb, "docx"), Err(ReadError::Damaged { .. })));
        let deep = "<a>".repeat(100_000);
        assert!(matches!(parse(&deep, "docx"), Err(ReadError::Damaged { .. })));
        assert!(matches!(parse("<a><b></a>", "docx"), Err(ReadError::Damaged { .. })));
        assert!(matches!(parse("", "docx"), Err(ReadError::Damaged { .. })));
    }

    #[test]
    fn xml_is_decoded_by_mark_or_declaration() {
        let utf16: Vec<u8> = "\u{feff}<a>甲</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(utf16, "docx").unwrap(), "<a>甲</a>");
        let text = r#"<?xml version="1.0" encoding="GBK"?><a>甲</a>"#;
        let gbk = encoding_rs::GBK.encode(text).0.into_owned();
        assert_eq!(decode(gbk, "docx").unwrap(), text);
    }
}
