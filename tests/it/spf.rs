//! `check_host()`: a zone, an identity, and what comes out with its trace.

use proptest::prelude::*;
use std::net::IpAddr;
use twofrom::dns::{Answers, Edit, Name, Zone};
use twofrom::spf::{
    Check, Evaluation, ProblemKind, Records, Request, SpfResult, SyntaxError, TermKind, TermOutcome, TermTrace,
    check_host,
};

fn zone(text: &str) -> Answers {
    Answers::from_zone(Zone::parse("a.zone", text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}")).0)
}

/// Everything else does not exist.
fn whole(text: &str) -> Answers {
    zone(&format!(". SOA\n{text}"))
}

fn evaluate(answers: &Answers, mail_from: &str, ip: Option<&str>) -> Evaluation {
    let (local, domain) = mail_from.rsplit_once('@').unwrap_or(("postmaster", mail_from));
    let ip: Option<IpAddr> = ip.map(|ip| ip.parse().expect("an address"));
    let request = Request {
        ip,
        domain: &Name::new(domain),
        records: Records::default(),
        local,
        sender_domain: domain,
        helo: Some("mail.client.example"),
        receiver: "mx.receiver.example",
        now: 1_700_000_000,
    };
    check_host(&request, answers)
}

fn from(answers: &Answers, mail_from: &str) -> Evaluation {
    evaluate(answers, mail_from, Some("192.0.2.1"))
}

/// One record at shop.example, evaluated for 192.0.2.1.
fn record(text: &str) -> Evaluation {
    from(&whole("").with(Edit::parse(&format!("shop.example TXT {text}")).expect("readable")), "info@shop.example")
}

fn kind(evaluation: &Evaluation) -> Option<ProblemKind> {
    evaluation.problem.as_ref().map(|problem| problem.kind)
}

fn counters(evaluation: &Evaluation) -> (Option<u32>, Option<u32>) {
    (evaluation.lookups, evaluation.void_lookups)
}

fn needed(evaluation: &Evaluation) -> Vec<String> {
    evaluation.unanswered.needed.iter().map(|q| format!("{} {}", q.name, q.rtype)).collect()
}

fn ahead(evaluation: &Evaluation) -> Vec<String> {
    evaluation.unanswered.ahead.iter().map(|q| format!("{} {}", q.name, q.rtype)).collect()
}

fn term<'a>(check: &'a Check, text: &str) -> &'a TermTrace {
    check.terms.iter().find(|term| term.text == text).unwrap_or_else(|| panic!("no term {text}"))
}

#[test]
fn an_include_passes_and_the_chain_down_to_the_match_is_told() {
    let answers = whole(
        "shop.example TXT \"v=spf1 mx include:mail.example ~all\"\nshop.example MX 10 mx.shop.example\n\
         mx.shop.example A 192.0.2.99\nmail.example TXT \"v=spf1 ip4:198.51.100.0/24 ip4:192.0.2.0/28 -all\"\n",
    );
    let pass = from(&answers, "info@shop.example");
    assert_eq!(pass.result, SpfResult::Pass);
    assert_eq!(pass.sender, "info@shop.example");
    assert_eq!(pass.term.as_deref(), Some("include:mail.example"));
    assert_eq!(pass.matched, ["include:mail.example", "ip4:192.0.2.0/28"]);
    assert_eq!(counters(&pass), (Some(2), Some(0)));
    let include = term(&pass.root, "include:mail.example");
    assert_eq!(include.span, 10..30);
    assert_eq!((include.lookups, include.outcome), (Some(2), TermOutcome::Match));
    assert_eq!(term(&pass.root, "mx").asked.len(), 2);
    assert_eq!(term(&pass.root, "~all").outcome, TermOutcome::NotReached);
    let child = include.child.as_deref().expect("a child");
    assert_eq!(child.record.as_deref(), Some("v=spf1 ip4:198.51.100.0/24 ip4:192.0.2.0/28 -all"));
    assert_eq!(term(child, "ip4:198.51.100.0/24").outcome, TermOutcome::NoMatch);

    let soft = evaluate(&answers, "info@shop.example", Some("203.0.113.1"));
    assert_eq!((soft.result, soft.term.as_deref()), (SpfResult::SoftFail, Some("~all")));
    assert_eq!(soft.matched, ["~all"]);
    let mapped = evaluate(&answers, "info@shop.example", Some("::ffff:192.0.2.1"));
    assert_eq!(mapped.result, SpfResult::Pass);
}

