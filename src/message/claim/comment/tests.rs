use crate::message::ClaimedSender;
use crate::message::claim::tests::{results, sender, spf};

/// Writer, client and checked identity of the comment of a result.
fn said(comment: &str) -> (Option<String>, Option<String>, Option<ClaimedSender>) {
    let claim = spf(&format!("pass ({comment})"));
    assert_eq!(claim.sender_in_comment, claim.mail_from.is_some(), "{comment}");
    (claim.writer, claim.client_ip.map(|ip| ip.to_string()), claim.mail_from)
}

#[test]
fn the_sentences_of_comments_are_read() {
    for (comment, client, from) in [
        ("domain of a@x.example designates 192.0.2.1 as permitted sender", true, "a@x.example"),
        ("domain of transitioning a@x.example does not designate 192.0.2.1 as permitted sender", true, "a@x.example"),
        ("transitioning domain of a@x.example does not designate 192.0.2.1 as permitted sender", true, "a@x.example"),
        ("domain of transitioning x.example discourages use of 192.0.2.1 as permitted sender", true, "@x.example"),
        ("192.0.2.1 is neither permitted nor denied by domain of x.example", true, "@x.example"),
        ("192.0.2.1 is neither permitted nor denied by best guess record for domain of x.example", true, "@x.example"),
        ("a@x.example does not designate permitted sender hosts", false, "a@x.example"),
        ("domain of x.example does not designate permitted sender hosts", false, "@x.example"),
        ("domain of x.example used an invalid SPF mechanism", false, "@x.example"),
        ("permanent error in processing during lookup of a@x.example: loop", false, "a@x.example"),
        ("encountered temporary error during SPF processing of domain of x.example", false, "@x.example"),
        ("domain of <a@x.example> designates 192.0.2.1", true, "a@x.example"),
        // A domain may be called so.
        ("domain of transitioning designates 192.0.2.1 as permitted sender", true, "@transitioning"),
        ("DOMAIN OF x.example DESIGNATES 192.0.2.1 AS PERMITTED SENDER", true, "@x.example"),
    ] {
        for (before, writer) in [("", None), ("mx.b.example: ", Some("mx.b.example")), ("mail: ", None)] {
            for blank in [" ", "\r\n ", "\n\t"] {
                let comment = format!("{before}{comment}").replace(' ', blank);
                let client = client.then(|| "192.0.2.1".to_owned());
                assert_eq!(said(&comment), (writer.map(str::to_owned), client, sender(Some(from))), "{comment:?}");
            }
        }
    }
}

#[test]
fn no_word_of_a_sender_stands_for_one_of_the_server() {
    for (comment, client, from) in [
        (
            "mx.b.example: domain of \"domain of b@y.example designates 198.51.100.9 as\"@x.example designates 192.0.2.1 as permitted sender",
            Some("192.0.2.1"),
            "\"domain of b@y.example designates 198.51.100.9 as\"@x.example",
        ),
        (
            "mx.b.example: \"a\\\" does not designate permitted sender hosts\"@x.example does not designate permitted sender hosts",
            None,
            "\"a\\\" does not designate permitted sender hosts\"@x.example",
        ),
        (
            "mx.b.example: 192.0.2.1 is neither permitted nor denied by domain of \"best guess record\"@x.example",
            Some("192.0.2.1"),
            "\"best guess record\"@x.example",
        ),
    ] {
        let (writer, ip, mail_from) = said(comment);
        assert_eq!((writer.as_deref(), ip.as_deref()), (Some("mx.b.example"), client), "{comment}");
        assert_eq!(mail_from, sender(Some(from)), "{comment}");
        assert!(!spf(&format!("pass ({comment})")).results[0].is_best_guess(), "{comment}");
    }
    // Other sentences are nobody's: of their words none is looked for.
    for comment in [
        "x.example: 192.0.2.1 is authorized to use 'a@x.example' in 'mfrom' identity",
        "mx.b.example: the sender says domain.of b@y.example designates 198.51.100.9",
        "mx.b.example: b@y.example wrote: domain of y.example designates 198.51.100.9 as permitted sender",
        "mailfrom",
        "domain of",
        "",
    ] {
        assert_eq!(said(comment), (None, None, None), "{comment}");
    }
}

#[test]
fn a_null_sender_that_is_written_is_told_from_one_that_is_implied() {
    let helo = || Some(ClaimedSender::Helo("mail.x.example".to_owned()));
    let postmaster = || sender(Some("postmaster@mail.x.example"));
    let google = "(google.com: domain of postmaster@mail.x.example designates 192.0.2.1 as permitted sender)";
    for (value, mail_from, in_comment) in [
        (
            "mx.b.example; spf=pass smtp.mailfrom=<> smtp.helo=mail.x.example".to_owned(),
            Some(ClaimedSender::Null),
            false,
        ),
        ("mx.b.example; spf=pass smtp.helo=mail.x.example".to_owned(), helo(), false),
        (format!("mx.google.com; spf=pass {google} smtp.helo=mail.x.example"), helo(), false),
        (format!("mx.google.com; spf=pass {google} smtp.mailfrom=postmaster@mail.x.example"), postmaster(), false),
        (format!("mx.google.com; spf=pass {google}"), postmaster(), true),
        // The comment says that another identity was checked.
        (
            "mx.b.example; spf=pass (domain of a@x.example designates 192.0.2.1) smtp.helo=mail.x.example".to_owned(),
            sender(Some("a@x.example")),
            true,
        ),
        ("mx.b.example; spf=none smtp.helo=".to_owned(), None, false),
    ] {
        let claim = results(&value);
        assert_eq!((claim.mail_from, claim.sender_in_comment), (mail_from, in_comment), "{value}");
    }
    for (checked, stands) in [
        ("postmaster@mail.x.example", true),
        ("Postmaster@MAIL.x.example.", true),
        ("@mail.x.example", true),
        ("", true),
        ("a@mail.x.example", false),
        ("postmaster@x.example", false),
    ] {
        assert_eq!(sender(Some(checked)).unwrap().stands_for_null("mail.x.example"), stands, "{checked}");
    }
    assert!(!sender(Some("postmaster@")).unwrap().stands_for_null(""));
}
