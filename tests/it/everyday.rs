//! What every command-line program should do: complain in the user's language, colour only where it is
//! wanted.

use std::fs;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

fn twofrom(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_twofrom"));
    command.env("XDG_CONFIG_HOME", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/offline"));
    command.args(arguments).stdin(Stdio::null()).current_dir(env!("CARGO_MANIFEST_DIR"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM"] {
        command.env_remove(name);
    }
    command.envs(environment.iter().copied()).output().expect("the program starts")
}

fn complaint(arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let output = twofrom(arguments, environment);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    String::from_utf8(output.stderr).expect("complaints are UTF-8")
}

#[test]
fn complaints_are_in_the_users_language() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_string_lossy().into_owned()
    };
    let (empty, noise) = (file("empty.eml", ""), file("noise.eml", "no field\n"));
    let (zone, nothing) = (file("bad.zone", "a.example A nowhere\n"), folder.path().join("none"));
    fs::create_dir(&nothing).unwrap();
    let nothing = nothing.to_string_lossy().into_owned();
    for (arguments, english, japanese) in [
        (vec!["check", "/no/such.eml"], "cannot read /no/such.eml: there is no such file", "ファイルがありません"),
        (vec!["check", &empty], "is empty", "は空です"),
        (vec!["check", &noise], "no header field", "ヘッダーフィールドがありません"),
        (vec!["check", &nothing], "no message in", "メールがありません"),
        (vec!["check", "--dns", &zone], "bad.zone:1: 'nowhere' is no IPv4 address", "IPv4 アドレスではありません"),
        (vec!["check", "--set", "x"], "NAME TYPE VALUE", "の形で書きます"),
        (vec!["check", "--set", "x SOA"], "SOA is not a record type", "指定できない種類"),
        (vec!["check", "--set", "x..y A 192.0.2.1"], "has an empty label", "空のラベルがあります"),
        (vec!["check", "--receiver", "gmial"], "did you mean gmail?", "gmail のことですか"),
        (vec!["check", "--receiver", "GMAIL"], "no receiver GMAIL, did you mean gmail?", "gmail のことですか"),
        (vec!["check", "--via", "ses"], "no sender ses, did you mean amazon-ses?", "amazon-ses のことですか"),
        (vec!["check", "--via", "amazon-ses/mars"], "no region mars of amazon-ses", "リージョンはありません"),
        (vec!["check", "--typed-into", "nowhere"], "no DNS host nowhere", "DNS サービスはありません"),
        (vec!["check", "--receiver", "gmail,"], "no receiver is named; known: gmail", "受信側の名前がありません"),
        (
            vec!["receivers", "--format", "svg"],
            "receivers knows the formats text and json",
            "receivers の形式は text と json です",
        ),
        (
            vec!["senders", "--format", "jsonl"],
            "senders knows the formats text and json",
            "senders の形式は text と json です",
        ),
        (vec!["walk", "--format", "svg"], "walk knows the format text", "walk の形式は text だけです"),
        (vec!["receivers", "nobody-like-this"], "known: gmail", "という受信側はありません"),
        (vec!["spf"], "spf needs --ip", "--ip が必要です"),
    ] {
        let text = complaint(&arguments, &[]);
        assert!(text.contains(english), "{arguments:?}: {text}");
        for (more, environment) in [(&["--lang", "ja"][..], &[][..]), (&[], &[("LC_ALL", "ja_JP.UTF-8")][..])] {
            let text = complaint(&[&arguments[..], more].concat(), environment);
            assert!(text.contains(japanese), "{arguments:?}: {text}");
        }
    }
}

#[test]
fn what_could_not_be_read_is_named_in_the_report_too() {
    for (lang, expected) in [
        ("en", "/no/such.eml\n  not judged: cannot read /no/such.eml: there is no such file\n"),
        ("ja", "/no/such.eml\n  判定できません: /no/such.eml を読めません: ファイルがありません\n"),
    ] {
        let output = twofrom(&["check", "/no/such.eml", "--lang", lang], &[]);
        assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
    }
}

#[test]
fn json_says_in_english_why_an_input_could_not_be_read() {
    let output = twofrom(&["check", "/no/such.eml", "--format", "json", "--lang", "ja"], &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("cannot read /no/such.eml: there is no such file"), "{text}");
}

