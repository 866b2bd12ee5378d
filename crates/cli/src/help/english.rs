//! The texts of the help in English, from `data/help.en.toml`: of a command by its name, what stands below its options by
//! `NAME/after`, of an argument by `NAME.argument`.

use clap::Command;
use std::collections::BTreeMap;

const TEXTS: &str = include_str!("../../data/help.en.toml");

const AFTER: &str = "Examples:\n  zhengtu ask --from FOLDER 'which tasks does the tax bureau lead that are due by June'\n  zhengtu build PLAN.txt && zhengtu search 不动产登记\n\nExit status: 0 done; 1 something was found to fail on; 2 wrong command line; 3 unusable input or knowledge base.";

/// The command line with its help in English.
pub fn in_english(command: Command) -> Command {
    let texts: BTreeMap<String, String> = toml::from_str(TEXTS).unwrap_or_default();
    translate_all(command, "", &texts).after_help(AFTER)
}

/// Translates a command and those under it, whose names follow that of the command: `progress import`.
fn translate_all(command: Command, name: &str, texts: &BTreeMap<String, String>) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|found| found.get_name().to_owned()).collect();
    let mut command = translate(command, name, texts);
    for below in names {
        let whole = if name.is_empty() { below.clone() } else { format!("{name} {below}") };
        command = command.mut_subcommand(&below, |found| translate_all(found, &whole, texts));
    }
    command
}

fn translate(command: Command, name: &str, texts: &BTreeMap<String, String>) -> Command {
    let command = match texts.get(name) {
        Some(about) => command.about(about.clone()).long_about(None),
        None => command,
    };
    let command = match texts.get(&format!("{name}/after")) {
        Some(after) => command.after_help(after.clone()),
        None => command,
    };
    command.mut_args(|argument| {
        let id = argument.get_id().as_str().to_owned();
        match texts.get(&format!("{name}.{id}")).or_else(|| texts.get(&format!("*.{id}"))) {
            Some(help) => argument.help(help.clone()).long_help(None),
            None => argument,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_command_and_argument_has_an_english_text() {
        let command = in_english(crate::args::Arguments::command());
        let chinese = |text: &str| text.chars().any(|char| ('\u{4e00}'..='\u{9fff}').contains(&char));
        let below = command.get_subcommands().flat_map(clap::Command::get_subcommands);
        for found in command.get_subcommands().chain(below) {
            let about = found.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(!about.is_empty() && !chinese(&about), "{}: {about}", found.get_name());
            for argument in found.get_arguments().filter(|argument| !argument.is_global_set()) {
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(!help.is_empty() && !chinese(&help), "{} {}: {help}", found.get_name(), argument.get_id());
            }
        }
    }
}
