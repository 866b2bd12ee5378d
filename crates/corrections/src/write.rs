use toml::Value;
use zhengtu_model::{Correction, CorrectionChange as Change};

/// An entry of a corrections file as text, to be put at the end of the file: [`parse`](crate::parse) reads it as this
/// correction.
pub fn entry(correction: &Correction) -> String {
    let mut lines = Lines::default();
    let Correction { change, doc, part, reason, .. } = correction;
    let kind = match change {
        Change::Replace { .. } => "replace",
        Change::Unit { .. } => "unit",
        Change::NotTask { .. } => "not_task",
        Change::Annex { .. } => "annex",
        Change::Document { .. } => "document",
    };
    lines.text("doc", doc.as_deref());
    lines.number("part", *part);
    match change {
        Change::Replace { passage, by, all, path } => {
            lines.text("path", path.as_deref());
            lines.text("passage", Some(passage));
            lines.text("by", Some(by));
            lines.add("all", all.then(|| Value::from(true)));
        }
        Change::Unit { name, means } => {
            lines.text("name", Some(name));
            lines.text("means", Some(means));
        }
        Change::NotTask { path, title } => {
            lines.text("path", path.as_deref());
            lines.text("title", title.as_deref());
        }
        Change::Annex { annex, plan, number } => {
            lines.text("file", Some(annex));
            lines.text("plan", Some(plan.as_deref().unwrap_or_default()));
            lines.number("number", *number);
        }
        Change::Document { says } => says.fields().into_iter().for_each(|(key, value)| lines.text(key, value)),
    }
    lines.text("reason", Some(reason));
    format!("[[{kind}]]\n{}", lines.0)
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn add(&mut self, key: &str, value: Option<Value>) {
        self.0.extend(value.map(|value| format!("{key} = {value}\n")));
    }

    fn text(&mut self, key: &str, text: Option<&str>) {
        self.add(key, text.map(Value::from));
    }

    fn number(&mut self, key: &str, number: Option<u32>) {
        self.add(key, number.map(|number| Value::from(i64::from(number))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use zhengtu_model::DocumentValues;

    fn holds(change: Change, doc: Option<&str>, part: Option<u32>, reason: &str) {
        let correction =
            Correction { change, doc: doc.map(str::to_owned), part, reason: reason.into(), file: "c".into(), line: 1 };
        let text = entry(&correction);
        let read = crate::parse("c", &text).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert_eq!(read, [correction], "{text}");
    }

    #[test]
    fn every_kind_of_entry_is_read_as_it_was_written() {
        let replace = Change::Replace {
            passage: "责任单位：县说\n务局".into(),
            by: "责任单位：\"县税务局\"".into(),
            all: true,
            path: Some("三/一/2".into()),
        };
        holds(replace, Some("计划.txt"), Some(6), "扫描识别有误");
        holds(Change::Unit { name: "政数局".into(), means: "县政数局".into() }, None, None, "简称");
        holds(Change::NotTask { path: Some("三/一".into()), title: None }, Some("a.txt"), Some(0), "说明");
        holds(Change::Annex { annex: "b.txt".into(), plan: None, number: Some(3) }, None, None, "另一文件");
        let says = DocumentValues { title: Some("方案".into()), valid_to: Some(String::new()), ..Default::default() };
        holds(Change::Document { says }, Some("a.txt"), None, "缺首页");
    }

    proptest! {
        #[test]
        fn no_words_leave_their_place(passage in "\\PC{1,20}", by in "(?s).{0,20}", reason in "\\PC{1,20}") {
            prop_assume!(!passage.trim().is_empty() && !reason.trim().is_empty());
            holds(Change::Replace { passage, by, all: false, path: None }, None, None, &reason);
        }
    }
}
