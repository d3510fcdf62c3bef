//! The body of a message against the hashes of its signatures: one pass over its lines for all of them, and
//! where one does not match, a second that looks up to which line it does.

use super::canonical::{Body, Canonicalization, LineEnds};
use super::digest::{HashAlgorithm, Hasher};
use super::signature::{BodyState, SignedBody};
use super::{Limits, Span};

/// What a signature says of the body.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub how: Canonicalization,
    pub hash: HashAlgorithm,
    /// l=
    pub length: Option<u64>,
    /// bh=
    pub expected: Vec<u8>,
}

/// A hash of a canonical body that is cut at several lengths.
struct Stream {
    hash: HashAlgorithm,
    state: Hasher,
    length: u64,
    /// The lengths to cut at, ascending, each with the hash of that much once it has come.
    cuts: Vec<(u64, Option<Vec<u8>>)>,
    reached: usize,
}

impl Stream {
    fn new(hash: HashAlgorithm, mut lengths: Vec<u64>) -> Self {
        lengths.sort_unstable();
        lengths.dedup();
        let cuts = lengths.into_iter().map(|length| (length, None)).collect();
        let mut stream = Self { hash, state: Hasher::new(hash), length: 0, cuts, reached: 0 };
        stream.update(b"");
        stream
    }

    fn update(&mut self, mut bytes: &[u8]) {
        while let Some((cut, found)) = self.cuts.get_mut(self.reached) {
            let Ok(left) = usize::try_from(*cut - self.length) else { break };
            let Some((before, behind)) = bytes.split_at_checked(left) else { break };
            self.state.update(before);
            self.length = *cut;
            *found = Some(self.state.so_far());
            self.reached += 1;
            bytes = behind;
        }
        self.state.update(bytes);
        self.length += bytes.len() as u64;
    }
}

/// All hashes of one canonical form.
struct Form {
    body: Body,
    how: Canonicalization,
    streams: Vec<Stream>,
}

/// Compares the body that begins at `offset` with what the signatures say of it. The second value is false
/// where a search for the signed part was given up at its limit.
pub(super) fn compare(
    bytes: &[u8],
    offset: usize,
    ends: LineEnds,
    wanted: &[Option<Wanted>],
) -> (Vec<Option<SignedBody>>, bool) {
    let forms = hash(bytes, ends, wanted);
    let mut searched_all = true;
    let found = wanted.iter().map(|wanted| {
        let wanted = wanted.as_ref()?;
        let form = forms.iter().find(|form| form.how == wanted.how)?;
        let stream = form.streams.iter().find(|stream| stream.hash == wanted.hash)?;
        let (length, signed) = (stream.length, wanted.length.unwrap_or(stream.length));
        let matches = match wanted.length {
            None => stream.state.is(&wanted.expected),
            Some(cut) => stream.cuts.iter().any(|(at, hash)| *at == cut && hash.as_ref() == Some(&wanted.expected)),
        };
        let state = if matches {
            BodyState::Intact
        } else if signed > length {
            BodyState::Shorter
        } else if wanted.length.is_some() {
            BodyState::Altered
        } else {
            let mut search = Search::new(wanted, &mut searched_all);
            search.run(bytes, offset, ends)
        };
        Some(SignedBody { length, signed, covered: signed.min(length), state })
    });
    (found.collect(), searched_all)
}

/// Hashes the body for all that is wanted, in one pass.
fn hash(bytes: &[u8], ends: LineEnds, wanted: &[Option<Wanted>]) -> Vec<Form> {
    let of = |how, hash| wanted.iter().flatten().filter(move |w| w.how == how && w.hash == hash);
    let mut forms: Vec<Form> = Vec::new();
    for how in [Canonicalization::Simple, Canonicalization::Relaxed] {
        let hashes = [HashAlgorithm::Sha1, HashAlgorithm::Sha256].into_iter();
        let streams: Vec<Stream> = hashes
            .filter(|hash| of(how, *hash).next().is_some())
            .map(|hash| Stream::new(hash, of(how, hash).filter_map(|wanted| wanted.length).collect()))
            .collect();
        if !streams.is_empty() {
            forms.push(Form { body: Body::new(how), how, streams });
        }
    }
    let mut at = 0;
    while let Some((line, next)) = ends.next(bytes, at).filter(|_| !forms.is_empty()) {
        for Form { body, streams, .. } in &mut forms {
            body.line(line, &mut |piece| streams.iter_mut().for_each(|stream| stream.update(piece)));
        }
        at = next;
    }
    for Form { body, streams, .. } in &mut forms {
        body.end(&mut |piece| streams.iter_mut().for_each(|stream| stream.update(piece)));
    }
    forms
}

/// A search for what was done to a body that does not match.
struct Search<'a> {
    wanted: &'a Wanted,
    searched_all: &'a mut bool,
}

impl<'a> Search<'a> {
    fn new(wanted: &'a Wanted, searched_all: &'a mut bool) -> Self {
        Self { wanted, searched_all }
    }

    /// Hashes again, and looks at each line that is not blank whether all up to it is what was signed. The
    /// hash so far is finished once a line, whatever the length of the body.
    fn run(&mut self, bytes: &[u8], offset: usize, ends: LineEnds) -> BodyState {
        let Wanted { how, hash, expected, .. } = self.wanted;
        let mut body = Body::new(*how);
        let (mut state, mut unquoted) = (Hasher::new(*hash), Hasher::new(*hash));
        let (mut quoted_body, mut quoted) = (Body::new(*how), false);
        let rest = |at: usize| -> Span { offset + at..offset + bytes.len() };
        let mut empty = Hasher::new(*hash);
        body.end(&mut |piece| empty.update(piece));
        let mut found = empty.is(expected).then(|| BodyState::Appended { line: 0, rest: rest(0) });
        let (mut at, mut number) = (0, 0);
        while let Some((line, next)) = ends.next(bytes, at) {
            number += 1;
            if number > Limits::DEFAULT.searched_lines {
                *self.searched_all = found.is_some();
                return found.unwrap_or(BodyState::Altered);
            }
            let plain = line.strip_prefix(b">").filter(|line| is_from_line(line));
            quoted |= plain.is_some();
            quoted_body.line(plain.unwrap_or(line), &mut |piece| unquoted.update(piece));
            if body.line(line, &mut |piece| state.update(piece)) && state.is(expected) {
                found = Some(BodyState::Appended { line: number, rest: rest(next) });
            }
            at = next;
        }
        if quoted && unquoted.is(expected) {
            return BodyState::MboxQuoted;
        }
        found.unwrap_or(BodyState::Altered)
    }
}

/// A line that an mbox file would quote, or quote once more.
fn is_from_line(line: &[u8]) -> bool {
    let quotes = line.iter().take_while(|b| **b == b'>').count();
    line.get(quotes..).is_some_and(|rest| rest.starts_with(b"From "))
}

#[cfg(test)]
mod tests;
