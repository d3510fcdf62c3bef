//! The walk in words: each step as a title, the lines that appear, and what a teacher would say.

mod checks;
mod conversation;
mod inquiry;
mod keys;
mod quiz;
mod texts;

pub use keys::WalkKeys;
pub use texts::WalkText;

use super::common::{self, Sign};
use super::dmarc::DmarcText;
use super::{lane, remedy, sentence};
use crate::case::Case;
use crate::identity::TakenFrom;
use crate::message::Message;
use crate::receiver::{Because, CheckKind, CheckResult, IdentityKind, Profiles, Verdict};
use crate::remedy::{Advice, Form, Help, Instead, Published, Relation};
use crate::settings::{Charset, Lang};
use crate::text::{Shown, fit_address, truncate_middle, width, wrap};
use crate::walk::{Doubt, Event, Scene, Side, Step};
use std::borrow::Cow;
use std::ops::Range;

/// What a line of a step is; renderers put a mark before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// What the client says.
    Client,
    /// What the server says.
    Server,
    /// A header field.
    Field,
    /// A question to the DNS.
    Question,
    /// Its answer.
    Answer,
    /// Something with an outcome.
    Signed(Sign),
    /// A rule, or a record to publish.
    Rule,
    /// What continues the line above, or stands for itself.
    Plain,
}

impl Mark {
    /// The columns that every mark takes.
    pub const COLUMNS: usize = 3;

    /// The mark, up to [`Mark::COLUMNS`] wide.
    #[must_use]
    pub fn text(self, charset: Charset) -> String {
        match self {
            Self::Client => "<<<".to_owned(),
            Self::Server => ">>>".to_owned(),
            Self::Question => "  ?".to_owned(),
            Self::Answer => "  =".to_owned(),
            Self::Signed(sign) => format!("  {}", sign.glyph(charset)),
            Self::Rule => " ->".to_owned(),
            Self::Field | Self::Plain => String::new(),
        }
    }
}

/// A line of a step; all texts are safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub mark: Mark,
    /// Its text.
    pub text: String,
    /// Where an address stands in it, which is cut where there is no room.
    pub address: Option<Range<usize>>,
    /// A remark beside it; empty for none.
    pub aside: String,
    /// What it is about, if a receiver may look at that: it lights up.
    pub about: Option<About>,
}

/// What a receiver may look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the field's")]
pub enum About {
    Client,
    Helo,
    MailFrom,
    HeaderFrom,
    Pra,
    /// A header field that names a sender and is none of these.
    Header,
    /// The address that a rule is about, or a record to publish.
    Subject,
}

impl Line {
    fn new(mark: Mark, text: impl Into<String>) -> Self {
        Self { mark, text: text.into(), address: None, aside: String::new(), about: None }
    }

    /// A line with an address in it.
    fn of_address(mark: Mark, before: &str, address: &str, after: &str) -> Self {
        let range = before.len()..before.len() + address.len();
        Self { address: Some(range), ..Self::new(mark, format!("{before}{address}{after}")) }
    }

    /// The text in lines of at most so many columns: an address is cut to fit, anything else wrapped.
    #[must_use]
    pub fn fitted(&self, columns: usize) -> Vec<String> {
        let room = columns.max(1);
        let parts = self.address.clone().and_then(|range| {
            Some((self.text.get(..range.start)?, self.text.get(range.clone())?, self.text.get(range.end..)?))
        });
        match parts {
            Some((before, address, after)) if width(&self.text) > room => {
                let address = fit_address(address, room.saturating_sub(width(before) + width(after)));
                wrap(&format!("{before}{address}{after}"), room)
            }
            _ => wrap(&self.text, room),
        }
    }

    fn beside(self, aside: impl Into<String>) -> Self {
        Self { aside: aside.into(), ..self }
    }

    fn lit(self, about: About) -> Self {
        Self { about: Some(about), ..self }
    }

    /// A line that stands for itself.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self::new(Mark::Plain, text)
    }
}

/// A question to a learner in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The question.
    pub question: String,
    /// The choices.
    pub choices: Vec<Line>,
    /// Why a choice is not the true one, for each; empty where there is nothing to say.
    pub whys: Vec<String>,
    /// The true one: index into `choices`.
    pub answer: usize,
}

/// Columns of a header field; of a longer one the beginning and the end are shown.
const FIELD_COLUMNS: usize = 200;

/// A step in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Where it takes place.
    pub scene: Scene,
    /// What happens, in a few words.
    pub title: String,
    /// Whether that heads the lines of the steps after it.
    pub is_heading: bool,
    /// What appears.
    pub lines: Vec<Line>,
    /// What there is to say about it, a sentence or two each.
    pub text: Vec<String>,
    /// What was inferred, or is missing.
    pub doubts: Vec<String>,
    /// What a learner can be asked before the step.
    pub quiz: Option<Asked>,
}

/// What a step says before its doubts and its quiz are added.
#[derive(Default)]
struct Said {
    title: String,
    lines: Vec<Line>,
    text: Vec<String>,
}

