//! Faults by name and rate, for people: the demo's fault lab and the command line switch the same ones.
//!
//! A named fault strikes what it is interesting for: one that takes effect and then lies about it, the requests that
//! write; any other, all of them. What is written down here is only how a name becomes a standing order; what the order
//! does is in `fault.rs`, and what a line does, in `face/line.rs`.

use std::time::Duration;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{Fate, Faults, Order, When};
use crate::seed::Chance;

/// What can be switched on by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Fault {
    /// Requests never arrive.
    RequestLost,
    /// What writes takes effect, and the answer is lost.
    ReplyLost,
    /// What writes takes effect, and the connection is reset.
    Reset,
    /// What writes takes effect, and the answer is a 500 page.
    ErrorAfter,
    /// A 500 page, without effect.
    ErrorBefore,
    /// 429 with `Retry-After`, without effect.
    TooManyRequests,
    /// The hotel's sign-in page, 200 and HTML, without effect.
    CaptivePortal,
    /// The answer breaks off.
    Truncated,
    /// The body of the answer comes drop by drop.
    SlowBody,
    /// A proxy sends twice what writes.
    Repeated,
    /// The session has run out.
    SessionExpired,
    /// The token is revoked, until all is well again.
    TokenRevoked,
}

/// How often a fault strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Rate {
    /// Never.
    Off,
    /// The next request that fits, and no other.
    Next,
    /// So many of a hundred; which ones is decided by throws that are always the same.
    Percent(u8),
}

/// How long `Retry-After` asks to wait.
const RETRY_AFTER: Duration = Duration::from_secs(5);
/// After how many bytes of its body an answer breaks off.
const TRUNCATED: usize = 20;
/// How many bytes of a slow body come in a second.
const SLOW: u32 = 400;

impl Fault {
    /// All of them.
    pub const ALL: [Fault; 12] = [
        Fault::RequestLost,
        Fault::ReplyLost,
        Fault::Reset,
        Fault::ErrorAfter,
        Fault::ErrorBefore,
        Fault::TooManyRequests,
        Fault::CaptivePortal,
        Fault::Truncated,
        Fault::SlowBody,
        Fault::Repeated,
        Fault::SessionExpired,
        Fault::TokenRevoked,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Fault::RequestLost => "request-lost",
            Fault::ReplyLost => "reply-lost",
            Fault::Reset => "reset",
            Fault::ErrorAfter => "error-after",
            Fault::ErrorBefore => "error-before",
            Fault::TooManyRequests => "too-many-requests",
            Fault::CaptivePortal => "captive-portal",
            Fault::Truncated => "truncated",
            Fault::SlowBody => "slow-body",
            Fault::Repeated => "repeated",
            Fault::SessionExpired => "session-expired",
            Fault::TokenRevoked => "token-revoked",
        }
    }

    fn fate(self) -> Fate {
        match self {
            Fault::RequestLost => Fate::LoseRequest,
            Fault::ReplyLost => Fate::LoseReply,
            Fault::Reset => Fate::Reset,
            Fault::ErrorAfter => Fate::server_error(true),
            Fault::ErrorBefore => Fate::server_error(false),
            Fault::TooManyRequests => Fate::too_many_requests(RETRY_AFTER),
            Fault::CaptivePortal => Fate::CaptivePortal,
            Fault::Truncated => Fate::Truncate(TRUNCATED),
            Fault::SlowBody => Fate::Trickle(SLOW),
            Fault::Repeated => Fate::Repeat,
            Fault::SessionExpired => Fate::Expire,
            Fault::TokenRevoked => Fate::Revoke,
        }
    }

    fn when(self) -> When {
        match self {
            Fault::ReplyLost | Fault::Reset | Fault::ErrorAfter | Fault::Repeated => {
                When::writing()
            }
            // Signing in is how one gets out of these two.
            Fault::SessionExpired | Fault::TokenRevoked => {
                When::any().and(|request| !request.path.starts_with("/api/auth/"))
            }
            _ => When::any(),
        }
    }
}

impl Faults {
    /// Switches a named fault. It replaces what was said about it before.
    pub fn set(&mut self, fault: Fault, rate: Rate) {
        self.orders.retain(|order| order.name != Some(fault));
        let order = Order {
            name: Some(fault),
            ..Order::new(fault.when(), fault.fate())
        };
        self.orders.extend(match rate {
            Rate::Off | Rate::Percent(0) => None,
            Rate::Next => Some(Order {
                left: Some(1),
                ..order
            }),
            Rate::Percent(100..) => Some(order),
            Rate::Percent(percent) => Some(Order {
                odds: Some((usize::from(percent) * 10, Chance::new(fault as u64))),
                ..order
            }),
        });
    }

