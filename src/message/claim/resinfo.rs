//! The results in a field: `method=result` with properties (RFC 8601 section 2.2), or the one result
//! of Received-SPF (RFC 7208 section 9.1).

use super::MethodResult;
use super::comment::Comment;
use super::pairs::{Item, Pair, Text, items};
use crate::message::limits::Hits;
use crate::message::{Limits, Span};

/// The name of the limit on one name or address.
const RECORDED_BYTES: &str = "recorded_bytes";

/// Everything that stands in a field.
#[derive(Default)]
pub(super) struct Record<'a> {
    /// The authserv-id.
    pub writer: Option<String>,
    /// The instance of an ARC set.
    pub instance: Option<u32>,
    pub results: Vec<Result<'a>>,
    /// The limit because of which something was not read.
    pub cut: Option<&'static str>,
}

impl<'a> Record<'a> {
    /// Takes a result that was read to its end.
    fn take(&mut self, result: Option<Result<'a>>) {
        let room = self.results.len() < Limits::DEFAULT.results;
        if result.is_some() && !room {
            self.cut = Some("results");
        }
        self.results.extend(result.filter(|_| room));
    }
}

/// One result.
pub(super) struct Result<'a> {
    pub method: String,
    pub outcome: String,
    /// Where the outcome stands in the message.
    pub span: Option<Span>,
    pub pairs: Vec<Pair>,
    /// The comment right beside the result.
    pub comment: Option<Comment<'a>>,
    /// All comments of the result.
    pub comments: Vec<Comment<'a>>,
}

impl<'a> Result<'a> {
    fn new(method: &str, result: &str, span: Option<Span>) -> Self {
        Self {
            method: method.to_ascii_lowercase(),
            outcome: result.to_ascii_lowercase(),
            span,
            pairs: Vec::new(),
            comment: None,
            comments: Vec::new(),
        }
    }

    pub(super) fn pair(&self, key: &str) -> Option<&Pair> {
        self.pairs.iter().find(|pair| pair.key == key)
    }

    /// Whether no other pair of this key has another value.
    pub(super) fn is_sole(&self, pair: &Pair) -> bool {
        self.pairs.iter().all(|other| other.key != pair.key || other.value == pair.value)
    }

    fn push(&mut self, item: Item<'a>) {
        match item {
            Item::Pair(pair) => self.pairs.push(pair),
            Item::Comment(comment) => {
                if self.pairs.is_empty() && self.comment.is_none() {
                    self.comment = Some(comment.clone());
                }
                self.comments.push(comment);
            }
            Item::Word(..) | Item::Separator => {}
        }
    }

    pub(super) fn into_public(self) -> MethodResult {
        MethodResult {
            method: self.method,
            result: self.outcome,
            properties: self.pairs.into_iter().map(|pair| (pair.key, pair.value)).collect(),
            comment: self.comment.map(|comment| comment.to_text()),
            comments: self.comments.iter().map(Comment::to_text).collect(),
            span: self.span,
        }
    }
}

/// `pass (comment) key=value; key=value`, the pairs separated by `;` or by nothing but blanks.
pub(super) fn received_spf<'a>(text: Text<'a>, hits: &mut Hits) -> Record<'a> {
    let mut result: Option<Result<'_>> = None;
    let mut before = Vec::new();
    let (items, cut) = items(text, hits);
    for item in items {
        match (&mut result, item) {
            (None, Item::Word(word, span)) => result = Some(Result::new("spf", word.trim_end_matches(','), span)),
            (None, Item::Separator) => {}
            (None, item) => before.push(item),
            (Some(result), item) => result.push(item),
        }
    }
    // A field without a result may still tell the client.
    let mut result = result.unwrap_or_else(|| Result::new("spf", "", None));
    for item in before {
        result.push(item);
    }
    Record { results: vec![result], cut: cut.then_some(RECORDED_BYTES), ..Record::default() }
}

/// `authserv-id 1; method=result property=value; …`; without the id in Microsoft's form, and after an
/// `i=1;` in an ARC field.
pub(super) fn authentication_results<'a>(text: Text<'a>, hits: &mut Hits) -> Record<'a> {
    let mut record = Record::default();
    let mut open: Option<Result<'_>> = None;
    // Whether something other than the instance of ARC stood before: then a word is no authserv-id.
    let mut begun = false;
    let (items, cut) = items(text, hits);
    record.cut = cut.then_some(RECORDED_BYTES);
    for item in items {
        match item {
            Item::Separator => record.take(open.take()),
            Item::Pair(pair) if !begun && pair.key == "i" => record.instance = pair.value.parse().ok(),
            Item::Pair(pair) if open.is_none() || is_method(&pair.key) => {
                begun = true;
                record.take(open.take());
                let method = pair.key.split('/').next().unwrap_or_default();
                open = Some(Result::new(method, &pair.value, pair.span));
            }
            Item::Word(word, _) => {
                // `none` alone is the result of no method (RFC 8601 section 2.2).
                if !begun && !word.eq_ignore_ascii_case("none") {
                    record.writer = Some(word.trim_matches('"').to_owned()).filter(|name| !name.is_empty());
                }
                begun = true;
            }
            item => {
                if let Some(result) = &mut open {
                    result.push(item);
                }
            }
        }
    }
    record.take(open);
    record
}

/// Methods that begin a new result even where the `;` before them is missing.
fn is_method(key: &str) -> bool {
    const METHODS: [&str; 13] = [
        "arc",
        "auth",
        "bimi",
        "compauth",
        "dkim",
        "dkim-adsp",
        "dkim-atps",
        "dmarc",
        "domainkeys",
        "iprev",
        "sender-id",
        "senderid",
        "spf",
    ];
    METHODS.contains(&key.split('/').next().unwrap_or_default())
}
