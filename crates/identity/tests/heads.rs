//! Heads of documents in invented words, with what they say: every field that is stated, and no other.

use std::collections::BTreeMap;
use zhengtu_identity::{Found, Read};
use zhengtu_lexicon::testing::lexicon;
use zhengtu_outline::Outline;

const HEADS: &str = include_str!("heads.txt");

fn parse(text: &str) -> Outline {
    let source = zhengtu_reader::read("文件.txt", text.as_bytes(), &zhengtu_reader::Options::default()).unwrap();
    zhengtu_outline::parse(lexicon(), &source)
}

fn put<T>(
    fields: &mut BTreeMap<&str, String>,
    name: &'static str,
    found: Option<&Found<T>>,
    text: impl Fn(&T) -> String,
) {
    if let Some(found) = found {
        fields.insert(name, text(&found.value));
    }
}

/// The fields as the file of heads writes them.
fn fields(read: &Read) -> BTreeMap<&'static str, String> {
    let mut fields = BTreeMap::new();
    let place = |place: &zhengtu_model::Place| format!("{} {}", place.name, place.code.as_deref().unwrap_or("-"));
    put(&mut fields, "title", read.title.as_ref(), String::clone);
    put(&mut fields, "issuer", read.issuer.as_ref(), String::clone);
    put(&mut fields, "place", read.place.as_ref(), place);
    put(&mut fields, "level", read.level.as_ref(), ToString::to_string);
    put(&mut fields, "number", read.number.as_ref(), String::clone);
    put(&mut fields, "issued", read.issued.as_ref(), ToString::to_string);
    put(&mut fields, "valid_from", read.valid_from.as_ref(), ToString::to_string);
    put(&mut fields, "valid_to", read.valid_to.as_ref(), ToString::to_string);
    put(&mut fields, "kind", read.kind.as_ref(), String::clone);
    put(&mut fields, "in_force", read.in_force.as_ref(), ToString::to_string);
    fields
}

fn expected(lines: &str) -> BTreeMap<&str, String> {
    let field = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.replace(' ', "")));
    let mut found = BTreeMap::new();
    for line in lines.lines().filter(|line| !line.is_empty()) {
        let (name, _) = line.split_once(": ").unwrap_or_else(|| panic!("no field: {line}"));
        found.insert(name, field(line).unwrap().1);
    }
    found
}

#[test]
fn every_head_says_what_it_says_and_nothing_is_guessed() {
    let (mut count, mut faults) = (0, Vec::new());
    for head in HEADS.split("\n=== ").map(|head| head.trim_start_matches("=== ")) {
        let (name, rest) = head.split_once('\n').unwrap();
        let (wanted, text) = rest.split_once("---\n").unwrap();
        let outline = parse(text);
        let read: BTreeMap<&str, String> = fields(&zhengtu_identity::read(lexicon(), &outline, "文件.txt"))
            .into_iter()
            .map(|(name, value)| (name, value.replace(' ', "")))
            .collect();
        let wanted = expected(wanted);
        for field in wanted.keys().chain(read.keys()).collect::<std::collections::BTreeSet<_>>() {
            if wanted.get(field) != read.get(field) {
                faults.push(format!("{name}: {field}: {:?} read, {:?} said", read.get(field), wanted.get(field)));
            }
        }
        count += 1;
    }
    assert!(count >= 40, "{count} heads");
    assert!(faults.is_empty(), "{} faults in {count} heads:\n{}", faults.len(), faults.join("\n"));
}
