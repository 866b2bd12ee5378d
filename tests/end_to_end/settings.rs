//! `zhengtu.toml`, `zhengtu config`, and what shells and `man` are given.

use crate::support::{corpus, fail, run, zhengtu};
use std::fs;
use tempfile::TempDir;

/// Runs the program with the settings of `folder` and a user's folder inside it; gives what it printed.
fn settled(folder: &TempDir, arguments: &[&str]) -> String {
    let mut command = zhengtu(folder.path());
    let output =
        command.args(arguments).env_remove("ZHENGTU_CONFIG").env("XDG_CONFIG_HOME", folder.path().join("user"));
    let output = output.output().expect("the program runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the program prints UTF-8")
}

#[cfg(unix)]
#[test]
fn settings_hold_where_nothing_nearer_does_and_say_why() {
    let folder = TempDir::new().expect("a temporary folder can be made");
    fs::create_dir_all(folder.path().join("user/zhengtu")).expect("it can be made");
    fs::write(folder.path().join("user/zhengtu/zhengtu.toml"), "lang = \"en\"\nkb = \"elsewhere\"\n").expect("written");
    fs::write(folder.path().join("zhengtu.toml"), "kb = \"office\"\n").expect("written");
    let said = settled(&folder, &["config"]);
    assert!(said.contains("kb\toffice\tzhengtu.toml"), "{said}");
    assert!(said.contains("lang\ten\t") && said.contains("user/zhengtu/zhengtu.toml: read"), "{said}");
    settled(&folder, &["build", corpus().to_str().expect("the path is UTF-8")]);
    assert!(folder.path().join("office/CURRENT").is_file());
    assert!(settled(&folder, &["--help"]).contains("Usage"));
    assert!(settled(&folder, &["--lang", "zh", "config"]).contains("内置"));
}

#[test]
fn a_wrong_settings_file_is_named() {
    let folder = TempDir::new().expect("a temporary folder can be made");
    fs::write(folder.path().join("mine.toml"), "colour = \"red\"\n").expect("written");
    let output = zhengtu(folder.path()).arg("queries").env("ZHENGTU_CONFIG", "mine.toml").output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("mine.toml") && said.contains("colour") && said.contains("kb, lang"), "{said}");
}

#[test]
fn shells_and_man_know_every_command() {
    let folder = TempDir::new().expect("a temporary folder can be made");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(folder.path(), &["completions", shell]);
        assert!(script.contains("verify") && script.contains("search"), "{shell}");
    }
    assert!(run(folder.path(), &["--lang", "en", "manual"]).starts_with(".ie"), "a page in roff");
    run(folder.path(), &["manual", "--out", "man"]);
    assert!(folder.path().join("man/zhengtu-check.1").is_file());
    assert_eq!(fail(folder.path(), &["completions", "cmd"]).0, 2);
}
