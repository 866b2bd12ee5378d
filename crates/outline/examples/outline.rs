//! Prints the structure of a file: `cargo run -p zhengtu-outline --example outline -- FILE`.

use std::path::Path;
use zhengtu_lexicon::testing::lexicon;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("a file is needed")?;
    let name = Path::new(&path).file_name().and_then(|name| name.to_str()).unwrap_or("-");
    let source = zhengtu_reader::read(name, &std::fs::read(&path)?, &zhengtu_reader::Options::default())?;
    let outline = zhengtu_outline::parse(lexicon(), &source);
    for node in &outline.nodes {
        let heading: String = node.heading.map_or("", |span| outline.slice(span)).chars().take(40).collect();
        println!("{} [{}] {:?} {:?} {heading}", node.part, node.path, node.style, node.section);
        for paragraph in &outline.paragraphs[node.own.0..node.own.1] {
            let text = outline.slice(paragraph.span);
            let (head, tail): (String, String) =
                (text.chars().take(24).collect(), text.chars().rev().take(12).collect());
            println!("        {:?} {head} … {}", paragraph.kind, tail.chars().rev().collect::<String>());
        }
    }
    for notice in &outline.notices {
        println!("{:?} {} {}", notice.kind, outline.slice(notice.span), notice.detail);
    }
    Ok(())
}
