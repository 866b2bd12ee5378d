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

    fn write_u32(&mut self, value: u32) {
        // The golden ratio spreads neighbouring characters over all bits.
        self.0 = (self.0.rotate_left(5) ^ u64::from(value)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// A set of characters of the Basic Multilingual Plane, a bit each.
#[derive(Clone, Debug)]
pub struct CharSet {
    bits: Box<[u64; 1024]>,
}

impl CharSet {
    /// Whether the character is in the set; no character beyond the plane is.
    pub fn contains(&self, char: char) -> bool {
        self.holds(char as usize)
    }

    fn holds(&self, code: usize) -> bool {
        self.bits.get(code / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }

    /// The characters of a text that are in the set, each with its place. The others are passed over by their bytes.
    pub fn find_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, char)> + 'a {
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let here = at;
                let (code, width) = code_at(text.as_bytes().get(at..)?)?;
                at += width;
                if self.holds(code) {
                    return Some((here, char::from_u32(u32::try_from(code).ok()?)?));
                }
            }
        })
    }
}

/// The number of the character with which a text begins, and its width in bytes; of those beyond the plane, which no
/// set holds, a number that none has.
fn code_at(text: &[u8]) -> Option<(usize, usize)> {
    let low = |byte: u8| usize::from(byte & 0x3f);
    Some(match *text {
        [lead @ 0xe0..=0xef, second, third, ..] => (usize::from(lead & 0x0f) << 12 | low(second) << 6 | low(third), 3),
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

/// A few characters, told apart from most others by their low bits: as small as four numbers, for the many groups
/// of words of which each is asked for its own.
#[derive(Clone, Copy, Debug, Default)]
pub struct CharGate([u64; 4]);

impl CharGate {
    /// Whether the character may be one of them: `false` is sure.
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
