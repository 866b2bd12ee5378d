//! What parts texts into the words of the general dictionary. Most programs part little text, and to load all words takes a
//! tenth of a second: so words are loaded when a text has their first two characters.

use super::{COUNTED, jieba, lines_with};
use jieba_rs::{Jieba, TokenizeMode};
use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::sync::{PoisonError, RwLock};
use zhengtu_text::CharHasher;

/// Stands for the words that are not loaded. No text is parted into it, as it is none of the characters that words are made of.
const OTHERS: &str = "\u{f8ff}";

/// With so many beginnings the whole dictionary is loaded: to look each up takes longer by then.
const MANY: usize = 1 << 14;

/// Parts texts into the words of the dictionary, and others.
pub struct Segmenter {
    own: Vec<String>,
    loaded: RwLock<Loaded>,
}

/// The first two characters of words, or a word of one, as a number.
type Start = u64;

/// The words that are loaded. With each stands how often it was counted among all, so a text is parted by some as by all, as
/// long as all that stand in it are among them.
struct Loaded {
    jieba: Jieba,
    /// The words with these beginnings are loaded.
    starts: HashSet<Start, BuildHasherDefault<CharHasher>>,
    /// How often all others were counted.
    others: usize,
    whole: bool,
}

impl Segmenter {
    /// A segmenter that knows words of its own beside those of the dictionary.
    pub fn new(own: impl IntoIterator<Item = String>) -> Self {
        let own: Vec<String> = own.into_iter().collect();
        let mut loaded = Loaded { jieba: Jieba::empty(), starts: HashSet::default(), others: COUNTED, whole: false };
        own.iter().for_each(|word| loaded.load(word));
        // How common each is follows from the words in it, and from those before it.
        own.iter().for_each(|word| _ = loaded.jieba.add_word(word, None, None));
        Self { own, loaded: RwLock::new(loaded) }
    }

    /// The words of a text, one after the other.
    pub fn cut<'t>(&self, text: &'t str) -> Vec<&'t str> {
        self.of(text, |jieba| jieba.cut(text, false).into_iter().map(|token| token.word).collect())
    }

    /// The words of a text, and the words within longer ones.
    pub fn cut_for_search<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let cut = |jieba: &Jieba| jieba.tokenize(text, TokenizeMode::Search, false);
        self.of(text, |jieba| cut(jieba).into_iter().map(|token| token.word).collect())
    }

    /// How often a word was counted, or would have been by the words in it.
    pub fn frequency(&self, word: &str) -> usize {
        self.of(word, |jieba| jieba.suggest_freq(word))
    }

    /// Asks with all words that stand in a text.
    fn of<T>(&self, text: &str, ask: impl FnOnce(&Jieba) -> T) -> T {
        // Nothing panics while words are loaded, and what is loaded is never half there.
        let loaded = self.loaded.read().unwrap_or_else(PoisonError::into_inner);
        if loaded.has(text) {
            return ask(&loaded.jieba);
        }
        drop(loaded);
        let mut loaded = self.loaded.write().unwrap_or_else(PoisonError::into_inner);
        loaded.load(text);
        if loaded.starts.len() > MANY && !loaded.whole {
            loaded.jieba = jieba();
            self.own.iter().for_each(|word| _ = loaded.jieba.add_word(word, None, None));
            loaded.whole = true;
        }
        ask(&loaded.jieba)
    }
}

impl Loaded {
    /// Whether all words are loaded that may stand in a text.
    fn has(&self, text: &str) -> bool {
        self.whole || starts(text).all(|(_, start)| self.starts.contains(&start))
    }

    /// Loads the words that may stand in a text.
    fn load(&mut self, text: &str) {
        if self.whole {
            return;
        }
        for (beginning, start) in starts(text) {
            if !self.starts.insert(start) {
                continue;
            }
            let alone = beginning.chars().nth(1).is_none();
            for (word, count) in lines_with(beginning).filter(|(word, _)| !alone || *word == beginning) {
                self.jieba.add_word(word, Some(count), None);
                self.others -= count.min(self.others);
            }
        }
        self.jieba.add_word(OTHERS, Some(self.others), None);
    }
}

/// The beginnings of the words that may stand in a text: each two characters that stand together, and each alone.
fn starts(text: &str) -> impl Iterator<Item = (&str, Start)> {
    let ends = |(at, char): (usize, char)| {
        let end = at + char.len_utf8();
        let next = text[end..].chars().next();
        let alone = u64::from(u32::from(char)) << u32::BITS;
        let two = next.map(|next| (&text[at..end + next.len_utf8()], alone | (u64::from(u32::from(next)) + 1)));
        std::iter::once((&text[at..end], alone)).chain(two)
    };
    text.char_indices().flat_map(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 6] = [
        "进一步优化不动产登记流程，压缩办理时间至3个工作日，推行“一网通办”。",
        "县税务局、县财政局牵头，1号店和AT&T公司配合；C++、5G基站\u{f8ff}\u{f8ff}甲",
        "中华人民共和国国务院令第722号《优化营商环境条例》自2020年1月1日起施行",
        "",
        "的",
        "研究生命的起源，南京市长江大桥，乒乓球拍卖完了",
    ];

    #[test]
    fn texts_are_parted_by_some_words_as_by_all() {
        let whole = jieba();
        let some = Segmenter::new([]);
        for text in TEXTS {
            let expected: Vec<&str> = whole.cut(text, false).into_iter().map(|token| token.word).collect();
            assert_eq!(some.cut(text), expected);
            let expected = whole.tokenize(text, TokenizeMode::Search, false);
            assert_eq!(some.cut_for_search(text), expected.iter().map(|token| token.word).collect::<Vec<_>>());
            assert_eq!(some.frequency(text), whole.suggest_freq(text), "{text}");
        }
        assert!(some.loaded.read().unwrap().starts.len() < 1000);
    }

    #[test]
    fn words_of_ones_own_are_known_before_and_after_all_words_are_loaded() {
        let own = ["动产登", "优化营商环境", "一网通办", "南京市长", "不动产"].map(str::to_owned);
        let mut whole = jieba();
        own.iter().for_each(|word| _ = whole.add_word(word, None, None));
        let some = Segmenter::new(own);
        // Each character of the dictionary with another one: more beginnings than are looked up.
        let all = super::super::text().chars().filter(|char| char.is_alphabetic());
        let many: String = all.step_by(31).take(30_000).collect();
        for text in TEXTS.into_iter().chain([many.as_str()]).chain(TEXTS) {
            let expected: Vec<&str> = whole.cut(text, false).into_iter().map(|token| token.word).collect();
            assert_eq!(some.cut(text), expected);
        }
        assert!(some.loaded.read().unwrap().whole);
    }
}
