//! How much of a table its cells claim to cover: a few bytes of a file may claim a million places.

use crate::ReadError;

/// The most places, rows times columns, that the cells of a file may claim besides their own.
const MAX_PLACES: u64 = if cfg!(test) { 100_000 } else { 4_000_000 };

const WHAT: &str = "合并单元格所占的范围";

/// The places that the cells of a file claim besides their own.
#[derive(Debug, Default)]
pub(crate) struct Claims(u64);

impl Claims {
    /// How many rows and columns a cell covers that claims so many: from the limit on its own place only, for then the file
    /// is refused.
    pub(crate) fn take(&mut self, rows: u32, columns: u32) -> (u32, u32) {
        let places = u64::from(rows.max(1)) * u64::from(columns.max(1));
        self.0 = self.0.saturating_add(places - 1);
        if self.0 > MAX_PLACES { (1, 1) } else { (rows, columns) }
    }

    /// Whether no more is claimed than may be.
    ///
    /// # Errors
    /// [`ReadError::TooLarge`] where more is claimed.
    pub(crate) fn check(&self, format: &'static str) -> Result<(), ReadError> {
        let refused = || ReadError::TooLarge { format, what: WHAT, limit: format!("{MAX_PLACES} 格") };
        (self.0 <= MAX_PLACES).then_some(()).ok_or_else(refused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::texts;
    use crate::{Options, read};

    #[test]
    fn cells_that_claim_too_much_are_refused_and_wide_ones_are_read() {
        let table = |rows: usize, span: &str| {
            let row = format!("<tr><td {span}>甲<td>乙</tr>");
            format!("<html><body><p>某县方案，推进工作。</p><table>{}</table></body></html>", row.repeat(rows))
        };
        let limit = format!("{MAX_PLACES} 格");
        for (name, text, format) in [
            ("甲.html", table(400, "rowspan=1000 colspan=1000"), "html"),
            ("甲.html", table(400, "rowspan=0 colspan=3"), "html"),
            ("甲.md", format!("文。\n\n{}\n", table(400, "rowspan=1000 colspan=1000")), "Markdown"),
        ] {
            let refused = read(name, text.as_bytes(), &Options::default()).unwrap_err();
            let limit = limit.clone();
            assert_eq!(refused, ReadError::TooLarge { format, what: WHAT, limit });
            assert!(refused.english().contains("limit 100000 cells"), "{}", refused.english());
        }
        for text in [table(400, "colspan=200"), table(200, "rowspan=9")] {
            let source = read("甲.html", text.as_bytes(), &Options::default()).unwrap();
            assert_eq!(texts(&source).iter().filter(|text| *text == "甲").count(), text.matches('甲').count());
        }
    }
}
