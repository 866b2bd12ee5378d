//! The zhengtu (政图) command line: raw arguments to the library crates and their answers to
//! standard output. Only this crate prints.

mod args;
mod commands;
mod config;
mod failure;
mod help;
mod lang;
mod line;
mod output;
mod progress;
mod scope;
mod session;

use args::{Arguments, Command};
use config::Config;
use failure::Failure;
use std::process::ExitCode;
use zhengtu_reader::OcrChoice;

/// The stack of the thread that does the work: expressions and patterns of a query are walked by recursion, as deep as
/// the bounds of `zhengtu_store` let them be. The system gives only what is used of it.
const STACK: usize = 64 << 20;

fn main() -> ExitCode {
    let work = std::thread::Builder::new().stack_size(STACK).spawn(start);
    work.map_or_else(|_| start(), |thread| thread.join().unwrap_or(ExitCode::from(101)))
}

fn start() -> ExitCode {
    let (arguments, config) = line::parse();
    // A library that stumbles over a damaged file is caught; its trace is no news for the user.
    zhengtu_reader::quiet_panics();
    match run(&arguments, &config) {
        Ok(code) => ExitCode::from(code),
        Err(Failure::BrokenPipe) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{}", failure.report(arguments.lang));
            ExitCode::from(failure.code())
        }
    }
}

/// Runs the command; gives the exit status (0, or 1 where something was found to fail on).
fn run(arguments: &Arguments, config: &Config) -> Result<u8, Failure> {
    let lang = arguments.lang;
    let ocr = &OcrChoice::from(arguments.ocr.as_str());
    match &arguments.command {
        Command::Build(options) => commands::build::run(options, lang, ocr),
        Command::Text(options) => commands::text::run(options, lang, ocr),
        Command::Outline(options) => commands::outline::run(options, lang, ocr),
        Command::Extract(options) => return commands::extract::run(options, lang, ocr),
        Command::Export(options) => commands::export::run(options, lang, ocr),
        Command::Import(options) => commands::graph::import(options, lang),
        Command::Progress(options) => commands::progress::run(options, lang, ocr),
        Command::Search(options) => commands::search::run(options, lang, ocr),
        Command::Query(options) => commands::query::run(options, lang, ocr),
        Command::Queries(options) => commands::query::list(options, lang),
        Command::Validate(options) => return commands::query::validate(options, lang),
        Command::Ask(options) => return commands::ask::run(options, lang, ocr),
        Command::Verify(options) => commands::verify::run(options, lang),
        Command::Audit(options) => commands::audit::run(options, lang, ocr),
        Command::Check(options) => return commands::check::run(options, lang, ocr),
        Command::Serve(options) => commands::serve::run(options, lang, &arguments.ocr),
        #[cfg(feature = "mcp")]
        Command::Mcp(options) => commands::mcp::run(options, lang, ocr),
        Command::SparqlWorker(options) => commands::serve::work(options),
        Command::ReadWorker(options) => commands::serve::read(options, ocr),
        Command::Config => commands::config::run(config, lang),
        Command::Completions(options) => commands::install::completions(options, lang),
        Command::Manual(options) => commands::install::manual(options, lang),
        Command::Diff(options) => return commands::check::diff(options, lang, ocr),
    }
    .map(|()| 0)
}
