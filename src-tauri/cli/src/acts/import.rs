//! Cases from a table: first what would become of each row, then, after a yes, the cases in the outbox.

use crate::args::Import;
use crate::fault::{self, Exit, Fault, Result};
use crate::say::{Say, plain_line};
use satchel_core::Core;
use satchel_core::import::{ImportPlan, table_text::SIZE_LIMIT};
use serde_json::{Value, json};
use std::io::Read;

/// How many rows that stay out are named; the rest is counted.
const MOST_LINES: usize = 20;

/// What would become of the table; nothing is written.
pub(super) fn look(core: &Core, what: &Import, say: Say) -> Result<Exit> {
    let plan = core.plan_import(&bytes(what)?)?;
    let said = format!(
        "{}\nNothing was written. Without --dry-run, and with --yes, they are made.",
        told(&plan)
    );
    say.done("importPlan", answer(&plan), &said);
    Ok(Exit::Done)
}

/// Makes the cases of the rows that can become some.
pub(super) fn import(core: &Core, what: &Import, say: Say) -> Result<Exit> {
    let bytes = bytes(what)?;
    let plan = core.plan_import(&bytes)?;
    if plan.creates == 0 {
        say.done(
            "import",
            answer(&plan),
            &format!("{}\nNothing was written.", told(&plan)),
        );
        return Ok(Exit::Done);
    }
    if !what.yes {
        return Err(Fault::invalid(
            told(&plan),
            "Look at it with --dry-run, then say it again with --yes.",
        ));
    }
    let done = core.perform_import(&bytes, plan.creates)?;
    let said = format!(
        "{}\nIn the outbox: `satchel-cli sync` sends them.",
        told(&done)
    );
    say.done("import", answer(&done), &said);
    Ok(Exit::Done)
}

fn bytes(what: &Import) -> Result<Vec<u8>> {
    let unreadable = |e: std::io::Error| fault::file("The table can't be read", &e);
    let mut bytes = Vec::new();
    // One byte more than fits: the engine says that it is too much.
    let most = u64::try_from(SIZE_LIMIT)
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    let read = if what.file.as_os_str() == "-" {
        std::io::stdin().take(most).read_to_end(&mut bytes)
    } else {
        let file = std::fs::File::open(&what.file).map_err(unreadable)?;
        file.take(most).read_to_end(&mut bytes)
    };
    read.map_err(unreadable)?;
    Ok(bytes)
}

fn answer(plan: &ImportPlan) -> Value {
    serde_json::to_value(plan).unwrap_or_else(|_| json!({}))
}

fn told(plan: &ImportPlan) -> String {
    let mut lines = vec![format!(
        "{} rows become cases, {} are here already, {} can't become cases.",
        plan.creates, plan.known, plan.refused
    )];
    for line in plan.left_out.iter().take(MOST_LINES) {
        let why = line
            .why
            .map(satchel_core::import::Why::sentence)
            .unwrap_or_default();
        let typed = match line.typed.as_str() {
            "" => String::new(),
            typed => format!(" (“{}”)", plain_line(typed)),
        };
        lines.push(format!(
            "  row {}: {why}{typed}: {}",
            line.row,
            plain_line(&line.name)
        ));
    }
    let all = (plan.known + plan.refused) as usize;
    if all > MOST_LINES {
        lines.push(format!(
            "  and {} more; --json names up to 200.",
            all - MOST_LINES
        ));
    }
    if !plan.unread.is_empty() {
        let unread: Vec<String> = plan
            .unread
            .iter()
            .map(|heading| plain_line(heading))
            .collect();
        lines.push(format!(
            "Columns that mean nothing here: {}.",
            unread.join(", ")
        ));
    }
    lines.join("\n")
}
