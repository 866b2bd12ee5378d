//! Words of one's own.

use crate::serve::Server;
use crate::support::{fail, lines, run};
use std::fs;
use tempfile::TempDir;

const PLAN: &str = "滨江区2024年低空经济工作方案\n一、重点任务\n1.建设起降场。新建起降场3个。（区低空经济发展局牵头，区财政局配合）\n\
                    2.开通航线。开通航线5条。（区低空办负责）\n3.办好展会。举办展会1场。（区文旅局主推）\n";

const BODIES: &str = r#"@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix body: <https://zhengtu.example/body/> .
body:low-altitude skos:prefLabel "低空经济"@zh , "low-altitude economy"@en ; skos:broader body:department ;
    skos:altLabel "低空经济发展局"@zh , "低空办"@zh .
"#;

const ROLE: &str = "role = [{ word = \"主推\", role = \"lead\", example = \"县文旅局主推\" }]\n";

/// A folder with the plan, and folders of words with these files.
fn folder(words: &[(&str, &[(&str, &str)])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("plan.txt"), PLAN).unwrap();
    for (name, files) in words {
        fs::create_dir(folder.path().join(name)).unwrap();
        for (file, text) in *files {
            fs::write(folder.path().join(name).join(file), text).unwrap();
        }
    }
    folder
}

fn functions(folder: &TempDir, arguments: &[&str]) -> Vec<(String, String)> {
    let units = lines(&run(folder.path(), &[&["export", "units"], arguments].concat()));
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    units.iter().map(|unit| (text(&unit["name"]), text(&unit["function"]))).collect()
}

#[test]
fn a_users_bodies_are_read_kept_and_dropped() {
    let folder = folder(&[("own", &[("own.ttl", BODIES)]), ("none", &[])]);
    let own = ("区低空经济发展局".to_owned(), "low-altitude".to_owned());
    assert!(!functions(&folder, &["--from", "plan.txt"]).contains(&own));
    // The same file is read again because the words are others.
    assert!(functions(&folder, &["--from", "plan.txt", "--words", "own"]).contains(&own));
    fs::remove_dir_all(folder.path().join("own")).unwrap();
    assert!(functions(&folder, &["--from", "plan.txt"]).contains(&own), "the knowledge base keeps them");
    assert!(!functions(&folder, &["--from", "plan.txt", "--words", "none"]).contains(&own));
}

#[test]
fn one_line_makes_a_role_word_known_to_extraction_and_to_questions() {
    let folder = folder(&[("own", &[("roles.toml", ROLE)])]);
    let leads = |arguments: &[&str]| {
        let tasks = lines(&run(folder.path(), &[&["export", "tasks"], arguments].concat()));
        tasks.iter().filter(|task| task["units"].to_string().contains("区文旅局")).count()
    };
    assert_eq!(leads(&["--from", "plan.txt"]), 0);
    assert_eq!(leads(&["--from", "plan.txt", "--words", "own"]), 1);
    let answer = run(folder.path(), &["ask", "区文旅局主推哪些任务？"]);
    assert!(answer.contains("办好展会"), "{answer}");
}

#[test]
fn role_words_of_one_line_work_in_labels_after_names_and_in_questions() {
    let folder = TempDir::new().unwrap();
    for word in ["主抓", "领办", "带头"] {
        let plan = format!(
            "滨江区2024年文旅工作方案\n一、重点任务\n1.办好展会。举办展会1场。（区文旅局{word}，区财政局配合）\n\
             2.建设场馆。新建场馆2处。\n{word}单位：区住建局\n"
        );
        fs::write(folder.path().join("plan.txt"), plan).unwrap();
        let tasks = lines(&run(folder.path(), &["export", "tasks", "--from", "plan.txt"]));
        let roles = |task: usize| {
            let units = tasks[task]["units"].as_array().unwrap().iter();
            let pair = |unit: &serde_json::Value| format!("{} {}", unit["name"], unit["role"]).replace('"', "");
            units.map(pair).collect::<Vec<_>>()
        };
        assert_eq!(roles(0), ["区文旅局 lead", "区财政局 cooperate"], "{word}");
        assert_eq!(roles(1), ["区住建局 lead"], "{word}");
        let answer = run(folder.path(), &["ask", &format!("区文旅局{word}哪些任务？")]);
        assert!(answer.contains("办好展会") && !answer.contains("建设场馆"), "{answer}");
    }
}

