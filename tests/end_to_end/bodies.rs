//! A thesaurus of bodies of one's own.

use crate::support::{run, zhengtu};
use std::fs;
use tempfile::TempDir;

const PLAN: &str = "滨江区2024年低空经济工作方案\n一、重点任务\n1.建设起降场。新建起降场3个。（区低空经济发展局牵头，区财政局配合）\n\
                    2.开通航线。开通航线5条。（区低空办负责）\n";

const OWN: &str = r#"@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix body: <https://zhengtu.example/body/> .
body:low-altitude skos:prefLabel "低空经济"@zh , "low-altitude economy"@en ; skos:broader body:department ;
    skos:altLabel "低空经济发展局"@zh , "低空办"@zh .
"#;

fn functions(folder: &TempDir, arguments: &[&str]) -> Vec<(String, String)> {
    let units = run(folder.path(), &[&["export", "units"], arguments].concat());
    let records = units.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    records.map(|unit| (text(&unit["name"]), text(&unit["function"]))).collect()
}

#[test]
fn a_users_thesaurus_is_read_kept_and_dropped() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("plan.txt"), PLAN).unwrap();
    fs::write(folder.path().join("own.ttl"), OWN).unwrap();
    fs::write(folder.path().join("none.ttl"), "").unwrap();
    let own = ("区低空经济发展局".to_owned(), "low-altitude".to_owned());
    assert!(!functions(&folder, &["--from", "plan.txt"]).contains(&own));
    // The same file is read again because the thesaurus is another one.
    assert!(functions(&folder, &["--from", "plan.txt", "--bodies", "own.ttl"]).contains(&own));
    fs::remove_file(folder.path().join("own.ttl")).unwrap();
    assert!(functions(&folder, &["--from", "plan.txt"]).contains(&own), "the knowledge base keeps it");
    assert!(!functions(&folder, &["--from", "plan.txt", "--bodies", "none.ttl"]).contains(&own));
}

#[test]
fn a_thesaurus_that_is_no_turtle_is_refused() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("plan.txt"), PLAN).unwrap();
    fs::write(folder.path().join("own.ttl"), "这不是 Turtle").unwrap();
    let build = zhengtu(folder.path()).args(["build", "plan.txt", "--bodies", "own.ttl"]).output().unwrap();
    assert_eq!(build.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&build.stderr).contains("--bodies"));
}
