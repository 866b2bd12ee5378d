use super::labels::ByFirst;
use super::{DutyWord, File, Roles, TailWord, words_of};
use crate::patterns::{Pattern, any_pattern, any_word, first_chars};
use crate::words::Words;
use zhengtu_model::Role;
use zhengtu_text::CharSet;

/// The characters with which words for the items of a list begin.
const SCOPE: [char; 5] = ['以', '上', '本', '此', '该'];

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

/// The role words after a list of units and what may stand beside them.
#[derive(Debug)]
pub(super) struct Tails {
    words: Vec<TailWord>,
    by_first: ByFirst,
    duties: Vec<DutyWord>,
    tail: Pattern,
    word: Pattern,
    duty: Words,
    lead_in: Words,
    scope: Pattern,
    remark: Words,
    for_all: Pattern,
    first_leads: Pattern,
    /// The characters with which role words and the adverbs before them begin, for the patterns are tried at
    /// every place of a list; nothing where they may begin with any.
    starts: Option<CharSet>,
    /// The same of role words, adverbs and duties.
    ends: Option<CharSet>,
}

impl Tails {
    pub(super) fn new(file: &File) -> Self {
        let words = |words: &[super::Word]| any_word(words.iter().map(|word| word.word.as_str()));
        let word = any_word(file.tail.iter().map(|tail| tail.word.as_str()));
        let adverb = format!("(?:{}|{})", any_pattern(&words_of(&file.adverb_pattern)), words(&file.adverb));
        let space = r"\s*";
        let starts = starts(file);
        let duties = file.duty.iter().filter_map(|duty| duty.word.chars().next());
        Self {
            tail: Pattern::new(format!("^(?:{adverb}{space})*{word}(?:{space}(?:{adverb}{space})*{word})*")),
            word: Pattern::new(word),
            duty: Words::new(file.duty.iter().map(|duty| duty.word.clone()).collect(), String::new()),
            lead_in: Words::new(words_of(&file.lead_in), String::new()),
            scope: Pattern::new("^(?:以上|上述|本项|此项|该项)[^，。；：、,;:]{0,14}?(?:均)?由"),
            remark: Words::new(words_of(&file.remark), String::new()),
            for_all: Pattern::new("^以下[^，。；：、,;:]{0,10}?(?:均|都)"),
            first_leads: Pattern::new(any_pattern(&words_of(&file.first_leads))),
            ends: starts.as_ref().map(|starts| duties.chain(starts.iter().copied()).collect()),
            starts: starts.map(|starts| starts.into_iter().collect()),
            by_first: ByFirst::of(file.tail.iter().map(|tail| &tail.word)),
            words: file.tail.clone(),
            duties: file.duty.clone(),
        }
    }
}

/// The characters with which role words and the adverbs before them begin; nothing where that may be any.
fn starts(file: &File) -> Option<Vec<char>> {
    let words = file.tail.iter().map(|tail| &tail.word).chain(file.adverb.iter().map(|adverb| &adverb.word));
    let mut chars: Vec<char> = words.filter_map(|word| word.chars().next()).collect();
    for pattern in &file.adverb_pattern {
        chars.extend(first_chars(&pattern.word)?);
    }
    Some(chars)
}

/// Whether something may begin with the character.
fn may_begin(starts: &Option<CharSet>, char: char) -> bool {
    starts.as_ref().is_none_or(|starts| starts.contains(char))
}

impl Roles {
    /// Whether role words or a duty may begin with the character, so that a name may end before it.
    pub fn may_follow_name(&self, char: char) -> bool {
        may_begin(&self.tails.ends, char)
    }

    /// The role words at the start of `text`.
    pub fn tail_at(&self, text: &str) -> Option<Tail> {
        if !text.chars().next().is_some_and(|first| may_begin(&self.tails.starts, first)) {
            return None;
        }
        let found = self.tails.tail.find(text).filter(|found| !self.names_its_bearer(&text[found.end()..]))?;
        let words: Vec<&TailWord> = self
            .tails
            .word
            .find_iter(found.as_str())
            .filter_map(|word| self.tails.by_first.get(&self.tails.words, |tail| &tail.word, word.as_str()))
            .collect();
        let has = |role: Role| words.iter().any(|word| Role::from(word.role) == role);
        let role = [Role::Lead, Role::Cooperate].into_iter().find(|&role| has(role)).unwrap_or(Role::Responsible);
        Some(Tail { len: found.end(), role, strong: words.iter().any(|word| word.strong) })
    }

    /// Whether a role word is part of a noun: 牵头 of 各项目牵头单位 is said of the units and says nothing to them.
    fn names_its_bearer(&self, after: &str) -> bool {
        after.starts_with("单位") || after.starts_with("部门")
    }

    /// The role that a bracket behind a name gives: 市财政局（牵头）.
    pub fn role_of_bracket(&self, content: &str) -> Option<Role> {
        let content = content.trim();
        let content = content.strip_suffix("单位").or_else(|| content.strip_suffix("部门")).unwrap_or(content);
        self.tail_at(content).filter(|tail| tail.len == content.len()).map(|tail| tail.role)
    }

    /// Whether a duty begins at the start of `text` (受理…申请). A particle (在, 对) needs something after it.
    pub fn is_duty(&self, text: &str) -> bool {
        self.duty_len(text).is_some()
    }

    /// The length of the words at the start of `text` with which a duty begins.
    pub fn duty_len(&self, text: &str) -> Option<usize> {
        let end = self.tails.duty.at_start(text)?;
        let particle = self.tails.duties.iter().any(|duty| duty.particle && duty.word == text[..end]);
        (!particle || end < text.len()).then_some(end)
    }