#[test]
fn a_redirect_gives_its_targets_result() {
    let answers = whole(
        "shop.example TXT \"v=spf1 exp=no.example redirect=_spf.shop.example\"\n\
         _spf.shop.example TXT \"v=spf1 include:a.example -all exp=why.example\"\na.example TXT \"v=spf1 a -all\"\n\
         why.example TXT \"%{i} is not one of %{d}'s, says %{r}\"\nquiet.example TXT \"v=spf1 redirect=a0.example\"\n\
         a0.example TXT v=spf1\n",
    );
    let fail = from(&answers, "info@shop.example");
    assert_eq!((fail.result, fail.term.as_deref()), (SpfResult::Fail, Some("redirect=_spf.shop.example")));
    assert_eq!(fail.matched, ["redirect=_spf.shop.example", "-all"]);
    assert_eq!(counters(&fail), (Some(3), Some(1)));
    assert_eq!(
        fail.explanation.as_deref(),
        Some("192.0.2.1 is not one of _spf.shop.example's, says mx.receiver.example")
    );
    let redirect = term(&fail.root, "redirect=_spf.shop.example");
    assert_eq!((redirect.outcome, redirect.lookups), (TermOutcome::Followed, Some(1)));
    assert_eq!(term(&fail.root, "exp=no.example").outcome, TermOutcome::Ignored);
    let target = redirect.child.as_deref().expect("a child");
    assert_eq!(term(target, "exp=why.example").outcome, TermOutcome::Followed);
    let neutral = from(&answers, "info@quiet.example");
    assert_eq!((neutral.result, neutral.term.as_deref()), (SpfResult::Neutral, Some("redirect=a0.example")));
    assert!(neutral.matched.is_empty());
}

#[test]
fn nothing_decides_and_nothing_is_there() {
    let neutral = record("v=spf1 ip4:198.51.100.1");
    assert_eq!((neutral.result, neutral.term, neutral.matched.len()), (SpfResult::Neutral, None, 0));
    let answers =
        whole("a.example TXT \"some text\"\na.example TXT \"v=spf10 -all\"\na.example TXT \"v=spf1\\009-all\"\n");
    let none = from(&answers, "info@a.example");
    assert_eq!((none.result, kind(&none), counters(&none)), (SpfResult::None, None, (Some(0), Some(0))));
    assert_eq!(from(&answers, "info@b.example").result, SpfResult::None);
    for domain in ["localhost", "a..example", "[192.0.2.1]", "192.0.2.1", "a b.example", ""] {
        let none = from(&zone(""), &format!("info@{domain}"));
        assert_eq!((none.result, kind(&none)), (SpfResult::None, Some(ProblemKind::Domain)), "{domain}");
        assert!(none.unanswered.needed.is_empty() && none.root.asked.is_none());
    }
}

