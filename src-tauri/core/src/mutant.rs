//! Seeded bugs: how the proof proves itself. The simulation switches one on and must notice it (docs/RELIABILITY.md).
//!
//! Only a build with the feature `mutants` has switches, one per thread; in every other build [`is`] is `false`, known when
//! it is compiled, and nothing of this is left. No shipped package may ask for that feature (tidy asserts it). What each bug
//! is stands at its one condition in the engine; what it breaks is found out by `tests/simulation`.

macro_rules! mutants {
    ($($(#[$what:meta])* $name:ident),+ $(,)?) => {
        /// A bug that somebody might once write.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub enum Mutant { $($(#[$what])* $name),+ }

        impl Mutant {
            /// All of them, in order.
            pub const ALL: &'static [Mutant] = &[$(Mutant::$name),+];

            /// The mutant of this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Mutant> {
                Mutant::ALL.iter().copied().find(|m| format!("{m:?}") == name)
            }
        }
    };
}

mutants! {
    /// A comment whose answer was lost is sent again at once.
    BlindRetry,
    /// What was there before counts as having arrived.
    NoBaseline,
    /// The quiet time is 35 s.
    Impatient,
    /// Somebody else's comment with the same words is taken for one's own.
    AnybodysComment,
    /// A 200 is believed without looking for the comment.
    AnswerBelieved,
    /// No attempt is recorded before the first byte.
    NoAttempt,
    /// An intent on its way does not say so.
    NotSending,
    /// The quiet time begins when the attempt was made, however long the computer slept since.
    QuietWhileAsleep,
    /// The server's log is not asked for a witness.
    NoWitness,
    /// A session's 403 is taken for a denial.
    PurgeOn403,
    /// Unsent work is dropped when the session ended.
    DropOn401,
    /// What the server refuses is dropped.
    DropOnRefusal,
    /// The list is read by offset, newest first.
    OffsetPaging,
    /// What a sweep did not see is gone.
    AbsenceIsGone,
    /// In a conflict, mine wins in silence.
    MineWins,
    /// In a conflict, theirs wins in silence.
    TheirsWins,
    /// A set is sent as it was seen.
    SetAsSeen,
    /// A 200 to an edit is believed.
    NoReadBack,
    /// Nobody looks whom an edit replaced.
    NoRestoreOffer,
    /// The newest of a lane goes first.
    NewestFirst,
    /// A held comment does not hold those behind it.
    HeldOvertaken,
    /// What is in doubt does not hold its lane.
    DoubtOvertaken,
    /// What is in doubt is looked for and looked for.
    LooksForEver,
    /// After trouble, an intent waits a day.
    WaitsADay,
    /// A wake-up is lost: the outbox is not looked at by itself.
    NeverDue,
    /// Words that are discarded are gone.
    WordsGone,
    /// What is taken back on its way is forgotten, and stands on the server.
    TakenBackForgotten,
    /// What is on its way is discarded as if it had not left.
    DiscardInFlight,
    /// Unsent work does not stand on disk a second time.
    NoJournal,
    /// The second copy has no attempts.
    JournalWithoutAttempts,
    /// Of two values wanted for one slot, the older is kept.
    OlderKept,
    /// A case whose creation is in doubt is made again at once.
    CreateBlindly,
    /// A case of one's own that was found by its name is taken for another's.
    OwnCaseRefused,
    /// A file whose answer was lost is sent again at once.
    UploadBlindly,
    /// A file is recognized by its name.
    FileByName,
    /// A file's bytes are changed on their way.
    FileCut,
    /// What was being sent when the program ended is sent again.
    ForgetsSending,
    /// A comment is edited over somebody else's edit.
    EditsUnseen,
    /// A comment is deleted whatever it says by now.
    DeletesUnseen,
    /// Watching is noted and not told.
    WatchUntold,
    /// Deleted comments stay in the mirror.
    KeepsDeleted,
    /// What a case's list row says is not written.
    RowsIgnored,
    /// A merged case stays where it was.
    MergeIgnored,
    /// A reply leaves whatever others said since it was written.
    SentOverNews,
    /// Another status of a case is no news to who wrote a reply.
    StatusNoNews,
    /// An act that is taken back is away, and what it replaced is not there again.
    UndoForgets,
    /// The bytes of a file that is taken back go at once.
    BytesGo,
    /// What is taken back waits all the same.
    UndoneWaits,
    /// A change of many leaves out the last of them.
    BulkHalf,
    /// Files of pinned cases go, too, when room is made.
    PinsIgnored,
    /// What is saved from a case that is gone is said anew there, and stays where it was.
    RescuedTwice,
}

#[cfg(feature = "mutants")]
mod switch {
    use super::Mutant;
    use std::cell::Cell;

    thread_local! {
        static ON: Cell<Option<Mutant>> = const { Cell::new(None) };
    }

    /// Switches a bug on for this thread, or all off.
    pub fn switch(on: Option<Mutant>) {
        ON.set(on);
    }

    /// Is this one on?
    pub(crate) fn is(mutant: Mutant) -> bool {
        ON.get() == Some(mutant)
    }
}

#[cfg(feature = "mutants")]
pub(crate) use switch::is;
#[cfg(feature = "mutants")]
pub use switch::switch;

/// Is this one on? Never, in this build.
#[cfg(not(feature = "mutants"))]
pub(crate) const fn is(_: Mutant) -> bool {
    false
}
