use super::{Element, parse_mailboxes};
use encoding_rs::{EUC_JP, SHIFT_JIS};
use proptest::prelude::*;

/// A list in short: `display <local|domain>`, `!text` for what is malformed, `{...}` for a group.
fn read(value: &[u8]) -> String {
    fn short(element: &Element) -> String {
        match element {
            Element::Mailbox(m) if m.display.is_empty() => format!("<{}|{}>", m.local, m.domain),
            Element::Mailbox(m) => format!("{} <{}|{}>", m.display, m.local, m.domain),
            Element::Group(members) => format!("{{{}}}", members.iter().map(short).collect::<Vec<_>>().join(" + ")),
            Element::Malformed { text, .. } => format!("!{text}"),
        }
    }
    parse_mailboxes(value, 0).iter().map(short).collect::<Vec<_>>().join(" + ")
}

#[test]
fn lists_are_read() {
    for (value, found) in [
        ("a@shop.example", "<a|shop.example>"),
        ("Taro Sato <a@shop.example>", "Taro Sato <a|shop.example>"),
        ("\"Sato, Taro\" <a@shop.example>", "Sato, Taro <a|shop.example>"),
        ("\"a \\\"b\\\" c\" <a@shop.example>", "a \"b\" c <a|shop.example>"),
        ("a@shop.example (Taro (T.) Sato)", "Taro (T.) Sato <a|shop.example>"),
        ("(c) a (c) @ (c) shop.example (c)", "c <a|shop.example>"),
        ("(Taro) <a@shop.example>", "Taro <a|shop.example>"),
        ("a@x.example, b@y.example", "<a|x.example> + <b|y.example>"),
        (", ,a@x.example,, (c) ,", "<a|x.example>"),
        ("Taro\r\n <a@shop.example>", "Taro <a|shop.example>"),
        ("=?UTF-8?B?5bGx55Sw?= <a@shop.example>", "山田 <a|shop.example>"),
        ("\"=?UTF-8?B?5bGx55Sw?=\" <a@shop.example>", "山田 <a|shop.example>"),
        ("", ""),
        (" \t\r\n ", ""),
    ] {
        assert_eq!(read(value.as_bytes()), found, "{value}");
    }
}

#[test]
fn local_parts_are_read_as_carriers_allow_them() {
    for (value, found) in [
        ("a..b@phone.example", "<a..b|phone.example>"),
        ("ab.@phone.example", "<ab.|phone.example>"),
        (".a@phone.example", "<.a|phone.example>"),
        ("<foo..bar.@phone.example>", "<foo..bar.|phone.example>"),
        ("\"a..b\"@phone.example", "<\"a..b\"|phone.example>"),
        ("\"a b\"@phone.example", "<\"a b\"|phone.example>"),
        ("a.\"b c\"@phone.example", "<a.\"b c\"|phone.example>"),
        ("u . x @ phone . example", "<u.x|phone.example>"),
        ("a-_+=!#$%&'*/?^`{|}~@phone.example", "<a-_+=!#$%&'*/?^`{|}~|phone.example>"),
        ("\"a <a@junk.example>\"@shop.example", "<\"a <a@junk.example>\"|shop.example>"),
        ("\"a@b\"@shop.example", "<\"a@b\"|shop.example>"),
    ] {
        assert_eq!(read(value.as_bytes()), found, "{value}");
    }
}

#[test]
fn what_is_no_mailbox_is_malformed() {
    for (value, found) in [
        ("<>", "!<>"),
        ("Taro <>", "!Taro <>"),
        ("taro", "!taro"),
        ("@shop.example", "!@shop.example"),
        ("a@", "!a@"),
        ("a@[192.0.2.1]", "!a@[192.0.2.1]"),
        ("a@[IPv6:2001:db8::1]", "!a@[IPv6:2001:db8::1]"),
        ("a@b@shop.example", "!a@b@shop.example"),
        ("a b@shop.example", "!a b@shop.example"),
        ("a@.shop.example", "!a@.shop.example"),
        ("a@shop..example", "!a@shop..example"),
        ("a@.", "!a@."),
        ("a@\"shop\".example", "!a@\"shop\".example"),
        ("a\\b@shop.example", "!a\\b@shop.example"),
        ("a@x.example b@y.example", "!a@x.example b@y.example"),
        ("<a@x.example> b", "!<a@x.example> b"),
        ("<a@x.example, b@y.example>", "!<a@x.example, b@y.example>"),
        ("Taro <a@x.example, b@y.example", "!Taro <a@x.example + <b|y.example>"),
        ("a@x.example>", "!a@x.example>"),
        ("<mailto:a@x.example>", "!<mailto:a@x.example>"),
        ("\"Taro <a@x.example>, b@y.example", "!\"Taro <a@x.example> + <b|y.example>"),
        ("Taro :( <a@x.example>", "{!( <a@x.example>}"),
        ("Taro ( <a@x.example>", "!Taro ( <a@x.example>"),
        ("a@x.example; b@y.example", "<a|x.example> + !; + <b|y.example>"),
    ] {
        assert_eq!(read(value.as_bytes()), found, "{value}");
    }
}

#[test]
fn two_addresses_in_brackets_are_two_without_a_comma() {
    assert_eq!(read(b"<a@x.example> <b@y.example>"), "<a|x.example> + <b|y.example>");
    assert_eq!(read(b"Taro <a@x.example> Hanako <b@y.example>"), "Taro <a|x.example> + Hanako <b|y.example>");
}

#[test]
fn an_unquoted_comma_splits() {
    assert_eq!(read(b"Sato, Taro <a@shop.example>"), "!Sato + Taro <a|shop.example>");
    assert_eq!(read(b"Shop, Inc. a@b <c@shop.example>"), "!Shop + Inc. a@b <c|shop.example>");
}