#[test]
fn the_pages_of_a_running_server_use_the_words_after_the_next_build() {
    let folder = folder(&[("own", &[("own.ttl", BODIES), ("roles.toml", ROLE)])]);
    run(folder.path(), &["build", "plan.txt"]);
    let server = Server::start_in(folder.path(), &[]);
    assert!(!server.send("GET /tasks HTTP/1.1", "").contains("区文旅局"));
    run(folder.path(), &["build", "plan.txt", "--words", "own"]);
    let read = |path: &str| server.send(&format!("GET {path} HTTP/1.1"), "");
    let opened = |page: &String| page.contains("区文旅局");
    let page = (0..100).map(|_| read("/tasks")).inspect(|_| std::thread::sleep(std::time::Duration::from_millis(100)));
    assert!(page.into_iter().any(|page| opened(&page)), "the newer generation is shown");
    // 区文旅局主推哪些任务？
    let asked =
        read("/ask?q=%E5%8C%BA%E6%96%87%E6%97%85%E5%B1%80%E4%B8%BB%E6%8E%A8%E5%93%AA%E4%BA%9B%E4%BB%BB%E5%8A%A1");
    assert!(asked.contains("办好展会"), "{asked}");
}

#[test]
fn a_fault_in_the_words_is_told_with_its_file_and_line() {
    let cases: [(&str, &str, &str, &str); 6] = [
        ("own.ttl", "\n这不是 Turtle", "own.ttl 第 2 行", "own.ttl, line 2"),
        ("roles.toml", "role = [\n  { word = 主推 }\n]\n", "roles.toml 第 2 行", "roles.toml, line 2"),
        (
            "roles.toml",
            "role = [\n  { word = \"主推\", roll = \"lead\", example = \"\" },\n]\n",
            "没有“roll”这一栏",
            "\"roll\"",
        ),
        (
            "roles.toml",
            "\nrole = [{ word = \"\", role = \"lead\", example = \"X\" }]\n",
            "roles.toml 第 2 行",
            "line 2",
        ),
        (
            "roles.toml",
            "role = [{ word = \"主推\", role = \"head\", example = \"X\" }]\n",
            "值“head”不能用",
            "\"head\"",
        ),
        ("role.toml", ROLE, "不认识的文件名", "role.toml"),
    ];
    for (file, text, chinese, english) in cases {
        let folder = folder(&[("own", &[(file, text)])]);
        for (lang, said) in [("zh", chinese), ("en", english)] {
            let build = ["build", "plan.txt", "--words", "own", "--lang", lang];
            let (code, error) = fail(folder.path(), &build);
            assert_eq!(code, 3, "{error}");
            assert!(error.contains(file) && error.contains(said), "{error}");
        }
        assert!(!folder.path().join(".zhengtu/CURRENT").exists());
    }
}

#[test]
fn a_folder_that_is_not_there_is_no_empty_one() {
    let folder = folder(&[]);
    let (code, error) = fail(folder.path(), &["build", "plan.txt", "--words", "own"]);
    assert_eq!(code, 3);
    assert!(error.contains("own：没有这个文件夹"), "{error}");
}

#[test]
fn two_versions_are_compared_and_a_file_is_outlined_with_words_of_ones_own() {
    let folder = folder(&[("own", &[("roles.toml", ROLE)])]);
    fs::write(folder.path().join("new.txt"), PLAN.replace("区文旅局主推", "区商务局主推")).unwrap();
    let changed = |arguments: &[&str]| {
        let found = run(folder.path(), &[&["diff", "plan.txt", "new.txt", "--format", "jsonl"], arguments].concat());
        let codes: Vec<String> = lines(&found).iter().map(|finding| finding["code"].to_string()).collect();
        codes
    };
    assert_eq!(changed(&["--words", "own"]), ["\"diff-units\""], "and nothing that stayed is told as a change");
    assert_eq!(changed(&[]), ["\"diff-body\""], "a body in the text, as nothing says what it does");
    run(folder.path(), &["outline", "plan.txt", "--words", "own"]);
    let (status, message) = fail(folder.path(), &["outline", "plan.txt", "--words", "nowhere"]);
    assert!(status == 3 && message.contains("nowhere"), "{message}");
}
