//! The help, whole in one language: the library's own words are English, and its lists of values
//! would show the texts of the other language.

mod english;
mod fault;

pub use crate::lang::Lang;
use english::in_english;
pub use fault::message;

use clap::{Arg, ArgAction, Command};

/// The words that the help is made of.
struct Words {
    usage: &'static str,
    options: &'static str,
    arguments: &'static str,
    commands: &'static str,
    command: &'static str,
    any_options: &'static str,
    help: &'static str,
    version: &'static str,
    default: &'static str,
    variable: &'static str,
}

const CHINESE: Words = Words {
    usage: "用法：",
    options: "选项",
    arguments: "参数",
    commands: "命令",
    command: "命令",
    any_options: "[选项]",
    help: "显示帮助",
    version: "显示版本",
    default: "默认：",
    variable: "环境变量：",
};

const ENGLISH: Words = Words {
    usage: "Usage: ",
    options: "Options",
    arguments: "Arguments",
    commands: "Commands",
    command: "COMMAND",
    any_options: "[OPTIONS]",
    help: "Show help",
    version: "Show the version",
    default: "default: ",
    variable: "environment: ",
};

/// The command line with its help in one language.
pub fn in_language(command: Command, lang: Lang) -> Command {
    of_commands(command, lang, &|_| true)
}

/// The same, but that of commands only which `is_named`: the help of no other is shown.
pub fn of_commands(command: Command, lang: Lang, is_named: &dyn Fn(&str) -> bool) -> Command {
    let (command, words) = match lang {
        Lang::Zh => (command, &CHINESE),
        Lang::En => (in_english(command), &ENGLISH),
    };
    // The help is wanted for a command that the user spelt, so the flags are there once for each.
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let version = version.help(words.version).help_heading(words.options);
    dress(command.disable_version_flag(true).arg(version), "", (words, lang), is_named)
}

/// Puts the words of the language into the help of a command and those below it that are named.
fn dress(command: Command, above: &str, (words, lang): (&Words, Lang), is_named: &dyn Fn(&str) -> bool) -> Command {
    let path = format!("{above} {}", command.get_name()).trim_start().to_owned();
    let below: Vec<String> = command.get_subcommands().map(|found| found.get_name().to_owned()).collect();
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let mut command = command
        .disable_help_flag(true)
        .help_template(format!("{{about-with-newline}}\n{}{{usage}}\n\n{{all-args}}{{after-help}}", words.usage))
        .subcommand_help_heading(words.commands)
        .subcommand_value_name(words.command)
        .arg(help.help(words.help).help_heading(words.options))
        .mut_args(|argument| dress_argument(argument, words, lang));
    let usage = command.clone().bin_name(&path).render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").replace("[OPTIONS]", words.any_options);
    command = command.override_usage(usage);
    for name in below.into_iter().filter(|name| is_named(name)) {
        command = command.mut_subcommand(&name, |found| dress(found, &path, (words, lang), is_named));
    }
    command
}

fn dress_argument(argument: Arg, words: &Words, lang: Lang) -> Arg {
    let heading = if argument.is_positional() { words.arguments } else { words.options };
    let mut help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    if !argument.get_action().takes_values() {
        return argument.help_heading(heading).help(help).long_help(None);
    }
    help += &remarks(&argument, words, lang);
    help += &values(&argument, lang);
    let chinese_name = argument.get_value_names().is_some_and(|names| names.iter().any(|name| is_chinese(name)));
    let argument = match lang {
        Lang::En if chinese_name => {
            let name = argument.get_id().clone();
            argument.value_name(name)
        }
        _ => argument,
    };
    argument
        .help_heading(heading)
        .help(help)
        .long_help(None)
        .hide_possible_values(true)
        .hide_default_value(true)
        .hide_env(true)
}

/// The values to choose from, each on a line with what it means where that is said in this language.
fn values(argument: &Arg, lang: Lang) -> String {
    let mut lines = String::new();
    for value in argument.get_possible_values() {
        let meaning = value.get_help().map(ToString::to_string).filter(|help| lang == Lang::Zh || !is_chinese(help));
        lines += &format!("\n  {}  {}", value.get_name(), meaning.unwrap_or_default());
        lines.truncate(lines.trim_end().len());
    }
    lines
}

/// The default and the environment variable, in brackets.
fn remarks(argument: &Arg, words: &Words, lang: Lang) -> String {
    let default = argument.get_default_values().first().map(|value| value.to_string_lossy().into_owned());
    let variable = argument.get_env().map(|name| name.to_string_lossy().into_owned());
    let said = [
        default.map(|value| format!("{}{value}", words.default)),
        variable.map(|name| format!("{}{name}", words.variable)),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    match (said.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("〔{}〕", said.join("，")),
        (false, Lang::En) => format!(" [{}]", said.join(", ")),
    }
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|char| zhengtu_text::is_cjk(char) && char.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn helps(lang: Lang) -> Vec<(String, String)> {
        let mut command = in_language(crate::args::Arguments::command(), lang);
        let names: Vec<String> = command.get_subcommands().map(|found| found.get_name().to_owned()).collect();
        let mut helps = vec![(String::new(), command.render_long_help().to_string())];
        for name in names {
            let found = command.find_subcommand_mut(&name).unwrap();
            helps.push((name, found.render_long_help().to_string()));
        }
        helps
    }

    #[test]
    fn the_help_is_whole_in_one_language() {
        for (name, help) in helps(Lang::Zh) {
            for english in ["Usage", "Options:", "Arguments:", "Possible values", "[default", "Print help", "[env"] {
                assert!(!help.contains(english), "{name}: {english}\n{help}");
            }
            assert!(help.contains("用法：zhengtu"), "{help}");
        }
        for (name, help) in helps(Lang::En).into_iter().skip(1) {
            assert!(!is_chinese(&help), "{name}: {help}");
        }
    }

    #[test]
    fn values_are_listed_with_what_they_mean() {
        let (_, help) = helps(Lang::Zh).into_iter().find(|(name, _)| name == "check").unwrap();
        assert!(help.contains("sarif  SARIF 2.1.0") && help.contains("concise  一行一条"), "{help}");
        assert!(help.contains("默认：full"), "{help}");
    }
}
