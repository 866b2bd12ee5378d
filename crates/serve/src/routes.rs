//! The table of all addresses. The router and the OpenAPI description are made from it.

use crate::app::App;
use crate::asked::Asked;
use crate::call::{Call, Reread};
use crate::form::Form;
use crate::lang::Texts;
use crate::params::Params;
use crate::reply::{HTML, Refusal, TEXT, reply};
use crate::right::Right;
use crate::route::{Handler, Holds, Method, Param, Route, Run, change as changes, data, page, param, records, sign};
use crate::visitor::Visitor;
use crate::{api, guard, pages, statics};
use axum::body::to_bytes;
use axum::extract::{RawPathParams, Request};
use axum::http::{StatusCode, header};
use axum::response::Response;
use std::sync::Arc;

/// Forms with a file.
const MULTIPART: &str = "multipart/form-data";

const DOC: Param = param("doc", "wenxian-2021.txt", "只看这一个文件 / keep to this document");
const PART: Param = param("part", "6", "只看这个部分：0 为正文，n 为附件 n / keep to this part");
const UNIT: Param = param("unit", "税务局", "单位名称或其一部分 / name of a unit, or part of it");
const WORDS: Param = param("q", "税", "文字 / words");
const LIMIT: Param = param("limit", "5", "最多几条 / at most so many");
const OFFSET: Param = param("offset", "0", "跳过几条 / pass over so many");
const FORMAT: Param = param("format", "json", "json 或 jsonl / json or jsonl");
const SINCE: Param = param("since", "2021-01-01", "时限不早于 / due on or after");
const UNTIL: Param = param("until", "2021-12-31", "时限不晚于 / due on or before");
const QUERY: Param = param("query", "ASK { ?task a zt:Task }", "SPARQL 1.1");
const DEFAULT_GRAPH: Param = param("default-graph-uri", "", "默认图 / default graph");
const NAMED_GRAPH: Param = param("named-graph-uri", "", "命名图 / named graph");
/// The media types of triples, best first.
const TRIPLES: &[&str] = &[
    "text/turtle",
    "application/n-triples",
    "application/ld+json",
    "application/rdf+xml",
    "application/n-quads",
    "application/trig",
];

