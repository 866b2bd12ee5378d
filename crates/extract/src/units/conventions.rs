use super::Vocabulary;

/// What the statements of one document mean where their words leave it open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conventions {
    /// The document says that the unit listed first leads (排名第一的为牵头单位).
    pub first_leads: bool,
}

impl Conventions {
    /// Reads the conventions off all statements of a document.
    pub fn of<'a>(vocabulary: &Vocabulary<'_>, statements: impl IntoIterator<Item = &'a str>) -> Self {
        let first_leads = statements.into_iter().any(|statement| vocabulary.roles().says_first_leads(statement));
        Self { first_leads }
    }

    /// Adds what the running text of the document says about its statements (列首位的为牵头单位).
    pub fn with_text(self, vocabulary: &Vocabulary<'_>, text: &str) -> Self {
        Self { first_leads: self.first_leads || vocabulary.roles().says_first_leads(text) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::testing::vocabulary;

    #[test]
    fn the_statements_and_the_text_tell_who_leads() {
        let first_leads = |statement| Conventions::of(&vocabulary(), ["责任单位：市财政局", statement]).first_leads;
        assert!(first_leads("列第一位的为牵头单位") && !first_leads("牵头单位：市金融局"));
        assert!(
            Conventions::of(&vocabulary(), ["责任单位：市财政局"])
                .with_text(&vocabulary(), "责任单位列第一位的为牵头单位，下同")
                .first_leads
        );
        assert!(
            !Conventions::of(&vocabulary(), ["责任单位：市财政局"]).with_text(&vocabulary(), "名列第一").first_leads
        );
    }
}
