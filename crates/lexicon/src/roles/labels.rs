use super::{File, Foreign, ForeignWord, Roles, Stem, Word};
use crate::words::Words;
use std::cmp::Reverse;
use zhengtu_model::Role;
use zhengtu_text::{CharMap, CharSet, Span, is_cjk, trim_start};

/// What follows a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LabelSense {
    /// Units with this role (牵头单位：).
    Units(Role),
    /// Persons (责任领导：).
    Person,
    /// Units that take part in what another leads (牵头单位：X；成员单位：): they answer for it where one of units stands
    /// before, and for nothing by themselves.
    Members,
    /// Something else (完成时限：).
    Other,
}

/// A label in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// The label with its colon.
    pub span: Span,
    /// What follows it.
    pub sense: LabelSense,
}

/// The words of labels, longest first.
#[derive(Debug)]
pub(super) struct Labels {
    stems: Vec<Stem>,
    nouns: Vec<String>,
    qualifiers: Vec<String>,
    foreign: Vec<Foreign>,
    /// What joins the parts of a label.
    joint: Words,
    /// What stands for the colon.
    copula: Words,
    /// The characters with which labels begin.
    starts: CharSet,
    by_first: Starts,
}

/// The words of each list by their first characters: the lists are asked at every place of a label.
#[derive(Debug)]
struct Starts {
    stems: ByFirst,
    nouns: ByFirst,
    qualifiers: ByFirst,
    foreign: ByFirst,
}

/// Where in their list the words stand that begin with a character, in the order of the list.
#[derive(Debug)]
pub(super) struct ByFirst(CharMap<Vec<usize>>);

impl ByFirst {
    pub(super) fn of<'a>(words: impl Iterator<Item = &'a String>) -> Self {
        let mut map = CharMap::<Vec<usize>>::default();
        for (at, word) in words.enumerate() {
            if let Some(first) = word.chars().next() {
                map.entry(first).or_default().push(at);
            }
        }
        Self(map)
    }

    /// The first entry of the list whose word the text begins with.
    fn find<'a, T>(&self, entries: &'a [T], word: fn(&T) -> &String, text: &str) -> Option<&'a T> {
        let places = self.0.get(&text.chars().next()?)?;
        places.iter().map(|&at| &entries[at]).find(|entry| text.starts_with(word(entry).as_str()))
    }

    /// The first entry of the list whose word is the text.
    pub(super) fn get<'a, T>(&self, entries: &'a [T], word: fn(&T) -> &String, text: &str) -> Option<&'a T> {
        let places = self.0.get(&text.chars().next()?)?;
        places.iter().map(|&at| &entries[at]).find(|entry| word(entry) == text)
    }
}

impl Labels {
    pub(super) fn new(file: File) -> Self {
        let longest_first = |words: Vec<Word>| {
            let mut words: Vec<String> = words.into_iter().map(|word| word.word).collect();
            words.sort_by_key(|word| Reverse(word.len()));
            words
        };
        let File { mut stem, mut foreign, noun, qualifier, joint, copula, .. } = file;
        stem.sort_by_key(|stem| Reverse(stem.word.len()));
        foreign.sort_by_key(|word| Reverse(word.word.len()));
        let (nouns, qualifiers) = (longest_first(noun), longest_first(qualifier));
        let words = stem.iter().map(|stem| &stem.word).chain(foreign.iter().map(|word| &word.word)).chain(&qualifiers);
        let starts = words.filter_map(|word| word.chars().next()).collect();
        let by_first = Starts {
            stems: ByFirst::of(stem.iter().map(|stem| &stem.word)),
            nouns: ByFirst::of(nouns.iter()),
            qualifiers: ByFirst::of(qualifiers.iter()),
            foreign: ByFirst::of(foreign.iter().map(|word| &word.word)),
        };
        Self { stems: stem, nouns, qualifiers, foreign, joint, copula, starts, by_first }
    }
}

/// The longest label, in characters.
const LONGEST: usize = 40;

/// A label as parsed, without its colon.
struct Parsed {
    len: usize,
    sense: LabelSense,
    /// It needs a colon: a stem without a noun (牵头).
    bare: bool,
    /// It may run on into a name: its stem says nothing else in sentences.
    runs_on: bool,
}

/// The signs before which an unknown label cannot reach back.
const SEPARATORS: [char; 13] = ['，', '。', '；', ';', '、', ',', ' ', '\n', '\t', '\u{3000}', '）', ')', '（'];

fn is_opening(char: char) -> bool {
    matches!(char, '【' | '[' | '［' | '〔')
}

fn is_closing(char: char) -> bool {
    matches!(char, '】' | ']' | '］' | '〕')
}

