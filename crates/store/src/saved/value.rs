use super::names::{self, Names};
use super::{Parameter, ParameterType, day};
use crate::StoreError;
use oxrdf::vocab::xsd;
use oxrdf::{Literal, NamedNode, Term};

/// The longest value of a parameter, in characters.
const LONGEST: usize = 500;

/// The terms that a value given for a parameter stands for: one, unless the same name belongs to
/// several documents.
pub(super) fn terms(names: &Names<'_>, parameter: &Parameter, given: &str) -> Result<Vec<Term>, StoreError> {
    let given = given.trim();
    let refuse = |message: &str| Err(StoreError::Parameter(format!("参数 {}：“{given}”{message}", parameter.name)));
    if given.is_empty() {
        return refuse("是空的");
    }
    if given.chars().count() > LONGEST {
        return Err(StoreError::Parameter(format!("参数 {} 超过 {LONGEST} 字", parameter.name)));
    }
    let literal = match parameter.kind {
        ParameterType::Unit => return names::units(names, &parameter.name, given),
        ParameterType::Document => return names::documents(names.all(), &parameter.name, given),
        ParameterType::Date => match day(given) {
            Some(date) => Literal::new_typed_literal(date.to_string(), xsd::DATE),
            None => return refuse("不是日期：应形如 2021-06-30"),
        },
        ParameterType::Month => match day(&format!("{given}-01")) {
            Some(_) => Literal::new_simple_literal(given),
            None => return refuse("不是月份：应形如 2021-06"),
        },
        ParameterType::Number => match number(given) {
            Some(number) => number,
            None => return refuse("不是数：应形如 10 或 0.5"),
        },
        ParameterType::Thing => match NamedNode::new(given) {
            Ok(thing) => return Ok(vec![thing.into()]),
            Err(_) => return refuse("不是标识（IRI）：应形如 https://zhengtu.example/doc/…"),
        },
        ParameterType::Word => Literal::new_simple_literal(given),
        ParameterType::OneOf => match choice(parameter, given) {
            Some(value) => Literal::new_simple_literal(value),
            None => {
                let values: Vec<String> =
                    parameter.values.iter().map(|one| format!("{}（{}）", one.value, one.label.zh)).collect();
                return refuse(&format!("不在可选值中：{}", values.join("、")));
            }
        },
    };
    Ok(vec![literal.into()])
}

fn number(given: &str) -> Option<Literal> {
    let digits = given.strip_prefix('-').unwrap_or(given);
    let plain = digits.chars().all(|char| char.is_ascii_digit() || char == '.')
        && digits.matches('.').count() <= 1
        && digits.starts_with(|char: char| char.is_ascii_digit())
        && digits.ends_with(|char: char| char.is_ascii_digit())
        && digits.len() <= 18;
    plain.then(|| Literal::new_typed_literal(given, xsd::DECIMAL))
}

fn choice<'a>(parameter: &'a Parameter, given: &str) -> Option<&'a str> {
    let named = |one: &&super::OneOf| [&one.value, &one.label.zh, &one.label.en].into_iter().any(|name| name == given);
    parameter.values.iter().find(named).map(|one| one.value.as_str())
}
