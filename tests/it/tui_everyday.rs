//! Everyday functions of the terminal UI, without a terminal: the list of all actions, searching, the list
//! of messages, files, copying.

use crate::support::tui as support;

use ratatui::style::Modifier;
use support::App;
use twofrom::settings::{Charset, Lang};
use twofrom::source;
use twofrom::tui::msg::{Effect, Msg, NotSaved};
use twofrom::tui::screen::{Popup, Screen};

fn app() -> App {
    App::samples(Lang::En)
}

#[test]
fn every_action_is_found_by_its_name_and_done() {
    let mut app = app();
    app.keys(&[":"]).types("path");
    let screen = app.screen(80, 24);
    assert!(screen.contains(":path") && screen.contains("> path: the hops"), "{screen}");
    app.keys(&["Enter"]);
    assert_eq!((app.model.screen, app.model.popups.len()), (Screen::Path, 0));
}

#[test]
fn actions_are_found_in_the_other_language_and_by_some_letters() {
    let mut app = app();
    app.keys(&[":"]).types("経路");
    assert!(app.screen(80, 24).contains("> path: the hops"));
    app.keys(&["Ctrl-u"]).types("whtf");
    assert!(app.screen(80, 24).contains("> what if"));
    app.keys(&["Ctrl-u"]).types("zzz");
    assert!(app.screen(80, 24).contains("no action of this name"));
    app.keys(&["Enter", "Esc"]);
    assert!(app.model.popups.is_empty() && app.quit.is_none());
}

#[test]
fn an_action_that_is_of_no_use_now_says_why() {
    let mut app = app();
    app.keys(&[":"]).types("not sent yet").keys(&["Enter"]);
    assert_eq!(app.model.notice.as_deref(), Some("the message says which client it came from"));
}

#[test]
fn the_list_of_actions_moves_and_wraps_no_further_than_its_ends() {
    let mut app = app();
    app.keys(&[":", "Up", "Down", "Down", "Up", "PgDn", "PgUp", "PgUp", "PgUp", "Down"]);
    let Some(Popup::Palette { list, .. }) = app.model.popup() else { panic!("it is open") };
    assert_eq!(list.at, 1);
}

#[test]
fn searching_goes_from_match_to_match_and_back() {
    let mut app = app();
    app.draw(80, 24);
    app.keys(&["Tab", "2"]);
    app.draw(80, 24);
    app.keys(&["/"]).types("ip4");
    let screen = app.screen(80, 24);
    assert!(screen.contains("/ip4") && screen.contains("1/6"), "{screen}");
    let first = app.model.views.trace.list.at;
    app.keys(&["Enter", "n"]);
    assert!(app.screen(80, 24).contains("/ip4  2/6"));
    app.keys(&["n", "n", "n", "n", "n"]);
    assert_eq!(app.model.views.trace.list.at, first, "round at the end");
    app.keys(&["N"]);
    assert!(app.screen(80, 24).contains("/ip4  6/6"));
    app.keys(&["Esc"]);
    assert!(app.model.search.is_none() && app.model.screen == Screen::Trace);
    app.keys(&["/"]).types("ip4").keys(&["Esc"]);
    assert!(app.model.search.is_none(), "as before");
}

#[test]
fn a_search_is_left_where_it_began() {
    let mut app = app();
    app.draw(80, 12);
    app.keys(&["Tab", "2", "/"]).types("not reached");
    assert!(app.model.views.trace.list.at > 0);
    app.keys(&["Esc"]);
    assert_eq!(app.model.views.trace.list.at, 0);
}

#[test]
fn matches_stand_out_in_every_view() {
    let mut app = app();
    app.keys(&["/"]).types("Amazonses").keys(&["Backspace", "Ctrl-u"]).types("なりすまし").keys(&["Enter"]);
    let buffer = app.draw(120, 36);
    let marked: String = buffer
        .content()
        .iter()
        .filter(|cell| cell.modifier.contains(Modifier::UNDERLINED))
        .map(ratatui::buffer::Cell::symbol)
        .collect();
    assert_eq!(marked.replace(' ', ""), "なりすまし");
    app.keys(&["7", "3"]);
    app.draw(120, 36);
    app.keys(&["1"]);
    assert!(app.screen(120, 36).contains("/なりすまし"), "it goes along");
}

