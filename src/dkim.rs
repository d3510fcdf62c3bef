//! DKIM (RFC 6376, RFC 8301, RFC 8463): each signature of a message against its key. What a signature signs
//! was hashed when the message was read; here are the keys, the results, and which part broke.

mod key;
mod recorded;
mod saved;

pub use key::{Key, KeyFault};
pub use recorded::Signed;
pub use saved::{SavedAs, saved_as};

use crate::dns::limits::KEY_RECORDS;
use crate::dns::{Answer, Answers, Asked, Name, Question, RecordType, Unanswered};
use crate::identity::Written;
use crate::message::{Algorithm, BodyState, Message, Prepared, Recorded, Signature, SignatureFault};

/// The result of one signature, in the words of RFC 8601 section 2.7.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the RFC's")]
pub enum DkimResult {
    Pass,
    Fail,
    Neutral,
    TempError,
    PermError,
    /// The key is not answered yet; or the file does not hold what was signed: see [`Problem::NoBody`].
    Pending,
}

impl DkimResult {
    /// All results, the better ones first: of several signatures, the one that says most for the message.
    pub const BEST_FIRST: [Self; 6] =
        [Self::Pass, Self::Pending, Self::TempError, Self::Fail, Self::Neutral, Self::PermError];

    /// The result in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Neutral => "neutral",
            Self::TempError => "temperror",
            Self::PermError => "permerror",
            Self::Pending => "pending",
        }
    }
}

/// Why a signature did not pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The body is not the one that was signed.
    BodyHash,
    /// The header is not the one that was signed, or the key is another one.
    Signature,
    /// The file holds no body, and perhaps not all of the header: no answer will tell.
    NoBody,
    /// There is no key record.
    NoKey,
    /// The key was revoked.
    Revoked,
    /// What stands there is no key.
    KeySyntax(KeyFault),
    /// The signature is broken.
    SignatureSyntax(SyntaxFault),
    /// It was received after x=.
    Expired,
    /// The signature asks for something that nobody knows, or that its key does not allow.
    Unsupported(Unsupported),
}

/// What is wrong with a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxFault {
    /// The field itself.
    Field(SignatureFault),
    /// i= is not of d= or a domain below it, or of d= itself where the key wants that.
    IdentityOutside {
        /// Whether the key wants it to be d= itself (t=s).
        strict: bool,
    },
    /// s= and d= make no name that can be asked.
    KeyName,
}

/// What is not supported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsupported {
    /// The value of this tag of the signature.
    Tag(&'static str),
    /// The key: see the fault.
    Key(KeyFault),
}

impl Problem {
    /// The problem in kebab-case, for programs.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::BodyHash => "body-hash",
            Self::Signature => "signature",
            Self::NoBody => "no-body",
            Self::NoKey => "no-key",
            Self::Revoked => "revoked",
            Self::KeySyntax(_) => "key-syntax",
            Self::SignatureSyntax(_) => "signature-syntax",
            Self::Expired => "expired",
            Self::Unsupported(_) => "unsupported",
        }
    }
}

/// What is to be known about a signature besides its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// RFC 8301: rsa-sha1 is not to be used any more.
    ObsoleteHash,
    /// RFC 8301: with a key of less than 1024 bits, a signature is not to be considered valid.
    ShortKey,
    /// The domain says that it tests DKIM.
    Testing,
    /// t= is later than the message was received.
    MadeInFuture,
    /// There are several key records, and RFC 6376 does not say which one counts.
    SeveralKeys,
    /// l= leaves a part of the body unsigned.
    BodyNotCovered,
    /// A From field is not signed, so that it could have been added.
    FromNotCovered,
}

impl Note {
    /// The note in kebab-case, for programs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ObsoleteHash => "obsolete-hash",
            Self::ShortKey => "short-key",
            Self::Testing => "testing",
            Self::MadeInFuture => "made-in-future",
            Self::SeveralKeys => "several-keys",
            Self::BodyNotCovered => "body-not-covered",
            Self::FromNotCovered => "from-not-covered",
        }
    }
}

