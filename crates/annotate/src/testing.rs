//! Files made in code, and what their copies hold.

use crate::{Annotated, Note, annotate};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zhengtu_reader::{Options, Origins, Source, read, read_traced};
use zhengtu_text::Span;
use zip::write::SimpleFileOptions;

/// An archive with these members.
pub(crate) fn zip(members: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The members of an archive.
pub(crate) fn members(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let read = |index: usize| {
        let mut member = archive.by_index(index).unwrap();
        let mut text = String::new();
        member.read_to_string(&mut text).unwrap();
        (member.name().unwrap().into_owned(), text)
    };
    (0..zip::ZipArchive::new(Cursor::new(bytes)).unwrap().len()).map(read).collect()
}

/// A file with the way back into it.
pub(crate) fn open(name: &str, bytes: &[u8]) -> (Source, Origins) {
    let (source, origins) = read_traced(name, bytes, &Options::default()).unwrap();
    (source, origins.unwrap())
}

/// A note at the first place of some words.
pub(crate) fn note(source: &Source, words: &str) -> Note {
    let start = source.text.find(words).unwrap_or_else(|| panic!("{words} in {}", source.text));
    let span = Span::new(start, start + words.len());
    Note { span, lines: vec![format!("说{words}")], elsewhere: format!("所指：{words}"), fixes: Vec::new() }
}

/// A copy with notes at these words. What is read of it is what is read of the original.
pub(crate) fn noted(name: &str, bytes: &[u8], words: &[&str]) -> Annotated {
    let (source, origins) = open(name, bytes);
    let notes: Vec<Note> = words.iter().map(|words| note(&source, words)).collect();
    let copy = annotate(bytes, &origins, &notes, false).unwrap();
    assert_eq!(copy.notes, words.len());
    let again = read(name, &copy.bytes, &Options::default()).unwrap();
    assert_eq!((again.text, again.blocks), (source.text, source.blocks));
    copy
}

/// The words that each comment of a part stands at, by its number, in the order of the numbers.
pub(crate) fn commented(xml: &str) -> BTreeMap<i64, String> {
    let mut found: BTreeMap<i64, String> = BTreeMap::new();
    let mut open: Vec<i64> = Vec::new();
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().unwrap() {
            Event::Empty(tag) | Event::Start(tag) => {
                let id = || crate::root::attribute(&tag, "id").unwrap().parse().unwrap();
                match tag.local_name().as_ref() {
                    "commentRangeStart" => open.push(id()),
                    "commentRangeEnd" => {
                        let id = id();
                        assert!(open.contains(&id), "{id} ends and was not begun");
                        open.retain(|other| *other != id);
                        found.entry(id).or_default();
                    }
                    _ => {}
                }
            }
            Event::Text(text) => {
                for id in &open {
                    found.entry(*id).or_default().push_str(&text);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?} do not end");
    found
}
