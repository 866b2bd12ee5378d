//! The plan, its text as read, its parts, and the run that read it.

use crate::vocab::{dct, eli, prov, zt};
use crate::writer::{Writer, node};
use crate::{Run, identity};
use oxrdf::{Literal, NamedNode};
use zhengtu_model::{DocumentFacts, PartInfo};

pub(crate) fn write(writer: &mut Writer<'_>, facts: &DocumentFacts, run: &Run<'_>) {
    let info = &facts.info;
    let document = node(&info.id);
    writer.classes(&document, &[zt::PLAN, eli::LEGAL_RESOURCE]);
    writer.text(&document, zt::FILE_NAME, &info.name);
    writer.some_text(&document, dct::TITLE, Some(&info.title));
    writer.some_text(&document, zt::PLACE, info.place.as_deref());
    if let Some(year) = info.year {
        writer.count(&document, zt::YEAR, usize::from(year));
    }
    identity::write(writer, &document, info);
    let main = info.plan.as_ref().map(|plan| node(&writer.base.document(&plan.main)));
    if let (Some(plan), Some(main)) = (&info.plan, &main) {
        writer.text(&document, zt::PLAN_NAME, &plan.name);
        if *main != document {
            writer.add(&document, eli::IS_PART_OF, main.clone());
        }
    }
    let plan = main.as_ref().unwrap_or(&document);
    writer.add(&document, zt::WHOLE_PLAN, plan.clone());
    for part in &facts.parts {
        match &part.held_by {
            // Another file holds the annex; that one is described.
            Some(holder) => {
                let annex = node(&writer.base.part(holder, part.number));
                writer.add(&document, eli::HAS_ANNEX, annex);
            }
            None => write_part(writer, &document, plan, part),
        }
    }
    write_text(writer, facts, &document, run);
}

/// A part of `document`, which is a file of `plan`.
fn write_part(writer: &mut Writer<'_>, document: &NamedNode, plan: &NamedNode, info: &PartInfo) {
    let part = node(&info.id);
    let (class, has) = if info.number == 0 { (zt::MAIN_TEXT, eli::HAS_PART) } else { (zt::ANNEX, eli::HAS_ANNEX) };
    writer.classes(&part, &[class, eli::SUBDIVISION]);
    writer.add(document, has, part.clone());
    if info.number > 0 {
        writer.add(plan, has, part.clone());
    }
    writer.add(&part, zt::IN_DOCUMENT, document.clone());
    writer.add(&part, eli::IS_PART_OF, plan.clone());
    writer.count(&part, zt::PART_NUMBER, info.number as usize);
    writer.some_text(&part, dct::TITLE, Some(&info.title));
    writer.add(&part, zt::PRESENT, Literal::from(info.present));
    writer.some_text(&part, zt::LISTED_TITLE, info.listed.as_deref());
    writer.evidence(&part, &info.evidence);
}

fn write_text(writer: &mut Writer<'_>, facts: &DocumentFacts, document: &NamedNode, run: &Run<'_>) {
    let name = &facts.info.name;
    let text = node(&writer.base.text(name));
    writer.classes(&text, &[zt::PLAN_TEXT, eli::EXPRESSION]);
    writer.add(&text, eli::REALIZES, document.clone());
    writer.some_text(&text, eli::TITLE, Some(&facts.info.title));
    writer.count(&text, zt::LENGTH, facts.info.chars);

    let file = node(&writer.base.file(name));
    writer.classes(&file, &[prov::ENTITY]);
    writer.text(&file, zt::FILE_NAME, name);
    writer.text(&file, zt::FORMAT, &facts.info.format);
    writer.text(&file, zt::SHA256, &facts.info.sha256);
    if let Some(recognised) = &facts.info.recognised {
        writer.text(&text, zt::RECOGNISED_BY, &format!("{} {}", recognised.program, recognised.version));
        writer.count(&text, zt::CONFIDENCE, usize::from(recognised.confidence));
    }

    let activity = node(&writer.base.run(name));
    writer.classes(&activity, &[zt::RUN, prov::ACTIVITY]);
    writer.add(&activity, prov::USED, file);
    writer.text(&activity, zt::PROGRAM_VERSION, run.program);
    writer.text(&activity, zt::LEXICON_VERSION, run.lexicon);
    writer.add(&text, prov::WAS_GENERATED_BY, activity.clone());
    let graph = node(&writer.base.graph(name));
    writer.classes(&graph, &[prov::ENTITY]);
    writer.add(&graph, prov::WAS_GENERATED_BY, activity);
}
