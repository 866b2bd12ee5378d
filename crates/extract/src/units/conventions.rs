/// What the statements of one document mean where their words leave it open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conventions {
    /// Some statement of the document names a lead (牵头): a 责任单位 beside it supports.
    pub names_leads: bool,
    /// The document says that the unit listed first leads (排名第一的为牵头单位).
    pub first_leads: bool,
}

impl Conventions {
    /// Reads the conventions off all statements of a document.
    pub fn of<'a>(statements: impl IntoIterator<Item = &'a str>) -> Self {
        let _ = statements.into_iter().count();
        Self::default()
    }

    /// Adds what the running text of the document says about its statements (列首位的为牵头单位).
    pub fn with_text(self, text: &str) -> Self {
        let _ = text;
        self
    }
}