#[test]
fn an_address_in_the_display_name_is_no_address() {
    assert_eq!(read(b"a@bank.example <c@d.example>"), "a@bank.example <c|d.example>");
    assert_eq!(read(b"\"a@bank.example\" <c@d.example>"), "a@bank.example <c|d.example>");
    assert_eq!(read(b"[news] a@bank.example via list <c@d.example>"), "[news] a@bank.example via list <c|d.example>");
}

#[test]
fn groups_and_routes_are_read() {
    for (value, found) in [
        ("undisclosed-recipients:;", "{}"),
        ("Team: a@x.example, B <b@y.example>;", "{<a|x.example> + B <b|y.example>}"),
        ("Team: a@x.example;, c@z.example", "{<a|x.example>} + <c|z.example>"),
        ("\"A: B\" <a@x.example>", "A: B <a|x.example>"),
        ("Re: Taro <a@x.example>", "{Taro <a|x.example>}"),
        ("a: b: c@x.example;", "{!b: c@x.example}"),
        ("<@hop1.example,@hop2.example:u@a.example>", "<u|a.example>"),
        ("Taro <@hop1.example:u@a.example>, b@y.example", "Taro <u|a.example> + <b|y.example>"),
        ("<@hop1.example>", "!<@hop1.example>"),
    ] {
        assert_eq!(read(value.as_bytes()), found, "{value}");
    }
}

#[test]
fn domains_are_kept_as_written() {
    assert_eq!(read(b"a@Shop.EXAMPLE."), "<a|Shop.EXAMPLE.>");
    assert_eq!(read("ユーザー@日本語.example".as_bytes()), "<ユーザー|日本語.example>");
    assert_eq!(read(b"a@xn--wgv71a119e.example"), "<a|xn--wgv71a119e.example>");
    assert_eq!(read(b"a@_x.shop.example"), "<a|_x.shop.example>");
}

#[test]
fn second_bytes_of_japanese_characters_are_no_syntax() {
    // 、 and 〈 in ISO-2022-JP hold `"`, `,` and `<`; the value is 7-bit throughout.
    let iso = b"\x1b$B!\"!R;3ED%,@<\x1b(B <a@shop.example>";
    assert_eq!(read(iso), "、〈山田ガ声 <a|shop.example>");
    // A raw name that ends in a character whose second byte is `\` (表) or `|` (ポ), quoted and not.
    for name in ["表", "ポ", "ソ表", "予定表ポーＡ"] {
        let sjis = SHIFT_JIS.encode(name).0;
        let quoted = [b"\"", &*sjis, b"\" <a@shop.example>"].concat();
        assert!(read(&quoted).ends_with("<a|shop.example>"), "{name}: {}", read(&quoted));
        let long = [b"\"\x83\x65\x83\x58\x83\x67", &*sjis, b"\" <a@shop.example>"].concat();
        assert_eq!(read(&long), format!("テスト{name} <a|shop.example>"));
    }
    // 繊 is 0x91 0x40 in Shift_JIS: a second byte `@`.
    let at_sign = [&*SHIFT_JIS.encode("テスト繊維").0, b" <a@shop.example>"].concat();
    assert_eq!(read(&at_sign), "テスト繊維 <a|shop.example>");
    let euc = [&*EUC_JP.encode("山田ショップ").0, b" <a@shop.example>"].concat();
    assert_eq!(read(&euc), "山田ショップ <a|shop.example>");
    assert_eq!(read(b"Jos\xe9 <a@shop.example>"), "José <a|shop.example>");
}

#[test]
fn spans_cover_the_address() {
    let message = b"From: Taro <u (c) @ a.example>,\r\n b@b.example\r\n";
    let found: Vec<_> = parse_mailboxes(&message[5..message.len() - 2], 5)
        .into_iter()
        .filter_map(|e| if let Element::Mailbox(m) = e { Some(m.span) } else { None })
        .collect();
    let text: Vec<_> = found.into_iter().map(|span| &message[span]).collect();
    assert_eq!(text, [&b"u (c) @ a.example"[..], b"b@b.example"]);
}

#[test]
fn what_lies_beyond_a_limit_is_malformed() {
    let many = "a@x.example,".repeat(1_500);
    let found = parse_mailboxes(many.as_bytes(), 0);
    assert_eq!(found.len(), 1_001);
    assert!(matches!(found.last(), Some(Element::Malformed { .. })));
    let deep = format!("{}{} a@x.example", "(".repeat(100_000), ")".repeat(100_000));
    assert!(matches!(parse_mailboxes(deep.as_bytes(), 0).as_slice(), [Element::Malformed { .. }]));
}

proptest! {
    #[test]
    fn any_bytes_are_read(value in proptest::collection::vec(any::<u8>(), 0..200)) {
        check_spans(&value)?;
    }

    #[test]
    fn any_syntax_is_read(value in "[a<>@,;:\"\\\\() .\\[\\]\r\n\x1b$Bあé]{0,60}") {
        check_spans(value.as_bytes())?;
    }
}

fn check_spans(value: &[u8]) -> Result<(), TestCaseError> {
    fn flat(elements: &[Element], spans: &mut Vec<super::Span>) {
        for element in elements {
            match element {
                Element::Mailbox(m) => spans.push(m.span.clone()),
                Element::Group(members) => flat(members, spans),
                Element::Malformed { span, .. } => spans.push(span.clone()),
            }
        }
    }
    let mut spans = Vec::new();
    flat(&parse_mailboxes(value, 7), &mut spans);
    let mut at = 7;
    for span in spans {
        prop_assert!(at <= span.start && span.start < span.end && span.end <= 7 + value.len());
        at = span.end;
    }
    Ok(())
}
