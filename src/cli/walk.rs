//! `walk`: each message as the receiving server lives it, as text.

use super::args::Options;
use super::besides::{Besides, Kept};
use super::check::desk;
use super::complaint::sentence;
use super::judge::{Judgement, judge};
use super::live::Asker;
use super::output::Progress;
use super::{output, profiles, status};
use crate::case::Case;
use crate::report::paint::Line;
use crate::report::{self, Judged};
use crate::source::Input;
use std::path::PathBuf;

/// Prints the walk of every input. The exit status says only whether all could be read: what the receivers
/// decide is the end of a story here, no outcome of a check.
pub fn walk(paths: &[PathBuf], options: &Options) -> anyhow::Result<u8> {
    let profiles = profiles::load(options)?;
    let desk = desk(paths, options, profiles)?;
    let style = output::style(options);
    let mut besides = Besides::new(options, &desk)?;
    let is_recorded = besides.records();
    let mut worst = status::OK;
    let mut first = true;
    let progress = Progress::new(options.language(), desk.inputs.len());
    let make = |input: &Input, judged: anyhow::Result<Judgement>| {
        let lines = match &judged {
            Ok(Judgement { opened, case, advice, tally }) => {
                let judged = Judged::new(opened, case, tally.as_ref(), profiles).advised(advice, None);
                report::walk::message(&judged, pair(case, options), style)
            }
            Err(error) => report::text::unreadable(input, &sentence(error, style.lang), style),
        };
        (judged.map(|judged| Kept::of(&judged, is_recorded, profiles)), lines)
    };
    judge(&desk, profiles, Asker::new(options), progress, make, |(kept, lines)| {
        if !std::mem::take(&mut first) {
            output::print(options, &[Line::default(), Line::default()])?;
        }
        match kept {
            Ok(kept) => besides.take(kept),
            Err(error) => {
                worst = status::USAGE;
                output::complain(&sentence(&error, style.lang));
            }
        }
        Ok(output::print(options, &lines)?)
    })?;
    besides.end()?;
    Ok(worst)
}

/// The receivers of the walk: the first two that were named, else those that a report sets side by side.
fn pair(case: &Case, options: &Options) -> (usize, usize) {
    let named = (!options.receiver.is_empty()).then(|| (0, case.verdicts.len().min(2).saturating_sub(1)));
    named.or_else(|| case.pair()).unwrap_or_default()
}
