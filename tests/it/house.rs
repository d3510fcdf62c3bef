//! The order of the rooms: a module uses only what stands before it, never what stands beside or after.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the ground up; those of one line do not use each other.
const ORDER: &[&[&str]] = &[
    &["text"],
    &["settings"],
    &["dns", "message"],
    &["redact"],
    &["source", "identity", "spf", "reverse_dns"],
    &["dmarc", "dkim"],
    &["receiver"],
    &["sender"],
    &["case"],
    &["comparison"],
    &["remedy", "resolver"],
    &["walk"],
    &["words"],
    &["report", "tui"],
    &["cli"],
];

fn level(room: &str) -> Option<usize> {
    ORDER.iter().position(|rooms| rooms.contains(&room))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the entry is readable").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The rooms that a source uses: every `crate::NAME` that is not inside a comment.
fn used(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .flat_map(|line| line.split("crate::").skip(1).map(str::to_owned).collect::<Vec<_>>())
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}

#[test]
fn each_room_uses_only_what_stands_before_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for path in sources(&src) {
        let inside = path.strip_prefix(&src).expect("it lies in src");
        let room = inside.iter().next().and_then(|p| p.to_str()).unwrap_or_default().trim_end_matches(".rs");
        if room == "lib" || room == "main" {
            continue;
        }
        let own = level(room).unwrap_or_else(|| panic!("{room} has no place in the order of the rooms"));
        for other in used(&fs::read_to_string(&path).expect("the source is readable")) {
            match level(&other) {
                Some(level) if other != room && level >= own => {
                    wrong.push(format!("{} uses crate::{other}", inside.display()));
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "against the order of the rooms:\n{}", wrong.join("\n"));
}

#[test]
fn rooms_stand_beside_their_folders() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in sources(&src) {
        assert_ne!(path.file_name().and_then(|n| n.to_str()), Some("mod.rs"), "{}", path.display());
    }
}

#[test]
fn a_use_of_a_later_room_is_seen() {
    assert_eq!(used("use crate::cli::run; // crate::tui"), ["cli"]);
    assert!(level("words") > level("case"));
}
