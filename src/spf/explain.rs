//! The explanation of a fail (RFC 7208 section 6.2): fetched after the result, from the record that gave
//! it, an include's never among them.

use super::check::Run;
use super::macros::{MacroString, Place, Values};
use super::mechanism::For;
use super::{Check, Expansion, TermKind, TermOutcome, TermTrace};
use crate::dns::{Answer, Asked, Name, RecordType};

/// Why there is no explanation.
enum Without {
    /// It is not to be had, and the fail stands without one.
    None,
    /// An answer is missing.
    Pending,
}

impl Run<'_> {
    /// The explanation for a check that failed. The record that gave the result is the last one that was
    /// redirected to; the `exp` of the others has no part in it.
    pub fn explain(&mut self, check: &mut Check) -> Option<String> {
        let redirect = check
            .terms
            .iter_mut()
            .find(|term| term.kind == TermKind::Redirect && term.outcome == TermOutcome::Followed)
            .and_then(|term| term.child.as_deref_mut());
        if let Some(target) = redirect {
            return self.explain(target);
        }
        let term = check.terms.iter_mut().find(|term| term.kind == TermKind::Exp)?;
        let explanation = self.fetch(&check.domain, term);
        term.outcome = match explanation {
            Err(Without::Pending) => TermOutcome::Pending,
            Ok(_) | Err(Without::None) => TermOutcome::Followed,
        };
        explanation.ok()
    }

    fn fetch(&mut self, domain: &Name, trace: &mut TermTrace) -> Result<String, Without> {
        let written = trace.text.split_once('=').map_or("", |(_, spec)| spec);
        let spec = MacroString::parse(written, Place::Domain).map_err(|_| Without::None)?;
        let client_name = self.client_name_for(domain, &spec, &mut trace.asked)?;
        let name = self.values(domain, client_name.as_ref()).expand_name(&spec).ok_or(Without::None)?;
        if spec.has_macros {
            trace.expansion = Some(Expansion { before: written.to_owned(), after: name.as_str().to_owned() });
        }
        trace.domain = Some(name.clone());
        name.check().map_err(|_| Without::None)?;
        let answer =
            self.ask(For::Explanation, &mut trace.asked, &name, RecordType::Txt).map_err(|_| Without::Pending)?;
        let text = only_text(&answer).ok_or(Without::None)?;
        let in_order = text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
        let string = MacroString::parse(&text, Place::Text).ok().filter(|_| in_order).ok_or(Without::None)?;
        let client_name = self.client_name_for(domain, &string, &mut trace.asked)?;
        let explanation = self.values(domain, client_name.as_ref()).expand(&string).ok_or(Without::None)?;
        if explanation.is_ascii() { Ok(explanation) } else { Err(Without::None) }
    }

    fn values<'v>(&'v self, domain: &'v Name, client_name: Option<&'v Name>) -> Values<'v> {
        Values { request: self.request, ip: self.ip, domain, client_name: client_name.map(Name::as_str) }
    }

    /// The client's validated name, if the string needs it.
    fn client_name_for(
        &mut self,
        domain: &Name,
        string: &MacroString<'_>,
        asked: &mut Vec<Asked>,
    ) -> Result<Option<Name>, Without> {
        match self.ip {
            None if string.needs_ip => Err(Without::Pending),
            Some(ip) if string.needs_name => {
                self.validated_name(For::Explanation, asked, ip, domain).map_err(|_| Without::Pending)
            }
            _ => Ok(None),
        }
    }
}

/// The text of an answer with exactly one record.
fn only_text(answer: &Answer) -> Option<String> {
    match answer.records() {
        [record] => String::from_utf8(record.data.txt()?).ok(),
        _ => None,
    }
}
