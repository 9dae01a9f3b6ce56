//! What can go wrong between a client and this server, on demand.
//!
//! A [`Fate`] is decided for each request, before the model sees it: [`Crm::fate`] takes the first standing order that
//! fits. Carrying it out is split: [`Crm::serve`] does what concerns the state (was there an effect?) and says what the
//! client is to see; the face, or a simulator, does what concerns the line (cut, truncate, wait). Faults a person
//! switches on by name and rate are in `fault/lab.rs`.

mod lab;

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;

use crate::auth;
use crate::crm::Crm;
use crate::message::{Method, Request, Response};
use crate::reply;
use crate::seed::Chance;
use crate::state::Token;

pub use lab::{Fault, Rate, Setting};

/// What happens to one request.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It is answered, as it should be.
    Deliver,
    /// It never arrives: no effect, and the connection is closed without a byte.
    LoseRequest,
    /// It takes effect, and the answer is lost: the connection is closed without a byte.
    LoseReply,
    /// A proxy sends it twice: it takes effect twice, and the second answer arrives.
    Repeat,
    /// Something else answers: a proxy, a crash. With or without the effect.
    Answer {
        /// Status code.
        status: u16,
        /// Headers.
        headers: Vec<(String, String)>,
        /// Body.
        body: Vec<u8>,
        /// Whether the model saw the request first.
        after_effect: bool,
    },
    /// The hotel's sign-in page: 200 and HTML, no effect.
    CaptivePortal,
    /// It takes effect; the answer breaks off after that many bytes of its body, though the header promised all.
    Truncate(usize),
    /// It is answered, but late.
    Delay(Duration),
    /// It takes effect; then the connection is reset, without a byte.
    Reset,
    /// It is answered, but the body comes drop by drop: so many bytes a second.
    Trickle(u32),
    /// The session it comes with has run out an hour ago.
    Expire,
    /// The token it comes with was revoked a moment ago, for good.
    Revoke,
}

impl Fate {
    /// A 500 page, before the request took effect, or after.
    pub fn server_error(after_effect: bool) -> Fate {
        let page = reply::html_500();
        Fate::Answer {
            status: 500,
            headers: page.headers,
            body: page.body,
            after_effect,
        }
    }

    /// 429 of a proxy, without effect.
    pub fn too_many_requests(retry_after: Duration) -> Fate {
        Fate::busy(429, Some(retry_after))
    }

    /// 503 of a proxy, without effect.
    pub fn unavailable(retry_after: Option<Duration>) -> Fate {
        Fate::busy(503, retry_after)
    }

    fn busy(status: u16, retry_after: Option<Duration>) -> Fate {
        let mut headers = vec![("Content-Type".to_owned(), "text/plain".to_owned())];
        if let Some(wait) = retry_after {
            headers.push(("Retry-After".to_owned(), wait.as_secs().to_string()));
        }
        let body = b"Try again later\n".to_vec();
        Fate::Answer {
            status,
            headers,
            body,
            after_effect: false,
        }
    }
}

/// A test on requests, given by name or as a function.
type Test = Arc<dyn Fn(&Request) -> bool + Send + Sync>;

/// Which requests are meant. Empty means all.
#[derive(Clone, Default)]
pub struct When {
    tests: Vec<Test>,
}

impl std::fmt::Debug for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "When({} tests)", self.tests.len())
    }
}

impl When {
    /// Every request.
    pub fn any() -> When {
        When::default()
    }

    /// Requests that may change something.
    pub fn writing() -> When {
        When::any().and(|request| !request.method.is_safe())
    }

    /// Requests that only ask.
    pub fn reading() -> When {
        When::any().and(|request| request.method.is_safe())
    }

    /// Requests of this method.
    pub fn method(method: Method) -> When {
        When::any().and(move |request| request.method == method)
    }

    /// And whose path contains this.
    #[must_use]
    pub fn path(self, part: &str) -> When {
        let part = part.to_owned();
        self.and(move |request| request.path.contains(&part))
    }

    /// And whose body contains this text.
    #[must_use]
    pub fn body(self, part: &str) -> When {
        let part = part.to_owned();
        self.and(move |request| String::from_utf8_lossy(&request.body).contains(&part))
    }

