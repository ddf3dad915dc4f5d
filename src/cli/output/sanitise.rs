//! Text that came from a file or a server is stripped of control characters before it reaches a terminal.

use std::borrow::Cow;

/// `text` without anything that could move a cursor, change a colour or reorder a line.
///
/// C0 and C1 controls, DEL and the bidirectional overrides become U+FFFD; a newline or tab becomes a space.
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|c| match c {
                '\n' | '\t' | '\r' => ' ',
                c if is_unsafe(c) => '\u{fffd}',
                c => c,
            })
            .collect(),
    )
}

fn is_unsafe(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_do_not_pass() {
        assert_eq!(line("plain"), "plain");
        assert_eq!(line("\u{1b}[31mred\u{9b}0m\nx\u{202e}y"), "\u{fffd}[31mred\u{fffd}0m x\u{fffd}y");
    }
}
