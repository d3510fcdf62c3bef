//! Keys at random on screens of random size, over messages and zones that were changed.

use super::chance::{Chance, seeds};
use super::outputs::{LANGUAGES, clean, desk};
use super::support::{App, text};
use super::{mutation, sample};
use crossterm::event::KeyCode;
use twofrom::dns::{Answers, Zone};
use twofrom::settings::Charset;
use twofrom::source::ZoneFile;
use twofrom::tui::keymap::{Key, bindings};
use twofrom::tui::msg::Msg;

/// What somebody may type or paste into any line.
const TYPED: &[&str] = &[
    "v=spf1 include:shop.example ~all",
    "v=spf1 a mx ptr exists:%{i}._spf.%{d2} redirect=",
    "v=DMARC1; p=reject; sp=",
    "192.0.2.1",
    "::1",
    "a@b.example",
    "<>",
    "2025-02-30",
    "\u{202e}\u{1b}[31m",
    "日本語",
    "\"\\\"",
    "/nonexistent/",
    "\n\r\t\0",
];

fn app(chance: &mut Chance) -> Option<App> {
    let sample = chance.pick(sample::ALL);
    let message = if chance.once_in(4) { sample.message.to_vec() } else { mutation::message(sample.message, chance) };
    let zone = if chance.once_in(2) { sample.zone.to_owned() } else { mutation::zone(sample.zone, chance) };
    let (zone, warnings) = Zone::parse("evil.zone", zone.as_bytes()).ok()?;
    let zone = ZoneFile { path: "evil.zone".to_owned(), answers: Answers::from_zone(zone), warnings };
    let mut desk = desk(message, Some(zone));
    if chance.once_in(2) {
        desk.inputs.extend(twofrom::source::samples().into_iter().take(2));
    }
    let mut app = App::with(desk, *chance.pick(&LANGUAGES));
    app.model.look.charset = *chance.pick(&[Charset::Unicode, Charset::Ascii]);
    Some(app)
}

fn draw(app: &mut App, chance: &mut Chance, what: &str) {
    let columns = *chance.pick(&[0, 1, 2, 7, 20, 40, 60, 80, 120, 300]);
    let rows = *chance.pick(&[0, 1, 2, 3, 5, 10, 20, 24, 36, 100]);
    clean(&text(&app.draw(columns, rows)), &format!("{what}, {columns}x{rows}"));
}

#[test]
fn keys_at_random_on_screens_of_any_size() {
    let keys: Vec<Key> = bindings().flat_map(|binding| binding.keys.iter().copied()).collect();
    for seed in seeds(25) {
        let mut chance = Chance::new(seed);
        let Some(mut app) = app(&mut chance) else { continue };
        for step in 0..40 {
            let what = format!("seed {seed}, step {step}");
            match chance.below(12) {
                0 => chance.pick(TYPED).chars().for_each(|c| {
                    app.send(Msg::Key(Key::char(c)));
                }),
                1 => drop(app.send(Msg::Paste((*chance.pick(TYPED)).to_owned()))),
                2 => drop(app.send(Msg::Key(Key::code(*chance.pick(&[
                    KeyCode::Enter,
                    KeyCode::Esc,
                    KeyCode::Backspace,
                    KeyCode::Null,
                    KeyCode::F(12),
                ]))))),
                3 => drop(app.send(Msg::Resized)),
                // The keys that change something are worth more than those that move.
                4 => drop(app.send(Msg::Key(Key::char(*chance.pick(&['e', 'u', 'w', 't', 'y', ':', '/', 'v', 'c']))))),
                _ => drop(app.send(Msg::Key(*chance.pick(&keys)))),
            }
            if chance.once_in(3) {
                draw(&mut app, &mut chance, &what);
            }
            if let Some(copied) = app.copied.take() {
                let printable = copied.replace(['\n', '\t', '\u{200c}', '\u{200d}'], " ");
                clean(&printable, &format!("{what}, copied"));
            }
            if app.quit.take().is_some() {
                break;
            }
        }
        draw(&mut app, &mut chance, &format!("seed {seed}, at last"));
    }
}