/// When a message was received, and what says so: x= is held against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Seconds since 1970 in UTC.
    pub at: i64,
    /// What says so.
    pub from: ReceiptFrom,
}

/// What says when a message was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptFrom {
    /// The receiving hop.
    ReceivingHop,
    /// The Date field, which its author wrote.
    DateField,
    /// Nothing: it is taken to be received now.
    Now,
}

impl ReceiptFrom {
    /// The source in kebab-case, for programs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ReceivingHop => "receiving-hop",
            Self::DateField => "date",
            Self::Now => "now",
        }
    }
}

/// One signature, verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Index into [`Message::signatures`].
    pub signature: usize,
    /// d=; `None` where it is no domain.
    pub domain: Option<Name>,
    /// The question for the key; `None` where none can be asked.
    pub asked: Option<Asked>,
    /// The key that was used.
    pub key: Option<Key>,
    /// Whether the signature fits the header; `None` where no key tells.
    pub header_intact: Option<bool>,
    /// Whether the body is the one that was signed; `None` where the signature does not tell, or the file does not
    /// hold the body.
    pub body_intact: Option<bool>,
    /// The result.
    pub result: DkimResult,
    /// Why it did not pass.
    pub problem: Option<Problem>,
    /// What else is to be known.
    pub notes: Vec<Note>,
    /// Set where the result is what the receiving server recorded, or where that server recorded that a body failed
    /// which the file does not hold.
    pub recorded: Option<Recorded<DkimResult>>,
    /// What is not answered yet.
    pub unanswered: Unanswered,
}

impl Verification {
    /// What the answer of the DNS gives by itself.
    #[must_use]
    pub fn by_dns(&self) -> DkimResult {
        self.recorded.as_ref().map_or(self.result, |recorded| recorded.dns)
    }

    /// Whether a receiver takes d= for who signed: the signature passed, with a key that RFC 8301 lets
    /// count.
    #[must_use]
    pub fn identifies(&self) -> bool {
        self.result == DkimResult::Pass && self.counts()
    }

    /// Whether RFC 8301 lets the key count, as far as one is known.
    #[must_use]
    pub fn counts(&self) -> bool {
        !self.notes.contains(&Note::ShortKey)
    }

    /// Whether it failed by a record of a body that the file does not hold.
    #[must_use]
    pub fn is_failed_without_body(&self) -> bool {
        self.recorded.is_some() && self.problem == Some(Problem::BodyHash)
    }

    /// Whether a file without a body leaves open what was found: that a signature passes whose body is not there,
    /// or that it fails whose header may be an incomplete copy. What its key or its own tags rule out stays so.
    fn is_open_without_body(&self) -> bool {
        match &self.problem {
            None => self.result == DkimResult::Pass && self.body_intact.is_none(),
            Some(problem) => *problem == Problem::Signature,
        }
    }
}

/// Verifies all signatures of a message, top first; `written` says who wrote each of [`Message::claims`].
#[must_use]
pub fn verify(message: &Message, written: &[Written], receipt: Receipt, answers: &Answers) -> Vec<Verification> {
    let signatures = message.signatures.iter().enumerate();
    let mut found: Vec<Verification> =
        signatures.map(|(index, signature)| one(index, signature, receipt, answers)).collect();
    if message.is_header_only() {
        for found in found.iter_mut().filter(|found| found.is_open_without_body()) {
            let failed = recorded::body_failed(message, written, found);
            found.recorded = failed.map(|claim| Recorded {
                by: message.claims.get(claim).and_then(|claim| claim.writer.clone()),
                claims: vec![claim],
                dns: DkimResult::Pending,
            });
            (found.result, found.problem) = match failed {
                Some(_) => (DkimResult::Fail, Some(Problem::BodyHash)),
                None => (DkimResult::Pending, Some(Problem::NoBody)),
            };
        }
    }
    found
}

