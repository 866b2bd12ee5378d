//! A tool: what it takes, what it gives, and how its answer is cut to a size that a conversation holds.

use super::words::WORDS;
use crate::call::Call;
use crate::params::Params;
use crate::reply::Refusal;
use serde_json::{Map, Value, json};
use zhengtu_say::Lang;

/// How many entries an answer has where the call does not say.
const USUAL: usize = 20;
/// How many entries an answer has at most.
pub(super) const MOST: usize = 200;
/// How many characters the entries of an answer may take: what a conversation holds beside everything else in it.
pub(super) const ROOM: usize = 24_000;

/// A tool.
pub(super) struct Tool {
    /// Its name.
    pub(super) name: &'static str,
    /// What it takes besides `lang`, and `limit` and `offset` where it lists.
    pub(super) arguments: &'static [Argument],
    /// Whether it gives entries, as many at once as are wanted.
    pub(super) lists: bool,
    /// The JSON Schema of what it gives.
    pub(super) gives: fn() -> Value,
    /// What it does.
    pub(super) run: Run,
}

/// What a tool does.
#[derive(Clone, Copy)]
pub(super) enum Run {
    /// Answers from what is open.
    Open(fn(&Call) -> Result<Answered, Refusal>),
    /// Runs SPARQL in a process that can be stopped.
    Sparql,
}

/// An argument.
pub(super) struct Argument {
    /// Its name.
    pub(super) name: &'static str,
    /// What it may be.
    pub(super) kind: Kind,
    /// Whether it has to be given.
    pub(super) required: bool,
}

/// What an argument may be.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// Text.
    Text,
    /// A whole number from 0.
    Whole,
    /// A day, YYYY-MM-DD.
    Day,
    /// Yes or no.
    Flag,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// Names with values.
    Pairs,
}

/// An argument that has to be given.
pub(super) const fn needed(name: &'static str, kind: Kind) -> Argument {
    Argument { name, kind, required: true }
}

/// An argument that may be given.
pub(super) const fn may(name: &'static str, kind: Kind) -> Argument {
    Argument { name, kind, required: false }
}

const LANG: Argument = may("lang", Kind::OneOf(&["zh", "en"]));
const PAGING: [Argument; 2] = [may("limit", Kind::Whole), may("offset", Kind::Whole)];

impl Tool {
    /// All that it takes.
    pub(super) fn all_arguments(&self) -> impl Iterator<Item = &Argument> {
        let paging: &[Argument] = if self.lists { &PAGING } else { &[] };
        self.arguments.iter().chain(paging).chain([&LANG])
    }

    /// The JSON Schema of the arguments (JSON Schema 2020-12, as the protocol has it).
    pub(super) fn takes(&self) -> Map<String, Value> {
        let about = |argument: &Argument| WORDS.argument.get(argument.name).map(super::words::Both::both);
        let property = |argument: &Argument| {
            let mut schema = argument.kind.schema();
            schema["description"] = json!(about(argument));
            (argument.name.to_owned(), schema)
        };
        let properties: Map<String, Value> = self.all_arguments().map(property).collect();
        let required: Vec<&str> =
            self.arguments.iter().filter(|argument| argument.required).map(|argument| argument.name).collect();
        let schema = json!({
            "type": "object", "properties": properties, "required": required, "additionalProperties": false,
        });
        object(schema)
    }

    /// The arguments as the parameters of a request; those of a saved query as `parameters.NAME`.
    ///
    /// # Errors
    /// Where one is missing, unknown or of another kind: the message says which are known.
    pub(super) fn read(&self, given: &Map<String, Value>) -> Result<Params, Refusal> {
        if let Some(unknown) = given.keys().find(|name| self.all_arguments().all(|argument| argument.name != *name)) {
            let known: Vec<&str> = self.all_arguments().map(|argument| argument.name).collect();
            return Err(Refusal::bad(format!("没有参数“{unknown}”；可用 / known arguments: {}", known.join(", "))));
        }
        let mut params = Params::default();
        for argument in self.all_arguments() {
            match given.get(argument.name) {
                None | Some(Value::Null) if argument.required => {
                    let name = argument.name;
                    return Err(Refusal::bad(format!("缺少参数“{name}” / the argument {name} is missing")));
                }
                None | Some(Value::Null) => {}
                Some(value) => params.extend(argument.read(value)?),
            }
        }
        Ok(params)
    }
}

impl Kind {
    fn schema(self) -> Value {
        match self {
            Self::Text => json!({ "type": "string" }),
            Self::Whole => json!({ "type": "integer", "minimum": 0 }),
            Self::Day => json!({ "type": "string", "format": "date" }),
            Self::Flag => json!({ "type": "boolean" }),
            Self::OneOf(values) => json!({ "type": "string", "enum": values }),
            Self::Pairs => {
                let value = json!({ "type": ["string", "number", "boolean"] });
                json!({ "type": "object", "additionalProperties": value })
            }
        }
    }
}

