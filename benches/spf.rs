//! `check_host()` with its trace over a zone in memory: one include, and seven nested questions.

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use twofrom::dns::{Answers, Name, Zone};
use twofrom::spf::{Records, Request, SpfResult, check_host};

const ZONE: &str = r#"
.                 SOA
ses.example       TXT "v=spf1 include:mailer.example -all"
mailer.example    TXT ("v=spf1 ip4:198.51.100.0/25 ip4:198.51.100.128/26 ip4:198.51.100.192/27 ip4:198.51.100.224/28 "
                       "ip4:203.0.113.0/25 ip4:203.0.113.128/26 ip4:203.0.113.192/27 ip4:203.0.113.224/28 "
                       "ip4:192.0.2.128/25 ip4:192.0.2.64/26 ip4:192.0.2.32/27 ip4:192.0.2.0/27 -all")
nested.example    TXT "v=spf1 include:_spf.example include:partner.example -all"
_spf.example      TXT "v=spf1 include:net1.example include:net2.example include:net3.example ~all"
net1.example      TXT "v=spf1 ip4:198.51.100.0/25 ip4:198.51.100.128/26 ip4:203.0.113.0/24 ip6:2001:db8:1::/48 ~all"
net2.example      TXT "v=spf1 ip4:198.51.100.192/27 ip6:2001:db8:2::/48 ip6:2001:db8:3::/48 ~all"
net3.example      TXT "v=spf1 ip4:198.51.100.224/28 ip4:203.0.113.128/25 ~all"
partner.example   TXT "v=spf1 include:out.example ~all"
out.example       TXT "v=spf1 ip4:192.0.2.0/24 -all"
"#;

fn bench(criterion: &mut Criterion) {
    let answers = Answers::from_zone(Zone::parse("bench.zone", ZONE.as_bytes()).expect("a zone").0);
    for (id, domain, lookups) in [("one include", "ses.example", 1), ("seven questions", "nested.example", 6)] {
        let domain = Name::new(domain);
        let request = Request {
            ip: "192.0.2.9".parse().ok(),
            domain: &domain,
            records: Records::default(),
            local: "info",
            sender_domain: domain.as_str(),
            helo: Some("mail.example"),
            receiver: "mx.receiver.example",
            now: 0,
        };
        let evaluation = check_host(&request, &answers);
        assert_eq!((evaluation.result, evaluation.lookups), (SpfResult::Pass, Some(lookups)));
        criterion.bench_function(id, |bencher| bencher.iter(|| check_host(black_box(&request), black_box(&answers))));
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
