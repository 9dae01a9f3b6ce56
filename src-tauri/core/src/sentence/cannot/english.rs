//! What can't be, in English: for the terminal, and where the window has no words of its own.

use super::Cannot;
use std::fmt;

impl fmt::Display for Cannot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fixed = match self {
            Cannot::Words { text } => return f.write_str(text),
            Cannot::Authority { file, why } => {
                return write!(
                    f,
                    "The certificate authority file {file} can't be used: {why}. Ask your administrator for the certificate as a PEM file, and choose that."
                );
            }
            Cannot::AuthorityUnread { file, why } => {
                return write!(
                    f,
                    "The certificate authority file {file} can't be read: {why}."
                );
            }
            Cannot::Organization { yours } => {
                f.write_str("This server wants to know your organization. Fill in its id.")?;
                return match yours.as_str() {
                    "" => Ok(()),
                    yours => write!(f, " Yours: {yours}."),
                };
            }
            Cannot::LongName { most, length } => {
                return write!(
                    f,
                    "A name has at most {most} characters; this has {length}."
                );
            }
            Cannot::LargeFile { file, megabytes } => {
                return write!(
                    f,
                    "The server takes files up to 25 MB; “{file}” has {megabytes} MB. Make it smaller, or share it in another way."
                );
            }
            Cannot::LongText { most, length } => {
                return write!(
                    f,
                    "The server takes {most} characters; this has {length}. Shorten it, or send it in parts."
                );
            }
            Cannot::Many { most, given } => {
                return write!(
                    f,
                    "At most {most} cases change at once; these are {given}. Choose fewer."
                );
            }
            Cannot::ImportChanged { now, before } => {
                return write!(
                    f,
                    "Meanwhile something changed: {now} cases would be made now, not {before}. Look at it again."
                );
            }
            Cannot::RuleName { most } => {
                return write!(f, "The name of a rule has at most {most} characters.");
            }
            Cannot::RuleQuery { typed } => {
                return write!(f, "“{typed}” is not understood.");
            }
            Cannot::Rules { most } => {
                return write!(f, "There can be {most} rules.");
            }
            Cannot::ShortPassphrase { least } => {
                return write!(f, "A passphrase needs at least {least} characters.");
            }
            Cannot::CodeLength {
                groups,
                length,
                given,
            } => {
                return write!(
                    f,
                    "A recovery code has {groups} groups of {length} signs; here are {given} signs."
                );
            }
            Cannot::CodeGroup { group } => {
                return write!(f, "Group {group} of the recovery code is mistyped.");
            }
            Cannot::TableRow { row } => {
                return write!(f, "Row {row} of this table can't be read.");
            }
            Cannot::TableTwice { heading } => {
                return write!(
                    f,
                    "Two columns of this table mean the same: the second is “{heading}”."
                );
            }
            Cannot::TableRows { most } => {
                return write!(
                    f,
                    "This table has more than {most} rows. Cut it into several."
                );
            }
            Cannot::ViewLongName { most } => {
                return write!(f, "The name of a view has at most {most} characters.");
            }
            Cannot::ViewTaken { name } => {
                return write!(f, "There is a view named “{name}” already.");
            }
            Cannot::Views { most } => {
                return write!(
                    f,
                    "There can be {most} saved views. Delete one that you no longer need."
                );
            }
            Cannot::Off { feature } => {
                return write!(
                    f,
                    "{} is switched off by your administrator.",
                    feature.name()
                );
            }
            Cannot::OffBroken { feature, why } => {
                return write!(
                    f,
                    "{} is off, because your administrator’s settings can’t be read: {why}.",
                    feature.name()
                );
            }
            Cannot::ServerUnknown { why } => {
                return write!(
                    f,
                    "Your administrator’s settings can’t be read ({why}), so it is not known which server is allowed."
                );
            }
            Cannot::FileUnread { file, why } => {
                return write!(f, "“{file}” can't be read: {why}.");
            }
            Cannot::NoPicture { file } => {
                return write!(f, "“{file}” is no picture that can be drawn here.");
            }
            Cannot::NoFile { file } => {
                return write!(f, "“{file}” is not a file.");
            }
            Cannot::NotAllSent { unsent } => {
                return write!(
                    f,
                    "Not everything is on the server yet ({unsent} left); removing this computer's copy would lose it."
                );
            }
            Cannot::AddressEmpty => "Type the address of your CRM server, like crm.example.com.",
            Cannot::AddressWithName => "An address has no name or password in it.",
            Cannot::AddressNot => "This is not an address. It looks like crm.example.com.",
            Cannot::AddressPlain => "Satchel does not sign in over plain http. Use https://.",
            Cannot::AddressScheme => "An address starts with https://.",
            Cannot::ProxyEmpty => {
                "The proxy's address can't be used: it is empty. Type it like proxy.example.com:3128."
            }
            Cannot::ProxyKind => {
                "The proxy's address can't be used: Satchel speaks to HTTP proxies. Type it like proxy.example.com:3128."
            }
            Cannot::ProxyNot => {
                "The proxy's address can't be used: it is not an address. Type it like proxy.example.com:3128."
            }
            Cannot::ProxyWithName => {
                "The proxy's address can't be used: user and password have fields of their own."
            }
            Cannot::ProxyTail => {
                "The proxy's address can't be used: there is more behind its port. Type it like proxy.example.com:3128."
            }
            Cannot::ProxyPort => {
                "The proxy's address can't be used: its port is missing. Type it like proxy.example.com:3128."
            }
            Cannot::Proxy => "The proxy can't be used.",
            Cannot::ProxyUser => "The proxy's user has no colon in it.",
            Cannot::CodeDigits => "The code has six digits.",
            Cannot::CodeWrong => {
                "This code is wrong, used or too old. After five wrong ones, ask for a new code."
            }
            Cannot::PasswordWrong => "E-mail and password do not fit.",
            Cannot::Email => "Type the e-mail address you are known by in the CRM.",
            Cannot::TokenEmpty => "Paste the access token.",
            Cannot::SignInFirst => "Sign in first.",
            Cannot::WhoAmI => "The server does not say who you are to it.",
            Cannot::ToBeDeleted => "This case is to be deleted. Take that back first.",
            Cannot::NoName => "A case needs a name.",
            Cannot::NameKnown => "Another case has this name; the server takes each name once.",
            Cannot::Nul => "There is an invisible character in it that no server takes (NUL).",
            Cannot::NoTags => "This server has no tags.",
            Cannot::NoWatching => "This server has no watching.",
            Cannot::CantTakeIt => "That case can't take it.",
            Cannot::NothingToMove => "There is nothing to move.",
            Cannot::StillThere => "This case is still there: go on working on it.",
            Cannot::NoNotes => "This server has no internal notes: everybody could read it.",
            Cannot::NothingToSend => "There is nothing to send yet.",
            Cannot::OnlyNewer => "Only the newer Satchel that wrote it can send it.",
            Cannot::NoText => "Only a reply or a note has a text.",
            Cannot::TwoCases => "These belong to two cases.",
            Cannot::FirstStay => "The new case, and what is on its way, come first.",
            Cannot::DraftInTheWay => "Another draft is there. Send it or clear it first.",
            Cannot::NotFromHere => "This can't be undone from here.",
            Cannot::CloseLater => "Close the case once the server has it.",
            Cannot::DateForm => "A closing date looks like 2026-11-23.",
            Cannot::NeedsStatus => "A case always has a status and a priority.",
            Cannot::NeedsDate => "Closing a case needs its closing date.",
            Cannot::RuleReason => "A rule needs a reason.",
            Cannot::OtherOwner => "This mirror belongs to another person or organization.",
            Cannot::CopyOwner => "This copy belongs to another person or organization.",
            Cannot::OnlyKey => "This is the only key that opens the mirror. Add another one first.",
            Cannot::GuessedPassphrase => {
                "This passphrase is among the first that anybody would try. Take four or more words that have nothing to do with each other, or a sentence that only you would say."
            }
            Cannot::TableLarge => "This file is larger than 8 MB. Cut it into several.",
            Cannot::TableNotText => {
                "This is no text in UTF-8. In the spreadsheet, choose “CSV UTF-8” when saving."
            }
            Cannot::TableNoName => {
                "No column of this table is called “name”. The first row has to say what each column is: name, status, priority, type, account, assigned_to, teams, contacts, tags, description."
            }
            Cannot::ViewName => "A view needs a name.",
            Cannot::ServerOther => {
                "Your administrator allows another server only; it is shown under Settings."
            }
            Cannot::LabDemo => "The fault lab belongs to the demo.",
            Cannot::NothingShown => "Nothing was shown yet.",
            Cannot::NotOpened => "This kind of file is only saved, not opened from here.",
            Cannot::NothingOpens => "No program on this computer opens it. Save it instead.",
            Cannot::Pasted => "What was pasted can't be read.",
            Cannot::NoTable => "No table was chosen.",
            Cannot::DemoSignOut => "The demo has no sign-in to leave.",
            Cannot::StillOpens => "This copy can still be opened.",
        };
        f.write_str(fixed)
    }
}
