//! Annexes by number.

use crate::when::number;
use crate::words::WORDS;

/// 附件6, 附件六, 附件1、3, 附件1至5.
pub(super) fn at(text: &str) -> Option<(usize, Vec<u32>)> {
    let (first, mut at) = part_number(text.strip_prefix("附件")?)?;
    at += "附件".len();
    let mut parts = vec![first];
    loop {
        let rest = &text[at..];
        let and = WORDS.name.annex_and.at_start(rest).map(|len| (len, false));
        let to = WORDS.name.annex_to.at_start(rest).map(|len| (len, true));
        let Some((sign, range)) = and.or(to) else { break };
        let Some((number, len)) = part_number(&rest[sign..]) else { break };
        let after = &rest[sign + len..];
        if after.starts_with(['个', '项', '月', '年', '日', '%', '.']) {
            break;
        }
        let last = parts.last().copied().unwrap_or(number);
        parts.extend(if range && number > last && number < last + 100 { last + 1..=number } else { number..=number });
        at += sign + len;
    }
    Some((at, parts))
}

fn part_number(text: &str) -> Option<(u32, usize)> {
    number(text).filter(|(part, _)| *part > 0)
}
