//! The line of a what-if, without a terminal: which record it is about, and what it says of a record that is typed.

use crate::support::tui as support;

use support::App;
use twofrom::settings::Lang;

const MESSAGE: &str = "Return-Path: <bounce@mail.example>\nReceived: from mail.example (mail.example [192.0.2.1]) by \
                       mx.receiver.example; Tue, 10 Mar 2026 12:00:00 +0900\nFrom: a@shop.example\nSubject: x\n\n";
/// SPF passes for another domain than that of From, so that DMARC rejects.
const REJECTING: &str = ". SOA a. b. 1 1 1 1 1\n1.2.0.192.in-addr.arpa. PTR mail.example.\nmail.example. A 192.0.2.1\n\
                         mail.example. TXT \"v=spf1 ip4:192.0.2.1 -all\"\nshop.example. TXT \"v=spf1 ip4:192.0.2.1 -all\"\n\
                         _dmarc.shop.example. TXT \"v=DMARC1; p=reject\"\n*.many.example. TXT \"v=spf1 ip4:192.0.2.9\"\n";

fn title(app: &mut App, (columns, rows): (u16, u16)) -> String {
    let screen = app.screen(columns, rows);
    let line = screen.lines().rfind(|line| line.starts_with('┌')).expect("the line has a frame");
    line.trim_matches(['┌', '─', '┐', ' ']).to_owned()
}

#[test]
fn the_title_names_the_record_and_says_whether_there_is_one() {
    let mut app = App::message(MESSAGE, REJECTING, Lang::En);
    app.keys(&["e"]);
    assert_eq!(title(&mut app, (60, 20)), "What if DMARC at _dmarc.shop.example were");
    let mut app = App::samples(Lang::En);
    app.keys(&["e"]);
    assert_eq!(title(&mut app, (80, 24)), "What if kumano-books.example had SPF (now none)");
    app.keys(&["Enter", "e"]);
    assert_eq!(title(&mut app, (60, 20)), "What if kumano-books.example had SPF (now none)", "it is not published yet");
    app.keys(&["Esc", "Tab", "e"]);
    assert_eq!(title(&mut app, (60, 20)), "What if SPF at us-west-2.amazonses.com were");
    assert_eq!(title(&mut app, (40, 10)), "SPF at us-west-2.amazonses.com");
}

#[test]
fn the_title_says_so_in_japanese() {
    let mut app = App::message(MESSAGE, REJECTING, Lang::Ja);
    app.keys(&["e"]);
    assert_eq!(title(&mut app, (60, 20)), "もし _dmarc.shop.example の DMARC が次のとおりなら");
    let mut app = App::samples(Lang::Ja);
    app.keys(&["e"]);
    assert_eq!(title(&mut app, (60, 20)), "もし kumano-books.example に SPF があったら (今はなし)");
    assert_eq!(title(&mut app, (40, 10)), "kumano-books.example の SPF");
}

#[test]
fn a_record_that_nobody_has_answered_for_is_not_called_missing() {
    let mut app = App::message(MESSAGE, ";@ timeout shop.example TXT\n", Lang::En);
    app.keys(&["e"]);
    assert!(title(&mut app, (80, 24)).ends_with(" were (unknown now)"), "{}", title(&mut app, (80, 24)));
}

/// What stands in the frame of the line.
fn inside(app: &mut App, (columns, rows): (u16, u16)) -> String {
    let screen = app.screen(columns, rows);
    let lines: Vec<&str> = screen.lines().collect();
    let top = lines.iter().rposition(|line| line.starts_with('┌')).expect("the line has a frame");
    lines[top + 1..].join("\n")
}

fn typed(record: &str, lang: Lang) -> App {
    let mut app = App::message(MESSAGE, REJECTING, lang);
    app.keys(&["Tab", "e", "Ctrl-u"]).types(record);
    app
}

