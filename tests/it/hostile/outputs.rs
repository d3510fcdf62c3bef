//! Everything that is written about a message, and that none of it acts on a terminal or grows without bound.

use super::chance::Chance;
use twofrom::case::{Case, analyse};
use twofrom::dns::{Answers, Zone};
use twofrom::receiver::Profiles;
use twofrom::redact::Redactor;
use twofrom::remedy::{Advice, propose};
use twofrom::report::paint::Line;
use twofrom::report::{self, Judged, Style};
use twofrom::settings::{AsOf, Charset, Lang, Settings};
use twofrom::source::{Desk, Input, Network, Opened, Place, ZoneFile};
use twofrom::spf::{Check, Evaluation};
use twofrom::walk;

pub const LANGUAGES: [Lang; 2] = [Lang::En, Lang::Ja];

/// Bytes of one output beyond what the input itself accounts for.
const OVERHEAD: usize = 512 << 10;
/// How often a byte of the input may be written, stand-ins and both lanes included.
const TIMES: usize = 8;

/// The message with its zone, as the program opens it; `None` where it is refused.
pub fn opened(message: &[u8], zone: &str) -> Option<Opened> {
    let (zone, warnings) = Zone::parse("evil.zone", zone.as_bytes()).ok()?;
    let zone = ZoneFile { path: "evil\u{1b}[31m.zone".to_owned(), answers: Answers::from_zone(zone), warnings };
    let desk = desk(message.to_vec(), Some(zone));
    desk.open(&desk.inputs[0]).ok()
}

pub fn desk(message: Vec<u8>, zone: Option<ZoneFile>) -> Desk {
    let mut settings = Settings::new(1_795_500_000);
    settings.as_of = AsOf::Message;
    let path = "evil\u{202e}\u{1b}[2J\n.eml".to_owned();
    let inputs = vec![Input { path, index: 0, count: 1, place: Place::Bytes(message) }];
    Desk { inputs, settings, day_given: false, zone, network: Network::Never, edits: Vec::new(), redactor: None }
}

/// Judges the message and writes it in all forms.
pub fn outputs(opened: &Opened, chance: &mut Chance, what: &str) {
    let profiles = Profiles::builtin();
    let case = analyse(&opened.message, &opened.answers, &opened.settings, profiles).expect("no receiver is named");
    let advice = propose(&opened.message, &opened.answers, &opened.settings, profiles, &case);
    is_bounded(&case, &advice, what);
    let most = OVERHEAD + TIMES * opened.message.raw.len();
    let lang = *chance.pick(&LANGUAGES);
    let charset = *chance.pick(&[Charset::Unicode, Charset::Ascii]);
    let style = Style { lang, charset, columns: 1 + chance.below(200) };
    let judged = Judged::new(opened, &case, None, profiles).advised(&advice, Some("sakura"));
    let check = |text: &str, form: &str| {
        clean(text, &format!("{what}, {form}"));
        assert!(text.len() <= most, "{what}, {form}: {} bytes of {}", text.len(), opened.message.raw.len());
    };
    check(&lines(&report::text::message(&judged, style)), "text");
    check(&report::markdown::message(&judged, lang), "markdown");
    let json = report::json::printed(&report::json::message(&judged), chance.once_in(2));
    serde_json::from_str::<serde_json::Value>(&json).expect("it is JSON");
    check(&json, "JSON");
    for pair in [case.pair().unwrap_or_default(), (chance.below(9), chance.below(9))] {
        check(&lines(&report::walk::message(&judged, pair, style)), "walk");
    }
    let steps = walk::steps(&opened.message, &case, Some(&advice), case.pair().unwrap_or_default()).len();
    assert!(steps <= 2000, "{what}: {steps} steps");
    #[cfg(feature = "tui")]
    {
        let look = twofrom::tui::Look { lang, charset, colour: chance.once_in(2) };
        let svg = twofrom::tui::picture::verdict(opened.clone(), None, profiles, look).expect("no receiver is named");
        roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{what}: {error}"));
        check(&svg, "SVG");
    }
    if chance.once_in(4) {
        let redacted = Redactor::default().message(&opened.message);
        let opened = Opened { message: redacted.into(), redacted: true, ..opened.clone() };
        let case = analyse(&opened.message, &opened.answers, &opened.settings, profiles).expect("no receiver is named");
        check(&lines(&report::text::message(&Judged::new(&opened, &case, None, profiles), style)), "redacted");
    }
}

fn lines(lines: &[Line]) -> String {
    lines.iter().map(|line| without_colours(&line.render()) + "\n").collect()
}

/// Text without the sequences that colour it: a number or two between `ESC [` and `m`, nothing else.
pub fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('m') {
            Some((number, rest)) if number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit()) => out += rest,
            _ => out.extend(["\u{1b}[", part]),
        }
    }
    out
}

/// Fails where a text holds what acts on a terminal or hides what is there.
pub fn clean(text: &str, what: &str) {
    let acts = |c: char| {
        matches!(c,
            '\0'..='\u{9}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e00ff}')
    };
    if let Some(at) = text.find(acts) {
        let around: String = text.chars().skip(text[..at].chars().count().saturating_sub(60)).take(120).collect();
        panic!("{what}: {around:?}");
    }
}

/// Whether what was evaluated, asked and proposed keeps to the limits.
pub fn is_bounded(case: &Case, advice: &Advice, what: &str) {
    let spf = [&case.spf.helo, &case.spf.mail_from, &case.spf.header_from, &case.spf.pra, &case.spf.sender_id];
    for evaluation in spf.into_iter().flatten() {
        let Evaluation { lookups, void_lookups, root, .. } = evaluation;
        assert!(lookups.unwrap_or_default() <= 11 && void_lookups.unwrap_or_default() <= 3, "{what}: over the limits");
        assert!(checks(root) <= 12, "{what}: {} records were read", checks(root));
    }
    let questions = advice.questions(case);
    assert!(questions.needed.len() + questions.ahead.len() <= 1000, "{what}: too many questions");
    assert!(case.dkim.len() <= 16, "{what}");
    assert!(advice.remedies.len() <= 8, "{what}");
}

fn checks(check: &Check) -> usize {
    1 + check.terms.iter().filter_map(|term| term.child.as_deref()).map(checks).sum::<usize>()
}