/// The records on which engines were seen to differ: what RFC 7208 says.
#[test]
fn broken_records_give_what_the_rfc_says() {
    let repeated = |n: usize, text: &str| (0..n).map(|i| text.replace('#', &i.to_string())).collect::<String>();
    let targets = repeated(11, "i#.example TXT \"v=spf1 ip4:198.51.100.#\"\n");
    let answers = whole(&format!(
        "voids.example TXT \"v=spf1 a:n1.example a:n2.example a:n3.example ?all\"\n\
         two.example TXT \"v=spf1 -all\"\ntwo.example TXT \"v=spf1 +all\"\n\
         typo.example TXT \"v=spf1 ipv4:192.0.2.1 -all\"\nempty.example TXT \"v=spf1 include:nothing.example -all\"\n\
         loop.example TXT \"v=spf1 include:loop.example -all\"\n\
         many.example TXT \"v=spf1 {}-all\"\nten.example TXT \"v=spf1 {}-all\"\n{targets}\
         bad.example TXT \"v=spf1 -all\"\n;@ rcode SERVFAIL bad.example TXT\n\
         slow.example TXT \"v=spf1 include:timeout.example -all\"\n;@ timeout timeout.example\n\
         joined.example TXT \"v=spf1 ip4:192.0.2.9\" \"-all\"\nUPPER.example TXT \"V=SPF1 IP4:192.0.2.1 -ALL\"\n\
         dot.example TXT \"v=spf1 include:i0.example. -all\"\n\
         nowhere.example TXT \"v=spf1 redirect=nothing.example\"\nhosts.example TXT \"v=spf1 mx -all\"\n",
        repeated(11, "include:i#.example "),
        repeated(10, "include:i#.example "),
    ));
    let mx = repeated(11, "hosts.example MX # h#.example\n");
    let hosts = whole(&format!("hosts.example TXT \"v=spf1 mx -all\"\n{mx}"));
    for (domain, result, problem, lookups, voids, term) in [
        ("voids", SpfResult::PermError, Some(ProblemKind::VoidLookupLimit), 3, 3, Some("a:n3.example")),
        ("two", SpfResult::PermError, Some(ProblemKind::MultipleRecords), 0, 0, None),
        ("typo", SpfResult::PermError, Some(ProblemKind::Syntax), 0, 0, Some("ipv4:192.0.2.1")),
        ("empty", SpfResult::PermError, Some(ProblemKind::IncludeNone), 1, 0, Some("include:nothing.example")),
        ("loop", SpfResult::PermError, Some(ProblemKind::Loop), 1, 0, Some("include:loop.example")),
        ("many", SpfResult::PermError, Some(ProblemKind::LookupLimit), 11, 0, Some("include:i10.example")),
        ("ten", SpfResult::Fail, None, 10, 0, Some("-all")),
        ("bad", SpfResult::TempError, Some(ProblemKind::Dns), 0, 0, None),
        ("slow", SpfResult::TempError, Some(ProblemKind::Dns), 1, 0, Some("include:timeout.example")),
        ("joined", SpfResult::PermError, Some(ProblemKind::Syntax), 0, 0, Some("ip4:192.0.2.9-all")),
        ("upper", SpfResult::Pass, None, 0, 0, Some("IP4:192.0.2.1")),
        ("dot", SpfResult::Fail, None, 1, 0, Some("-all")),
        ("nowhere", SpfResult::PermError, Some(ProblemKind::RedirectNone), 1, 0, Some("redirect=nothing.example")),
        ("hosts", SpfResult::PermError, Some(ProblemKind::MxLimit), 1, 0, Some("mx")),
    ] {
        let answers = if domain == "hosts" { &hosts } else { &answers };
        let got = from(answers, &format!("info@{domain}.example"));
        assert_eq!((got.result, kind(&got)), (result, problem), "{domain}");
        assert_eq!(counters(&got), (Some(lookups), Some(voids)), "{domain}");
        assert_eq!(got.term.as_deref(), term, "{domain}");
        if problem.is_some() {
            assert!(got.matched.is_empty(), "{domain}");
        }
    }
}

#[test]
fn void_lookups_count_questions_without_records() {
    let answers = whole(
        "mixed.example TXT \"v=spf1 exists:%{i}.no.example a:b.example mx -all\"\nb.example TXT x\n\
         mixed.example MX 5 m.example\nm.example AAAA 2001:db8::1\n\
         same.example TXT \"v=spf1 a:b.example a:b.example -all\"\n\
         p.example TXT \"v=spf1 a:%{p}.p.example -all\"\nunknown.p.example A 198.51.100.1\n\
         exp.example TXT \"v=spf1 a:b.example a:b.example exp=b0.example -all\"\n",
    );
    let mixed = from(&answers, "info@mixed.example");
    assert_eq!((mixed.result, kind(&mixed)), (SpfResult::PermError, Some(ProblemKind::VoidLookupLimit)));
    assert_eq!((counters(&mixed), mixed.term.as_deref()), ((Some(3), Some(3)), Some("mx")));
    assert_eq!(counters(&from(&answers, "info@same.example")), (Some(2), Some(2)));
    let p = from(&answers, "info@p.example");
    assert_eq!((p.result, counters(&p)), (SpfResult::Fail, (Some(1), Some(1))));
    let expansion = term(&p.root, "a:%{p}.p.example").expansion.clone().expect("macros");
    assert_eq!((expansion.before.as_str(), expansion.after.as_str()), ("%{p}.p.example", "unknown.p.example"));
    let exp = from(&answers, "info@exp.example");
    assert_eq!((exp.result, counters(&exp), exp.explanation), (SpfResult::Fail, (Some(2), Some(2)), None));
}

