//! The command line of the process, read.

use crate::args::Arguments;
use crate::config::{Config, typed};
use crate::failure::Failure;
use crate::help;
use crate::lang::Lang;
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use std::ffi::OsString;

/// Parses the process's arguments; exits with status 2 and a message where they are wrong. The language
/// of the help has to be known before the arguments are.
pub fn parse() -> (Arguments, Config) {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let typed = typed_lang(&arguments);
    let config = Config::load(&arguments).unwrap_or_else(|failure| refuse(&failure, typed.unwrap_or(Lang::Zh)));
    let settled = config.given.get("lang").and_then(|(code, _)| code.parse().ok());
    let lang = typed.or(settled).unwrap_or(Lang::Zh);
    let is_named = |name: &str| arguments.iter().any(|argument| argument == name);
    let command = help::of_commands(Arguments::command(), lang, &is_named);
    let matches = config.applied(command).try_get_matches_from(&arguments);
    let parsed = matches.and_then(|matches| Arguments::from_arg_matches(&matches));
    (parsed.unwrap_or_else(|error| stop(&error, lang)), config)
}

/// The command line with its help in one language, without anybody's settings.
pub fn command(lang: Lang) -> clap::Command {
    help::in_language(Arguments::command(), lang)
}

/// The language that the command line names.
fn typed_lang(arguments: &[OsString]) -> Option<Lang> {
    typed(arguments, "--lang")?.to_str()?.parse().ok()
}

/// Prints what is wrong with the settings, and ends the process.
fn refuse(failure: &Failure, lang: Lang) -> ! {
    eprintln!("{}", failure.report(lang));
    std::process::exit(failure.code().into())
}

/// Prints the help asked for, or what is wrong with the command line, and ends the process.
fn stop(error: &clap::Error, lang: Lang) -> ! {
    if lang == Lang::En || !error.use_stderr() || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        error.exit();
    }
    eprintln!("{}", help::message(error));
    std::process::exit(2)
}