/// The signature that says most for a message: what a receiver that asks for DKIM goes by. Of several that
/// say the same, the top one; of those that are pending, one that an answer decides.
#[must_use]
pub fn best(verifications: &[Verification]) -> Option<&Verification> {
    let rank = |found: &Verification| match found.result {
        // A pass that does not count says nothing more.
        DkimResult::Pass | DkimResult::Pending if !found.counts() => DkimResult::BEST_FIRST.len(),
        result => DkimResult::BEST_FIRST.iter().position(|r| *r == result).unwrap_or_default(),
    };
    verifications.iter().min_by_key(|found| (rank(found), found.problem == Some(Problem::NoBody)))
}

/// The domains that signed or say so, top first.
pub fn signing_domains(message: &Message) -> impl Iterator<Item = Name> {
    message.signatures.iter().filter_map(|signature| Name::from_unicode(signature.domain.as_deref()?).ok())
}

fn one(index: usize, signature: &Signature, receipt: Receipt, answers: &Answers) -> Verification {
    let domain = signature.domain.as_deref().and_then(|domain| Name::from_unicode(domain).ok());
    let mut found = Verification {
        signature: index,
        domain,
        asked: None,
        key: None,
        header_intact: None,
        body_intact: None,
        result: DkimResult::Pending,
        problem: None,
        notes: Vec::new(),
        recorded: None,
        unanswered: Unanswered::default(),
    };
    match &signature.prepared {
        Ok(prepared) => {
            let state = &prepared.body.state;
            found.body_intact = (*state != BodyState::Absent).then_some(*state == BodyState::Intact);
            found.notes = notes(signature, prepared, receipt);
            (found.result, found.problem) = match found.check(signature, prepared, receipt, answers) {
                Ok(()) => (DkimResult::Pass, None),
                Err((result, problem)) => (result, problem),
            };
        }
        Err(SignatureFault::CutOff) => found.problem = Some(Problem::NoBody),
        Err(SignatureFault::Unsupported(tag)) => {
            (found.result, found.problem) = (DkimResult::Neutral, Some(Problem::Unsupported(Unsupported::Tag(tag))));
        }
        Err(fault) => {
            // RFC 8601: neutral for syntax, permerror where a field is missing that has to be signed.
            found.result = match fault {
                SignatureFault::FromNotSigned => DkimResult::PermError,
                _ => DkimResult::Neutral,
            };
            found.problem = Some(Problem::SignatureSyntax(SyntaxFault::Field(fault.clone())));
        }
    }
    found
}

/// A result that is not a pass, and why.
type Refused = (DkimResult, Option<Problem>);

impl Verification {
    /// The checks of RFC 6376 section 6.1 in its order. Of a signature that has expired, the key is looked at
    /// as well: whether it would have passed is worth knowing.
    fn check(
        &mut self,
        signature: &Signature,
        prepared: &Prepared,
        receipt: Receipt,
        answers: &Answers,
    ) -> Result<(), Refused> {
        let syntax = |fault| (DkimResult::Neutral, Some(Problem::SignatureSyntax(fault)));
        let domain = self.domain.clone().ok_or(syntax(SyntaxFault::KeyName))?;
        let identity = match &signature.identity {
            Some(identity) => {
                let of = identity.rsplit_once('@').map_or("", |(_, domain)| domain);
                let of = Name::from_unicode(of).ok().filter(|of| of.is_within(&domain));
                of.ok_or(syntax(SyntaxFault::IdentityOutside { strict: false }))?
            }
            None => domain.clone(),
        };
        let selector = signature.selector.as_deref().unwrap_or_default();
        let name = Name::from_unicode(&format!("{selector}._domainkey.{domain}"));
        let question = Question::new(name.map_err(|_| syntax(SyntaxFault::KeyName))?, RecordType::Txt);
        let answer = answers.look_up(&question).map_err(|open| self.unanswered.need(open)).ok();
        self.asked = Some(Asked { question, answer: answer.clone() });
        let with_key = match answer {
            Some(answer) => self.with_key(&answer, prepared, &identity, &domain),
            None => Err((DkimResult::Pending, None)),
        };
        let expires = signature.expiration.map(|at| i64::try_from(at).unwrap_or(i64::MAX));
        if expires.is_some_and(|at| receipt.at > at) {
            return Err((DkimResult::Fail, Some(Problem::Expired)));
        }
        with_key
    }