    /// The length of the words at the start of `text` that lead in a list (由, 以上任务由), or 0.
    pub fn lead_in(&self, text: &str) -> usize {
        let scoped = || text.starts_with(SCOPE).then(|| self.tails.scope.find(text)).flatten().map(|found| found.end());
        self.tails.lead_in.at_start(text).or_else(scoped).unwrap_or(0)
    }

    /// Whether a passage inside a statement names nobody by its beginning (以下…, 持续推进).
    pub fn is_remark(&self, text: &str) -> bool {
        self.tails.remark.at_start(text).is_some()
    }

    /// Whether a passage states a rule for all items that follow (以下措施均需各区政府落实), and nothing of its own item.
    pub fn is_rule_for_all(&self, text: &str) -> bool {
        text.starts_with("以下") && self.tails.for_all.is_match(text)
    }

    /// Whether the text says that the unit listed first leads.
    pub fn says_first_leads(&self, text: &str) -> bool {
        self.tails.first_leads.is_match(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::WordFiles;
    use crate::overlay::built_in;
    use crate::testing::lexicon;

    #[test]
    fn every_role_word_gives_its_role_at_the_end_of_its_example() {
        let file: File = built_in();
        for tail in &file.tail {
            let at = tail.example.rfind(&tail.word).unwrap_or_else(|| panic!("{}", tail.example));
            let found = lexicon().roles().tail_at(&tail.example[at..]).unwrap();
            assert_eq!((found.len, found.role), (tail.word.len(), tail.role.into()), "{}", tail.example);
        }
    }

    #[test]
    fn every_adverb_is_part_of_the_tail_of_its_example() {
        let file: File = built_in();
        for adverb in file.adverb.iter().filter(|adverb| adverb.word != "、") {
            let at = adverb.example.find(&adverb.word).unwrap_or_else(|| panic!("{}", adverb.example));
            let reaches_end = adverb.example.char_indices().filter(|&(start, _)| start <= at).any(|(start, _)| {
                lexicon()
                    .roles()
                    .tail_at(&adverb.example[start..])
                    .is_some_and(|tail| start + tail.len == adverb.example.len())
            });
            assert!(reaches_end, "{}", adverb.example);
        }
    }

    #[test]
    fn every_pattern_of_adverbs_matches_in_its_example() {
        let file: File = built_in();
        for pattern in &file.adverb_pattern {
            let found =
                Pattern::new(&pattern.word).find(&pattern.example).unwrap_or_else(|| panic!("{}", pattern.example));
            let tail = lexicon().roles().tail_at(&pattern.example[found.start()..]).unwrap();
            assert_eq!(found.start() + tail.len, pattern.example.len(), "{}", pattern.example);
        }
    }

    #[test]
    fn a_pattern_of_ones_own_may_begin_and_say_what_it_will() {
        assert!(lexicon().roles().tails.starts.is_some() && lexicon().roles().tails.ends.is_some());
        let own = |text: &str| lexicon().with_files(WordFiles::from_texts([("roles.toml", text)]).unwrap());
        for (word, text) in [("[从依]速", "从速负责"), (".速", "火速负责")] {
            let words =
                own(&format!(r#"adverb_pattern = [{{ word = "{word}", example = "县税务局{text}" }}]"#)).unwrap();
            assert_eq!(words.roles().tail_at(text).map(|tail| tail.len), Some(text.len()), "{text}");
            assert!(words.roles().tail_at("快负责").is_none() && lexicon().roles().tail_at(text).is_none(), "{text}");
        }
        let words = own(r#"first_leads = [{ word = "排在最前的是?牵头", example = "排在最前的牵头" }]"#).unwrap();
        assert!(words.roles().says_first_leads("各项措施排在最前的牵头"));
        assert!(!words.roles().says_first_leads("各项措施排在最后的牵头"));
        let fault = own(r#"adverb_pattern = [{ word = "(?x)按\\s # 注", example = "按" }]"#).unwrap_err();
        assert_eq!((fault.file.as_str(), fault.line), ("roles.toml", Some(1)));
    }

    #[test]
    fn every_other_word_is_found_in_its_example() {
        let file: File = built_in();
        for duty in &file.duty {
            let at = duty.example.find(&duty.word).unwrap_or_else(|| panic!("{}", duty.example));
            assert!(lexicon().roles().is_duty(&duty.example[at..]), "{}", duty.example);
        }
        assert!(
            lexicon().roles().is_rule_for_all("以下措施均需各区政府落实")
                && !lexicon().roles().is_rule_for_all("以上任务均由县财政局负责")
        );
        assert!(
            !lexicon().roles().is_duty("在")
                && lexicon().roles().is_duty("受理")
                && !lexicon().roles().is_duty("局受理")
        );
        assert!(file.lead_in.iter().all(|word| lexicon().roles().lead_in(&word.example) > 0));
        assert!(file.remark.iter().all(|word| lexicon().roles().is_remark(&word.example)));
        assert!(file.first_leads.iter().all(|word| lexicon().roles().says_first_leads(&word.example)));
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
            assert_eq!(
                lexicon().roles().tail_at(text).map(|tail| (tail.len, tail.role)),
                Some((text.len(), role)),
                "{text}"
            );
        }
        assert_eq!(lexicon().roles().tail_at("工作局"), None);
        assert_eq!(lexicon().roles().role_of_bracket("牵头"), Some(Role::Lead));
        assert_eq!(lexicon().roles().role_of_bracket("国资委"), None);
    }
}
