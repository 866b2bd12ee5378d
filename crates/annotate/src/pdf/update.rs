//! What is written behind a PDF file: new objects, and the cross-references to them (ISO 32000-1, 7.5.6).

use super::tail::{Kind, Tail};
use hayro_syntax::object::ObjectIdentifier;
use std::collections::BTreeMap;

/// The objects that are added to a file, or take the place of older ones.
pub(super) struct Update {
    /// By number, with the generation.
    objects: BTreeMap<u32, (i32, Vec<u8>)>,
    /// The number of the next new one.
    next: u32,
}

impl Update {
    /// No objects yet; `size` is the first number that the file does not use.
    pub(super) fn new(size: u32) -> Self {
        Self { objects: BTreeMap::new(), next: size }
    }

    /// Adds an object and gives its number.
    pub(super) fn add(&mut self, object: Vec<u8>) -> u32 {
        let number = self.next;
        self.objects.insert(number, (0, object));
        self.next += 1;
        number
    }

    /// Writes an object of the file anew.
    pub(super) fn replace(&mut self, id: ObjectIdentifier, object: Vec<u8>) {
        self.objects.insert(id.obj_number, (id.gen_number, object));
    }

    /// The file with the objects behind it, and the cross-references to them in the form that the file has.
    pub(super) fn append_to(self, bytes: &[u8], tail: &Tail) -> Vec<u8> {
        let mut file = bytes.to_vec();
        if !file.ends_with(b"\n") {
            file.push(b'\n');
        }
        let mut places: Vec<(u32, i32, usize)> = Vec::new();
        for (number, (generation, object)) in &self.objects {
            places.push((*number, *generation, file.len()));
            file.extend(format!("{number} {generation} obj\n").bytes());
            file.extend(object);
            file.extend(b"\nendobj\n");
        }
        let start = file.len();
        match tail.kind {
            Kind::Table => {
                // Some readers want the head of the list of free objects first, which is as it was.
                file.extend(b"xref\n0 1\n0000000000 65535 f \n");
                for run in runs(&places) {
                    file.extend(format!("{} {}\n", run[0].0, run.len()).bytes());
                    for (_, generation, place) in run {
                        file.extend(format!("{place:010} {generation:05} n \n").bytes());
                    }
                }
                file.extend(format!("trailer\n<</Size {}{}>>\n", self.next, tail.entries).bytes());
            }
            Kind::Stream => {
                places.push((self.next, 0, start));
                let index: Vec<String> = runs(&places).map(|run| format!("{} {}", run[0].0, run.len())).collect();
                let mut rows = Vec::new();
                for (_, generation, place) in &places {
                    rows.push(1);
                    rows.extend((*place as u64).to_be_bytes());
                    rows.extend((*generation as u16).to_be_bytes());
                }
                let head = format!(
                    "{} 0 obj\n<</Type/XRef/Size {}/W[1 8 2]/Index[{}]{}/Length {}>>\nstream\n",
                    self.next,
                    self.next + 1,
                    index.join(" "),
                    tail.entries,
                    rows.len()
                );
                file.extend(head.bytes());
                file.extend(rows);
                file.extend(b"\nendstream\nendobj\n");
            }
        }
        file.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        file
    }
}

/// The objects whose numbers follow on each other.
fn runs(places: &[(u32, i32, usize)]) -> impl Iterator<Item = &[(u32, i32, usize)]> {
    places.chunk_by(|a, b| a.0 + 1 == b.0)
}
