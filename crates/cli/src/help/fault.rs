//! What is wrong with a command line, in Chinese; the library says it in English.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The message: what is wrong, what may be meant, how the command is used.
pub fn message(error: &Error) -> String {
    let about = |kind| words(error, kind).join("、");
    let argument = about(ContextKind::InvalidArg);
    let said = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有选项“{argument}”{}", suggestion(error, ContextKind::SuggestedArg)),
        ErrorKind::InvalidSubcommand => {
            let (name, near) = (about(ContextKind::InvalidSubcommand), ContextKind::SuggestedSubcommand);
            format!("没有命令“{name}”{}", suggestion(error, near))
        }
        ErrorKind::InvalidValue => invalid_value(error, &argument),
        ErrorKind::ValueValidation => format!("{argument} 的值“{}”不对", about(ContextKind::InvalidValue)),
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::MissingSubcommand => "缺少命令".to_owned(),
        ErrorKind::ArgumentConflict if argument == about(ContextKind::PriorArg) => format!("{argument} 只能给一次"),
        ErrorKind::ArgumentConflict => format!("{argument} 不能与 {} 同用", about(ContextKind::PriorArg)),
        ErrorKind::NoEquals => format!("{argument} 与值之间要用等号"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("{argument} 的值不够"),
        ErrorKind::TooManyValues => format!("{argument} 的值太多"),
        ErrorKind::InvalidUtf8 => "命令行里有不是 UTF-8 的文字".to_owned(),
        _ => error.to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned(),
    };
    match usage(error) {
        Some(usage) => format!("错误：{said}\n\n用法：{usage}\n加 --help 看详细说明。"),
        None => format!("错误：{said}\n加 --help 看用法。"),
    }
}

fn invalid_value(error: &Error, argument: &str) -> String {
    let value = words(error, ContextKind::InvalidValue).concat();
    if value.is_empty() {
        return format!("{argument} 缺少值");
    }
    let valid = words(error, ContextKind::ValidValue);
    let valid = if valid.is_empty() { String::new() } else { format!("；可选：{}", valid.join("、")) };
    format!("{argument} 不能是“{value}”{valid}{}", suggestion(error, ContextKind::SuggestedValue))
}

fn suggestion(error: &Error, kind: ContextKind) -> String {
    match words(error, kind).first() {
        Some(near) => format!("；是否想用“{near}”？"),
        None => String::new(),
    }
}

fn words(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(word)) => vec![word.clone()],
        Some(ContextValue::Strings(words)) => words.clone(),
        Some(ContextValue::StyledStr(words)) => vec![words.to_string()],
        _ => Vec::new(),
    }
}

fn usage(error: &Error) -> Option<String> {
    let usage = words(error, ContextKind::Usage).concat();
    let usage = usage.trim().trim_start_matches("Usage: ").to_owned();
    (!usage.is_empty()).then_some(usage)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Arguments;
    use crate::help::in_language;
    use crate::lang::Lang;
    use clap::CommandFactory;

    fn said(arguments: &[&str]) -> String {
        let command = in_language(Arguments::command(), Lang::Zh);
        let given = std::iter::once("zhengtu").chain(arguments.iter().copied());
        message(&command.try_get_matches_from(given).unwrap_err())
    }

    #[test]
    fn what_is_wrong_is_said_in_chinese_with_what_may_be_meant() {
        let cases: [(&[&str], &str); 6] = [
            (&["chekc"], "没有命令“chekc”；是否想用“check”？"),
            (&["check", "--formt", "sarif"], "没有选项“--formt”；是否想用“--format”？"),
            (&["check", "--format", "sarf"], "docx；是否想用“sarif”？"),
            (&["build"], "缺少 <路径>..."),
            (&["search", "--page", "0", "税务"], "--page <页> 的值“0”不对"),
            (&["search", "--all", "--limit", "3", "税务"], "--all 不能与 --limit"),
        ];
        for (arguments, expected) in cases {
            assert!(said(arguments).contains(expected), "{arguments:?}: {}", said(arguments));
        }
    }
}
