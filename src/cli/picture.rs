//! `--format svg`: the main screen of the terminal UI as a picture of one message.

use super::args::{Format, Options};
use crate::receiver::Profiles;
use crate::resolver::Tally;
use crate::source::{Desk, Opened};
use crate::words::complaint::Complaint;

/// Whether a picture that is asked for can be drawn.
pub fn ensure_possible(desk: &Desk, options: &Options) -> anyhow::Result<()> {
    if options.format == Some(Format::Svg) {
        let complaint = |complaint: Complaint<'_>| complaint.text(options.language());
        anyhow::ensure!(cfg!(feature = "tui"), complaint(Complaint::NoPictures));
        let count = desk.inputs.len();
        anyhow::ensure!(count == 1, complaint(Complaint::OnePicture { count: &count }));
    }
    Ok(())
}

/// Draws the picture of a judged message.
#[cfg(feature = "tui")]
pub fn draw(
    opened: &Opened,
    tally: Option<&Tally>,
    profiles: &'static Profiles,
    options: &Options,
) -> anyhow::Result<String> {
    use super::args::ColorArg;
    use crate::tui::{Look, picture};
    // A picture is no terminal: it has colours unless they are refused by name.
    let colour = !matches!(options.color, Some(ColorArg::Never));
    let look = Look { lang: options.language(), charset: options.characters(), colour };
    picture::verdict(opened.clone(), tally.cloned(), profiles, look).map_err(anyhow::Error::msg)
}

/// Nothing is drawn in this build.
#[cfg(not(feature = "tui"))]
pub fn draw(_: &Opened, _: Option<&Tally>, _: &'static Profiles, options: &Options) -> anyhow::Result<String> {
    anyhow::bail!(Complaint::NoPictures.text(options.language()))
}