#[test]
fn mx_hosts_are_taken_by_preference_then_name() {
    let answers = whole(
        "shop.example TXT \"v=spf1 mx -all\"\nshop.example MX 20 a.example\nshop.example MX 10 c.example\n\
         shop.example MX 10 b.example\nshop.example MX 0 .\nb.example A 198.51.100.1\nc.example A 192.0.2.1\n",
    );
    let pass = from(&answers, "info@shop.example");
    let asked: Vec<String> = term(&pass.root, "mx").asked.iter().map(|a| a.question.name.to_string()).collect();
    assert_eq!(
        (pass.result, asked),
        (SpfResult::Pass, vec!["shop.example".into(), "b.example".into(), "c.example".into()])
    );
}

#[test]
fn macros_expand_as_the_rfc_shows() {
    // The examples of RFC 7208 section 7.4, over one record each.
    let examples = [
        ("%{s}", "strong-bad@email.example.com"),
        ("%{o}", "email.example.com"),
        ("%{d}", "email.example.com"),
        ("%{d4}", "email.example.com"),
        ("%{d3}", "email.example.com"),
        ("%{d2}", "example.com"),
        ("%{d1}", "com"),
        ("%{dr}", "com.example.email"),
        ("%{d2r}", "example.email"),
        ("%{l}", "strong-bad"),
        ("%{l-}", "strong.bad"),
        ("%{lr}", "strong-bad"),
        ("%{lr-}", "bad.strong"),
        ("%{l1r-}", "strong"),
        ("%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"),
        ("%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"),
        ("%{S}", "strong-bad%40email.example.com"),
        ("%{h}%%%_%-", "mail.client.example% %20"),
    ];
    for (written, wanted) in examples {
        let edit = Edit::parse(&format!("email.example.com TXT v=spf1 exists:{written} -all")).expect("readable");
        let got = evaluate(&whole("").with(edit), "strong-bad@email.example.com", Some("192.0.2.3"));
        let expansion = got.root.terms[0].expansion.clone().expect("macros");
        assert_eq!((expansion.before.as_str(), expansion.after.as_str()), (written, wanted));
    }
    let edit = Edit::parse("email.example.com TXT v=spf1 exists:%{ir}.%{v}.%{d1} -all").expect("readable");
    let got = evaluate(&whole("").with(edit), "a@email.example.com", Some("2001:db8::cb01"));
    assert_eq!(
        got.root.terms[0].domain.as_ref().map(Name::as_str),
        Some("1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.com")
    );
}

#[test]
fn what_cannot_be_asked_does_not_match() {
    let answers = whole("").with(Edit::parse("shop.example TXT v=spf1 a:%{l}.example -all").expect("readable"));
    let local = "x".repeat(64);
    let fail = from(&answers, &format!("{local}@shop.example"));
    assert_eq!((fail.result, counters(&fail)), (SpfResult::Fail, (Some(1), Some(0))));
    let include = whole("").with(Edit::parse("shop.example TXT v=spf1 include:%{l}.example -all").expect("readable"));
    let error = from(&include, &format!("{local}@shop.example"));
    assert_eq!((error.result, kind(&error)), (SpfResult::PermError, Some(ProblemKind::Domain)));
    let mail =
        record("v=spf1 exists:%{s}%{s}%{s}%{s}%{s}%{s}%{s}%{s}%{s}%{s}%{s}%{s}%{s}%{s}%{s}%{s}%{s}.example -all");
    assert!(mail.root.terms[0].domain.as_ref().expect("a name").as_str().len() <= 253);
}

