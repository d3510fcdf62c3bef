//! What is doubtful in a record although the grammar has it: terms that are never tested, that nobody
//! reads, or that say more than their owner may want. Read off the text alone; nothing is evaluated.

use super::record::{Body, MECHANISMS, Record, Term, split_qualifier};
use super::{Qualifier, TermKind};
use std::collections::HashSet;
use std::ops::Range;

/// Something doubtful.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caution {
    /// What kind of thing.
    pub kind: CautionKind,
    /// Where in the record's text, in bytes.
    pub span: Range<usize>,
}

/// What is doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CautionKind {
    /// Mechanisms after `all` are never tested (RFC 7208 section 5.1).
    AfterAll,
    /// `redirect` is ignored where the record has an `all`, wherever they stand (section 6.1).
    RedirectBesideAll,
    /// The same mechanism stood before: this one never decides, whatever its qualifier.
    Again,
    /// `ptr` should not be published (section 5.5).
    Ptr,
    /// Every client passes: `+all`, or a network of all addresses.
    EverybodyPasses,
    /// A second version section, as if two records had been joined: it is taken for an unknown modifier.
    VersionAgain,
    /// A mechanism's name with `=` is an unknown modifier, which is ignored (section 6).
    MechanismAsModifier,
    /// A modifier that nobody knows, which is ignored (section 6).
    UnknownModifier,
}

/// What is doubtful in a record that begins with its version section, in the order of its terms. What
/// stands after `all` is told once for all of it.
#[must_use]
pub fn cautions(record: &str) -> Vec<Caution> {
    let Record { terms, .. } = Record::parse(record);
    let has_all = terms.iter().any(|term| term.kind == TermKind::All);
    let mut cautions: Vec<Caution> = Vec::new();
    let mut before = HashSet::new();
    // Where the telling of what stands after all is, among the others.
    let mut after_all: Option<Option<usize>> = None;
    for term in &terms {
        let kind = match term.kind {
            TermKind::UnknownModifier => unknown(term.text),
            TermKind::Redirect if has_all => CautionKind::RedirectBesideAll,
            TermKind::Invalid | TermKind::Exp | TermKind::Redirect => continue,
            _ => {
                if let Some(told) = &mut after_all {
                    if let Some(caution) = told.and_then(|at| cautions.get_mut(at)) {
                        caution.span.end = term.span.end;
                    } else {
                        *told = Some(cautions.len());
                        cautions.push(Caution { kind: CautionKind::AfterAll, span: term.span.clone() });
                    }
                    continue;
                }
                if term.kind == TermKind::All {
                    after_all = Some(None);
                }
                let is_again = !before.insert(plain(term));
                match term.kind {
                    _ if is_again => CautionKind::Again,
                    TermKind::Ptr => CautionKind::Ptr,
                    _ if passes_everybody(term) => CautionKind::EverybodyPasses,
                    _ => continue,
                }
            }
        };
        cautions.push(Caution { kind, span: term.span.clone() });
    }
    cautions
}

/// A mechanism without its qualifier, as far as it is the same in other letters.
fn plain(term: &Term<'_>) -> String {
    let (_, bare) = split_qualifier(term.text);
    // Upper-case macro letters escape what they expand to: they are other macros.
    let bare = if bare.contains('%') { bare.to_owned() } else { bare.to_ascii_lowercase() };
    let whole = match term.kind {
        TermKind::Ip4 => "/32",
        TermKind::Ip6 => "/128",
        _ => return bare,
    };
    bare.strip_suffix(whole).map_or_else(|| bare.clone(), str::to_owned)
}

fn passes_everybody(term: &Term<'_>) -> bool {
    let is_whole = match &term.body {
        Body::All => true,
        Body::Network(network) => network.is_whole(),
        _ => false,
    };
    is_whole && term.qualifier == Qualifier::Pass
}

fn unknown(text: &str) -> CautionKind {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    if name.eq_ignore_ascii_case("v") && value.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("spf")) {
        CautionKind::VersionAgain
    } else if MECHANISMS.iter().any(|(known, _)| known.eq_ignore_ascii_case(name)) {
        CautionKind::MechanismAsModifier
    } else {
        CautionKind::UnknownModifier
    }
}

#[cfg(test)]
mod tests {
    use super::{CautionKind, cautions};
    use CautionKind::{
        AfterAll, Again, EverybodyPasses, MechanismAsModifier, Ptr, RedirectBesideAll, UnknownModifier, VersionAgain,
    };

    fn found(record: &str) -> Vec<(CautionKind, &str)> {
        cautions(record).into_iter().map(|caution| (caution.kind, &record[caution.span])).collect()
    }

    #[test]
    fn a_plain_record_has_nothing_doubtful() {
        for record in [
            "v=spf1",
            "v=spf1 -all",
            "v=spf1 ip4:192.0.2.1 ip4:192.0.2.0/24 a mx a:mail.example include:mail.example ~all exp=why.example",
            "v=spf1 redirect=_spf.mail.example",
            "v=spf1 exists:%{i}.a.example exists:%{I}.a.example ?all",
            "v=spf1 -ip4:0.0.0.0/0",
        ] {
            assert_eq!(found(record), [], "{record}");
        }
    }

    #[test]
    fn what_is_never_tested_is_told_once() {
        assert_eq!(found("v=spf1 -all a mx"), [(AfterAll, "a mx")]);
        assert_eq!(found("v=spf1 ~all -all"), [(AfterAll, "-all")]);
        assert_eq!(found("v=spf1 -all ptr +all exp=a.example"), [(AfterAll, "ptr +all")]);
        assert_eq!(found("v=spf1 redirect=a.example -all"), [(RedirectBesideAll, "redirect=a.example")]);
        assert_eq!(
            found("v=spf1 -all redirect=a.example mx"),
            [(RedirectBesideAll, "redirect=a.example"), (AfterAll, "mx")]
        );
    }

    #[test]
    fn the_same_mechanism_twice_is_told_whatever_its_qualifier() {
        assert_eq!(found("v=spf1 a -A mx"), [(Again, "-A")]);
        assert_eq!(found("v=spf1 ip4:192.0.2.1 ip4:192.0.2.1/32 ip4:192.0.2.1/24"), [(Again, "ip4:192.0.2.1/32")]);
        assert_eq!(found("v=spf1 include:a.example include:A.example"), [(Again, "include:A.example")]);
    }

    #[test]
    fn what_says_too_much_or_nothing_is_told() {
        assert_eq!(found("v=spf1 ptr +all"), [(Ptr, "ptr"), (EverybodyPasses, "+all")]);
        assert_eq!(found("v=spf1 all"), [(EverybodyPasses, "all")]);
        assert_eq!(found("v=spf1 ip4:0.0.0.0/0 -all"), [(EverybodyPasses, "ip4:0.0.0.0/0")]);
        assert_eq!(found("v=spf1 a v=spf1 mx -all"), [(VersionAgain, "v=spf1")]);
        assert_eq!(found("v=spf1 include=a.example -all"), [(MechanismAsModifier, "include=a.example")]);
        assert_eq!(found("v=spf1 x-note=a -all"), [(UnknownModifier, "x-note=a")]);
    }
}
