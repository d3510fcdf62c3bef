//! Messages and zones as an attacker would write them: the bundled samples, changed in many ways.

use super::chance::Chance;

/// What no screen should ever see as it is, and what parsers stumble over.
const POISON: &[&[u8]] = &[
    b"\0",
    b"\x1b[31m\x1b]0;owned\x07",
    b"\x1b]52;c;cm0gLXJm\x1b\\",
    b"\x9b31m",
    b"\xc2\x9b31m",
    b"\r",
    b"\n",
    b"\r\n",
    b"\r\n\r\n",
    b"\r\n ",
    b"\t",
    b"\x0b",
    b"\x7f",
    b"\xff\xfe",
    b"\xc3",
    b"\xe3\x81",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    "\u{202e}moc.knab\u{202c}".as_bytes(),
    "\u{2066}\u{2069}\u{200b}\u{feff}\u{ad}".as_bytes(),
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}".as_bytes(),
    "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}".as_bytes(),
    "\u{2028}\u{85}".as_bytes(),
    "\u{e0041}\u{e0042}".as_bytes(),
    "日本語の長い文字列、".as_bytes(),
    "店.example".as_bytes(),
    b"=?utf-8?B?4oCu?=",
    b"=?utf-8?Q?=1B=5B31m=0D=0A?=",
    b"=?iso-2022-jp?B?GyRCJDMkcyRLJEEkTxsoQg==?=",
    b"=?x-unknown?Q?=?=?=",
    b"(((((((((",
    b")))",
    b"\"",
    b"\\",
    b"<",
    b">",
    b"<>",
    b"@",
    b"@@",
    b",,,",
    b";",
    b":",
    b"::1",
    b"[IPv6:fe80::1%eth0]",
    b"[999.999.999.999]",
    b"255.255.255.255",
    b"%{i}%{d999999999r}%{",
    b"xn--\xff",
    b"xn--zzzzzzzzzzzz.example",
    b"..",
    b"a.",
    b"9999999999999999999999",
    b"-1",
    b"Mon, 99 Foo 99999 99:99:99 +9999",
    b"<!--&amp;]]>",
    b"`|[x](javascript:0)",
];

/// Fields that something reads.
const FIELDS: &[&str] = &[
    "Received",
    "From",
    "Sender",
    "Resent-From",
    "Resent-Sender",
    "Return-Path",
    "DKIM-Signature",
    "Received-SPF",
    "Authentication-Results",
    "ARC-Authentication-Results",
    "X-MS-Exchange-Authentication-Results",
    "X-SPF-AUTH",
    "X-SID-PRA",
    "X-SID-Result",
    "X-Sender-IP",
    "X-SES-Outgoing",
    "List-Id",
    "Date",
    "Subject",
    "To",
    "Content-Type",
    "Content-Transfer-Encoding",
];

/// A message changed a few times.
pub fn message(original: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut raw = original.to_vec();
    for _ in 0..=chance.below(6) {
        change(&mut raw, chance);
        raw.truncate(MOST);
    }
    raw
}

/// Bytes of a mutated message; the large ones are made on purpose.
const MOST: usize = 64 << 10;

fn change(raw: &mut Vec<u8>, chance: &mut Chance) {
    // Mostly in the header: there is more to break.
    let header = raw.windows(2).position(|two| two == b"\n\n").unwrap_or(raw.len());
    let end = if chance.once_in(5) { raw.len() } else { header };
    let at = chance.below(end + 1);
    match chance.below(12) {
        0 => {
            if let Some(byte) = raw.get_mut(at) {
                *byte ^= 1 << chance.below(8);
            }
        }
        1 | 2 => drop(raw.splice(at..at, POISON[chance.below(POISON.len())].iter().copied())),
        3 => {
            let end = (at + chance.below(200)).min(raw.len());
            raw.drain(at..end);
        }
        4 => {
            let end = (at + chance.below(400)).min(raw.len());
            let part = raw[at..end].to_vec();
            let to = chance.below(raw.len() + 1);
            raw.splice(to..to, part);
        }
        5 => {
            // A line doubled, where it stands or on top.
            let (start, end) = line(raw, at);
            let text = raw[start..end].to_vec();
            let to = if chance.once_in(2) { 0 } else { start };
            for _ in 0..=chance.below(3) {
                raw.splice(to..to, text.clone());
            }
        }
        6 => {
            let (start, end) = line(raw, at);
            raw.drain(start..end);
        }
        7 | 8 => {
            let mut field = format!("{}: ", chance.pick(FIELDS)).into_bytes();
            for _ in 0..=chance.below(4) {
                field.extend_from_slice(POISON[chance.below(POISON.len())]);
                field.extend_from_slice(chance.pick::<&[u8]>(&[
                    b" ".as_slice(),
                    b"shop.example",
                    b"a@shop.example",
                    b"=",
                    b"d=",
                ]));
            }
            field.push(b'\n');
            let (start, _) = line(raw, at);
            raw.splice(start..start, field);
        }
        9 => {
            // The name of one field with the value of another.
            let (start, end) = line(raw, at);
            if let Some(colon) = raw[start..end].iter().position(|byte| *byte == b':') {
                let name = chance.pick(FIELDS).bytes().collect::<Vec<_>>();
                raw.splice(start..start + colon, name);
            }
        }
        10 => {
            let ends = chance.pick::<&[u8]>(&[b"\r\n", b"\r", b"\n\r"]);
            let changed: Vec<u8> =
                raw.iter().flat_map(|byte| if *byte == b'\n' { ends.to_vec() } else { vec![*byte] }).collect();
            *raw = changed;
        }
        _ => {
            let of =
                *chance.pick(&[b"(".as_slice(), b"<", b"a,", b"x", b"=?utf-8?Q?", b"\n ", b".", b";", "語".as_bytes()]);
            let many = of.repeat(chance.below(3000));
            raw.splice(at..at, many);
        }
    }
}