    /// How often a named fault strikes now; one that was for the next request and struck is off.
    pub fn rate(&self, fault: Fault) -> Rate {
        let order = self.orders.iter().find(|order| order.name == Some(fault));
        match order.map(|order| (order.left, &order.odds)) {
            None => Rate::Off,
            Some((Some(_), _)) => Rate::Next,
            Some((None, None)) => Rate::Percent(100),
            Some((None, Some((per_mille, _)))) => {
                Rate::Percent(u8::try_from(per_mille / 10).unwrap_or(100))
            }
        }
    }
}

/// One thing a person wants to be wrong, as written on a command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// A fault strikes so often.
    Fault(Fault, Rate),
    /// Every answer takes that long.
    Latency(Duration),
    /// So many bytes of an answer travel in a second, if not all at once.
    Bandwidth(Option<u32>),
    /// The server's clock is off by so much.
    Clock(TimeDelta),
}

impl Setting {
    /// Reads `reply-lost=20%`, `captive-portal=next`, `latency=800ms`, `bandwidth=64k` or `clock=+10m`.
    ///
    /// # Errors
    /// A sentence that says what is wrong and what could stand there.
    pub fn parse(text: &str) -> Result<Setting, String> {
        let (name, value) = text
            .split_once('=')
            .ok_or_else(|| format!("'{text}' wants a value, such as reply-lost=20%"))?;
        match name {
            "latency" => span(value)
                .and_then(|span| span.to_std().ok())
                .map(Setting::Latency)
                .ok_or_else(|| format!("latency takes a time such as 800ms, not '{value}'")),
            "bandwidth" => bandwidth(value).map(Setting::Bandwidth).ok_or_else(|| {
                format!("bandwidth takes bytes a second such as 64k, or off, not '{value}'")
            }),
            "clock" => span(value)
                .map(Setting::Clock)
                .ok_or_else(|| format!("clock takes a time such as +10m or -90s, not '{value}'")),
            _ => {
                let fault = Fault::ALL.into_iter().find(|fault| fault.name() == name);
                let fault = fault.ok_or_else(|| {
                    let names = Fault::ALL.map(Fault::name).join(", ");
                    format!(
                        "there is no fault '{name}'; there are {names}, latency, bandwidth, clock"
                    )
                })?;
                let rate = rate(value).ok_or_else(|| {
                    format!("{name} takes off, next, always or a share such as 20%, not '{value}'")
                })?;
                Ok(Setting::Fault(fault, rate))
            }
        }
    }

    /// Makes it so.
    pub fn apply(self, faults: &mut Faults) {
        match self {
            Setting::Fault(fault, rate) => faults.set(fault, rate),
            Setting::Latency(latency) => faults.latency = latency,
            Setting::Bandwidth(rate) => faults.bandwidth = rate,
            Setting::Clock(by) => faults.set_clock_off(by),
        }
    }
}

fn rate(text: &str) -> Option<Rate> {
    match text {
        "off" => Some(Rate::Off),
        "next" => Some(Rate::Next),
        "always" => Some(Rate::Percent(100)),
        share => {
            let percent = share.strip_suffix('%')?.parse().ok()?;
            (percent <= 100).then_some(Rate::Percent(percent))
        }
    }
}

/// `800ms`, `2s`, `+10m`, `-1h`; `off` is none.
fn span(text: &str) -> Option<TimeDelta> {
    if text == "off" {
        return Some(TimeDelta::zero());
    }
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let unit = text.get(digits.len()..)?;
    let number: i64 = digits.parse().ok()?;
    match unit {
        "ms" => TimeDelta::try_milliseconds(number),
        "s" => TimeDelta::try_seconds(number),
        "m" => TimeDelta::try_minutes(number),
        "h" => TimeDelta::try_hours(number),
        _ => None,
    }
}

fn bandwidth(text: &str) -> Option<Option<u32>> {
    if text == "off" {
        return Some(None);
    }
    let number: u32 = match text.strip_suffix('k') {
        Some(thousands) => thousands.parse::<u32>().ok()?.checked_mul(1_000)?,
        None => text.parse().ok()?,
    };
    (number > 0).then_some(Some(number))
}
