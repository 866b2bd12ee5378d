use crate::{CorrectionsError, Fault};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use zhengtu_model::{Correction, CorrectionChange as Change, Date, DocumentValues, GovernmentLevel};

/// Reads a corrections file called `file`. The entries are in the order of the file.
///
/// # Errors
/// Where the file is not of the form that the crate's documentation describes; the error names the line.
pub fn parse(file: &str, text: &str) -> Result<Vec<Correction>, CorrectionsError> {
    let text = text.trim_start_matches('\u{feff}');
    let source = Source { file, text };
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        source.fault(at, Fault::Syntax(error.message().to_owned()))
    })?;
    let mut found = Vec::new();
    for (kind, entries) in table.get_ref().iter() {
        let Some(&(kind, keys)) = KINDS.iter().find(|(name, _)| *name == kind.get_ref().as_ref()) else {
            return Err(source.fault(kind.span().start, Fault::Kind(kind.get_ref().to_string())));
        };
        let not_list = |at: usize| source.fault(at, Fault::NotList(kind.to_owned()));
        let DeValue::Array(list) = entries.get_ref() else { return Err(not_list(entries.span().start)) };
        for entry in list.iter() {
            let at = entry.span().start;
            let DeValue::Table(table) = entry.get_ref() else { return Err(not_list(at)) };
            found.push((at, Entry { source: &source, kind, keys, at, table }.read()?));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    Ok(found.into_iter().map(|(_, correction)| correction).collect())
}

/// The kinds of entry with their keys, those of every kind apart.
const KINDS: [(&str, &[&str]); 5] = [
    ("replace", &["doc", "part", "path", "passage", "by", "all"]),
    ("unit", &["doc", "part", "name", "means"]),
    ("not_task", &["doc", "part", "path", "title"]),
    ("annex", &["file", "plan", "number"]),
    (
        "document",
        &["doc", "title", "issuer", "place", "code", "level", "number", "issued", "valid_from", "valid_to", "kind"],
    ),
];

struct Source<'a> {
    file: &'a str,
    text: &'a str,
}

impl Source<'_> {
    fn fault(&self, at: usize, fault: Fault) -> CorrectionsError {
        CorrectionsError { file: self.file.to_owned(), line: self.line(at), fault }
    }

    fn line(&self, at: usize) -> usize {
        1 + self.text.bytes().take(at).filter(|&byte| byte == b'\n').count()
    }
}

struct Entry<'a, 'i> {
    source: &'a Source<'a>,
    kind: &'static str,
    keys: &'static [&'static str],
    at: usize,
    table: &'a DeTable<'i>,
}

impl Entry<'_, '_> {
    fn read(&self) -> Result<Correction, CorrectionsError> {
        self.check_keys()?;
        let change = match self.kind {
            "replace" => Change::Replace {
                passage: self.text("passage", "原文中的一段")?,
                by: self.maybe("by")?.ok_or_else(|| self.missing("by", "应当读作什么（删去则写 \"\"）"))?.0,
                all: self.flag("all")?,
                path: self.maybe("path")?.map(|(path, _)| path),
            },
            "unit" => Change::Unit {
                name: self.text("name", "原文中的名称")?,
                means: self.text("means", "所指的单位")?,
            },
            "not_task" => self.not_task()?,
            "document" => Change::Document { says: self.document()? },
            _ => Change::Annex {
                annex: self.text("file", "附件的文件名")?,
                plan: Some(self.maybe("plan")?.ok_or_else(|| self.missing("plan", "总体方案的文件名"))?.0)
                    .filter(|plan| !plan.is_empty()),
                number: self.number("number")?,
            },
        };
        Ok(Correction {
            change,
            doc: self.maybe("doc")?.map(|(doc, _)| doc),
            part: if self.kind == "document" { None } else { self.number("part")? },
            reason: self.text("reason", "理由")?,
            file: self.source.file.to_owned(),
            line: self.source.line(self.at),
        })
    }

    fn not_task(&self) -> Result<Change, CorrectionsError> {
        let path = self.maybe("path")?.map(|(path, _)| path);
        let title = self.maybe("title")?.map(|(title, _)| title);
        if path.is_none() && title.is_none() {
            return Err(self.missing("path", "条目的编号（如 三/一/1），或用 title 写明条目的标题"));
        }
        Ok(Change::NotTask { path, title })
    }

