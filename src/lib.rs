//! An email has two Froms: `twofrom` shows which one each receiver checks, and what follows from it.
//!
//! The house, in the order in which a module may use another (a test holds the `use crate::` lines
//! against it; modules of one line do not use each other):
//!
//! | module | responsibility |
//! | --- | --- |
//! | [`text`] | hostile text made safe to show; display width, wrapping, cutting |
//! | [`settings`] | what the user asked for, as meaning: as-of day, overrides, receivers |
//! | [`dns`], [`message`] | DNS as a value (questions, answers, zone files); raw bytes to fields with spans |
//! | [`redact`] | messages written anew without what names people |
//! | [`source`], [`identity`], [`spf`], [`reverse_dns`] | paths to raw messages; who the message says it is from; `check_host()`; PTR |
//! | [`dmarc`], [`dkim`] | policy discovery by tree walk and alignment; who signed |
//! | [`receiver`] | receiver profiles as data with evidence, and the judge that applies them |
//! | [`sender`] | the services that send for others, as data with evidence; by what their mail is recognised |
//! | [`case`] | `analyse()`: one message, one set of answers, one immutable [`case::Case`] |
//! | [`comparison`] | what servers recorded, each result beside ours, and why they differ |
//! | [`resolver`] | what asks the network, and the loop that asks what an analysis needs |
//! | [`remedy`] | what to publish, under which condition, proved by analysing again |
//! | [`walk`] | a message as the receiving server lives it, step by step to the verdicts of two receivers |
//! | [`words`] | every word a person reads, in English and Japanese |
//! | [`report`], [`tui`] | renderers of a `Case` |
//! | [`cli`] | the command line |
//!
//! Data goes one way: bytes → `Message` → `Identities`; with `Answers` → `Case` → a renderer.
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used))]

pub mod case;
pub mod cli;
pub mod comparison;
pub mod dkim;
pub mod dmarc;
pub mod dns;
pub mod identity;
pub mod message;
pub mod receiver;
pub mod redact;
pub mod remedy;
pub mod report;
pub mod resolver;
pub mod reverse_dns;
pub mod sender;
pub mod settings;
pub mod source;
pub mod spf;
pub mod text;
#[cfg(feature = "tui")]
pub mod tui;
pub mod walk;
pub mod words;