#[test]
fn the_match_that_one_is_at_is_marked_wherever_the_verdict_is_scrolled_to() {
    let mut app = app();
    app.draw(80, 12);
    app.keys(&["/"]).types("kumano-books").keys(&["Enter"]);
    for _ in 0..app.model.search.as_ref().expect("something is searched for").count {
        app.draw(80, 12);
        let buffer = app.draw(80, 12);
        let marked = buffer
            .content()
            .iter()
            .filter(|cell| cell.modifier.contains(Modifier::UNDERLINED) && cell.modifier.contains(Modifier::REVERSED));
        let marked: String = marked.map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(marked, "kumano-books", "{:?}\n{}", app.model.search, support::text(&buffer));
        app.keys(&["n"]);
    }
}

#[test]
fn the_help_is_searched_too() {
    let mut app = app();
    app.keys(&["?"]);
    app.draw(60, 12);
    app.keys(&["/"]).types("delete the word").keys(&["Enter"]);
    assert!(app.screen(60, 12).contains("delete the word"));
}

/// The paths of the list, from the top down.
fn listed(app: &mut App) -> Vec<String> {
    let screen = app.screen(120, 40);
    let paths = screen.lines().filter_map(|line| Some(line.split("sample:").nth(1)?.split(' ').next()?.to_owned()));
    // The first is the head of the screen.
    paths.skip(1).take(app.model.entries.len()).collect()
}

#[test]
fn the_list_shows_both_sides_and_is_ordered_and_filtered() {
    let mut app = App::all_samples(Lang::En);
    app.keys(&["m"]);
    let screen = app.screen(120, 40);
    assert!(screen.contains("(as named)") && screen.contains("> ✓ ✗"), "{screen}");
    app.keys(&["s"]);
    assert!(app.screen(120, 40).contains("by date"));
    assert_eq!(twofrom::tui::listing::unknown(&app.model), 0, "all are read for it");
    let dates: Vec<Option<i64>> = twofrom::tui::listing::listed(&app.model)
        .into_iter()
        .map(|index| app.model.entries[index].sheet().and_then(|sheet| sheet.opened.message.date))
        .collect();
    assert!(dates.is_sorted_by(|a, b| a >= b), "{dates:?}");
    app.keys(&["s", "s"]);
    assert!(app.screen(120, 40).contains("by verdict"));
    app.keys(&["s", "/"]).types("forwarded");
    assert_eq!(listed(&mut app), ["forwarded"]);
    app.keys(&["Enter", "Enter"]);
    assert_eq!(app.model.entries[app.model.current].path, "sample:forwarded");
    app.keys(&["n"]);
    assert_eq!(app.model.entries[app.model.current].path, "sample:forwarded", "the filter holds");
    app.keys(&["m", "/", "Esc", "Esc", "n"]);
    assert_ne!(app.model.entries[app.model.current].path, "sample:forwarded");
}

#[test]
fn messages_are_filtered_by_what_they_come_to() {
    let mut app = App::all_samples(Lang::En);
    app.keys(&["m", "/"]).types("gmail:reject");
    let expected: Vec<usize> = (0..app.model.entries.len())
        .filter(|index| {
            let sheet = app.model.entries[*index].sheet().expect("samples can be read");
            let is = |v: &twofrom::receiver::Verdict| v.receiver == "gmail" && v.decision.as_str() == "reject";
            sheet.case.verdicts.iter().any(is)
        })
        .collect();
    assert!(!expected.is_empty());
    assert_eq!(twofrom::tui::listing::listed(&app.model), expected);
    app.types("zzz");
    assert!(app.screen(80, 24).contains("no message"));
    app.keys(&["Enter", "Enter", "Esc"]);
}

