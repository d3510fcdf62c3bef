//! DKIM: a recorded result beside our verification of the same signature.

use super::{Found, Reason, Record, about};
use crate::message::MethodResult;

impl Record<'_> {
    pub(super) fn dkim(&self, result: &MethodResult) -> Found {
        Found { about: about::signature(result), because: vec![Reason::NotChecked], ..Found::default() }
    }
}
