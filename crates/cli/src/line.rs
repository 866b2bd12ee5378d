//! The command line of the process, read.

use crate::args::Arguments;
use crate::help;
use crate::lang::Lang;
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};

/// Parses the process's arguments; exits with status 2 and a message where they are wrong. The language
/// of the help has to be known before the arguments are.
pub fn parse() -> Arguments {
    let arguments: Vec<_> = std::env::args_os().collect();
    let english = arguments.windows(2).any(|pair| pair[0] == "--lang" && pair[1] == "en")
        || arguments.iter().any(|argument| argument == "--lang=en");
    let lang = if english { Lang::En } else { Lang::Zh };
    let matches = help::in_language(Arguments::command(), lang).try_get_matches_from(arguments);
    let parsed = matches.and_then(|matches| Arguments::from_arg_matches(&matches));
    parsed.unwrap_or_else(|error| stop(&error, lang))
}

/// Prints the help asked for, or what is wrong with the command line, and ends the process.
fn stop(error: &clap::Error, lang: Lang) -> ! {
    if lang == Lang::En || !error.use_stderr() || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        error.exit();
    }
    eprintln!("{}", help::message(error));
    std::process::exit(2)
}