#[test]
fn a_syntax_error_points_at_its_term_and_says_what_was_meant() {
    for (text, at, suggestion) in [
        ("v=spf1 ipv4:192.0.2.0/24 -all", "ipv4:192.0.2.0/24", Some("ip4:192.0.2.0/24")),
        ("v=spf1 -all inlcude:a.example", "inlcude:a.example", Some("include:a.example")),
        ("v=spf1 ip4:2001:db8::/32", "ip4:2001:db8::/32", Some("ip6:2001:db8::/32")),
        ("v=spf1 ip6:192.0.2.1", "ip6:192.0.2.1", Some("ip4:192.0.2.1")),
        ("v=spf1 +ip:192.0.2.1", "+ip:192.0.2.1", Some("+ip4:192.0.2.1")),
        ("v=spf1 ~a:192.0.2.1/24", "~a:192.0.2.1/24", Some("~ip4:192.0.2.1/24")),
        ("v=spf1 192.0.2.1 ~all", "192.0.2.1", Some("ip4:192.0.2.1")),
        ("v=spf1 redirect:a.example", "redirect:a.example", Some("redirect=a.example")),
        ("v=spf1 -al", "-al", Some("-all")),
        ("v=spf1 -all.", "-all.", Some("-all")),
        ("v=spf1 include:a.example, -all", "include:a.example,", Some("include:a.example")),
        ("v=spf1 exist:a.example", "exist:a.example", Some("exists:a.example")),
        ("v=spf1 include: -all", "include:", None),
        ("v=spf1 all:x", "all:x", None),
        ("v=spf1 ip4:192.0.2", "ip4:192.0.2", None),
        ("v=spf1 ip4:192.0.2.1/33", "ip4:192.0.2.1/33", None),
        ("v=spf1 a/24/64", "a/24/64", None),
        ("v=spf1 wibble -all", "wibble", None),
        ("v=spf1 a:example", "a:example", None),
        ("v=spf1 redirect=a.example redirect=b.example", "redirect=b.example", None),
        ("v=spf1 exp=%{r}.example -all", "exp=%{r}.example", None),
        ("v=spf1 moo=%{d0}", "moo=%{d0}", None),
        ("v=spf1 a:%{x}.example", "a:%{x}.example", None),
        ("v=spf1 ａll", "ａll", None),
    ] {
        let got = record(text);
        assert_eq!(got.result, SpfResult::PermError, "{text}");
        let problem = got.problem.expect("a problem");
        let wanted = if at.contains("%{") { ProblemKind::Macro } else { ProblemKind::Syntax };
        assert_eq!((problem.kind, problem.term.as_deref()), (wanted, Some(at)), "{text}");
        assert_eq!(problem.suggestion.as_deref(), suggestion, "{text}");
        let shown = got.root.record.expect("a record");
        assert_eq!(shown.get(problem.span.expect("a span")), Some(at));
        assert_eq!(got.term.as_deref(), Some(at));
    }
    assert_eq!(record("v=spf1 a/33").problem.expect("one").syntax, Some(SyntaxError::BadPrefix("/33".into())));
    assert_eq!(record("v=spf1 é").problem.expect("one").syntax, Some(SyntaxError::BadCharacter('é')));
    // An error in an include's record lies there; the deciding term is the include.
    let answers = whole("shop.example TXT \"v=spf1 include:a.example\"\na.example TXT \"v=spf1 mx:\"\n");
    let got = from(&answers, "info@shop.example");
    let problem = got.problem.expect("a problem");
    assert_eq!((problem.domain.as_str(), problem.term.as_deref()), ("a.example", Some("mx:")));
    assert_eq!(got.term.as_deref(), Some("include:a.example"));
}

#[test]
fn modifiers_that_nobody_knows_are_ignored() {
    let got = record("v=spf1 ra=postmaster moo.cow-far_out=man:dog/cat include=x ~all");
    assert_eq!(got.result, SpfResult::SoftFail);
    let ignored = got.root.terms.iter().filter(|t| t.kind == TermKind::UnknownModifier);
    assert!(ignored.clone().all(|term| term.outcome == TermOutcome::Ignored) && ignored.count() == 3);
}

