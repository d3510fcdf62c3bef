//! The conformance suite of openspf.org for RFC 7208, through the command line: `twofrom spf` with each
//! scenario as a zone file. Run it with `OPENSPF_SUITE=…/rfc7208-tests.yml`.
// Needs the command `spf`, and enters the repository together with it.

use crate::openspf::suite;

use serde_json::Value;
use std::process::Command;

#[test]
fn the_command_gives_the_results_of_the_suite() {
    let Some(scenarios) = suite::load() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let mut wrong = Vec::new();
    let mut results = 0;
    for (index, scenario) in scenarios.iter().enumerate() {
        let path = folder.path().join(format!("{index}.zone"));
        std::fs::write(&path, &scenario.zone).expect("writable");
        for test in &scenario.tests {
            let place = format!("{} / {}", scenario.description, test.id);
            // `<>` is the null sender, and the last `@` splits, as on the command line.
            let mail_from = if test.mail_from.is_empty() { "<>" } else { &test.mail_from };
            let output = Command::new(env!("CARGO_BIN_EXE_twofrom"))
                .args(["spf", "--format", "json", "--no-config"])
                .arg(format!("--ip={}", test.ip))
                .arg(format!("--mail-from={mail_from}"))
                .arg(format!("--helo={}", test.helo))
                .arg("--dns")
                .arg(&path)
                .output()
                .expect("the program");
            let Ok(json) = serde_json::from_slice::<Value>(&output.stdout) else {
                wrong.push(format!("{place}: no JSON; {}", String::from_utf8_lossy(&output.stderr)));
                continue;
            };
            let result = json["result"].as_str().unwrap_or_default();
            if !test.results.iter().any(|wanted| wanted == result) {
                wrong.push(format!("{place}: {result} instead of {:?}", test.results));
            }
            let status = match result {
                "pass" => 0,
                "temperror" => 3,
                _ => 1,
            };
            if output.status.code() != Some(status) {
                wrong.push(format!("{place}: status {:?} instead of {status}", output.status.code()));
            }
            if let Some(wanted) = &test.explanation {
                let got = json["explanation"].as_str().unwrap_or_default();
                if !got.eq_ignore_ascii_case(wanted) {
                    wrong.push(format!("{place}: explanation {got:?} instead of {wanted:?}"));
                }
            }
            results += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{results} results are as the suite has them");
}