impl Argument {
    fn read(&self, value: &Value) -> Result<Params, Refusal> {
        let name = self.name;
        let plain = |value: &Value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            _ => None,
        };
        let wrong = || Refusal::bad(format!("参数“{name}”的值不合要求 / wrong value of {name}: {value}"));
        if let Kind::Pairs = self.kind {
            let pairs = value.as_object().ok_or_else(wrong)?;
            let mut params = Params::default();
            for (key, value) in pairs {
                params.extend(Params::of(&format!("{name}.{key}"), &plain(value).ok_or_else(wrong)?));
            }
            return Ok(params);
        }
        let text = plain(value).ok_or_else(wrong)?;
        let fits = match self.kind {
            Kind::Whole => text.parse::<u32>().is_ok(),
            Kind::Day => text.parse::<zhengtu_model::Date>().is_ok(),
            Kind::Flag => text.parse::<bool>().is_ok(),
            Kind::OneOf(values) => values.contains(&text.as_str()),
            Kind::Text | Kind::Pairs => true,
        };
        if !fits {
            return Err(wrong());
        }
        let mut params = Params::of(name, &text);
        if name == "document" {
            // What selects records calls it so, as the addresses do.
            params.extend(Params::of("doc", &text));
        }
        Ok(params)
    }
}

/// What a tool answers: for programs, and the same in words.
pub(super) struct Answered {
    /// The structured content.
    pub(super) value: Value,
    /// The text.
    pub(super) text: String,
}

/// An entry of an answer.
pub(super) struct Entry {
    /// For programs.
    pub(super) value: Value,
    /// In words, with its place.
    pub(super) text: String,
}

/// Entries from `offset` on, as many as are wanted and as the room holds, at least one; how many there are is counted,
/// and where to go on is said.
pub(super) fn list<T>(call: &Call, all: &[T], entry: impl Fn(&T) -> Entry) -> Result<Answered, Refusal> {
    let offset = offset(call)?.min(all.len());
    page(call, &all[offset..], offset, all.len(), entry)
}

/// The same of entries of which those before `offset` are left out already, `total` in all.
pub(super) fn page<T>(
    call: &Call,
    rest: &[T],
    offset: usize,
    total: usize,
    entry: impl Fn(&T) -> Entry,
) -> Result<Answered, Refusal> {
    let (mut items, mut lines, mut taken) = (Vec::new(), Vec::new(), 0);
    for found in rest.iter().take(limit(call)?) {
        let Entry { value, text } = entry(found);
        taken += text.chars().count() + value.to_string().chars().count();
        if !items.is_empty() && taken > ROOM {
            break;
        }
        items.push(value);
        lines.push(text);
    }
    let next = offset + items.len();
    let next = (next < total).then_some(next);
    let value = json!({ "total": total, "offset": offset, "next_offset": next, "items": items });
    Ok(Answered { value, text: numbered(total, offset, next, &lines, call.asked.lang) })
}

/// How many entries are passed over.
pub(super) fn offset(call: &Call) -> Result<usize, Refusal> {
    Ok(call.number("offset")?.unwrap_or(0))
}

/// How many entries are wanted at most.
pub(super) fn limit(call: &Call) -> Result<usize, Refusal> {
    Ok(call.number::<usize>("limit")?.unwrap_or(USUAL).clamp(1, MOST))
}

fn numbered(total: usize, offset: usize, next: Option<usize>, lines: &[String], lang: Lang) -> String {
    if lines.is_empty() {
        return lang.pick(format!("共 {total} 条。"), format!("{total} in all."));
    }
    let last = offset + lines.len();
    let head = lang.pick(
        format!("共 {total} 条，第 {}—{last} 条：", offset + 1),
        format!("{total} in all, {} to {last}:", offset + 1),
    );
    let rest =
        next.map(|next| lang.pick(format!("还有，用 offset={next} 接着取。"), format!("More from offset={next}.")));
    let entries = (offset + 1..).zip(lines).map(|(number, line)| format!("{number}. {line}"));
    [head].into_iter().chain(entries).chain(rest).collect::<Vec<_>>().join("\n")
}

/// The schema of an answer that lists entries.
pub(super) fn listed(entry: Value) -> Value {
    json!({
        "type": "object",
        "properties": {
            "total": { "type": "integer" }, "offset": { "type": "integer" },
            "next_offset": { "type": ["integer", "null"] },
            "items": { "type": "array", "items": entry },
        },
        "required": ["total", "offset", "next_offset", "items"],
    })
}

/// The schema of an object with these properties, all of which are there.
pub(super) fn shape(properties: Value) -> Value {
    let required: Vec<String> = properties.as_object().into_iter().flat_map(|found| found.keys().cloned()).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

/// The members of a value that is an object.
pub(super) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}