#[test]
fn warnings_of_a_zone_file_are_in_the_users_language() {
    let folder = TempDir::new().unwrap();
    let zone = folder.path().join("a.zone");
    fs::write(&zone, "a.example SPF \"v=spf1 -all\"\n").unwrap();
    let zone = zone.to_string_lossy().into_owned();
    let warned = |lang| twofrom(&["check", "--dns", &zone, "--lang", lang], &[]).stderr;
    assert!(String::from_utf8(warned("en")).unwrap().contains("a.zone:1: skipped: the type SPF"));
    assert!(String::from_utf8(warned("ja")).unwrap().contains("a.zone:1: 読み飛ばし"));
}

#[test]
fn colours_only_where_they_are_wanted() {
    let coloured = |arguments: &[&str], environment: &[(&str, &str)]| {
        let output = twofrom(&[&["check", "samples/ses-default.eml"], arguments].concat(), environment);
        output.stdout.contains(&0x1b)
    };
    assert!(!coloured(&[], &[]), "a pipe has none");
    assert!(coloured(&["--color", "always"], &[]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]), "what is typed is stronger");
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]), "NO_COLOR is stronger");
}

#[test]
fn data_and_tickets_are_never_coloured() {
    for format in ["json", "jsonl", "markdown"] {
        let output = twofrom(&["check", "samples/ses-default.eml", "--format", format, "--color", "always"], &[]);
        assert!(!output.stdout.contains(&0x1b), "{format}");
    }
}

