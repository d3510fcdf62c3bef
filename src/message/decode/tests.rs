use super::decode_text;
use encoding_rs::{EUC_JP, SHIFT_JIS};
use proptest::prelude::*;

#[test]
fn values_are_unfolded() {
    for (value, text) in [
        (&b" one\r\n two"[..], "one two"),
        (b" one\n\t  two\n three", "one two three"),
        (b"one\r two", "one two"),
        (b"one  two \t", "one  two"),
        (b"\r\n only on the second line", "only on the second line"),
        (b"", ""),
    ] {
        assert_eq!(decode_text(value), text);
    }
}

#[test]
fn encoded_words_are_decoded() {
    for (value, text) in [
        ("=?UTF-8?B?5bGx55Sw?= <a@shop.example>", "山田 <a@shop.example>"),
        ("=?utf-8?q?J=C3=B6rg_M=C3=BCller?=", "Jörg Müller"),
        ("=?ISO-2022-JP?B?GyRCOzNFRBsoQg==?=", "山田"),
        ("=?iso-2022-jp?Q?=1B$B;3ED=1B(B?=", "山田"),
        ("=?Shift_JIS?B?jlKTYw==?=", "山田"),
        ("=?cp932?B?h0A=?=", "①"),
        ("=?EUC-JP?B?u7PFxA==?=", "山田"),
        ("=?ISO-8859-1?Q?Caf=E9?=", "Café"),
        ("=?US-ASCII*en-US?Q?plain?=", "plain"),
        ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
        ("=?gb2312?B?xOO6ww==?=", "你好"),
        // Neighbours lose the blank between them, other text keeps its own.
        ("=?utf-8?Q?a?= =?utf-8?Q?b?= c", "ab c"),
        ("=?utf-8?Q?a?=\r\n =?iso-8859-1?Q?=E9?=", "aé"),
        ("a =?utf-8?Q?b?= c", "a b c"),
        // A character split between two words.
        ("=?utf-8?B?5bE=?= =?utf-8?B?seeUsA==?=", "山田"),
        ("=?ISO-2022-JP?B?GyRCOzMbKEI=?=\n =?ISO-2022-JP?B?GyRCRUQbKEI=?=", "山田"),
        // Deviant forms.
        ("\"=?utf-8?Q?quoted?=\"", "\"quoted\""),
        ("=?utf-8?Q?really??=", "really?"),
        ("=?utf-8?Q?with blank?=", "with blank"),
        ("=?utf-8?B?5bGx55Sw", "=?utf-8?B?5bGx55Sw"),
        ("=?no-such-charset?Q?x?=", "=?no-such-charset?Q?x?="),
        ("=?utf-8?X?x?= =?=?= =??Q??=", "=?utf-8?X?x?= =?=?= =??Q??="),
        ("=?utf-8?Q?=zz=4?=", "=zz=4"),
        ("=?utf-8?Q??=", ""),
    ] {
        assert_eq!(decode_text(value.as_bytes()), text, "{value}");
    }
}

#[test]
fn raw_text_is_decoded_by_what_it_looks_like() {
    let japanese = "山田 太郎、重要なお知らせ";
    for (bytes, text) in [
        (japanese.as_bytes().to_vec(), japanese),
        (SHIFT_JIS.encode(japanese).0.into_owned(), japanese),
        (EUC_JP.encode(japanese).0.into_owned(), japanese),
        (b"\x1b$B;3ED\x1b(B Taro".to_vec(), "山田 Taro"),
        (b"\x1b$@;3ED\x1b(J \x1b(I1\x1b(B".to_vec(), "山田 ｱ"),
        (SHIFT_JIS.encode("表示名").0.into_owned(), "表示名"),
        (b"Ren\xe9 M\xfcller, pr\xe9f\xe9rence".to_vec(), "René Müller, préférence"),
        (b"Informa\xe7\xf5es".to_vec(), "Informações"),
        ("山田".as_bytes().iter().copied().take(5).collect(), "山\u{fffd}"),
    ] {
        assert_eq!(decode_text(&bytes), text, "{bytes:?}");
    }
}

proptest! {
    #[test]
    fn any_bytes_give_text(value in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(decode_text(&value).len() <= 3 * value.len());
    }

    #[test]
    fn any_text_survives_base64(text in "[^\\s]{1,20}") {
        // By hand, so that the decoder is not tested against itself.
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut coded = String::new();
        for chunk in text.as_bytes().chunks(3) {
            let bits = chunk.iter().fold(0u32, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
            for i in 0..=chunk.len() {
                coded.push(char::from(alphabet[(bits >> (18 - 6 * i)) as usize & 63]));
            }
        }
        prop_assert_eq!(decode_text(format!("=?utf-8?B?{coded}?=").as_bytes()), text.trim());
    }
}
