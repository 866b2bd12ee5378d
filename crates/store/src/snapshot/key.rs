//! Terms as byte strings, whose order is the order of the dictionary.

use oxrdf::{BlankNode, Literal, NamedNode, Term};
use sha2::{Digest, Sha256};

const BLANK: u8 = b'B';
const IRI: u8 = b'I';
const LANGUAGE: u8 = b'L';
const STRING: u8 = b'S';
const TYPED: u8 = b'T';

/// Writes the key of `term`. No two terms have the same.
pub(super) fn write_key(term: &Term, key: &mut Vec<u8>) {
    match term {
        Term::NamedNode(node) => push(key, IRI, &[node.as_str()]),
        Term::BlankNode(node) => push(key, BLANK, &[node.as_str()]),
        Term::Literal(literal) => match literal.language() {
            Some(language) => push(key, LANGUAGE, &[language, literal.value()]),
            None if literal.datatype() == oxrdf::vocab::xsd::STRING => push(key, STRING, &[literal.value()]),
            None => push(key, TYPED, &[literal.datatype().as_str(), literal.value()]),
        },
    }
}

/// What a term is known by in every snapshot: half of the SHA-256 of its key. That two terms share one is no case to
/// reckon with, by chance or by intent.
pub(super) fn hash(key: &[u8]) -> u128 {
    Sha256::digest(key).iter().take(super::layout::HASH).fold(0, |hash, &byte| hash << 8 | u128::from(byte))
}

fn push(key: &mut Vec<u8>, kind: u8, fields: &[&str]) {
    key.push(kind);
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            key.push(0);
        }
        key.extend_from_slice(field.as_bytes());
    }
}

/// The term of a key; `None` where it is no key.
pub(super) fn read_key(key: &[u8]) -> Option<Term> {
    let (&kind, rest) = key.split_first()?;
    let rest = std::str::from_utf8(rest).ok()?;
    Some(match kind {
        IRI => NamedNode::new_unchecked(rest).into(),
        BLANK => BlankNode::new(rest).ok()?.into(),
        STRING => Literal::new_simple_literal(rest).into(),
        LANGUAGE => {
            let (language, value) = rest.split_once('\0')?;
            Literal::new_language_tagged_literal_unchecked(value, language).into()
        }
        TYPED => {
            let (datatype, value) = rest.split_once('\0')?;
            Literal::new_typed_literal(value, NamedNode::new_unchecked(datatype)).into()
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxrdf::vocab::xsd;

    #[test]
    fn a_term_comes_back_from_its_key_and_no_two_share_one() {
        let terms: Vec<Term> = vec![
            NamedNode::new_unchecked("http://a/税").into(),
            BlankNode::new("b1").unwrap().into(),
            Literal::new_simple_literal("http://a/税").into(),
            Literal::new_simple_literal("").into(),
            Literal::new_language_tagged_literal("税", "zh").unwrap().into(),
            Literal::new_typed_literal("2021-06-30", xsd::DATE).into(),
            Literal::new_typed_literal("2021-06-30", xsd::STRING).into(),
        ];
        let mut keys = Vec::new();
        for term in &terms {
            let mut key = Vec::new();
            write_key(term, &mut key);
            assert_eq!(read_key(&key).as_ref(), Some(term));
            assert!(!keys.contains(&key));
            keys.push(key);
        }
    }

    #[test]
    fn bytes_that_are_no_key_are_refused() {
        for bytes in [&b""[..], b"Xa", b"Lzh", b"T", b"I\xff"] {
            assert_eq!(read_key(bytes), None);
        }
    }
}