impl Labels {
    /// The word at the start of the text that gives no role.
    fn foreign_at(&self, text: &str) -> Option<&Foreign> {
        self.by_first.foreign.find(&self.foreign, |foreign| &foreign.word, text)
    }

    /// The stem at the start of the text.
    fn stem_at(&self, text: &str) -> Option<&Stem> {
        self.by_first.stems.find(&self.stems, |stem| &stem.word, text)
    }

    /// The length of the noun at the start of the text, or 0.
    fn noun_at(&self, text: &str) -> usize {
        self.by_first.nouns.find(&self.nouns, |noun| noun, text).map_or(0, String::len)
    }

    /// The length of the qualifier at the start of the text, or 0.
    fn qualifier_at(&self, text: &str) -> usize {
        self.by_first.qualifiers.find(&self.qualifiers, |qualifier| qualifier, text).map_or(0, String::len)
    }
}

/// The length of a bracket at the start of the text: 责任单位（排名第一的为牵头单位）.
fn aside(text: &str) -> usize {
    let inside = trim_start(text);
    if !inside.starts_with(['（', '(']) {
        return 0;
    }
    let close = inside.char_indices().take(26).skip(1).find(|(_, char)| matches!(char, '）' | ')' | '（' | '('));
    match close {
        Some((at, char @ ('）' | ')'))) => text.len() - inside.len() + at + char.len_utf8(),
        _ => 0,
    }
}

/// The strongest role among those of a label's stems. A label that names leading and helping units
/// together (牵头及配合单位) does not tell which is which.
fn strongest(first: Role, others: &[Role]) -> Role {
    let has = |role| first == role || others.contains(&role);
    match (has(Role::Lead), has(Role::Cooperate)) {
        (true, true) => Role::Responsible,
        (true, false) => Role::Lead,
        (false, true) if !has(Role::Responsible) => Role::Cooperate,
        _ => Role::Responsible,
    }
}

impl Roles {
    /// Whether a label says that bodies follow it (责任单位：, 责任科室：), so that their names need no other sign.
    pub fn asks_for_bodies(&self, label: &str) -> bool {
        self.labels.nouns.iter().any(|noun| label.contains(noun.as_str()))
    }

    /// Whether a label of units or persons may begin with the character.
    pub fn may_begin_label(&self, char: char) -> bool {
        self.labels.starts.contains(char)
    }

    /// The first label of `text` at or after byte `from`, known or not; an unknown one is
    /// [`LabelSense::Other`].
    pub fn find_label(&self, text: &str, from: usize) -> Option<Label> {
        let is_sign = |char: char| matches!(char, '：' | ':' | '】' | '〕' | ']' | '，' | ',' | '；' | ';');
        let signs = text[from..].char_indices().filter(|&(_, char)| is_sign(char));
        signs.map(|(at, char)| (from + at, char)).find_map(|(at, char)| match char {
            '：' | ':' => self.before_colon(text, from, at, char.len_utf8()),
            // 牵头单位为县水利局，配合单位为县财政局
            '，' | ',' | '；' | ';' => {
                let start = at + char.len_utf8();
                let label = self.spoken_label(&text[start..])?;
                Some(Label { span: label.span.shift(start), sense: label.sense })
            }
            _ => self.bracketed(text, from, at, char.len_utf8()),
        })
    }

    /// The label at the start of `text`, also one without a colon (责任单位 县财政局, 牵头单位为县财政局).
    pub fn label_at(&self, text: &str) -> Option<Label> {
        let start = text.len() - trim_start(text).len();
        let open = text[start..].chars().next().filter(|char| is_opening(*char)).map_or(0, char::len_utf8);
        let parsed = self.parse(&text[start + open..])?;
        let end = start + open + parsed.len;
        let rest = &text[end..];
        let close = rest.chars().next().filter(|char| is_closing(*char)).map_or(0, char::len_utf8);
        let after = trim_start(&rest[close..]);
        let colon = after.chars().next().filter(|char| matches!(char, '：' | ':')).map_or(0, char::len_utf8);
        if colon > 0 {
            return Some(Label { span: Span::new(start, text.len() - after.len() + colon), sense: parsed.sense });
        }
        if open > 0 && close > 0 {
            return Some(Label { span: Span::new(start, end + close), sense: parsed.sense });
        }
        let spoken = self.labels.copula.at_start(rest);
        let spaced = rest.chars().next().filter(|char| char.is_whitespace()).map(char::len_utf8);
        let len = spoken.or(spaced).filter(|_| !parsed.bare && matches!(parsed.sense, LabelSense::Units(_)))?;
        Some(Label { span: Span::new(start, end + len), sense: parsed.sense })
    }

