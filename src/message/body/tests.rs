use super::*;
use crate::message::Known;
use Canonicalization::{Relaxed, Simple};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

const ENDS: LineEnds = LineEnds { lone_cr: false, many_crs: false };

fn wanted(how: Canonicalization, length: Option<u64>, signed: &str) -> Wanted {
    Wanted { how, hash: HashAlgorithm::Sha256, length, expected: Sha256::digest(signed).to_vec() }
}

/// What became of a body of which the signer hashed `signed`.
fn state(body: &str, how: Canonicalization, signed: &str) -> BodyState {
    let (found, _) = compare(body.as_bytes(), 0, ENDS, &[Some(wanted(how, None, signed))]);
    found[0].clone().expect("it was wanted").state
}

fn appended(line: usize, rest: Span) -> BodyState {
    BodyState::Appended { line, rest }
}

#[test]
fn a_footer_is_what_stands_behind_the_signed_lines() {
    let body = "one\r\ntwo\r\n\r\n-- \r\nfooter\r\n";
    for how in [Simple, Relaxed] {
        assert_eq!(state(body, how, "one\r\ntwo\r\n"), appended(2, 10..body.len()));
        assert_eq!(state(body, how, "one\r\ntwo"), BodyState::Altered);
        assert_eq!(state(body, how, "one\r\n"), appended(1, 5..body.len()));
    }
    assert_eq!(state(body, Simple, body), BodyState::Intact);
    assert_eq!(state("one\r\n \r\nfooter", Relaxed, "one\r\n"), appended(1, 5..14));
}

#[test]
fn an_empty_body_to_which_something_was_added() {
    assert_eq!(state("footer\r\n", Simple, "\r\n"), appended(0, 0..8));
    assert_eq!(state("footer\r\n", Relaxed, ""), appended(0, 0..8));
    assert_eq!(state("", Simple, "\r\n"), BodyState::Intact);
    assert_eq!(state("\n \n", Relaxed, ""), BodyState::Intact);
}

#[test]
fn a_quoted_from_line_is_an_mbox_file_s_work() {
    let body = "hello\n>From here on\n>>From there\n";
    assert_eq!(state(body, Simple, "hello\r\nFrom here on\r\n>From there\r\n"), BodyState::MboxQuoted);
    assert_eq!(state(body, Simple, "hello\r\nfrom here on\r\n"), BodyState::Altered);
}

#[test]
fn the_lengths_of_several_signatures_are_cut_in_one_pass() {
    use BodyState::{Altered, Intact, Shorter};
    let body = "0123456789\r\nabc\r\n";
    let all: Vec<Option<Wanted>> = [
        (Some(0), ""),
        (Some(4), "0123"),
        (Some(4), "0123"),
        (Some(11), "0123456789\r"),
        (Some(17), body),
        (Some(18), body),
        (Some(u64::MAX), body),
        (Some(5), "0123"),
        (None, body),
    ]
    .into_iter()
    .flat_map(|(length, signed)| [Simple, Relaxed].map(|how| Some(wanted(how, length, signed))))
    .collect();
    let (found, searched_all) = compare(body.as_bytes(), 0, ENDS, &all);
    assert!(searched_all);
    let states: Vec<(u64, BodyState)> =
        found.into_iter().flatten().step_by(2).map(|found| (found.covered, found.state)).collect();
    assert_eq!(
        states,
        [
            (0, Intact),
            (4, Intact),
            (4, Intact),
            (11, Intact),
            (17, Intact),
            (17, Shorter),
            (17, Shorter),
            (5, Altered),
            (17, Intact)
        ]
    );
}

#[test]
fn a_search_ends_at_its_limit_and_says_so() {
    let body = "x\n".repeat(Limits::DEFAULT.searched_lines + 2);
    let (found, searched_all) = compare(body.as_bytes(), 0, ENDS, &[Some(wanted(Simple, None, "signed"))]);
    assert_eq!(found[0].as_ref().map(|found| &found.state), Some(&BodyState::Altered));
    assert!(!searched_all);
}

proptest! {
    #[test]
    fn a_hash_does_not_depend_on_the_pieces(text in proptest::collection::vec(any::<u8>(), 0..300),
        cuts in proptest::collection::vec(0_u64..400, 0..5), size in 1_usize..50) {
        let mut whole = Stream::new(HashAlgorithm::Sha256, cuts.clone());
        whole.update(&text);
        let mut pieces = Stream::new(HashAlgorithm::Sha256, cuts);
        text.chunks(size).for_each(|piece| pieces.update(piece));
        prop_assert_eq!(&whole.cuts, &pieces.cuts);
        prop_assert_eq!(whole.state.so_far(), pieces.state.so_far());
        for (cut, hash) in whole.cuts {
            let expected = usize::try_from(cut).ok().and_then(|cut| text.get(..cut)).map(|text| Sha256::digest(text).to_vec());
            prop_assert_eq!(hash, expected);
        }
    }

    #[test]
    fn a_message_of_any_bytes_is_read(header in "[ -~\\r\\n\\t\u{e9}]{0,80}", body in proptest::collection::vec(any::<u8>(), 0..200),
        tags in "[a-z=;: \\r\\n\\t0-9/+]{0,120}") {
        let mut raw = format!("DKIM-Signature: v=1; a=rsa-sha256; d=a.example; s=b; h=from:x; bh=; b=; {tags}\r\nFrom: {header}\r\n\r\n").into_bytes();
        raw.extend(body);
        let message = crate::message::Message::parse(raw);
        prop_assert_eq!(message.signatures.len(), message.named(Known::DkimSignature).count().min(Limits::DEFAULT.signatures));
    }
}