/// The line around an offset, its end included.
fn line(raw: &[u8], at: usize) -> (usize, usize) {
    let start = raw[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let end = raw[at..].iter().position(|byte| *byte == b'\n').map_or(raw.len(), |offset| at + offset + 1);
    (start, end)
}

/// Lines that make trouble in a zone, `#` being a name of it.
const RECORDS: &[&str] = &[
    "# CNAME #",
    "# CNAME loop.test.\nloop.test. CNAME #",
    "# TXT \"v=spf1 include:# -all\"",
    "# TXT \"v=spf1 redirect=#\"",
    "# TXT \"v=spf1 \" \"a \" \"mx \" \"ptr exists:%{i}.%{l}.%{o}.%{d1r}.# -all exp=#\"",
    "# TXT \"v=spf1 a:%{s}%{t}%{r}%{c}%{h}%{v}%{p}.# ?all\"",
    "# TXT \"v=spf1 +all\"\n# TXT \"v=spf1 -all\"",
    "# TXT \"v=spf1 ip4:1.2.3.4/99 ip6:::/0 all:all a//-1 mx:%%.%_ \\027[31m\\226\\128\\174\"",
    "# TXT \"\\000\\255\\027]0;x\\007\"",
    "# TXT \"spf2.0/pra,mfrom +all\"\n# TXT \"v=DMARC1; p=reject; sp=\\027; np=none; t=y; psd=y; rua=mailto:x\"",
    "_dmarc.# TXT \"v=DMARC1;;;p=reject\"\n_dmarc.# TXT \"v=DMARC1; p=none\"",
    "_dmarc.# TXT \"v=DMARC1; p=quarantine; adkim=s; aspf=s; pct=0; psd=n\"",
    "# MX 0 .\n# MX 10 #\n# MX 65535 \\000\\027.#",
    "# A 0.0.0.0\n# AAAA ::ffff:255.255.255.255",
    "8.28.240.54.in-addr.arpa. PTR #\n8.28.240.54.in-addr.arpa. PTR \\027[31m.#",
    ";@ timeout #",
    ";@ rcode SERVFAIL # TXT",
    ";@ nxdomain #",
    ";@ nodata # TXT",
    "*.# TXT \"v=spf1 include:x.# -all\"",
    "# NS ns.elsewhere.test.",
    ". SOA",
    "$ORIGIN #\nx TXT \"v=spf1 a -all\"",
    "x._domainkey.# TXT \"v=DKIM1; k=rsa; p=\"\nx._domainkey.# TXT \"p=AAAA; t=y:s; s=*; h=sha1; n=\\027[31m\"",
];

/// A zone file with more lines, some of them broken.
pub fn zone(original: &str, chance: &mut Chance) -> String {
    let mut text = String::from(original);
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let names: Vec<&str> = original
        .lines()
        .filter(|line| !line.starts_with([' ', '\t', ';', '$', '@']))
        .filter_map(|line| line.split_ascii_whitespace().next())
        .collect();
    for _ in 0..chance.below(6) {
        let name = if names.is_empty() || chance.once_in(6) { "shop.example." } else { chance.pick(&names) };
        let name = if name.ends_with('.') { name.to_owned() } else { format!("{name}.") };
        text.push_str(&chance.pick(RECORDS).replace('#', &name));
        text.push('\n');
        if chance.once_in(3) {
            // Without the record that stands there.
            let bare = name.trim_end_matches('.');
            let kept = text.split_inclusive('\n').filter(|line| !line.starts_with(bare) || chance.once_in(2));
            text = kept.collect();
        }
    }
    if chance.once_in(8) {
        let mut at = chance.below(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        text.insert_str(at, &String::from_utf8_lossy(POISON[chance.below(POISON.len())]));
    }
    text
}
