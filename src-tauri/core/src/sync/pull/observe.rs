//! What of an observation is news for the person: compared inside pull's transaction, before it overwrites what was known.
//! What counts is decided in `news/mod.rs` (pure); here the rows are read and the findings noted.

use super::notices;
use crate::alert::{self, Occurrence, Reason};
use crate::attachment::{self, ServerAttachment};
use crate::case::table::{self as case_table, Stored};
use crate::case::{ServerCase, Standing};
use crate::comment::{self, Audience, ServerComment, same_text};
use crate::crm::Crm;
use crate::email::{self, Direction, ServerEmail};
use crate::error::Result;
use crate::id::{CaseId, Named};
use crate::intent::{self, Payload};
use crate::mirror::{FIRST_MIRROR, Writing};
use crate::news::{self, Item, Topic, Was};
use crate::scope::{self, Chosen};
use crate::store::{cursor, identity};
use chrono::{DateTime, Utc};

/// What is older is no news. `None`: nothing is, the first mirror is not complete.
pub(super) struct Since {
    /// What the first mirror brings was there all along.
    mirror: Option<DateTime<Utc>>,
    /// So was what comes with a case's first reading, since a wider scope was chosen.
    scope: Option<DateTime<Utc>>,
}

impl Since {
    pub(super) fn of(w: &Writing<'_>) -> Result<Since> {
        let far = cursor::several(w, [FIRST_MIRROR, scope::table::CHOSEN])?;
        let mirror = far.get::<DateTime<Utc>>(FIRST_MIRROR);
        let chosen = far.get::<Chosen>(scope::table::CHOSEN);
        let scope = mirror.map(|since| chosen.map_or(since, |chosen| chosen.at.max(since)));
        Ok(Since { mirror, scope })
    }
}

fn plain(topic: Topic, at: DateTime<Utc>) -> Item {
    Item {
        topic,
        id: String::new(),
        was: None,
        by: None,
        at,
    }
}

/// Notes what others changed between what is known of a case and what is seen of it now.
pub(super) fn case(
    w: &Writing<'_>,
    since: &Since,
    case: CaseId,
    known: Option<&Stored>,
    seen: &ServerCase,
) -> Result<()> {
    let Some(begun) = since.mirror else {
        return Ok(());
    };
    let intents = intent::table::of_case(w, case)?;
    let Some(known) = known else {
        let me = identity::get(w)?.map(|a| a.me).unwrap_or_default();
        let by_me = seen.created_by.as_ref().is_some_and(|by| me.is(&by.id))
            || intents
                .iter()
                .any(|i| matches!(i.payload, Payload::Create(_)));
        // A case that appears though it is old came by other rights, not by news.
        if !by_me && seen.created_at > begun {
            let by = seen.created_by.as_ref().map(|by| by.name.clone());
            let new = Item {
                by: by.filter(|name| !name.is_empty()),
                ..plain(Topic::New, seen.created_at)
            };
            news::table::note(w, case, &new, w.now())?;
        }
        return Ok(());
    };
    let (steps, done) = news::steps(&known.case, seen, &intents);
    for topic in done {
        news::table::forget(w, case, topic)?;
    }
    for step in steps {
        let change = Item {
            was: Some(step.was),
            ..plain(step.topic, w.now())
        };
        news::table::note(w, case, &change, w.now())?;
    }
    stood(w, since, case, known.standing, seen.stands())
}

/// Notes that a case stands otherwise on the server, before that is written.
pub(super) fn standing(w: &Writing<'_>, case: CaseId, stands: Standing) -> Result<()> {
    match case_table::get(w, case)? {
        Some(known) => stood(w, &Since::of(w)?, case, known.standing, stands),
        None => Ok(()),
    }
}

fn stood(
    w: &Writing<'_>,
    since: &Since,
    case: CaseId,
    stood: Standing,
    stands: Standing,
) -> Result<()> {
    if stood == stands || since.mirror.is_none() {
        return Ok(());
    }
    let intents = intent::table::of_case(w, case)?;
    if intents
        .iter()
        .any(|i| matches!(i.payload, Payload::Delete { .. }))
    {
        return news::table::forget(w, case, Topic::Standing);
    }
    let change = Item {
        was: Some(Was::Value(news::word(stood))),
        ..plain(Topic::Standing, w.now())
    };
    news::table::note(w, case, &change, w.now())
}

/// Is it said or added by this person, here or elsewhere?
fn is_mine(crm: &Crm, by: Option<&Named>, sent_from_here: bool) -> bool {
    sent_from_here || by.is_some_and(|by| crm.account().me.is(&by.id))
}

/// Is something old that comes with a case's first reading, or from before the first mirror?
fn is_old(at: DateTime<Utc>, since: DateTime<Utc>, was_read: bool) -> bool {
    !was_read && at <= since
}

