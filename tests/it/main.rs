//! The integration tests, one program: a module each subject.

mod support {
    #[cfg(all(unix, feature = "tui"))]
    pub mod pty;
    pub mod replay;
    #[cfg(feature = "tui")]
    pub mod tui;
}

mod answering;
mod assumed;
mod batch;
mod claims;
mod cli;
mod days;
mod dkim;
mod dmarc;
mod dns;
mod engines;
mod envelope;
mod everyday;
mod forgery;
mod forwarded;
mod help;
mod hostile;
mod house;
mod lanes;
mod lists;
#[cfg(feature = "live-dns")]
mod live;
mod mailboxes;
mod no_body;
mod openspf;
mod openspf_cli;
mod path;
#[cfg(feature = "tui")]
mod pictures;
mod pra;
mod receiver_checks;
mod receiver_pages;
mod recorded;
mod redact;
mod refolding;
mod remedy;
mod remedy_cli;
mod reverse_dns;
mod samples;
mod schema;
mod sender_id;
mod spf;
mod ticket;
#[cfg(feature = "tui")]
mod tui_carry;
#[cfg(feature = "tui")]
mod tui_claims;
#[cfg(feature = "tui")]
mod tui_editor;
#[cfg(feature = "tui")]
mod tui_everyday;
#[cfg(feature = "tui")]
mod tui_first_steps;
#[cfg(feature = "tui")]
mod tui_live;
#[cfg(feature = "tui")]
mod tui_many;
#[cfg(all(unix, feature = "tui"))]
mod tui_pty;
#[cfg(all(unix, feature = "tui"))]
mod tui_pty_paths;
#[cfg(all(unix, feature = "tui"))]
mod tui_pty_typing;
#[cfg(feature = "tui")]
mod tui_remedy;
#[cfg(feature = "tui")]
mod tui_screens;
#[cfg(feature = "tui")]
mod tui_told;
#[cfg(feature = "tui")]
mod tui_update;
#[cfg(feature = "tui")]
mod tui_views;
#[cfg(feature = "tui")]
mod tui_walk;
#[cfg(feature = "tui")]
mod tui_whatif;
mod walk;
mod walk_program;
