//! Every word a person reads, in English and Japanese. The `catalogue!` macro checks ids, arguments
//! and both languages at compile time: a text without one of them does not build. Japanese text has a
//! blank beside Latin words and numbers, but none where an argument turns out to be Japanese as well.

use std::fmt::{Display, Formatter, Result};

/// Declares an enum of texts: `Id { argument, … } => { en: "…", ja: "…" }`. Both texts may use every
/// argument as `{argument}`. `Text::Id.text(lang)` gives a `String`.
macro_rules! catalogue {
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $( $id:ident $({ $($arg:ident),+ $(,)? })? => { en: $en:literal, ja: $ja:literal $(,)? } )+
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy)]
        #[allow(missing_docs, reason = "each variant's text is its documentation")]
        $vis enum $name<'a> {
            $( $id $({ $($arg: &'a dyn ::std::fmt::Display),+ })?, )+
            #[doc(hidden)]
            #[allow(dead_code, reason = "only binds the lifetime")]
            Lifetime(::std::convert::Infallible, ::std::marker::PhantomData<&'a ()>),
        }

        impl $name<'_> {
            /// The text in a language.
            #[must_use]
            $vis fn text(self, lang: $crate::settings::Lang) -> String {
                match (self, lang) {
                    $(
                        (Self::$id $({ $($arg),+ })?, $crate::settings::Lang::En) => format!($en $($(, $arg = $arg)+)?),
                        (Self::$id $({ $($arg),+ })?, $crate::settings::Lang::Ja) => $crate::words::joined(format!($ja $($(, $arg = $crate::words::Seamed($arg))+)?)),
                    )+
                    (Self::Lifetime(never, _), _) => match never {},
                }
            }
        }
    };
}

/// Marks where a Japanese argument begins or ends: a control character, which no text that is shown has.
const SEAM: char = '\u{1}';

/// An argument of a Japanese text, with seams where it is Japanese itself.
struct Seamed<'a>(&'a dyn Display);

impl Display for Seamed<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let text = self.0.to_string();
        let seam = |end: Option<char>| if end.is_some_and(is_japanese) { "\u{1}" } else { "" };
        write!(f, "{}{text}{}", seam(text.chars().next()), seam(text.chars().next_back()))
    }
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff01}'..='\u{ffef}')
}

/// The text without its seams, and without a blank between two Japanese words at one.
fn joined(text: String) -> String {
    if !text.contains(SEAM) {
        return text;
    }
    let mut joined = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let (mut at_seam, mut blank) = (false, false);
    while let Some(c) = rest.next() {
        match c {
            SEAM => at_seam = true,
            // Of several blanks, which keep columns apart, none goes.
            ' ' if !blank && rest.peek().is_some_and(|next| *next != ' ') && !joined.ends_with(' ') => blank = true,
            _ => {
                let seamless = at_seam && is_japanese(c) && joined.chars().next_back().is_some_and(is_japanese);
                if blank && !seamless {
                    joined.push(' ');
                }
                joined.push(c);
                (at_seam, blank) = (false, false);
            }
        }
    }
    if blank {
        joined.push(' ');
    }
    joined
}

pub mod caution;
pub mod claims;
pub mod common;
pub mod complaint;
pub mod dkim;
pub mod dmarc;
pub mod everyday;
pub mod fault;
pub mod help;
pub mod identities;
pub mod lane;
pub mod live;
pub mod notes;
pub mod page;
pub mod path;
pub mod profiles;
pub mod raw;
pub mod recorded;
pub mod remedy;
pub mod report;
pub mod rules;
pub mod senders;
pub mod sentence;
pub mod term;
pub mod ticket;
pub mod toml;
pub mod trace;
pub mod tui;
pub mod usage;
pub mod walk;
pub mod whatif;

#[cfg(test)]
mod tests {
    use super::rules::RulesText;
    use super::sentence::Sentence;
    use super::tui::TuiText;
    use crate::settings::Lang;

    #[test]
    fn japanese_arguments_have_no_blank_beside_japanese() {
        let on_left = |receiver: &str| RulesText::OnLeft { receiver: &receiver }.text(Lang::Ja);
        assert_eq!(on_left("Gmail"), "Gmail を左に出しました");
        assert_eq!(on_left("au なりすまし規制「高」"), "au なりすまし規制「高」を左に出しました");
        assert_eq!(RulesText::OnLeft { receiver: &"ドコモ" }.text(Lang::En), "ドコモ stands on the left now");
        assert_eq!(TuiText::Counted { count: &3, decision: &"受信" }.text(Lang::Ja), "受信 3");
        let junk = Sentence::JunkLine { text: &"つばめ 店  で " }.text(Lang::Ja);
        assert_eq!(junk, "ヘッダーにフィールドでない行があります: つばめ 店  で ");
    }
}
