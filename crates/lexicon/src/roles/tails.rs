use super::{FILE, any_of, compile};
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_model::Role;
use zhengtu_text::CharSet;

/// The role words after a list of units (按职责分工负责).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tail {
    /// Its length in bytes.
    pub len: usize,
    /// The strongest role of its words.
    pub role: Role,
    /// It gives the role even where its object follows (负责收件、受理).
    pub strong: bool,
}

struct Grammar {
    tail: Regex,
    word: Regex,
    duty: Regex,
    lead_in: Regex,
    scope: Regex,
    remark: Regex,
    bearer: Regex,
    for_all: Regex,
    first_leads: Regex,
}

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
    let word = any_of(FILE.tail.iter().map(|tail| tail.word.as_str()));
    let patterns: Vec<&str> = FILE.adverb_pattern.iter().map(|pattern| pattern.word.as_str()).collect();
    let words = any_of(FILE.adverb.iter().map(|adverb| adverb.word.as_str()));
    let adverb = format!("(?:{}|{words})", patterns.join("|"));
    let space = r"\s*";
    Grammar {
        tail: compile(&format!("^(?:{adverb}{space})*{word}(?:{space}(?:{adverb}{space})*{word})*")),
        word: compile(&word),
        duty: compile(&format!("^{}", any_of(FILE.duty.iter().map(|duty| duty.word.as_str())))),
        lead_in: compile(&format!("^{}", any_of(FILE.lead_in.iter().map(|word| word.word.as_str())))),
        scope: compile("^(?:以上|上述|本项|此项|该项)[^，。；：、,;:]{0,14}?(?:均)?由"),
        remark: compile(&format!("^{}", any_of(FILE.remark.iter().map(|word| word.word.as_str())))),
        bearer: compile("^(?:单位|部门)"),
        for_all: compile("^以下[^，。；：、,;:]{0,10}?(?:均|都)"),
        first_leads: compile(
            &FILE.first_leads.iter().map(|pattern| format!("(?:{})", pattern.word)).collect::<Vec<_>>().join("|"),
        ),
    }
});

/// The characters with which role words and the adverbs before them begin: the patterns are tried at
/// every place of a list.
static STARTS: LazyLock<CharSet> = LazyLock::new(|| tail_starts().collect());

/// The characters with which role words, adverbs and duties begin.
static ENDS: LazyLock<CharSet> = LazyLock::new(|| {
    let duties = FILE.duty.iter().filter_map(|duty| duty.word.chars().next());
    duties.chain(tail_starts()).collect()
});

fn tail_starts() -> impl Iterator<Item = char> {
    let words = FILE.tail.iter().map(|tail| tail.word.as_str());
    let words = words.chain(FILE.adverb.iter().map(|word| word.word.as_str()));
    // A pattern begins with its alternatives: (?:按照|按|根据)….
    let patterns = FILE.adverb_pattern.iter().map(|pattern| pattern.word.trim_start_matches("(?:"));
    let alternatives = patterns.flat_map(|pattern| pattern.split(')').next().unwrap_or(pattern).split('|'));
    words.chain(alternatives).filter_map(|word| word.chars().next())
}

/// Whether role words or a duty may begin with the character, so that a name may end before it.
pub fn may_follow_name(char: char) -> bool {
    ENDS.contains(char)
}

/// The role words at the start of `text`.
pub fn tail_at(text: &str) -> Option<Tail> {
    if !text.chars().next().is_some_and(|first| STARTS.contains(first)) {
        return None;
    }
    let found = GRAMMAR.tail.find(text).filter(|found| !names_its_bearer(&text[found.end()..]))?;
    let words: Vec<&super::TailWord> = GRAMMAR
        .word
        .find_iter(found.as_str())
        .filter_map(|word| FILE.tail.iter().find(|tail| tail.word == word.as_str()))
        .collect();
    let has = |role: Role| words.iter().any(|word| Role::from(word.role) == role);
    let role = [Role::Lead, Role::Cooperate].into_iter().find(|&role| has(role)).unwrap_or(Role::Responsible);
    Some(Tail { len: found.end(), role, strong: words.iter().any(|word| word.strong) })
}

/// Whether a role word is part of a noun: 牵头 of 各项目牵头单位 is said of the units and says nothing to them.
fn names_its_bearer(after: &str) -> bool {
    GRAMMAR.bearer.is_match(after)
}

