//! The help: what the two Froms are, the keys from the table of keys, what the signs mean.

use super::{framed, lines, parts, popup};
use crate::text::{pad, width, wrap};
use crate::tui::keymap::{Action, Binding, Context, Group, bindings};
use crate::tui::look::{Look, Tone};
use crate::tui::model::{Geometry, Model};
use crate::tui::screen::{List, Popup, Screen};
use crate::words::common::Sign;
use crate::words::everyday::EverydayText;
use crate::words::tui::TuiText;
use crate::words::whatif::WhatIfText;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Block;

/// Columns of the help at most: longer lines are hard to read.
const COLUMNS: u16 = 76;

/// Draws the help.
pub fn draw(model: &Model, list: &List, area: Rect, buffer: &mut Buffer) -> Geometry {
    let look = model.look;
    let place = popup(COLUMNS, area.height.saturating_sub(2).max(3), area);
    let title = format!(" {} ", look.text(TuiText::Help));
    let block = Block::bordered().border_set(look.border()).title(look.span(Tone::Strong, title));
    let inside = framed(block, place, buffer);
    let room = usize::from(inside.width);
    let text = text(model, room);
    let page = usize::from(inside.height);
    let end = text.len().saturating_sub(page);
    let top = list.at.min(end);
    let shown: Vec<Line<'static>> = text.iter().skip(top).take(page).cloned().collect();
    lines(&shown, inside, buffer);
    Geometry { end, page, top, ..Geometry::default() }
}

/// The lines of the help as they are laid out on the screen of the model.
pub fn lines_of(model: &Model) -> Vec<Line<'static>> {
    let columns = super::size(model).0.min(COLUMNS);
    text(model, usize::from(columns).saturating_sub(2))
}

fn text(model: &Model, room: usize) -> Vec<Line<'static>> {
    let look = model.look;
    let mut text = parts::paragraph(Tone::Plain, &look.text(TuiText::TwoFroms), room, look);
    let keys = bindings().map(|binding| width(&keys(binding))).max().unwrap_or(0).min(room / 2) + 2;
    let mut section = |title: String, bindings: Vec<&Binding>| {
        if bindings.is_empty() {
            return;
        }
        text.push(Line::default());
        text.push(look.line(Tone::Strong, format!(" {title}")));
        let mut told: Vec<(Action, String, String)> = Vec::new();
        for binding in bindings {
            let (of, says) = (self::keys(binding), (binding.text)(look.lang));
            match told.iter_mut().find(|(action, _, text)| *action == binding.action && *text == says) {
                Some((_, known, _)) if known.split(' ').any(|key| of.split(' ').any(|other| key == other)) => {}
                Some((_, known, _)) => *known = format!("{known} {of}"),
                None => told.push((binding.action, of, says)),
            }
        }
        for (_, of, says) in told {
            text.extend(entry(&of, Tone::Key, &says, keys, room, look));
        }
    };
    // What counts where one came from stands first, by what somebody new needs first.
    let below = model.popups.iter().rev().find(|popup| !matches!(popup, Popup::Help(_) | Popup::Search { .. }));
    let own = below.map_or(model.screen.context(), Popup::context);
    for group in Group::ALL {
        let of_group = bindings().filter(|b| b.is_in(own) && Group::of(b.action) == group);
        section(heading(group, look), of_group.collect());
    }
    let elsewhere = |b: &&Binding| !b.is_in(own) && is_shared(b) && !is_typed(b);
    section(look.text(TuiText::HelpElsewhere), bindings().filter(elsewhere).collect());
    let mut before = vec![own];
    for context in Context::ALL.into_iter().filter(|context| *context != own) {
        // What holds for several of them is told with the first; how a line is typed, where all of that is told.
        let told = |b: &Binding| before.iter().any(|context| b.is_in(*context));
        let here = |b: &&Binding| {
            if is_shared(b) {
                context == Context::Editor && is_typed(b) && !b.is_in(own)
            } else {
                b.is_in(context) && !told(b)
            }
        };
        section(title(context, look), bindings().filter(here).collect());
        before.push(context);
    }
    text.push(Line::default());
    text.push(look.line(Tone::Strong, format!(" {}", look.text(TuiText::HelpSigns))));
    for (sign, meaning) in [
        (Sign::Good, TuiText::SignGood),
        (Sign::Bad, TuiText::SignBad),
        (Sign::Doubt, TuiText::SignDoubt),
        (Sign::Junk, TuiText::SignJunk),
        (Sign::Nothing, TuiText::SignNothing),
        (Sign::Open, TuiText::SignOpen),
    ] {
        text.extend(entry(look.glyph(sign), Tone::Signed(sign), &look.text(meaning), keys, room, look));
    }
    text
}

fn heading(group: Group, look: Look) -> String {
    let heading = match group {
        Group::Search => return EverydayText::SearchTitle.text(look.lang),
        Group::Move => TuiText::HelpMove,
        Group::Views => TuiText::HelpViews,
        Group::Walk => Screen::Walk.title(),
        Group::WhatIf => TuiText::HelpWhatIf,
        Group::Messages => TuiText::HelpMail,
        Group::Carry => TuiText::HelpCarry,
        Group::Switches => TuiText::HelpSwitches,
        Group::Leave => TuiText::HelpLeave,
    };
    look.text(heading)
}

fn title(context: Context, look: Look) -> String {
    let title = match context {
        Context::Palette => return EverydayText::PaletteTitle.text(look.lang),
        Context::Filter => return EverydayText::HintFilter.text(look.lang),
        Context::Open => return EverydayText::OpenTitle.text(look.lang),
        Context::Save | Context::SaveWhat => return EverydayText::SaveTitle.text(look.lang),
        Context::Lane => TuiText::HintReceiver,
        Context::WhatIfs => return WhatIfText::WhatIfsTitle.text(look.lang),
        Context::Search => return EverydayText::SearchTitle.text(look.lang),
        Context::Verdict => TuiText::HelpVerdict,
        Context::Trace => Screen::Trace.title(),
        Context::Identities => Screen::Identities.title(),
        Context::Path => Screen::Path.title(),
        Context::Claims => Screen::Claims.title(),
        Context::Receivers => Screen::Receivers.title(),
        Context::Raw => Screen::Raw.title(),
        Context::Walk => Screen::Walk.title(),
        Context::Messages => TuiText::HelpMessages,
        Context::Via => TuiText::HelpVia,
        Context::Help => TuiText::Help,
        Context::Editor => TuiText::HelpEditor,
    };
    look.text(title)
}

/// Whether a key counts nearly everywhere.
fn is_shared(binding: &Binding) -> bool {
    binding.contexts.len() > 2
}

/// Whether a key counts only where a line is typed.
fn is_typed(binding: &Binding) -> bool {
    binding.contexts.iter().all(|context| context.is_typing())
}

fn keys(binding: &Binding) -> String {
    binding.keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn entry(keys: &str, tone: Tone, text: &str, key_columns: usize, room: usize, look: Look) -> Vec<Line<'static>> {
    wrap(text, room.saturating_sub(key_columns + 3).max(1))
        .into_iter()
        .enumerate()
        .map(|(index, text)| {
            let keys = if index == 0 { keys } else { "" };
            Line::from(vec![look.span(tone, format!("   {}", pad(keys, key_columns))), look.span(Tone::Plain, text)])
        })
        .collect()
}
