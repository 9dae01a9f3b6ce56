//! What a person can do now, as a code. The window has the words in every language.

use crate::crm::error::CrmError;
use crate::error::Error;
use crate::sentence::Cannot;
use serde::{Deserialize, Serialize};

/// What to do next.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Advice {
    /// Go on working: it is sent later.
    GoOn,
    /// Check the address, or bring the authority's file.
    Certificate,
    /// Sign in to the network in a browser.
    Browser,
    /// Check the address: it leads elsewhere.
    Elsewhere,
    /// Check the address: no CRM is there.
    Address,
    /// Have the CRM updated.
    Update,
    /// Sign in again.
    SignIn,
    /// Ask an administrator, or the case's owner.
    Ask,
    /// It may have been deleted.
    Deleted,
    /// Open it all the same, or raise the limit.
    Limit,
    /// Change it and send it again.
    ChangeAndSend,
    /// It is tried again by itself.
    Wait,
    /// Change it and try again.
    Change,
    /// Back to the list.
    List,
    /// Wait for the outcome.
    Outcome,
    /// Check the passphrase.
    Passphrase,
    /// Unlock it.
    Unlock,
    /// Start again: it mends itself.
    Start,
    /// It is fetched anew.
    Anew,
    /// Install the newest.
    Newest,
    /// Use the other window.
    OtherWindow,
    /// Free some space.
    Space,
    /// Try again, check the disk.
    Disk,
    /// Report it.
    Report,
    /// Check the address and the network.
    AddressOrNetwork,
    /// Make a new token.
    NewToken,
    /// Make a token that may do more.
    WiderToken,
    /// Check what was typed.
    Typed,
    /// Try again in a minute.
    Minute,
    /// Type the key that is there.
    TypeKey,
    /// Unlock the keyring.
    Keyring,
    /// Check the proxy's address.
    ProxyAddress,
    /// Check the name; a proxy or a VPN may know it.
    Vpn,
    /// Check the proxy's port.
    ProxyPort,
    /// Check the network: a firewall.
    Firewall,
    /// Have the administrator mend the settings.
    Administrator,
}

impl Advice {
    /// After this error.
    #[must_use]
    pub fn after(error: &Error) -> Advice {
        match error {
            Error::Crm(error) => Advice::after_crm(error),
            Error::Invalid(Cannot::ServerOther | Cannot::ServerUnknown { .. }) => {
                Advice::Administrator
            }
            Error::Invalid(_) => Advice::Change,
            Error::NotFound(_) => Advice::List,
            Error::TooLate => Advice::Outcome,
            Error::WrongKey => Advice::Passphrase,
            Error::Locked => Advice::Unlock,
            Error::Damaged => Advice::Start,
            Error::SpoiledFile => Advice::Anew,
            Error::NewerDatabase { .. } => Advice::Newest,
            Error::InUse => Advice::OtherWindow,
            Error::DiskFull => Advice::Space,
            Error::Storage(_) => Advice::Disk,
            Error::Bug(_) => Advice::Report,
        }
    }

    /// After what a server, or the way to it, said.
    #[must_use]
    pub fn after_crm(error: &CrmError) -> Advice {
        match error {
            CrmError::Unreachable(_) | CrmError::Broken(_) => Advice::GoOn,
            CrmError::Certificate(_) => Advice::Certificate,
            CrmError::CaptivePortal => Advice::Browser,
            CrmError::Redirect(_) => Advice::Elsewhere,
            CrmError::NotACrm => Advice::Address,
            CrmError::TooOld => Advice::Update,
            CrmError::SignIn => Advice::SignIn,
            CrmError::Denied(_) => Advice::Ask,
            CrmError::Gone => Advice::Deleted,
            CrmError::TooLarge(_) => Advice::Limit,
            CrmError::Rejected(_) | CrmError::Unfit(_) => Advice::ChangeAndSend,
            CrmError::Busy(_) | CrmError::Failed(_) | CrmError::Malformed(_) => Advice::Wait,
        }
    }

    /// In English.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Advice::GoOn => {
                "Go on working; everything is sent when the server can be reached again."
            }
            Advice::Certificate => {
                "Nothing was sent. Check the address; if your organization uses its own certificates, ask your administrator for the authority's file and choose it under “Connection”."
            }
            Advice::Browser => {
                "Open a browser and sign in to this network, then sync again. Nothing was changed."
            }
            Advice::Elsewhere => {
                "Check the address: it should be the CRM's own. Nothing was sent there."
            }
            Advice::Address => {
                "Check the address. It should be the one you open the CRM's API with."
            }
            Advice::Update => "Ask whoever runs the CRM to update it. Nothing was changed.",
            Advice::SignIn => {
                "Sign in again. Everything on this computer stays, and you can go on working."
            }
            Advice::Ask => "Ask whoever administers the CRM, or the owner of the case.",
            Advice::Deleted => "It may have been deleted. What you wrote is kept.",
            Advice::Limit => "Open it to fetch it all the same, or raise the limit.",
            Advice::ChangeAndSend => "Change it and send it again, or discard it.",
            Advice::Wait => {
                "Satchel tries again by itself. If it stays, tell whoever runs the CRM."
            }
            Advice::Change => "Change it and try again.",
            Advice::List => "Go back to the list; a sync may bring it.",
            Advice::Outcome => "Wait for the outcome; it can be changed afterwards.",
            Advice::Passphrase => "Check the passphrase. Nothing was changed or deleted.",
            Advice::Unlock => "Unlock it. Nothing was changed.",
            Advice::Start => {
                "Start Satchel again: it sets the damaged file aside, keeps your unsent work and mirrors the rest anew."
            }
            Advice::Anew => "It is fetched anew from the server; the damaged copy is not shown.",
            Advice::Newest => {
                "Install the newest Satchel. The mirror and your unsent work are untouched."
            }
            Advice::OtherWindow => "Use the window that is open, or close it and try again.",
            Advice::Space => "Free some space, then do it again. Everything before is safe.",
            Advice::Disk => "Try again; if it stays, check the disk. Your unsent work is kept.",
            Advice::Report => "Please report this. Your work is kept.",
            Advice::AddressOrNetwork => "Check the address and the network, then try again.",
            Advice::NewToken => {
                "It may be mistyped, expired or revoked. Make a new one in the CRM."
            }
            Advice::WiderToken => {
                "The token may do too little. Make one without limits, or with those Satchel names."
            }
            Advice::Typed => "Check what you typed, then try again.",
            Advice::Minute => "Try again in a minute. If it stays, tell whoever runs the CRM.",
            Advice::TypeKey => "Type the one you have. Nothing was changed.",
            Advice::Keyring => {
                "Unlock your desktop's keyring, then try again. Nothing was changed."
            }
            Advice::ProxyAddress => {
                "Check the proxy’s address, and whether this network is the one it is for."
            }
            Advice::Vpn => {
                "Check the address and the network; inside some networks only a proxy or a VPN knows it."
            }
            Advice::ProxyPort => "Check the proxy’s address and port, or ask whoever runs it.",
            Advice::Firewall => {
                "Check the network: a firewall may want a proxy or a VPN. Or ask whoever runs the server."
            }
            Advice::Administrator => {
                "Ask your administrator to put the settings right, then start Satchel again. Everything you did is kept here."
            }
        }
    }
}
