//! What a request asks.

use crate::form::Upload;
use crate::lang::Lang;
use crate::params::Params;
use crate::visitor::Visitor;
use std::sync::Arc;

/// What was asked.
#[derive(Clone, Debug, Default)]
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
    /// Who asks.
    pub visitor: Visitor,
    /// The file that came with the form.
    pub upload: Option<Arc<Upload>>,
}
