//! One question to a server outside of a [`super::Crm`]: before there is one, when it is left, and when a session is renewed.

use super::error::CrmError;
use super::transport::{Body, Method, Request, Response, Transport};
use serde_json::Value;
use std::time::Duration;

/// How long a question may take.
const READ: Duration = Duration::from_secs(20);
/// How long an answer is waited for that costs something to lose: a code used up, a session renewed.
const WRITE: Duration = Duration::from_secs(45);

/// Asks, with these headers, and gives whatever the server says.
pub(super) async fn ask(
    transport: &dyn Transport,
    method: Method,
    (path, query): (&str, Vec<(&'static str, String)>),
    headers: Vec<(&'static str, String)>,
    body: Option<Value>,
) -> Result<Response, CrmError> {
    let request = Request {
        method,
        path: path.to_owned(),
        query,
        headers,
        body: body.as_ref().map(Body::json),
        patience: if method == Method::Get { READ } else { WRITE },
        at_most: None,
    };
    Ok(transport.exchange(request).await?)
}