#[test]
fn a_missing_answer_is_named_and_what_depends_on_it_is_pending() {
    let root = evaluate(&zone(""), "info@shop.example", Some("192.0.2.1"));
    assert_eq!((root.result, needed(&root)), (SpfResult::Pending, vec!["shop.example TXT".to_owned()]));
    assert_eq!((counters(&root), root.term), ((None, None), None));
    let answers = zone(
        "shop.example TXT \"v=spf1 include:a.example mx a:%{d} a:%{i}.example exists:%{d} ptr include:b.example \
         redirect=c.example\"\na.example TXT \"v=spf1 ip4:198.51.100.1 a:h.example include:d.example -all\"\n\
         b.example TXT \"v=spf1 include:e.example ?all\"\n",
    );
    let got = from(&answers, "info@shop.example");
    assert_eq!(got.result, SpfResult::Pending);
    assert_eq!(needed(&got), ["h.example A"]);
    assert_eq!(
        ahead(&got),
        ["d.example TXT", "shop.example MX", "shop.example A", "e.example TXT"],
        "ten lookup terms stand before the redirect"
    );
    let include = term(&got.root, "include:a.example");
    assert_eq!((include.outcome, include.lookups), (TermOutcome::Pending, None));
    let child = include.child.as_deref().expect("a child");
    assert_eq!(term(child, "a:h.example").outcome, TermOutcome::Pending);
    assert_eq!(term(child, "ip4:198.51.100.1").lookups, Some(1));
    assert_eq!(term(child, "-all").outcome, TermOutcome::NotReached);
    assert_eq!(term(&got.root, "mx").outcome, TermOutcome::NotReached);
}

#[test]
fn nothing_is_asked_ahead_behind_what_decides() {
    let open = |text: &str| {
        let answers =
            zone("done.example TXT \"v=spf1 ip4:192.0.2.1 -all\"\nopen.example TXT \"v=spf1 include:n.example\"\n");
        let answers = answers.with(Edit::parse(&format!("shop.example TXT {text}")).expect("readable"));
        ahead(&from(&answers, "info@shop.example"))
    };
    assert_eq!(open("v=spf1 a ip4:192.0.2.0/24 include:x.example"), Vec::<String>::new());
    assert_eq!(open("v=spf1 a ip4:198.51.100.1 include:x.example"), ["x.example TXT"]);
    assert_eq!(open("v=spf1 a all include:x.example"), Vec::<String>::new());
    assert_eq!(open("v=spf1 a redirect=x.example"), ["x.example TXT"]);
    assert_eq!(open("v=spf1 a redirect=x.example ~all"), Vec::<String>::new());
    assert_eq!(open("v=spf1 a include:done.example include:x.example"), Vec::<String>::new());
    assert_eq!(open("v=spf1 a -include:done.example include:x.example"), Vec::<String>::new());
    assert_eq!(open("v=spf1 a include:open.example include:x.example"), ["n.example TXT", "x.example TXT"]);
    assert_eq!(open("v=spf1 a include:shop.example include:x.example"), Vec::<String>::new());
    assert_eq!(open("v=spf1 a include:%{o} exists:%{d2} ptr include:x.%{d}"), ["x.shop.example TXT"]);
    assert_eq!(open("v=spf1 a a a a a a a a a include:x.example include:y.example"), ["x.example TXT"]);
}

#[test]
fn addresses_of_hosts_are_asked_for_together() {
    let answers = zone(
        "shop.example TXT \"v=spf1 mx include:x.example -all\"\nshop.example MX 1 a.example\n\
         shop.example MX 2 b.example\nshop.example MX 3 c.example\nshop.example MX 4 d.example\n\
         a.example A 198.51.100.1\n;@ nodata b.example AAAA\n",
    );
    let got = from(&answers, "info@shop.example");
    assert_eq!(needed(&got), ["b.example A"]);
    assert_eq!(ahead(&got), ["c.example A", "d.example A", "x.example TXT"]);
    let ptr = zone(
        "shop.example TXT \"v=spf1 ptr -all\"\n1.2.0.192.in-addr.arpa PTR a.shop.example\n\
         1.2.0.192.in-addr.arpa PTR b.shop.example\n",
    );
    let got = from(&ptr, "info@shop.example");
    assert_eq!((needed(&got), ahead(&got)), (vec!["a.shop.example A".to_owned()], vec!["b.shop.example A".to_owned()]));
}

