//! `check` and `spf`: inputs and options to cases, cases to a report and an exit status.

use super::args::{Format, Options};
use super::besides::{Besides, Kept, complain_of};
use super::complaint::sentence;
use super::judge::{Judgement, judge};
use super::live::{self, Asker};
use super::output::Progress;
use super::record::Recorder;
use super::report::{Renderer, Report};
use super::{output, picture, profiles, status};
use crate::case::Case;
use crate::dns::{Answers, Edit, Name};
use crate::receiver::{Decision, OpenReason, Profiles};
use crate::redact::Redactor;
use crate::remedy::DnsHosts;
use crate::report::paint::{Line, Tone};
use crate::report::{self, json};
use crate::resolver::used;
use crate::sender::Senders;
use crate::settings::{AsOf, Sender, Settings};
use crate::source::{self, Desk, Input, LIVE, Network, OFFLINE, Place, ZoneFile};
use crate::spf::{Records, Request, SpfResult, check_host};
use crate::text::Shown;
use crate::words::complaint::Complaint;
use crate::words::live::{LiveText, answering};
use anyhow::{Context, bail};
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// Reads the options and finds the inputs.
pub fn desk(paths: &[PathBuf], options: &Options, profiles: &Profiles) -> anyhow::Result<Desk> {
    let settings = settings(options)?;
    // A receiver that does not exist is wrong usage, whatever the inputs are.
    profiles.selected(settings.receivers.as_deref(), settings.today())?;
    let redactor = redactor(options);
    let desk = Desk {
        redactor: None,
        settings,
        day_given: options.as_of.is_some(),
        zone: zone(options, redactor.as_ref())?,
        network: live::network(options),
        edits: Edit::collect(&options.set)?,
        inputs: chosen(source::inputs(paths)?, options)?,
    };
    Ok(match redactor {
        Some(redactor) => desk.redacting(redactor),
        None => desk,
    })
}

/// The inputs, or the one of them that `--message` names.
fn chosen(mut inputs: Vec<Input>, options: &Options) -> anyhow::Result<Vec<Input>> {
    let Some(number) = options.message else { return Ok(inputs) };
    let count = inputs.len();
    if number.get() > count {
        bail!(Complaint::NoMessage { number: &number, count: &count }.text(options.language()));
    }
    Ok(vec![inputs.swap_remove(number.get() - 1)])
}

fn redactor(options: &Options) -> Option<Redactor> {
    options.redact.then(Redactor::default)
}

fn settings(options: &Options) -> anyhow::Result<Settings> {
    let mut settings = Settings::new(Timestamp::now().as_second());
    settings.as_of = options.as_of.unwrap_or(AsOf::Today);
    settings.overrides.ip = options.ip;
    settings.overrides.helo.clone_from(&options.helo);
    settings.overrides.mail_from = options.mail_from.as_deref().map(Sender::parse);
    settings.overrides.receiving_hop = options.received_at.map(|hop| hop.get() - 1);
    settings.overrides.assumed = options.via.as_deref().map(|via| Senders::builtin().assume(via)).transpose()?;
    if let Some(host) = options.typed_into.as_deref().filter(|host| DnsHosts::builtin().get(host).is_none()) {
        let known: Vec<&str> = DnsHosts::builtin().hosts.iter().map(|host| host.id.as_str()).collect();
        bail!(Complaint::NoDnsHost { host: &Shown::new(host), known: &known.join(", ") }.text(options.language()));
    }
    settings.receivers = (!options.receiver.is_empty()).then(|| options.receiver.clone());
    Ok(settings)
}

/// The zone file of `--dns`.
fn zone(options: &Options, redactor: Option<&Redactor>) -> anyhow::Result<Option<ZoneFile>> {
    let Some(path) = options.dns.as_deref() else { return Ok(None) };
    if path == Path::new("live") {
        anyhow::ensure!(cfg!(feature = "live-dns") || options.offline, LiveText::NotBuilt.text(options.language()));
        return Ok(None);
    }
    let label = path.to_string_lossy();
    let label = redactor.map_or_else(|| label.to_string(), |redactor| redactor.path(&label));
    let zone = ZoneFile::open(path, &label)?;
    complain_of(&zone.path, &zone.warnings, options.language());
    Ok(Some(zone))
}

/// `check`: a report on every input.
pub fn check(paths: &[PathBuf], options: &Options) -> anyhow::Result<u8> {
    let profiles = profiles::load(options)?;
    let desk = desk(paths, options, profiles)?;
    let mut besides = Besides::new(options, &desk)?;
    picture::ensure_possible(&desk, options)?;
    let fail_on = if options.fail_on.is_empty() { vec![Decision::Reject] } else { options.fail_on.clone() };
    let (renderer, mut report) = (Renderer::new(options, profiles), Report::new(options));
    let is_recorded = besides.records();
    let mut worst = status::OK;
    let progress = Progress::new(options.language(), desk.inputs.len());
    let make = |input: &Input, judged: anyhow::Result<Judgement>| {
        let text = renderer.render(input, &judged);
        let kept = |judged: Judgement| (status_of(&judged.case, &fail_on), Kept::of(&judged, is_recorded, profiles));
        (judged.map(kept), text)
    };
    judge(&desk, profiles, Asker::new(options), progress, make, |(judged, text)| {
        match judged {
            Ok((status, kept)) => {
                worst = worse(worst, status);
                besides.take(kept);
            }
            Err(error) => {
                worst = status::USAGE;
                output::complain(&sentence(&error, options.language()));
            }
        }
        Ok(report.write(&text?)?)
    })?;
    report.end()?;
    besides.end()?;
    let only_samples = desk.inputs.iter().all(|input| matches!(input.place, Place::Sample(_)));
    Ok(if only_samples { status::OK } else { worst })
}

