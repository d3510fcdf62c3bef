//! What leaves the terminal UI comes to the same elsewhere: saved cases, what-ifs, command lines.

use crate::support::tui as support;

use std::path::Path;
use support::App;
use tempfile::TempDir;
use twofrom::dns::Edit;
use twofrom::receiver::Decision;
use twofrom::settings::Lang;
use twofrom::source::{self, Desk};

fn decisions(app: &App) -> Vec<(String, Decision)> {
    let sheet = app.model.sheet().expect("the message was read");
    sheet.case.verdicts.iter().map(|verdict| (verdict.receiver.clone(), verdict.decision)).collect()
}

fn mail_from(app: &App) -> Option<String> {
    let identities = &app.model.sheet().expect("the message was read").case.identities;
    identities.mail_from.as_ref().map(|found| found.value.address.clone())
}

/// What was saved last, written into a folder and opened there.
fn again(app: &App, folder: &Path) -> App {
    for (path, bytes) in &app.saved {
        std::fs::write(folder.join(path), bytes).expect("it can be written");
    }
    let (path, _) = app.saved.first().expect("something was saved");
    App::new(source::inputs(&[folder.join(path)]).expect("no standard input"), Lang::En)
}

#[test]
fn a_saved_case_comes_to_the_same() {
    let mut app = App::all_samples(Lang::En);
    for _ in 0..app.model.entries.len() {
        let folder = TempDir::new().expect("a folder");
        app.keys(&["s", "j", "j", "Enter", "Enter"]);
        let mut again = again(&app, folder.path());
        // The samples are judged as of their own day.
        again.keys(&["d"]);
        assert_eq!(decisions(&again), decisions(&app), "{}", app.model.entries[app.model.current].path);
        app.keys(&["Esc", "n"]);
    }
}

#[test]
fn what_only_an_mbox_file_tells_is_saved_with_its_message() {
    let folder = TempDir::new().expect("a folder");
    let mail = "From bounce@shop.example Tue Mar 10 12:00:00 2026\nReceived: from a.example ([192.0.2.1]) by \
                mx.receiver.example; Tue, 10 Mar 2026 12:00:00 +0900\nFrom: a@shop.example\nSubject: x\n\n>From the \
                start\n>>From the end\n\n";
    let path = folder.path().join("two.mbox");
    std::fs::write(&path, mail.repeat(2)).expect("it can be written");
    std::fs::write(folder.path().join("two.zone"), "shop.example TXT v=spf1 ip4:192.0.2.1 -all").expect("it can be");
    let mut app = App::new(source::inputs(&[path]).expect("no standard input"), Lang::En);
    app.keys(&["n", "s", "j", "j", "Enter", "Enter"]);
    let names: Vec<&str> = app.saved.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(names, ["two-2.eml", "two-2.zone"]);
    let again = again(&app, folder.path());
    let raw = |app: &App| app.model.sheet().expect("it was read").opened.message.raw.clone();
    assert_eq!(mail_from(&again).as_deref(), Some("bounce@shop.example"));
    assert_eq!((decisions(&again), raw(&again)), (decisions(&app), raw(&app)));
}

#[test]
fn the_zone_file_of_a_case_is_where_it_is_looked_for() {
    let mut app = App::samples(Lang::En);
    for (typed, message, zone) in [
        ("case", "case.eml", "case.zone"),
        ("a.b/case.v2", "a.b/case.v2.eml", "a.b/case.v2.zone"),
        ("x.zone", "x.eml", "x.zone"),
    ] {
        app.keys(&["s", "j", "j", "Enter", "Ctrl-u"]).types(typed).keys(&["Enter", "Esc"]);
        let names: Vec<&str> = app.saved.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(names, [message, zone]);
    }
}

#[test]
fn the_zone_file_of_what_ifs_comes_to_what_is_shown() {
    let mut app = App::samples(Lang::En);
    app.keys(&["f", "Tab", "e", "Ctrl-u"]).types("v=spf1 ip4:54.240.27.84 -all").keys(&["Enter"]);
    app.keys(&["E", "s", "Enter"]);
    let (_, zone) = app.saved.pop().expect("something is saved");
    let zone = String::from_utf8(zone).expect("text");
    let message = app.model.sheet().expect("it was read").opened.message.raw.to_vec();
    let mut again = App::message(&String::from_utf8_lossy(&message), &zone, Lang::En);
    again.keys(&["d"]);
    assert_eq!(decisions(&again), decisions(&app));
    assert!(decisions(&app).contains(&("au/high".to_owned(), Decision::Accept)));
}

#[test]
fn the_command_line_says_what_another_hop_means() {
    let mut app = App::all_samples(Lang::En);
    app.keys(&["m", "/"]).types("forwarded").keys(&["Enter", "Enter", "4"]);
    app.draw(120, 36);
    let before = decisions(&app);
    app.keys(&["]"]);
    let hop = |app: &App| app.model.sheet().and_then(|sheet| sheet.overrides.receiving_hop);
    if hop(&app).is_none() {
        app.keys(&["["]);
    }
    assert!(hop(&app).is_some() && !before.is_empty());
    app.keys(&["Y"]);
    let command = app.copied.clone().expect("a command line");
    let hop = hop(&app).expect("a hop") + 1;
    assert!(command.contains(&format!("--received-at {hop}")), "{command}");
}

#[test]
fn a_record_of_the_command_line_is_replaced_by_one_of_the_screen() {
    let given = ["kumano-books.example TXT v=spf1 -all", "_dmarc.kumano-books.example TXT v=DMARC1; p=reject"];
    let edits = Edit::collect(&given).expect("they can be read");
    let mut app = App::samples(Lang::En);
    app = App::with(Desk { edits, inputs: source::samples(), ..app.desk }, Lang::En);
    app.keys(&["e", "Ctrl-u"]).types("v=spf1 ip4:54.240.27.84 -all").keys(&["Enter", "Y"]);
    let command = app.copied.clone().expect("a command line");
    assert_eq!(command.matches("--set 'kumano-books.example TXT ").count(), 1, "{command}");
    assert!(command.contains("v=spf1 ip4:54.240.27.84 -all") && command.contains("p=reject"), "{command}");
    let screen = app.screen(120, 50);
    assert!(!screen.contains("kumano-books.example TXT \"v=spf1 -all"), "{screen}");
    app.keys(&["E", "s", "Enter"]);
    let (_, zone) = app.saved.pop().expect("something is saved");
    let zone = String::from_utf8(zone).expect("text");
    assert!(
        zone.contains("ip4:54.240.27.84") && zone.contains("p=reject") && !zone.contains("\"v=spf1 -all"),
        "{zone}"
    );
}

#[test]
fn a_name_that_begins_like_an_option_is_a_value_all_the_same() {
    let mut app = App::message("From: <a@shop.example>\nSubject: x\n\n", ". SOA a. b. 1 1 1 1 1\n", Lang::En);
    app.keys(&["i"]).types("192.0.2.1 -shop.example a@shop.example").keys(&["Enter", "Y"]);
    let command = app.copied.clone().expect("a command line");
    assert!(command.ends_with(" --helo=-shop.example --mail-from a@shop.example"), "{command}");
}
