use crate::call::{Call, page};
use crate::reply::Refusal;
use crate::route::Route;
use crate::sheet::Sheet;
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;

#[derive(Template)]
#[template(path = "api.html")]
struct Interface {
    shell: Shell,
    rows: Vec<(&'static str, String, &'static str, String)>,
}

/// `/api`: what programs may ask.
pub fn interface(call: &Call, routes: &[Route]) -> Result<Response, Refusal> {
    let shell = call.shell(call.t("nav.api"));
    let listed = routes.iter().filter(|route| route.is_data());
    let row = |route: &Route| {
        let names: Vec<&str> = route.params.iter().map(|param| param.name).collect();
        (route.method.name(), route.path.replace("{tail}", "{name}"), route.about, names.join(", "))
    };
    let rows: Vec<_> = listed.map(row).collect();
    if let Some(form) = call.download()? {
        let sheet = Sheet::of("API", &rows)
            .column("method", "GET/POST", |(way, _, _, _)| *way)
            .column("path", call.t("column.address"), |(_, path, _, _)| path.as_str())
            .column("about", call.t("column.about"), |(_, _, about, _)| *about)
            .column("parameters", call.t("column.parameters"), |(_, _, _, names)| names.as_str())
            .finish();
        return sheet.reply(form);
    }
    page(&Interface { rows, shell })
}
