//! `check FILE`: comments in a copy of the file, exceptions by text, settings beside it, checking at each save.

use crate::support::{fail, lines, project, run, zhengtu};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Cursor, Read, Write};
use std::path::Path;
use std::process::Stdio;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;

const NUMBERING: &str = r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:suff w:val="nothing"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>"#;
const ITEM: &str = r#"<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>"#;

/// A Word file with these paragraphs; those that begin with `#` are numbered by Word.
pub fn docx(paragraphs: &[&str]) -> Vec<u8> {
    let paragraph = |text: &&str| {
        let (properties, text) = text.strip_prefix('#').map_or(("", *text), |text| (ITEM, text));
        format!("<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let body: String = paragraphs.iter().map(paragraph).collect();
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{office}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let members = [
        ("[Content_Types].xml", r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#.to_owned()),
        ("_rels/.rels", relations("officeDocument", "word/document.xml")),
        ("word/_rels/document.xml.rels", relations("numbering", "numbering.xml")),
        ("word/numbering.xml", NUMBERING.to_owned()),
        ("word/document.xml", format!(r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#)),
    ];
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn parts(path: &Path) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let mut found = BTreeMap::new();
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).unwrap();
        let mut text = String::new();
        member.read_to_string(&mut text).unwrap();
        found.insert(member.name().unwrap().into_owned(), text);
    }
    found
}

const PLAN: [&str; 7] = [
    "2021年甲县工作方案",
    "一、主要措施",
    "#加强布署。不动产登记办理时间压缩至3个工作日以内。",
    "责任单位：县税务局",
    "#优化服务。推行网上办理(含自助办理）。",
    "责任单位：县自然资源牵头，县财政局配合",
    "#公开信息。再接再励。",
];

fn plan() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("方案.docx"), docx(&PLAN)).unwrap();
    folder
}

fn findings(folder: &Path, more: &[&str]) -> Vec<Value> {
    lines(&run(folder, &[&["check", "方案.docx", "--format", "jsonl"], more].concat()))
}

fn of<'v>(found: &'v [Value], code: &str) -> &'v Value {
    found.iter().find(|finding| finding["code"] == code).unwrap_or_else(|| panic!("{code} in {found:?}"))
}

#[test]
fn findings_stand_as_comments_in_a_copy_and_what_is_certain_as_suggestions() {
    let folder = plan();
    let here = folder.path();
    let found = findings(here, &["--into", "批注.docx", "--suggest"]);
    assert!(!here.join(".zhengtu").exists());
    let copy = parts(&here.join("批注.docx"));
    let comments = &copy["word/comments.xml"];
    assert_eq!(comments.matches("<w:comment ").count(), found.len());
    for finding in &found {
        assert!(comments.contains(finding["id"].as_str().unwrap()), "{finding}");
    }
    let main = &copy["word/document.xml"];
    assert_eq!(main.matches("<w:commentRangeStart").count(), found.len());
    assert!(main.contains("<w:delText>布署</w:delText>") && main.contains(">部署</w:t>"), "{main}");
    assert!(main.contains("<w:delText>(</w:delText>") && main.contains(">（</w:t>"), "{main}");
    let original = parts(&here.join("方案.docx"));
    assert_eq!(copy["word/numbering.xml"], original["word/numbering.xml"]);
    let slip = of(&found, "text-slip");
    assert_eq!(slip["a"]["original"], "第3段");
    assert!(slip["a"]["heading"].as_str().unwrap().contains("加强布署"), "{slip}");
    let text = run(here, &["text", "批注.docx"]);
    assert!(text.contains("1.加强部署。") && text.contains("（含自助办理）") && text.contains("再接再厉"), "{text}");
}

#[test]
fn only_a_file_that_has_a_place_for_comments_is_copied_and_never_onto_itself() {
    let folder = plan();
    let here = folder.path();
    fs::write(here.join("方案.txt"), PLAN.join("\n")).unwrap();
    let (status, message) = fail(here, &["check", "方案.txt", "--into", "批注.docx"]);
    assert!(status == 3 && message.contains("方案.txt") && message.contains("docx"), "{message}");
    let (status, message) = fail(here, &["check", "方案.docx", "--into", "方案.docx"]);
    assert!(status == 3 && message.contains("原文件"), "{message}");
    assert_eq!(fail(here, &["check", "方案.docx", "方案.txt", "--into", "批注.docx"]).0, 2);
    assert_eq!(fail(here, &["check", "--into", "批注.docx"]).0, 2);
    let (status, message) = fail(here, &["check", "方案.docx", "--into", "批注.pdf"]);
    assert!(status == 3 && message.contains("后缀"), "{message}");
    assert!(!here.join("批注.pdf").exists());
    assert!(!here.join("批注.docx").exists());
}

#[test]
fn changes_stand_as_comments_in_a_copy_of_the_new_version() {
    let folder = plan();
    let here = folder.path();
    let mut new = PLAN.to_vec();
    new[2] = "#加强布署。不动产登记办理时间压缩至5个工作日以内。";
    new.remove(6);
    fs::write(here.join("新.docx"), docx(&new)).unwrap();
    let found = lines(&run(here, &["diff", "方案.docx", "新.docx", "--into", "对照.docx", "--format", "jsonl"]));
    let copy = parts(&here.join("对照.docx"));
    assert!(found.len() >= 2, "{found:?}");
    assert_eq!(copy["word/comments.xml"].matches("<w:comment ").count(), found.len());
    assert!(copy["word/comments.xml"].contains("3个工作日") && copy["word/comments.xml"].contains("再接再励"));
}

