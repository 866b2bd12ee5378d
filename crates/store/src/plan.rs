//! The plan of a query, printed as a tree.

use crate::Results;
use serde_json::Value;
use std::fmt::Write;

/// The evaluator's JSON plan as indented lines: rows, time, step.
pub(crate) fn render(json: &[u8], results: &Results) -> String {
    let plan: Value = serde_json::from_slice(json).unwrap_or_default();
    let mut text = String::new();
    let planning = milliseconds(&plan["planning duration in seconds"]);
    let _ = writeln!(text, "规划 {planning:.3} 毫秒，结果 {} 行", results.len());
    let _ = writeln!(text, "{:>10} {:>12}  步骤", "行数", "毫秒");
    write_step(&plan["plan"], 0, &mut text);
    text
}

fn write_step(step: &Value, depth: usize, text: &mut String) {
    let rows = step["number of results"].as_u64().unwrap_or_default();
    let time = milliseconds(&step["duration in seconds"]);
    let name = step["name"].as_str().unwrap_or_default();
    let _ = writeln!(text, "{rows:>12} {time:>14.3}  {:indent$}{name}", "", indent = depth * 2);
    for child in step["children"].as_array().into_iter().flatten() {
        write_step(child, depth + 1, text);
    }
}

fn milliseconds(seconds: &Value) -> f64 {
    seconds.as_f64().unwrap_or_default() * 1000.0
}
