//! How characters sound, in pinyin without tones.

use pinyin::ToPinyinMulti;

/// Whether two characters can sound the same.
pub(crate) fn alike(a: char, b: char) -> bool {
    let sounds = |char: char| char.to_pinyin_multi().into_iter().flatten().map(|sound| sound.plain());
    a == b || sounds(a).any(|one| sounds(b).any(|other| one == other))
}

/// Whether the letters are the first ones of the last characters of a name (swj of 县税务局).
pub(crate) fn ends_with_initials(name: &str, letters: &str) -> bool {
    let (count, chars) = (letters.chars().count(), name.chars().count());
    let begins = |char: char, letter: char| {
        let mut sounds = char.to_pinyin_multi().into_iter().flatten();
        sounds.any(|sound| sound.plain().starts_with(letter)) || char.eq_ignore_ascii_case(&letter)
    };
    (2..=chars).contains(&count)
        && name.chars().skip(chars - count).zip(letters.chars()).all(|(char, letter)| begins(char, letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_one_sound_are_alike() {
        assert!(alike('计', '记') && alike('帐', '账') && alike('行', '航') && alike('行', '形'));
        assert!(!alike('计', '算') && !alike('计', 'a'));
    }

    #[test]
    fn initials_are_those_of_the_end_of_a_name() {
        assert!(ends_with_initials("县税务局", "swj") && ends_with_initials("县税务局", "xswj"));
        assert!(ends_with_initials("县人行", "rh"));
        assert!(!ends_with_initials("县财政局", "swj") && !ends_with_initials("县税务局", "j"));
        assert!(!ends_with_initials("税务局", "xswj"));
    }
}
