use super::palette::{DARK, LIGHT};
use super::*;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

fn drawn(rows: &[(&str, Style)]) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 20, u16::try_from(rows.len()).unwrap()));
    for (y, (text, style)) in rows.iter().enumerate() {
        buffer.set_string(0, u16::try_from(y).unwrap(), text, *style);
    }
    svg(&buffer, &Caption { title: "a & b", description: "<1>", lang: Lang::Ja })
}

fn texts(svg: &str) -> Vec<&str> {
    svg.lines().filter(|line| line.starts_with("<text")).collect()
}

#[test]
fn wide_characters_hold_their_two_columns() {
    let svg = drawn(&[("ab 見る c", Style::new())]);
    assert_eq!(
        texts(&svg),
        [
            r#"<text class="text" x="0" y="15" textLength="18">ab</text>"#,
            r#"<text class="text w" x="27" y="15" textLength="36">見る</text>"#,
            r#"<text class="text" x="72" y="15" textLength="9">c</text>"#,
        ]
    );
}

#[test]
fn words_of_one_style_are_one_run_and_columns_apart_are_two() {
    let svg = drawn(&[("one two   three", Style::new())]);
    assert_eq!(
        texts(&svg),
        [
            r#"<text class="text" x="0" y="15" textLength="63">one two</text>"#,
            r#"<text class="text" x="90" y="15" textLength="45">three</text>"#,
        ]
    );
}

#[test]
fn styles_become_classes_and_reversed_text_a_ground() {
    let badge = Style::new().fg(Color::Red).add_modifier(Modifier::REVERSED | Modifier::BOLD);
    let svg = drawn(&[("no", badge), ("faint", Style::new().add_modifier(Modifier::DIM))]);
    assert!(svg.contains(r#"<rect class="c1" x="0" y="0" width="18" height="20"/>"#), "{svg}");
    assert_eq!(
        texts(&svg),
        [
            r#"<text class="page b" x="0" y="15" textLength="18">no</text>"#,
            r#"<text class="faint" x="0" y="35" textLength="45">faint</text>"#,
        ]
    );
    assert!(!svg.contains("c2"), "only the colours that are used: {svg}");
}

#[test]
fn a_frame_is_drawn_without_gaps() {
    let svg = drawn(&[("┌─┐", Style::new()), ("│ │", Style::new()), ("└─┘", Style::new())]);
    assert!(texts(&svg).is_empty());
    let top = "M4 10h19v1h-19z";
    let left = "M4 10h1v41h-1z";
    assert!(svg.contains(top) && svg.contains(left), "{svg}");
}

#[test]
fn nothing_of_a_screen_can_leave_its_element() {
    let svg = drawn(&[("</text><script>\"&", Style::new())]);
    assert!(svg.contains("&lt;/text&gt;&lt;script&gt;&quot;&amp;"), "{svg}");
    assert!(svg.contains("<title id=\"title\">a &amp; b</title>\n<desc id=\"description\">&lt;1&gt;</desc>"), "{svg}");
    assert_eq!(escape("a\u{1b}[2J\u{ffff}\u{85}\t"), "a\u{fffd}[2J\u{fffd}\u{fffd}\u{fffd}");
}

/// The relative luminance of a colour (WCAG 2.2).
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

#[test]
fn every_colour_is_legible_on_its_page() {
    for palette in [LIGHT, DARK] {
        for colour in palette.ansi.into_iter().chain([palette.text, palette.faint]) {
            let (one, other) = (luminance(colour), luminance(palette.page));
            let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
            assert!(contrast >= 4.5, "{colour} on {}: {contrast:.2}", palette.page);
        }
    }
}