    /// What a document is said to be: of which document, and at least one field.
    fn document(&self) -> Result<DocumentValues, CorrectionsError> {
        self.text("doc", "文件名")?;
        let text = |key| Ok(self.maybe(key)?.map(|(text, _)| text.trim().to_owned()));
        let says = DocumentValues {
            title: text("title")?,
            issuer: text("issuer")?,
            place: text("place")?,
            code: text("code")?,
            level: self.checked("level", "national、province、city、county 或 town", is::<GovernmentLevel>)?,
            number: text("number")?,
            issued: self.day("issued")?,
            valid_from: self.day("valid_from")?,
            valid_to: self.day("valid_to")?,
            kind: text("kind")?,
        };
        if says == DocumentValues::default() {
            return Err(self.missing(
                "title",
                "至少一项：title、issuer、place、code、level、number、issued、valid_from、valid_to、kind",
            ));
        }
        Ok(says)
    }

    fn day(&self, key: &'static str) -> Result<Option<String>, CorrectionsError> {
        self.checked(key, "日期（YYYY-MM-DD，未写明则为 \"\"）", is::<Date>)
    }

    /// A string that is empty or of a form.
    fn checked(
        &self,
        key: &'static str,
        wanted: &'static str,
        fits: fn(&str) -> bool,
    ) -> Result<Option<String>, CorrectionsError> {
        let Some((text, at)) = self.maybe(key)? else { return Ok(None) };
        let text = text.trim().to_owned();
        if text.is_empty() || fits(&text) {
            return Ok(Some(text));
        }
        Err(self.source.fault(at, Fault::Type { key, wanted }))
    }

    fn check_keys(&self) -> Result<(), CorrectionsError> {
        let known = |key: &str| key == "reason" || self.keys.contains(&key);
        match self.table.iter().find(|(key, _)| !known(key.get_ref())) {
            None => Ok(()),
            Some((key, _)) => {
                let all: Vec<&str> = self.keys.iter().copied().chain(["reason"]).collect();
                let fault = Fault::Key { kind: self.kind, key: key.get_ref().to_string(), known: all.join("、") };
                Err(self.source.fault(key.span().start, fault))
            }
        }
    }

    /// A string that must be there and say something.
    fn text(&self, key: &'static str, what: &'static str) -> Result<String, CorrectionsError> {
        let (text, at) = self.maybe(key)?.ok_or_else(|| self.missing(key, what))?;
        if text.trim().is_empty() {
            return Err(self.source.fault(at, Fault::Empty(key)));
        }
        Ok(text)
    }

    /// A string that may be left out, and where it stands.
    fn maybe(&self, key: &'static str) -> Result<Option<(String, usize)>, CorrectionsError> {
        let Some(value) = self.value(key) else { return Ok(None) };
        match value.get_ref() {
            DeValue::String(text) => Ok(Some((text.to_string(), value.span().start))),
            _ => Err(self.wrong_type(value, key, "双引号中的文字")),
        }
    }

    fn number(&self, key: &'static str) -> Result<Option<u32>, CorrectionsError> {
        let Some(value) = self.value(key) else { return Ok(None) };
        let number = value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
        number.map(Some).ok_or_else(|| self.wrong_type(value, key, "整数"))
    }

    fn flag(&self, key: &'static str) -> Result<bool, CorrectionsError> {
        let Some(value) = self.value(key) else { return Ok(false) };
        value.get_ref().as_bool().ok_or_else(|| self.wrong_type(value, key, "true 或 false"))
    }

    fn value(&self, key: &str) -> Option<&Spanned<DeValue<'_>>> {
        self.table.iter().find(|(name, _)| name.get_ref().as_ref() == key).map(|(_, value)| value)
    }

    fn missing(&self, key: &'static str, what: &'static str) -> CorrectionsError {
        self.source.fault(self.at, Fault::Missing { kind: self.kind, key, what })
    }

    fn wrong_type(&self, value: &Spanned<DeValue<'_>>, key: &'static str, wanted: &'static str) -> CorrectionsError {
        self.source.fault(value.span().start, Fault::Type { key, wanted })
    }
}

