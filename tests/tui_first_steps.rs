//! What somebody who is new to the terminal UI expects of its keys, without a terminal.

#[path = "support/tui.rs"]
mod support;

use support::App;
use twofrom::settings::Lang;

fn app() -> App {
    App::samples(Lang::En)
}

fn notice(app: &App) -> &str {
    app.model.notice.as_deref().unwrap_or_default()
}

const TRIED: &str = "kumano-books.example TXT \"v=spf1 include:amazonses.com ~all\"";

#[test]
fn what_was_tried_is_what_is_copied() {
    let mut app = app();
    app.keys(&["f"]);
    let screen = app.screen(120, 36);
    let hinted: Vec<&str> = screen.lines().filter(|line| line.contains("y copy")).collect();
    assert!(hinted.len() == 1 && hinted.iter().all(|line| line.contains(TRIED)), "{screen}");
    app.keys(&["y"]);
    assert_eq!(app.copied.as_deref(), Some(TRIED));
    assert_eq!(notice(&app), format!("sent to the clipboard: {TRIED} (if your terminal allows OSC 52)"));
    app.keys(&["Tab", "e", "Ctrl-u"]).types("v=spf1 -all").keys(&["Enter", "y"]);
    assert!(notice(&app).starts_with("sent to the clipboard: 2 records: kumano-books"), "{}", notice(&app));
    app.draw(60, 20);
    app.keys(&["y"]);
    assert!(app.screen(60, 20).contains("2 records: kumano-books"), "it is told where there is little room");
}
