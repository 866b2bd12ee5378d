use super::Vocabulary;
use super::naming::{is_complete, starts_body, without_bracket};
use regex::Regex;
use std::sync::LazyLock;
use zhengtu_outline::NAME_GAP;
use zhengtu_terms::dates::{self, Context};
use zhengtu_text::{Span, signs};

/// A statement without white space. White space that parts two names (市财政局 市税务局), known ones or as the repair of
/// the text kept it, became a line end; [`Clean::source`] leads back to the text as given.
#[derive(Debug)]
pub(super) struct Clean {
    pub(super) text: String,
    /// For every byte of `text` the byte of the given text that it came from; nothing where each is its own, for most statements
    /// have no white space.
    from: Option<Vec<usize>>,
    /// Where in the given text something else begins, such as the next item.
    pub(super) cut: Option<usize>,
}

/// The number of an entry in a list of units.
pub(super) static ENUMERATOR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:[（(][0-9]{1,2}[）)]|[0-9]{1,2}[.．)）]|[①-⑳])").expect("a constant pattern"));

static LABEL_AHEAD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[【\[〔]?[一-鿿（）()、]{2,16}[】\]〕]?[：:]").expect("a constant pattern"));

impl Clean {
    /// Takes the white space out of `given`.
    pub(super) fn of(vocabulary: &Vocabulary<'_>, given: &str) -> Self {
        if !signs(given).any(|(_, char)| char.is_whitespace()) {
            return Self { text: unnested_all(given), from: None, cut: None };
        }
        let mut clean =
            Self { text: String::with_capacity(given.len()), from: Some(Vec::with_capacity(given.len())), cut: None };
        let mut chars = given.char_indices().peekable();
        while let Some((at, char)) = chars.next() {
            if !char.is_whitespace() {
                clean.push(char, at);
                continue;
            }
            while chars.next_if(|(_, next)| next.is_whitespace()).is_some() {}
            let next = chars.peek().map_or(given.len(), |&(next, _)| next);
            if given[at..next].contains(NAME_GAP) {
                clean.push('\n', at);
                continue;
            }
            if begins_anew(vocabulary, &clean.text, &given[at..next], &given[next..]) {
                clean.cut = Some(next);
                break;
            }
            if parts_names(vocabulary, &clean.text, &given[next..]) {
                clean.push('\n', at);
            }
        }
        clean
    }

    fn push(&mut self, char: char, at: usize) {
        self.text.push(unnested(char));
        self.from.get_or_insert_default().extend((0..char.len_utf8()).map(|byte| at + byte));
    }

    /// The passage of the given text that `span` of the clean text came from.
    pub(super) fn source(&self, span: Span) -> Span {
        let Some(from) = &self.from else { return span };
        if span.is_empty() {
            let at = from.get(span.start).copied().or_else(|| from.last().map(|last| last + 1)).unwrap_or(0);
            return Span::new(at, at);
        }
        Span::new(from[span.start], from[span.end - 1] + 1)
    }
}

/// 各县〈市、区〉政府: brackets that stand within others are brackets; both have as many bytes.
pub(super) fn unnested(char: char) -> char {
    match char {
        '〈' => '（',
        '〉' => '）',
        other => other,
    }
}

/// A text with brackets in the place of those that stand within others.
fn unnested_all(text: &str) -> String {
    if text.contains(['〈', '〉']) { text.chars().map(unnested).collect() } else { text.to_owned() }
}

/// Whether something else than the statement begins after the white space.
fn begins_anew(vocabulary: &Vocabulary<'_>, before: &str, white: &str, after: &str) -> bool {
    begins_item(vocabulary, before, after) || begins_paragraph(vocabulary, before, white, after)
}

/// Whether the next numbered item begins after the white space: 县财政局 （五）支持管理人履职.
fn begins_item(vocabulary: &Vocabulary<'_>, before: &str, after: &str) -> bool {
    let Some(marker) = ITEM.find(after) else { return false };
    let left = last_piece(before);
    is_ended(vocabulary, left) && !starts_body(vocabulary, after[marker.end()..].trim_start())
}

/// Whether a paragraph that continues no list begins after a line end.
fn begins_paragraph(vocabulary: &Vocabulary<'_>, before: &str, white: &str, after: &str) -> bool {
    if !white.contains('\n') {
        return false;
    }
    let right = after.split(char::is_whitespace).next().unwrap_or(after);
    if right.chars().count() < SHORTEST_PARAGRAPH {
        return false;
    }
    if goes_on(vocabulary, after, right) {
        return false;
    }
    before.ends_with(['。', '；', ';', '.']) || is_ended(vocabulary, last_piece(before))
}

