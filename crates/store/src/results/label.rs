//! Terms as a person reads them.

use oxrdf::Term;
use zhengtu_rdf::vocab::PREFIXES;

/// The IRI or the value of a literal.
pub(super) fn plain(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal.value().to_owned(),
    }
}

/// As [`plain`], with the known namespaces shortened to their prefixes.
pub(super) fn short(term: &Term) -> String {
    let Term::NamedNode(node) = term else { return plain(term) };
    let name = PREFIXES.iter().find_map(|(prefix, namespace)| {
        let local = node.as_str().strip_prefix(namespace)?;
        (!local.contains(['/', '#'])).then(|| format!("{prefix}:{local}"))
    });
    name.unwrap_or_else(|| plain(term))
}
