//! What a person may do, for a host. Each is a line into `mutation.rs`; what waits is looked at right away.

use crate::Core;
use crate::bulk::{BulkChange, BulkPlan};
use crate::case::{FieldEdit, NewCase, SetChange};
use crate::comment::Audience;
use crate::error::Result;
use crate::id::{AttachmentId, CaseId, CommentId, IntentId, SavedId};
use crate::import::ImportPlan;
use crate::mutation;
use crate::news::{self, away::Absence};
use crate::saved::{self, SavedQuestion, SavedView};
use crate::undo::{Deed, Undone};

impl Core {
    /// The person wants to look at these cases again: what their last look put aside is new again, and they are unread.
    ///
    /// # Errors
    /// `Storage`, `DiskFull`.
    pub fn mark_unread(&self, cases: &[CaseId]) -> Result<()> {
        self.mirror().write(|w| {
            for case in cases {
                w.take_back_look(*case)?;
                news::table::mark(w, *case, w.now())?;
            }
            Ok(())
        })
    }

    /// The person has seen enough of these cases, without opening them. [`Core::undo`] takes it back.
    ///
    /// # Errors
    /// `Storage`, `DiskFull`.
    pub fn mark_read(&self, cases: &[CaseId]) -> Result<()> {
        self.mirror().write(|w| {
            for case in cases {
                w.look(*case)?;
            }
            Ok(())
        })?;
        self.mirror().steps().did(Deed::Seen(cases.to_vec()));
        Ok(())
    }

    /// The person is in front of the window. Tells of the absence that ends here, if it was long enough to be told about.
    ///
    /// # Errors
    /// `Storage`, `DiskFull`.
    pub fn present(&self) -> Result<Option<Absence>> {
        if self.read_only().is_some() {
            return Ok(None);
        }
        self.mirror()
            .write(|w| news::away::table::note_presence(w, w.now()))
    }

    /// See [`mutation::create_case`].
    ///
    /// # Errors
    /// See [`mutation::create_case`].
    pub fn create_case(&self, new: NewCase) -> Result<CaseId> {
        self.then_wake(|| mutation::create_case(self.mirror(), new.clone()))
    }

    /// See [`mutation::edit_case`].
    ///
    /// # Errors
    /// See [`mutation::edit_case`].
    pub fn edit_case(&self, case: CaseId, edits: &[FieldEdit]) -> Result<()> {
        self.then_wake(|| mutation::edit_case(self.mirror(), case, edits))
    }

    /// See [`mutation::add_comment`].
    ///
    /// # Errors
    /// See [`mutation::add_comment`].
    pub fn add_comment(&self, case: CaseId, audience: Audience, text: &str) -> Result<IntentId> {
        self.then_wake(|| mutation::add_comment(self.mirror(), case, audience, text))
    }

    /// See [`mutation::add_comments`].
    ///
    /// # Errors
    /// See [`mutation::add_comments`].
    pub fn add_comments(
        &self,
        case: CaseId,
        audience: Audience,
        parts: &[String],
    ) -> Result<Vec<IntentId>> {
        self.then_wake(|| mutation::add_comments(self.mirror(), case, audience, parts))
    }

    /// See [`mutation::add_comment_with_file`].
    ///
    /// # Errors
    /// See [`mutation::add_comment_with_file`].
    pub fn add_comment_with_file(
        &self,
        case: CaseId,
        audience: Audience,
        text: &str,
        file: (&str, &str),
    ) -> Result<IntentId> {
        self.then_wake(|| {
            mutation::add_comment_with_file(self.mirror(), case, audience, text, file)
        })
    }

    /// See [`mutation::change_set`].
    ///
    /// # Errors
    /// See [`mutation::change_set`].
    pub fn change_set(&self, case: CaseId, change: &SetChange) -> Result<()> {
        self.then_wake(|| mutation::change_set(self.mirror(), case, change))
    }

    /// See [`mutation::watch`].
    ///
    /// # Errors
    /// See [`mutation::watch`].
    pub fn watch(&self, case: CaseId, desired: bool) -> Result<()> {
        self.then_wake(|| mutation::watch(self.mirror(), case, desired))
    }

