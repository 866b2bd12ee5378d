//! The columns of a table as an address chooses them: which are shown (`col=place&col=due`), and by which of them the rows
//! are sorted (`sort=due`, from the other end `sort=-due`).

use super::choices::Choice;
use crate::call::Call;
use crate::reply::Refusal;
use crate::shell::Shell;
use std::cmp::Ordering;

/// The column of the place: by it rows stand in the order of the documents, which is the order that they have.
pub const PLACE: &str = "place";

/// A column that a table may show.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name in addresses.
    pub key: &'static str,
    /// What stands above it.
    pub caption: &'static str,
    /// Whether it is shown where nothing else is asked for.
    pub usual: bool,
}

impl Column {
    /// A column that is shown where nothing else is asked for.
    pub fn usual(key: &'static str, caption: &'static str) -> Self {
        Self { key, caption, usual: true }
    }
}

/// The columns of a table.
pub struct Columns {
    /// Those that are shown, in their order.
    pub heads: Vec<Head>,
    /// All of them, to choose from.
    pub choices: Vec<Choice>,
    /// The column by which the rows are sorted, and whether from the other end.
    sorted: Option<(&'static str, bool)>,
}

/// What stands above a column.
pub struct Head {
    /// The name of the column in addresses.
    pub key: &'static str,
    /// Its caption.
    pub caption: String,
    /// The same table sorted by it, then from the other end, then in its own order; empty where it is as it is.
    pub href: String,
    /// How the rows are sorted by it (WAI-ARIA 1.2, `aria-sort`); empty where they are not.
    pub sorted: &'static str,
}

impl Head {
    /// The head of a column that is as it is.
    pub fn plain(caption: String) -> Self {
        Self { key: "", caption, href: String::new(), sorted: "" }
    }

    /// The head of a column of this table, which is sorted by `sorted`.
    pub fn new(shell: &Shell, key: &'static str, name: &str, caption: &str, sorted: Option<(&str, bool)>) -> Self {
        let (state, next) = match sorted {
            Some((by, false)) if by == name => ("ascending", format!("-{name}")),
            Some((by, true)) if by == name => ("descending", String::new()),
            _ => ("", name.to_owned()),
        };
        Self { key, caption: caption.to_owned(), href: shell.with("sort", &next), sorted: state }
    }
}

/// By what a row is sorted. Words stand behind numbers and what says nothing comes last, from whichever end they are sorted.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// Says nothing.
    Nothing,
    /// A number; of days, that of the day.
    Number(f64),
    /// Words.
    Words(String),
}

impl From<&str> for Key {
    fn from(words: &str) -> Self {
        if words.is_empty() { Self::Nothing } else { Self::Words(words.to_owned()) }
    }
}

impl From<usize> for Key {
    fn from(count: usize) -> Self {
        Self::Number(count as f64)
    }
}

impl From<Option<zhengtu_model::Date>> for Key {
    fn from(day: Option<zhengtu_model::Date>) -> Self {
        day.map_or(Self::Nothing, |day| Self::Number(day.days_since_1970() as f64))
    }
}

impl Key {
    /// The order of two keys.
    fn order(&self, other: &Self, down: bool) -> Ordering {
        let turned = |order: Ordering| if down { order.reverse() } else { order };
        match (self, other) {
            (Self::Nothing, Self::Nothing) => Ordering::Equal,
            (Self::Nothing, _) => Ordering::Greater,
            (_, Self::Nothing) => Ordering::Less,
            (Self::Number(a), Self::Number(b)) => turned(a.total_cmp(b)),
            (Self::Words(a), Self::Words(b)) => turned(a.cmp(b)),
            (Self::Number(_), Self::Words(_)) => Ordering::Less,
            (Self::Words(_), Self::Number(_)) => Ordering::Greater,
        }
    }
}

/// What an address says of the order: a column, and whether from the other end.
pub fn sorted(call: &Call) -> Option<(&str, bool)> {
    let given = call.get("sort")?;
    Some(given.strip_prefix('-').map_or((given, false), |key| (key, true)))
}

