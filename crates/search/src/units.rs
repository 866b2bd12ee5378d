//! The names of units in an index.

use crate::opened::Opened;
use crate::schema::{SEPARATOR, role_and_name};
use crate::sounds::ends_with_initials;
use crate::{Aliases, Error, Folded};
use zhengtu_model::Role;

/// The values of the `unit` field for the units that one of `names` means: that are called so,
/// else whose name ends so, else whose name has it within; and whose sounds end with such letters.
pub(crate) fn units_named(
    index: &Opened,
    names: &[String],
    roles: &[Role],
    aliases: &dyn Aliases,
) -> Result<Vec<String>, Error> {
    let all = index.terms_of(index.fields().unit, |_| true)?;
    let known: Vec<(&String, Role, String)> =
        all.iter().filter_map(|term| role_and_name(term).map(|(role, name)| (term, role, folded(name)))).collect();
    let of_role = |role: &Role| roles.is_empty() || roles.contains(role);
    let forms: Vec<Vec<String>> = names.iter().map(|name| unit_forms(&folded(name), aliases)).collect();
    let tests: [fn(&str, &str) -> bool; 3] =
        [|name, form| name == form, |name, form| name.ends_with(form), |name, form| name.contains(form)];
    let mut found: Vec<String> = Vec::new();
    for forms in &forms {
        if let Some(letters) = initials(&forms[0]) {
            let by_sound = known.iter().filter(|(_, role, name)| of_role(role) && ends_with_initials(name, letters));
            found.extend(by_sound.map(|(term, ..)| (*term).clone()));
        }
        let meant = |test: &fn(&str, &str) -> bool, name: &str| forms.iter().any(|form| test(name, form));
        let Some(test) = tests.iter().find(|test| known.iter().any(|(_, _, name)| meant(test, name))) else {
            continue;
        };
        let of_name = known.iter().filter(|(_, role, name)| of_role(role) && meant(test, name));
        found.extend(of_name.map(|(term, ..)| (*term).clone()));
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// The letters, where a name is typed as the first letters of its sounds (swj).
pub(crate) fn initials(name: &str) -> Option<&str> {
    let letters = name.chars().all(|char| char.is_ascii_lowercase());
    (letters && name.len() > 1).then_some(name)
}

/// The canonical names of the units with a role.
pub(crate) fn unit_names(index: &Opened) -> Result<Vec<String>, Error> {
    let terms = index.terms_of(index.fields().unit, |term| term.contains(SEPARATOR))?;
    let mut names: Vec<String> =
        terms.iter().filter_map(|term| role_and_name(term)).map(|(_, name)| name.to_owned()).collect();
    names.sort();
    names.dedup();
    Ok(names)
}

fn folded(text: &str) -> String {
    Folded::new(text).chars().iter().collect()
}

/// The name and the forms it has with another name of the same body in it (县发改委, 县发展改革委).
fn unit_forms(name: &str, aliases: &dyn Aliases) -> Vec<String> {
    let mut forms = vec![name.to_owned()];
    let whole = name.char_indices().find_map(|(at, _)| {
        let others = aliases.names(&name[at..]);
        (!others.is_empty()).then_some((at, others))
    });
    if let Some((at, others)) = whole {
        forms.extend(others.iter().map(|other| format!("{}{other}", &name[..at])));
    }
    forms
}
