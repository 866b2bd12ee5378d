//! Results of SPARQL as the pages show them: values, and links to the records of this site.

use crate::call::Call;
use crate::sheet::Cell;
use crate::shell::Shell;
use oxrdf::Term;
use percent_encoding::percent_decode_str;

/// A value of a result.
pub struct Shown {
    /// What it says.
    pub text: String,
    /// The page of what it names; empty where there is none.
    pub href: String,
}

impl Shown {
    /// Whether it is to stand on one line.
    pub fn is_short(&self) -> bool {
        self.text.chars().count() <= 12
    }
}

/// A term as a page shows it.
pub fn shown(call: &Call, shell: &Shell, term: Option<&Term>) -> Shown {
    match term {
        None => Shown { text: String::new(), href: String::new() },
        Some(Term::NamedNode(node)) => named(call, shell, node.as_str()),
        Some(Term::BlankNode(node)) => Shown { text: node.to_string(), href: String::new() },
        Some(Term::Literal(literal)) => Shown { text: literal.value().to_owned(), href: String::new() },
    }
}

/// An IRI: without the base where it is one of ours.
pub fn named(call: &Call, shell: &Shell, iri: &str) -> Shown {
    let short = call.opened.short(iri);
    if short.len() == iri.len() {
        return Shown { text: iri.to_owned(), href: String::new() };
    }
    let local = short.split('#').next().unwrap_or(short);
    let plain = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let task = call.opened.task(local).map(|task| (shell.task(local), &task.doc, task.part, &task.path));
    let target = || call.opened.target(local);
    let fact = task.or_else(|| target().map(|target| (shell.target(local), &target.doc, target.part, &target.path)));
    if let Some((href, doc, part, path)) = fact {
        // What belongs to a fact, as its deadline does, is called by its address.
        let is_fact = local.len() == short.len();
        let place = || shell.titles.place(doc, part, path, shell.lang);
        let text = match is_fact {
            true if shell.many() => format!("{} {}", shell.titles.whole(doc), place()),
            true => place(),
            false => plain(short),
        };
        return Shown { text, href };
    }
    let href = if let Some((doc, name)) = local.strip_prefix("doc/").and_then(|local| local.split_once("/unit/")) {
        shell.unit(&plain(doc), &plain(name))
    } else if let Some(key) = local.strip_prefix("organization/") {
        let key = plain(key);
        let body = call.opened.bodies.iter().find(|body| body.body.key == key);
        body.map(|body| shell.body(&body.name)).unwrap_or_default()
    } else {
        let rest = local.strip_prefix("doc/").unwrap_or_default();
        let (doc, rest) = rest.split_once('/').unwrap_or((rest, ""));
        let part = rest.strip_prefix("part/").and_then(|part| part.split('/').next()?.parse().ok());
        let known = call.opened.document(&plain(doc)).is_some();
        if known && rest.is_empty() {
            return Shown { text: shell.titles.whole(&plain(doc)), href: shell.reader(&plain(doc), &0) };
        }
        if known { shell.reader(&plain(doc), &part.unwrap_or(0)) } else { String::new() }
    };
    Shown { text: plain(short), href }
}

/// A term as a cell of a file.
pub fn cell(term: Option<&Term>) -> Cell {
    match term {
        None => Cell::Empty,
        Some(Term::NamedNode(node)) => node.as_str().into(),
        Some(Term::BlankNode(node)) => node.to_string().into(),
        Some(Term::Literal(literal)) => {
            let number = literal.datatype().as_str().starts_with("http://www.w3.org/2001/XMLSchema#")
                && ["integer", "decimal", "double"].iter().any(|name| literal.datatype().as_str().ends_with(name));
            match literal.value().parse() {
                Ok(value) if number => Cell::Number(value),
                _ => literal.value().parse().map_or_else(|_| literal.value().into(), Cell::Day),
            }
        }
    }
}
