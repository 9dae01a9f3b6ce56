//! The mirror that the person works on, and what they do: a working day without a network.

use satchel_core::Core;
use satchel_core::case::view::{CaseQuery, SortKey, TimelineItem, View};
use satchel_core::case::{CaseSet, Field, FieldEdit, SetChange};
use satchel_core::comment::Audience;
use satchel_core::crm::Token;
use satchel_core::crm::sign_in::with_token;
use satchel_core::error::Result;
use satchel_core::id::{CaseId, CommentId, IntentId};
use satchel_core::store::Place;
use satchel_core::store::key::DataKey;
use satchel_sandbox::{ALICE, Dialect};
use satchel_tests::{Line, VirtualClock, new_case};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// A folder in memory, where the system offers that.
pub(crate) fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
    folder.expect("a folder")
}

/// Signs in and mirrors a small CRM into the folder.
pub(crate) fn signs_in(folder: &Path) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let clock = Arc::new(VirtualClock::default());
        let crm = satchel_sandbox::seed::demo(Dialect::Bottlecrm, 8, clock.now());
        let line = Arc::new(Line::new(Arc::new(Mutex::new(crm)), Arc::clone(&clock)));
        let account = with_token(&*line, "https://crm.test", &Token::new(ALICE), None).await?;
        let place = Place::Folder(folder.to_owned());
        let core = Core::open(&place, &DataKey::for_tests(7), clock)?;
        core.connect(&account, Token::new(ALICE), line)?;
        core.sync_once().await
    })
}

/// The program, working on a folder.
pub(crate) struct Day {
    folder: PathBuf,
    clock: Arc<VirtualClock>,
    core: Option<Core>,
    cases: Vec<CaseId>,
    comment: Option<(CaseId, CommentId)>,
    file: Option<(CaseId, satchel_core::id::AttachmentId)>,
    intents: Vec<IntentId>,
    made: Vec<CaseId>,
}

use satchel_core::clock::Clock as _;

