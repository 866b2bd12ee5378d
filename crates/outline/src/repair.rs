//! Blocks to drafts, one for each paragraph as its writer meant it: page numbers set apart, headings
//! that were glued to the line before cut off, hard-wrapped lines joined.

use crate::draft::{Draft, OriginKind, Tabs, columns};
use crate::marker::{Marker, marker};
use crate::{Edit, Style, tables};
use std::collections::BTreeMap;
use zhengtu_lexicon::sections::field_label;
use zhengtu_reader::Source;

/// The drafts of a source, in reading order. Page furniture stands after the paragraph it interrupts.
pub(crate) fn drafts(source: &Source, edits: &[Edit]) -> Vec<Draft> {
    let mut lines = read_lines(source, edits);
    mark_page_headers(&mut lines);
    let width = print_width(&lines);
    let mut lines = cut(tables::mark(lines));
    for line in &mut lines {
        line.full = width.is_some_and(|width| is_full(line, width));
    }
    let lines = join(lines, width.is_some());
    if is_dense(&lines) || is_run_together(&lines) { lines.into_iter().flat_map(cut_dense).collect() } else { lines }
}

fn read_lines(source: &Source, edits: &[Edit]) -> Vec<Draft> {
    let mut end = 0;
    let mut lines = Vec::with_capacity(source.blocks.len());
    for block in &source.blocks {
        let mut draft = Draft::read(&source.text, block, edits);
        let start = block.span().start.max(end);
        draft.breaks_before = source.text[end..start].matches('\n').count();
        let text_start = draft.source_span().map_or(start, |span| span.start.max(end));
        draft.tabs = Tabs::read(&source.text[end..text_start]);
        end = block.span().end.max(end);
        if draft.text.is_empty() {
            continue;
        }
        if draft.origin.kind == OriginKind::Line && is_page_number(&draft.text) {
            draft.origin.kind = OriginKind::Furniture;
        }
        for line in draft.lines() {
            push_lines_of_cell(line, &mut lines);
        }
    }
    lines
}

/// Adds a draft; the lines of a cell that each hold an entry (县交通运输局 over 各乡镇) are one each.
fn push_lines_of_cell(mut draft: Draft, lines: &mut Vec<Draft>) {
    let is_cell = matches!(draft.origin.kind, OriginKind::Cell { .. });
    while let Some(at) = draft.line_ends.first().copied().filter(|_| is_cell) {
        let end = draft.line_ends.get(1).copied().unwrap_or(draft.text.len());
        if !begins_entry(&draft.text[..at], &draft.text[at..end]) {
            draft.line_ends.remove(0);
            continue;
        }
        let rest = draft.split_off(at);
        lines.push(std::mem::replace(&mut draft, rest));
    }
    lines.push(draft);
}

/// Whether a line inside a cell begins something of its own rather than going on with the line before.
fn begins_entry(before: &str, line: &str) -> bool {
    let is_entry = |text: &str| {
        (2..=24).contains(&text.chars().count())
            && !text.contains(['，', ','])
            && !text.contains(|char: char| char.is_ascii_digit())
    };
    before.ends_with(['。', '；', ';', '！']) || marker(line).is_some() || is_entry(before) && is_entry(line)
}

/// Sets apart the lines that stand at the head or foot of pages: one that is printed again and again
/// beside page numbers.
fn mark_page_headers(lines: &mut [Draft]) {
    let is_number = |line: &Draft| line.origin.kind == OriginKind::Furniture;
    let mut beside: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| may_head_pages(line)) {
        let near = [at.checked_sub(1), Some(at + 1)];
        if near.into_iter().flatten().filter_map(|near| lines.get(near)).any(is_number) {
            *beside.entry(&line.text).or_default() += 1;
        }
    }
    let headers: Vec<String> =
        beside.into_iter().filter(|&(_, count)| count >= 2).map(|(text, _)| text.to_owned()).collect();
    for line in lines.iter_mut().filter(|line| may_head_pages(line) && headers.contains(&line.text)) {
        line.origin.kind = OriginKind::Furniture;
    }
}

