//! Fields (ECMA-376, part 1, section 17.16): their instructions are left out, their results kept.

use crate::numerals;

/// The fields that are open where the walker stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields {
    open: Vec<Field>,
}

#[derive(Clone, Debug, Default)]
struct Field {
    instruction: String,
    /// Past the sign that separates the instruction from the result.
    in_result: bool,
}

impl Fields {
    /// Whether what stands here is shown.
    pub(crate) fn shown(&self) -> bool {
        self.open.iter().all(|field| field.in_result)
    }

    /// Whether this is inside the result of a table of contents.
    pub(crate) fn in_contents(&self) -> bool {
        self.open.iter().any(|field| field.instruction.split_whitespace().next() == Some("TOC"))
    }

    /// Adds to the instruction of the innermost field.
    pub(crate) fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.in_result) {
            field.instruction.push_str(text);
        }
    }

    /// Takes a field sign; gives the text that a field without a stored result shows.
    pub(crate) fn sign(&mut self, kind: &str) -> Option<String> {
        match kind {
            "begin" => self.open.push(Field::default()),
            "separate" => {
                if let Some(field) = self.open.last_mut() {
                    field.in_result = true;
                }
            }
            "end" => {
                let field = self.open.pop()?;
                return (!field.in_result).then(|| equation(&field.instruction)).flatten();
            }
            _ => {}
        }
        None
    }
}

/// A character in a circle is written as an equation that lays the two over each other:
/// `eq \o\ac(○,1)`.
fn equation(instruction: &str) -> Option<String> {
    let instruction = instruction.trim();
    let body = instruction.get(..2).filter(|head| head.eq_ignore_ascii_case("eq")).and(instruction.get(2..))?;
    let (_, inside) = body.split_once('(')?;
    let inside = inside.rsplit_once(')').map_or(inside, |(inside, _)| inside);
    let (circle, sign) = inside.split_once([',', '，', ';'])?;
    let sign = sign.trim();
    if circle.trim() != "○" {
        return None;
    }
    Some(sign.parse().map_or_else(|_| sign.to_owned(), |number| numerals::render(number, "decimalEnclosedCircle")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_hidden_and_results_shown_in_nested_fields() {
        let mut fields = Fields::default();
        assert!(fields.shown());
        fields.sign("begin");
        fields.instruct(" TOC \\o ");
        assert!(!fields.shown());
        fields.sign("separate");
        assert!(fields.shown() && fields.in_contents());
        fields.sign("begin");
        assert!(!fields.shown());
        fields.sign("end");
        fields.sign("end");
        assert!(fields.shown() && !fields.in_contents());
        assert_eq!(fields.sign("end"), None);
    }

    #[test]
    fn a_number_laid_over_a_circle_is_a_circled_number() {
        assert_eq!(equation(" eq \\o\\ac(○,3)").as_deref(), Some("③"));
        assert_eq!(equation("EQ \\o\\ac(○,甲)").as_deref(), Some("甲"));
        assert_eq!(equation("PAGE"), None);
        assert_eq!(equation("eq \\f(1,2)"), None);
    }
}