/// The comments of others that are not here yet: to be noted with [`said`] once they are. `was_read`: the case had been
/// read whole before.
pub(super) fn unheard<'a>(
    w: &Writing<'_>,
    since: &Since,
    crm: &Crm,
    case: CaseId,
    thread: &'a [ServerComment],
    was_read: bool,
) -> Result<Vec<&'a ServerComment>> {
    let Some(since) = since.scope else {
        return Ok(Vec::new());
    };
    let mut unheard = Vec::new();
    for said in thread.iter().filter(|c| !is_old(c.at, since, was_read)) {
        if comment::table::by_server_id(w, &said.server_id)?.is_none() {
            unheard.push(said);
        }
    }
    if unheard.is_empty() {
        return Ok(unheard);
    }
    let intents = intent::table::of_case(w, case)?;
    unheard.retain(|said| {
        let sent = intents.iter().any(|i| match &i.payload {
            Payload::Comment { text, .. } => i.attempts > 0 && same_text(text, &said.text),
            _ => false,
        });
        !is_mine(crm, said.author.as_ref(), sent)
    });
    Ok(unheard)
}

/// Notes what others said.
pub(super) fn said(
    w: &Writing<'_>,
    crm: &Crm,
    case: CaseId,
    unheard: &[&ServerComment],
) -> Result<()> {
    for said in unheard {
        raise(w, crm, case, said)?;
        let Some(id) = comment::table::by_server_id(w, &said.server_id)? else {
            continue;
        };
        let topic = match said.audience {
            Audience::Public => Topic::Reply,
            Audience::Internal => Topic::Note,
        };
        let words = Item {
            id: id.0.to_string(),
            by: said.author.as_ref().map(|a| a.name.clone()),
            ..plain(topic, said.at)
        };
        news::table::note(w, case, &words, w.now())?;
    }
    Ok(())
}

/// Somebody else said something: it might deserve an alert. That this person is mentioned is the server's to tell, where it
/// does: told by both it would be told twice.
fn raise(w: &Writing<'_>, crm: &Crm, case: CaseId, said: &ServerComment) -> Result<()> {
    let mentioned = alert::mentions(&said.text, &crm.account().me.email);
    if mentioned && notices::are_heard(w)? {
        return Ok(());
    }
    let reason = if mentioned {
        Reason::Mentioned
    } else {
        Reason::Reply
    };
    let by = said.author.as_ref().map(|author| author.name.clone());
    w.occurred(
        case,
        Occurrence {
            by: by.filter(|name| !name.is_empty()),
            ..Occurrence::new(reason, said.server_id.to_string())
        },
    );
    Ok(())
}

/// The files of others that are not here yet: to be noted with [`added`] once they are.
pub(super) fn unseen<'a>(
    w: &Writing<'_>,
    since: &Since,
    crm: &Crm,
    case: CaseId,
    files: &'a [ServerAttachment],
    was_read: bool,
) -> Result<Vec<&'a ServerAttachment>> {
    let Some(since) = since.scope else {
        return Ok(Vec::new());
    };
    let mut unseen = Vec::new();
    for file in files.iter().filter(|f| !is_old(f.at, since, was_read)) {
        if attachment::table::by_server_id(w, &file.server_id)?.is_none() {
            unseen.push(file);
        }
    }
    if unseen.is_empty() {
        return Ok(unseen);
    }
    let intents = intent::table::of_case(w, case)?;
    unseen.retain(|file| {
        let sent = intents.iter().any(|i| match &i.payload {
            Payload::Upload { file_name, .. } => i.attempts > 0 && *file_name == file.file_name,
            _ => false,
        });
        !is_mine(crm, file.by.as_ref(), sent)
    });
    Ok(unseen)
}

/// Notes the files that others added.
pub(super) fn added(w: &Writing<'_>, case: CaseId, unseen: &[&ServerAttachment]) -> Result<()> {
    for file in unseen {
        let Some(id) = attachment::table::by_server_id(w, &file.server_id)? else {
            continue;
        };
        let added = Item {
            id: id.0.to_string(),
            by: file.by.as_ref().map(|by| by.name.clone()),
            ..plain(Topic::File, file.at)
        };
        news::table::note(w, case, &added, w.now())?;
    }
    Ok(())
}

/// Notes the e-mails from outside that are not here yet, before they are written.
pub(super) fn mail(
    w: &Writing<'_>,
    since: &Since,
    case: CaseId,
    emails: &[ServerEmail],
    was_read: bool,
) -> Result<()> {
    let Some(since) = since.scope else {
        return Ok(());
    };
    for mail in email::table::unknown(w, emails)? {
        if mail.direction == Direction::Inbound && !is_old(mail.at, since, was_read) {
            let came = Item {
                id: mail.server_id.to_string(),
                by: Some(mail.from.clone()),
                ..plain(Topic::Mail, mail.at)
            };
            news::table::note(w, case, &came, w.now())?;
            let reply = Occurrence::new(Reason::Reply, mail.server_id.to_string());
            let by = Some(mail.from.clone());
            w.occurred(case, Occurrence { by, ..reply });
        }
    }
    Ok(())
}
