//! Files of profiles of the user's own: what they may hold, and that mistakes are told with their line.

use super::{day, good, short, spf, with};
use crate::receiver::{Confidence, Decision, ProfileError, Profiles, judge};
use crate::settings::Day;
use crate::spf::SpfResult;

/// The built-in profiles with one file more.
fn parse(text: &str) -> Result<Profiles, ProfileError> {
    Profiles::builtin().clone().with(&[("my.toml", text)])
}

/// A file with one profile that says what becomes of SPF of MAIL FROM.
fn file(head: &str, effects: &str) -> String {
    format!(
        "[sources]\nS = {{ url = \"https://mail.example.com/policy\", date = \"2026-05-01\" }}\n{head}\n\
         name = {{ en = \"Example\" }}\n[[profile.period]]\n[[profile.period.rule]]\ncheck = \"spf\"\n\
         identity = \"mail_from\"\neffects = [{effects}]\n"
    )
}

const PASS_ONLY: &str = "{ on = [\"pass\"], does = \"accept\", evidence = [\"documented S\"] }, \
                         { on = [\"fail\"], does = \"reject\", evidence = [\"documented S\"] }";

#[test]
fn a_profile_of_ones_own_judges_after_the_built_in_ones() {
    let profiles = parse(&file("[[profile]]\nid = \"example\"", PASS_ONLY)).unwrap();
    let last = profiles.profiles.last().unwrap();
    assert_eq!((last.id.as_str(), last.place.as_deref()), ("example", Some("my.toml:4")));
    assert_eq!((last.name_en.as_str(), last.name_ja.as_str()), ("Example", "Example"));
    assert!(profiles.profiles[0].place.is_none());
    let selected = profiles.selected(None, Day::Given(day("2026-11-24"))).unwrap();
    assert_eq!(selected.last().unwrap().id, "example");
    let failed = with(|f| f.mail_from = spf(SpfResult::Fail));
    let verdict = judge(last, &profiles, day("2026-11-24"), &failed);
    assert_eq!(short(&verdict), "reject documented");
    assert_eq!(verdict.because[0].source.as_deref(), Some("https://mail.example.com/policy"));
    let none = with(|f| f.mail_from = spf(SpfResult::None));
    assert_eq!(short(&judge(last, &profiles, day("2026-11-24"), &none)), "unknown not-known");
}

#[test]
fn it_may_include_a_built_in_profile_or_one_of_another_file() {
    let one = file("[[profile]]\nid = \"one\"\nincludes = \"two\"", PASS_ONLY);
    let two = file("[[profile]]\nid = \"two\"", PASS_ONLY);
    let three = file("[[profile]]\nid = \"three\"\nincludes = \"gmail\"", PASS_ONLY);
    let files = [("one.toml", one.as_str()), ("two.toml", &two), ("three.toml", &three)];
    let profiles = Profiles::builtin().clone().with(&files).unwrap();
    let verdict = judge(profiles.get("three").unwrap(), &profiles, day("2026-11-24"), &good());
    assert_eq!(verdict.asked.len(), 5);
    let verdict = judge(profiles.get("one").unwrap(), &profiles, day("2026-11-24"), &good());
    assert_eq!(verdict.asked.len(), 2);
}