/// The shortest line that is a paragraph and no rest of a list, in characters.
const SHORTEST_PARAGRAPH: usize = 13;

/// Whether a statement goes on with the line `right` of the text `after`: a label or a name stands there.
fn goes_on(vocabulary: &Vocabulary<'_>, after: &str, right: &str) -> bool {
    let labelled = LABEL_AHEAD.is_match(right) || vocabulary.roles().label_at(after).is_some();
    labelled || starts_body(vocabulary, right)
}

/// The number of an item.
static ITEM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:[（(]\s*[一二三四五六七八九十0-9]{1,3}\s*[）)]|[0-9]{1,2}\s*[.．、]|[一二三四五六七八九十]{1,3}、)\s*",
    )
    .expect("a constant pattern")
});

/// Whether a passage ends as a name or as a role word.
fn is_ended(vocabulary: &Vocabulary<'_>, left: &str) -> bool {
    let left = left.rsplit(['：', ':']).next().unwrap_or(left);
    is_complete(vocabulary, left) || ends_with_role(vocabulary, left)
}

/// Whether white space between `before` and `after` stands for a separator.
fn parts_names(vocabulary: &Vocabulary<'_>, before: &str, after: &str) -> bool {
    let left = last_piece(before);
    let right = after.split(char::is_whitespace).next().unwrap_or(after);
    if left.is_empty() {
        return false;
    }
    if right.is_empty() {
        return false;
    }
    if LABEL_AHEAD.is_match(right) {
        return true;
    }
    if vocabulary.roles().header_sense(left).is_some() {
        return true;
    }
    let left = left.rsplit(['：', ':']).next().unwrap_or(left);
    let left = &left[ENUMERATOR.find(left).map_or(0, |number| number.end())..];
    let numbered = ITEM.find(right).map_or(0, |number| number.end());
    if !is_ended(vocabulary, left) {
        return false;
    }
    // 县水利局 2024年9月
    if says_by_when(vocabulary, right) {
        return true;
    }
    // 东山街道 柳河镇: a place alone is a body of a list.
    if vocabulary.bodies().is_place(&right[numbered..]) && is_complete(vocabulary, left) {
        return true;
    }
    if !starts_body(vocabulary, &right[numbered..]) {
        return false;
    }
    !is_one_name(vocabulary, left, right)
}

/// Whether a passage begins with a date, or with a word of standing or immediate work.
fn says_by_when(vocabulary: &Vocabulary<'_>, right: &str) -> bool {
    let first = right.split(SEPARATORS).next().unwrap_or(right);
    let standing = || vocabulary.deadline_word(first).filter(|_| first.chars().nth(LONGEST_STANDING).is_none());
    dates::at_start(vocabulary, first, &Context::default()).is_some() || standing().is_some()
}

/// The longest words of standing or immediate work (长期坚持并持续推进), in characters.
const LONGEST_STANDING: usize = 8;

/// What stands after the last separator; of a name with a bracket behind it (市发改委（牵头）) the name.
fn last_piece(before: &str) -> &str {
    let start = before.char_indices().rev().take(LONGEST_PIECE).last().map_or(0, |(at, _)| at);
    let near = without_bracket(&before[start..]);
    near.rsplit(SEPARATORS).next().unwrap_or(near)
}

/// How far back a name may begin, in characters.
const LONGEST_PIECE: usize = 80;

/// What parts the names of a list, and the brackets around them.
pub(super) const SEPARATORS: [char; 12] = ['、', '，', ',', '；', ';', '。', '\n', '（', '(', '）', ')', '|'];

/// Whether the text ends with role words (县财政局牵头).
fn ends_with_role(vocabulary: &Vocabulary<'_>, text: &str) -> bool {
    text.char_indices()
        .skip(2)
        .any(|(at, _)| vocabulary.roles().tail_at(&text[at..]).is_some_and(|tail| at + tail.len == text.len()))
}

/// Whether the two together are one name: 县委 宣传部, 市发展 改革委. A body with a level of its own is another (县妇联 县教体局).
fn is_one_name(vocabulary: &Vocabulary<'_>, left: &str, right: &str) -> bool {
    if vocabulary.bodies().level_word(right).is_some() && is_complete(vocabulary, left) {
        return false;
    }
    let whole = format!("{left}{right}");
    vocabulary.bodies().known_len(&whole) > left.len()
}