#[test]
fn an_accepted_finding_stays_away_when_items_are_renumbered_and_comes_back_when_it_changes() {
    let folder = plan();
    let here = folder.path();
    let found = findings(here, &[]);
    let id = of(&found, "text-slip")["id"].as_str().unwrap().to_owned();
    let quote = of(&found, "text-slip")["a"]["quote"].as_str().unwrap().to_owned();
    let is_there = |found: &[Value], quote: &str| {
        found.iter().any(|finding| finding["code"] == "text-slip" && finding["a"]["quote"] == quote)
    };
    run(here, &["check", "方案.docx", "--accept", &id, "--reason", "原文如此"]);
    let written = fs::read_to_string(here.join("checks.toml")).unwrap();
    assert!(written.contains("原文如此") && written.contains("text-slip"), "{written}");
    run(here, &["check", "方案.docx", "--accept", &id, "--reason", "再来一次"]);
    assert_eq!(fs::read_to_string(here.join("checks.toml")).unwrap(), written);
    assert!(!is_there(&findings(here, &[]), &quote));
    let mut new = PLAN.to_vec();
    new.insert(2, "#新增一项。");
    fs::write(here.join("方案.docx"), docx(&new)).unwrap();
    assert!(!is_there(&findings(here, &[]), &quote));
    new[3] = "#加强布署工作。不动产登记办理时间压缩至3个工作日以内。";
    fs::write(here.join("方案.docx"), docx(&new)).unwrap();
    let changed = findings(here, &[]);
    assert!(changed.iter().any(|finding| finding["a"]["quote"].as_str().unwrap().contains("布署")), "{changed:?}");
    let (status, message) = fail(here, &["check", "方案.docx", "--accept", "无此编号", "--reason", "甲"]);
    assert!(status == 2 && message.contains("无此编号"), "{message}");
    assert_eq!(fail(here, &["check", "方案.docx", "--accept", &id]).0, 2);
}

#[test]
fn one_file_beside_the_plan_says_which_checks_how_grave_and_which_of_ones_own() {
    let folder = plan();
    let here = folder.path();
    let settings = "ignore = [\"units-incomplete\"]\n[severity]\n\"text-slip\" = \"error\"\n\"form\" = \"off\"\n\
                    [[check]]\ncode = \"own-online\"\nseverity = \"info\"\nwords = [\"网上办理\"]\nmessage = \"“{found}”写明网址\"\n\
                    [[check]]\ncode = \"own-unit\"\nrecord = \"task\"\nwhere = [{ field = \"units\", least = 2 }]\nmessage = \"“{title}”有多家单位\"\n";
    fs::write(here.join("checks.toml"), settings).unwrap();
    let found = findings(here, &[]);
    assert_eq!(of(&found, "text-slip")["severity"], "error");
    assert_eq!(of(&found, "own-online")["message"], "“网上办理”写明网址");
    assert_eq!(of(&found, "own-unit")["message"], "“优化服务”有多家单位");
    assert!(found.iter().all(|finding| !finding["code"].as_str().unwrap().starts_with("form-")));
    assert!(found.iter().all(|finding| finding["code"] != "units-incomplete"));
    let (status, printed) = fail(here, &["check", "方案.docx", "--select", "own-online", "--fail-on", "error"]);
    assert_eq!(status, 0, "{printed}");
    fs::write(here.join("checks.toml"), "[severity]\nnothing = \"error\"\n").unwrap();
    let (status, message) = fail(here, &["check", "方案.docx"]);
    assert!(status == 3 && message.contains("checks.toml") && message.contains("nothing"), "{message}");
}

#[test]
fn the_examples_of_checks_without_a_query_find_what_they_are_for() {
    let folder = TempDir::new().unwrap();
    let units: String = (1..=12).map(|number| format!("、县第{number}中学")).collect();
    let plan = format!(
        "2021年甲县工作方案\n一、主要措施\n1.加强宣传。掀起热潮。推进甲等等、乙等等、丙等等工作。\n责任单位：县教育局{units}\n\
         2.加强管理。不得掀起热潮。\n责任单位：县教育局\n"
    );
    fs::write(folder.path().join("方案.txt"), plan).unwrap();
    let checks = project().join("examples/checks");
    let arguments = ["check", "方案.txt", "--select", "own", "--format", "jsonl", "--checks", checks.to_str().unwrap()];
    let found = lines(&run(folder.path(), &arguments));
    let mut codes: Vec<&str> = found.iter().map(|finding| finding["code"].as_str().unwrap()).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["own-and-so-on", "own-crowd", "own-slogan"], "{found:?}");
    assert_eq!(of(&found, "own-slogan")["fix"], "形成良好氛围");
    assert_eq!(of(&found, "own-and-so-on")["message"], "“加强宣传”里有3处“等等”，请写明");
}

#[test]
fn a_watch_checks_again_when_the_file_is_saved() {
    let folder = plan();
    let here = folder.path();
    let arguments = ["check", "方案.docx", "--format", "concise", "--select", "text-slip", "--watch"];
    let mut child = zhengtu(here).args(arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut printed = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(printed.next().unwrap().contains("布署"));
    assert!(printed.next().unwrap().contains("再接再励"));
    let mut new = PLAN.to_vec();
    new[2] = "#加强安徘。不动产登记办理时间压缩至3个工作日以内。";
    fs::write(here.join("方案.docx"), docx(&new)).unwrap();
    assert!(printed.next().unwrap().contains("安徘"));
    child.kill().unwrap();
    child.wait().unwrap();
}