/// The role that a bracket behind a name gives: 市财政局（牵头）.
pub fn role_of_bracket(content: &str) -> Option<Role> {
    let content = content.trim();
    let content = content.strip_suffix("单位").or_else(|| content.strip_suffix("部门")).unwrap_or(content);
    tail_at(content).filter(|tail| tail.len == content.len()).map(|tail| tail.role)
}

/// Whether a duty begins at the start of `text` (受理…申请). A particle (在, 对) needs something after it.
pub fn is_duty(text: &str) -> bool {
    let Some(found) = GRAMMAR.duty.find(text) else { return false };
    let particle = FILE.duty.iter().any(|duty| duty.particle && duty.word == found.as_str());
    !particle || found.end() < text.len()
}

/// The length of the words at the start of `text` that lead in a list (由, 以上任务由), or 0.
pub fn lead_in(text: &str) -> usize {
    GRAMMAR.lead_in.find(text).or_else(|| GRAMMAR.scope.find(text)).map_or(0, |found| found.end())
}

/// Whether a passage inside a statement names nobody by its beginning (以下…, 持续推进).
pub fn is_remark(text: &str) -> bool {
    GRAMMAR.remark.is_match(text)
}

/// Whether a passage states a rule for all items that follow (以下措施均需各区政府落实), and nothing of its own item.
pub fn is_rule_for_all(text: &str) -> bool {
    text.starts_with("以下") && GRAMMAR.for_all.is_match(text)
}

/// Whether the text says that the unit listed first leads.
pub fn says_first_leads(text: &str) -> bool {
    let first = |word: &str| text.contains(word);
    (first("第一") || first("首") || first("第1")) && GRAMMAR.first_leads.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_word_gives_its_role_at_the_end_of_its_example() {
        for tail in &FILE.tail {
            let at = tail.example.rfind(&tail.word).unwrap_or_else(|| panic!("{}", tail.example));
            let found = tail_at(&tail.example[at..]).unwrap();
            assert_eq!((found.len, found.role), (tail.word.len(), tail.role.into()), "{}", tail.example);
        }
    }

    #[test]
    fn every_adverb_is_part_of_the_tail_of_its_example() {
        for adverb in FILE.adverb.iter().filter(|adverb| adverb.word != "、") {
            let at = adverb.example.find(&adverb.word).unwrap_or_else(|| panic!("{}", adverb.example));
            let reaches_end = adverb.example.char_indices().filter(|&(start, _)| start <= at).any(|(start, _)| {
                tail_at(&adverb.example[start..]).is_some_and(|tail| start + tail.len == adverb.example.len())
            });
            assert!(reaches_end, "{}", adverb.example);
        }
    }

    #[test]
    fn every_pattern_of_adverbs_matches_in_its_example() {
        for pattern in &FILE.adverb_pattern {
            let found = compile(&pattern.word).find(&pattern.example).unwrap_or_else(|| panic!("{}", pattern.example));
            let tail = tail_at(&pattern.example[found.start()..]).unwrap();
            assert_eq!(found.start() + tail.len, pattern.example.len(), "{}", pattern.example);
        }
    }

    #[test]
    fn every_other_word_is_found_in_its_example() {
        for duty in &FILE.duty {
            let at = duty.example.find(&duty.word).unwrap_or_else(|| panic!("{}", duty.example));
            assert!(is_duty(&duty.example[at..]), "{}", duty.example);
        }
        assert!(is_rule_for_all("以下措施均需各区政府落实") && !is_rule_for_all("以上任务均由县财政局负责"));
        assert!(!is_duty("在") && is_duty("受理") && !is_duty("局受理"));
        assert!(FILE.lead_in.iter().all(|word| lead_in(&word.example) > 0));
        assert!(FILE.remark.iter().all(|word| is_remark(&word.example)));
        assert!(FILE.first_leads.iter().all(|word| says_first_leads(&word.example)));
    }

    #[test]
    fn the_strongest_word_of_a_tail_gives_the_role() {
        for (text, role) in [
            ("牵头负责", Role::Lead),
            ("牵头承办", Role::Lead),
            ("按职责分工负责", Role::Responsible),
            ("负责配合", Role::Cooperate),
            ("负责落实", Role::Responsible),
        ] {
            assert_eq!(tail_at(text).map(|tail| (tail.len, tail.role)), Some((text.len(), role)), "{text}");
        }
        assert_eq!(tail_at("工作局"), None);
        assert_eq!(role_of_bracket("牵头"), Some(Role::Lead));
        assert_eq!(role_of_bracket("国资委"), None);
    }
}
