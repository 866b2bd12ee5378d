//! New parts of a package, and what leads to them (ECMA-376, part 2, sections 8 and 10).

use crate::root::{Root, append, attribute, escape, tags};
use crate::{Error, edits::Edits};
use std::collections::{BTreeMap, BTreeSet};
use zhengtu_reader::{Package, decode_xml};

const TYPES: &str = "[Content_Types].xml";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The parts of a package that change, and those that come to it.
pub(crate) struct Parts<'p, 'b> {
    package: &'p mut Package<'b>,
    format: &'static str,
    changed: BTreeMap<String, String>,
}

/// A kind of part.
pub(crate) struct Kind {
    /// The type of the relationship that leads to it.
    pub(crate) relation: String,
    /// The type of its content.
    pub(crate) content: &'static str,
}

impl<'p, 'b> Parts<'p, 'b> {
    pub(crate) fn new(package: &'p mut Package<'b>, format: &'static str) -> Self {
        Self { package, format, changed: BTreeMap::new() }
    }

    /// The text of a part as it is now; nothing where there is none.
    pub(crate) fn text(&mut self, part: &str) -> Result<Option<String>, Error> {
        if let Some(text) = self.changed.get(part) {
            return Ok(Some(text.clone()));
        }
        let Some(bytes) = self.package.member(part)? else { return Ok(None) };
        Ok(Some(decode_xml(bytes, self.format)?))
    }

    /// Gives a part that text.
    pub(crate) fn set(&mut self, part: &str, text: String) {
        self.changed.insert(part.to_owned(), text);
    }

    /// A name for a new part: `folder/stem.ending`, with a number where that is taken.
    pub(crate) fn free(&self, folder: &str, stem: &str, ending: &str) -> String {
        let taken: BTreeSet<String> =
            self.package.names().chain(self.changed.keys().map(String::as_str)).map(str::to_lowercase).collect();
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let names = std::iter::once(format!("{folder}{stem}.{ending}"))
            .chain((1..).map(|number| format!("{folder}{stem}{number}.{ending}")));
        names.into_iter().find(|name| !taken.contains(&name.to_lowercase())).unwrap_or_default()
    }

    /// Adds a part that `from` leads to; gives the id of the relationship.
    pub(crate) fn add(&mut self, from: &str, part: &str, kind: &Kind, text: String) -> Result<String, Error> {
        self.set(part, text);
        self.say_type(part, kind.content)?;
        self.relate(from, part, &kind.relation)
    }

    /// Adds a part whose ending says of what type it is, and that `from` leads to; gives the id of the relationship.
    pub(crate) fn relate_new(&mut self, from: &str, part: &str, relation: &str, text: String) -> Result<String, Error> {
        self.set(part, text);
        self.relate(from, part, relation)
    }

    /// Says of what type a part is.
    fn say_type(&mut self, part: &str, content: &str) -> Result<(), Error> {
        let types = self.required(TYPES)?;
        let prefix = Root::of(&types, TYPES)?.own().to_owned();
        let entry = format!("<{prefix}Override PartName=\"/{}\" ContentType=\"{content}\"/>", escape(part));
        self.set(TYPES, append(&types, TYPES, &entry)?);
        Ok(())
    }

    /// Says of what type the parts with an ending are, where nothing says it yet.
    pub(crate) fn say_default(&mut self, ending: &str, content: &str) -> Result<(), Error> {
        let types = self.required(TYPES)?;
        let root = Root::of(&types, TYPES)?;
        let mut said = false;
        tags(&types, TYPES, |tag, _| {
            let is_default = tag.local_name().as_ref() == "Default";
            said |= is_default && attribute(tag, "Extension").is_some_and(|other| other.eq_ignore_ascii_case(ending));
        })?;
        if !said {
            let mut edits = Edits::default();
            let entry = format!("<{}Default Extension=\"{ending}\" ContentType=\"{content}\"/>", root.own());
            root.append(&mut edits, &entry);
            self.set(TYPES, edits.apply(&types));
        }
        Ok(())
    }

    /// Lets `from` lead to a part; gives the id of the relationship.
    fn relate(&mut self, from: &str, part: &str, relation: &str) -> Result<String, Error> {
        let list = list_of(from);
        let empty = || format!("{HEAD}<Relationships xmlns=\"{RELATIONS}\"/>");
        let text = self.text(&list)?.unwrap_or_else(empty);
        let mut ids = BTreeSet::new();
        tags(&text, &list, |tag, _| ids.extend(attribute(tag, "Id")))?;
        let id = (1..).map(|number| format!("rId{number}")).find(|id| !ids.contains(id)).unwrap_or_default();
        let prefix = Root::of(&text, &list)?.own().to_owned();
        let entry = format!(
            "<{prefix}Relationship Id=\"{id}\" Type=\"{relation}\" Target=\"{}\"/>",
            escape(&target(from, part))
        );
        self.set(&list, append(&text, &list, &entry)?);
        Ok(id)
    }

    pub(crate) fn required(&mut self, part: &str) -> Result<String, Error> {
        self.text(part)?
            .ok_or_else(|| Error::Malformed { part: part.to_owned(), reason: "文件里没有这一部分".into() })
    }

    /// What changed, as bytes of the archive.
    pub(crate) fn finish(self) -> BTreeMap<String, Vec<u8>> {
        self.changed.into_iter().map(|(part, text)| (part, encode(&text).into_bytes())).collect()
    }
}

/// How a new part begins.
pub(crate) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The part that lists where another leads to.
pub(crate) fn list_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// How `from` names a part: without the folder where both lie in one.
fn target(from: &str, part: &str) -> String {
    let folder = |part: &str| part.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    match part.strip_prefix(&folder(from)) {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => format!("/{part}"),
    }
}

/// The text is written as UTF-8; where its declaration says otherwise, it is mended.
fn encode(text: &str) -> String {
    let says_other = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).filter(|(head, _)| {
        let head = head.to_ascii_lowercase();
        head.contains("encoding") && !head.contains("utf-8")
    });
    match says_other {
        Some((_, rest)) => format!("{}{}", HEAD.trim_end(), rest),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_named_from_the_part_that_leads_to_it() {
        assert_eq!(target("word/document.xml", "word/comments.xml"), "comments.xml");
        assert_eq!(target("xl/worksheets/sheet1.xml", "xl/comments1.xml"), "/xl/comments1.xml");
        assert_eq!(list_of("word/document.xml"), "word/_rels/document.xml.rels");
        assert_eq!(list_of("document.xml"), "_rels/document.xml.rels");
    }

    #[test]
    fn a_text_of_another_encoding_is_said_to_be_utf_8() {
        assert_eq!(encode("<?xml version='1.0' encoding='GBK'?><a/>"), format!("{}<a/>", HEAD.trim_end()));
        assert_eq!(encode("<?xml version='1.0' encoding='utf-8'?><a/>"), "<?xml version='1.0' encoding='utf-8'?><a/>");
    }
}
