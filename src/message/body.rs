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
    let mut searches: Vec<Search<'_>> = Vec::new();
    let compared = wanted.iter().map(|wanted| {
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
        } else {
            if wanted.length.is_none() {
                Search::of(&mut searches, wanted);
            }
            BodyState::Altered
        };
        Some(SignedBody { length, signed, covered: signed.min(length), state })
    });
    let mut found: Vec<Option<SignedBody>> = compared.collect();
    let mut searched_all = true;
    for search in &mut searches {
        searched_all &= search.run(bytes, offset, ends);
    }
    for (found, wanted) in found.iter_mut().zip(wanted) {
        if let (Some(found), Some(wanted)) = (found, wanted)
            && found.state == BodyState::Altered
            && wanted.length.is_none()
        {
            found.state = searches.iter().find_map(|search| search.state(wanted)).unwrap_or(BodyState::Altered);
        }
    }
    (found, searched_all)
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

/// A search for what was done to a body, for all signatures of one form and hash that do not match it.
struct Search<'a> {
    how: Canonicalization,
    hash: HashAlgorithm,
    /// Each hash that was signed, and what was found for it.
    expected: Vec<(&'a [u8], Option<BodyState>)>,
}

impl<'a> Search<'a> {
    /// Takes a signature into the search of its form and hash.
    fn of(searches: &mut Vec<Self>, wanted: &'a Wanted) {
        let (how, hash) = (wanted.how, wanted.hash);
        let expected = (wanted.expected.as_slice(), None);
        match searches.iter_mut().find(|search| (search.how, search.hash) == (how, hash)) {
            Some(search) => search.expected.push(expected),
            None => searches.push(Self { how, hash, expected: vec![expected] }),
        }
    }

    /// What was found for a signature.
    fn state(&self, wanted: &Wanted) -> Option<BodyState> {
        let is_of = (self.how, self.hash) == (wanted.how, wanted.hash);
        let mut expected = self.expected.iter().filter(|_| is_of);
        expected.find(|(hash, _)| *hash == wanted.expected)?.1.clone()
    }

    /// Notes a state for those whose hash this is.
    fn note(&mut self, hasher: &Hasher, state: &BodyState) {
        let hash = hasher.so_far();
        for (_, found) in self.expected.iter_mut().filter(|(expected, _)| *expected == hash) {
            *found = Some(state.clone());
        }
    }

    /// Hashes again, and looks at each line that is not blank whether all up to it is what was signed. The
    /// hash so far is finished once a line, whatever the length of the body. False where it was given up.
    fn run(&mut self, bytes: &[u8], offset: usize, ends: LineEnds) -> bool {
        let rest = |at: usize| -> Span { offset + at..offset + bytes.len() };
        let (mut body, mut state) = (Body::new(self.how), Hasher::new(self.hash));
        let mut empty = state.clone();
        body.end(&mut |piece| empty.update(piece));
        self.note(&empty, &BodyState::Appended { line: 0, rest: rest(0) });
        // The same without the quotes of an mbox file, from the first of them on.
        let mut unquoted: Option<(Body, Hasher)> = None;
        let (mut at, mut number) = (0, 0);
        while let Some((line, next)) = ends.next(bytes, at) {
            number += 1;
            if number > Limits::DEFAULT.searched_lines {
                return self.expected.iter().all(|(_, found)| found.is_some());
            }
            let plain = line.strip_prefix(b">").filter(|line| is_from_line(line));
            if plain.is_some() && unquoted.is_none() {
                unquoted = Some((body.clone(), state.clone()));
            }
            if let Some((body, state)) = &mut unquoted {
                body.line(plain.unwrap_or(line), &mut |piece| state.update(piece));
            }
            if body.line(line, &mut |piece| state.update(piece)) {
                self.note(&state, &BodyState::Appended { line: number, rest: rest(next) });
            }
            at = next;
        }
        if let Some((_, state)) = unquoted {
            self.note(&state, &BodyState::MboxQuoted);
        }
        true
    }
}

/// A line that an mbox file would quote, or quote once more.
fn is_from_line(line: &[u8]) -> bool {
    let quotes = line.iter().take_while(|b| **b == b'>').count();
    line.get(quotes..).is_some_and(|rest| rest.starts_with(b"From "))
}

#[cfg(test)]
mod tests;
