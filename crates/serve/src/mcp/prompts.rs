//! The prompts of `data/mcp.toml`: the three jobs that assistants are asked to do.

use super::words::WORDS;
use rmcp::model::{GetPromptResult, JsonObject, Prompt, PromptArgument, PromptMessage, Role};
use zhengtu_say::Lang;

/// All prompts.
pub(super) fn prompts(lang: Lang) -> Vec<Prompt> {
    let prompt = |(name, words): (&String, &super::words::PromptWords)| {
        let argument = |(name, about): (&String, &super::words::Both)| {
            PromptArgument::new(name).with_description(about.pick(lang)).with_required(true)
        };
        let arguments = words.arguments.iter().map(argument).collect();
        Prompt::new(name, Some(words.about.pick(lang)), Some(arguments)).with_title(words.title.pick(lang))
    };
    WORDS.prompt.iter().map(prompt).collect()
}

/// A prompt with its values put in.
///
/// # Errors
/// What is missing, for people.
pub(super) fn filled(name: &str, given: Option<&JsonObject>, lang: Lang) -> Result<GetPromptResult, String> {
    let Some(words) = WORDS.prompt.get(name) else {
        let known: Vec<&str> = WORDS.prompt.keys().map(String::as_str).collect();
        return Err(format!("没有提示“{name}”；可用 / known prompts: {}", known.join(", ")));
    };
    let mut text = words.text.pick(lang).to_owned();
    for argument in words.arguments.keys() {
        let value = given.and_then(|given| given.get(argument)).and_then(|value| value.as_str());
        let Some(value) = value.filter(|value| !value.trim().is_empty()) else {
            return Err(format!("缺少参数“{argument}” / the argument {argument} is missing"));
        };
        text = text.replace(&format!("{{{argument}}}"), value.trim());
    }
    let mut result = GetPromptResult::new(vec![PromptMessage::new_text(Role::User, text)]);
    result.description = Some(words.about.pick(lang).to_owned());
    Ok(result)
}