    fn with_key(
        &mut self,
        answer: &Answer,
        prepared: &Prepared,
        identity: &Name,
        domain: &Name,
    ) -> Result<(), Refused> {
        if answer.outcome.is_error() {
            return Err((DkimResult::TempError, None));
        }
        let records = answer.records().iter().filter_map(|record| record.data.txt()).take(KEY_RECORDS);
        let read: Vec<Result<Key, KeyFault>> = records
            .map(|text| Key::read(&text, prepared.algorithm))
            // Another kind of record is not there for this question.
            .filter(|read| *read != Err(KeyFault::NotAKey))
            .collect();
        if read.len() > 1 {
            self.notes.push(Note::SeveralKeys);
        }
        let (keys, faults): (Vec<_>, Vec<_>) = read.into_iter().partition(Result::is_ok);
        let verifies = |key: &Key| key.verifies(prepared.algorithm, &prepared.header_hash, &prepared.signature);
        let fits = |key: &Key| prepared.fits.with(&key.text, || verifies(key));
        let mut keys: Vec<(Key, bool)> = keys
            .into_iter()
            .flatten()
            .map(|key| {
                let fits = fits(&key);
                (key, fits)
            })
            .collect();
        // The one that fits, if any does: the order of records means nothing.
        keys.sort_by_key(|(_, fits)| !fits);
        let Some((key, fits)) = keys.into_iter().next() else {
            return Err((DkimResult::PermError, Some(without_key(faults.into_iter().find_map(Result::err)))));
        };
        self.header_intact = Some(fits);
        if key.bits.is_some_and(|bits| bits < SHORTEST_KEY) {
            self.notes.push(Note::ShortKey);
        }
        if key.testing {
            self.notes.push(Note::Testing);
        }
        let strict = key.strict;
        self.key = Some(key);
        if strict && identity != domain {
            let fault = SyntaxFault::IdentityOutside { strict: true };
            return Err((DkimResult::PermError, Some(Problem::SignatureSyntax(fault))));
        }
        if self.body_intact == Some(false) {
            return Err((DkimResult::Fail, Some(Problem::BodyHash)));
        }
        if fits { Ok(()) } else { Err((DkimResult::Fail, Some(Problem::Signature))) }
    }
}

/// The bits that an RSA key has at least (RFC 8301 section 3.2).
const SHORTEST_KEY: usize = 1024;

/// What is wrong where no record can be used.
fn without_key(fault: Option<KeyFault>) -> Problem {
    match fault {
        None => Problem::NoKey,
        Some(KeyFault::Revoked) => Problem::Revoked,
        Some(fault @ (KeyFault::OtherType | KeyFault::HashNotAllowed | KeyFault::NotForMail | KeyFault::Size(_))) => {
            Problem::Unsupported(Unsupported::Key(fault))
        }
        Some(fault) => Problem::KeySyntax(fault),
    }
}

/// What is to be known of a signature whatever its key.
fn notes(signature: &Signature, prepared: &Prepared, receipt: Receipt) -> Vec<Note> {
    let made = signature.timestamp.map(|at| i64::try_from(at).unwrap_or(i64::MAX));
    [
        (prepared.algorithm == Algorithm::RsaSha1, Note::ObsoleteHash),
        (made.is_some_and(|at| at > receipt.at), Note::MadeInFuture),
        (prepared.body.covered < prepared.body.length || signature.length == Some(0), Note::BodyNotCovered),
        (signature.unsigned.contains(&"From"), Note::FromNotCovered),
    ]
    .into_iter()
    .filter_map(|(holds, note)| holds.then_some(note))
    .collect()
}
