//! What the stand-in promises, as sentences.

mod demo;
