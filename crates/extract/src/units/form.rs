use zhengtu_text::Span;

/// How a passage shows that it is a responsibility statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatementForm {
    /// A label before the list (责任单位：X).
    Labelled,
    /// A role word after the list (X牵头，Y配合).
    Stated,
    /// Nothing but names of bodies. In a bracket at the end of an item that is a statement; a line
    /// of its own may as well be a signature or an addressee.
    BareList,
}

/// Whether the content of a bracket at the end of an item is a responsibility statement. For lines
/// use [`statement_form`] and refuse [`StatementForm::BareList`].
pub fn looks_like_statement(text: &str) -> bool {
    statement_form(text).is_some()
}

/// The form of the responsibility statement that a passage is, if it is one.
pub fn statement_form(text: &str) -> Option<StatementForm> {
    let _ = text;
    None
}

/// An entry of a unit-first duty list (市财政局：负责…): the span of the unit (or list of units) and
/// of the duty.
pub fn unit_first(line: &str) -> Option<(Span, Span)> {
    let _ = line;
    None
}
