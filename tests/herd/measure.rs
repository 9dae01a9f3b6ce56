//! What a request costs the server, and the load of a day in bins of ten seconds.
//!
//! The costs are measured ones of a real server with 5,000 cases (CPU seconds, and how long an answer took on a quiet
//! machine); they do not grow with the herd: here the server is as large as it must be.

use crate::office::Office;
use chrono::{DateTime, TimeDelta, Utc};

/// Seconds of a bin.
pub(crate) const BIN: usize = 10;

/// One request.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    /// Milliseconds of the server's CPU.
    cpu: f64,
    /// Milliseconds until the answer is here.
    takes: i64,
}

impl Cost {
    pub(crate) const REFUSED: Cost = Cost { cpu: 0.0, takes: 0 };
    pub(crate) const FEED: Cost = Cost {
        cpu: 14.0,
        takes: 42,
    };
    pub(crate) const NOTICES: Cost = Cost {
        cpu: 5.0,
        takes: 16,
    };
    pub(crate) const DETAIL: Cost = Cost {
        cpu: 41.0,
        takes: 100,
    };
    /// Not measured: taken to cost what a detail does.
    pub(crate) const WRITE: Cost = Cost {
        cpu: 41.0,
        takes: 100,
    };
    /// Not measured: the rights are looked at before most is read.
    pub(crate) const DENIED: Cost = Cost {
        cpu: 10.0,
        takes: 30,
    };
    pub(crate) const SMALL: Cost = Cost {
        cpu: 10.0,
        takes: 25,
    };
    pub(crate) const ACCOUNTS: Cost = Cost {
        cpu: 800.0,
        takes: 1_100,
    };
    pub(crate) const CONTACTS: Cost = Cost {
        cpu: 280.0,
        takes: 280,
    };

    /// A page of the list, without descriptions.
    pub(crate) fn page(rows: u32) -> Cost {
        Cost {
            cpu: 20.0 * f64::from(rows),
            takes: 24 * i64::from(rows),
        }
    }

    pub(crate) fn takes(self) -> TimeDelta {
        TimeDelta::milliseconds(self.takes)
    }
}

/// A day's load.
pub(crate) struct Load {
    requests: Vec<f64>,
    cpu: Vec<f64>,
}

/// The same figure in two units.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Both {
    /// A second.
    pub(crate) requests: f64,
    /// Seconds of CPU a second: busy cores.
    pub(crate) cores: f64,
}

impl Both {
    pub(crate) fn over(self, other: Both) -> Both {
        Both {
            requests: self.requests / other.requests,
            cores: self.cores / other.cores,
        }
    }
}

impl Load {
    pub(crate) fn new() -> Load {
        let bins = 86_400 / BIN;
        Load {
            requests: vec![0.0; bins],
            cpu: vec![0.0; bins],
        }
    }

    pub(crate) fn add(&mut self, at: DateTime<Utc>, cost: Cost) {
        if let Some(bin) = bin(at).filter(|bin| *bin < self.requests.len()) {
            self.requests[bin] += 1.0 / BIN as f64;
            self.cpu[bin] += cost.cpu / 1000.0 / BIN as f64;
        }
    }

    fn between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> (&[f64], &[f64]) {
        let bins = bin(from).unwrap()..bin(to).unwrap();
        (&self.requests[bins.clone()], &self.cpu[bins])
    }

    pub(crate) fn mean(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Both {
        let mean = |all: &[f64]| all.iter().sum::<f64>() / all.len() as f64;
        let (requests, cpu) = self.between(from, to);
        Both {
            requests: mean(requests),
            cores: mean(cpu),
        }
    }

    pub(crate) fn peak(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Both {
        let most = |all: &[f64]| all.iter().copied().fold(0.0, f64::max);
        let (requests, cpu) = self.between(from, to);
        Both {
            requests: most(requests),
            cores: most(cpu),
        }
    }

    pub(crate) fn requests(&self) -> &[f64] {
        &self.requests
    }
}

fn bin(at: DateTime<Utc>) -> Option<usize> {
    usize::try_from((at - Office::day()).num_seconds())
        .ok()
        .map(|second| second / BIN)
}
