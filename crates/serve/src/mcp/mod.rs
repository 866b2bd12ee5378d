//! The knowledge base for assistants: the Model Context Protocol (revision 2026-07-28, and those before it that the SDK
//! still speaks) over standard input and output and, behind the guard, at `/mcp`.
//!
//! One table ([`tools`]) lists what an assistant can do; every tool only reads, answers in both forms, structured and in
//! words, and bounds its size. What a tool does is what pages and addresses do: the same selections, the same index,
//! the same processes for SPARQL. The words stand in `data/mcp.toml`.

mod documents;
mod findings;
mod passages;
mod place;
mod prompts;
mod queries;
mod records;
mod resources;
mod tool;
mod tools;
mod words;

use crate::app::App;
use crate::asked::Asked;
use crate::call::Call;
use crate::reply::Refusal;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, GetPromptRequestParams, GetPromptResponse,
    Implementation, ListPromptsResult, ListResourceTemplatesResult, ListResourcesResult, ListToolsResult,
    PaginatedRequestParams, ReadResourceRequestParams, ReadResourceResponse, ReadResourceResult, ResourceContents,
    ServerCapabilities, ServerConfig, ToolAnnotations,
};
use rmcp::service::RequestContext;
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{ErrorData, RoleServer, ServerHandler, ServiceExt};
use serde_json::{Map, Value};
use std::io;
use std::sync::Arc;
use tool::{Answered, Run, Tool};
use words::WORDS;
use zhengtu_say::Lang;

/// How many resources a page of their list has.
const RESOURCES: usize = 200;

/// What answers an assistant.
#[derive(Clone)]
pub(crate) struct Assistant {
    app: Arc<App>,
    lang: Lang,
}

/// Speaks over standard input and output until the client closes them.
///
/// # Errors
/// Where the client does not speak the protocol.
pub async fn stdio(app: Arc<App>, lang: Lang) -> io::Result<()> {
    let service = Assistant { app, lang }.serve(rmcp::transport::stdio_pipes()).await.map_err(io::Error::other)?;
    service.waiting().await.map_err(io::Error::other)?;
    Ok(())
}

/// The same over HTTP: each request stands by itself (no sessions, revision 2026-07-28). Host and origin are the
/// business of the guard in front of it.
pub(crate) fn http(app: &Arc<App>) -> StreamableHttpService<Assistant, NeverSessionManager> {
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_max_request_body_bytes(app.settings.bounds.body)
        .disable_allowed_hosts();
    let app = Arc::clone(app);
    let assistant = move || Ok(Assistant { app: Arc::clone(&app), lang: Lang::Zh });
    StreamableHttpService::new(assistant, Arc::new(NeverSessionManager::default()), config)
}

impl Assistant {
    async fn run(&self, tool: &'static Tool, given: Map<String, Value>) -> Result<Answered, Refusal> {
        let params = tool.read(&given)?;
        let lang = params.get("lang").and_then(|code| code.parse().ok()).unwrap_or(self.lang);
        let asked = Asked { path: "/mcp".to_owned(), params, lang, ..Asked::default() };
        match tool.run {
            Run::Sparql => queries::sparql(&self.app, &asked).await,
            Run::Open(run) => {
                let app = Arc::clone(&self.app);
                self.app
                    .compute(move || {
                        let opened = app.opened()?;
                        run(&Call { app, opened, asked })
                    })
                    .await?
            }
        }
    }

    fn described(&self, tool: &Tool) -> rmcp::model::Tool {
        let words = WORDS.tool.get(tool.name);
        let about = words.map(|words| words.about.both()).unwrap_or_default();
        let title = words.map(|words| words.title.pick(self.lang).to_owned());
        let mut described = rmcp::model::Tool::new(tool.name, about, tool.takes());
        described.annotations =
            Some(ToolAnnotations::new().read_only(true).destructive(false).idempotent(true).open_world(false));
        described.title = title;
        described.output_schema = Some(Arc::new(tool::object((tool.gives)())));
        described
    }
}

impl ServerHandler for Assistant {
    fn get_info(&self) -> ServerConfig {
        let abilities = ServerCapabilities::builder().enable_tools().enable_resources().enable_prompts().build();
        let mut named = Implementation::new("zhengtu", env!("CARGO_PKG_VERSION"));
        named.title = Some("政图 zhengtu".to_owned());
        ServerConfig::new(abilities).with_server_info(named).with_instructions(WORDS.instructions.both())
    }

