//! Every word a person reads, in English and Japanese. The `catalogue!` macro checks ids, arguments
//! and both languages at compile time: a text without one of them does not build.

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
                        (Self::$id $({ $($arg),+ })?, $crate::settings::Lang::Ja) => format!($ja $($(, $arg = $arg)+)?),
                    )+
                    (Self::Lifetime(never, _), _) => match never {},
                }
            }
        }
    };
}

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
pub mod path;
pub mod profiles;
pub mod raw;
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
