//! From domains whose writer can publish nothing there: no name of the DNS, or one that is lent to everybody.

use super::{DEFAULT, SES, advice, by_ses, why};
use twofrom::remedy::{Advice, Help};
use twofrom::settings::Lang;
use twofrom::words::remedy as words;

/// What is said of a message that Amazon SES delivers with this From domain.
fn from(domain: &str) -> Advice {
    advice(&by_ses(DEFAULT, "").replace("shop.example", domain), SES)
}

fn said(advice: &Advice, lang: Lang) -> String {
    advice.instead.as_ref().map(|instead| words::why(&instead.why, lang)).unwrap_or_default()
}

#[test]
fn a_name_that_the_public_dns_does_not_hold_gets_its_own_sentence() {
    for domain in ["ubuntu-s-1vcpu-512mb-10gb-sgp1-01", "web01", "localhost", "web01.local", "web01.localdomain"] {
        let found = from(domain);
        assert_eq!(why(&found), "not-in-dns", "{domain}");
        assert_eq!(found.instead.as_ref().map(|instead| instead.helps.clone()), Some(vec![Help::OwnDomain]));
        for (lang, wrong) in [(Lang::En, "below it"), (Lang::Ja, "その下に")] {
            let said = said(&found, lang);
            assert!(said.contains(domain) && said.contains("RFC 5321") && !said.contains(wrong), "{said}");
        }
    }
    // A host of a domain, and a domain whose name only looks like one of those.
    for domain in ["web01.shop.example", "localhost.shop.example", "mylocal.example"] {
        assert_eq!(from(domain).remedies.len(), 1, "{domain}");
    }
    assert_eq!(why(&from("co.jp")), "public-suffix", "others register below it");
    assert_eq!(why(&from("com")), "public-suffix", "a top-level domain is no host");
}

#[test]
fn a_name_that_is_lent_to_everybody_gets_no_record() {
    for (domain, lender) in [
        ("project.firebaseapp.com", "firebaseapp.com"),
        ("contoso.onmicrosoft.com", "onmicrosoft.com"),
        ("11111111.ap.azurecomm.net", "azurecomm.net"),
        ("shop.zendesk.com", "zendesk.com"),
        ("shop.sakura.ne.jp", "sakura.ne.jp"),
        ("shop.myshopify.com", "myshopify.com"),
        ("sendgrid.net", "sendgrid.net"),
    ] {
        let found = from(domain);
        assert_eq!(why(&found), "lent-domain", "{domain}");
        assert_eq!(found.instead.as_ref().map(|instead| instead.helps.clone()), Some(vec![Help::OwnDomain]));
        for lang in [Lang::En, Lang::Ja] {
            assert!(said(&found, lang).contains(lender), "{domain}");
        }
    }
    // What is registered below such a name has an owner with a zone.
    for domain in ["shop.jpn.com", "shop.eu.org"] {
        assert_eq!(from(domain).remedies.len(), 1, "{domain}");
    }
}
