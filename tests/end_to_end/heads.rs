//! What real files say of themselves, where they lie beside the project: every field that the text states, each with
//! the passage it was read from, and no other field.

use crate::support::{lines, project, run};
use serde_json::Value;
use std::collections::BTreeMap;
use tempfile::TempDir;

/// The fields of a head by the name of its file.
type Heads = BTreeMap<String, BTreeMap<String, String>>;

const FIELDS: [&str; 10] =
    ["title", "issuer", "place", "level", "number", "issued", "valid_from", "valid_to", "kind", "in_force"];

/// A field as `heads.toml` writes it; `null` is none.
fn written(value: &Value) -> Option<String> {
    match value {
        Value::Object(place) => {
            let code = place["code"].as_str().map(|code| format!(" {code}")).unwrap_or_default();
            Some(format!("{}{code}", place["name"].as_str().expect("a place has a name")))
        }
        value => value.as_str().map(str::to_owned),
    }
}

#[test]
fn heads_of_real_files_are_read_as_they_stand() {
    let shared = project().join("../shared");
    if !shared.join("samples").exists() {
        println!("skipped: no real files beside the project");
        return;
    }
    let heads: Heads = toml::from_str(include_str!("heads.toml")).expect("heads.toml is TOML");
    assert!(heads.len() >= 40, "{} heads", heads.len());
    let folder = TempDir::new().unwrap();
    let (mut stated, mut faults) = (0, Vec::new());
    for (file, said) in &heads {
        let path = shared.join(file);
        let kb = folder.path().join(file.replace('/', "-"));
        let arguments = ["export", "documents", "--from", path.to_str().unwrap(), "--kb", kb.to_str().unwrap()];
        let record = &lines(&run(folder.path(), &arguments))[0];
        for field in FIELDS {
            let read = written(&record[field]);
            if read.as_ref() != said.get(field) {
                faults.push(format!("{file}: {field}: {read:?} read, {:?} said", said.get(field)));
            }
            if read.is_some() && record["evidence"][field]["end"].is_null() {
                faults.push(format!("{file}: {field}: no passage"));
            }
            stated += usize::from(said.contains_key(field));
        }
        let unknown: Vec<_> = said.keys().filter(|field| !FIELDS.contains(&field.as_str())).collect();
        assert!(unknown.is_empty(), "{file}: no such field: {unknown:?}");
    }
    println!("{} heads, {stated} fields that the texts state", heads.len());
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
