//! The program in a pseudo terminal, started with paths that may not be there.

use crate::support::pty as support;

use support::Session;

#[test]
fn where_no_path_is_found_there_is_no_screen_but_an_error() {
    let line = r#"exec "$TWOFROM" /nonexistent/a.eml /nonexistent/b.eml"#;
    let mut session = Session::shell(line, 24, 80, &[]);
    session.wait_for("/nonexistent/b.eml");
    assert_eq!(session.end(), 2);
    assert!(!session.has_written("\x1b[?1049h"), "the screen of the shell stays");
}

#[test]
fn where_one_path_is_found_the_screen_opens() {
    let line = r#"exec "$TWOFROM" samples/ses-default.eml /nonexistent/b.eml"#;
    let line = format!("cd '{}' && {line}", env!("CARGO_MANIFEST_DIR"));
    let mut session = Session::shell(&line, 24, 80, &[]);
    session.wait_for("1/2");
    session.press("q");
    assert_eq!(session.end(), 0);
}