    /// The label at the start of a text that a word leads over to what it states instead of a colon (牵头单位为县财政局).
    pub fn spoken_label(&self, text: &str) -> Option<Label> {
        let label = self.label_at(text)?;
        self.labels.copula.at_end(&text[..label.span.end]).map(|_| label)
    }

    /// The label of units at the start of a text, up to what it runs on into (牵头单位县财政局): whether that names
    /// anybody, names tell.
    pub fn run_on_label(&self, text: &str) -> Option<Label> {
        let start = text.len() - trim_start(text).len();
        let parsed = self.parse(&text[start..]).filter(|parsed| parsed.runs_on)?;
        let label = Label { span: Span::new(start, start + parsed.len), sense: parsed.sense };
        matches!(parsed.sense, LabelSense::Units(_)).then_some(label)
    }

    /// What a column of a table holds by its header, if the header is a label of this kind.
    pub fn header_sense(&self, header: &str) -> Option<LabelSense> {
        let bare = header.trim_matches(|char: char| {
            char.is_whitespace() || is_opening(char) || is_closing(char) || "：:".contains(char)
        });
        self.parse(bare).filter(|parsed| parsed.len == bare.len()).map(|parsed| parsed.sense)
    }

    /// The label that ends before the colon at byte `at`: a known one even where it follows a name without
    /// a separator (市金融局责任单位：), else any word between a separator and the colon.
    fn before_colon(&self, text: &str, from: usize, at: usize, colon: usize) -> Option<Label> {
        let end = from + text[from..at].trim_end().len();
        let closed = text[..end].chars().next_back().filter(|char| is_closing(*char)).map_or(0, char::len_utf8);
        if let Some((start, sense)) = self.ending_at(text, from, end - closed) {
            let open = text[from..start].chars().next_back().filter(|char| is_opening(*char) && closed > 0);
            return Some(Label { span: Span::new(start - open.map_or(0, char::len_utf8), at + colon), sense });
        }
        let start = text[from..end]
            .rfind(SEPARATORS)
            .map_or(from, |sign| from + sign + text[from + sign..].chars().next().map_or(0, char::len_utf8));
        let word = &text[start..end];
        let apart = start > from || from == 0;
        let wordlike =
            (2..=10).contains(&word.chars().count()) && word.chars().all(is_cjk) && !word.contains(['“', '”']);
        (apart && wordlike).then(|| Label { span: Span::new(start, at + colon), sense: LabelSense::Other })
    }

    /// The label in the brackets that end at byte `at`: 【责任单位】.
    fn bracketed(&self, text: &str, from: usize, at: usize, close: usize) -> Option<Label> {
        let open = text[from..at].rfind(is_opening).map(|open| from + open)?;
        let inside = open + text[open..].chars().next().map_or(0, char::len_utf8);
        let sense = self.header_sense(&text[inside..at])?;
        let after =
            text[at + close..].chars().next().filter(|char| matches!(char, '：' | ':')).map_or(0, char::len_utf8);
        Some(Label { span: Span::new(open, at + close + after), sense })
    }

    /// The longest known label that ends at byte `end` and starts at or after `from`.
    fn ending_at(&self, text: &str, from: usize, end: usize) -> Option<(usize, LabelSense)> {
        let starts: Vec<usize> = text[from..end].char_indices().rev().take(LONGEST).map(|(at, _)| from + at).collect();
        starts.into_iter().rev().find_map(|start| {
            let parsed = self.parse(&text[start..end]).filter(|parsed| start + parsed.len == end)?;
            Some((start, parsed.sense))
        })
    }

    /// Parses `label = foreign aside? | qualifier* stem aside? (noun aside?)? (joint part aside?)*` with
    /// `part = qualifier* stem? noun | foreign`; a stem without noun or further part has to be a bare one.
    fn parse(&self, text: &str) -> Option<Parsed> {
        // Asked at many places, of which few begin a label.
        text.chars().next().filter(|&first| self.may_begin_label(first))?;
        if let Some(foreign) = self.labels.foreign_at(text) {
            let sense = match foreign.role {
                ForeignWord::Person => LabelSense::Person,
                ForeignWord::Member => LabelSense::Members,
                ForeignWord::Other => LabelSense::Other,
            };
            let len = foreign.word.len();
            return Some(Parsed { len: len + aside(&text[len..]), sense, bare: false, runs_on: false });
        }
        let (mut at, stem) = self.qualified_stem(text)?;
        let mut others: Vec<Role> = Vec::new();
        at += aside(&text[at..]);
        let noun = self.labels.noun_at(&text[at..]);
        at += noun;
        at += if noun > 0 { aside(&text[at..]) } else { 0 };
        let mut parts = usize::from(noun > 0);
        while let Some((len, role)) = self.further_part(&text[at..]) {
            at += len;
            at += aside(&text[at..]);
            others.extend(role);
            parts += 1;
        }
        (parts > 0 || stem.bare).then(|| Parsed {
            len: at,
            sense: LabelSense::Units(strongest(stem.role.into(), &others)),
            bare: parts == 0,
            runs_on: parts > 0 && !stem.colon,
        })
    }