#[test]
fn a_closed_pipe_is_no_error_for_anything_that_prints() {
    for arguments in
        [&["man"][..], &["completions", "zsh"], &["receivers"], &["check", "--format", "markdown"], &["--help"]]
    {
        let mut child = Command::new(env!("CARGO_BIN_EXE_twofrom"))
            .env("XDG_CONFIG_HOME", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/offline"))
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{arguments:?}");
    }
}

#[test]
fn standard_input_and_output_are_called_so() {
    for (lang, empty, full) in [
        ("en", "standard input is empty", "cannot write to standard output: there is no space left"),
        ("ja", "標準入力 (-) は空です", "標準出力に書き込めません: 空き容量がありません"),
    ] {
        assert_eq!(complaint(&["check", "-", "--lang", lang], &[]), format!("twofrom: {empty}\n"));
        // A device that is always full; not every system has one.
        let Ok(device) = fs::File::options().write(true).open("/dev/full") else { continue };
        let mut command = Command::new(env!("CARGO_BIN_EXE_twofrom"));
        command.args(["check", "--lang", lang]).env("XDG_CONFIG_HOME", "/nonexistent");
        let output = command.stdin(Stdio::null()).stdout(device).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(
            (output.status.code(), String::from_utf8(output.stderr).unwrap()),
            (Some(2), format!("twofrom: {full}\n"))
        );
    }
}

#[test]
fn wrong_usage_is_told_in_the_users_language() {
    for (arguments, english, japanese) in [
        (
            vec!["check", "--formt", "json"],
            "there is no option --formt, did you mean --format?\nUsage: twofrom check --format <FORMAT> [PATH]...",
            "--formt というオプションはありません。--format のことですか?\n使い方: twofrom check",
        ),
        (
            vec!["--foo"],
            "there is no option --foo (a file of that name is given as ./--foo)\n\
             Usage: twofrom [OPTIONS] [PATH]... [COMMAND]\n--help says more",
            "--foo というオプションはありません (その名前のファイルは ./--foo と指定します)",
        ),
        (
            vec!["man", "--foo"],
            "there is no option --foo\nUsage: twofrom man [OPTIONS]",
            "--foo というオプションはありません\n",
        ),
        (vec!["check", ""], "PATH needs a value\n--help", "PATH には値が必要です\n"),
        (vec!["receivers", "gmail", "au"], "au is one argument too many", "au は余分な引数です"),
        (vec!["completions"], "SHELL is missing\nUsage: twofrom completions", "SHELL の指定が必要です"),
        (
            vec!["completions", "tcsh"],
            "'tcsh' is no value for SHELL: one of bash, elvish, fish, powershell, zsh. Did you mean zsh?",
            "'tcsh' は SHELL に指定できません: 指定できるのは bash、elvish、fish、powershell、zsh。zsh のことですか?",
        ),
        (
            vec!["--format"],
            "--format needs a value: one of text, json",
            "--format には値が必要です: 指定できるのは text、json",
        ),
        (vec!["spf", "--mail-from"], "--mail-from needs a value\n", "--mail-from には値が必要です\n"),
        (
            vec!["--as-of", "x"],
            "'x' is no value for --as-of: a date such as 2024-02-01",
            "--as-of に指定できません: 2024-02-01",
        ),
        (
            vec!["check", "--fail-on", "reject,x"],
            "'x' is no value for --fail-on: one of accept",
            "指定できるのは accept、warn",
        ),
        (vec!["--ip", "x"], "--ip: an IP address such as", "192.0.2.1 や 2001:db8::1 のような IP アドレス"),
        (vec!["--nameserver", "x"], "--nameserver: an IP address, with a port", "必要ならポートも"),
        (vec!["--dns-timeout", "99"], "--dns-timeout: seconds between 0.1 and 60", "0.1 から 60 までの秒数"),
        (
            vec!["check", "--offline", "--offline"],
            "--offline can be given only once",
            "--offline は 1 回しか指定できません",
        ),
        (vec!["--offline=x"], "--offline takes no value, and 'x' was given", "--offline に値は付けられません"),
        (vec!["check", "--for\u{1b}mat"], "there is no option --for\\x1bmat", "--for\\x1bmat という"),
    ] {
        let told = complaint(&arguments, &[]);
        assert!(told.starts_with("twofrom: ") && told.contains(english), "{arguments:?}: {told}");
        assert!(told.ends_with("--help says more, with examples.\n"), "{told}");
        let told = complaint(&[&arguments[..], &["--lang", "ja"]].concat(), &[]);
        let by_option = told.contains(japanese) && told.ends_with("詳しい説明と例は --help で表示します。\n");
        // What comes last may be the value that is missing.
        assert!(by_option || arguments.last().is_some_and(|last| last.starts_with("--")), "{arguments:?}: {told}");
        for environment in [&[("LANG", "ja_JP.UTF-8")][..], &[("LANG", "C"), ("LC_ALL", "ja_JP.UTF-8")]] {
            let told = complaint(&arguments, environment);
            assert!(told.starts_with("twofrom: ") && told.contains(japanese), "{arguments:?}: {told}");
        }
    }
}

#[test]
fn a_misspelt_subcommand_is_told_from_a_missing_file() {
    assert_eq!(
        complaint(&["recievers"], &[]),
        "twofrom: there is no subcommand and no file recievers, did you mean receivers?\n"
    );
    let told = complaint(&["chekc", "mail.eml", "--lang", "ja"], &[]);
    assert!(told.contains("check のことですか?"), "{told}");
    assert!(complaint(&["help"], &[]).contains("did you mean --help?"));
    let told = complaint(&["checks.eml"], &[]);
    assert!(told.contains("cannot read checks.eml"), "{told}");
}

#[test]
fn the_language_of_the_configuration_is_that_of_help_and_complaints() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("twofrom")).unwrap();
    fs::write(folder.path().join("twofrom/config.toml"), "dns = \"offline\"\nlang = \"ja\"\n").unwrap();
    let environment = [("XDG_CONFIG_HOME", folder.path().to_str().unwrap())];
    assert!(complaint(&["--foo"], &environment).contains("というオプションはありません"));
    assert!(complaint(&["check", "--receiver", "gmial"], &environment).contains("gmail のことですか?"));
    assert!(complaint(&["--foo", "--no-config"], &environment).contains("there is no option"));
    assert!(complaint(&["--foo", "--lang", "en"], &environment).contains("there is no option"));
    let help = twofrom(&["-h"], &environment);
    assert!(String::from_utf8_lossy(&help.stdout).contains("使い方"), "{help:?}");
}

