//! What leaves the terminal UI for somewhere else: what-ifs as options, as records, as a zone file; the
//! command line that shows the same.

use super::model::Model;
use super::sheet::Sheet;
use super::via;
use crate::dns::Edit;
use crate::settings::{AsOf, Lang, Overrides};
use crate::source::{LIVE, OFFLINE};
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
    for line in sheet.opened.answers.edits().iter().chain(&sheet.edits).flat_map(Edit::to_lines) {
        options.push(format!("--set {}", quoted(&line)));
    }
    let Overrides { ip, helo, mail_from, assumed, receiving_hop: _ } = &sheet.overrides;
    options.extend(ip.map(|ip| format!("--ip {ip}")));
    options.extend(helo.as_ref().map(|helo| format!("--helo {}", quoted(helo))));
    options.extend(mail_from.as_ref().map(|sender| format!("--mail-from {}", quoted(&via::address(sender)))));
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
    let path = &sheet.opened.path;
    match path.strip_prefix("sample:") {
        // The bundled samples have no path: they are what there is without one.
        Some(_) => {}
        None if path.starts_with('-') && path != "-" => words.push(quoted(&format!("./{path}"))),
        None => words.push(quoted(path)),
    }
    match sheet.opened.dns.as_str() {
        OFFLINE => words.push("--offline".to_owned()),
        LIVE => words.push("--dns live".to_owned()),
        zone if zone.starts_with("sample:") => {}
        zone => words.push(format!("--dns {}", quoted(zone))),
    }
    match model.day.unwrap_or(sheet.opened.settings.as_of) {
        AsOf::Today => {}
        AsOf::Message => words.push("--as-of message".to_owned()),
        AsOf::Day(day) => words.push(format!("--as-of {day}")),
    }
    if let Some(receivers) = &sheet.opened.settings.receivers {
        words.push(format!("--receiver {}", quoted(&receivers.join(","))));
    }
    words.extend(options(sheet));
    if model.look.lang == Lang::Ja {
        words.push("--lang ja".to_owned());
    }
    words.join(" ")
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