fn is<T: std::str::FromStr>(text: &str) -> bool {
    text.parse::<T>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const GOOD: &str = "# 更正\n[[unit]]\nname = \"政数局\"\nmeans = \"县政数局\"\nreason = \"简称\"\n\n[[replace]]\ndoc = \"a.txt\"\npart = 6\npassage = \"县说务局\"\nby = \"县税务局\"\nreason = \"识别有误\"\n\n[[annex]]\nfile = \"b.txt\"\nplan = \"\"\nreason = \"另一文件\"\n";

    fn fault(text: &str) -> (usize, Fault) {
        let error = parse("corrections.toml", text).unwrap_err();
        assert!(error.to_string().starts_with("corrections.toml 第 "), "{error}");
        assert!(error.english().starts_with("corrections.toml, line "), "{}", error.english());
        (error.line, error.fault)
    }

    #[test]
    fn entries_are_read_in_the_order_of_the_file_with_their_lines() {
        let found = parse("corrections.toml", GOOD).unwrap();
        assert_eq!(found.iter().map(|entry| entry.line).collect::<Vec<_>>(), [2, 7, 14]);
        assert_eq!(found[0].change, Change::Unit { name: "政数局".into(), means: "县政数局".into() });
        assert_eq!((found[1].doc.as_deref(), found[1].part), (Some("a.txt"), Some(6)));
        assert_eq!(found[2].change, Change::Annex { annex: "b.txt".into(), plan: None, number: None });
        assert_eq!(parse("corrections.toml", "").unwrap(), []);
    }

    #[test]
    fn a_mistake_is_named_with_its_line_and_what_to_do() {
        assert_eq!(fault("\n[[units]]\nname = \"a\"\n"), (2, Fault::Kind("units".into())));
        assert_eq!(fault("\n\nunit = 3\n"), (3, Fault::NotList("unit".into())));
        assert_eq!(fault("[unit]\nname = \"a\"\n"), (1, Fault::NotList("unit".into())));
        assert_eq!(fault(&GOOD.replace("reason = \"简称\"\n", "")).0, 2);
        assert_eq!(fault(&GOOD.replace("\"简称\"", "\" \"")), (5, Fault::Empty("reason")));
        assert!(matches!(fault(&GOOD.replace("passage", "pasage")), (10, Fault::Key { .. })));
        assert!(matches!(fault(&GOOD.replace("part = 6", "part = \"六\"")), (9, Fault::Type { wanted: "整数", .. })));
        assert!(matches!(fault("[[not_task]]\nreason = \"a\"\n"), (1, Fault::Missing { key: "path", .. })));
        assert!(matches!(fault("[[unit]]\nname = 政数局\n"), (2, Fault::Syntax(_))));
    }

    #[test]
    fn a_document_is_what_a_person_says_and_days_and_levels_are_checked() {
        let good = "[[document]]\ndoc = \"a.txt\"\nissuer = \"某市人民政府\"\nplace = \"江苏省苏州市\"\nissued = \"2021-03-01\"\nvalid_to = \"\"\nreason = \"红头未扫描\"\n";
        let found = parse("corrections.toml", good).unwrap();
        let Change::Document { says } = &found[0].change else { panic!("{found:?}") };
        assert_eq!(
            (says.issued.as_deref(), says.valid_to.as_deref(), &says.title),
            (Some("2021-03-01"), Some(""), &None)
        );
        assert_eq!(found[0].doc.as_deref(), Some("a.txt"));
        assert_eq!(
            fault(&good.replace("doc = \"a.txt\"\n", "")),
            (1, Fault::Missing { kind: "document", key: "doc", what: "文件名" })
        );
        assert!(matches!(fault(&good.replace("2021-03-01", "2021年3月")), (5, Fault::Type { key: "issued", .. })));
        assert!(matches!(
            fault("[[document]]\ndoc = \"a.txt\"\nlevel = \"市\"\nreason = \"略\"\n"),
            (3, Fault::Type { key: "level", .. })
        ));
        assert!(matches!(
            fault("[[document]]\ndoc = \"a.txt\"\nreason = \"略\"\n"),
            (1, Fault::Missing { key: "title", .. })
        ));
    }

    proptest! {
        #[test]
        fn broken_files_end_with_entries_or_a_message(at in 0usize..400, with in "[\\[\\]\"=\\n a1]{0,4}", cut in 0usize..40) {
            let chars: Vec<char> = GOOD.chars().collect();
            let at = at.min(chars.len());
            let rest = (at + cut).min(chars.len());
            let text: String = chars[..at].iter().copied().chain(with.chars()).chain(chars[rest..].iter().copied()).collect();
            if let Err(error) = parse("corrections.toml", &text) {
                prop_assert!(error.line <= text.lines().count() + 1);
            }
        }
    }
}
