//! Two cases become one: comments and files move over with their ids, the source becomes a duplicate and disappears
//! from the list. And back.

use serde_json::json;
use uuid::Uuid;

use crate::cases::Change;
use crate::state::{Merged, State};
use crate::time::{self, Tick};
use crate::words::DUPLICATE;

impl State {
    /// Merges `source` into `target`. The caller has checked that both exist and differ.
    pub(crate) fn merge(&mut self, source: Uuid, target: Uuid, by: Option<Uuid>, tick: &mut Tick) {
        let Some(status_before) = self.cases.get(source).map(|case| case.status.clone()) else {
            return;
        };
        let comments = self.move_comments(source, target, None);
        let attachments = self.move_files(source, target, None);
        self.move_letters(source, target);
        let at = tick.now();
        let moved = (comments.len(), attachments.len());
        let merged = Merged {
            into: target,
            at,
            status_before,
            comments,
            attachments,
        };
        let change = Change {
            status: Some(DUPLICATE.to_owned()),
            closed_on: Some(Some(time::midnight(at.date_naive()))),
            ..Change::default()
        };
        self.change_case(source, change, tick);
        self.cases.change(source, |case| case.merged = Some(merged));
        let metadata = json!({
            "source_id": source, "emails_moved": 0,
            "comments_moved": moved.0, "attachments_moved": moved.1,
        });
        self.trace(target, "MERGE_TARGET", by, metadata, tick);
        self.trace(source, "MERGED", by, json!({ "merged_into": target }), tick);
    }

    /// Takes a merge back; false if there was none.
    pub(crate) fn unmerge(&mut self, source: Uuid, by: Option<Uuid>, tick: &mut Tick) -> bool {
        let Some(merged) = self.cases.get(source).and_then(|case| case.merged.clone()) else {
            return false;
        };
        self.cases.change(source, |case| case.merged = None);
        self.move_comments(merged.into, source, Some(&merged.comments));
        self.move_files(merged.into, source, Some(&merged.attachments));
        let change = Change {
            status: Some(merged.status_before),
            closed_on: Some(None),
            ..Change::default()
        };
        self.change_case(source, change, tick);
        self.trace(
            merged.into,
            "UNMERGE_TARGET",
            by,
            json!({ "source_id": source }),
            tick,
        );
        self.trace(
            source,
            "UNMERGED",
            by,
            json!({ "merged_into": merged.into }),
            tick,
        );
        true
    }

    fn move_comments(&mut self, from: Uuid, to: Uuid, only: Option<&[Uuid]>) -> Vec<Uuid> {
        let thread = self.comments.remove(&from).unwrap_or_default();
        let goes = |id: &Uuid| only.is_none_or(|ids| ids.contains(id));
        let (mut moving, staying): (Vec<_>, Vec<_>) =
            thread.into_iter().partition(|comment| goes(&comment.id));
        self.comments.insert(from, staying);
        for comment in &mut moving {
            comment.case = to;
            self.case_of_comment.insert(comment.id, to);
        }
        let ids = moving.iter().map(|comment| comment.id).collect();
        self.comments.entry(to).or_default().extend(moving);
        ids
    }

    fn move_files(&mut self, from: Uuid, to: Uuid, only: Option<&[Uuid]>) -> Vec<Uuid> {
        let files = self.attachments.remove(&from).unwrap_or_default();
        let goes = |id: &Uuid| only.is_none_or(|ids| ids.contains(id));
        let (mut moving, staying): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|file| goes(&file.id));
        self.attachments.insert(from, staying);
        for file in &mut moving {
            file.case = to;
            self.case_of_attachment.insert(file.id, to);
        }
        let ids = moving.iter().map(|file| file.id).collect();
        self.attachments.entry(to).or_default().extend(moving);
        ids
    }
}