#[test]
fn a_colon_is_found_in_what_is_listed_too() {
    let mut app = App::all_samples(Lang::En);
    app.keys(&["m", "/"]).types("sample:forw");
    let listed = twofrom::tui::listing::listed(&app.model);
    let paths: Vec<&str> = listed.iter().map(|index| app.model.entries[*index].path.as_str()).collect();
    assert_eq!(paths, ["sample:forwarded"]);
}

#[test]
fn a_folder_is_opened_from_inside() {
    let folder = tempfile::TempDir::new().expect("a folder");
    for (name, from) in [("a.eml", "a@one.example"), ("b.eml", "b@two.example")] {
        std::fs::write(folder.path().join(name), format!("From: {from}\nSubject: x\n\nx\n"))
            .expect("it can be written");
    }
    let mut app = app();
    let path = folder.path().to_str().expect("a path in UTF-8").to_owned();
    app.keys(&["o"]).types(&path).keys(&["Enter"]);
    assert!(app.model.popups.is_empty());
    assert_eq!((app.model.entries.len(), app.model.current), (6, 4));
    assert_eq!(app.model.notice.as_deref(), Some("messages opened: 2"));
    assert!(app.screen(80, 24).contains("one.example"));
    app.keys(&["n"]);
    assert!(app.screen(80, 24).contains("two.example"));
}

#[test]
fn the_list_is_at_what_was_opened_from_it() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let path = folder.path().join("new.eml");
    std::fs::write(&path, "From: <a@shop.example>\nSubject: x\n\n").expect("it can be written");
    let mut app = app();
    app.keys(&["m", "o"]).types(&path.to_string_lossy()).keys(&["Enter"]);
    let opened = app.model.current;
    assert_eq!(app.model.entries[opened].path, path.to_string_lossy());
    app.keys(&["Enter"]);
    assert_eq!(app.model.current, opened, "Enter goes to the message at the cursor");
}

#[test]
fn what_cannot_be_opened_is_told_where_it_was_typed() {
    let mut app = app();
    app.keys(&["o"]).types("/nonexistent");
    app.send(Msg::Listed("/nonexistent".to_owned(), Err("no such file".to_owned())));
    let screen = app.screen(80, 24);
    assert!(screen.contains("✗ no such file") && screen.contains("/nonexistent"), "{screen}");
    app.types("x");
    assert!(!app.screen(80, 24).contains("no such file"));
    app.keys(&["Esc"]);
    assert_eq!(app.model.entries.len(), 4);
}

#[test]
fn a_path_is_completed_as_far_as_it_goes() {
    let mut app = app();
    app.keys(&["o"]).types("/mail/ja");
    assert_eq!(app.send(Msg::Key(support::key("Tab"))), [Effect::Complete("/mail/ja".to_owned())]);
    let paths = || ["/mail/jan-a.eml", "/mail/jan-b.eml"].map(str::to_owned).to_vec();
    app.send(Msg::Completed("/mail/ja".to_owned(), Ok(paths())));
    let screen = app.screen(80, 24);
    assert!(screen.contains("│ /mail/jan- ") && screen.contains("/mail/jan-b.eml"), "{screen}");
    app.keys(&["Down", "Down"]);
    let Some(Popup::Open { editor, .. }) = app.model.popup() else { panic!("the line is open") };
    assert_eq!(editor.text(), "/mail/jan-b.eml");
    app.types("x");
    app.send(Msg::Completed("/mail/ja".to_owned(), Ok(paths())));
    let Some(Popup::Open { editor, .. }) = app.model.popup() else { panic!("the line is open") };
    assert_eq!(editor.text(), "/mail/jan-b.emlx", "what comes late changes nothing");
    app.send(Msg::Completed("/mail/jan-b.emlx".to_owned(), Ok(Vec::new())));
    assert!(app.screen(80, 24).contains("nothing of this name"));
}

