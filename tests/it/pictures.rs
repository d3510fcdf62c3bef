//! Pictures: those of the documentation are what the program draws from its samples, and what `--format svg`
//! prints is SVG whatever the message says. `UPDATE=1` draws the documentation's anew, to be looked at before
//! they are committed.

use crate::support::tui::App;
use roxmltree::Document;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;
use twofrom::settings::Lang;
use twofrom::tui::picture::picture;

/// A picture: its name, its sample, the keys that lead to it from the verdict, what is typed then, and its size.
struct Screen {
    name: &'static str,
    sample: &'static str,
    keys: &'static [&'static str],
    typed: &'static str,
    size: (u16, u16),
}

const fn screen(name: &'static str, sample: &'static str, keys: &'static [&'static str], size: (u16, u16)) -> Screen {
    Screen { name, sample, keys, typed: "", size }
}

const SCREENS: &[Screen] = &[
    screen("verdict", "ses-default", &[], (120, 36)),
    screen("verdict-narrow", "ses-default", &[], (60, 20)),
    screen("what-if", "ses-default", &["f"], (120, 36)),
    Screen { typed: TYPO, ..screen("what-if-editor", "ses-default", &["e", "Ctrl-u"], (120, 36)) },
    screen("trace", "ses-default", &["Tab", "t"], (120, 24)),
    screen("identities", "ses-default", &["3"], (120, 32)),
    screen("path", "list-with-sender", &["4"], (120, 24)),
    screen("claims", "planted-claim", &["5"], (120, 28)),
    screen("receivers", "ses-default", &["6"], (120, 30)),
    screen("raw", "ses-default", &["7", "]", "]"], (120, 28)),
    screen("walk", "ses-default", &["w", "a", "G", "h", "h", "h"], (120, 34)),
    screen("walk-question", "ses-default", &QUESTION, (120, 34)),
];

/// A record as it is typed, with what goes wrong easily.
const TYPO: &str = "v=spf1 inclde:amazonses.com ~all";

/// To the question before the second receiver begins: eleven steps before the end.
const QUESTION: [&str; 16] = ["w", "a", "G", "h", "h", "h", "h", "h", "h", "h", "h", "h", "h", "h", "a", "l"];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/screens")
}

fn drawn(screen: &Screen, lang: Lang) -> String {
    let (columns, rows) = screen.size;
    let mut inputs = twofrom::source::samples();
    inputs.retain(|input| input.path == format!("sample:{}", screen.sample));
    let mut app = App::new(inputs, lang);
    app.draw(columns, rows);
    for key in screen.keys {
        app.keys(&[key]).draw(columns, rows);
    }
    app.types(screen.typed).draw(columns, rows);
    picture(&app.model, columns, rows)
}

#[test]
fn pictures_of_the_documentation_are_what_is_drawn() {
    let mut expected = BTreeSet::new();
    for screen in SCREENS {
        for (lang, suffix) in [(Lang::En, "en"), (Lang::Ja, "ja")] {
            let path = folder().join(format!("{}.{suffix}.svg", screen.name));
            let found = drawn(screen, lang);
            if std::env::var_os("UPDATE").is_some() {
                fs::create_dir_all(folder()).expect("the folder can be made");
                fs::write(&path, &found).expect("the picture can be written");
            }
            let kept = fs::read_to_string(&path).unwrap_or_default();
            assert!(found == kept, "{} is not what is drawn: UPDATE=1 draws it anew", path.display());
            expected.insert(path);
        }
    }
    let kept = fs::read_dir(folder()).expect("the folder is there").map(|entry| entry.expect("an entry").path());
    assert_eq!(kept.collect::<BTreeSet<_>>(), expected, "each picture has its screen");
}

#[test]
fn both_readmes_show_pictures_that_are_there() {
    for (readme, suffix) in [("README.md", ".en.svg"), ("README.ja.md", ".ja.svg")] {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(root.join(readme)).expect("the README is there");
        let shown: Vec<&str> = text.split("docs/screens/").skip(1).filter_map(|rest| rest.split(')').next()).collect();
        assert!(!shown.is_empty(), "{readme} shows nothing");
        for name in shown {
            assert!(name.ends_with(suffix) && folder().join(name).is_file(), "{readme} shows {name}");
        }
    }
}

