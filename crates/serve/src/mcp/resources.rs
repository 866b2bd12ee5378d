//! Documents and their parts as resources: `zhengtu://document/NAME`, `zhengtu://document/NAME/part/NUMBER`.

use super::passages::stretch;
use crate::address::segment;
use crate::opened::Opened;
use percent_encoding::percent_decode_str;
use rmcp::model::{Resource, ResourceTemplate};
use zhengtu_model::DocumentFacts;
use zhengtu_say::Lang;

const SCHEME: &str = "zhengtu://document/";
/// The media type of the texts.
pub(super) const MEDIA: &str = "text/plain";

/// The documents, each as a resource.
pub(super) fn resources(opened: &Opened) -> Vec<Resource> {
    let resource = |facts: &DocumentFacts| {
        let info = &facts.info;
        Resource::new(format!("{SCHEME}{}", segment(&info.name)), &info.name)
            .with_title(&info.title)
            .with_mime_type(MEDIA)
    };
    opened.facts.iter().map(resource).collect()
}

/// How the address of a part is made.
pub(super) fn templates(lang: Lang) -> Vec<ResourceTemplate> {
    let about =
        lang.pick("一个文件的一个部分：0 为正文，n 为附件 n", "a part of a document: 0 is the main text, n is annex n");
    let title = lang.pick("文件的部分", "part of a document");
    let template = ResourceTemplate::new(format!("{SCHEME}{{document}}/part/{{part}}"), "part");
    vec![template.with_title(title).with_description(about).with_mime_type(MEDIA)]
}

/// The text of a resource; `None` where there is none at this address.
pub(super) fn text(opened: &Opened, uri: &str, lang: Lang) -> Option<String> {
    let path = uri.strip_prefix(SCHEME)?;
    let (name, part) = match path.split_once("/part/") {
        Some((name, part)) => (name, Some(part.parse::<u32>().ok()?)),
        None => (path, None),
    };
    let name = percent_decode_str(name).decode_utf8().ok()?;
    let at = opened.document(&name)?;
    let (facts, text) = (opened.facts.get(at)?, opened.texts.get(at)?);
    let Some(part) = part else { return Some(text.whole().to_owned()) };
    let (start, end) = stretch(facts, |clause| clause.part == part)?;
    let passage = text.span(start, end).of(text.whole());
    Some(format!("《{}》{}\n\n{passage}", facts.info.title, opened.titles.part(&facts.info.name, part, lang)))
}
