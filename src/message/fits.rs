//! What was found out about a signature and a key, remembered: a message is analysed at every answer and at every
//! letter of a what-if, and a verification takes longer than all the rest of an analysis.

use super::Limits;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// Whether keys fit a signature. It says nothing that is not found out again: two of them are never different.
#[derive(Debug, Default)]
pub struct Fits(Mutex<VecDeque<(String, bool)>>);

impl Fits {
    /// Whether the key fits whose record has this text; `verify` finds it out.
    pub fn with(&self, key: &str, verify: impl FnOnce() -> bool) -> bool {
        let known = |keys: &VecDeque<(String, bool)>| keys.iter().find(|(text, _)| text == key).map(|(_, fits)| *fits);
        // A panic elsewhere leaves nothing half done here.
        let found = known(&self.0.lock().unwrap_or_else(PoisonError::into_inner));
        found.unwrap_or_else(|| {
            let fits = verify();
            let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if keys.len() >= Limits::DEFAULT.remembered_keys {
                keys.pop_front();
            }
            keys.push_back((key.to_owned(), fits));
            fits
        })
    }
}

impl Clone for Fits {
    fn clone(&self) -> Self {
        Self(Mutex::new(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()))
    }
}

impl PartialEq for Fits {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Fits {}

#[cfg(test)]
mod tests {
    use super::Fits;

    #[test]
    fn a_key_is_tried_once_as_long_as_it_is_remembered() {
        let fits = Fits::default();
        let mut tried = 0;
        let mut ask = |key: &str| {
            fits.with(key, || {
                tried += 1;
                key == "p=good"
            })
        };
        assert!(ask("p=good") && ask("p=good") && !ask("p=bad") && !ask("p=bad"));
        for number in 0..20 {
            ask(&number.to_string());
        }
        assert!(ask("p=good"));
        assert_eq!(tried, 23);
    }
}