/// Sorts rows by their keys. The sort is stable: what is alike stays as it stood.
pub fn sort<T>(rows: &mut Vec<T>, down: bool, key: impl Fn(&T) -> Key) {
    let mut keyed: Vec<(Key, T)> = rows.drain(..).map(|row| (key(&row), row)).collect();
    keyed.sort_by(|(a, _), (b, _)| a.order(b, down));
    rows.extend(keyed.into_iter().map(|(_, row)| row));
}

impl Columns {
    /// The columns that the address asks for, of `all`.
    ///
    /// # Errors
    /// Where it names one that the table does not have.
    pub fn of(call: &Call, shell: &Shell, all: &[Column]) -> Result<Self, Refusal> {
        let find = |name: &str| all.iter().find(|column| column.key == name);
        let unknown = |parameter: &str, name: &str| {
            let names: Vec<&str> = all.iter().map(|column| column.key).collect();
            Refusal::bad(format!("{parameter}={name}：{}", names.join(", ")))
        };
        let wanted: Vec<&str> = call.asked.params.all("col").collect();
        if let Some(name) = wanted.iter().find(|name| find(name).is_none()) {
            return Err(unknown("col", name));
        }
        let is_shown = |column: &Column| if wanted.is_empty() { column.usual } else { wanted.contains(&column.key) };
        let sorted = match sorted(call) {
            None => None,
            Some((name, down)) => Some((find(name).ok_or_else(|| unknown("sort", name))?.key, down)),
        };
        let choice = |column: &Column| Choice {
            value: column.key.to_owned(),
            label: column.caption.to_owned(),
            chosen: is_shown(column),
        };
        let shown = all.iter().filter(|column| is_shown(column));
        Ok(Self {
            heads: shown.map(|column| Head::new(shell, column.key, column.key, column.caption, sorted)).collect(),
            choices: all.iter().map(choice).collect(),
            sorted,
        })
    }

    /// The usual columns of a table that is as it is.
    pub fn plain(all: &[Column]) -> Self {
        let head = |column: &Column| Head {
            key: column.key,
            caption: column.caption.to_owned(),
            href: String::new(),
            sorted: "",
        };
        let usual = all.iter().filter(|column| column.usual);
        Self { heads: usual.map(head).collect(), choices: Vec::new(), sorted: None }
    }

    /// Columns by their names and captions, as results of queries have them.
    pub fn named(heads: Vec<Head>) -> Self {
        Self { heads, choices: Vec::new(), sorted: None }
    }

    /// Whether a column is shown.
    pub fn has(&self, key: &str) -> bool {
        self.heads.iter().any(|head| head.key == key)
    }

    /// Sorts the rows, which stand in the order of the documents, as the address asks; `key` says by what a row is sorted in a column.
    pub fn sort<T>(&self, rows: &mut Vec<T>, key: impl Fn(&T, &'static str) -> Key) {
        match self.sorted {
            None | Some((PLACE, false)) => {}
            Some((PLACE, true)) => rows.reverse(),
            Some((column, down)) => sort(rows, down, |row| key(row, column)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(down: bool) -> Vec<&'static str> {
        let mut rows = vec!["b", "", "a", "10", "9", "c"];
        sort(&mut rows, down, |row| row.parse().map_or_else(|_| Key::from(*row), |number: usize| Key::from(number)));
        rows
    }

    #[test]
    fn rows_are_sorted_from_either_end_and_what_says_nothing_comes_last() {
        assert_eq!(order(false), ["9", "10", "a", "b", "c", ""]);
        assert_eq!(order(true), ["10", "9", "c", "b", "a", ""]);
    }

    #[test]
    fn what_is_alike_stays_as_it_stood() {
        let mut rows = vec![(1, "b"), (2, "a"), (3, "b"), (4, "a")];
        sort(&mut rows, true, |(_, word)| Key::from(*word));
        assert_eq!(rows.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 3, 2, 4]);
    }
}
