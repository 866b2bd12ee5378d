//! Turtle of the plain form that the built-in files have: prefixes, names and texts with a language, and white space behind
//! each. What is written otherwise is left to the parser of the whole language.

use super::{Object, Statement};
use std::collections::HashMap;
use std::rc::Rc;

const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// The statements of a text; nothing where it is not of the plain form.
pub(super) fn statements(turtle: &str) -> Option<Vec<Statement<'_>>> {
    let mut reader = Reader { rest: turtle, prefixes: Vec::new(), known: HashMap::new(), kind: TYPE.into() };
    let mut all = Vec::new();
    loop {
        reader.skip();
        if reader.rest.is_empty() {
            return Some(all);
        }
        if reader.takes("@prefix") {
            reader.prefix()?;
        } else {
            reader.statements_of_one(&mut all)?;
        }
    }
}

struct Reader<'t> {
    rest: &'t str,
    /// Prefixes with their namespaces.
    prefixes: Vec<(&'t str, &'t str)>,
    /// The IRIs of the names that were read, as the same return again and again.
    known: HashMap<&'t str, Rc<str>>,
    kind: Rc<str>,
}

impl<'t> Reader<'t> {
    /// Goes over white space and comments.
    fn skip(&mut self) {
        self.rest = self.rest.trim_ascii_start();
        while self.rest.starts_with('#') {
            let end = self.rest.find('\n').unwrap_or(self.rest.len());
            self.rest = self.rest[end..].trim_ascii_start();
        }
    }

    /// Goes over a word, if it stands here with white space behind it.
    fn takes(&mut self, word: &str) -> bool {
        let rest =
            self.rest.strip_prefix(word).filter(|rest| rest.starts_with(|char: char| char.is_ascii_whitespace()));
        rest.is_some_and(|rest| {
            self.rest = rest;
            self.skip();
            true
        })
    }

    /// Goes over one of the signs `,`, `;` and `.`, and gives it.
    fn sign(&mut self) -> Option<u8> {
        let sign = self.rest.bytes().next().filter(|sign| matches!(sign, b',' | b';' | b'.'))?;
        let rest = &self.rest[1..];
        (rest.is_empty() || rest.starts_with(|char: char| char.is_ascii_whitespace())).then_some(())?;
        self.rest = rest;
        self.skip();
        Some(sign)
    }

    /// What stands here up to the next white space, all of it of such characters, and goes over it.
    fn word(&mut self, is_of: impl Fn(u8) -> bool) -> Option<&'t str> {
        let end = self.rest.bytes().position(|byte| byte.is_ascii_whitespace())?;
        let (word, rest) = self.rest.split_at(end);
        word.bytes().all(is_of).then_some(())?;
        self.rest = rest;
        self.skip();
        Some(word)
    }

    fn prefix(&mut self) -> Option<()> {
        let name = self.word(is_of_name)?.strip_suffix(':')?;
        let namespace = self.iri()?;
        self.known.clear();
        self.prefixes.retain(|(known, _)| *known != name);
        self.prefixes.push((name, namespace));
        (self.sign()? == b'.').then_some(())
    }

    /// An IRI in full.
    fn iri(&mut self) -> Option<&'t str> {
        let iri = self.word(|byte| byte.is_ascii_graphic() && byte != b'\\')?;
        let iri = iri.strip_prefix('<')?.strip_suffix('>')?;
        (iri.starts_with("http") && !iri.contains(['<', '>', '"'])).then_some(iri)
    }

    /// An IRI, in full or with a prefix.
    fn name(&mut self) -> Option<Rc<str>> {
        if self.rest.starts_with('<') {
            return self.iri().map(Rc::from);
        }
        let word = self.word(is_of_name)?;
        if let Some(known) = self.known.get(word) {
            return Some(Rc::clone(known));
        }
        let (prefix, local) = word.split_once(':')?;
        let (_, namespace) = self.prefixes.iter().find(|(known, _)| *known == prefix)?;
        let iri: Rc<str> = [*namespace, local].concat().into();
        self.known.insert(word, Rc::clone(&iri));
        Some(iri)
    }

    fn object(&mut self) -> Option<Object<'t>> {
        let Some(rest) = self.rest.strip_prefix('"') else { return self.name().map(Object::Concept) };
        let (text, rest) = rest.split_once('"')?;
        // Three signs stand before a long text.
        let long = text.is_empty() && rest.starts_with('"');
        (!long && !text.contains(['\\', '\n', '\r'])).then_some(())?;
        self.rest = rest;
        let tag = self.word(|byte| byte.is_ascii_lowercase() || byte == b'@')?;
        let language = if tag.is_empty() { None } else { Some(tag.strip_prefix('@')?.into()) };
        Some(Object::Label { text: text.into(), language })
    }

    /// The statements of one subject.
    fn statements_of_one(&mut self, all: &mut Vec<Statement<'t>>) -> Option<()> {
        let subject = self.name()?;
        loop {
            let property = if self.takes("a") { Rc::clone(&self.kind) } else { self.name()? };
            loop {
                let object = self.object()?;
                all.push(Statement { subject: Rc::clone(&subject), property: Rc::clone(&property), object });
                match self.sign()? {
                    b',' => {}
                    b';' => break,
                    _ => return Some(()),
                }
            }
        }
    }
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':')
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxttl::TurtleParser;

    fn parsed(turtle: &str) -> Option<Vec<Statement<'_>>> {
        TurtleParser::new().for_slice(turtle.as_bytes()).map(|triple| triple.ok().map(Statement::from)).collect()
    }

    #[test]
    fn the_built_in_files_are_of_the_plain_form_and_read_as_the_parser_reads_them() {
        for file in [include_str!("../../../../ontology/bodies.ttl"), include_str!("../../../../ontology/policy.ttl")] {
            let found = statements(file).unwrap();
            assert!(found.len() > 1000);
            assert_eq!(Some(found), parsed(file));
        }
    }

    #[test]
    fn what_is_read_is_what_the_parser_reads_and_all_else_is_left_to_it() {
        let prefix = "@prefix p: <http://example.org/> .\n";
        for plain in [
            "p:a a p:B .",
            "p:a p:b \"甲\"@zh , \"乙 # . ;\" ; p:c p:d .\n# 丙\np:e a <http://example.org/f> .",
            "p:a p:b \"\" , \"\"@en .",
            "@prefix p: <http://example.org/other/> . p:a p:a p: .",
            "",
        ] {
            let text = format!("{prefix}{plain}");
            let found = statements(&text);
            assert!(found.is_some(), "{plain}");
            assert_eq!(found, parsed(&text), "{plain}");
        }
        for other in [
            "p:a a p:B.",
            "p:a p:b \"甲\\n\"@zh .",
            "p:a p:b \"\"\"甲\"\"\" .",
            "p:a p:b \"1\"^^p:c .",
            "p:a p:b '甲' .",
            "p:a p:b 1 .",
            "p:a p:b [ p:c p:d ] .",
            "p:a p:b <relative> .",
            "p:a p:b \"甲\"@zh ; .",
            "p:a.b p:c p:d .",
            "q:a p:b p:c .",
            "p:a p:b \"甲\"@zh-CN .",
            "p:a p:b p:c",
            "p:a p:b",
            "@base <http://example.org/> .",
            "县 p:b p:c .",
        ] {
            assert_eq!(statements(&format!("{prefix}{other}")), None, "{other}");
        }
    }
}