/// Tells the steps of a walk.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    /// The message.
    pub message: &'a Message,
    /// What was found.
    pub case: &'a Case,
    /// The profiles that judged.
    pub profiles: &'a Profiles,
    /// The two verdicts: indices into [`Case::verdicts`].
    pub verdicts: (usize, usize),
    /// The language.
    pub lang: Lang,
    /// Whether options of the command line are named: elsewhere keys stand for them.
    pub names_options: bool,
}

impl Teller<'_> {
    /// A step in words.
    #[must_use]
    pub fn tell(&self, step: &Step<'_>) -> Told {
        let receiver = match step.scene {
            Scene::Receiver(side) => self.receiver(side),
            Scene::Conversation | Scene::End => String::new(),
        };
        let said = match &step.event {
            Event::Connection { .. }
            | Event::Greeting { .. }
            | Event::Ehlo { .. }
            | Event::MailFrom { .. }
            | Event::Recipient
            | Event::Data
            | Event::Header { .. }
            | Event::Pra { .. } => self.conversation(&step.event),
            Event::Parting { verdicts } => self.parting(*verdicts),
            Event::Cure { advice, index } => self.cure(advice, *index),
            Event::Instead { instead } => Said {
                title: WalkText::NoCure.text(self.lang),
                lines: Vec::new(),
                text: vec![remedy::instead(&self.helpful(instead), self.lang)],
            },
            event => self.inquiry(event, &receiver),
        };
        let Said { title, lines, text } = said;
        let doubts = step.doubts.iter().map(|doubt| self.doubt(doubt)).collect();
        let quiz = step.quiz.as_ref().map(|quiz| self.quiz(quiz, &receiver));
        Told {
            scene: step.scene,
            title,
            is_heading: matches!(
                step.event,
                Event::LooksAt { .. } | Event::Identifier { .. } | Event::Signatures { .. } | Event::ReverseDns { .. }
            ),
            lines,
            text,
            doubts,
            quiz,
        }
    }

    /// What the rule of a step looks at, where the step is that it does.
    #[must_use]
    pub fn about(&self, step: &Step<'_>) -> Option<About> {
        let rule = match &step.event {
            Event::LooksAt { lane } => lane.rule?,
            Event::Identifier { .. } => return Some(self.about_mail_from()),
            Event::ReverseDns { .. } => return Some(About::Client),
            _ => return None,
        };
        match (rule.check, rule.or_dkim.or(rule.identity)) {
            (CheckKind::Spf | CheckKind::Dkim, Some(IdentityKind::MailFrom)) => Some(self.about_mail_from()),
            (CheckKind::Spf, Some(IdentityKind::Helo)) => Some(About::Helo),
            (CheckKind::Spf, Some(IdentityKind::Pra)) => Some(About::Pra),
            (CheckKind::Spf | CheckKind::Dmarc | CheckKind::Carrier, _) => Some(About::HeaderFrom),
            _ => None,
        }
    }

    fn about_mail_from(&self) -> About {
        let is_null = self.case.identities.mail_from.as_ref().is_some_and(|found| found.value.null_sender);
        if is_null { About::Helo } else { About::MailFrom }
    }

    /// The name of the receiver on a side.
    #[must_use]
    pub fn receiver(&self, side: Side) -> String {
        let index = match side {
            Side::Left => self.verdicts.0,
            Side::Right => self.verdicts.1,
        };
        self.case.verdicts.get(index).map(|verdict| self.receiver_of(verdict)).unwrap_or_default()
    }

    fn receiver_of(&self, verdict: &Verdict) -> String {
        Shown::new(&common::receiver(&verdict.receiver, self.profiles, self.lang)).to_string()
    }

    fn text(&self, text: WalkText<'_>) -> String {
        text.text(self.lang)
    }

    fn parting(&self, (left, right): (usize, usize)) -> Said {
        let lines = [left, right].into_iter().filter_map(|index| self.case.verdicts.get(index)).map(|verdict| {
            let decision = common::decision(verdict.decision, self.lang);
            let (receiver, sign) = (self.receiver_of(verdict), Sign::from(verdict.decision));
            let text = WalkText::VerdictIs { receiver: &receiver, decision: &decision };
            Line::new(Mark::Signed(sign), self.text(text))
        });
        let sentence = sentence::parting(self.case, left, right, self.profiles, self.lang);
        Said { title: self.text(WalkText::BothVerdicts), lines: lines.collect(), text: sentence.into_iter().collect() }
    }

    fn cure(&self, advice: &Advice, index: usize) -> Said {
        let Some(cure) = advice.remedies.get(index) else { return Said::default() };
        let mut lines = vec![Line::new(Mark::Plain, remedy::head(advice, index, self.lang))];
        let forms = cure.forms.iter().map(Form::line);
        let records = forms.chain(cure.records.iter().map(Published::line));
        let records = records.map(|record| Shown::new(&record).to_string());
        lines.extend(records.map(|record| Line::new(Mark::Rule, record).lit(About::Subject)));
        let mut text = vec![self.text(WalkText::Flips { flips: &remedy::flips_of(cure, self.lang) })];
        let together = remedy::together(cure, self.lang);
        text.extend(together.map(|flips| self.text(WalkText::FlipsTogether { flips: &flips })));
        text.extend(advice.new_notes(index).map(|note| remedy::note(note, self.lang)));
        let (left, right) = self.verdicts;
        let ids: Vec<&str> =
            [left, right].iter().filter_map(|at| Some(self.case.verdicts.get(*at)?.receiver.as_str())).collect();
        let mut flips = cure.flips.iter().chain(&cure.together);
        let is_of_these = flips.any(|flip| ids.contains(&flip.receiver.as_str()));
        let title = match (advice.relation(index), self.case.parting) {
            (Relation::Instead, _) => WalkText::AnotherCure,
            _ if !is_of_these => WalkText::CureOfOthers,
            (Relation::Besides, _) => WalkText::CureBesides,
            (Relation::First, Some(_)) => WalkText::Cure,
            (Relation::First, None) => WalkText::CureOne,
        };
        Said { title: self.text(title), lines, text }
    }

    /// What helps instead of a record, as far as it can be named here.
    fn helpful(&self, instead: &Instead) -> Instead {
        let is_option = |help: &Help| matches!(help, Help::Client | Help::Via);
        let helps = instead.helps.iter().filter(|help| self.names_options || !is_option(help)).cloned().collect();
        Instead { why: instead.why.clone(), helps }
    }

    fn doubt(&self, doubt: &Doubt<'_>) -> String {
        let text = match doubt {
            Doubt::TakenFrom(TakenFrom::Option) => WalkText::Given,
            Doubt::TakenFrom(TakenFrom::Via) => WalkText::AssumedHere,
            Doubt::TakenFrom(evidence) => {
                let what = Shown::new(&lane::field_name(evidence.as_str()));
                return self.text(WalkText::TakenFrom { what: &what });
            }
            Doubt::NoClient => WalkText::NoClient,
            Doubt::NoHelo => WalkText::NoHelo,
            Doubt::NoMailFrom => WalkText::NoMailFrom,
            Doubt::Undefined(identity) => {
                let why = identity
                    .problem
                    .map(|problem| sentence::header_problem(problem, identity.taken_from.as_deref(), self.lang));
                return self.text(WalkText::Undefined { why: &why.unwrap_or_default() });
            }
            Doubt::Lenient(address) => return self.text(WalkText::Lenient { address: &Shown::new(&address.text) }),
            Doubt::Unanswered(question) => {
                let question = Shown::new(&format!("{} {}", question.name, question.rtype));
                return self.text(WalkText::Unanswered { question: &question });
            }
            Doubt::Warning(warning) => return sentence::warning(warning, self.message, self.lang),
        };
        self.text(text)
    }

    /// A header field as a reader's program would show it.
    fn field(&self, index: usize) -> String {
        let Some(field) = self.message.fields.get(index) else { return String::new() };
        let text = Shown::new(&format!("{}: {}", field.name, self.message.decoded(field).trim()));
        truncate_middle(text.as_str(), FIELD_COLUMNS)
    }

    /// What a rule checks: `SPF of MAIL FROM`.
    fn check(&self, rule: &Because) -> String {
        let identity = match (rule.check, rule.identity) {
            (CheckKind::Spf, Some(IdentityKind::HeaderFrom) | None) => lane::LaneText::FromField.text(self.lang),
            (CheckKind::Spf, Some(IdentityKind::Pra)) => self.text(WalkText::ThePra),
            (CheckKind::Spf, Some(identity)) => common::identity(identity, self.lang),
            // Of a carrier's domain it is SPF that decides.
            (CheckKind::Carrier, _) if rule.result != CheckResult::OtherDomain => {
                lane::LaneText::FromField.text(self.lang)
            }
            (check, _) => return common::check(check, self.lang),
        };
        self.text(WalkText::SpfOf { what: &identity })
    }

    /// The result of a check in a word.
    fn result(&self, rule: &Because) -> String {
        let result = rule.result.as_str();
        match rule.result.policy() {
            _ if rule.result == CheckResult::OtherDomain => self.text(WalkText::OtherThanCarrier),
            Some(policy) => DmarcText::WithPolicy { result: &result, policy: &policy.as_str() }.text(self.lang),
            None => result.to_owned(),
        }
    }

    /// What a rule looks at.
    fn looks_at(&self, rule: &Because) -> String {
        let what = lane::looks_at(self.case, &first(rule), self.lang);
        match rule.or_dkim {
            Some(_) => self.text(WalkText::OrDkim { what: &what }),
            None => what,
        }
    }
}

/// A rule as it begins: one that came to rest on a signature looks at SPF before.
fn first(rule: &Because) -> Cow<'_, Because> {
    match rule.or_dkim {
        Some(identity) if rule.check == CheckKind::Dkim => {
            Cow::Owned(Because { check: CheckKind::Spf, identity: Some(identity), ..rule.clone() })
        }
        _ => Cow::Borrowed(rule),
    }
}
