//! Content negotiation (RFC 9110, section 12.5.1).

/// The offer that the caller likes best: of those it accepts, the one with the greatest weight, the
/// first offered where weights are equal. `None` where it accepts none of them.
pub fn best<'a>(accept: Option<&str>, offers: &[&'a str]) -> Option<&'a str> {
    let accept = accept.map(str::trim).filter(|accept| !accept.is_empty()).unwrap_or("*/*");
    let ranges: Vec<(String, f32)> = accept.split(',').filter_map(range).collect();
    let mut chosen: Option<(&str, f32)> = None;
    for offer in offers {
        let weight = weight(offer, &ranges);
        if weight > 0.0 && chosen.is_none_or(|(_, best)| weight > best) {
            chosen = Some((offer, weight));
        }
    }
    chosen.map(|(offer, _)| offer)
}

/// Whether a header `Accept-Encoding` takes this coding: named with a weight above 0, or by `*` and not excluded by name.
pub fn coding(accept: &str, wanted: &str) -> bool {
    let weights = accept.split(',').map(|entry| {
        let mut fields = entry.split(';').map(str::trim);
        let name = fields.next().unwrap_or_default().to_ascii_lowercase();
        let weight =
            fields.find_map(|field| field.strip_prefix("q=")).map_or(Some(1.0), |weight| weight.parse::<f32>().ok());
        (name, weight.unwrap_or(0.0))
    });
    let weights: Vec<(String, f32)> = weights.collect();
    let of = |name: &str| weights.iter().find(|(known, _)| known == name).map(|(_, weight)| *weight);
    of(wanted).or_else(|| of("*")).is_some_and(|weight| weight > 0.0)
}

/// A media range with its weight.
fn range(entry: &str) -> Option<(String, f32)> {
    let mut fields = entry.split(';').map(str::trim);
    let range = fields.next().filter(|range| range.contains('/'))?.to_ascii_lowercase();
    let weight = fields.find_map(|field| field.strip_prefix("q=")).map_or(Some(1.0), |weight| weight.parse().ok())?;
    Some((range, weight))
}

/// The weight of an offer: that of the most specific range that takes it in.
fn weight(offer: &str, ranges: &[(String, f32)]) -> f32 {
    let kind = offer.split('/').next().unwrap_or_default();
    let of = |wanted: &str| ranges.iter().find(|(range, _)| range == wanted).map(|(_, weight)| *weight);
    of(offer).or_else(|| of(&format!("{kind}/*"))).or_else(|| of("*/*")).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFERS: [&str; 3] = ["application/sparql-results+json", "application/sparql-results+xml", "text/csv"];

    #[test]
    fn a_coding_is_taken_where_it_is_named_and_not_with_weight_0() {
        assert!(coding("gzip, deflate, br", "gzip"));
        assert!(coding("*", "gzip"));
        assert!(coding("identity;q=0.5, gzip;q=0.1", "gzip"));
        for refused in ["", "br", "gzip;q=0", "*, gzip;q=0", "gzip;q=nonsense"] {
            assert!(!coding(refused, "gzip"), "{refused}");
        }
    }

    #[test]
    fn the_greatest_weight_wins_and_then_the_first_offer() {
        assert_eq!(best(None, &OFFERS), Some(OFFERS[0]));
        assert_eq!(best(Some("*/*"), &OFFERS), Some(OFFERS[0]));
        assert_eq!(best(Some("text/csv;q=0.5, application/sparql-results+xml;q=0.9"), &OFFERS), Some(OFFERS[1]));
        assert_eq!(best(Some("text/*"), &OFFERS), Some(OFFERS[2]));
        assert_eq!(best(Some("application/sparql-results+json;q=0, */*;q=0.1"), &OFFERS), Some(OFFERS[1]));
        assert_eq!(best(Some("image/png"), &OFFERS), None);
    }
}