    /// See [`mutation::delete_case`].
    ///
    /// # Errors
    /// See [`mutation::delete_case`].
    pub fn delete_case(&self, case: CaseId) -> Result<()> {
        self.then_wake(|| mutation::delete_case(self.mirror(), case))
    }

    /// See [`mutation::edit_comment`].
    ///
    /// # Errors
    /// See [`mutation::edit_comment`].
    pub fn edit_comment(&self, case: CaseId, comment: CommentId, text: &str) -> Result<()> {
        self.then_wake(|| mutation::edit_comment(self.mirror(), case, comment, text))
    }

    /// See [`mutation::delete_comment`].
    ///
    /// # Errors
    /// See [`mutation::delete_comment`].
    pub fn delete_comment(&self, case: CaseId, comment: CommentId) -> Result<()> {
        self.then_wake(|| mutation::delete_comment(self.mirror(), case, comment))
    }

    /// See [`mutation::attach`].
    ///
    /// # Errors
    /// See [`mutation::attach`].
    pub fn attach(&self, case: CaseId, name: &str, bytes: &[u8]) -> Result<IntentId> {
        self.then_wake(|| mutation::attach(self.mirror(), case, name, bytes))
    }

    /// See [`mutation::attach_held`].
    ///
    /// # Errors
    /// See [`mutation::attach_held`].
    pub fn attach_held(&self, case: CaseId, name: &str, bytes: &[u8]) -> Result<IntentId> {
        self.then_wake(|| mutation::attach_held(self.mirror(), case, name, bytes))
    }

    /// See [`mutation::replace_file`].
    ///
    /// # Errors
    /// See [`mutation::replace_file`].
    pub fn replace_file(&self, id: IntentId, name: &str, bytes: &[u8]) -> Result<IntentId> {
        self.then_wake(|| mutation::replace_file(self.mirror(), id, name, bytes))
    }

    /// See [`mutation::delete_attachment`].
    ///
    /// # Errors
    /// See [`mutation::delete_attachment`].
    pub fn delete_attachment(&self, case: CaseId, id: AttachmentId) -> Result<()> {
        self.then_wake(|| mutation::delete_attachment(self.mirror(), case, id))
    }

    /// See [`mutation::plan_bulk`].
    ///
    /// # Errors
    /// See [`mutation::plan_bulk`].
    pub fn plan_bulk(&self, cases: &[CaseId], change: &BulkChange) -> Result<BulkPlan> {
        mutation::plan_bulk(self.mirror(), cases, change)
    }

    /// See [`mutation::perform_bulk`].
    ///
    /// # Errors
    /// See [`mutation::perform_bulk`].
    pub fn perform_bulk(&self, cases: &[CaseId], change: &BulkChange) -> Result<BulkPlan> {
        self.then_wake(|| mutation::perform_bulk(self.mirror(), cases, change))
    }

    /// See [`mutation::plan_import`].
    ///
    /// # Errors
    /// See [`mutation::plan_import`].
    pub fn plan_import(&self, bytes: &[u8]) -> Result<ImportPlan> {
        mutation::plan_import(self.mirror(), bytes)
    }

    /// See [`mutation::perform_import`].
    ///
    /// # Errors
    /// See [`mutation::perform_import`].
    pub fn perform_import(&self, bytes: &[u8], creates: u32) -> Result<ImportPlan> {
        self.then_wake(|| mutation::perform_import(self.mirror(), bytes, creates))
    }

    /// See [`mutation::undo`].
    ///
    /// # Errors
    /// See [`mutation::undo`].
    pub fn undo(&self) -> Result<Undone> {
        // Several transactions, perhaps: not done again by itself where the disk is full.
        let turned = mutation::undo(self.mirror());
        self.engine.nudge();
        turned
    }

    /// See [`mutation::redo`].
    ///
    /// # Errors
    /// See [`mutation::redo`].
    pub fn redo(&self) -> Result<Undone> {
        // Several transactions, perhaps: not done again by itself where the disk is full.
        let turned = mutation::redo(self.mirror());
        self.engine.nudge();
        turned
    }