static ROUTES: &[Route] = &[
    page("/", pages::home),
    page("/find", pages::find),
    page("/search", pages::search),
    page("/doc/{*tail}", pages::reader),
    page("/tasks", pages::tasks),
    page("/task", pages::task),
    page("/units", pages::units),
    page("/unit", pages::unit),
    page("/targets", pages::targets),
    page("/target", pages::target),
    page("/indicator", pages::indicator),
    page("/findings", pages::findings),
    page("/ask", pages::ask),
    page("/queries", pages::queries),
    page("/queries/{tail}", pages::query),
    page("/audit", pages::audit),
    page("/changes", pages::changes),
    changes("/changes", pages::take_back, Right::Edit),
    page("/correct/task", pages::correct_task),
    changes("/correct/task", pages::put_task_right, Right::Edit),
    page("/correct/document", pages::correct_document),
    changes("/correct/document", pages::put_document_right, Right::Edit),
    page("/correct/name", pages::correct_name),
    changes("/correct/name", pages::put_name_right, Right::Edit),
    page("/comment", pages::comment),
    changes("/comment", pages::commented, Right::Report),
    page("/settle", pages::settle),
    changes("/settle", pages::settled, Right::Edit),
    changes("/put", pages::put, Right::Edit),
    page("/waiting/{tail}", pages::waiting),
    changes("/waiting/{tail}", pages::decide, Right::Edit),
    page("/waiting/{tail}/comments", pages::comments_of_waiting),
    page("/comments", pages::comments),
    page("/diff", pages::diff),
    page("/progress", pages::progress),
    changes("/report", pages::report, Right::Report),
    changes("/progress", pages::take_in, Right::Report),
    page("/reminders", pages::reminders),
    page("/ledger", pages::ledger),
    page("/calendar.ics", pages::calendar),
    page("/help", pages::help),
    Route {
        path: "/api",
        method: Method::Get,
        about: "",
        params: &[],
        gives: &[HTML],
        holds: Holds::Anything,
        run: Run::Interface,
    },
    Route {
        path: "/login",
        method: Method::Get,
        about: "",
        params: &[],
        gives: &[HTML],
        holds: Holds::Anything,
        run: Run::Page(pages::login),
    },
    page("/sign-in", pages::sign_in),
    sign("/sign-in", pages::signed_in),
    sign("/sign-out", pages::sign_out),
    Route {
        path: "/login",
        method: Method::Post,
        about: "",
        params: &[],
        gives: &[HTML],
        holds: Holds::Anything,
        run: Run::Login,
    },
    data("/api/documents", api::documents, "知识库里的文件及其各部分 / the documents and their parts", &[]),
    records(
        "/api/tasks",
        api::tasks,
        "任务记录 / task records",
        Holds::Page("Task"),
        &[
            DOC,
            PART,
            UNIT,
            param("role", "lead", "单位的角色：lead、responsible、cooperate / role of the unit"),
            SINCE,
            UNTIL,
            param("kind", "date", "时限的种类 / kind of deadline"),
            WORDS,
            LIMIT,
            OFFSET,
            FORMAT,
        ],
    ),
    records(
        "/api/targets",
        api::targets,
        "量化目标记录 / target records",
        Holds::Page("Target"),
        &[DOC, PART, param("indicator", "", "指标名称 / name of the indicator"), WORDS, LIMIT, OFFSET, FORMAT],
    ),
    records(
        "/api/clauses",
        api::clauses,
        "条款 / clauses",
        Holds::Page("Clause"),
        &[DOC, PART, WORDS, LIMIT, OFFSET, FORMAT],
    ),
    records(
        "/api/citations",
        api::citations,
        "引用的文件 / documents cited",
        Holds::Page("Citation"),
        &[DOC, PART, LIMIT, OFFSET, FORMAT],
    ),
    records(
        "/api/units",
        api::units,
        "单位 / bodies named",
        Holds::Page("UnitName"),
        &[DOC, WORDS, LIMIT, OFFSET, FORMAT],
    ),
    records(
        "/api/search",
        api::search,
        "按字词检索条款 / clauses by words",
        Holds::Page("Hit"),
        &[
            param("q", "不动产登记", "检索式，同 zhengtu search / query as of zhengtu search"),
            DOC,
            PART,
            UNIT,
            param("lead", "税务局", "牵头单位 / unit that leads"),
            param("due", "<=2021-12", "截止条件 / condition on the deadline"),
            param("kind", "task", "种类：task、target、clause、heading / kind"),
            param("place", "温县", "地区 / place whose government issued the document"),
            param("level", "county", "级别：national、province、city、county、town / level of government"),
            param("year", "2021", "文件的年份 / year of the document"),
            param("form", "方案", "文种 / kind of document"),
            param("sort", "relevance", "relevance、document、deadline"),
            LIMIT,
            OFFSET,
            FORMAT,
        ],
    ),
    records(
        "/api/ask",
        api::ask,
        "提问：理解、查询、回答、依据 / a question: what was understood, the query, the answer, its rows",
        Holds::One("Answer"),
        &[
            param("q", "县税务局牵头哪些任务？", "中文或英文问题 / question"),
            param("today", "2021-05-01", "把这一天当作今天 / take this day for today"),
            FORMAT,
        ],
    ),
    records(
        "/api/check",
        api::check,
        "核对的发现 / findings",
        Holds::Page("Finding"),
        &[
            DOC,
            PART,
            param("severity", "warning", "error、warning、info"),
            param("code", "value", "检查编码或其开头 / code of the check, or its beginning"),
            LIMIT,
            OFFSET,
            FORMAT,
        ],
    ),
    records(
        "/api/progress",
        api::progress,
        "各单位的任务进展 / how units stand with their tasks",
        Holds::Page("Standing"),
        &[
            DOC,
            UNIT,
            param(
                "light",
                "overdue",
                "进展：done、overdue、late、due-soon、on-track、not-started、unclear、unreported / how a task stands",
            ),
            param("today", "2021-06-01", "把这一天当作今天 / take this day for today"),
            LIMIT,
            OFFSET,
            FORMAT,
        ],
    ),
    Route {
        path: "/api/calendar",
        method: Method::Get,
        about: "完成时限，iCalendar / the deadlines as a calendar (RFC 5545)",
        params: &[DOC, UNIT],
        gives: &["text/calendar"],
        holds: Holds::Anything,
        run: Run::Data(api::calendar),
    },
    records(
        "/api/audit",
        api::audit,
        "每个数字、日期、单位名被当作什么 / what everything was taken for",
        Holds::Page("Entry"),
        &[DOC, PART, param("reading", "target", "当作什么 / what it was taken for"), LIMIT, OFFSET, FORMAT],
    ),
    data("/api/queries", api::queries, "保存的查询及其参数 / the saved queries and their parameters", &[]),
    Route {
        path: "/api/queries/{tail}",
        method: Method::Get,
        about: "运行保存的查询；其参数另加 / run a saved query; its own parameters besides",
        params: &[
            param("format", "json", "json、jsonl、csv、tsv、xml、xlsx、markdown"),
            param("limit", "100", LIMIT.about),
        ],
        gives: &["application/sparql-results+json"],
        holds: Holds::Solutions,
        run: Run::Data(api::query),
    },
    data("/api/health", api::health, "是否在答、用的是哪一代知识库 / whether it answers, and out of what", &[]),
    data("/api/openapi.json", api::openapi, "这份说明 / this description", &[]),
    Route {
        path: "/sparql",
        method: Method::Get,
        about: "SPARQL 1.1 Protocol；没有 query 时为服务说明 / without a query: the service description",
        params: &[
            QUERY,
            DEFAULT_GRAPH,
            NAMED_GRAPH,
            param("format", "", "格式的名称、扩展名或媒体类型 / name, ending or media type of a format"),
        ],
        gives: &[
            "application/sparql-results+json",
            "application/sparql-results+xml",
            "text/csv",
            "text/tab-separated-values",
            "text/turtle",
            "application/n-triples",
            "application/ld+json",
            "application/rdf+xml",
            "application/n-quads",
            "application/trig",
        ],
        holds: Holds::Solutions,
        run: Run::Sparql,
    },
    Route {
        path: "/sparql",
        method: Method::Post,
        about: "SPARQL 1.1 Protocol：表单或查询本身 / a form, or the query itself",
        params: &[DEFAULT_GRAPH, NAMED_GRAPH],
        gives: &["application/sparql-results+json", "text/turtle"],
        holds: Holds::Solutions,
        run: Run::Sparql,
    },
    data("/ns/records.schema.json", api::schema, "记录的 JSON Schema / the schema of the records", &[]),
    Route {
        path: "/ns",
        method: Method::Get,
        about: "本体及其词表 / the ontology and its schemes",
        params: &[],
        gives: TRIPLES,
        holds: Holds::Anything,
        run: Run::Data(api::ontology),
    },
    Route {
        path: "/graph",
        method: Method::Get,
        about: "Graph Store 只读：?default 或 ?graph=IRI / Graph Store, read only",
        params: &[
            param("graph", "", "命名图的 IRI / IRI of a named graph"),
            param("default", "", "默认图 / default graph"),
        ],
        gives: TRIPLES,
        holds: Holds::Anything,
        run: Run::Data(api::graph),
    },
];

