use super::Vocabulary;
use zhengtu_lexicon::roles::LabelSense;
use zhengtu_model::Role;

/// What the statements of one document mean where their words leave it open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conventions {
    /// Some statement of the document names a lead (牵头), so that 责任单位 means who supports it. The
    /// role of 责任单位 is `responsible` either way; this says what to make of it.
    pub names_leads: bool,
    /// The document says that the unit listed first leads (排名第一的为牵头单位).
    pub first_leads: bool,
}

impl Conventions {
    /// Reads the conventions off all statements of a document.
    pub fn of<'a>(vocabulary: &Vocabulary<'_>, statements: impl IntoIterator<Item = &'a str>) -> Self {
        statements.into_iter().fold(Self::default(), |conventions, statement| Self {
            names_leads: conventions.names_leads || names_lead(vocabulary, statement),
            first_leads: conventions.first_leads || vocabulary.roles().says_first_leads(statement),
        })
    }

    /// Adds what the running text of the document says about its statements (列首位的为牵头单位).
    pub fn with_text(self, vocabulary: &Vocabulary<'_>, text: &str) -> Self {
        Self { first_leads: self.first_leads || vocabulary.roles().says_first_leads(text), ..self }
    }
}

fn names_lead(vocabulary: &Vocabulary<'_>, statement: &str) -> bool {
    let labelled =
        vocabulary.roles().label_at(statement).is_some_and(|label| label.sense == LabelSense::Units(Role::Lead));
    labelled || statement.contains("牵头")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::testing::vocabulary;

    #[test]
    fn the_statements_and_the_text_tell_who_leads() {
        let conventions = Conventions::of(&vocabulary(), ["牵头单位：市金融局", "责任单位：市财政局"]);
        assert!(conventions.names_leads && !conventions.first_leads);
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