#[test]
fn an_explanation_is_waited_for_though_the_result_stands() {
    let got = from(&zone("shop.example TXT \"v=spf1 -all exp=why.example\"\n"), "info@shop.example");
    assert_eq!((got.result, counters(&got)), (SpfResult::Fail, (Some(0), Some(0))));
    assert_eq!(needed(&got), ["why.example TXT"]);
    assert_eq!(term(&got.root, "exp=why.example").outcome, TermOutcome::Pending);
}

#[test]
fn without_a_client_address_what_does_not_depend_on_it_is_decided() {
    let answers = whole(
        "none.example TXT x\ntwo.example TXT v=spf1\ntwo.example TXT v=spf1\ntypo.example TXT \"v=spf1 mix -all\"\n\
         all.example TXT \"v=spf1 exists:%{d} -all ip4:192.0.2.1\"\nopen.example TXT \"v=spf1 ip4:192.0.2.1 include:typo.example -all\"\n\
         in.example TXT \"v=spf1 include:typo.example -all\"\nmacro.example TXT \"v=spf1 exists:%{ir}.example -all\"\n",
    );
    for (domain, result) in [
        ("none", SpfResult::None),
        ("two", SpfResult::PermError),
        ("typo", SpfResult::PermError),
        ("all", SpfResult::Fail),
        ("in", SpfResult::PermError),
        ("open", SpfResult::Pending),
        ("macro", SpfResult::Pending),
    ] {
        let got = evaluate(&answers, &format!("info@{domain}.example"), None);
        assert_eq!(got.result, result, "{domain}");
        assert_eq!(got.needs_client_ip, result == SpfResult::Pending, "{domain}");
        assert!(got.unanswered.needed.is_empty(), "{domain}");
    }
    let missing = zone("shop.example TXT \"v=spf1 include:a.example ip4:192.0.2.1 -all\"\n");
    let got = evaluate(&missing, "info@shop.example", None);
    assert_eq!((needed(&got), got.needs_client_ip), (vec!["a.example TXT".to_owned()], false));
}

proptest! {
    #[test]
    fn no_record_makes_it_panic(text in "(v=spf1 )?[ -~é\u{0}\t]{0,120}", ip in any::<[u8; 16]>(), local in ".{0,20}") {
        let edit = Edit {
            question: twofrom::dns::Question::new(Name::new("shop.example"), twofrom::dns::RecordType::Txt),
            data: vec![twofrom::dns::RData::Txt(vec![text.clone().into_bytes()])],
        };
        let got = evaluate(&whole("").with(edit), &format!("{local}@shop.example"), Some(&IpAddr::from(ip).to_string()));
        for term in &got.root.terms {
            prop_assert_eq!(got.root.record.as_deref().and_then(|record| record.get(term.span.clone())), Some(&*term.text));
        }
    }

    #[test]
    fn no_arrangement_of_terms_makes_it_panic(
        parts in proptest::collection::vec(
            proptest::sample::select(vec![
                " ", " ", "a", "mx", "ptr", "all", "include:", "exists:", "redirect=", "exp=", "ip4:", "ip6:", "-", "~",
                "%{", "}", "%", "i", "d2r", "p", "L-+", "192.0.2.1", "2001:db8::", "/", "//", "24", "x.example", ".", "=",
            ]), 0..40),
    ) {
        let got = record(&format!("v=spf1 {}", parts.concat()));
        prop_assert!(got.lookups.is_none_or(|lookups| lookups <= 11));
        prop_assert!(got.void_lookups.is_none_or(|voids| voids <= 3));
        prop_assert_eq!(got.result == SpfResult::PermError, got.problem.is_some());
    }
}