    /// A joint and the part of the label after it: its length, and the role of its stem.
    fn further_part(&self, text: &str) -> Option<(usize, Option<Role>)> {
        let lead = text.len() - trim_start(text).len();
        let joint = self.labels.joint.at_start(&text[lead..])?;
        let at = lead + joint;
        if let Some(foreign) = self.labels.foreign_at(&text[at..]) {
            return Some((at + foreign.word.len(), None));
        }
        let (stem_len, role) = match self.qualified_stem(&text[at..]) {
            Some((len, stem)) => (len, Some(Role::from(stem.role))),
            None => (0, None),
        };
        let noun = self.labels.noun_at(&text[at + stem_len..]);
        (noun > 0).then_some((at + stem_len + noun, role))
    }

    /// The stem at the start of the text, qualifiers before it, and the length of both.
    fn qualified_stem(&self, text: &str) -> Option<(usize, &Stem)> {
        let mut at = 0;
        loop {
            if let Some(stem) = self.labels.stem_at(&text[at..]) {
                return Some((at + stem.word.len(), stem));
            }
            match self.labels.qualifier_at(&text[at..]) {
                0 => return None,
                len => at += len,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlay::built_in;
    use crate::testing::lexicon;

    #[test]
    fn every_label_of_the_data_gives_the_role_it_is_listed_with() {
        let file: File = built_in();
        for stem in &file.stem {
            let label =
                lexicon().roles().label_at(&stem.example).unwrap_or_else(|| panic!("no label in {}", stem.example));
            assert_eq!(label.sense, LabelSense::Units(stem.role.into()), "{}", stem.example);
        }
        for group in [&file.joint, &file.copula] {
            let label = lexicon().roles().label_at(group.example()).map(|label| label.sense);
            assert!(
                group.within(group.example()) && matches!(label, Some(LabelSense::Units(_))),
                "{}",
                group.example()
            );
        }
        for word in file.noun.iter().chain(&file.qualifier) {
            assert!(
                matches!(
                    lexicon().roles().label_at(&word.example).map(|label| label.sense),
                    Some(LabelSense::Units(_))
                ),
                "{}",
                word.example
            );
        }
        for foreign in &file.foreign {
            let sense = match foreign.role {
                ForeignWord::Person => LabelSense::Person,
                ForeignWord::Member => LabelSense::Members,
                ForeignWord::Other => LabelSense::Other,
            };
            assert_eq!(
                lexicon().roles().label_at(&foreign.example).map(|label| label.sense),
                Some(sense),
                "{}",
                foreign.example
            );
        }
    }

    #[test]
    fn labels_of_several_stems_and_with_brackets_are_one_label() {
        for (text, role) in [
            ("责任单位及承办科室（单位）：市房管中心", Role::Responsible),
            ("牵头责任单位：市住建局", Role::Lead),
            ("牵头单位（责任单位）：市住建局", Role::Lead),
            ("责任单位（排名第一的为牵头单位）：市住建局", Role::Responsible),
            ("【牵头单位】：市住建局", Role::Lead),
            ("【配合单位】市住建局", Role::Cooperate),
            ("牵头及配合单位：市住建局、市财政局", Role::Responsible),
            ("责任单位 县财政局", Role::Responsible),
        ] {
            assert_eq!(
                lexicon().roles().label_at(text).map(|label| label.sense),
                Some(LabelSense::Units(role)),
                "{text}"
            );
        }
    }

    #[test]
    fn a_role_word_in_running_text_is_no_label() {
        for text in ["鼓励龙头企业牵头建设：一是", "牵头建设创新平台", "责任单位要高度重视", "参与国际竞争"]
        {
            assert_eq!(lexicon().roles().label_at(text), None, "{text}");
        }
    }

    #[test]
    fn column_headers_are_labels_without_a_colon() {
        assert_eq!(lexicon().roles().header_sense("牵头单位"), Some(LabelSense::Units(Role::Lead)));
        assert_eq!(lexicon().roles().header_sense("指导部门"), Some(LabelSense::Units(Role::Responsible)));
        assert_eq!(lexicon().roles().header_sense("责任领导"), Some(LabelSense::Person));
        assert_eq!(lexicon().roles().header_sense("完成时限"), Some(LabelSense::Other));
        assert_eq!(lexicon().roles().header_sense("工作任务"), None);
    }
}
