//! Journeys of the engine, without a window: each is a story with alice, bob and the CRM, in virtual time.
//!
//! One file per part of the product. The same journeys in the real window are in `window/`.

mod mirror;
mod plane;