/// What the person does; the number is which of a kind.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    Reply(usize),
    Note(usize),
    Edit(usize, Field, &'static str),
    Assign(usize),
    Draft(usize, usize),
    Create(&'static str),
    ReplyOnNew,
    EditNew,
    Attach(usize, usize),
    Discard(usize),
    Hold(usize),
    Send(usize),
    Rewrite(usize),
    Reorder(usize, usize),
    EditComment,
    DeleteComment,
    DeleteFile,
    Watch(usize),
    DeleteCase(usize),
    DiscardNew,
    Restart,
}

/// The day, in order. Replies, notes and files count as intents in the order they were made.
pub(crate) const DAY: [Act; 46] = [
    Act::Reply(0),
    Act::Draft(0, 12),
    Act::Edit(0, Field::Name, "Renamed on the train"),
    Act::Note(0),
    Act::Edit(0, Field::Priority, "Urgent"),
    Act::Assign(0),
    Act::Reply(1),
    Act::Hold(2),
    Act::Attach(0, 700),
    Act::Draft(1, 3_000),
    Act::Create("Made on the train"),
    Act::ReplyOnNew,
    Act::EditNew,
    Act::Rewrite(0),
    Act::EditComment,
    Act::Discard(1),
    Act::Reply(2),
    Act::Reply(2),
    Act::Reorder(6, 5),
    Act::Draft(1, 3_100),
    Act::Restart,
    Act::Edit(0, Field::Name, "Renamed a second time"),
    Act::Send(2),
    Act::Watch(1),
    Act::Attach(1, 9_000),
    Act::Draft(1, 3_200),
    Act::DeleteFile,
    Act::Edit(2, Field::Description, "What it is about"),
    Act::Discard(3),
    Act::Draft(1, 3_300),
    Act::DeleteComment,
    Act::Reply(3),
    Act::DeleteCase(3),
    Act::Draft(1, 3_400),
    Act::Edit(4, Field::Status, "Pending"),
    Act::Edit(4, Field::Status, "Assigned"),
    Act::Draft(1, 3_500),
    Act::Create("Never meant"),
    Act::DiscardNew,
    Act::Draft(1, 3_600),
    Act::Note(4),
    Act::Draft(1, 0),
    Act::Draft(0, 40),
    Act::Restart,
    Act::Reply(5),
    Act::Edit(5, Field::CaseType, "Question"),
];

/// Long texts, again and again: the journal grows until it is written anew.
pub(crate) const LONG_DAY: [Act; 12] = [
    Act::Reply(0),
    Act::Draft(1, 34_000),
    Act::Draft(1, 34_100),
    Act::Draft(1, 34_200),
    Act::Draft(1, 34_300),
    Act::Draft(1, 34_400),
    Act::Draft(1, 34_500),
    Act::Draft(1, 34_600),
    Act::Draft(1, 34_700),
    Act::Draft(1, 34_800),
    Act::Draft(1, 34_900),
    Act::Note(0),
];

impl Day {
    /// Does the program run? Where it could not start again, it does not.
    pub(crate) fn runs(&self) -> bool {
        self.core.is_some()
    }

    /// Starts the program.
    pub(crate) fn starts(folder: &Path) -> Result<Day> {
        let mut day = Day {
            folder: folder.to_owned(),
            clock: Arc::new(VirtualClock::default()),
            core: None,
            cases: Vec::new(),
            comment: None,
            file: None,
            intents: Vec::new(),
            made: Vec::new(),
        };
        // Not the ids of the first mirror again.
        for _ in 0..10_000 {
            let _used_before = day.clock.new_id();
        }
        day.opens()?;
        day.learns()?;
        Ok(day)
    }

    fn opens(&mut self) -> Result<()> {
        let place = Place::Folder(self.folder.clone());
        let clock = Arc::clone(&self.clock);
        self.core = Some(Core::open(&place, &DataKey::for_tests(7), clock)?);
        Ok(())
    }

    fn learns(&mut self) -> Result<()> {
        let core = self.core();
        let question = CaseQuery {
            view: View::All,
            text: String::new(),
            sort: SortKey::Created,
            descending: true,
            offset: 0,
            limit: 500,
        };
        let rows = core.list_cases(&question)?.rows;
        let cases: Vec<CaseId> = rows.iter().map(|row| row.id).collect();
        let (mut comment, mut file) = (None, None);
        for case in &cases {
            for item in core.open_case(*case)?.timeline {
                match item {
                    TimelineItem::Comment { id, .. } => {
                        comment = comment.or(Some((*case, CommentId(id))));
                    }
                    TimelineItem::Attachment { id, .. } => file = file.or(Some((*case, id))),
                    _ => {}
                }
            }
        }
        (self.cases, self.comment, self.file) = (cases, comment, file);
        Ok(())
    }

    /// The program.
    pub(crate) fn core(&self) -> &Core {
        self.core.as_ref().expect("the program runs")
    }

    fn case(&self, which: usize) -> CaseId {
        *self.cases.get(which).expect("a case")
    }

    fn intent(&self, which: usize) -> IntentId {
        *self.intents.get(which).expect("an intent")
    }

    /// Does it; when this returns, the person was told that it is kept.
    pub(crate) fn does(&mut self, number: usize, act: Act) -> Result<()> {
        if let Act::Restart = act {
            drop(self.core.take());
            return self.opens();
        }
        let text = format!("Said as number {number}");
        let core = self.core();
        match act {
            Act::Reply(case) => {
                let id = core.add_comment(self.case(case), Audience::Public, &text)?;
                self.intents.push(id);
            }
            Act::Note(case) => {
                let id = core.add_comment(self.case(case), Audience::Internal, &text)?;
                self.intents.push(id);
            }
            Act::Edit(case, field, value) => {
                core.edit_case(self.case(case), &[edit(field, value)])?;
            }
            Act::Assign(case) => {
                let people = core.reference()?.people;
                let add = people.iter().rev().take(2).map(|p| p.id.clone()).collect();
                let change = SetChange {
                    set: CaseSet::Assignees,
                    add,
                    remove: Vec::new(),
                };
                core.change_set(self.case(case), &change)?;
            }
            Act::Draft(case, length) => {
                let typed = "typed ".repeat(length / 6 + 1);
                let typed = typed.get(..length).expect("ASCII");
                core.save_draft(self.case(case), Audience::Internal, typed)?;
            }
            Act::Create(name) => {
                let id = core.create_case(new_case(name))?;
                self.made.push(id);
            }
            Act::ReplyOnNew => {
                let new = *self.made.first().expect("a new case");
                let id = core.add_comment(new, Audience::Public, &text)?;
                self.intents.push(id);
            }
            Act::EditNew => {
                let new = *self.made.first().expect("a new case");
                core.edit_case(new, &[edit(Field::Name, "Made and renamed")])?;
            }
            Act::Attach(case, size) => {
                let bytes: Vec<u8> = (0..size)
                    .map(|n| u8::try_from(n % 251).unwrap_or(0))
                    .collect();
                let id = core.attach(self.case(case), "seat.bin", &bytes)?;
                self.intents.push(id);
            }
            Act::Discard(which) => core.discard(self.intent(which))?,
            Act::Hold(which) => core.hold(self.intent(which))?,
            Act::Send(which) => core.send(self.intent(which))?,
            Act::Rewrite(which) => core.rewrite(self.intent(which), &text)?,
            Act::Reorder(which, before) => {
                core.place_before(self.intent(which), Some(self.intent(before)))?;
            }
            Act::EditComment => {
                let (case, comment) = self.comment.expect("a comment");
                core.edit_comment(case, comment, &text)?;
            }
            Act::DeleteComment => {
                let (case, comment) = self.comment.expect("a comment");
                core.delete_comment(case, comment)?;
            }
            Act::DeleteFile => {
                let (case, file) = self.file.expect("a file");
                core.delete_attachment(case, file)?;
            }
            Act::Watch(case) => core.watch(self.case(case), true)?,
            Act::DeleteCase(case) => core.delete_case(self.case(case))?,
            Act::DiscardNew => core.delete_case(*self.made.last().expect("a new case"))?,
            Act::Restart => {}
        }
        Ok(())
    }
}

fn edit(field: Field, value: &str) -> FieldEdit {
    FieldEdit {
        field,
        value: Some(value.to_owned()),
    }
}