fn may_head_pages(line: &Draft) -> bool {
    line.origin.kind == OriginKind::Line
        && line.text.chars().count() <= 40
        && !line.text.ends_with(['。', '；', '，', '、'])
        && marker(&line.text).is_none()
        && field_label(&line.text).is_none()
}

/// `—51—`, `- 3 -`, `第3页`, `第3页共10页`, `3/10`.
fn is_page_number(text: &str) -> bool {
    let dashes = ['—', '-', '–', '－', '·', '―', '─'];
    let inner = text.trim_matches(dashes);
    let digits = |text: &str| !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits(inner) && inner.len() < text.len() {
        return true;
    }
    let page = |text: &str| text.strip_prefix('第').and_then(|text| text.strip_suffix('页')).is_some_and(digits);
    let pages = |text: &str| text.strip_prefix('共').and_then(|text| text.strip_suffix('页')).is_some_and(digits);
    page(text) || text.find('共').is_some_and(|at| page(&text[..at]) && pages(&text[at..]))
}

/// The width, in half-width columns, to which the lines were wrapped when the text was printed, where
/// a good share of them has one width. A wrap is a line end or, where a converter joined the lines, a
/// space that was left behind.
fn print_width(lines: &[Draft]) -> Option<usize> {
    let mut counts = vec![0usize; 160];
    for line in lines.iter().filter(|line| line.origin.kind == OriginKind::Line) {
        for segment in segments(line) {
            if let Some(count) = counts.get_mut(segment) {
                *count += 1;
            }
        }
    }
    let long: usize = counts[30..].iter().sum();
    let window = |width: usize| counts[width.saturating_sub(2)..(width + 3).min(counts.len())].iter().sum::<usize>();
    let best = (30..counts.len()).max_by_key(|&width| (window(width), width))?;
    (long >= 12 && window(best) * 3 >= long).then_some(best)
}

/// The widths of the runs of a line between its gaps and at its end.
fn segments(line: &Draft) -> Vec<usize> {
    let ends = line.gaps.iter().map(|gap| gap.0).chain([line.text.len()]);
    let mut start = 0;
    ends.map(|end| width_of(&line.text[std::mem::replace(&mut start, end)..end])).collect()
}

