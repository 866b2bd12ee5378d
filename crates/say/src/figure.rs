use crate::Lang;
use zhengtu_model::{Change, Comparator, Target, Value};

/// How a result compares with the value of its target.
pub fn comparator(comparator: Comparator, lang: Lang) -> &'static str {
    match comparator {
        Comparator::AtLeast => lang.pick("不低于", "at least"),
        Comparator::AtMost => lang.pick("不超过", "at most"),
        Comparator::Equal => lang.pick("达到", "equal to"),
        Comparator::About => lang.pick("左右", "about"),
    }
}

/// Whether the value of a target is a level, or the amount of a change.
pub fn change(change: Change, lang: Lang) -> &'static str {
    match change {
        Change::Level => lang.pick("水平", "level"),
        Change::Increase => lang.pick("增加", "increase"),
        Change::Decrease => lang.pick("减少", "decrease"),
    }
}

/// A number, or a range of numbers.
pub fn value(value: Value, lang: Lang) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Range([low, high]) => format!("{low}{}{high}", lang.pick('～', '–')),
    }
}

/// The figure of a target, short: 增加≥10%, 约20个, ≤3个工作日.
pub fn figure(target: &Target, lang: Lang) -> String {
    let change = match target.change {
        Change::Level => "",
        Change::Increase => lang.pick("增加", "up by "),
        Change::Decrease => lang.pick("减少", "down by "),
    };
    let sign = match target.comparator {
        Comparator::AtLeast => "≥",
        Comparator::AtMost => "≤",
        Comparator::Equal => "",
        Comparator::About => lang.pick("约", "about "),
    };
    format!("{change}{sign}{}{}", value(target.value, lang), target.unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use zhengtu_model::Evidence;

    fn target(comparator: Comparator, change: Change, value: Value, unit: &str) -> Target {
        Target {
            id: "https://zhengtu.example/target".into(),
            doc: "计划.txt".into(),
            part: 0,
            path: "一".into(),
            quote: "登记户数".into(),
            indicator: "登记户数".into(),
            comparator,
            change,
            value,
            unit: unit.into(),
            from: None,
            deadline: None,
            rule: "stated".into(),
            evidence: Evidence::default(),
        }
    }

    #[test]
    fn a_figure_says_direction_comparison_value_and_unit() {
        let rise = target(Comparator::AtLeast, Change::Increase, Value::Number(10.5), "%");
        assert_eq!([figure(&rise, Lang::Zh), figure(&rise, Lang::En)], ["增加≥10.5%", "up by ≥10.5%"]);
        let about = target(Comparator::About, Change::Level, Value::Range([3.0, 5.0]), "个工作日");
        assert_eq!([figure(&about, Lang::Zh), figure(&about, Lang::En)], ["约3～5个工作日", "about 3–5个工作日"]);
    }
}
