//! Settings that a user does not want to type each time: `zhengtu.toml` beside the knowledge base, and in the user's own
//! folder. What stands on the command line goes before the environment, that before the file beside the knowledge base,
//! and that before the user's own.

use crate::failure::{Failure, Said};
use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The name of a settings file.
const NAME: &str = "zhengtu.toml";
/// Names the only settings file to be read; `off` where none is.
const CHOSEN: &str = "ZHENGTU_CONFIG";

/// A setting that a file may give: the argument of that name wherever a command has it.
pub struct Key {
    /// Its name, in the file and as an argument.
    pub name: &'static str,
    /// The environment variable that goes before it.
    pub variable: Option<&'static str>,
    /// What holds where nothing gives it.
    pub built_in: &'static str,
    /// Whether it is a path, which counts from the folder of the file.
    path: bool,
}

/// All settings.
pub const KEYS: [Key; 5] = [
    Key { name: "kb", variable: Some("ZHENGTU_KB"), built_in: ".zhengtu", path: true },
    Key { name: "lang", variable: None, built_in: "zh", path: false },
    Key { name: "ocr", variable: Some("ZHENGTU_OCR"), built_in: "auto", path: false },
    Key { name: "queries", variable: None, built_in: "", path: true },
    Key { name: "words", variable: None, built_in: "", path: true },
];

/// What the settings files say.
#[derive(Debug, Default)]
pub struct Config {
    /// The files that were looked for, and whether each is there.
    pub files: Vec<(PathBuf, bool)>,
    /// What they give, by key: the value, and the file.
    pub given: BTreeMap<&'static str, (String, PathBuf)>,
}

impl Config {
    /// Reads the settings files of this process.
    ///
    /// # Errors
    /// Where a file cannot be read, is no TOML, or has a key that there is not.
    pub fn load(arguments: &[OsString]) -> Result<Self, Failure> {
        let mut config = Self::default();
        for path in candidates(arguments) {
            let text = match std::fs::read_to_string(&path) {
                Ok(text) => text,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound && env::var_os(CHOSEN).is_none() => {
                    config.files.push((path, false));
                    continue;
                }
                Err(error) => return Err(wrong(&path, "读不了", "cannot be read", &error)),
            };
            config.add(&path, &text)?;
            config.files.push((path, true));
        }
        Ok(config)
    }

    /// Takes what a file says where none before it has.
    fn add(&mut self, path: &Path, text: &str) -> Result<(), Failure> {
        let table: BTreeMap<String, String> =
            toml::from_str(text).map_err(|error| wrong(path, "写法不对", "is not well formed", &error))?;
        for (name, value) in table {
            let Some(key) = KEYS.iter().find(|key| key.name == name) else {
                let known = KEYS.map(|key| key.name).join(", ");
                return Err(wrong(path, "没有这项设置", "has an unknown setting", &format!("{name}（{known}）")));
            };
            let folder = path.parent().unwrap_or(Path::new(""));
            let value = if key.path { folder.join(value).to_string_lossy().into_owned() } else { value };
            self.given.entry(key.name).or_insert_with(|| (value, path.to_owned()));
        }
        Ok(())
    }

    /// The command line with these settings in the place of what is built in.
    pub fn applied(&self, command: clap::Command) -> clap::Command {
        let names: Vec<String> = command.get_subcommands().map(|found| found.get_name().to_owned()).collect();
        let command = command.mut_args(|argument| match self.given.get(argument.get_id().as_str()) {
            Some((value, _)) if argument.get_action().takes_values() => argument.default_value(value.clone()),
            _ => argument,
        });
        names.iter().fold(command, |command, name| command.mut_subcommand(name, |found| self.applied(found)))
    }
}

/// The value of an option before the command line is parsed: `--name VALUE` or `--name=VALUE`.
pub fn typed(arguments: &[OsString], name: &str) -> Option<OsString> {
    let apart = arguments.windows(2).find(|pair| pair[0] == name).map(|pair| pair[1].clone());
    let joined = || arguments.iter().find_map(|one| Some(one.to_str()?.strip_prefix(name)?.strip_prefix('=')?.into()));
    apart.or_else(joined)
}

/// Where settings may stand, the nearest first.
fn candidates(arguments: &[OsString]) -> Vec<PathBuf> {
    match env::var_os(CHOSEN) {
        Some(off) if off == "off" => return Vec::new(),
        Some(only) => return vec![only.into()],
        None => {}
    }
    let kb = typed(arguments, "--kb").or_else(|| env::var_os("ZHENGTU_KB")).map(PathBuf::from);
    let beside = kb.and_then(|kb| kb.parent().map(Path::to_owned)).unwrap_or_default();
    [Some(beside.join(NAME)), user_folder().map(|folder| folder.join("zhengtu").join(NAME))]
        .into_iter()
        .flatten()
        .collect()
}

/// Where a user's own settings stand: `XDG_CONFIG_HOME`, else `~/.config` (XDG Base Directory Specification); `APPDATA`
/// on Windows.
fn user_folder() -> Option<PathBuf> {
    let named = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = || named("HOME").map(|home| home.join(".config"));
    if cfg!(windows) { named("APPDATA") } else { named("XDG_CONFIG_HOME").or_else(home) }
}

fn wrong(path: &Path, zh: &str, en: &str, error: &impl std::fmt::Display) -> Failure {
    let path = path.display();
    Failure::Usage(Said {
        zh: format!("设置文件 {path} {zh}：{error}；改正它，或用 {CHOSEN}=off 不读设置文件"),
        en: format!("the settings file {path} {en}: {error}; mend it, or set {CHOSEN}=off to read none"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearer_file_goes_before_the_other_and_paths_count_from_their_file() {
        let mut config = Config::default();
        config.add(Path::new("/office/zhengtu.toml"), "kb = \"plans/.zhengtu\"").unwrap();
        config.add(Path::new("/home/me/zhengtu.toml"), "kb = \"/else\"\nlang = \"en\"").unwrap();
        assert_eq!(config.given["kb"].0, "/office/plans/.zhengtu");
        assert_eq!(config.given["lang"], ("en".to_owned(), PathBuf::from("/home/me/zhengtu.toml")));
    }

    #[test]
    fn a_key_that_there_is_not_and_what_is_no_text_are_said() {
        let said = |text: &str| {
            Config::default().add(Path::new("zhengtu.toml"), text).unwrap_err().report(crate::lang::Lang::En)
        };
        assert!(said("colour = \"red\"").contains("colour"));
        assert!(said("kb = 3").contains("zhengtu.toml"));
    }
}