fn width_of(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// Whether the last printed line of a draft reaches the margin: the runs are set line by line, a new
/// line at each gap that stands near the margin.
fn is_full(line: &Draft, width: usize) -> bool {
    let mut filled = 0;
    for segment in segments(line) {
        filled = if filled + 4 >= width { segment } else { filled + segment };
    }
    // A gap inside a word prints as one column more than its text has.
    filled + 6 >= width
}

/// Cuts off numbered headings and labelled lines that were glued to the end of the line before.
fn cut(lines: Vec<Draft>) -> Vec<Draft> {
    let mut out = Vec::with_capacity(lines.len());
    for mut line in lines {
        if !matches!(line.origin.kind, OriginKind::Line | OriginKind::Paragraph) {
            out.push(line);
            continue;
        }
        while let Some(at) = glued(&line) {
            let rest = line.split_off(at);
            out.push(std::mem::replace(&mut line, rest));
        }
        out.push(line);
    }
    out
}

/// The first place in a line at which another one starts.
fn glued(line: &Draft) -> Option<usize> {
    line.gaps.iter().find(|&&(at, gap)| starts_line(&line.text, at, gap)).map(|gap| gap.0)
}

/// Whether a line of its own starts at the offset `at` of `text`, after a gap of `gap` characters.
fn starts_line(text: &str, at: usize, gap: usize) -> bool {
    let (before, after) = text.split_at(at);
    // A number and its text with a gap between: 4. 责任单位：X.
    if before.is_empty() || marker(before).is_some_and(|found| found.len == before.len()) {
        return false;
    }
    let closed = before.ends_with(['。', '；', '！', '？', ')', '）', '.', '”']);
    if field_label(after).is_some() {
        if is_bracket_open(before) && gap < 4 {
            return false;
        }
        return gap >= 2 || closed || field_label(before).is_some();
    }
    let Some(found) = marker(after) else { return false };
    let heading = matches!(found.style, Style::Section | Style::Subsection | Style::Item | Style::Chapter);
    let text_follows = after[found.len..].chars().next().is_some_and(|char| !char.is_ascii_digit());
    if !heading || !text_follows {
        return false;
    }
    gap >= 4 || is_list(before) && (gap >= 2 || found.style != Style::Section)
}

/// A line that is no sentence: a labelled line, or an entry of the list of annexes.
fn is_list(text: &str) -> bool {
    !is_bracket_open(text) && (field_label(text).is_some() || is_annex_entry(text))
}

fn is_bracket_open(text: &str) -> bool {
    text.matches(['（', '(', '【']).count() > text.matches(['）', ')', '】']).count()
}

fn is_annex_entry(text: &str) -> bool {
    let item = text.strip_prefix("附件").and_then(|rest| rest.strip_prefix(['：', ':'])).unwrap_or(text);
    marker(item).is_some_and(|found| found.style == Style::Item)
        && text.chars().count() < 60
        && !text.contains(['。', '，', '；'])
}

/// Joins the lines that continue the one before.
fn join(lines: Vec<Draft>, wrapped: bool) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::with_capacity(lines.len());
    let mut furniture = Vec::new();
    let headings = heading_lines(&lines);
    for (mut line, heading) in lines.into_iter().zip(headings) {
        line.heading_line = heading;
        if line.origin.kind == OriginKind::Furniture {
            furniture.push(line);
            continue;
        }
        match out.last_mut() {
            Some(last) if continues(last, &line, wrapped) => last.append(line),
            _ => {
                out.append(&mut furniture);
                out.push(line);
            }
        }
    }
    out.append(&mut furniture);
    out
}

/// For each line whether it is a numbered heading on a line of its own although it reaches the margin:
/// where most other numbered lines of its manner in the part are such headings, and what follows is
/// running text rather than the rest of a heading.
fn heading_lines(lines: &[Draft]) -> Vec<bool> {
    let mut part = 0usize;
    let mut votes: BTreeMap<(usize, Style), (usize, usize)> = BTreeMap::new();
    let mut found = Vec::with_capacity(lines.len());
    for line in lines {
        part += usize::from(is_annex_heading(&line.text));
        let style = marker(&line.text).map(|found| found.style).filter(|_| line.origin.kind == OriginKind::Line);
        if let Some(style) = style {
            let vote = votes.entry((part, style)).or_default();
            vote.0 += usize::from(!line.full && !line.text.contains('。'));
            vote.1 += usize::from(line.text.contains('。'));
        }
        found.push(style.map(|style| (part, style)));
    }
    let is_text = |line: &Draft| line.full || line.text.contains('。');
    let voted = |key: &(usize, Style)| votes.get(key).is_some_and(|&(own, run_in)| own > run_in);
    let open = |index: usize| lines[index].full && !lines[index].text.contains('。');
    found
        .iter()
        .enumerate()
        .map(|(index, key)| key.as_ref().is_some_and(voted) && open(index) && lines.get(index + 1).is_some_and(is_text))
        .collect()
}

/// Whether `next` continues the paragraph that `last` starts; `wrapped`: the lines of the document were
/// wrapped at one width.
fn continues(last: &Draft, next: &Draft, wrapped: bool) -> bool {
    if last.origin.kind != OriginKind::Line || next.origin.kind != OriginKind::Line {
        return false;
    }
    if starts_paragraph(next) || is_annex_heading(&last.text) || last.heading_line {
        return false;
    }
    if last.text.ends_with(['、', '，', ',', '（', '(', '“', '《', '〈', '+', '-', '/']) {
        return true;
    }
    if last.text.ends_with(['。', '！', '？', '!', '?', '：', ':', '；', ';']) {
        return false;
    }
    last.full || next.breaks_before <= 1 && (is_open(&last.text) || wrapped && is_prose(&last.text))
}

