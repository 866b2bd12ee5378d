use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map from characters, for tables that are asked at every place of a text: its hash is one
/// multiplication. The keys come from the program's own data, so nobody can choose them to collide.
pub type CharMap<V> = HashMap<char, V, BuildHasherDefault<CharHasher>>;

/// The hasher of [`CharMap`].
#[derive(Clone, Copy, Debug, Default)]
pub struct CharHasher(u64);

impl Hasher for CharHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u32(u32::from(byte));
        }
    }

    /// What tells the variants of an enumeration apart.
    fn write_isize(&mut self, value: isize) {
        self.write_u32(value as u32);
    }

    /// Two characters as one number: the upper bits of the product, in which both are, go into the lower too.
    fn write_u64(&mut self, value: u64) {
        let spread = (self.0.rotate_left(5) ^ value).wrapping_mul(SPREAD);
        self.0 = spread ^ spread >> u32::BITS;
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = (self.0.rotate_left(5) ^ u64::from(value)).wrapping_mul(SPREAD);
    }
}

/// The golden ratio, which spreads neighbouring characters over all bits.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// A set of characters of the Basic Multilingual Plane, a bit each.
#[derive(Clone, Debug)]
pub struct CharSet {
    bits: Box<[u64; 1024]>,
}

impl CharSet {
    /// Whether the character is in the set; no character beyond the plane is.
    #[inline]
    pub fn contains(&self, char: char) -> bool {
        self.holds(char as usize)
    }

    #[inline]
    fn holds(&self, code: usize) -> bool {
        self.bits.get(code / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }

    /// The characters of a text that are in the set, each with its place. The others are passed over by their bytes.
    pub fn find_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, char)> + 'a {
        let mut from = 0;
        std::iter::from_fn(move || {
            let (at, char) = self.next_in(text, from)?;
            from = at + char.len_utf8();
            Some((at, char))
        })
    }

    /// The first character of the set at or behind a byte of a text. A function of its own: compiled into what looks at
    /// the character, the loop has to share the registers.
    #[inline(never)]
    fn next_in(&self, text: &str, from: usize) -> Option<(usize, char)> {
        let mut rest = text.as_bytes().get(from..)?;
        loop {
            // Most characters take three bytes.
            while let Some(&[lead @ 0xe0..=0xef, second, third, _]) = rest.first_chunk() {
                if self.holds(of_three(lead, second, third)) {
                    break;
                }
                rest = &rest[3..];
            }
            let (code, width) = code_at(rest)?;
            if self.holds(code) {
                return Some((text.len() - rest.len(), char::from_u32(u32::try_from(code).ok()?)?));
            }
            rest = rest.get(width..)?;
        }
    }
}

/// The lower bits of a byte that goes on with a character.
#[inline]
fn low(byte: u8) -> usize {
    usize::from(byte & 0x3f)
}

/// The number of a character of three bytes.
#[inline]
fn of_three(lead: u8, second: u8, third: u8) -> usize {
    usize::from(lead & 0x0f) << 12 | low(second) << 6 | low(third)
}

/// The number of the character with which a text begins, and its width in bytes; of those beyond the plane, which no
/// set holds, a number that none has.
#[inline]
fn code_at(text: &[u8]) -> Option<(usize, usize)> {
    Some(match *text {
        [lead @ 0xe0..=0xef, second, third, ..] => (of_three(lead, second, third), 3),
        [lead @ ..0x80, ..] => (usize::from(lead), 1),
        [lead @ ..0xe0, second, ..] => (usize::from(lead & 0x1f) << 6 | low(second), 2),
        [_, ..] => (usize::MAX, 4),
        [] => return None,
    })
}

impl FromIterator<char> for CharSet {
    fn from_iter<I: IntoIterator<Item = char>>(chars: I) -> Self {
        let mut bits = Box::new([0u64; 1024]);
        for code in chars.into_iter().map(|char| char as usize) {
            if let Some(word) = bits.get_mut(code / 64) {
                *word |= 1 << (code % 64);
            }
        }
        Self { bits }
    }
}

