//! The text of a query, before it is parsed.

/// Signs that nobody means as part of a name.
const WIDE: &str = "，。；：？！“”‘’、＜＞＝＆｜＋｛｝　";

/// Words and signs by which patterns and expressions are joined: each makes the tree of the query a level deeper.
const JOINTS: [&str; 8] = ["union", "optional", "minus", "filter", "bind", "values", "exists", "graph"];
const JOINING: [char; 11] = ['|', '&', '+', '-', '*', '/', '!', '^', '.', ';', '='];

/// The first full-width sign outside strings, IRIs and comments, with its line and column from 1.
pub(super) fn wide_sign(text: &str) -> Option<(usize, usize, char)> {
    let mut found = None;
    scan(text, |char, line, column| {
        if WIDE.contains(char) {
            found = Some((line, column, char));
        }
        found.is_none()
    });
    found
}

/// How many words and signs outside strings, IRIs and comments join patterns or expressions, and how deep brackets stand
/// in brackets.
pub(super) fn joints(text: &str) -> (usize, usize) {
    let (mut joints, mut depth, mut deepest) = (0, 0_usize, 0);
    let mut word = String::new();
    scan(text, |char, _, _| {
        if char.is_ascii_alphabetic() {
            word.push(char.to_ascii_lowercase());
            return true;
        }
        joints += usize::from(JOINTS.contains(&word.as_str())) + usize::from(JOINING.contains(&char));
        word.clear();
        match char {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
        true
    });
    (joints, deepest)
}

/// Shows each character outside strings, IRIs and comments, with its line and column from 1, as long as `go_on` says so.
fn scan(text: &str, mut go_on: impl FnMut(char, usize, usize) -> bool) {
    let mut state = State::Code;
    let (mut line, mut column) = (1, 0);
    let mut rest = text.chars();
    while let Some(char) = rest.next() {
        column += 1;
        if state == State::Code && !go_on(char, line, column) {
            return;
        }
        if char == '\n' {
            (line, column) = (line + 1, 0);
        }
        if char == '\\' && matches!(state, State::Text(_) | State::LongText(_)) {
            // The next character is escaped; a line cannot end there.
            rest.next();
            column += 1;
            continue;
        }
        let next = state.after(char, rest.as_str());
        if next.is_long() != state.is_long() {
            rest.nth(1);
            column += 2;
        }
        state = next;
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Code,
    Comment,
    Iri,
    /// In a string with this quote.
    Text(char),
    /// In a string with three of this quote.
    LongText(char),
}

impl State {
    fn is_long(self) -> bool {
        matches!(self, Self::LongText(_))
    }

    /// The state after `char`, which `rest` follows.
    fn after(self, char: char, rest: &str) -> Self {
        let tripled = |quote: char| rest.starts_with([quote; 2].iter().collect::<String>().as_str());
        match self {
            Self::Code => match char {
                '#' => Self::Comment,
                '<' if is_iri(rest) => Self::Iri,
                '"' | '\'' if tripled(char) => Self::LongText(char),
                '"' | '\'' => Self::Text(char),
                _ => self,
            },
            Self::Comment if char == '\n' => Self::Code,
            Self::Iri if char == '>' => Self::Code,
            Self::Text(quote) if char == quote || char == '\n' => Self::Code,
            Self::LongText(quote) if char == quote && tripled(quote) => Self::Code,
            _ => self,
        }
    }
}

/// Whether `<` opens an IRI and is not the sign for less.
fn is_iri(rest: &str) -> bool {
    let end = rest.find(['>', ' ', '\n', '<', '"', '{', '}']);
    end.is_some_and(|end| rest[end..].starts_with('>'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_sign_is_found_outside_strings_iris_and_comments_only() {
        assert_eq!(wide_sign("SELECT ?t\nWHERE { ?t a zt:Task， }"), Some((2, 21, '，')));
        assert_eq!(wide_sign("ASK { ?t zt:p \"\"\"a\"\"\" ； }").map(|found| found.2), Some('；'));
        for fine in [
            "ASK { ?t zt:path \"一，二\" } # 注释，",
            "ASK { <http://a/、> ?p '，' FILTER(1 < 2) }",
            "ASK { ?t ?p \"a\\\"，\" }",
            "ASK { ?t ?p \"\"\"，\"a\n，\"\"\" }",
            "ASK { ?县 zt:path ?税务局 }",
        ] {
            assert_eq!(wide_sign(fine), None, "{fine}");
        }
    }
}
