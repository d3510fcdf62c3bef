//! What leaves the terminal UI for somewhere else: what-ifs as options, as records, as a zone file; the
//! command line that shows the same.

use super::look::Look;
use super::model::Model;
use super::sheet::Sheet;
use super::via;
use crate::dns::Edit;
use crate::message::Message;
use crate::settings::{AsOf, Charset, Lang, Overrides};
use crate::source::{LIVE, OFFLINE, sample};
use crate::text::acts_unseen;
use std::fmt::Write;

/// A word as a shell reads it back.
#[must_use]
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@%+=,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    if word.contains(acts_unseen) {
        return escaped(word);
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// An option with its value. One that begins like an option has to be joined to the name.
fn option(name: &str, value: &str) -> String {
    let between = if value.starts_with('-') { '=' } else { ' ' };
    format!("--{name}{between}{}", quoted(value))
}

/// A word with what acts without being seen written out, as bash, zsh and ksh read it.
fn escaped(word: &str) -> String {
    let mut out = String::from("$'");
    for c in word.chars() {
        match c {
            '\'' | '\\' => out.extend(['\\', c]),
            c if acts_unseen(c) => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\x{byte:02x}");
            }),
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

/// What the command line said that no key changes, and what holds where it says nothing.
#[derive(Clone, Debug)]
pub struct Given {
    /// Options, as a shell reads them.
    pub options: Vec<String>,
    /// The language without an option for it.
    pub lang: Lang,
    /// The characters without an option for them.
    pub charset: Charset,
    /// Whether every message that was read is kept, because its answers are recorded at the end.
    pub keeps_all: bool,
}

impl Default for Given {
    fn default() -> Self {
        Self { options: Vec::new(), lang: Lang::En, charset: Charset::Unicode, keeps_all: false }
    }
}

/// Octets that are copied at most; terminals take little more.
const COPIED: usize = 64 * 1024;

/// Text that is safe to paste: what comes from a message could hold sequences that end a bracketed paste
/// and go on as if they were typed, or turn the direction of what stands there. Emoji keep their joiners.
#[must_use]
pub fn pasted(text: &str) -> String {
    let mut safe = String::new();
    for c in text.chars().filter(|c| !acts_unseen(*c) || matches!(c, '\n' | '\t' | '\u{200c}' | '\u{200d}')) {
        if safe.len() + c.len_utf8() > COPIED {
            break;
        }
        safe.push(c);
    }
    safe
}

/// The options that say what is supposed on the screen.
#[must_use]
pub fn options(sheet: &Sheet) -> Vec<String> {
    let mut options = Vec::new();
    for line in sheet.answers().edits().iter().flat_map(Edit::to_lines) {
        options.push(option("set", &line));
    }
    let Overrides { ip, helo, mail_from, assumed, receiving_hop } = &sheet.overrides;
    options.extend(receiving_hop.map(|hop| format!("--received-at {}", hop.saturating_add(1))));
    options.extend(ip.map(|ip| format!("--ip {ip}")));
    options.extend(helo.as_ref().map(|helo| option("helo", helo)));
    options.extend(mail_from.as_ref().map(|sender| option("mail-from", &via::address(sender))));
    options.extend(assumed.as_ref().map(|assumed| {
        let region = assumed.region.as_ref().map(|region| format!("/{region}")).unwrap_or_default();
        format!("--via {}", quoted(&format!("{}{region}", assumed.service)))
    }));
    options
}

/// The command line that shows what is on the screen.
#[must_use]
pub fn command(model: &Model, sheet: &Sheet) -> String {
    let mut words = vec!["twofrom".to_owned()];
    let opened = &sheet.opened;
    let path = opened.path.as_str();
    let sample = path.strip_prefix("sample:");
    match sample {
        // The bundled samples have no path: they are what there is without one.
        Some(name) => {
            let number = sample::ALL.iter().position(|sample| sample.name == name);
            words.extend(number.filter(|number| *number > 0).map(|number| format!("--message {}", number + 1)));
        }
        None if path.starts_with('-') && path != "-" => words.push(quoted(&format!("./{path}"))),
        None => words.push(quoted(path)),
    }
    if opened.count > 1 && opened.index > 0 {
        words.push(format!("--message {}", opened.index + 1));
    }
    match opened.dns.as_str() {
        OFFLINE => words.push("--offline".to_owned()),
        LIVE => words.push("--dns live".to_owned()),
        zone if zone.starts_with("sample:") => {}
        zone => words.push(option("dns", zone)),
    }
    match model.day.unwrap_or(opened.settings.as_of) {
        AsOf::Day(day) => words.push(format!("--as-of {day}")),
        AsOf::Today if sample.is_some() => words.push("--as-of today".to_owned()),
        AsOf::Message if sample.is_none() => words.push("--as-of message".to_owned()),
        AsOf::Today | AsOf::Message => {}
    }
    if let Some(receivers) = receivers(model, sheet) {
        words.push(format!("--receiver {}", quoted(&receivers.join(","))));
    }
    words.extend(options(sheet));
    words.extend(model.given.options.iter().cloned());
    let Look { lang, charset, .. } = model.look;
    words.extend((lang != model.given.lang).then(|| match lang {
        Lang::En => "--lang en".to_owned(),
        Lang::Ja => "--lang ja".to_owned(),
    }));
    words.extend((charset != model.given.charset).then(|| match charset {
        Charset::Unicode => "--charset unicode".to_owned(),
        Charset::Ascii => "--charset ascii".to_owned(),
    }));
    words.join(" ")
}

/// The receivers to name: the two of the lanes, where others stand there than would by themselves; else
/// those that were named before.
fn receivers(model: &Model, sheet: &Sheet) -> Option<Vec<String>> {
    let sides = model.sides(sheet);
    let id = |index: usize| sheet.case.verdicts.get(index).map(|verdict| verdict.receiver.clone());
    if let Some((left, right)) = sides.filter(|sides| Some(*sides) != sheet.case.pair())
        && left != right
    {
        return Some([id(left)?, id(right)?].into());
    }
    sheet.opened.settings.receivers.clone()
}

/// A message as a file. What only the `From ` line of its mbox file tells goes along, and the body's lines
/// that look like one are quoted again, as that line has them read.
#[must_use]
pub fn message(message: &Message) -> Vec<u8> {
    let Some((sender, None)) = &message.mbox_from else { return message.raw.to_vec() };
    let mut file = format!("From {sender} Thu Jan  1 00:00:00 1970\n").into_bytes();
    let (header, body) = message.raw.split_at_checked(message.body.start).unwrap_or((&message.raw, &[]));
    file.extend_from_slice(header);
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let unquoted = line.iter().position(|byte| *byte != b'>').and_then(|at| line.get(at..)).unwrap_or_default();
        if unquoted.starts_with(b"From ") {
            file.push(b'>');
        }
        file.extend_from_slice(line);
    }
    file
}

/// The records that are supposed, as they are to be published: a line a record.
#[must_use]
pub fn records(edits: &[Edit]) -> String {
    edits.iter().filter(|edit| !edit.data.is_empty()).flat_map(Edit::to_lines).collect::<Vec<_>>().join("\n")
}

/// The what-ifs as a zone file.
#[must_use]
pub fn zone(edits: &[Edit]) -> String {
    let mut lines = Vec::new();
    for edit in edits {
        let name = edit.question.name.to_zone_absolute();
        let rtype = edit.question.rtype;
        match edit.data.as_slice() {
            [] => lines.push(format!(";@ nodata {name} {rtype}")),
            data => lines.extend(data.iter().map(|data| format!("{name} {rtype} {data}"))),
        }
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::{COPIED, pasted, quoted, zone};
    use crate::dns::Edit;

    #[test]
    fn words_survive_a_shell() {
        assert_eq!(quoted("a.eml"), "a.eml");
        assert_eq!(quoted("a b"), "'a b'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted(""), "''");
        assert_eq!(quoted("$(x)"), "'$(x)'");
    }

    #[test]
    fn what_is_pasted_types_nothing() {
        assert_eq!(pasted("a\u{1b}[201~rm -r\r\u{9b}2Jb\n\tc"), "a[201~rm -r2Jb\n\tc");
        assert!(pasted(&"あ".repeat(COPIED)).len() <= COPIED);
    }

    #[test]
    fn what_ifs_are_read_back_from_their_zone_file() {
        let edits = Edit::collect(&["shop.example TXT v=spf1 -all", "gone.example TXT"]).expect("they can be read");
        let zone = zone(&edits);
        assert_eq!(zone, "shop.example. TXT \"v=spf1 -all\"\n;@ nodata gone.example. TXT\n");
        assert!(crate::dns::Zone::parse("x", zone.as_bytes()).is_ok());
    }
}
