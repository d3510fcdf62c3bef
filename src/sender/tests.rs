//! The built-in senders and what is made of them.

use super::*;
use crate::receiver::Confidence;

#[test]
fn the_builtin_senders_are_well_formed() {
    let senders = file::read(&BUILTIN_FILES).unwrap();
    let ids: Vec<&str> = senders.services.iter().map(|s| s.id.as_str()).collect();
    let first =
        ["amazon-ses", "sendgrid", "mailgun", "postmark", "google-workspace", "microsoft-365", "sakura", "xserver"];
    assert!(ids.starts_with(&first) && ids.len() > 45, "{ids:?}");
    for service in &senders.services {
        assert_eq!(service.notes_en.len(), service.notes_ja.len(), "{}", service.id);
        let facts = service.mail_from.iter().flat_map(|fact| &fact.evidence);
        assert!(
            facts
                .chain(service.authorisation.iter().flat_map(|f| &f.evidence))
                .all(|e| e.confidence != Confidence::Unknown)
        );
        let known = service.authorisation.is_some() || service.mail_from.is_some() || service.signing.is_some();
        assert!(known, "{} is only a name", service.id);
        let default = service.regions.first().and_then(|region| region.exit.as_ref());
        assert!(service.exit.is_none() || default.is_none(), "{}", service.id);
        for exit in service.exit.iter().chain(service.regions.iter().filter_map(|r| r.exit.as_ref())) {
            assert!(service.is_host(&Name::new(&exit.value.helo)), "{} is no host of {}", exit.value.helo, service.id);
        }
    }
}

#[test]
fn a_host_is_the_services_own_and_not_a_customers() {
    let is_host = |id: &str, host: &str| Senders::builtin().get(id).unwrap().is_host(&Name::new(host));
    for (id, host, expected) in [
        ("amazon-ses", "a8-28.smtp-out.amazonses.com", true),
        ("amazon-ses", "b224-12.smtp-out.eu-central-1.amazonses.com", true),
        ("amazon-ses", "ec2-192-0-2-1.compute-1.amazonaws.com", false),
        ("amazon-ses", "a8-28.smtp-out.amazonses.com.evil.example", false),
        ("sakura", "www262.sakura.ne.jp", true),
        ("sakura", "ik1-100-20000.vs.sakura.ne.jp", false),
        ("sakura", "wwwevil.sakura.ne.jp", false),
        ("xserver", "sv8486.xserver.jp", true),
        ("google-workspace", "mail-pf1-f169.google.com", true),
        ("google-workspace", "1.2.0.192.bc.googleusercontent.com", false),
        ("microsoft-365", "mail-eopbgr50070.outbound.protection.outlook.com", true),
        ("mailgun", "v539.v5375b7fa.use4.send.mailgun.net", true),
        ("firebase-auth", "mail-pf1-f169.google.com", true),
        ("resend", "a8-28.smtp-out.amazonses.com", true),
        ("zendesk", "outbyoip2.pod23.use1.zdsys.com", true),
        ("mailchimp", "mail158.suw161.rsgsv.net", true),
        ("mailchimp", "mail158.suw161.rsgsv.net.evil.example", false),
        ("sparkpost", "mta-83-184.sparkpostmail.com", true),
        ("brevo", "ha.d.sender-sib.com", true),
        ("lolipop", "std003.phy.lolipop.jp", true),
        ("lolipop", "shop.lolipop.jp", false),
        ("mailtrap", "smtp.mailtrap.live", false),
    ] {
        assert_eq!(is_host(id, host), expected, "{id} {host}");
    }
}

#[test]
fn what_is_set_up_at_a_service_is_a_record_each() {
    for service in &Senders::builtin().services {
        for setup in service.signing.iter().chain(&service.return_path) {
            for record in &setup.value.records {
                let types = record.split(' ').filter(|word| ["CNAME", "TXT", "MX"].contains(word)).count();
                assert_eq!(types, 1, "{}: {record}", service.id);
                assert_eq!(record.contains("{dkim}"), setup.value.dkim.is_some(), "{}: {record}", service.id);
            }
        }
    }
}

#[test]
fn the_region_that_a_name_belongs_to() {
    let region = |name: &str| {
        let ses = Senders::builtin().get("amazon-ses").unwrap();
        ses.region_of(&Name::new(name)).map(|region| region.id.as_str())
    };
    assert_eq!(region("a8-28.smtp-out.amazonses.com"), Some("us-east-1"));
    assert_eq!(region("amazonses.com"), Some("us-east-1"));
    assert_eq!(region("ap-northeast-1.amazonses.com"), Some("ap-northeast-1"));
    assert_eq!(region("shop.example"), None);
}

#[test]
fn what_via_assumes() {
    let assume = |via: &str| Senders::builtin().assume(via).unwrap();
    let ses = assume("amazon-ses");
    assert_eq!(ses.mail_from, AssumedSender::Domain("amazonses.com".to_owned()), "us-east-1 has no label");
    assert!(ses.ip.is_some() && ses.helo.is_some());
    let tokyo = assume("amazon-ses/ap-northeast-1");
    assert_eq!(tokyo.mail_from, AssumedSender::Domain("ap-northeast-1.amazonses.com".to_owned()));
    let elsewhere = assume("amazon-ses/sa-east-1");
    assert!(elsewhere.ip.is_some(), "an address of another region stands for it");
    assert_eq!(elsewhere.helo, None, "its name does not");
    let sakura = assume("sakura");
    assert_eq!((sakura.ip, sakura.mail_from), (None, AssumedSender::HeaderFrom));
    let resend = assume("resend");
    assert!(resend.ip.is_some(), "it sends from the hosts of another service");
    assert_eq!(resend.mail_from, AssumedSender::NotKnown, "only who set it up knows the name");
    let firebase = assume("firebase-auth");
    assert_eq!((firebase.ip, firebase.helo), (assume("google-workspace").ip, assume("google-workspace").helo));
    assert_eq!(firebase.mail_from, AssumedSender::Domain("firebaseapp.com".to_owned()));
}

#[test]
fn an_unknown_service_or_region_suggests_what_was_meant() {
    let error = |via: &str| Senders::builtin().assume(via).unwrap_err();
    for (via, suggestion) in [
        ("ses", Some("amazon-ses")),
        ("sendgird", Some("sendgrid")),
        ("google", Some("google-workspace")),
        ("amazon-ses/us-west2", Some("us-west-2")),
        ("amazon-ses/tokyo", None),
        ("carrier-pigeon", None),
        ("sendgrid/eu", None),
    ] {
        assert_eq!(error(via).suggestion.as_deref(), suggestion, "{via}");
    }
}