/// The picture as a document: read by a parser, with a name and a description, all text inside its frame.
fn assert_well_formed(svg: &str) {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}:\n{svg}"));
    let root = document.root_element();
    let text_of = |name: &str| root.descendants().find(|node| node.has_tag_name(name)).and_then(|node| node.text());
    assert!(text_of("title").is_some_and(|title| title.starts_with("twofrom ")));
    let number = |node: &roxmltree::Node<'_, '_>, name: &str| -> usize {
        node.attribute(name).and_then(|value| value.parse().ok()).unwrap_or_else(|| panic!("no {name}"))
    };
    let (width, height) = (number(&root, "width"), number(&root, "height"));
    for text in root.descendants().filter(|node| node.tag_name().name() == "text") {
        let right = number(&text, "x") + number(&text, "textLength");
        assert!(right + 24 <= width && number(&text, "y") + 24 <= height, "{text:?}");
        assert!(text.children().all(|child| child.is_text()), "{text:?}");
    }
    for script in ["script", "image", "foreignObject", "a", "use"] {
        assert!(!root.descendants().any(|node| node.tag_name().name() == script), "{script}");
    }
}

#[test]
fn every_screen_of_the_documentation_is_well_formed() {
    for screen in SCREENS {
        for lang in [Lang::En, Lang::Ja] {
            assert_well_formed(&drawn(screen, lang));
        }
    }
}

fn check(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_twofrom"));
    command.env("XDG_CONFIG_HOME", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/offline"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "TERM"] {
        command.env_remove(name);
    }
    command.current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    command.args(["check", "--format", "svg"]).args(arguments).output().expect("the program starts")
}

fn svg(arguments: &[&str]) -> String {
    let output = check(arguments);
    let svg = String::from_utf8(output.stdout).expect("a picture is UTF-8");
    assert_well_formed(&svg);
    svg
}

const SAMPLE: &[&str] = &["samples/ses-default.eml", "--as-of", "message"];

#[test]
fn check_draws_one_message() {
    let english = svg(SAMPLE);
    assert!(english.contains("They part at the identity") && english.contains(">reject<"), "{english}");
    assert_eq!(check(SAMPLE).status.code(), Some(1), "the exit status is check's");
    let japanese = svg(&[SAMPLE, &["--lang", "ja"]].concat());
    assert!(japanese.contains(r#"xml:lang="ja""#) && japanese.contains(">拒否<"), "{japanese}");
}

#[test]
fn a_picture_takes_the_options_of_check() {
    let cured = "kumano-books.example TXT v=spf1 include:amazonses.com ~all";
    let flipped = svg(&[SAMPLE, &["--set", cured, "--receiver", "gmail,au/high"]].concat());
    assert!(!flipped.contains(">reject<") && flipped.contains("au/high"), "{flipped}");
    assert!(!flipped.contains(">docomo<"), "only the receivers that were named: {flipped}");
    let today = svg(&["samples/ses-default.eml", "--as-of", "2025-06-01"]);
    assert!(today.contains("2025-06-01"), "{today}");
}

#[test]
fn without_colours_nothing_is_lost_but_them() {
    let (coloured, plain) = (svg(SAMPLE), svg(&[SAMPLE, &["--color", "never"]].concat()));
    assert!(coloured.contains(r#"class="c"#) && !plain.contains(r#"class="c"#), "{plain}");
    let words = |svg: &str| -> Vec<String> {
        let document = Document::parse(svg).expect("it was read before");
        document.descendants().filter_map(|node| node.text()).filter(|t| !t.contains('{')).map(str::to_owned).collect()
    };
    assert_eq!(words(&coloured), words(&plain));
}

#[test]
fn several_messages_are_refused_in_words() {
    let output = check(&["samples"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    let complaint = String::from_utf8(output.stderr).expect("complaints are UTF-8");
    let samples = twofrom::source::sample::ALL.len();
    assert_eq!(complaint, format!("twofrom: --format svg draws one message, and {samples} were given\n"));
    let output = check(&["/no/such.eml", "--lang", "ja"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
}

#[test]
fn what_a_message_says_stays_text() {
    let folder = TempDir::new().expect("a folder can be made");
    let path = folder.path().join("<b>&\"'.eml");
    let hostile = b"Return-Path: <a&b@\"]]>.example>\r\n\
        Received: from x (x [192.0.2.1]) by mx.receiver.example; Tue, 10 Mar 2026 12:00:00 +0900\r\n\
        From: =?UTF-8?Q?=3C/text=3E=3Cscript=3E=1B]0;x=07=E2=80=AE=EF=BF=BF?= <x@shop.example>\r\n\
        Subject: <![CDATA[ \x00\x01\x7f\xc2\x85\xff & \" ' ]]> &#0; <!-- \r\n\r\nx\r\n";
    fs::write(&path, hostile).expect("it can be written");
    let picture = svg(&[&path.to_string_lossy(), "--offline"]);
    assert!(picture.contains("&lt;script&gt;"), "{picture}");
}
