//! What is wrong or doubtful in a DMARC record while it is typed (RFC 9989 sections 4.7 and 4.8).

use super::Fault;
use crate::settings::Lang;
use crate::text::{Shown, truncate};
use crate::words::whatif::WhatIfText;
use std::ops::Range;

/// The tags that there are besides the version; pct, rf and ri are of RFC 7489.
const TAGS: [&str; 13] = ["p", "sp", "np", "adkim", "aspf", "rua", "ruf", "fo", "psd", "t", "pct", "rf", "ri"];
const POLICIES: [&str; 3] = ["none", "quarantine", "reject"];
/// Columns of a tag that tell which one is meant.
const TAG: usize = 32;

/// What is wrong, then what is doubtful; `at` gives the place in the line of a place in the text.
pub(super) fn faults(text: &str, at: &dyn Fn(Range<usize>) -> Option<Range<usize>>, lang: Lang) -> Vec<Fault> {
    let (mut wrong, mut doubtful) = (Vec::new(), Vec::new());
    let mut before: Vec<String> = Vec::new();
    let mut start = 0;
    for (index, tag) in text.split(';').enumerate() {
        let span = start + (tag.len() - tag.trim_start().len())..start + tag.trim_end().len();
        start += tag.len() + 1;
        let shown = truncate(Shown::new(tag.trim()).as_str(), TAG);
        let named = tag.split_once('=').map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim()));
        if index == 0 {
            if named.is_none_or(|(name, value)| name != "v" || value != "DMARC1") {
                wrong.push(Fault::wrong(at(span), WhatIfText::NoDmarc.text(lang)));
            }
            continue;
        }
        let Some((name, value)) = named else {
            if !shown.is_empty() {
                doubtful.push(Fault::doubtful(at(span), WhatIfText::NoTag { text: &shown }.text(lang)));
            }
            continue;
        };
        let is_one_of = |values: &[&str]| values.iter().any(|known| known.eq_ignore_ascii_case(value));
        let told = truncate(Shown::new(value).as_str(), TAG);
        if before.contains(&name) {
            let text = WhatIfText::TagAgain { text: &shown, tag: &Shown::new(&name) }.text(lang);
            doubtful.push(Fault::doubtful(at(span), text));
        } else if !TAGS.contains(&name.as_str()) {
            doubtful.push(Fault::doubtful(at(span), WhatIfText::UnknownTag { text: &shown }.text(lang)));
        } else if matches!(name.as_str(), "p" | "sp" | "np") && !is_one_of(&POLICIES) {
            wrong.push(Fault::wrong(at(span), WhatIfText::NoPolicy { tag: &name, value: &told }.text(lang)));
        } else if matches!(name.as_str(), "adkim" | "aspf") && !is_one_of(&["r", "s"]) {
            let text = WhatIfText::NoSwitch { tag: &name, value: &told }.text(lang);
            doubtful.push(Fault::doubtful(at(span), text));
        }
        if TAGS.contains(&name.as_str()) {
            before.push(name);
        }
    }
    wrong.extend(doubtful);
    wrong
}
