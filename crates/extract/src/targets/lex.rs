//! The words, as a value that is handed on.

use zhengtu_lexicon::measures::Measures;
pub(crate) use zhengtu_lexicon::targets::Sign;
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lexicon;
pub(crate) struct Targets;
pub(crate) static LEXICON: Lexicon = Lexicon;
impl Lexicon {
    pub fn targets(&self) -> Targets {
        Targets
    }
    pub fn measures(&self) -> &'static Measures {
        zhengtu_lexicon::measures::measures()
    }
}
impl Targets {
    pub fn words(&self, sign: Sign) -> &'static [String] {
        zhengtu_lexicon::targets::words(sign)
    }
    pub fn within(&self, sign: Sign, text: &str) -> Option<&'static str> {
        zhengtu_lexicon::targets::within(sign, text)
    }
    pub fn at_end(&self, sign: Sign, text: &str) -> Option<&'static str> {
        zhengtu_lexicon::targets::at_end(sign, text)
    }
    pub fn at_start(&self, sign: Sign, text: &str) -> Option<&'static str> {
        zhengtu_lexicon::targets::at_start(sign, text)
    }
}