    /// See [`mutation::save_draft`].
    ///
    /// # Errors
    /// See [`mutation::save_draft`].
    pub fn save_draft(&self, case: CaseId, audience: Audience, text: &str) -> Result<()> {
        self.mirror()
            .with_ballast(|| mutation::save_draft(self.mirror(), case, audience, text))
    }

    /// See [`mutation::discard`].
    ///
    /// # Errors
    /// See [`mutation::discard`].
    pub fn discard(&self, intent: IntentId) -> Result<()> {
        self.then_wake(|| mutation::discard(self.mirror(), intent))
    }

    /// See [`mutation::send`].
    ///
    /// # Errors
    /// See [`mutation::send`].
    pub fn send(&self, intent: IntentId) -> Result<()> {
        self.then_wake(|| mutation::send(self.mirror(), intent))
    }

    /// See [`mutation::hold`].
    ///
    /// # Errors
    /// See [`mutation::hold`].
    pub fn hold(&self, intent: IntentId) -> Result<()> {
        self.mirror()
            .with_ballast(|| mutation::hold(self.mirror(), intent))
    }

    /// See [`mutation::rewrite`].
    ///
    /// # Errors
    /// See [`mutation::rewrite`].
    pub fn rewrite(&self, intent: IntentId, text: &str) -> Result<()> {
        self.then_wake(|| mutation::rewrite(self.mirror(), intent, text))
    }

    /// See [`mutation::place_before`].
    ///
    /// # Errors
    /// See [`mutation::place_before`].
    pub fn place_before(&self, intent: IntentId, before: Option<IntentId>) -> Result<()> {
        self.then_wake(|| mutation::place_before(self.mirror(), intent, before))
    }

    /// See [`mutation::move_unsent`].
    ///
    /// # Errors
    /// See [`mutation::move_unsent`].
    pub fn move_unsent(&self, from: CaseId, to: CaseId) -> Result<u32> {
        self.then_wake(|| mutation::move_unsent(self.mirror(), from, to))
    }

    /// See [`mutation::into_new_case`].
    ///
    /// # Errors
    /// See [`mutation::into_new_case`].
    pub fn into_new_case(&self, from: CaseId, name: &str) -> Result<CaseId> {
        self.then_wake(|| mutation::into_new_case(self.mirror(), from, name))
    }

    /// See [`mutation::restore`].
    ///
    /// # Errors
    /// See [`mutation::restore`].
    pub fn restore(&self, entry: u32) -> Result<()> {
        self.then_wake(|| mutation::restore(self.mirror(), entry))
    }

    /// Keeps a question under a name; with the id of one that is there, changes that one; with the id of one that was
    /// deleted, puts it back.
    ///
    /// # Errors
    /// `Invalid`: the name does not fit, or another has it.
    pub fn save_view(
        &self,
        id: Option<SavedId>,
        name: &str,
        question: SavedQuestion,
    ) -> Result<SavedId> {
        let name = saved::fit_name(name)?;
        self.mirror().write(|w| {
            let id = id.unwrap_or_else(|| SavedId(w.clock().new_id()));
            saved::table::put(w, &SavedView { id, name, question })?;
            w.touch_saved();
            Ok(id)
        })
    }

    /// Puts the saved views into this order.
    ///
    /// # Errors
    /// `Storage`.
    pub fn arrange_saved_views(&self, ids: &[SavedId]) -> Result<()> {
        self.mirror().write(|w| {
            w.touch_saved();
            saved::table::arrange(w, ids)
        })
    }

    /// Forgets a saved view. [`Core::save_view`] puts it back.
    ///
    /// # Errors
    /// `Storage`.
    pub fn delete_saved_view(&self, id: SavedId) -> Result<()> {
        self.mirror().write(|w| {
            w.touch_saved();
            saved::table::remove(w, id)
        })
    }

    /// Does it, with the ballast thrown off where the disk is full, and has the loop look at it.
    fn then_wake<T>(&self, act: impl Fn() -> Result<T>) -> Result<T> {
        let done = self.mirror().with_ballast(act);
        if done.is_ok() {
            self.engine.nudge();
        }
        done
    }
}
