//! Changing and deleting what is already said or attached: read the case, compare, send, read back.

use super::super::merge::{Register, register};
use super::{Read, Step};
use crate::attachment::table as attachments;
use crate::comment::same_text;
use crate::comment::table as comments;
use crate::crm::envelope::{Detail, DetailAnswer};
use crate::crm::{CrmError, Dated, Effect};
use crate::error::Result;
use crate::history::Event;
use crate::id::{AttachmentId, CommentId, ServerId};
use crate::intent::Held;
use crate::mutant::{self, Mutant};
use crate::sentence::Sentence;

impl Step<'_> {
    /// Gives a comment another text, unless somebody else did meanwhile.
    pub(super) async fn edit_comment(
        &self,
        comment: CommentId,
        base: &str,
        desired: &str,
    ) -> Result<()> {
        let Some(read) = self.read_before().await? else {
            return Ok(());
        };
        let id = self.comment_id(comment)?;
        let (Some(id), Some(theirs)) = (&id, text_of(&read.detail, id.as_ref())) else {
            return self.hold_comment_gone();
        };
        match register(Some(base), Some(desired), Some(&theirs)) {
            Register::AlreadyThere => return self.done(Event::AlreadyThere, |_| Ok(())),
            Register::Conflict if mutant::is(Mutant::EditsUnseen) => {}
            Register::Conflict => {
                return self.hold(Held::Conflict {
                    theirs: Some(theirs),
                    set_by: None,
                });
            }
            Register::Send => {}
        }
        if !self.attempt(Some(read.server), Vec::new())? {
            return Ok(());
        }
        match self.crm.edit_comment(id, desired).await {
            Ok(()) => {}
            Err(CrmError::Gone) => return self.hold_comment_gone(),
            Err(e) => return self.failed(&e, Effect::Repeatable),
        }
        let Some(after) = self.read_back(&read).await? else {
            return Ok(());
        };
        match text_of(&after, Some(id)) {
            Some(now) if same_text(&now, desired) => self.done(Event::Sent, |_| Ok(())),
            _ => self.hold(Held::NotTaken),
        }
    }

    /// Deletes a comment, unless it says something else by now.
    pub(super) async fn delete_comment(&self, comment: CommentId, base: &str) -> Result<()> {
        let Some(read) = self.read_before().await? else {
            return Ok(());
        };
        let id = self.comment_id(comment)?;
        let (Some(id), Some(theirs)) = (&id, text_of(&read.detail, id.as_ref())) else {
            return self.done(Event::AlreadyThere, |_| Ok(()));
        };
        if !same_text(&theirs, base) && !mutant::is(Mutant::DeletesUnseen) {
            return self.hold(Held::Conflict {
                theirs: Some(theirs),
                set_by: None,
            });
        }
        if !self.attempt(Some(read.server), Vec::new())? {
            return Ok(());
        }
        match self.crm.delete_comment(id).await {
            Ok(()) | Err(CrmError::Gone) => {}
            Err(e) => return self.failed(&e, Effect::Repeatable),
        }
        let Some(after) = self.read_back(&read).await? else {
            return Ok(());
        };
        match text_of(&after, Some(id)) {
            None => self.done(Event::Sent, |_| Ok(())),
            Some(_) => self.hold(Held::NotTaken),
        }
    }

    /// Deletes a file.
    pub(super) async fn delete_attachment(&self, attachment: AttachmentId) -> Result<()> {
        let Some(read) = self.read_before().await? else {
            return Ok(());
        };
        let stored = self
            .engine
            .mirror
            .read(|db| attachments::get(db, attachment))?;
        let id = stored.map(|stored| stored.attachment.server_id);
        let Some(id) = id.filter(|id| has_file(&read.detail, id)) else {
            return self.done(Event::AlreadyThere, |_| Ok(()));
        };
        if !self.attempt(Some(read.server), Vec::new())? {
            return Ok(());
        }
        match self.crm.delete_attachment(&id).await {
            Ok(()) | Err(CrmError::Gone) => {}
            Err(e) => return self.failed(&e, Effect::Repeatable),
        }
        let Some(after) = self.read_back(&read).await? else {
            return Ok(());
        };
        match has_file(&after, &id) {
            false => self.done(Event::Sent, |_| Ok(())),
            true => self.hold(Held::NotTaken),
        }
    }

    /// What the server holds after a write: a 200 alone proves nothing (I28). `None`: held, with the reason.
    pub(super) async fn read_back(&self, before: &Read) -> Result<Option<Box<Detail>>> {
        let id = &before.detail.case.server_id;
        match self.crm.detail(id).await {
            Ok(Dated {
                value: DetailAnswer::Case(after),
                ..
            }) => {
                self.keep(id, &DetailAnswer::Case(after.clone()))?;
                Ok(Some(after))
            }
            Ok(_) => self.hold(Held::NotTaken).map(|()| None),
            // The server took it; what it holds now is not known.
            Err(e) => {
                self.in_doubt(before.server_at(self.now()), &(&e).into())?;
                Err(e.into())
            }
        }
    }

    fn comment_id(&self, comment: CommentId) -> Result<Option<ServerId>> {
        let stored = self.engine.mirror.read(|db| comments::get(db, comment))?;
        Ok(stored.map(|stored| stored.comment.server_id))
    }

    fn hold_comment_gone(&self) -> Result<()> {
        self.hold(Held::gone(Sentence::CommentDeleted))
    }
}

fn text_of(detail: &Detail, id: Option<&ServerId>) -> Option<String> {
    let found = detail.comments.iter().find(|c| Some(&c.server_id) == id);
    found.map(|c| c.text.clone())
}

fn has_file(detail: &Detail, id: &ServerId) -> bool {
    detail.attachments.iter().any(|f| f.server_id == *id)
}