    /// And for which this holds.
    #[must_use]
    pub fn and(mut self, test: impl Fn(&Request) -> bool + Send + Sync + 'static) -> When {
        self.tests.push(Arc::new(test));
        self
    }

    fn fits(&self, request: &Request) -> bool {
        self.tests.iter().all(|test| test(request))
    }
}

#[derive(Clone, Debug)]
struct Order {
    when: When,
    fate: Fate,
    /// How many requests it may pass over first.
    skip: usize,
    /// How often still; `None` is for ever.
    left: Option<usize>,
    /// How many of a thousand it strikes, by which throws; `None` is all of them.
    odds: Option<(usize, Chance)>,
    /// What a person knows it as.
    name: Option<Fault>,
}

impl Order {
    fn new(when: When, fate: Fate) -> Order {
        Order {
            when,
            fate,
            skip: 0,
            left: None,
            odds: None,
            name: None,
        }
    }
}

/// The standing orders, first come first served.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    orders: Vec<Order>,
    clock_off: TimeDelta,
    /// How long every answer takes at least, over a face. Simulators have a line of their own.
    pub latency: Duration,
    /// How many bytes of an answer travel in a second, if not all at once, over a face.
    pub bandwidth: Option<u32>,
}

impl Faults {
    /// The next request that fits meets this fate.
    pub fn next(&mut self, when: When, fate: Fate) {
        self.times(1, when, fate);
    }

    /// The next so many that fit.
    pub fn times(&mut self, times: usize, when: When, fate: Fate) {
        self.orders.push(Order {
            left: Some(times),
            ..Order::new(when, fate)
        });
    }

    /// Not the next `skip` that fit, but the one after.
    pub fn after(&mut self, skip: usize, when: When, fate: Fate) {
        self.orders.push(Order {
            skip,
            left: Some(1),
            ..Order::new(when, fate)
        });
    }

    /// All that fit, until [`Faults::clear`].
    pub fn always(&mut self, when: When, fate: Fate) {
        self.orders.push(Order::new(when, fate));
    }

    /// So many of a thousand of those that fit, until [`Faults::clear`]. Which ones is decided by the seed: the same
    /// requests in the same order meet the same fates.
    pub fn at_rate(&mut self, per_mille: usize, seed: u64, when: When, fate: Fate) {
        self.orders.push(Order {
            odds: Some((per_mille, Chance::new(seed))),
            ..Order::new(when, fate)
        });
    }

    /// The server's clock goes wrong by so much: what it stores and what it says in `Date`.
    pub fn set_clock_off(&mut self, by: TimeDelta) {
        self.clock_off = by;
    }

    /// By how much the server's clock is off.
    pub fn clock_off(&self) -> TimeDelta {
        self.clock_off
    }

    /// From now on all goes well. Tokens that were revoked stay so: see [`Crm::all_well`].
    pub fn clear(&mut self) {
        *self = Faults::default();
    }

    /// Whether no order stands.
    pub fn is_empty(&self) -> bool {
        self.orders.is_empty()
    }

    fn take(&mut self, request: &Request) -> Fate {
        for order in &mut self.orders {
            if !order.when.fits(request) {
                continue;
            }
            if let Some((odds, chance)) = &mut order.odds
                && !chance.per_mille(*odds)
            {
                continue;
            }
            if order.skip > 0 {
                order.skip -= 1;
                continue;
            }
            if let Some(left) = &mut order.left {
                *left = left.saturating_sub(1);
            }
            let fate = order.fate.clone();
            self.orders.retain(|order| order.left != Some(0));
            return fate;
        }
        Fate::Deliver
    }
}

/// What the client is to see.
#[derive(Clone, Debug, PartialEq)]
pub enum Served {
    /// This answer.
    Answer(Response),
    /// This answer, but not before so much time has passed.
    Late(Response, Duration),
    /// The head of this answer and so many bytes of its body; then the connection is closed.
    Truncated(Response, usize),
    /// Nothing: the connection is closed without a byte.
    Cut,
}

