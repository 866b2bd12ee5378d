//! The table of the tools.

use super::tool::{Kind, Run, Tool, may, needed};
use super::{documents, findings, passages, queries, records};

const SEVERITIES: Kind = Kind::OneOf(&["error", "warning", "info"]);
const ROLES: Kind = Kind::OneOf(&["lead", "responsible", "cooperate"]);
const DEADLINES: Kind = Kind::OneOf(&["date", "interval", "recurring", "ongoing", "immediate", "relative", "none"]);

/// All tools, in the order in which an assistant comes to need them.
pub(super) static TOOLS: &[Tool] = &[
    Tool {
        name: "list_documents",
        arguments: &[may("q", Kind::Text)],
        lists: true,
        gives: documents::documents_schema,
        run: Run::Open(documents::documents),
    },
    Tool {
        name: "ask",
        arguments: &[needed("question", Kind::Text), may("after", Kind::Text), may("today", Kind::Day)],
        lists: true,
        gives: queries::ask_schema,
        run: Run::Open(queries::ask),
    },
    Tool {
        name: "search",
        arguments: &[needed("query", Kind::Text), may("document", Kind::Text), may("today", Kind::Day)],
        lists: true,
        gives: passages::search_schema,
        run: Run::Open(passages::search),
    },
    Tool {
        name: "outline",
        arguments: &[needed("document", Kind::Text), may("part", Kind::Whole)],
        lists: true,
        gives: documents::outline_schema,
        run: Run::Open(documents::outline),
    },
    Tool {
        name: "read",
        arguments: &[
            needed("document", Kind::Text),
            may("part", Kind::Whole),
            may("item", Kind::Text),
            may("start", Kind::Whole),
            may("length", Kind::Whole),
        ],
        lists: false,
        gives: passages::read_schema,
        run: Run::Open(passages::read),
    },
    Tool {
        name: "verify_quote",
        arguments: &[needed("quote", Kind::Text), may("document", Kind::Text)],
        lists: false,
        gives: passages::verify_schema,
        run: Run::Open(passages::verify_quote),
    },
    Tool {
        name: "tasks",
        arguments: &[
            may("q", Kind::Text),
            may("unit", Kind::Text),
            may("role", ROLES),
            may("since", Kind::Day),
            may("until", Kind::Day),
            may("kind", DEADLINES),
            may("document", Kind::Text),
            may("part", Kind::Whole),
        ],
        lists: true,
        gives: records::tasks_schema,
        run: Run::Open(records::tasks),
    },
    Tool {
        name: "targets",
        arguments: &[
            may("q", Kind::Text),
            may("indicator", Kind::Text),
            may("document", Kind::Text),
            may("part", Kind::Whole),
        ],
        lists: true,
        gives: records::targets_schema,
        run: Run::Open(records::targets),
    },
    Tool {
        name: "unit",
        arguments: &[needed("name", Kind::Text)],
        lists: true,
        gives: documents::unit_schema,
        run: Run::Open(documents::unit),
    },
    Tool {
        name: "check",
        arguments: &[
            may("document", Kind::Text),
            may("part", Kind::Whole),
            may("severity", SEVERITIES),
            may("code", Kind::Text),
        ],
        lists: true,
        gives: findings::schema,
        run: Run::Open(findings::check),
    },
    Tool {
        name: "compare",
        arguments: &[needed("old", Kind::Text), needed("new", Kind::Text), may("levels", Kind::Flag)],
        lists: true,
        gives: findings::schema,
        run: Run::Open(findings::compare),
    },
    Tool {
        name: "list_queries",
        arguments: &[],
        lists: true,
        gives: queries::list_queries_schema,
        run: Run::Open(queries::list_queries),
    },
    Tool {
        name: "run_query",
        arguments: &[needed("name", Kind::Text), may("parameters", Kind::Pairs), may("limit", Kind::Whole)],
        lists: false,
        gives: queries::rows_schema,
        run: Run::Open(queries::run_query),
    },
    Tool {
        name: "sparql",
        arguments: &[needed("query", Kind::Text), may("limit", Kind::Whole)],
        lists: false,
        gives: queries::rows_schema,
        run: Run::Sparql,
    },
];
