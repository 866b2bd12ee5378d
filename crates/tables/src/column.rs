use std::borrow::Cow;
use zhengtu_model::Date;

/// A column of a table: the one definition for CSV, Parquet and Arrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name.
    pub name: &'static str,
    /// What the cells hold.
    pub holds: Type,
    /// Whether a cell may hold nothing.
    pub optional: bool,
    /// What stands in it, in English.
    pub says: &'static str,
}

impl Column {
    pub(crate) const fn new(name: &'static str, holds: Type, says: &'static str) -> Self {
        Self { name, holds, optional: false, says }
    }

    /// The column whose cells may hold nothing.
    pub(crate) const fn or_nothing(self) -> Self {
        Self { optional: true, ..self }
    }
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// UTF-8 text.
    Text,
    /// A whole number of 64 bits.
    Whole,
    /// A number of 64 bits (IEEE 754).
    Number,
    /// Yes or no.
    Flag,
    /// A calendar day.
    Day,
}

impl Type {
    /// The name of the type in Arrow, as pyarrow prints it.
    pub fn arrow(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Whole => "int64",
            Self::Number => "double",
            Self::Flag => "bool",
            Self::Day => "date32[day]",
        }
    }
}

/// A value of a column, of the type of the column.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing; only where the column is optional.
    Nothing,
    /// [`Type::Text`].
    Text(Cow<'a, str>),
    /// [`Type::Whole`].
    Whole(i64),
    /// [`Type::Number`].
    Number(f64),
    /// [`Type::Flag`].
    Flag(bool),
    /// [`Type::Day`].
    Day(Date),
}

impl<'a> Cell<'a> {
    /// What is there, or nothing.
    pub(crate) fn of<T: Into<Cell<'a>>>(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }

    /// The value as text: a day as `YYYY-MM-DD`, nothing as an empty text.
    pub fn printed(&self) -> Cow<'_, str> {
        match self {
            Self::Nothing => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Whole(number) => Cow::Owned(number.to_string()),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Flag(is) => Cow::Owned(is.to_string()),
            Self::Day(day) => Cow::Owned(day.to_string()),
        }
    }

    /// Whether the column may hold the value.
    #[cfg(test)]
    pub(crate) fn fits(&self, column: &Column) -> bool {
        match self {
            Self::Nothing => column.optional,
            Self::Text(_) => column.holds == Type::Text,
            Self::Whole(_) => column.holds == Type::Whole,
            Self::Number(_) => column.holds == Type::Number,
            Self::Flag(_) => column.holds == Type::Flag,
            Self::Day(_) => column.holds == Type::Day,
        }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<u32> for Cell<'_> {
    fn from(number: u32) -> Self {
        Self::Whole(i64::from(number))
    }
}

impl From<usize> for Cell<'_> {
    fn from(number: usize) -> Self {
        // No text is so long, and no table has so many rows.
        Self::Whole(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<f64> for Cell<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Cell<'_> {
    fn from(is: bool) -> Self {
        Self::Flag(is)
    }
}

impl From<Date> for Cell<'_> {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}