/// Whether a text is sentences rather than a heading or a labelled line: prose that stops without a
/// sign goes on in the next line.
fn is_prose(text: &str) -> bool {
    let heading = marker(text).is_some() && !text.contains('。');
    !heading && field_label(text).is_none() && text.contains(['，', '。'])
}

/// Whether a bracket or quotation mark of the text is still open at its end.
fn is_open(text: &str) -> bool {
    let count = |chars: &[char]| text.matches(chars).count();
    count(&['（', '(']) > count(&['）', ')']) || count(&['《']) > count(&['》']) || count(&['“']) > count(&['”'])
}

fn starts_paragraph(line: &Draft) -> bool {
    let text = line.text.as_str();
    marker(text).is_some_and(|found| plausible(&found, text))
        || field_label(text).is_some()
        || is_annex_heading(text)
        || ["——", "--", "—", "注：", "注:", "附件：", "附件:", "抄送", "主要目标：", "主要目标:"]
            .iter()
            .any(|start| text.starts_with(start))
}

/// Whether the text after a number reads like the start of an item rather than the middle of a
/// sentence that happened to be wrapped there.
fn plausible(found: &Marker, text: &str) -> bool {
    let rest = &text[found.len..];
    match found.style {
        Style::SubItem | Style::Circled => !rest.starts_with(['，', '。', '、', '；', '）', ')']),
        _ => !rest.is_empty() && !rest.starts_with(['，', '。', '；', '）', ')', '款', '项']),
    }
}

/// 附件3, 附件 3：; not the list of annexes (附件：1.…).
pub(crate) fn is_annex_heading(text: &str) -> bool {
    annex_number(text).is_some_and(|(_, len)| {
        let rest = text[len..].trim_start_matches(['：', ':']);
        rest.is_empty()
    })
}

/// The number after 附件 or 附录 at the start of a text, and where it ends; 1 where 附件 stands alone.
pub fn annex_number(text: &str) -> Option<(u32, usize)> {
    let rest = text.strip_prefix("附件").or_else(|| text.strip_prefix("附录"))?;
    let word = "附件".len();
    let len = rest.find(|char| !is_numeral(char)).unwrap_or(rest.len());
    if len == 0 {
        return rest.is_empty().then_some((1, word));
    }
    let label = zhengtu_text::fold_width(&rest[..len]);
    let number = label.parse().ok().or_else(|| marker(&format!("({label})")).map(|found| found.number))?;
    Some((number, word + len))
}

/// Whether a character may stand in the number of an annex.
pub(crate) fn is_numeral(char: char) -> bool {
    char.is_ascii_digit() || "０１２３４５６７８９一二三四五六七八九十".contains(char)
}

/// Whether the document has so few and so long paragraphs that its headings stand inside them.
fn is_dense(drafts: &[Draft]) -> bool {
    let chars: usize = drafts.iter().map(|draft| draft.text.chars().count()).sum();
    chars > 1500 && drafts.len() * 800 < chars
}

/// Whether a short document without any heading on a line of its own has its sections inside a paragraph:
/// 一、 and 二、 after one another.
fn is_run_together(drafts: &[Draft]) -> bool {
    let prose = |draft: &&Draft| matches!(draft.origin.kind, OriginKind::Line | OriginKind::Paragraph);
    let mut printed = drafts.iter().filter(prose);
    if drafts.iter().filter(prose).count() > 5
        || drafts.iter().filter(prose).skip(1).any(|draft| marker(&draft.text).is_some())
    {
        return false;
    }
    printed.any(|draft| {
        let sections = |draft: &Draft| {
            let starts = draft.gaps.iter().map(|gap| gap.0).chain(ends_of_sentences(&draft.text));
            starts.filter_map(|at| marker(&draft.text[at..])).filter(|found| found.style == Style::Section).count()
        };
        sections(draft) >= 2
    })
}