/// The beginnings of words, their first two characters, told apart from most other pairs: at most places of a text no
/// word of a table begins, and the table need not be asked there.
#[derive(Clone, Debug)]
pub struct PairGate {
    /// A bit for each pair that begins a word, by its hash.
    pairs: Box<[u64; PAIRS / 64]>,
    /// The words of one character: any pair may begin with one.
    singles: Option<CharGate>,
}

/// How many pairs are told apart: a table of a thousand takes a sixtieth of them, and they stay in the nearest cache.
const PAIRS: usize = 1 << 16;

impl PairGate {
    /// Whether one of the words may begin the text: `false` is sure.
    #[inline]
    pub fn may_begin(&self, text: &str) -> bool {
        let begins = match two_of_three(text.as_bytes()) {
            Some(pair) => self.holds(pair),
            None => pair_at(text).is_some_and(|pair| self.holds(pair)),
        };
        begins || self.may_be_single(text)
    }

    /// Whether the text may begin with a word of one character.
    #[inline]
    fn may_be_single(&self, text: &str) -> bool {
        self.singles.as_ref().is_some_and(|singles| text.starts_with(|first| singles.may_hold(first)))
    }

    /// The first place at or behind a byte of a text where one of the words may begin.
    #[inline(never)]
    pub fn next_in(&self, text: &str, from: usize) -> Option<usize> {
        if self.singles.is_some() {
            return (from..text.len()).find(|&at| text.get(at..).is_some_and(|rest| self.may_begin(rest)));
        }
        let mut rest = text.as_bytes().get(from..)?;
        loop {
            // Most characters take three bytes.
            while let Some(pair) = two_of_three(rest) {
                if self.holds(pair) {
                    return Some(text.len() - rest.len());
                }
                rest = &rest[3..];
            }
            let at = text.len() - rest.len();
            let first = text.get(at..)?.chars().next()?;
            if self.may_begin(&text[at..]) {
                return Some(at);
            }
            rest = &rest[first.len_utf8()..];
        }
    }

    #[inline]
    fn holds(&self, pair: u64) -> bool {
        let bit = pair_bit(pair);
        self.pairs[bit / 64] >> (bit % 64) & 1 == 1
    }
}

/// The two characters with which a text begins as one number, as [`pair`] gives it: where both take three bytes and a few more
/// follow, so that eight are read and told at once.
#[inline]
fn two_of_three(text: &[u8]) -> Option<u64> {
    const LEADS: u64 = 0x0000_0000_f000_00f0;
    const LEADS_OF_THREE: u64 = 0x0000_0000_e000_00e0;
    let near = u64::from_le_bytes(*text.first_chunk()?);
    (near & LEADS == LEADS_OF_THREE).then_some(near & 0x0000_ffff_ffff_ffff)
}

/// The two characters with which a text begins as one number.
fn pair_at(text: &str) -> Option<u64> {
    let mut chars = text.chars();
    Some(pair(chars.next()?, chars.next()?))
}

/// Two characters as one number: their bytes in UTF-8, the lowest first.
fn pair(first: char, second: char) -> u64 {
    let mut bytes = [0; 8];
    let width = first.encode_utf8(&mut bytes).len();
    second.encode_utf8(&mut bytes[width..]);
    u64::from_le_bytes(bytes)
}

/// The bit of a pair of characters.
#[inline]
fn pair_bit(pair: u64) -> usize {
    (pair.wrapping_mul(SPREAD) >> (u64::BITS - PAIRS.ilog2())) as usize
}

impl<'a> FromIterator<&'a str> for PairGate {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        let mut pairs = Box::new([0u64; PAIRS / 64]);
        let mut singles = Vec::new();
        for word in words {
            match pair_at(word) {
                Some(pair) => {
                    let bit = pair_bit(pair);
                    pairs[bit / 64] |= 1 << (bit % 64);
                }
                None => singles.extend(word.chars()),
            }
        }
        Self { pairs, singles: (!singles.is_empty()).then(|| singles.into_iter().collect()) }
    }
}

