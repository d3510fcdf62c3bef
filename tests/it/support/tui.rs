//! A terminal UI without a terminal: keys in, screens as text out, effects done on the spot.
#![allow(dead_code, reason = "each test file uses its part")]

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use twofrom::receiver::Profiles;
use twofrom::settings::{Charset, Lang, Settings};
use twofrom::source::{self, Desk, Input, Place};
use twofrom::text::width;
use twofrom::tui::Look;
use twofrom::tui::keymap::Key;
use twofrom::tui::model::{Geometry, Model};
use twofrom::tui::msg::{Effect, Msg};
use twofrom::tui::update::{start, update};
use twofrom::tui::view::view;

pub struct App {
    pub desk: Desk,
    pub model: Model,
    pub quit: Option<u8>,
    pub copied: Option<String>,
    pub saved: Vec<(String, Vec<u8>)>,
}

impl App {
    /// The first four bundled samples, today being a fixed day.
    pub fn samples(lang: Lang) -> Self {
        Self::new(source::samples().into_iter().take(4).collect(), lang)
    }

    /// All bundled samples.
    pub fn all_samples(lang: Lang) -> Self {
        Self::new(source::samples(), lang)
    }

    /// A message with a zone, as files beside each other would be.
    pub fn message(message: &str, zone: &str, lang: Lang) -> Self {
        let (zone, _) = twofrom::dns::Zone::parse("test.zone", zone.as_bytes()).expect("the zone is right");
        let zone = source::ZoneFile {
            path: "test.zone".to_owned(),
            answers: twofrom::dns::Answers::from_zone(zone),
            warnings: Vec::new(),
        };
        let place = Place::Bytes(message.as_bytes().to_vec());
        let input = Input { path: "test.eml".to_owned(), index: 0, count: 1, place };
        Self::with(Desk { zone: Some(zone), ..desk(vec![input]) }, lang)
    }

    pub fn new(inputs: Vec<Input>, lang: Lang) -> Self {
        Self::with(desk(inputs), lang)
    }

    pub fn with(desk: Desk, lang: Lang) -> Self {
        let look = Look { lang, charset: Charset::Unicode, colour: true };
        let model = Model::new(&desk.inputs, Profiles::builtin(), look);
        let mut app = Self { desk, model, quit: None, copied: None, saved: Vec::new() };
        let effects = start(&mut app.model);
        app.perform(effects);
        app
    }

    pub fn send(&mut self, msg: Msg) -> Vec<Effect> {
        let effects = update(&mut self.model, msg);
        self.perform(effects.clone());
        effects
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Quit(status) => self.quit = Some(status),
                Effect::List(path) => {
                    let listed = source::inputs(&[path.clone().into()]).map_err(|error| error.to_string());
                    if let Ok(inputs) = &listed {
                        self.desk.inputs.extend(inputs.iter().cloned());
                    }
                    self.send(Msg::Listed(path, listed));
                }
                // Who answers, and what comes back, is the test.
                Effect::Ask(_) | Effect::ForgetFailures | Effect::Complete(_) | Effect::Suspend | Effect::Retake => {}
                Effect::Save { files, .. } => self.saved = files,
                Effect::Copy(text) => self.copied = Some(text),
                Effect::Open(index) => {
                    let opened = self.desk.open(&self.desk.inputs[index]);
                    self.send(Msg::Opened(index, opened.map(Box::new).map_err(|error| error.to_string())));
                }
            }
        }
    }

    /// Presses keys, by the names that the help shows.
    pub fn keys(&mut self, names: &[&str]) -> &mut Self {
        for name in names {
            self.send(Msg::Key(key(name)));
        }
        self
    }

    /// Types text, character by character.
    pub fn types(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.send(Msg::Key(key(&c.to_string())));
        }
        self
    }

    /// Draws into a buffer and lets the model know what that found out, as the loop does.
    pub fn draw(&mut self, columns: u16, rows: u16) -> Buffer {
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a test backend cannot fail");
        let mut geometry = Geometry::default();
        let mut draw = |model: &Model| {
            terminal.draw(|frame| geometry = view(model, frame)).expect("a test backend cannot fail");
            geometry
        };
        let found = draw(&self.model);
        if found != self.model.geometry {
            self.send(Msg::Drawn(found));
            draw(&self.model);
        }
        terminal.backend().buffer().clone()
    }

    pub fn screen(&mut self, columns: u16, rows: u16) -> String {
        text(&self.draw(columns, rows))
    }
}

fn desk(inputs: Vec<Input>) -> Desk {
    let settings = Settings::new(1_795_500_000);
    let network = source::Network::Never;
    Desk { inputs, settings, day_given: false, zone: None, network, edits: Vec::new(), redactor: None }
}

/// The key of a name that the help shows.
pub fn key(name: &str) -> Key {
    use crossterm::event::KeyCode;
    let (ctrl, name) = name.strip_prefix("Ctrl-").map_or((false, name), |rest| (true, rest));
    let (alt, name) = name.strip_prefix("Alt-").map_or((false, name), |rest| (true, rest));
    let code = match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "Backspace" => KeyCode::Backspace,
        "Del" => KeyCode::Delete,
        "F1" => KeyCode::F(1),
        other => KeyCode::Char(other.chars().next().expect("a key has a name")),
    };
    Key { code, ctrl, alt }
}

/// The characters of a buffer, line by line; the cell behind a wide character is not one of them.
pub fn text(buffer: &Buffer) -> String {
    let area = buffer.area;
    let mut out = String::new();
    for y in area.top()..area.bottom() {
        let mut line = String::new();
        let mut x = area.left();
        while x < area.right() {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += u16::try_from(width(symbol)).unwrap_or(1).max(1);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
