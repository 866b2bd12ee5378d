use crate::{Nearby, Span};
use serde::{Deserialize, Serialize};

/// A repaired text together with the place in the source that each of its characters was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapped {
    text: String,
    pieces: Vec<Piece>,
}

/// A run of repaired text that stands in the source, byte for byte the same or of equal meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Piece {
    /// Where the run starts in the repaired text.
    at: usize,
    /// The passage of the source it was read from.
    source: Span,
    /// Its length in the repaired text.
    len: usize,
    /// Whether it stands for the source passage as a whole rather than byte for byte.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    replaced: bool,
}

impl Piece {
    fn is_verbatim(self) -> bool {
        !self.replaced
    }

    /// The source offset that stands for the start of the repaired byte `at`.
    fn start(self, at: usize) -> usize {
        if self.is_verbatim() { self.source.start + (at - self.at) } else { self.source.start }
    }

    /// The source offset that stands for the end of the repaired text at byte `at`.
    fn end(self, at: usize) -> usize {
        if self.is_verbatim() { self.source.start + (at - self.at) } else { self.source.end }
    }
}

impl Mapped {
    /// The repaired text.
    #[inline]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The source passage, from the first to the last character read, of a repaired passage;
    /// `None` where nothing of it stands in the source.
    pub fn source_span(&self, span: Span) -> Option<Span> {
        self.source_of(span, &Nearby::default()).map(|(source, _)| source)
    }

    /// The same of many passages, most of them in order, and whether anything of the passage was put in the place of what
    /// the source has.
    pub fn source_of(&self, span: Span, last: &Nearby) -> Option<(Span, bool)> {
        let first = last.partition_point(&self.pieces, |piece| piece.at + piece.len <= span.start);
        let mut pieces = self.pieces[first..].iter().take_while(|piece| piece.at < span.end);
        let head = pieces.next()?;
        let (tail, replaced) = pieces.fold((head, head.replaced), |(_, any), piece| (piece, any | piece.replaced));
        let start = head.start(span.start.max(head.at));
        let end = tail.end(span.end.min(tail.at + tail.len));
        (start <= end).then_some((Span::new(start, end), replaced))
    }

    /// Whether anything of a repaired passage was put in the place of what the source has.
    pub fn is_replaced(&self, span: Span) -> bool {
        let first = self.pieces.partition_point(|piece| piece.at + piece.len <= span.start);
        self.pieces[first..].iter().take_while(|piece| piece.at < span.end).any(|piece| piece.replaced)
    }

    /// The source passages of a repaired passage, one for each run that stands together there.
    pub fn source_runs(&self, span: Span) -> Vec<Span> {
        let first = self.pieces.partition_point(|piece| piece.at + piece.len <= span.start);
        self.pieces[first..]
            .iter()
            .take_while(|piece| piece.at < span.end)
            .map(|piece| {
                let start = piece.start(span.start.max(piece.at));
                let end = piece.end(span.end.min(piece.at + piece.len));
                Span::new(start, end)
            })
            .collect()
    }
}

/// Builds a [`Mapped`] text from the passages of its source, in reading order.
#[derive(Debug, Default)]
pub struct MappedBuilder {
    mapped: Mapped,
}

impl MappedBuilder {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends the passage `span` of `source` as it stands.
    pub fn push(&mut self, source: &str, span: Span) {
        if span.is_empty() {
            return;
        }
        let at = self.mapped.text.len();
        self.mapped.text.push_str(span.of(source));
        if let Some(last) = self.mapped.pieces.last_mut()
            && last.is_verbatim()
            && last.source.end == span.start
            && last.at + last.len == at
        {
            last.source.end = span.end;
            last.len += span.len();
        } else {
            self.mapped.pieces.push(Piece { at, source: span, len: span.len(), replaced: false });
        }
    }

    /// Appends `text`, which stands for the passage `span` of the source.
    pub fn push_as(&mut self, text: &str, span: Span) {
        if !text.is_empty() {
            let at = self.mapped.text.len();
            self.mapped.pieces.push(Piece { at, source: span, len: text.len(), replaced: true });
            self.mapped.text.push_str(text);
        }
    }

    /// Appends text that stands nowhere in the source, such as the break between two paragraphs.
    pub fn push_virtual(&mut self, text: &str) {
        self.mapped.text.push_str(text);
    }

    /// The length of the text so far, in bytes.
    pub fn len(&self) -> usize {
        self.mapped.text.len()
    }

    /// Whether nothing was appended yet.
    pub fn is_empty(&self) -> bool {
        self.mapped.text.is_empty()
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.mapped.text
    }

    /// The finished text.
    pub fn finish(self) -> Mapped {
        self.mapped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repaired_passage_leads_back_to_the_source_it_was_read_from() {
        let source = "一 日办结，窗 口";
        let mut builder = MappedBuilder::new();
        for word in source.split(' ') {
            let start = word.as_ptr() as usize - source.as_ptr() as usize;
            builder.push(source, Span::new(start, start + word.len()));
        }
        let mapped = builder.finish();
        assert_eq!(mapped.text(), "一日办结，窗口");
        let at = mapped.text().find("一日办结").unwrap();
        let span = mapped.source_span(Span::new(at, at + "一日办结".len())).unwrap();
        assert_eq!(span.of(source), "一 日办结");
        let at = mapped.text().find('口').unwrap();
        let span = mapped.source_span(Span::new(at, at + "口".len())).unwrap();
        assert_eq!(span.of(source), "口");
    }

    #[test]
    fn what_stands_nowhere_in_the_source_has_no_passage() {
        let mut builder = MappedBuilder::new();
        builder.push("甲", Span::new(0, 3));
        builder.push_virtual("\n");
        let mapped = builder.finish();
        assert_eq!(mapped.source_span(Span::new(3, 4)), None);
        assert_eq!(mapped.source_span(Span::new(0, 4)), Some(Span::new(0, 3)));
    }

    #[test]
    fn replaced_text_stands_for_the_whole_passage() {
        let mut builder = MappedBuilder::new();
        builder.push_as("(", Span::new(0, 3));
        builder.push("（一", Span::new(3, 6));
        let mapped = builder.finish();
        assert_eq!(mapped.text(), "(一");
        assert_eq!(mapped.source_span(Span::new(0, 1)), Some(Span::new(0, 3)));
    }

    #[test]
    fn a_replacement_of_the_same_length_still_stands_for_the_whole_passage() {
        let mut builder = MappedBuilder::new();
        builder.push_as("二", Span::new(0, 3));
        builder.push_as("abc", Span::new(3, 6));
        let mapped = builder.finish();
        assert_eq!(mapped.source_span(Span::new(4, 5)), Some(Span::new(3, 6)));
    }
}
