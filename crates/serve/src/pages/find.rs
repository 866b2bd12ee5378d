use crate::call::Call;
use crate::reply::{Refusal, see_other};
use axum::response::Response;
use zhengtu_ask::Clock;

/// `/find`: the one box of the pages. A question is answered, words are searched for.
pub fn find(call: &Call) -> Result<Response, Refusal> {
    let typed = call.get("q").unwrap_or_default();
    let asks = zhengtu_ask::is_question(typed, &call.opened.names, &Clock::now());
    let shell = call.shell("");
    let to = shell.url(if asks { "/ask" } else { "/search" }, [("q", typed)]);
    see_other(&to)
}