#[test]
fn every_mistake_is_told() {
    let mut app = typed("v=spf1 ipv4:192.0.2.1 includ:mail.example ip4:192.0.2.300 -all", Lang::En);
    let told = inside(&mut app, (120, 36));
    assert!(told.contains("✗ 1/3 ipv4:192.0.2.1: there is no mechanism ipv4; ip4:192.0.2.1"), "{told}");
    assert!(told.contains("✗ 2/3 includ:mail.example: there is no mechanism includ"), "{told}");
    assert!(told.contains("✗ 3/3 ip4:192.0.2.300: 192.0.2.300 is no IP network"), "{told}");
}

#[test]
fn where_there_is_little_room_the_mistake_at_the_cursor_is_told() {
    let mut app = typed("v=spf1 ipv4:192.0.2.1 includ:mail.example ip4:192.0.2.300 -al", Lang::En);
    let told = inside(&mut app, (60, 20));
    assert!(told.contains("✗ 4/4 -al:") && !told.contains("1/4"), "{told}");
    app.types(" ");
    let told = inside(&mut app, (60, 20));
    assert!(told.contains("✗ 1/4 ipv4:192.0.2.1: there is no mechanism ipv4;"), "the first elsewhere: {told}");
    assert!(told.contains("lookups"), "{told}");
    app.keys(&["Home"]);
    app.keys(&["Right"; 25]);
    let told = inside(&mut app, (60, 20));
    assert!(told.contains("✗ 2/4 includ:mail.example"), "{told}");
}

#[test]
fn the_rows_that_there_are_are_used() {
    let mut app = typed("v=spf1 x y z w", Lang::En);
    let told = inside(&mut app, (80, 24));
    assert!(["2/4 y", "3/4 z", "4/4 w"].iter().all(|what| told.contains(what)) && !told.contains("1/4"), "{told}");
    app.keys(&["Ctrl-w", "Ctrl-w"]);
    let told = inside(&mut app, (80, 24));
    assert!(told.contains("1/2 x") && told.contains("2/2 y"), "{told}");
}

#[test]
fn one_mistake_has_no_number() {
    let mut app = typed("v=spf1 ipv4:192.0.2.1 -all", Lang::En);
    let told = inside(&mut app, (80, 24));
    assert!(told.contains("✗ ipv4:192.0.2.1: there is no mechanism ipv4"), "{told}");
}

#[test]
fn what_is_doubtful_is_a_warning_and_no_error() {
    let mut app = typed("v=spf1 ptr ip4:192.0.2.1 ip4:192.0.2.1 -all mx redirect=a.example", Lang::En);
    let told = inside(&mut app, (120, 36));
    assert!(told.contains("! 1/4 ptr: should not be published any more (RFC 7208 5.5)"), "{told}");
    assert!(told.contains("! 2/4 ip4:192.0.2.1: the same stands before"), "{told}");
    assert!(told.contains("! 3/4 mx: never tested, as it stands after all (RFC 7208 5.1)"), "{told}");
    assert!(told.contains("! 4/4 redirect=a.example: ignored, as there is an all (RFC 7208 6.1)"), "{told}");
    assert!(told.contains("~~~") && !told.contains('^') && !told.contains('✗'), "{told}");
    app.keys(&["Enter"]);
    assert!(app.model.popups.is_empty(), "it can be supposed all the same");
}

#[test]
fn errors_come_before_warnings() {
    let mut app = typed("v=spf1 ptr ipv4:192.0.2.1 +all ", Lang::Ja);
    let told = inside(&mut app, (120, 36));
    assert!(told.contains("✗ 1/3 ipv4:192.0.2.1: ipv4 という項目はありません"), "{told}");
    assert!(
        told.contains("! 2/3 ptr: ptr の公開は非推奨です") && told.contains("! 3/3 +all: どこから送っても"),
        "{told}"
    );
    assert!(told.contains("~~~ ^^^^^^^^^^^^^^ ~~~~"), "{told}");
}

