//! The lists of receivers and senders at the widths that terminals have.

use twofrom::receiver::Profiles;
use twofrom::report::paint::Line;
use twofrom::report::{Style, receivers, senders};
use twofrom::sender::Senders;
use twofrom::settings::{Charset, Lang};

/// Each profile and each service, and both lists, as they are printed.
fn lists(style: Style) -> Vec<Vec<Line>> {
    let (profiles, services) = (Profiles::builtin(), Senders::builtin());
    let ids = profiles.profiles.iter().map(|profile| Some(profile.id.as_str())).chain([None]);
    let receivers = ids.map(|id| receivers::list(profiles, id, style).expect("it exists"));
    let ids = services.services.iter().map(|service| Some(service.id.as_str())).chain([None]);
    let senders = ids.map(|id| senders::list(services, id, style).expect("it exists"));
    receivers.chain(senders).collect()
}

/// The characters of a list that are no blanks, in order; where lines are broken does not matter.
fn letters(lines: &[Line]) -> Vec<char> {
    let mut letters: Vec<char> = text(lines).join("").chars().filter(|c| !c.is_whitespace()).collect();
    letters.sort_unstable();
    letters
}

fn text(lines: &[Line]) -> Vec<String> {
    lines.iter().map(|line| anstream::adapter::strip_str(&line.render()).to_string()).collect()
}

#[test]
fn nothing_is_wider_than_the_terminal_and_no_character_is_lost() {
    for lang in [Lang::En, Lang::Ja] {
        let wide = lists(Style { lang, charset: Charset::Unicode, columns: 1000 });
        for columns in [40, 60, 80, 100] {
            let narrow = lists(Style { lang, charset: Charset::Unicode, columns });
            for (narrow, wide) in narrow.iter().zip(&wide) {
                for (line, text) in narrow.iter().zip(text(narrow)) {
                    let is_address = text.trim_start().starts_with("http") && !text.trim().contains(' ');
                    assert!(line.width() <= columns || is_address, "{columns}: {text}");
                }
                assert_eq!(letters(narrow), letters(wide), "{columns}: {}", text(narrow).join("\n"));
            }
        }
    }
}

#[test]
fn an_address_that_does_not_fit_has_a_line_of_its_own() {
    let style = Style { lang: Lang::En, charset: Charset::Unicode, columns: 60 };
    let lines = text(&receivers::list(Profiles::builtin(), Some("au/high"), style).expect("it exists"));
    let at = lines.iter().position(|line| line == "  A1  2023-10").expect("the source is listed");
    assert_eq!(lines[at + 1], "    https://au.com/mobile/service/mail/attention/spf-record");
}
