//! Days that come again, in words: the rules are those of [`zhengtu_model::Recurrence`].

use crate::Lang;
use zhengtu_model::{Frequency, Recurrence};

/// The last months of the quarters, and the first.
const QUARTER_ENDS: [u8; 4] = [3, 6, 9, 12];
const QUARTER_STARTS: [u8; 4] = [1, 4, 7, 10];
const WORKING_DAYS: [u8; 5] = [0, 1, 2, 3, 4];

/// A rule (RRULE, RFC 5545) in words; as it is where it cannot be counted by.
///
/// ```
/// use zhengtu_say::{Lang, recurrence};
/// assert_eq!(recurrence("FREQ=MONTHLY;BYMONTHDAY=10,25", Lang::Zh), "每月10日、25日");
/// assert_eq!(recurrence("FREQ=MONTHLY;INTERVAL=3", Lang::En), "every quarter");
/// ```
pub fn recurrence(rule: &str, lang: Lang) -> String {
    let Ok(parsed) = rule.parse::<Recurrence>() else { return rule.to_owned() };
    let said = match lang {
        Lang::Zh => chinese(&parsed),
        Lang::En => english(&parsed),
    };
    said.unwrap_or_else(|| rule.to_owned())
}

fn chinese(rule: &Recurrence) -> Option<String> {
    let Recurrence { frequency, interval, months, days, weekdays } = rule;
    let every = |unit: &str, counted: &str| match interval {
        1 => format!("每{unit}"),
        _ => format!("每{interval}{counted}"),
    };
    match (frequency, months.as_slice(), days.as_slice(), weekdays.as_slice()) {
        (Frequency::Daily, [], [], []) => Some(every("天", "天")),
        (Frequency::Weekly, [], [], []) => Some(every("周", "周")),
        (Frequency::Weekly, [], [], days) if *interval == 1 && *days == WORKING_DAYS => Some("每个工作日".to_owned()),
        (Frequency::Weekly, [], [], days) => {
            let days =
                days.iter().map(|&day| format!("周{}", "一二三四五六日".chars().nth(day.into()).unwrap_or('？')));
            let days = days.collect::<Vec<_>>().join("、");
            Some(if *interval == 1 { format!("每{days}") } else { format!("每{interval}周的{days}") })
        }
        (Frequency::Monthly, [], days, []) => Some(match (interval, days) {
            (1, [-1]) => "每月底".to_owned(),
            (3, [-1]) => "每季度末".to_owned(),
            (6, [-1]) => "每半年末".to_owned(),
            (3, days) => format!("每季度{}", days_zh(days)),
            (6, days) => format!("每半年{}", days_zh(days)),
            (_, days) => format!("{}{}", every("月", "个月"), days_zh(days)),
        }),
        (Frequency::Yearly, [], [], []) => Some(every("年", "年")),
        (Frequency::Yearly, [12], [31 | -1], []) => Some(format!("{}底", every("年", "年"))),
        (Frequency::Yearly, months, [-1], []) if *interval == 1 && months == QUARTER_ENDS => {
            Some("每季度末".to_owned())
        }
        (Frequency::Yearly, months, days, []) if *interval == 1 && months == QUARTER_ENDS => {
            Some(format!("每季度末月{}", days_zh(days)))
        }
        (Frequency::Yearly, months, days, []) if *interval == 1 && months == QUARTER_STARTS => {
            Some(format!("每季度首月{}", days_zh(days)))
        }
        (Frequency::Yearly, months @ [_, ..], days, []) => {
            let months = months.iter().map(|month| format!("{month}月")).collect::<Vec<_>>().join("、");
            Some(format!("{}{months}{}", every("年", "年"), days_zh(days)))
        }
        _ => None,
    }
}

fn days_zh(days: &[i8]) -> String {
    let day = |day: &i8| match day {
        -1 => "底".to_owned(),
        1.. => format!("{day}日"),
        _ => format!("倒数第{}日", day.unsigned_abs()),
    };
    days.iter().map(day).collect::<Vec<_>>().join("、")
}