#[test]
fn a_record_for_which_no_client_gets_far_is_warned_of() {
    // The client is named first: its own result does not show it.
    let mut app = typed(&format!("v=spf1 ip4:192.0.2.1 {}-all", "exists:a.example "), Lang::En);
    assert!(!inside(&mut app, (120, 36)).contains("permerror"));
    let many = (0..11).fold(String::new(), |before, n| before + &format!("include:a{n}.many.example "));
    let mut app = typed(&format!("v=spf1 ip4:192.0.2.1 {many}-all"), Lang::En);
    let told = inside(&mut app, (120, 36));
    assert!(told.contains("! more than 10 lookups: permerror for every client that nothing names before"), "{told}");
    // For this client it is an error already.
    let mut app = typed(&format!("v=spf1 {many}-all"), Lang::En);
    let told = inside(&mut app, (120, 36));
    assert!(told.contains("✗ more than 10 lookup terms") && !told.contains("! "), "{told}");
}

#[test]
fn two_records_at_the_name_are_told() {
    let zone = format!("{REJECTING}shop.example. TXT \"v=spf1 -all\"\n");
    let mut app = App::message(&MESSAGE.replace("bounce@mail", "bounce@shop"), &zone, Lang::En);
    app.keys(&["2", "e"]);
    assert_eq!(title(&mut app, (80, 24)), "What if SPF at shop.example were");
    let told = inside(&mut app, (120, 36));
    assert!(told.contains("! 2 SPF records are published here: this one would have to replace them all"), "{told}");
}

#[test]
fn a_dmarc_record_has_its_mistakes_told_too() {
    let mut app = App::message(MESSAGE, REJECTING, Lang::En);
    app.keys(&["e", "Ctrl-u"]).types("v=DMARC1; p=rejct; adkim=x; policy; p=none; foo=1");
    let told = inside(&mut app, (120, 36));
    assert!(told.contains("✗ 1/5 p=rejct: the policy is none, quarantine or reject"), "{told}");
    assert!(told.contains("! 2/5 adkim=x: r or s is meant") && told.contains("! 3/5 policy: ignored"), "{told}");
    assert!(told.contains("! 4/5 p=none: p stands before, and that one counts"), "{told}");
    assert!(told.contains("! 5/5 foo=1: ignored, as no tag is called so"), "{told}");
}

#[test]
fn a_record_of_any_bytes_is_the_same_when_nothing_was_typed() {
    for record in [
        "v=spf1 \\000a \\027[31mred \\155\\007 ip4:192.0.2.1 -all",
        "v=spf1 ip4:192.0.2.1 -all ",
        "v=spf1 a:\\\\x \\194\\155 \\230\\151\\165 -all\\t",
        "v=spf1 \\226\\128\\174lla- \\194\\160 -all",
    ] {
        let zone = REJECTING
            .replace("shop.example. TXT \"v=spf1 ip4:192.0.2.1 -all\"", &format!("shop.example. TXT \"{record}\""));
        let mut app = App::message(&MESSAGE.replace("bounce@mail", "bounce@shop"), &zone, Lang::En);
        app.keys(&["2", "e"]);
        assert_eq!(title(&mut app, (80, 24)), "What if SPF at shop.example were");
        assert!(app.model.sheet().is_some_and(|sheet| sheet.edits.is_empty()), "{record}: {}", app.screen(120, 36));
        app.keys(&["Enter"]);
        assert!(!app.model.can_undo(), "{record}");
    }
}

#[test]
fn carets_stand_below_what_is_wrong_beside_escapes_too() {
    let mut app = typed("v=spf1 a:\\\\ ipv4:192.0.2.1 \\009 -all", Lang::En);
    let told = inside(&mut app, (80, 24));
    assert!(told.contains("✗ 2/3 ipv4:192.0.2.1:"), "{told}");
    let carets = told.lines().nth(1).map(|line| line.trim_matches(['│', ' ']));
    assert_eq!(carets, Some("^^^^ ^^^^^^^^^^^^^^ ^^^^"), "{told}");
    let mut app = typed("\"v=spf1 ipv4:192.0.2.1 -all\"", Lang::En);
    let told = inside(&mut app, (80, 24));
    let place = |line: &str, what: &str| line.find(what).map(|at| line[..at].chars().count());
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(place(lines[1], "^"), place(lines[0], "ipv4:"), "{told}");
}
