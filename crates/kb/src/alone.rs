//! A document read by itself, without a knowledge base: the records are those that a build gives for it where it is a
//! plan of its own.

use crate::{Base, digests, graph};
use oxrdf::Quad;
use zhengtu_check::Examination;
use zhengtu_lexicon::Lexicon;
use zhengtu_model::DocumentFacts;
use zhengtu_rdf::Things;
use zhengtu_reader::{Options, ReadError, Source};

/// A file whose text and blocks are known.
#[derive(Clone, Debug)]
pub struct ReadFile {
    /// The text, its blocks and their places.
    pub source: Source,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
}

impl ReadFile {
    /// Reads the bytes of a file called `name`, which is the name of the document.
    ///
    /// # Errors
    /// Where they cannot be read; see [`ReadError`].
    pub fn read(name: &str, bytes: &[u8], how: &Options) -> Result<Self, ReadError> {
        Ok(Self { source: zhengtu_reader::read(name, bytes, how)?, sha256: digests::hex(bytes) })
    }

    /// All that can be read out of it.
    pub fn extract(&self, lexicon: &Lexicon, base: &Base) -> Alone {
        let source = &self.source;
        let mut facts = zhengtu_extract::facts(lexicon, source, &zhengtu_outline::parse(lexicon, source));
        facts.info.sha256.clone_from(&self.sha256);
        zhengtu_rdf::identify(&mut facts, base);
        Alone { facts, text: source.text.clone() }
    }
}

/// A document of which all is known.
#[derive(Clone, Debug)]
pub struct Alone {
    /// All that was read out of it.
    pub facts: DocumentFacts,
    /// The text as read, into which evidence counts.
    pub text: String,
}

impl Alone {
    /// What the checks find in it.
    pub fn examine(&self, lexicon: &Lexicon) -> Examination {
        let document = zhengtu_check::Document { facts: &self.facts, text: &self.text, lexicon };
        zhengtu_check::examine_plan(&[document]).pop().unwrap_or_default()
    }

    /// Its named graph, as a knowledge base holds it: sorted, each quad once, without blank nodes.
    pub fn quads(&self, examined: &Examination, lexicon: &Lexicon, base: &Base) -> Vec<Quad> {
        let document = graph::Document { facts: &self.facts, text: &self.text, examined };
        let words = lexicon.digest();
        graph::quads(&document, &Things::new([&self.facts], base), &graph::Made { base, words: &words })
    }
}
