//! A request as the handlers see it.

use crate::app::App;
use crate::lang::{Lang, Texts};
use crate::opened::Opened;
use crate::params::Params;
use crate::reply::{HTML, Refusal, reply};
use crate::sheet::Download;
use crate::shell::Shell;
use askama::Template;
use axum::response::Response;
use std::sync::Arc;

/// A request, read, with the state that it is answered from.
pub struct Call {
    /// What all requests share.
    pub app: Arc<App>,
    /// The generation of the knowledge base that was current when it came.
    pub opened: Arc<Opened>,
    /// What was asked.
    pub asked: Asked,
}

/// What was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The path.
    pub path: String,
    /// The last segments of the path, where the route leaves them open.
    pub tail: String,
    /// The parameters of the address, and of the form that was sent.
    pub params: Params,
    /// The header `Accept`.
    pub accept: Option<String>,
    /// The header `Host`, which the guard has let pass.
    pub host: String,
    /// The language of the answer.
    pub lang: Lang,
}

/// Which page of a list is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The page of this number, from 1.
    Number(usize),
    /// All rows.
    All,
}

impl Page {
    /// What an address says for all rows.
    pub const ALL: &'static str = "all";
}

impl Call {
    /// The frame of the page.
    pub fn shell(&self, title: &str) -> Shell {
        let not_kept = ["lang", "page", "format", "token"];
        let kept = self.asked.params.pairs().filter(|(name, value)| !not_kept.contains(name) && !value.is_empty());
        Shell {
            lang: self.asked.lang,
            explicit: self.asked.params.get("lang").is_some(),
            path: self.asked.path.clone(),
            pairs: kept.map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect(),
            title: title.to_owned(),
            base: self.opened.base.clone(),
            titles: Arc::clone(&self.opened.titles),
            bodies: Arc::clone(&self.opened.bodies),
        }
    }

    /// The text with this key in the language of the request.
    pub fn t(&self, key: &str) -> &'static str {
        self.asked.lang.text(key)
    }

    /// The value of a parameter, where it says something.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.asked.params.get(name)
    }

    /// A parameter that is a number.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Refusal> {
        self.parse(name, "error.number")
    }

    /// A parameter that is a day.
    pub fn day(&self, name: &str) -> Result<Option<zhengtu_model::Date>, Refusal> {
        self.parse(name, "error.day")
    }

    fn parse<T: std::str::FromStr>(&self, name: &str, key: &str) -> Result<Option<T>, Refusal> {
        let Some(value) = self.get(name) else { return Ok(None) };
        let wrong = |_| Refusal::bad(format!("{name}={value}：{}", self.asked.lang.text(key)));
        value.parse().map(Some).map_err(wrong)
    }

    /// The same request without a parameter.
    pub fn without(&self, name: &str) -> Self {
        let mut asked = self.asked.clone();
        asked.params.drop(name);
        Self { app: Arc::clone(&self.app), opened: Arc::clone(&self.opened), asked }
    }

    /// The page of a list that is asked for.
    pub fn page(&self) -> Result<Page, Refusal> {
        match self.get("page") {
            Some(Page::ALL) => Ok(Page::All),
            _ => Ok(Page::Number(self.number::<usize>("page")?.unwrap_or(1).max(1))),
        }
    }

    /// The form of the download that is asked for, if one is.
    pub fn download(&self) -> Result<Option<Download>, Refusal> {
        let Some(name) = self.get("format") else { return Ok(None) };
        Download::of(name).map(Some).ok_or_else(|| Refusal::bad(format!("format={name}：csv, xlsx, json")))
    }
}

/// A page.
pub fn page(template: &impl Template) -> Result<Response, Refusal> {
    template.render().map(|html| reply(HTML, html)).map_err(Refusal::fault)
}