/// The exit status that one case asks for.
fn status_of(case: &Case, fail_on: &[Decision]) -> u8 {
    let open = |reason: &OpenReason| matches!(reason, OpenReason::Answer | OpenReason::Identity);
    if case.verdicts.iter().any(|verdict| verdict.decision.is_among(fail_on)) {
        status::REJECTED
    } else if case.verdicts.iter().any(|verdict| verdict.open.iter().any(open)) {
        status::OPEN
    } else {
        status::OK
    }
}

/// 2 beats 1 beats 3 beats 0.
fn worse(one: u8, other: u8) -> u8 {
    let rank = |status| match status {
        status::USAGE => 3,
        status::REJECTED => 2,
        status::OPEN => 1,
        _ => 0,
    };
    if rank(other) > rank(one) { other } else { one }
}

/// `spf`: one `check_host()`.
pub fn spf(options: &Options) -> anyhow::Result<u8> {
    let mut settings = settings(options)?;
    // No receiver judges here: their profiles are read only to see whether those named exist.
    if !options.receiver.is_empty() || !options.profiles.is_empty() {
        profiles::load(options)?.selected(settings.receivers.as_deref(), settings.today())?;
    }
    let redactor = redactor(options);
    if let Some(redactor) = &redactor {
        settings.overrides = redactor.overrides(settings.overrides);
    }
    let complaint = |complaint: Complaint<'_>| complaint.text(options.language());
    let ip = settings.overrides.ip.with_context(|| complaint(Complaint::SpfNeedsIp))?;
    let sender = settings.overrides.mail_from.as_ref().with_context(|| complaint(Complaint::SpfNeedsMailFrom))?;
    let helo = settings.overrides.helo.as_deref();
    let (local, domain) = match sender {
        Sender::Address { local, domain } => (local.as_str(), domain.as_str()),
        Sender::Null => ("postmaster", helo.with_context(|| complaint(Complaint::NullNeedsHelo))?),
    };
    let format = options.format.unwrap_or(Format::Text);
    anyhow::ensure!(
        matches!(format, Format::Text | Format::Json),
        complaint(Complaint::TextAndJson { command: &"spf" })
    );
    let recorder = Recorder::of(options, None)?;
    let zone = zone(options, redactor.as_ref())?;
    let dns = match &zone {
        Some(zone) => zone.path.clone(),
        None if live::network(options) == Network::Never => OFFLINE.to_owned(),
        None => LIVE.to_owned(),
    };
    let answers = zone.map(|zone| zone.answers).unwrap_or_default();
    let answers = Edit::collect(&options.set)?.into_iter().fold(answers, |answers, edit| answers.with(edit));
    let answers = match &redactor {
        Some(redactor) => redactor.answers(answers),
        None => answers,
    };
    let name = Name::from_unicode(domain).unwrap_or_else(|_| Name::new(domain));
    let (local, helo) = (local.to_owned(), helo.map(ToOwned::to_owned));
    let evaluate = move |answers: &Answers| {
        let request = Request {
            ip: Some(ip.to_canonical()),
            domain: &name,
            records: Records::default(),
            local: &local,
            sender_domain: name.as_str(),
            helo: helo.as_deref(),
            receiver: &settings.receiver_name,
            now: settings.now,
        };
        check_host(&request, answers)
    };
    let unanswered = {
        let evaluate = evaluate.clone();
        move |answers: &Answers| evaluate(answers).unanswered
    };
    let (answers, tally) = if dns == LIVE {
        let (answers, tally) = Asker::new(options).ask(answers, unanswered.clone())?;
        (answers, Some(tally))
    } else {
        (answers, None)
    };
    let evaluation = evaluate(&answers);
    if format == Format::Json {
        output::json(&json::spf(&evaluation))?;
    } else {
        let style = output::style(options);
        let mut lines = vec![Line::new(Tone::Faint, answering(&dns, tally.as_ref(), style.lang))];
        lines.extend(report::text::spf(&evaluation, &ip.to_canonical().to_string(), style));
        output::print(options, &lines)?;
    }
    if let Some(mut recorder) = recorder {
        recorder.add(used(&answers, unanswered), answers.edits());
        recorder.write(options.language())?;
    }
    Ok(match evaluation.result {
        SpfResult::Pass => status::OK,
        SpfResult::TempError | SpfResult::Pending => status::OPEN,
        _ if !evaluation.unanswered.needed.is_empty() => status::OPEN,
        _ => status::REJECTED,
    })
}