fn ends_of_sentences(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.match_indices(['。', '：', ':']).map(|(at, sign)| at + sign.len())
}

/// Cuts a paragraph at the numbers inside it that count on from one another.
fn cut_dense(draft: Draft) -> Vec<Draft> {
    let mut out = Vec::new();
    let mut rest = draft;
    let mut counters = Counters::default();
    while let Some(at) = next_number(&rest.text, &mut counters) {
        let tail = rest.split_off(at);
        out.push(std::mem::replace(&mut rest, tail));
    }
    out.push(rest);
    out.retain(|draft| !draft.text.is_empty());
    out.into_iter().flat_map(cut_heading).collect()
}

/// Cuts the heading of a section from the text after it, where white space parts the two.
fn cut_heading(mut draft: Draft) -> Vec<Draft> {
    let heading = marker(&draft.text).filter(|found| found.style == Style::Section).and_then(|found| {
        let gap = draft.gaps.iter().map(|gap| gap.0).find(|&at| at > found.len)?;
        let words = &draft.text[found.len..gap];
        let short = (2..=20).contains(&words.chars().count()) && !words.contains(['，', '。', '；', '：', '、']);
        (short && draft.text[gap..].contains('。')).then_some(gap)
    });
    match heading {
        Some(at) => {
            let rest = draft.split_off(at);
            vec![draft, rest]
        }
        None => vec![draft],
    }
}

/// The last number seen of each manner of numbering.
#[derive(Default)]
struct Counters {
    section: u32,
    subsection: u32,
    item: u32,
}

impl Counters {
    fn expects(&self, found: &Marker) -> bool {
        match found.style {
            Style::Section => found.number == self.section + 1,
            Style::Subsection => found.number == self.subsection + 1 || found.number == 1,
            Style::Item => found.number == self.item + 1 || found.number == 1,
            _ => false,
        }
    }

    fn count(&mut self, found: &Marker) {
        match found.style {
            // The numbers of the levels below may start again or run on.
            Style::Section => self.section = found.number,
            Style::Subsection => self.subsection = found.number,
            _ => self.item = found.number,
        }
    }
}