#[test]
fn mistakes_in_files_of_ones_own_are_told_in_the_users_language() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("twofrom")).unwrap();
    let config = folder.path().join("twofrom/config.toml");
    let environment = [("XDG_CONFIG_HOME", folder.path().to_str().unwrap())];
    for (text, line, english, japanese) in [
        (
            "colour = \"never\"",
            1,
            "there is no key 'colour': one of dns, nameserver",
            "'colour' というキーはありません: 指定できるのは dns、",
        ),
        ("\nlang = \"fr\"", 2, "'fr' cannot stand here: one of en, ja", "'fr' は指定できません: 指定できるのは en、ja"),
        ("dns = 7", 1, "a string in quotes has to stand here", "ここには引用符で囲んだ文字列を書きます"),
        ("nameserver = \"192.0.2.53\"", 1, "an array in brackets has to", "角括弧で囲んだ配列"),
        ("dns-timeout = \"3\"", 1, "a number has to stand here", "ここには数値を書きます"),
        (
            "dns-timeout = 99",
            1,
            "'99' is no value for dns-timeout: seconds between",
            "dns-timeout に指定できません: 0.1 から 60 までの秒数",
        ),
        (
            "nameserver = [\"ns.example\"]",
            1,
            "'ns.example' is no value for nameserver: an IP address",
            "nameserver に指定できません: IP アドレス",
        ),
        ("lang = en", 1, "a string in quotes has to stand here", "引用符で囲んだ文字列"),
        ("lang =", 1, "a string in quotes has to stand here", "引用符で囲んだ文字列"),
        ("lang", 1, "a key without a value", "キーに値がありません"),
        ("lang = \"en", 1, "is not closed", "閉じていません"),
        ("lang = \"en\"\nlang = \"ja\"", 2, "the same key again", "同じキーが 2 回あります"),
        ("lang = \"en\" ja", 1, "unexpected", "TOML の書き方が正しくありません (unexpected"),
    ] {
        fs::write(&config, text).unwrap();
        for (lang, says) in [("en", english), ("ja", japanese)] {
            let told = complaint(&["check", "--lang", lang], &environment);
            assert!(told.starts_with(&format!("twofrom: {}:{line}: ", config.display())), "{text}: {told}");
            assert!(told.contains(says), "{text}: {told}");
        }
    }
    fs::write(&config, b"\n# \xff\n").unwrap();
    assert!(complaint(&["check"], &environment).contains("config.toml:2: this line is not UTF-8"));
    fs::remove_file(&config).unwrap();
    fs::create_dir(&config).unwrap();
    assert!(complaint(&["check", "--lang", "ja"], &environment).contains("config.toml を読めません: ディレクトリです"));

    let profiles = folder.path().join("my.toml");
    let path = profiles.to_str().unwrap();
    let head = "[[profile]]\nid = \"x\"\nname = { en = \"X\" }\n[[profile.period]]\n[[profile.period.rule]]\n";
    for (text, line, english, japanese) in [
        (
            "[[profil]]".to_owned(),
            1,
            "there is no key 'profil': one of lists, sources, profile",
            "'profil' というキーはありません",
        ),
        ("[[profile]]\nid = \"x\"".to_owned(), 1, "the key 'name' is missing", "キー 'name' がありません"),
        (
            format!("{head}check = \"spv\"\neffects = []"),
            6,
            "'spv' cannot stand here: one of spf, dmarc",
            "'spv' は指定できません: 指定できるのは spf、dmarc",
        ),
        (format!("{head}check = \"spf\"\neffects = []"), 6, "needs an identity", "spf の規則には identity が必要です"),
        (
            head.replace("\"x\"", "\"My\"") + "check = \"spf\"\nidentity = \"pra\"\neffects = []",
            2,
            "an id consists of",
            "ID に使えるのは",
        ),
        (
            "[lists]\nl = [\"a..example\"]".to_owned(),
            2,
            "the domain 'a..example' has an empty label",
            "ドメイン 'a..example' に空のラベルがあります",
        ),
    ] {
        fs::write(&profiles, text).unwrap();
        for (lang, says) in [("en", english), ("ja", japanese)] {
            let told = complaint(&["receivers", "--profiles", path, "--lang", lang], &[]);
            assert!(told.starts_with(&format!("twofrom: {path}:{line}: ")) && told.contains(says), "{told}");
        }
    }
}