#[test]
fn what_the_cursor_is_on_is_copied() {
    let mut app = app();
    app.keys(&["y"]);
    assert_eq!(app.copied.as_deref(), Some("kumano-books.example TXT \"v=spf1 include:amazonses.com ~all\""));
    assert!(app.model.notice.as_deref().is_some_and(|notice| notice.contains("sent to the clipboard: kumano")));
    app.keys(&["7", "j", "y"]);
    let copied = app.copied.take().expect("a line of the source");
    let raw = app.model.sheet().map(|sheet| sheet.opened.message.raw.clone()).expect("the message was read");
    assert!(String::from_utf8_lossy(&raw).contains(&copied), "{copied}");
}

#[test]
fn the_command_line_shows_the_same() {
    let zone = ". SOA a. b. 1 1 1 1 1\nshop.example. TXT \"v=spf1 -all\"\n";
    let mut app = App::message("From: <a@shop.example>\nSubject: x\n\n", zone, Lang::En);
    app.keys(&["d", "e", "Ctrl-u"])
        .types("v=spf1 ~all")
        .keys(&["Enter", "i", "Ctrl-u"])
        .types("192.0.2.1 mail.shop.example <>");
    app.keys(&["Enter", "Y"]);
    assert_eq!(
        app.copied.as_deref(),
        Some(
            "twofrom test.eml --dns test.zone --as-of message --set 'shop.example TXT \"v=spf1 ~all\"' --ip 192.0.2.1 \
             --helo mail.shop.example --mail-from '<>'"
        )
    );
}

#[test]
fn the_command_line_names_the_hop_the_lanes_and_what_was_typed() {
    let message = "Received: from mail.forwarder.example (mail.forwarder.example [198.51.100.20])\n\
        \tby mx.receiver.example; Tue, 04 Feb 2020 18:40:12 -0800\n\
        Received: from out.sweets.example (out.sweets.example [203.0.113.30])\n\
        \tby mail.forwarder.example; Wed, 05 Feb 2020 11:40:00 +0900\nFrom: <a@shop.example>\n\n";
    let mut app = App::message(message, ". SOA a. b. 1 1 1 1 1\n", Lang::En);
    let mut copied = |keys: &[&str]| {
        app.draw(120, 40);
        app.keys(keys).keys(&["Y"]);
        app.copied.take().expect("a command line")
    };
    assert_eq!(copied(&[]), "twofrom test.eml --dns test.zone");
    assert_eq!(copied(&["4", "["]), "twofrom test.eml --dns test.zone --received-at 2");
    assert_eq!(copied(&["0"]), "twofrom test.eml --dns test.zone");
    assert_eq!(copied(&["L", "C"]), "twofrom test.eml --dns test.zone --lang ja --charset ascii");
    let next = copied(&["L", "C", "1", "l"]);
    let receivers = next.strip_prefix("twofrom test.eml --dns test.zone --receiver ").expect("the lanes are named");
    assert!(receivers.split(',').count() == 2, "{next}");
    app.model.given.options = vec!["--nameserver 192.0.2.53:53".to_owned()];
    app.model.given.lang = Lang::Ja;
    app.keys(&["Y"]);
    let next = app.copied.take().expect("a command line");
    assert!(next.ends_with(" --nameserver 192.0.2.53:53 --lang en"), "{next}");
}

#[test]
fn the_command_line_names_the_message_among_several() {
    let mut app = App::all_samples(Lang::En);
    app.keys(&["Y"]);
    assert_eq!(app.copied.take().as_deref(), Some("twofrom"));
    app.keys(&["n", "n", "Y"]);
    assert_eq!(app.copied.take().as_deref(), Some("twofrom --message 3"));
    app.keys(&["d", "Y"]);
    assert_eq!(app.copied.take().as_deref(), Some("twofrom --message 3 --as-of today"));
}

