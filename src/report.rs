//! Renderers that write: one file a format. Each renders the same [`Case`].

mod caret;
pub mod claims;
pub mod json;
pub mod markdown;
pub mod page;
pub mod paint;
pub mod receivers;
pub mod remedy;
pub mod senders;
mod sources;
pub mod text;
pub mod walk;

use crate::case::Case;
use crate::dns::{Answers, Question};
use crate::identity::Warning;
use crate::message::Message;
use crate::receiver::Profiles;
use crate::remedy::Advice;
use crate::resolver::Tally;
use crate::settings::{Charset, Lang};
use crate::source::Opened;
use crate::spf::Evaluation;
use crate::text::Shown;
use crate::words::report::ReportText;
use crate::words::{dkim, sentence};

/// How a report looks.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The language.
    pub lang: Lang,
    /// The characters that may be drawn.
    pub charset: Charset,
    /// The columns that there are.
    pub columns: usize,
}

/// One judged message as a report gets it.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'a> {
    /// The path as given, `-`, or `sample:NAME`.
    pub path: &'a str,
    /// Which message of the path it is, counted from 0.
    pub index: usize,
    /// How many messages the path holds.
    pub count: usize,
    /// The zone file's path, `live` or `offline`.
    pub dns: &'a str,
    /// What was asked for it, where the network was.
    pub tally: Option<&'a Tally>,
    /// The message.
    pub message: &'a Message,
    /// The answers, for what is supposed.
    pub answers: &'a Answers,
    /// What was found.
    pub case: &'a Case,
    /// The profiles that judged.
    pub profiles: &'a Profiles,
    /// The story of a bundled sample.
    pub story: Option<&'a str>,
    /// Whether what names people was replaced.
    pub redacted: bool,
    /// What to publish.
    pub advice: Option<&'a Advice>,
    /// The DNS host for which a remedy is written as it is typed there.
    pub typed_into: Option<&'a str>,
}

impl<'a> Judged<'a> {
    /// An opened message and its case.
    #[must_use]
    pub fn new(opened: &'a Opened, case: &'a Case, tally: Option<&'a Tally>, profiles: &'a Profiles) -> Self {
        Self {
            path: &opened.path,
            index: opened.index,
            count: opened.count,
            dns: &opened.dns,
            tally,
            message: &opened.message,
            answers: &opened.answers,
            case,
            profiles,
            story: opened.story,
            redacted: opened.redacted,
            advice: None,
            typed_into: None,
        }
    }

    /// What is doubtful and is to be said, as a code for programs and a sentence.
    #[must_use]
    pub fn warnings(&self, lang: Lang, said: impl Fn(&Warning) -> bool) -> Vec<(&'static str, String)> {
        let case = self.case;
        let of_message = case.identities.warnings.iter().filter(|warning| said(warning)).map(|warning| {
            (sentence::warning_code(warning, self.message), sentence::warning(warning, self.message, lang))
        });
        let spf = [&case.spf.mail_from, &case.spf.helo, &case.spf.header_from, &case.spf.pra, &case.spf.sender_id];
        let on_local_part = spf.into_iter().flatten().find_map(Evaluation::term_on_local_part);
        let of_redaction = on_local_part
            .filter(|_| self.redacted)
            .map(|term| ("redacted-local-part", ReportText::RedactedLocalPart { term: &Shown::new(term) }.text(lang)));
        let saved = dkim::saved(case, self.message, lang).map(|text| ("altered-file", text));
        of_message.chain(of_redaction).chain(saved).collect()
    }

    /// The questions that are open: a remedy may wait for more than the verdicts do.
    #[must_use]
    pub fn needed(&self) -> Vec<Question> {
        self.advice.map_or_else(|| self.case.unanswered.needed.clone(), |advice| advice.questions(self.case).needed)
    }

    /// The same with what to publish.
    #[must_use]
    pub fn advised(self, advice: &'a Advice, typed_into: Option<&'a str>) -> Self {
        Self { advice: Some(advice), typed_into, ..self }
    }
}