/// A few characters, told apart from most others by their low bits: as small as four numbers, for the many groups
/// of words of which each is asked for its own.
#[derive(Clone, Copy, Debug, Default)]
pub struct CharGate([u64; 4]);

impl CharGate {
    /// Whether the character may be one of them: `false` is sure.
    #[inline]
    pub fn may_hold(self, char: char) -> bool {
        let bit = char as u32 as usize % 256;
        self.0[bit / 64] >> (bit % 64) & 1 == 1
    }
}

impl FromIterator<char> for CharGate {
    fn from_iter<I: IntoIterator<Item = char>>(chars: I) -> Self {
        let mut bits = [0u64; 4];
        for bit in chars.into_iter().map(|char| char as u32 as usize % 256) {
            bits[bit / 64] |= 1 << (bit % 64);
        }
        Self(bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_the_characters_it_was_made_of() {
        let set: CharSet = "年月日0Ａ".chars().collect();
        assert!("年月日0Ａ".chars().all(|char| set.contains(char)));
        assert!(!"旬1A𠀀".chars().any(|char| set.contains(char)));
    }

    #[test]
    fn the_characters_of_a_set_are_found_in_their_places() {
        let set: CharSet = "年月0é，龥\u{ffff}".chars().collect();
        let text = "2020年é1月，𠀀龥年\u{ffff}日0";
        let expected: Vec<_> = text.char_indices().filter(|&(_, char)| set.contains(char)).collect();
        assert_eq!(set.find_in(text).collect::<Vec<_>>(), expected);
        assert_eq!(set.find_in("").chain(set.find_in("日𠀀")).count(), 0);
    }

    #[test]
    fn a_gate_of_pairs_is_open_where_its_words_begin_and_seldom_elsewhere() {
        let words = ["财政局", "税务局", "a1", "县\u{20000}"];
        let gate: PairGate = words.into_iter().collect();
        let text = "由县财政局、税务局和县\u{20000}报a1，税";
        let starts = |gate: &PairGate| {
            let next = |at: Option<usize>| {
                gate.next_in(text, at.map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8)))
            };
            std::iter::successors(next(None), |&at| next(Some(at))).map(|at| &text[at..]).collect::<Vec<_>>()
        };
        let found = starts(&gate);
        assert!(words.iter().all(|word| found.iter().any(|rest| rest.starts_with(word))), "{found:?}");
        assert_eq!(found.len(), words.len(), "{found:?}");
        assert!(gate.may_begin("税务局") && gate.may_begin("税务") && gate.may_begin("a1"));
        assert!(!gate.may_begin("税") && !gate.may_begin("务局和县") && !gate.may_begin(""));
        let alone: PairGate = ["税"].into_iter().collect();
        assert_eq!(starts(&alone), ["税务局和县\u{20000}报a1，税", "税"]);
        assert!(alone.may_begin("税") && starts(&std::iter::empty::<&str>().collect()).is_empty());
    }

    #[test]
    fn a_gate_lets_its_characters_through_and_few_others() {
        let gate: CharGate = "年月日0Ａ𠀀".chars().collect();
        assert!("年月日0Ａ𠀀".chars().all(|char| gate.may_hold(char)));
        assert!(!"旬1B".chars().any(|char| gate.may_hold(char)));
        assert!(!CharGate::default().may_hold('年'));
    }

    #[test]
    fn a_map_finds_each_character() {
        let map: CharMap<usize> = "省市县区".chars().zip(1..).collect();
        assert_eq!(
            "省市县区乡".chars().map(|char| map.get(&char).copied()).collect::<Vec<_>>(),
            [Some(1), Some(2), Some(3), Some(4), None]
        );
    }
}