    async fn list_tools(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(tools::TOOLS.iter().map(|tool| self.described(tool)).collect()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let Some(tool) = tools::TOOLS.iter().find(|tool| tool.name == request.name) else {
            let known: Vec<&str> = tools::TOOLS.iter().map(|tool| tool.name).collect();
            let message = format!("没有工具“{}”；可用 / known tools: {}", request.name, known.join(", "));
            return Err(ErrorData::invalid_params(message, None));
        };
        let result = match self.run(tool, request.arguments.unwrap_or_default()).await {
            Ok(Answered { value, text }) => {
                let mut result = CallToolResult::structured(value);
                result.content = vec![ContentBlock::text(text)];
                result
            }
            // What is wrong and what to do is for the assistant to read.
            Err(refusal) => CallToolResult::error(vec![ContentBlock::text(refusal.message)]),
        };
        Ok(result.into())
    }

    async fn list_resources(
        &self,
        request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListResourcesResult, ErrorData> {
        let cursor = request.and_then(|request| request.cursor).unwrap_or_else(|| "0".to_owned());
        let from: usize = cursor.parse().map_err(|_| ErrorData::invalid_params(format!("cursor: {cursor}"), None))?;
        let app = Arc::clone(&self.app);
        let all = self.app.compute(move || app.opened().map(|opened| resources::resources(&opened)));
        let all = all.await.and_then(|found| found).map_err(internal)?;
        let more = from.saturating_add(RESOURCES) < all.len();
        let page = all.into_iter().skip(from).take(RESOURCES).collect();
        let mut result = ListResourcesResult::with_all_items(page);
        result.next_cursor = more.then(|| (from + RESOURCES).to_string());
        Ok(result)
    }

    async fn list_resource_templates(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListResourceTemplatesResult, ErrorData> {
        Ok(ListResourceTemplatesResult::with_all_items(resources::templates(self.lang)))
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        _context: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        let (app, uri, lang) = (Arc::clone(&self.app), request.uri.clone(), self.lang);
        let text = self.app.compute(move || app.opened().map(|opened| resources::text(&opened, &uri, lang)));
        let text = text.await.and_then(|found| found).map_err(internal)?;
        let Some(text) = text else {
            let message = format!("没有这个资源，见 resources/list / no such resource: {}", request.uri);
            return Err(ErrorData::resource_not_found(message, None));
        };
        let contents = ResourceContents::text(text, request.uri).with_mime_type(resources::MEDIA);
        Ok(ReadResourceResult::new(vec![contents]).into())
    }

    async fn list_prompts(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListPromptsResult, ErrorData> {
        Ok(ListPromptsResult::with_all_items(prompts::prompts(self.lang)))
    }

    async fn get_prompt(
        &self,
        request: GetPromptRequestParams,
        _context: RequestContext<RoleServer>,
    ) -> Result<GetPromptResponse, ErrorData> {
        let filled = prompts::filled(&request.name, request.arguments.as_ref(), self.lang);
        filled.map(Into::into).map_err(|message| ErrorData::invalid_params(message, None))
    }
}

fn internal(refusal: Refusal) -> ErrorData {
    ErrorData::internal_error(refusal.message, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_argument_and_prompt_has_its_words_and_no_word_is_left_over() {
        let names =
            |names: &mut dyn Iterator<Item = &str>| names.map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
        let tools = names(&mut tools::TOOLS.iter().map(|tool| tool.name));
        assert_eq!(tools, names(&mut WORDS.tool.keys().map(String::as_str)));
        let of = |tool: &'static Tool| tool.all_arguments().map(|argument| argument.name);
        let arguments = names(&mut tools::TOOLS.iter().flat_map(of));
        assert_eq!(arguments, names(&mut WORDS.argument.keys().map(String::as_str)));
        for (name, prompt) in &WORDS.prompt {
            for argument in prompt.arguments.keys() {
                assert!(prompt.text.both().matches(&format!("{{{argument}}}")).count() == 2, "{name}: {argument}");
            }
        }
    }

    #[test]
    fn an_argument_that_is_unknown_missing_or_wrong_is_said() {
        let tool = tools::TOOLS.iter().find(|tool| tool.name == "tasks").expect("there are tasks");
        let read = |text: &str| tool.read(&tool::object(serde_json::from_str(text).expect("JSON")));
        assert!(read(r#"{"unit":"税务局","role":"lead","until":"2021-06-30","limit":5}"#).is_ok());
        assert!(read(r#"{"nuit":"税务局"}"#).is_err_and(|refusal| refusal.message.contains("unit")));
        assert!(read(r#"{"role":"leader"}"#).is_err_and(|refusal| refusal.message.contains("role")));
        assert!(read(r#"{"until":"2021-06-31"}"#).is_err() && read(r#"{"limit":-1}"#).is_err());
        let quote = tools::TOOLS.iter().find(|tool| tool.name == "verify_quote").expect("there are quotations");
        assert!(quote.read(&Map::new()).is_err_and(|refusal| refusal.message.contains("quote")));
    }
}
