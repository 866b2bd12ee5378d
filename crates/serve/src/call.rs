//! A request as the handlers see it.

use crate::app::{App, now};
use crate::asked::Asked;
use crate::lang::Texts;
use crate::opened::Opened;
use crate::reply::{HTML, Refusal, reply, see_other};
use crate::right::Right;
use crate::sheet::Download;
use crate::shell::{Desk, Shell};
use askama::Template;
use axum::http::StatusCode;
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

/// Goes with an answer after which the documents have to be read again.
#[derive(Clone, Copy, Debug)]
pub struct Reread;

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
        let not_kept = ["lang", "page", "format", "token", "csrf", "done"];
        let kept = self.asked.params.pairs().filter(|(name, value)| !not_kept.contains(name) && !value.is_empty());
        let pairs: Vec<(String, String)> =
            kept.map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect();
        Shell {
            lang: self.asked.lang,
            explicit: self.asked.params.get("lang").is_some(),
            path: self.asked.path.clone(),
            conditions: crate::conditions::of(&pairs, &self.opened.titles, self.asked.lang),
            pairs,
            title: title.to_owned(),
            base: self.opened.base.clone(),
            titles: Arc::clone(&self.opened.titles),
            bodies: Arc::clone(&self.opened.bodies),
            desk: self.desk(),
        }
    }

    /// What the frame says of the desk.
    fn desk(&self) -> Desk {
        let status = self.app.refresh.status();
        let done = self.get("done").and_then(|number| number.parse().ok());
        let change = done.and_then(|number| self.app.desk.journal().ok()?.get(number).cloned());
        Desk {
            right: self.asked.visitor.right,
            token: self.asked.visitor.token(&self.app),
            most: self.app.settings.bounds.upload,
            reading: status.running,
            trouble: status.trouble.map(|[zh, en]| self.asked.lang.pick(zh, en)),
            done: change.map(|change| {
                let back = matches!(change.deed, zhengtu_desk::Deed::TakenBack { .. });
                (change.number, change.note.about, if back { "desk.taken-back" } else { "desk.done" })
            }),
            who: if self.asked.visitor.is_signed_in { self.asked.visitor.name.clone() } else { String::new() },
        }
    }

    /// Refuses who may not do something.
    pub fn may(&self, right: Right) -> Result<(), Refusal> {
        if self.asked.visitor.right >= right {
            return Ok(());
        }
        Err(Refusal::new(StatusCode::FORBIDDEN, self.asked.visitor.refusal(self.asked.lang)))
    }

    /// Who changes something now, of what; words are those of the form.
    pub fn note(&self, subject: String, about: String, doc: &str) -> zhengtu_desk::Note {
        let reason = self.get("reason").unwrap_or_default().to_owned();
        let who = self.asked.visitor.name.clone();
        zhengtu_desk::Note { who, at: now(), subject, about, doc: doc.to_owned(), reason, ..Default::default() }
    }

    /// The state of its subject that a form was made of.
    pub fn seen(&self) -> Result<u64, Refusal> {
        Ok(self.number("version")?.unwrap_or(0))
    }

    /// Leads the browser on to a page that says what was changed. The documents are read again first where `reread` says so.
    pub fn changed(&self, path: &str, pairs: &[(&str, &str)], number: u64, reread: bool) -> Result<Response, Refusal> {
        let number = number.to_string();
        let done = ("done", number.as_str());
        let mut response = self.lead(path, pairs.iter().copied().chain([done]))?;
        if reread {
            response.extensions_mut().insert(Reread);
        }
        Ok(response)
    }

    /// What is refused of a change, in the language of the request.
    pub fn refused(&self, error: zhengtu_desk::Error) -> Refusal {
        use zhengtu_desk::Error::{Ambiguous, Busy, Changed, Conflict, Entry, Gone, NoSuchChange, NotStanding, Taken};
        let status = match error {
            Busy => StatusCode::SERVICE_UNAVAILABLE,
            Conflict { .. } | Taken { .. } | Changed { .. } | Gone(_) | NotStanding(_) => StatusCode::CONFLICT,
            Ambiguous | Entry(_) => StatusCode::BAD_REQUEST,
            NoSuchChange(_) => StatusCode::NOT_FOUND,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Refusal::new(status, self.asked.lang.pick(error.to_string(), error.english()))
    }

    /// Leads the browser on.
    pub fn lead<'a>(
        &self,
        path: &str,
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Response, Refusal> {
        let lang = self.asked.params.get("lang").map(|_| ("lang", self.asked.lang.code()));
        let to = crate::address::address(path, pairs.into_iter().chain(lang));
        see_other(&to)
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