#[test]
fn the_screen_the_case_and_the_what_ifs_are_saved() {
    let mut app = app();
    app.draw(80, 24);
    app.keys(&["s"]);
    assert!(!app.screen(80, 24).contains("what-ifs and"), "there are none");
    app.keys(&["Enter"]);
    assert!(app.screen(80, 24).contains("Save as: the screen as text"));
    app.keys(&["Enter"]);
    let (path, bytes) = app.saved.pop().expect("something is written");
    let text = String::from_utf8(bytes).expect("text");
    assert_eq!(path, "ses-default.txt");
    assert!(text.contains("kumano-books.example") && text.contains("? help") && !text.contains("Save as"), "{text}");
    app.send(Msg::Saved(Err(NotSaved::Exists(path.clone()))));
    assert!(app.screen(80, 24).contains("ses-default.txt is there already"));
    let effects = app.send(Msg::Key(support::key("Enter")));
    assert!(matches!(effects.as_slice(), [Effect::Save { replace: true, .. }]));
    app.send(Msg::Saved(Ok(vec![path])));
    assert_eq!((app.model.popups.len(), app.model.notice.as_deref()), (0, Some("saved as ses-default.txt")));
    app.keys(&["s", "j", "Enter", "Enter"]);
    let (path, bytes) = app.saved.pop().expect("something is written");
    assert!(path == "ses-default.svg" && String::from_utf8_lossy(&bytes).contains("<svg"));
    app.keys(&["Esc", "f", "E", "s", "Enter"]);
    let (path, bytes) = app.saved.pop().expect("something is written");
    assert_eq!(path, "ses-default.zone");
    let zone = String::from_utf8_lossy(&bytes);
    assert!(zone.starts_with("kumano-books.example. TXT \"v=spf1 include:amazonses.com ~all\"\n"), "{zone}");
}

#[test]
fn receivers_language_and_characters_are_changed_in_place() {
    let mut app = app();
    app.keys(&["R"]);
    let screen = app.screen(80, 24);
    assert!(screen.contains("Receiver on the right") && screen.contains("> ✗ reject"), "{screen}");
    app.keys(&["Tab", "g", "j", "Enter"]);
    let sheet = app.model.sheet().expect("the message was read");
    let (left, _) = app.model.sides(sheet).expect("somebody judges");
    assert_eq!(sheet.case.verdicts[left].receiver, "docomo");
    app.keys(&["C"]);
    assert_eq!(app.model.look.charset, Charset::Ascii);
    assert!(!app.screen(80, 24).contains('─'));
    app.keys(&["C", "L"]);
    assert!(app.screen(80, 24).contains('─') && app.model.look.lang == Lang::Ja);
}

#[test]
fn a_message_that_was_opened_can_fail_and_nothing_ends() {
    let mut app = App::new(source::samples(), Lang::En);
    let gone = source::Input {
        path: "gone.eml".to_owned(),
        index: 0,
        count: 1,
        place: source::Place::File("/nonexistent/gone.eml".into()),
    };
    app.desk.inputs.push(gone.clone());
    app.send(Msg::Listed("gone.eml".to_owned(), Ok(vec![gone])));
    assert!(app.screen(80, 24).contains("not read"));
    app.keys(&["p", "q"]);
    assert_eq!(app.quit, Some(0));
}

#[test]
fn a_key_with_alt_is_another_key() {
    let mut app = app();
    // Esc with a letter right behind it comes like this.
    app.keys(&["Alt-q", "Alt-1"]);
    assert!(app.quit.is_none());
    app.keys(&["o"]).types("mail/a").keys(&["Alt-q", "Alt-b", "Ctrl-w"]).types("x/");
    let Some(Popup::Open { editor, .. }) = app.model.popup() else { panic!("it is open") };
    assert_eq!(editor.text(), "x/a");
}

#[test]
fn the_keys_of_a_popup_come_first_among_the_hints() {
    let mut app = App::all_samples(Lang::En);
    app.keys(&["m"]);
    let screen = app.screen(60, 20);
    let hints = screen.lines().last().expect("there are lines");
    for hint in ["Enter open", "Esc back", "/ filter", "s order"] {
        assert!(hints.contains(hint), "{hint}: {hints}");
    }
}

