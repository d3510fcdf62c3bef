//! `walk`: each message as the receiving server lives it, as text.

use super::args::Options;
use super::check::{complain_of, desk};
use super::complaint::sentence;
use super::judge::{Judgement, judge};
use super::live::Asker;
use super::output::Progress;
use super::record::Recorder;
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
    let mut recorder = Recorder::of(options, Some(&desk))?;
    let mut worst = status::OK;
    let mut first = true;
    let mut complained = None;
    let progress = Progress::new(options.language(), desk.inputs.len());
    let render = |input: &Input, judged: &anyhow::Result<Judgement>| match judged {
        Ok(Judgement { opened, case, advice, tally }) => {
            let judged = Judged::new(opened, case, tally.as_ref(), profiles).advised(advice, None);
            report::walk::message(&judged, pair(case, options), style)
        }
        Err(error) => report::text::unreadable(input, &sentence(error, style.lang), style),
    };
    judge(&desk, profiles, Asker::new(options), progress, render, |judged, lines| {
        if !std::mem::take(&mut first) {
            output::print(options, &[Line::default(), Line::default()])?;
        }
        match judged {
            Ok(Judgement { opened, .. }) => {
                // The zone beside an mbox is read for each of its messages.
                if complained.as_ref() != Some(&opened.dns) {
                    complain_of(&opened.dns, &opened.zone_warnings, options.language());
                    complained = Some(opened.dns.clone());
                }
                if let Some(recorder) = &mut recorder {
                    recorder.message(&opened, profiles);
                }
            }
            Err(error) => {
                worst = status::USAGE;
                output::complain(&sentence(&error, style.lang));
            }
        }
        Ok(output::print(options, &lines)?)
    })?;
    recorder.map_or(Ok(()), |recorder| recorder.write(options.language()))?;
    Ok(worst)
}

/// The receivers of the walk: the first two that were named, else those that a report sets side by side.
fn pair(case: &Case, options: &Options) -> (usize, usize) {
    let named = (!options.receiver.is_empty()).then(|| (0, case.verdicts.len().min(2).saturating_sub(1)));
    named.or_else(|| case.pair()).unwrap_or_default()
}
