//! The part of a Word file that holds its comments, and that which names their authors.

use super::index::WORD;
use crate::relations::{HEAD, Kind, Parts};
use crate::root::{Prefix, Root, append, attribute, escape, tags};
use crate::{AUTHOR, Error, Note};
use std::collections::BTreeSet;
use zhengtu_reader::Parts as FileParts;

const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const PEOPLE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.people+xml";
const PEOPLE_RELATION: &str = "http://schemas.microsoft.com/office/2011/relationships/people";
/// Word 2012 (MS-DOCX, section 2.5.3).
const WORD_2012: &str = "http://schemas.microsoft.com/office/word/2012/wordml";

/// The comments of a file, with those that come to it.
pub(super) struct Comments {
    /// The part, and its text where the file has one.
    part: Option<(String, String)>,
    space: String,
    word: Prefix,
    /// The numbers that are taken.
    ids: BTreeSet<i64>,
    next: i64,
    added: String,
}

impl Comments {
    /// Opens the part. `space` is the namespace of the main part, `ids` are the numbers taken there.
    pub(super) fn open(
        parts: &mut Parts<'_, '_>,
        names: &FileParts,
        space: &str,
        ids: BTreeSet<i64>,
    ) -> Result<Self, Error> {
        let mut part = None;
        let mut word = Prefix { text: "w:".to_owned(), declare: String::new() };
        let mut taken = BTreeSet::new();
        if let Some(name) = names.related.get("comments") {
            let text = parts.required(name)?;
            tags(&text, name, |tag, _| {
                taken.extend(attribute(tag, "id").and_then(|id| id.trim().parse::<i64>().ok()));
            })?;
            word = Root::of(&text, name)?.prefix(space, "w");
            part = Some((name.clone(), text));
        }
        let mut comments = Self { part, space: space.to_owned(), word, ids, next: 0, added: String::new() };
        comments.take(&taken);
        Ok(comments)
    }

    /// Takes numbers out of those that are free.
    pub(super) fn take(&mut self, ids: &BTreeSet<i64>) {
        self.ids.extend(ids);
    }

    /// A number that nothing has yet.
    pub(super) fn number(&mut self) -> i64 {
        while self.ids.contains(&self.next) {
            self.next += 1;
        }
        self.ids.insert(self.next);
        self.next
    }

    /// Adds a comment. `elsewhere` says that it does not stand at the words themselves.
    pub(super) fn add(&mut self, id: i64, note: &Note, elsewhere: bool) {
        let Prefix { text: w, declare } = &self.word;
        let lines = note.lines.iter().chain(elsewhere.then_some(&note.elsewhere)).filter(|line| !line.is_empty());
        let paragraphs: String = lines
            .enumerate()
            .map(|(number, line)| {
                let mark = if number == 0 { format!("<{w}r><{w}annotationRef/></{w}r>") } else { String::new() };
                format!("<{w}p>{mark}<{w}r><{w}t xml:space=\"preserve\">{}</{w}t></{w}r></{w}p>", escape(line))
            })
            .collect();
        self.added += &format!(
            "<{w}comment{declare} {w}id=\"{id}\" {w}author=\"{AUTHOR}\" {w}initials=\"{AUTHOR}\">{paragraphs}</{w}comment>"
        );
    }

    /// Writes the part, and the author among those of the file.
    pub(super) fn write(&self, parts: &mut Parts<'_, '_>, names: &FileParts) -> Result<(), Error> {
        let folder = names.main.rsplit_once('/').map_or("", |(folder, _)| folder);
        match &self.part {
            Some((name, text)) => parts.set(name, append(text, name, &self.added)?),
            None => {
                let name = parts.free(folder, "comments", "xml");
                let text = format!("{HEAD}<w:comments xmlns:w=\"{}\">{}</w:comments>", self.space, self.added);
                let office = match self.space == WORD[1] {
                    true => "http://purl.oclc.org/ooxml/officeDocument/relationships",
                    false => "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                };
                let kind = Kind { relation: format!("{office}/comments"), content: COMMENTS };
                parts.add(&names.main, &name, &kind, text)?;
            }
        }
        self.write_author(parts, names, folder)
    }

    fn write_author(&self, parts: &mut Parts<'_, '_>, names: &FileParts, folder: &str) -> Result<(), Error> {
        let person = |w: &str, declare: &str| {
            format!(
                "<{w}person{declare} {w}author=\"{AUTHOR}\"><{w}presenceInfo {w}providerId=\"None\" {w}userId=\"{AUTHOR}\"/></{w}person>"
            )
        };
        let Some(name) = names.related.get("people") else {
            let name = parts.free(folder, "people", "xml");
            let text = format!("{HEAD}<w15:people xmlns:w15=\"{WORD_2012}\">{}</w15:people>", person("w15:", ""));
            let kind = Kind { relation: PEOPLE_RELATION.to_owned(), content: PEOPLE };
            return parts.add(&names.main, &name, &kind, text).map(|_| ());
        };
        let text = parts.required(name)?;
        let mut known = false;
        tags(&text, name, |tag, _| known |= attribute(tag, "author").as_deref() == Some(AUTHOR))?;
        if !known {
            let prefix = Root::of(&text, name)?.prefix(WORD_2012, "w15");
            parts.set(name, append(&text, name, &person(&prefix.text, &prefix.declare))?);
        }
        Ok(())
    }
}