/// The next place, not at the start, where an item of the running numbering starts.
fn next_number(text: &str, counters: &mut Counters) -> Option<usize> {
    let mut heading = marker(text).is_some();
    for (at, char) in text.char_indices() {
        if matches!(char, '。' | '；' | ';') {
            heading = false;
        }
        let Some(found) = marker(&text[at..]) else { continue };
        if at == 0 {
            if counters.expects(&found) {
                counters.count(&found);
            }
            continue;
        }
        let after_sentence = text[..at].ends_with(['。', '；', ';', ')', '）', ':', '：', '”']);
        let after_heading = heading && found.style != Style::Section;
        if counters.expects(&found) && plausible(&found, &text[at..]) && (after_sentence || after_heading) {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_reader::Options;

    fn repaired(text: &str) -> Vec<String> {
        let source = zhengtu_reader::read("计划.txt", text.as_bytes(), &Options::default()).unwrap();
        drafts(&source, &[]).into_iter().map(|draft| draft.text).collect()
    }

    #[test]
    fn a_heading_glued_to_the_line_before_is_cut_off() {
        assert_eq!(
            repaired("完成时限：2021 年底\n责任单位：县税务局            6.推进 “一网”改革。推进办税。"),
            ["完成时限：2021年底", "责任单位：县税务局", "6.推进“一网”改革。推进办税。"]
        );
        assert_eq!(
            repaired("责任单位：县法院、县财政局 ( 五 ) 支持管理人依法履职"),
            ["责任单位：县法院、县财政局", "(五)支持管理人依法履职"]
        );
        assert_eq!(repaired("（三）压缩环节      1.压缩时间。全面落实"), ["（三）压缩环节", "1.压缩时间。全面落实"]);
        assert_eq!(repaired("进行公示。 时间节点：2021 年 3 月"), ["进行公示。", "时间节点：2021年3月"]);
    }

    #[test]
    fn what_stands_inside_a_sentence_is_not_cut() {
        assert_eq!(repaired("4. 责任单位：市城管局"), ["4.责任单位：市城管局"]);
        assert_eq!(repaired("推行套餐式服务 3.0 版，落实第 (二) 项要求"), ["推行套餐式服务3.0版，落实第(二)项要求"]);
        assert_eq!(repaired("压缩至 2 个、 6 个、8 个工作日"), ["压缩至2个、6个、8个工作日"]);
    }

    #[test]
    fn page_numbers_stand_after_the_paragraph_they_interrupt() {
        assert_eq!(
            repaired("充分听取申请人、\n\n— 51 —\n\n意见建议。\n下一段。"),
            ["充分听取申请人、意见建议。", "—51—", "下一段。"]
        );
        assert!(is_page_number("-3-") && is_page_number("第3页共10页"));
        assert!(!is_page_number("2021") && !is_page_number("—三—") && !is_page_number("第3页的表"));
    }

    #[test]
    fn lines_wrapped_at_one_width_are_joined_and_short_ones_end_the_paragraph() {
        let line = "深入推进全县企业开办全程网上办理不断优化企业开办服务";
        let text = format!("{}\n推动一网通办\n(一)新的一项\n", vec![line; 14].join("\n"));
        let expected = [line.repeat(14) + "推动一网通办", "(一)新的一项".to_owned()];
        assert_eq!(repaired(&text), expected);
        let prose = format!(
            "{}。\n力争提升，平均用时降低到 210 天\n以下，成本降低。\n1.推进，落实\n正文",
            vec![line; 14].join("\n")
        );
        assert!(repaired(&prose).contains(&"力争提升，平均用时降低到210天以下，成本降低。".to_owned()));
        assert!(repaired(&prose).contains(&"1.推进，落实".to_owned()));
    }

    #[test]
    fn a_numbered_heading_that_fills_its_line_is_closed_where_its_siblings_are_headings() {
        let body = "严格规范上诉发回重审等上下级法院之间卷宗移送的期限和流程，缩短卷宗移转环节耗时。完成移送。";
        let full = "2.提高一审与二审之间的案卷移送效率缩短案件移转周期";
        let wrapped = vec!["深入推进全县企业开办全程网上办理不断优化企业开办服"; 14].join("\n");
        let text = format!("{wrapped}。\n1.畅通立案渠道\n{body}\n{full}\n{body}\n3.加强审限管理\n{body}\n");
        assert!(repaired(&text).contains(&full.to_owned()));
        let run_in = format!("{wrapped}。\n1.畅通立案。{body}\n{full}\n{body}\n3.加强管理。{body}\n");
        assert!(repaired(&run_in).contains(&(full.to_owned() + body)));
    }

    #[test]
    fn paragraphs_that_are_a_line_each_are_not_joined() {
        assert_eq!(
            repaired("关于印发方案的通知\n\n各县区人民政府：\n\n现印发给你们"),
            ["关于印发方案的通知", "各县区人民政府：", "现印发给你们"]
        );
    }

    #[test]
    fn a_document_on_one_line_is_cut_at_its_numbers() {
        let item = |number: &str, title: &str| {
            format!("({number}){title}。{}(责任单位:县住保中心)", "落实各项政策要求。".repeat(60))
        };
        let text = format!(
            "制定如下措施: 一、消化存量住房{}{}二、优化增量供给{}",
            item("一", "购房补贴"),
            item("二", "生育补贴"),
            item("一", "优化供地")
        );
        let lines = repaired(&text);
        let starts: Vec<String> = lines.iter().map(|line| line.chars().take(6).collect()).collect();
        assert_eq!(starts, ["制定如下措施", "一、消化存量", "(一)购房补", "(二)生育补", "二、优化增量", "(一)优化供"]);
    }
}