/// The table.
pub fn routes() -> &'static [Route] {
    ROUTES
}

/// Answers a request to a route.
pub(crate) async fn answer(route: &'static Route, app: Arc<App>, tail: RawPathParams, request: Request) -> Response {
    let accept = header_text(&request, header::ACCEPT.as_str());
    let wants_page = accept.as_deref().is_some_and(|accept| accept.contains("text/html"));
    let lang = guard::lang(&request);
    let tail = tail.iter().next().map(|(_, value)| value.to_owned()).unwrap_or_default();
    let asked = Asked {
        path: request.uri().path().to_owned(),
        tail,
        params: Params::parse(request.uri().query().unwrap_or_default().as_bytes()),
        accept,
        host: header_text(&request, header::HOST.as_str()).unwrap_or_default(),
        lang,
        visitor: Visitor::of(&app, request.headers()),
        upload: None,
    };
    let cookie = asked.visitor.set_cookie(&app);
    let mut response = run(route, app, asked, request, wants_page).await;
    if let Some(cookie) = cookie.filter(|_| !response.headers().contains_key(header::SET_COOKIE)) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

async fn run(route: &'static Route, app: Arc<App>, asked: Asked, request: Request, wants_page: bool) -> Response {
    let done = match route.run {
        Run::Page(handler) => return page_of(&app, asked, handler).await,
        Run::Change(handler, right) => return change(&app, request, asked, handler, right).await,
        Run::Sign(handler) => {
            let plain = asked.clone();
            let done = handled(&app, request, asked, handler).await;
            return shown(&app, plain, done).await;
        }
        Run::Interface => return page_of(&app, asked, |call| pages::interface(call, ROUTES)).await,
        Run::Data(handler) => match undeclared(route, &asked.params) {
            Some(refusal) => Err(refusal),
            None => handle(&app, asked, handler).await,
        },
        Run::Login => match form(&app, request, asked).await {
            Ok(asked) => handle(&app, asked, pages::enter).await,
            Err(refusal) => Err(refusal),
        },
        Run::Sparql => {
            let read =
                if route.method == Method::Post { form(&app, request, asked.clone()).await } else { Ok(asked.clone()) };
            match read {
                Err(refusal) => Err(refusal),
                Ok(asked) if wants_page && route.method == Method::Get && asked.params.get("format").is_none() => {
                    let page = api::sparql_page(&app, asked.clone()).await;
                    return shown(&app, asked, page).await;
                }
                Ok(asked) => api::sparql(&app, asked).await,
            }
        }
    };
    done.unwrap_or_else(|refusal| refusal.json())
}

/// Changes something, if the visitor may and the form comes from a page that they were given; then the documents are read
/// again.
async fn change(app: &Arc<App>, request: Request, asked: Asked, handler: Handler, right: Right) -> Response {
    let plain = asked.clone();
    if asked.visitor.right < right {
        let said = asked.visitor.refusal(asked.lang);
        return error_page(app, plain, Refusal::new(StatusCode::FORBIDDEN, said)).await;
    }
    let done = handled(app, request, asked, handler).await;
    if done.as_ref().is_ok_and(|response| response.extensions().get::<Reread>().is_some()) {
        app.settle().await;
    }
    shown(app, plain, done).await
}

/// What a handler makes of a form that the visitor was given.
async fn handled(app: &Arc<App>, request: Request, asked: Asked, handler: Handler) -> Result<Response, Refusal> {
    handle(app, sent(app, request, asked).await?, handler).await
}

/// A form with its values and its file, if its token is that of the visitor.
async fn sent(app: &App, request: Request, asked: Asked) -> Result<Asked, Refusal> {
    let forged = Refusal::new(StatusCode::FORBIDDEN, asked.lang.text("desk.forged"));
    let asked = form(app, request, asked).await?;
    if asked.visitor.sent(app, asked.params.get("csrf")) { Ok(asked) } else { Err(forged) }
}

/// The page that a handler gives, or one that says why there is none.
async fn page_of(app: &Arc<App>, asked: Asked, handler: Handler) -> Response {
    let done = handle(app, asked.clone(), handler).await;
    shown(app, asked, done).await
}

/// What was done, for people: a refusal as a page that says why.
async fn shown(app: &Arc<App>, asked: Asked, done: Result<Response, Refusal>) -> Response {
    match done {
        Ok(response) => response,
        Err(refusal) => error_page(app, asked, refusal).await,
    }
}

/// Runs a handler where it may take its time.
pub(crate) async fn handle(app: &Arc<App>, asked: Asked, handler: Handler) -> Result<Response, Refusal> {
    let state = Arc::clone(app);
    app.compute(move || {
        let opened = state.opened()?;
        handler(&Call { app: state, opened, asked })
    })
    .await?
}

/// Where the addresses for programs begin.
const INTERFACE: &str = "/api/";

/// The answer at an address that is no route: a file of the pages, a thing that the graph calls so, or what says that there
/// is none, as a page, and for programs in the form of all their errors.
pub(crate) async fn fallback(axum::extract::State(app): axum::extract::State<Arc<App>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if let Some(file) = statics::FILES.iter().find(|file| file.path == path) {
        return file.reply();
    }
    let lang = guard::lang(&request);
    let host = header_text(&request, header::HOST.as_str()).unwrap_or_default();
    let params = Params::parse(request.uri().query().unwrap_or_default().as_bytes());
    let accept = header_text(&request, header::ACCEPT.as_str());
    let visitor = Visitor::of(&app, request.headers());
    let asked = Asked { path, params, accept, host, lang, visitor, ..Asked::default() };
    let is_for_programs = asked.path.starts_with(INTERFACE);
    let thing = |call: &Call| api::thing(call)?.ok_or_else(|| Refusal::missing(call.t("error.address")));
    match handle(&app, asked.clone(), thing).await {
        Err(refusal) if is_for_programs => refusal.json(),
        done => shown(&app, asked, done).await,
    }
}

async fn error_page(app: &Arc<App>, asked: Asked, refusal: Refusal) -> Response {
    let state = Arc::clone(app);
    let shown = refusal.clone();
    let page = app.compute(move || match state.opened() {
        Ok(opened) => pages::error(&Call { app: state, opened, asked }, &shown),
        Err(_) => pages::welcome(&asked),
    });
    let mut response = match page.await {
        Ok(Ok(response)) => response,
        _ => reply(TEXT, refusal.message.clone()),
    };
    *response.status_mut() = refusal.status;
    response
}

/// The refusal of a parameter that the route does not have: it would be ignored without a word.
fn undeclared(route: &Route, params: &Params) -> Option<Refusal> {
    let free = route.path.starts_with("/api/queries/");
    let known = |name: &str| name == "lang" || route.params.iter().any(|param| param.name == name);
    let (name, _) = params.pairs().find(|(name, _)| !free && !known(name))?;
    let names: Vec<&str> = route.params.iter().map(|param| param.name).collect();
    Some(Refusal::bad(format!("没有参数“{name}”；可用 / known parameters: {}", names.join(", "))))
}

/// Reads the body: a form, or a query by itself (SPARQL 1.1 Protocol, section 2.1).
async fn form(app: &App, request: Request, mut asked: Asked) -> Result<Asked, Refusal> {
    let content_type = header_text(&request, header::CONTENT_TYPE.as_str()).unwrap_or_default();
    let media = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let bounds = &app.settings.bounds;
    // Only who may change things sends files, and few at once.
    let with_file = media == MULTIPART && asked.visitor.right > Right::Read;
    let (most, time) = if with_file { (bounds.upload, bounds.time) } else { (bounds.body, bounds.head_time) };
    let _turn = match with_file {
        true => Some(app.uploads.try_acquire().map_err(|_| Refusal::busy(asked.lang.text("put.busy")))?),
        false => None,
    };
    let too_large = || {
        let message = format!("请求体超过 {} MiB / a body of more than {0} MiB", most >> 20);
        Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, message)
    };
    // What says of itself that it is too large is not read.
    let said = header_text(&request, header::CONTENT_LENGTH.as_str()).and_then(|length| length.parse::<u64>().ok());
    if said.is_some_and(|length| length > most as u64) {
        return Err(too_large());
    }
    let read = tokio::time::timeout(time, to_bytes(request.into_body(), most)).await;
    let body = match read {
        Err(_) => return Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, "请求体来得太慢 / the body came too slowly")),
        Ok(Err(_)) => return Err(too_large()),
        Ok(Ok(body)) => body,
    };
    match media.as_str() {
        "application/x-www-form-urlencoded" => asked.params.extend(Params::parse(&body)),
        MULTIPART if with_file => {
            let read = Form::parse(&content_type, &body)?;
            asked.params.extend(read.params);
            asked.upload = read.upload.map(Arc::new);
        }
        "application/sparql-query" => {
            let query = std::str::from_utf8(&body).map_err(|_| Refusal::bad("查询不是 UTF-8 / not UTF-8"))?;
            asked.params.extend(Params::of("query", query));
        }
        _ => {
            let known = "application/x-www-form-urlencoded, application/sparql-query";
            return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, format!("Content-Type: {known}")));
        }
    }
    Ok(asked)
}

fn header_text(request: &Request, name: &str) -> Option<String> {
    let values: Vec<&str> = request.headers().get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
    (!values.is_empty()).then(|| values.join(", "))
}
