//! Annexes by number.

use crate::when::number;

/// 附件6, 附件六, 附件1、3, 附件1至5.
pub(super) fn at(text: &str) -> Option<(usize, Vec<u32>)> {
    let (first, mut at) = part_number(text.strip_prefix("附件")?)?;
    at += "附件".len();
    let mut parts = vec![first];
    loop {
        let rest = &text[at..];
        let Some(sign) = [
            "和附件",
            "、附件",
            "到附件",
            "至附件",
            "-附件",
            "~附件",
            "或附件",
            "与附件",
            "及附件",
            "、",
            "和",
            "与",
            "到",
            "至",
            "-",
            "~",
        ]
        .iter()
        .find(|sign| rest.starts_with(**sign)) else {
            break;
        };
        let Some((number, len)) = part_number(&rest[sign.len()..]) else { break };
        let after = &rest[sign.len() + len..];
        if after.starts_with(['个', '项', '月', '年', '日', '%', '.']) {
            break;
        }
        let range = sign.starts_with(['到', '至', '-', '~']);
        let last = parts.last().copied().unwrap_or(number);
        parts.extend(if range && number > last && number < last + 100 { last + 1..=number } else { number..=number });
        at += sign.len() + len;
    }
    Some((at, parts))
}

fn part_number(text: &str) -> Option<(u32, usize)> {
    number(text).filter(|(part, _)| *part > 0)
}