impl Served {
    /// The whole answer, if it arrives whole.
    pub fn answer(self) -> Option<Response> {
        match self {
            Served::Answer(response) | Served::Late(response, _) => Some(response),
            Served::Truncated(..) | Served::Cut => None,
        }
    }
}

impl Crm {
    /// Revokes the token a request comes with.
    fn revoke(&mut self, request: &Request) {
        let Some(secret) = auth::secret(request) else {
            return;
        };
        let all = self.orgs_mut().flat_map(|state| &mut state.tokens);
        let good = |token: &&mut Token| token.secret == secret && token.revoked_at.is_none();
        let mut revoked = Vec::new();
        for token in all.filter(good) {
            token.revoked_at = Some(request.at);
            revoked.push(token.secret.clone());
        }
        self.revoked_by_fate.extend(revoked);
    }

    /// From now on all goes well, and no token is revoked that a [`Fate`] revoked.
    pub fn all_well(&mut self) {
        self.faults.clear();
        let revoked = std::mem::take(&mut self.revoked_by_fate);
        let all = self.orgs_mut().flat_map(|state| &mut state.tokens);
        for token in all.filter(|token| revoked.contains(&token.secret)) {
            token.revoked_at = None;
        }
    }

    /// Whether a [`Fate`] revoked a token that is still revoked.
    pub fn has_revoked(&self) -> bool {
        !self.revoked_by_fate.is_empty()
    }

    /// Decides what happens to a request, using up the order it falls under.
    pub fn fate(&mut self, request: &Request) -> Fate {
        self.faults.take(request)
    }

    /// The model behind a line on which things go wrong.
    pub fn serve(&mut self, request: &Request) -> Served {
        let fate = self.fate(request);
        self.carry_out(request, fate)
    }

    /// Does to the state what a fate asks, and says what the client is to see. A face that can do more to its line than
    /// [`Served`] says (reset it, send slowly) looks at the fate itself.
    pub fn carry_out(&mut self, request: &Request, fate: Fate) -> Served {
        let mut skewed;
        let request = if self.faults.clock_off.is_zero() {
            request
        } else {
            skewed = request.clone();
            skewed.at += self.faults.clock_off;
            &skewed
        };
        match fate {
            Fate::Deliver => Served::Answer(self.handle(request)),
            Fate::Delay(wait) => Served::Late(self.handle(request), wait),
            Fate::Truncate(bytes) => Served::Truncated(self.handle(request), bytes),
            Fate::Repeat => {
                self.handle(request);
                Served::Answer(self.handle(request))
            }
            Fate::LoseRequest => Served::Cut,
            Fate::LoseReply | Fate::Reset => {
                self.handle(request);
                Served::Cut
            }
            Fate::Trickle(rate) => {
                let response = self.handle(request);
                let bytes = u64::try_from(response.body.len()).unwrap_or(u64::MAX);
                let wait =
                    Duration::from_millis(bytes.saturating_mul(1_000) / u64::from(rate.max(1)));
                Served::Late(response, wait)
            }
            Fate::Expire => {
                let mut late = request.clone();
                let bearer = |(name, _): &(String, String)| {
                    !["authorization", "token"].contains(&name.to_ascii_lowercase().as_str())
                };
                late.headers.retain(bearer);
                let token = self.expired_session(request.at);
                Served::Answer(self.handle(&late.bearer(&token)))
            }
            Fate::Revoke => {
                self.revoke(request);
                Served::Answer(self.handle(request))
            }
            Fate::CaptivePortal => {
                let page = "<!doctype html><html><head><title>Welcome</title></head><body><h1>Guest network</h1><p>Please accept the terms to go online.</p></body></html>\n";
                let page = reply::with_type(200, "text/html; charset=utf-8", page.into());
                Served::Answer(reply::finish(page, request.method, &[], request.at))
            }
            Fate::Answer {
                status,
                headers,
                body,
                after_effect,
            } => {
                if after_effect {
                    self.handle(request);
                }
                let response = Response {
                    status,
                    headers,
                    body,
                };
                Served::Answer(reply::finish(response, request.method, &[], request.at))
            }
        }
    }
}
