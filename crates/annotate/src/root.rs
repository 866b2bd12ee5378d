//! The outermost element of a part, and what is put in at its end.

use crate::Error;
use crate::edits::Edits;
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};

/// The outermost element of an XML text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Root {
    /// Its name as it stands, with its prefix.
    pub(crate) name: String,
    /// The prefixes that it binds, with their namespaces; the empty one is that of names without prefix.
    spaces: Vec<(String, String)>,
    /// The byte behind its start tag, and that at which its end tag begins; they are the same where it is empty.
    start: usize,
    end: usize,
    /// Whether it is one tag.
    single: bool,
}

/// How names of a namespace are written in a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Prefix {
    /// The prefix with its colon.
    pub(crate) text: String,
    /// What a start tag has to say so that the prefix is known; empty where the root says it.
    pub(crate) declare: String,
}

impl Root {
    /// Finds it. `part` names the text in messages.
    pub(crate) fn of(text: &str, part: &str) -> Result<Self, Error> {
        let fault = |reason: String| Error::Malformed { part: part.to_owned(), reason };
        let mut reader = NsReader::from_str(text);
        let mut root = None;
        let mut depth = 0usize;
        loop {
            let before = reader.buffer_position() as usize;
            let event = reader.read_event().map_err(|error| fault(error.to_string()))?;
            let after = reader.buffer_position() as usize;
            match event {
                Event::Start(start) => {
                    if depth == 0 {
                        root = Some(Self::begin(&start, after));
                    }
                    depth += 1;
                }
                Event::Empty(start) if depth == 0 => {
                    return Ok(Self { single: true, end: after, ..Self::begin(&start, after) });
                }
                Event::End(_) => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return root.map(|root| Self { end: before, ..root }).ok_or_else(|| fault("没有内容".into()));
                    }
                }
                Event::Eof => return Err(fault("没有写完".into())),
                _ => {}
            }
        }
    }

    fn begin(start: &BytesStart<'_>, after: usize) -> Self {
        let mut spaces = Vec::new();
        for attribute in start.attributes().with_checks(false).flatten() {
            let prefix = match attribute.key.as_ref() {
                "xmlns" => "",
                key => match key.strip_prefix("xmlns:") {
                    Some(prefix) => prefix,
                    None => continue,
                },
            };
            spaces.push((prefix.to_owned(), attribute.value.to_string()));
        }
        Self { name: start.name().into_inner().to_owned(), spaces, start: after, ..Self::default() }
    }

    /// The first of the namespaces that the root binds.
    pub(crate) fn binds<'n>(&self, spaces: &[&'n str]) -> Option<&'n str> {
        spaces.iter().copied().find(|space| self.spaces.iter().any(|(_, bound)| bound == space))
    }

    /// How elements and attributes of a namespace are written below the root; `usual` is the prefix where it binds none.
    pub(crate) fn prefix(&self, space: &str, usual: &str) -> Prefix {
        let bound = self.spaces.iter().find(|(prefix, bound)| bound == space && !prefix.is_empty());
        match bound {
            Some((prefix, _)) => Prefix { text: format!("{prefix}:"), declare: String::new() },
            None => Prefix { text: format!("{usual}:"), declare: format!(" xmlns:{usual}=\"{space}\"") },
        }
    }

    /// The prefix of its own name, with the colon.
    pub(crate) fn own(&self) -> &str {
        self.name.find(':').map_or("", |at| &self.name[..=at])
    }

    /// The byte before which something is put in as its last child.
    pub(crate) fn append(&self, edits: &mut Edits, children: &str) {
        match self.single {
            true => edits.replace(self.start - 2, 2, &format!(">{children}</{}>", self.name)),
            false => edits.insert(self.end, children),
        }
    }
}

/// The text with children put in at the end of its outermost element.
pub(crate) fn append(text: &str, part: &str, children: &str) -> Result<String, Error> {
    let mut edits = Edits::default();
    Root::of(text, part)?.append(&mut edits, children);
    Ok(edits.apply(text))
}

/// The value of an attribute, references resolved; by its name without prefix.
pub(crate) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().with_checks(false).flatten().find(|attribute| {
        let key = attribute.key.as_ref();
        key == name || key.rsplit_once(':').is_some_and(|(prefix, local)| local == name && prefix != "xmlns")
    })?;
    Some(match found.normalized_value(quick_xml::XmlVersion::Implicit1_0) {
        Ok(value) => value.into_owned(),
        Err(_) => found.value.to_string(),
    })
}

/// The start tags of a text, with the byte at which each begins and that behind it.
pub(crate) fn tags(
    text: &str,
    part: &str,
    mut each: impl FnMut(&BytesStart<'_>, std::ops::Range<usize>),
) -> Result<(), Error> {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        let before = reader.buffer_position() as usize;
        let event = reader.read_event();
        let after = reader.buffer_position() as usize;
        match event.map_err(|error| Error::Malformed { part: part.to_owned(), reason: error.to_string() })? {
            Event::Start(start) | Event::Empty(start) => each(&start, before..after),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Text as content or value of an attribute; characters that XML cannot hold are left out.
pub(crate) fn escape(text: &str) -> String {
    let holds =
        |char: &char| matches!(char, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    quick_xml::escape::escape(text.chars().filter(holds).collect::<String>()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_are_put_in_at_the_end_of_the_root() {
        assert_eq!(append("<?xml?><a><b/></a>\n", "p", "<c/>").unwrap(), "<?xml?><a><b/><c/></a>\n");
        assert_eq!(append("<x:a xmlns:x='u'/>", "p", "<c/>").unwrap(), "<x:a xmlns:x='u'><c/></x:a>");
        assert!(append("<a><b></a>", "p", "").is_err());
        assert!(append("", "p", "").is_err());
    }

    #[test]
    fn a_namespace_is_written_with_the_prefix_that_the_root_binds() {
        let root = Root::of(r#"<q:a xmlns:q="word" xmlns="other"/>"#, "p").unwrap();
        assert_eq!(root.prefix("word", "w"), Prefix { text: "q:".into(), declare: String::new() });
        assert_eq!(root.prefix("other", "o").declare, r#" xmlns:o="other""#);
        assert_eq!(root.own(), "q:");
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(escape("甲<\u{1}&\u{ffff}"), "甲&lt;&amp;");
    }
}