fn english(rule: &Recurrence) -> Option<String> {
    let Recurrence { frequency, interval, months, days, weekdays } = rule;
    let every = |unit: &str| match interval {
        1 => format!("every {unit}"),
        _ => format!("every {interval} {unit}s"),
    };
    match (frequency, months.as_slice(), days.as_slice(), weekdays.as_slice()) {
        (Frequency::Daily, [], [], []) => Some(every("day")),
        (Frequency::Weekly, [], [], []) => Some(every("week")),
        (Frequency::Weekly, [], [], days) if *interval == 1 && *days == WORKING_DAYS => {
            Some("every working day".to_owned())
        }
        (Frequency::Weekly, [], [], days) => {
            let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
            let days = days.iter().filter_map(|&day| names.get(usize::from(day)).map(|&name| name.to_owned()));
            Some(format!("{} on {}", every("week"), listed(days.collect())))
        }
        (Frequency::Monthly, [], days, []) => Some(match interval {
            3 => format!("every quarter{}", days_en(days)),
            6 => format!("every half year{}", days_en(days)),
            _ => format!("{}{}", every("month"), days_en(days)),
        }),
        (Frequency::Yearly, [], [], []) => Some(every("year")),
        (Frequency::Yearly, [12], [31 | -1], []) => Some(format!("{} on the last day", every("year"))),
        (Frequency::Yearly, months, [-1], []) if *interval == 1 && months == QUARTER_ENDS => {
            Some("every quarter on the last day".to_owned())
        }
        (Frequency::Yearly, months, days, []) if *interval == 1 && months == QUARTER_ENDS => {
            Some(format!("in the last month of every quarter{}", days_en(days)))
        }
        (Frequency::Yearly, months, days, []) if *interval == 1 && months == QUARTER_STARTS => {
            Some(format!("in the first month of every quarter{}", days_en(days)))
        }
        (Frequency::Yearly, months @ [_, ..], days, []) => {
            const NAMES: [&str; 12] = [
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ];
            let months = months.iter().filter_map(|&month| NAMES.get(usize::from(month) - 1));
            let months = listed(months.map(|&name| name.to_owned()).collect());
            Some(format!("{} in {months}{}", every("year"), days_en(days)))
        }
        _ => None,
    }
}

fn days_en(days: &[i8]) -> String {
    if days.is_empty() {
        return String::new();
    }
    let day = |day: &i8| match day {
        -1 => "last day".to_owned(),
        1.. => ordinal(day.unsigned_abs()),
        _ => format!("{} day from the end", ordinal(day.unsigned_abs())),
    };
    format!(" on the {}", listed(days.iter().map(day).collect()))
}

fn ordinal(number: u8) -> String {
    let ending = match (number % 10, number) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// A, B and C.
fn listed(names: Vec<String>) -> String {
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, names)) => format!("{} and {last}", names.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_that_deadlines_have_is_said_in_words() {
        for (rule, zh, en) in [
            ("FREQ=DAILY", "每天", "every day"),
            ("FREQ=DAILY;INTERVAL=3", "每3天", "every 3 days"),
            ("FREQ=WEEKLY", "每周", "every week"),
            ("FREQ=WEEKLY;BYDAY=FR", "每周五", "every week on Friday"),
            ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "每2周的周一、周三", "every 2 weeks on Monday and Wednesday"),
            ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "每个工作日", "every working day"),
            ("FREQ=MONTHLY", "每月", "every month"),
            ("FREQ=MONTHLY;BYMONTHDAY=-1", "每月底", "every month on the last day"),
            ("FREQ=MONTHLY;BYMONTHDAY=10,22", "每月10日、22日", "every month on the 10th and 22nd"),
            ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-3", "每2个月倒数第3日", "every 2 months on the 3rd day from the end"),
            ("FREQ=MONTHLY;INTERVAL=3", "每季度", "every quarter"),
            ("FREQ=MONTHLY;INTERVAL=6", "每半年", "every half year"),
            ("FREQ=YEARLY", "每年", "every year"),
            ("FREQ=YEARLY;INTERVAL=2", "每2年", "every 2 years"),
            ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", "每年底", "every year on the last day"),
            ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "每季度末", "every quarter on the last day"),
            (
                "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=28",
                "每季度末月28日",
                "in the last month of every quarter on the 28th",
            ),
            ("FREQ=YEARLY;BYMONTH=1,4,7,10", "每季度首月", "in the first month of every quarter"),
            (
                "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=11",
                "每年6月、12月11日",
                "every year in June and December on the 11th",
            ),
        ] {
            assert_eq!([recurrence(rule, Lang::Zh), recurrence(rule, Lang::En)], [zh, en], "{rule}");
        }
    }

    #[test]
    fn what_cannot_be_counted_by_is_printed_as_it_is() {
        for rule in ["FREQ=HOURLY", "FREQ=MONTHLY;BYDAY=MO", ""] {
            assert_eq!(recurrence(rule, Lang::Zh), rule);
        }
    }
}
