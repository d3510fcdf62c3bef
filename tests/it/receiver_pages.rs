//! The pages of the documentation about receivers are what the profiles say, in both languages. `UPDATE=1` writes
//! them anew, to be read before they are committed.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use twofrom::receiver::{Profile, Profiles};
use twofrom::report::page::page;
use twofrom::settings::Lang;

/// The profiles by receiver: a level of one stands on its page.
fn groups() -> Vec<(&'static str, Vec<&'static Profile>)> {
    let mut groups: Vec<(&str, Vec<&Profile>)> = Vec::new();
    for profile in &Profiles::builtin().profiles {
        let receiver = profile.id.split('/').next().unwrap_or(&profile.id);
        match groups.iter_mut().find(|(id, _)| *id == receiver) {
            Some((_, levels)) => levels.push(profile),
            None => groups.push((receiver, vec![profile])),
        }
    }
    groups
}

#[test]
fn each_receiver_has_its_page() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/receivers");
    let mut expected = BTreeSet::new();
    for (receiver, levels) in groups() {
        for (lang, suffix) in [(Lang::En, "en"), (Lang::Ja, "ja")] {
            let path = folder.join(format!("{receiver}.{suffix}.md"));
            let made = page(Profiles::builtin(), &levels, lang);
            if std::env::var_os("UPDATE").is_some() {
                fs::create_dir_all(&folder).expect("the folder can be made");
                fs::write(&path, &made).expect("the page can be written");
            }
            let kept = fs::read_to_string(&path).unwrap_or_default();
            assert!(made == kept, "{} is not what the profile says: UPDATE=1 writes it anew", path.display());
            expected.insert(path);
        }
    }
    let kept = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("an entry").path());
    assert_eq!(kept.collect::<BTreeSet<_>>(), expected, "each page has its receiver");
}

#[test]
fn a_page_names_every_source_of_its_rules() {
    for (receiver, levels) in groups() {
        let made = page(Profiles::builtin(), &levels, Lang::En);
        let rules = levels.iter().flat_map(|profile| &profile.periods).flat_map(|period| &period.rules);
        for index in rules.flat_map(|rule| &rule.effects).flat_map(|(_, effect)| &effect.sources) {
            let source = Profiles::builtin().source(*index).expect("it is listed");
            assert!(made.contains(&source.url), "{receiver}: {}", source.url);
        }
    }
}
