use super::graphs::{content_type, description};
use crate::app::App;
use crate::asked::Asked;
use crate::pages;
use crate::reply::{Refusal, file, reply};
use crate::routes::handle;
use crate::worker::{Done, Fault, Job};
use axum::http::StatusCode;
use axum::response::Response;
use std::sync::Arc;
use zhengtu_store::Format;

/// How many rows the page shows.
const SHOWN: usize = 1000;

/// `/sparql` for programs: the SPARQL 1.1 Protocol.
pub async fn sparql(app: &Arc<App>, asked: Asked) -> Result<Response, Refusal> {
    if asked.params.get("update").is_some() || asked.params.has("using-graph-uri") {
        return Err(Refusal::bad("只能查询，不能更新 / read only"));
    }
    if asked.params.all("query").count() > 1 {
        return Err(Refusal::bad("query 给了两次 / query was given twice"));
    }
    let Some(query) = asked.params.get("query") else { return handle(app, asked, description).await };
    let chosen = asked.params.get("format").map(str::to_owned);
    let mut job = job(app, &asked, query);
    // A format that is chosen by name is a download of the page, with the page's bounds.
    job.first = chosen.is_some();
    job.format = chosen.clone();
    let done = run(app, job).await.map_err(refusal)?;
    let format: Format = done.format.parse().map_err(Refusal::fault)?;
    let mut response = match chosen {
        Some(_) => file(&content_type(format), &format!("sparql.{}", format.name()), done.body),
        None => reply(&content_type(format), done.body),
    };
    if let Some(rows) = done.cut {
        response.headers_mut().insert("zhengtu-cut", rows.into());
    }
    Ok(response)
}

/// `/sparql` for people: the query in a form, with its results below.
pub async fn sparql_page(app: &Arc<App>, asked: Asked) -> Result<Response, Refusal> {
    let outcome = match asked.params.get("query") {
        None => None,
        Some(query) => {
            let mut job = job(app, &asked, query);
            (job.rows, job.first) = (SHOWN, true);
            // Solutions as JSON, to be read again; triples as Turtle, to be shown.
            job.accept = Some("application/sparql-results+json, text/turtle".to_owned());
            Some(run(app, job).await)
        }
    };
    let state = Arc::clone(app);
    app.compute(move || {
        let opened = state.opened()?;
        pages::sparql(&crate::call::Call { app: state, opened, asked }, outcome)
    })
    .await?
}

/// A query within the bounds of the settings.
pub fn job(app: &App, asked: &Asked, query: &str) -> Job {
    let bounds = &app.settings.bounds;
    let graphs = |name: &str| asked.params.all(name).map(str::to_owned).collect();
    Job {
        kb: app.settings.kb.clone(),
        scope: app.settings.scope.clone(),
        query: query.to_owned(),
        default_graphs: graphs("default-graph-uri"),
        named_graphs: graphs("named-graph-uri"),
        accept: asked.accept.clone(),
        format: None,
        rows: bounds.rows,
        first: false,
        bytes: bounds.result,
        millis: u64::try_from(bounds.time.as_millis()).unwrap_or(u64::MAX),
    }
}

/// Runs a query where it can be stopped.
pub async fn run(app: &Arc<App>, job: Job) -> Result<Done, Fault> {
    let state = Arc::clone(app);
    app.pool.run(job, move || state.opened().map_err(|refusal| Fault::new(refusal.status, refusal.message))).await
}

/// A fault as a refusal.
pub fn refusal(fault: Fault) -> Refusal {
    let status = StatusCode::from_u16(fault.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    Refusal::new(status, fault.message)
}