#[test]
fn what_a_filter_knows_nothing_about_is_told() {
    let message = "From: <a@shop.example>\nSubject: x\n\n";
    let input = |index: usize| source::Input {
        path: "many.mbox".to_owned(),
        index,
        count: 40,
        place: source::Place::Bytes(message.as_bytes().to_vec()),
    };
    let mut app = App::new((0..40).map(input).collect(), Lang::En);
    app.keys(&["m"]);
    // Nothing that is asked for is done.
    for key in ["/", "a"] {
        let effects = twofrom::tui::update::update(&mut app.model, Msg::Key(support::key(key)));
        let opened = effects.iter().filter(|effect| matches!(effect, Effect::Open(_))).count();
        assert!(opened < 20, "one that is to be shown is not waited for behind all of them");
    }
    let buffer = app.screen(120, 40);
    assert!(buffer.contains("not read "), "{buffer}");
    for index in 0..40 {
        let opened = app.desk.open(&app.desk.inputs[index]).map(Box::new).map_err(|error| error.to_string());
        app.send(Msg::Opened(index, opened));
    }
    assert!(!app.screen(120, 40).contains("not read"));
}

#[test]
fn the_list_marks_what_is_supposed() {
    let mut app = app();
    app.keys(&["f", "n", "n", "e", "Ctrl-u"]).types("v=spf1 ?all").keys(&["Enter", "m"]);
    let screen = app.screen(120, 36);
    let row = |path: &str| screen.lines().rfind(|line| line.contains(path)).expect("it is listed").to_owned();
    assert!(row("sample:ses-default").contains("was ✓ ✗"), "{screen}");
    assert_eq!(
        screen.lines().filter(|line| line.contains(" sample:") && line.contains("  was ")).count(),
        2,
        "{screen}"
    );
    assert!(screen.contains("(as named), what-ifs: 2 ─"), "{screen}");
    app.keys(&["Esc", "p", "i", "Ctrl-u"]).types("54.240.27.84 other.example").keys(&["Enter", "m"]);
    let screen = app.screen(120, 36);
    assert!(screen.lines().any(|line| line.contains("sample:ses-cured ") && line.contains("  what if  ")), "{screen}");
}

#[test]
fn what_is_opened_late_tears_nobody_away() {
    let mut app = app();
    app.keys(&["o"]).types("slow").keys(&["Esc", "e", "Ctrl-u"]).types("v=spf1 -al");
    let input = source::samples().remove(5);
    app.desk.inputs.push(input.clone());
    app.send(Msg::Listed("slow".to_owned(), Ok(vec![input])));
    assert_eq!((app.model.current, app.model.entries.len()), (0, 5));
    app.types("l").keys(&["Enter"]);
    assert_eq!(app.model.sheet().map(|sheet| sheet.edits.len()), Some(1));
}

#[test]
fn a_folder_that_cannot_be_seen_is_told() {
    let mut app = app();
    app.keys(&["o"]).types("/locked/");
    app.send(Msg::Completed("/locked/".to_owned(), Err("cannot read /locked/: permission denied".to_owned())));
    assert!(app.screen(80, 24).contains("✗ cannot read /locked/: permission denied"));
}

#[test]
fn matches_in_the_source_are_those_of_the_message_that_is_shown() {
    let mut app = app();
    app.keys(&["7", "/"]).types("kumano").keys(&["Enter"]);
    let count = |app: &App| app.model.search.as_ref().map(|search| search.count);
    let first = count(&app);
    assert!(first.is_some_and(|count| count > 0));
    app.keys(&["Esc", "p", "n", "n", "/"]).types("kumano").keys(&["Enter", "1"]);
    assert_ne!(count(&app), first, "the lanes show fewer");
    app.keys(&["7"]);
    let raw = |app: &App| app.model.sheet().expect("it was read").opened.message.raw.clone();
    let expected = String::from_utf8_lossy(&raw(&app)).matches("kumano").count();
    assert_eq!(count(&app), Some(expected));
    app.keys(&["J"]);
    assert_eq!(count(&app), Some(String::from_utf8_lossy(&raw(&app)).matches("kumano").count()));
}
