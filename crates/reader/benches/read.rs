//! How fast each format is read and how much memory it takes, each in a process of its own.
//!
//! `cargo bench -p zhengtu-reader` prints a line a format: size, time, MB/s of the file and of its
//! text, peak memory. Files are made here: 10 MB of docx, 500 pages of PDF and OFD, and so on.

#![allow(missing_docs, dead_code)]

#[path = "../src/testing.rs"]
mod testing;

use std::process::Command;
use std::time::Instant;
use zhengtu_reader::{Block, Options, Source, read};

const NAMES: [&str; 9] = ["a.txt", "gb18030.txt", "a.md", "a.html", "a.docx", "a.doc", "a.xlsx", "a.pdf", "a.ofd"];
const COMMON: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经";

fn main() {
    let asked = std::env::args().nth(1).filter(|name| NAMES.contains(&name.as_str()));
    if let Some(name) = asked {
        return measure(&name);
    }
    println!("{:12} {:>9} {:>9} {:>10} {:>10} {:>9}", "file", "MB", "s", "MB/s", "text MB/s", "peak MB");
    let program = std::env::current_exe().unwrap();
    for name in NAMES {
        let output = Command::new(&program).arg(name).output().unwrap();
        print!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    }
}

fn measure(name: &str) {
    let bytes = file(name);
    let before = Instant::now();
    let result = read(name, &bytes, &Options::default());
    let seconds = before.elapsed().as_secs_f64();
    let text = match &result {
        Ok(source) => source.text.len(),
        Err(error) => return println!("{name:12} {error}"),
    };
    let mega = |size: usize| size as f64 / 1e6;
    println!(
        "{name:12} {:9.2} {seconds:9.3} {:10.1} {:10.1} {:9.0}",
        mega(bytes.len()),
        mega(bytes.len()) / seconds,
        mega(text) / seconds,
        peak()
    );
}

/// The most memory that the process had, in MB, as Linux counts it.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or_default() / 1e3
}

/// Paragraphs of characters in no order, so that archives stay as large as real ones.
fn paragraphs(count: usize) -> Vec<String> {
    let common: Vec<char> = COMMON.chars().collect();
    let mut seed = 88_172_645_463_325_252u64;
    let mut roll = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        common[(seed % common.len() as u64) as usize]
    };
    (0..count).map(|number| format!("{number}.{}。", (0..100).map(|_| roll()).collect::<String>())).collect()
}

fn file(name: &str) -> Vec<u8> {
    match name {
        "a.txt" => paragraphs(30_000).join("\n").into_bytes(),
        "gb18030.txt" => encoding_rs::GB18030.encode(&paragraphs(30_000).join("\n")).0.into_owned(),
        "a.md" => paragraphs(30_000).join("\n\n").into_bytes(),
        "a.html" => {
            format!("<html><body><div><p>{}</p></div></body></html>", paragraphs(30_000).join("</p><p>")).into_bytes()
        }
        "a.docx" => {
            let run = r#"<w:rPr><w:rFonts w:eastAsia="仿宋_GB2312" w:hint="eastAsia"/><w:sz w:val="32"/></w:rPr>"#;
            let body = |text: &String| format!("<w:p><w:r>{run}<w:t>{text}</w:t></w:r></w:p>");
            testing::docx(&paragraphs(120_000).iter().map(body).collect::<String>(), "", "", "")
        }
        "a.doc" => testing::doc(&paragraphs(30_000).join("\r")),
        "a.xlsx" => {
            let texts = paragraphs(30_000);
            let rows: Vec<[&str; 3]> = texts.iter().map(|text| ["1", text, "县商务局"]).collect();
            let rows: Vec<&[&str]> = rows.iter().map(|row| row.as_slice()).collect();
            testing::xlsx(&rows, &[])
        }
        "a.pdf" => {
            let texts = paragraphs(500 * 10);
            let pages: Vec<String> = texts.chunks(10).map(pdf_page).collect();
            testing::pdf(&pages, pages.len())
        }
        _ => {
            let texts = paragraphs(500 * 10);
            let pages: Vec<String> = texts.chunks(10).map(ofd_page).collect();
            testing::ofd(&pages.iter().map(String::as_str).collect::<Vec<_>>(), "")
        }
    }
}

/// Lines of 26 characters.
fn lines(texts: &[String]) -> Vec<String> {
    let chars: Vec<char> = texts.concat().chars().collect();
    chars.chunks(26).map(|line| line.iter().collect()).collect()
}

fn pdf_page(texts: &[String]) -> String {
    let line = |(index, line): (usize, &String)| testing::pdf_text(90.0, 760.0 - 16.0 * index as f32, 14.0, line);
    lines(texts).iter().enumerate().map(line).collect()
}

fn ofd_page(texts: &[String]) -> String {
    let line = |(index, line): (usize, &String)| testing::ofd_text(25.0, 20.0 + 6.0 * index as f32, 5.0, line);
    lines(texts).iter().enumerate().map(line).collect()
}
