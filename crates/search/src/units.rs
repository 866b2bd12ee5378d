//! The names of units in an index.

use crate::opened::Opened;
use crate::schema::{SEPARATOR, role_and_name};
use crate::{Aliases, Error, Folded};
use zhengtu_model::Role;

/// The values of the `unit` field for the units that one of `names` means: that are called so,
/// else whose name ends so, else whose name has it within.
pub(crate) fn units_named(
    index: &Opened,
    names: &[String],
    role: Option<Role>,
    aliases: &dyn Aliases,
) -> Result<Vec<String>, Error> {
    let all = index.terms_of(index.fields().unit, |_| true)?;
    let known: Vec<(&String, Role, String)> =
        all.iter().filter_map(|term| role_and_name(term).map(|(role, name)| (term, role, folded(name)))).collect();
    let forms: Vec<Vec<String>> = names.iter().map(|name| unit_forms(&folded(name), aliases)).collect();
    let tests: [fn(&str, &str) -> bool; 3] =
        [|name, form| name == form, |name, form| name.ends_with(form), |name, form| name.contains(form)];
    let mut found: Vec<String> = Vec::new();
    for forms in &forms {
        let meant = |test: &fn(&str, &str) -> bool, name: &str| forms.iter().any(|form| test(name, form));
        let Some(test) = tests.iter().find(|test| known.iter().any(|(_, _, name)| meant(test, name))) else {
            continue;
        };
        let of_role = known.iter().filter(|(_, its, name)| role.is_none_or(|role| role == *its) && meant(test, name));
        found.extend(of_role.map(|(term, ..)| (*term).clone()));
    }
    found.sort();
    found.dedup();
    Ok(found)
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
        let alias = aliases.at_start(&name[at..])?;
        (at + alias.len == name.len()).then_some((at, alias))
    });
    if let Some((at, alias)) = whole {
        forms.extend(alias.others.iter().map(|other| format!("{}{other}", &name[..at])));
    }
    forms
}
