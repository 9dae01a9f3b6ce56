//! Files of cases: up, down, and together with a new case. The form is `form.rs`, the fields are `attachment/wire.rs`.

use super::dialect::Dialect;
use super::form::Form;
use super::origin::Origin;
use super::transport::{Body, Method, Request, Response, Sent};
use super::{Crm, CrmError, FILE, case_path, envelope, error, new_id, segment};
use crate::attachment::wire::with_file;
use crate::attachment::{SIZE_LIMIT, ServerAttachment};
use crate::case::NewCase;
use crate::id::ServerId;
use std::sync::Arc;

impl Crm {
    /// Adds a file to a case, and nothing else: of a comment beside a file that is refused, the server keeps the comment
    /// (server-contract 3.7). The answer is all files of the case where the server sends them, else nothing. The server may
    /// shorten the name to 60 characters. Who wants to know how far it is on its way gives `sent`.
    ///
    /// # Errors
    /// See [`CrmError::next`] with [`Effect::Append`](super::Effect::Append). `Rejected` with nothing sent when it is larger
    /// than [`SIZE_LIMIT`].
    pub async fn add_attachment(
        &self,
        case: &ServerId,
        file_name: &str,
        bytes: &[u8],
        sent: Option<Arc<Sent>>,
    ) -> Result<Vec<ServerAttachment>, CrmError> {
        fits(bytes)?;
        let dialect = self.account().dialect;
        let form = with_file(Form::default(), dialect, file_name, bytes);
        let body = Some(Body {
            sent,
            ..form.into_body()
        });
        let answer = self
            .send(Method::Post, case_path(case)?, body, FILE)
            .await?
            .value;
        Ok(answer
            .as_object()
            .map(|envelope| envelope::thread(envelope).1)
            .unwrap_or_default())
    }

    /// Makes a case together with its first file; the answer is its id. Documented dialect only: elsewhere a form hides the
    /// new case (server-contract 3.3), so the case is made first and the file added to it.
    ///
    /// # Errors
    /// See [`CrmError::next`] with [`Effect::Create`](super::Effect::Create). `Rejected` with nothing sent on the other
    /// dialect, and when the file is larger than [`SIZE_LIMIT`].
    pub async fn create_with_file(
        &self,
        new: &NewCase,
        file_name: &str,
        bytes: &[u8],
    ) -> Result<ServerId, CrmError> {
        let dialect = self.account().dialect;
        if dialect == Dialect::Bottlecrm {
            return Err(CrmError::Rejected(
                "on this server a case that comes with a file is hidden; create it first, then add the file".to_owned(),
            ));
        }
        fits(bytes)?;
        let form = with_file(
            crate::case::wire::create_form(new),
            dialect,
            file_name,
            bytes,
        );
        let body = Some(form.into_body());
        let answer = self
            .send(Method::Post, "/api/cases/".to_owned(), body, FILE)
            .await?
            .value;
        new_id(&answer)
    }

    /// The bytes of a file. The documented dialect, and older Django-CRM, tell only an address: it is asked when it leads to the account's own
    /// origin, and never otherwise, because the token goes along.
    ///
    /// # Errors
    /// See [`CrmError::next`] with [`Effect::Read`](super::Effect::Read). `Rejected` with nothing sent where the address is
    /// missing or leads elsewhere.
    pub async fn download(&self, file: &ServerAttachment) -> Result<Vec<u8>, CrmError> {
        self.download_at_most(file, None).await
    }

    /// The same, broken off where it is larger than `at_most` bytes: servers do not tell how large it is before.
    ///
    /// # Errors
    /// Those of [`Crm::download`]; `TooLarge`.
    pub async fn download_at_most(
        &self,
        file: &ServerAttachment,
        at_most: Option<u64>,
    ) -> Result<Vec<u8>, CrmError> {
        let response = match self.account().dialect {
            Dialect::Bottlecrm => {
                let by_id = format!("/api/attachments/{}/download/", segment(&file.server_id)?);
                let response = self.bytes_at(&by_id, at_most).await?;
                // A server from before that call answers as for any unknown path; there the address is the only way.
                if response.status == 404 && error::read(&response) == Err(CrmError::NotACrm) {
                    let path = self.path_here(file)?;
                    self.bytes_at(&path, at_most).await?
                } else {
                    response
                }
            }
            Dialect::Documented => {
                let path = self.path_here(file)?;
                self.bytes_at(&path, at_most).await?
            }
        };
        if response.status != 200 {
            return Err(error::read(&response)
                .err()
                .unwrap_or(CrmError::Failed(response.status)));
        }
        // A page is a file only where the file is a page: anything else is a portal's, or a sign-in.
        if response.content_type.starts_with("text/html") && !is_page(&file.file_name) {
            return Err(CrmError::CaptivePortal);
        }
        let size = response.body.len() as u64;
        if at_most.is_some_and(|most| size > most) {
            return Err(CrmError::TooLarge(size));
        }
        Ok(response.body)
    }

    async fn bytes_at(&self, path: &str, at_most: Option<u64>) -> Result<Response, CrmError> {
        self.asked(|mut headers| {
            // As it is: how large it is stands before it, and most kinds are packed already.
            headers.push(("accept-encoding", "identity".to_owned()));
            Request {
                method: Method::Get,
                path: path.to_owned(),
                query: Vec::new(),
                headers,
                body: None,
                patience: FILE,
                at_most,
            }
        })
        .await
    }

    fn path_here(&self, file: &ServerAttachment) -> Result<String, CrmError> {
        let no = |why: &str| CrmError::Rejected(why.to_owned());
        let link = file.path.as_deref();
        let link = link.ok_or_else(|| no("it does not say where the file is"))?;
        Origin::parse(&self.account().origin)
            .ok()
            .and_then(|origin| origin.path_of(link))
            .ok_or_else(|| {
                no("the file is on another server, and Satchel gets files from your CRM's own address only; open the case in the CRM's web page to get it")
            })
    }
}

fn fits(bytes: &[u8]) -> Result<(), CrmError> {
    if bytes.len() > SIZE_LIMIT {
        return Err(CrmError::Rejected(
            "a file must be 25 MB or smaller; nothing was sent".to_owned(),
        ));
    }
    Ok(())
}

fn is_page(file_name: &str) -> bool {
    let name = file_name.to_ascii_lowercase();
    [".html", ".htm", ".xhtml", ".shtml"]
        .iter()
        .any(|suffix| name.ends_with(suffix))
}