#[test]
fn sources_and_lists_are_a_files_own_and_those_of_the_program() {
    // S stands in both files, G1 in a built-in one.
    let effects = "{ on = [\"pass\"], does = \"accept\", evidence = [\"documented G1\", \"inferred S\"] }";
    let one = file("[[profile]]\nid = \"one\"", effects);
    let two = file("[[profile]]\nid = \"two\"", PASS_ONLY).replace("policy", "rules");
    let profiles = Profiles::builtin().clone().with(&[("one.toml", &one), ("two.toml", &two)]).unwrap();
    let urls = |id: &str| {
        let effect = &profiles.get(id).unwrap().periods[0].rules[0].effects[0].1;
        effect.sources.iter().map(|s| profiles.source(*s).unwrap().url.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(urls("one"), ["https://support.google.com/mail/answer/81126", "https://mail.example.com/policy"]);
    assert_eq!(urls("two"), ["https://mail.example.com/rules"]);

    let carrier = |list: &str| {
        format!(
            "{list}[sources]\nS = {{ url = \"https://a.example\" }}\n[[profile]]\nid = \"one\"\nname = {{ en = \"\" }}\n\
             [[profile.period]]\n[[profile.period.rule]]\ncheck = \"carrier\"\ndomains = \"carriers\"\n\
             effects = [{{ on = [\"other\"], does = \"accept\", evidence = [\"documented S\"] }}]\n"
        )
    };
    let domains = |text: &str| parse(text).unwrap().get("one").unwrap().periods[0].rules[0].domains.len();
    assert_eq!(domains(&carrier("[lists]\ncarriers = [\"mobile.example\"]\n")), 1);
    assert!(domains(&carrier("")) > 10);

    let foreign = file("[[profile]]\nid = \"two\"", PASS_ONLY).replace("S = {", "T = {");
    let error = Profiles::builtin().clone().with(&[("one.toml", &one), ("two.toml", &foreign)]).unwrap_err();
    assert!(error.to_string().starts_with("two.toml:10: NoSource"), "{error}");
}

#[test]
fn it_may_replace_a_built_in_profile_if_it_says_so() {
    let profiles = parse(&file("[[profile]]\nid = \"docomo\"\nreplaces = true", PASS_ONLY)).unwrap();
    assert_eq!(profiles.profiles.iter().filter(|p| p.id == "docomo").count(), 1);
    assert_eq!(profiles.get("docomo").unwrap().place.as_deref(), Some("my.toml:4"));
    let failed = with(|f| f.mail_from = spf(SpfResult::Fail));
    // Whoever includes it includes what stands in its place.
    for id in ["docomo", "docomo/reject-all"] {
        let verdict = judge(profiles.get(id).unwrap(), &profiles, day("2026-11-24"), &failed);
        assert_eq!(verdict.decision, Decision::Reject, "{id}");
    }
}

#[test]
fn what_acts_unseen_on_a_screen_is_shown() {
    let text = file("[[profile]]\nid = \"example\"", PASS_ONLY).replace("\"Example\"", "\"Ex\\u001b[31m\\u202eample\"");
    assert_eq!(parse(&text).unwrap().get("example").unwrap().name_en, "Ex\\x1b[31m<U+202E>ample");
}

#[test]
fn a_mistake_is_told_with_file_and_line() {
    let head = "[lists]\nl = [\"a.example\"]\n[sources]\nE1 = { url = \"https://a.example\" }\n[[profile]]\nid = \"x\"\n\
                name = { en = \"X\", ja = \"X\" }\n[[profile.period]]\nfrom = 2024-01-01\n";
    let rule = |body: &str| format!("{head}[[profile.period.rule]]\n{body}\n");
    let spf = |effects: &str| rule(&format!("check = \"spf\"\nidentity = \"pra\"\neffects = [\n{effects}\n]"));
    let good = spf("{ on = [\"any\"], does = \"accept\", evidence = [\"measured E1\"] }");
    let profiles = parse(&good).unwrap();
    assert_eq!(profiles.profiles[0].periods[0].rules[0].effects[0].1.confidence, Confidence::Measured);

    for (text, line, part) in [
        ("id = ".to_owned(), 1, ""),
        (good.replace("[[profile]]", "[[profil]]"), 5, "unknown field"),
        (good.replace("from = 2024-01-01", "form = 2024-01-01"), 9, "unknown field `form`"),
        (good.replace("from = 2024-01-01", "from = 12:00:00"), 9, "NoDay"),
        (rule("check = \"spv\"\neffects = []"), 11, "NoneOf { word: \"spv\", known: [\"spf\", \"dmarc\""),
        (rule("check = \"spf\"\neffects = []"), 11, "NoIdentity"),
        (
            spf("").replace("\"pra\"", "\"pra\"\nrecords = \"spf2\""),
            13,
            "known: [\"spf1\", \"sender-id\", \"not-known\"]",
        ),
        (spf("").replace("\"pra\"", "\"mail_from\"\nrecords = \"sender-id\""), 13, "OnlyForPra"),
        (rule("check = \"dmarc\"\nrecords = \"spf1\"\neffects = []"), 12, "OnlyForSpf"),
        (rule("check = \"dmarc\"\nidentity = \"pra\"\neffects = []"), 12, "OnlyForSpf"),
        (rule("check = \"carrier\"\neffects = []"), 11, "DomainsOfCarriers"),
        (rule("check = \"carrier\"\ndomains = \"m\"\neffects = []"), 12, "NoList"),
        (spf("{ on = [\"passs\"], does = \"accept\", evidence = [\"measured E1\"] }"), 14, "NoResult(\"passs\")"),
        (spf("{ on = [\"dkim=pass\"], does = \"accept\", evidence = [\"measured E1\"] }"), 14, "NoResult"),
        (spf("{ on = [\"pass\", \"pass\"], does = \"accept\", evidence = [\"measured E1\"] }"), 14, "ResultTwice"),
        (spf("{ on = [\"pass\"], does = \"bounce\", evidence = [\"measured E1\"] }"), 14, "NoneOf { word: \"bounce\""),
        (spf("{ on = [\"pass\"], does = \"accept\" }"), 14, "EvidenceOrUnknown"),
        (spf("{ on = [\"pass\"], does = \"unknown\", evidence = [\"measured E1\"] }"), 14, "EvidenceOrUnknown"),
        (spf("{ on = [\"pass\"], does = \"accept\", evidence = [\"measured E2\"] }"), 14, "NoSource"),
        (spf("{ on = [\"pass\"], does = \"accept\", evidence = [\"sure E1\"] }"), 14, "NoConfidence(\"sure\")"),
        (spf("{ on = [\"pass\"], does = \"accept\", evidence = [\"E1\"] }"), 14, "EvidenceForm"),
        (format!("{good}[[profile.period]]\nfrom = 2025-01-01\nrule = []\n"), 16, "PeriodsOverlap"),
        (good.replace("id = \"x\"", "id = \"x\"\nincludes = \"y\""), 7, "IncludesNothing"),
        (format!("{good}[[profile]]\nid = \"x\"\nname = {{ en = \"\", ja = \"\" }}\n"), 17, "place: \"my.toml:6\""),
        (good.replace("id = \"x\"", "id = \"gmail\""), 6, "ComesWithTheProgram(\"gmail\")"),
        (good.replace("id = \"x\"", "id = \"x\"\nreplaces = true"), 6, "NothingToReplace(\"x\")"),
        (good.replace("id = \"x\"", "id = \"x\"\nzone = \"Asia/Kyoto\""), 7, "NoZone(\"Asia/Kyoto\")"),
        (good.replace("id = \"x\"", "id = \"my company\""), 6, "NoId"),
        (good.replace("id = \"x\"", "id = \"\""), 6, "NoId"),
        (good.replace("id = \"x\"", "id = \"x\"\nincludes = \"gmail/bulk\""), 7, "IncludesAnIncluding"),
        (good.replace("id = \"x\"", "id = \"docomo\"\nreplaces = true\nincludes = \"gmail\""), 8, "IncludedByOthers"),
    ] {
        let error = parse(&text).expect_err(&text);
        assert_eq!(error.line, line, "{error}\n{text}");
        assert!(error.to_string().starts_with(&format!("my.toml:{line}: ")), "{error}");
        assert!(error.fault.to_string().contains(part), "{error}\n{text}");
    }
}

#[test]
fn twenty_thousand_profiles_are_read() {
    let mut text = "[sources]\nS = { url = \"https://mail.example.com/policy\" }\n".to_owned();
    let rule = format!("check = \"spf\"\nidentity = \"mail_from\"\neffects = [{PASS_ONLY}]\n");
    for number in 0..20_000 {
        let includes = if number % 2 == 0 { "" } else { "includes = \"example/0\"\n" };
        text.extend([
            &format!("[[profile]]\nid = \"example/{number}\"\nname = {{ en = \"Example\" }}\n{includes}"),
            "[[profile.period]]\n[[profile.period.rule]]\n",
            &rule,
        ]);
    }
    let profiles = parse(&text).unwrap();
    assert_eq!(profiles.get("example/19999").and_then(|p| p.place.as_deref()), Some("my.toml:169995"));
}
