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

/// A text of several lines without anything unsafe but newlines and, if `colour`, changes of colour.
///
/// The last guard before a terminal, for what was put together without care.
pub fn screen(text: &str, colour: bool) -> Cow<'_, str> {
    if is_printable_ascii(text) || !text.chars().any(|c| c != '\n' && is_unsafe(c)) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let colour = if colour && c == '\u{1b}' { colour_change(rest) } else { None };
        let (taken, kept) = match colour {
            Some(length) => rest.split_at(length),
            None => rest.split_at(c.len_utf8()),
        };
        match (colour, c) {
            (None, '\t' | '\r') => safe.push(' '),
            (None, c) if c != '\n' && is_unsafe(c) => safe.push('\u{fffd}'),
            _ => safe.push_str(taken),
        }
        rest = kept;
    }
    Cow::Owned(safe)
}

/// The length of the escape sequence for a colour at the start, like `ESC [ 31 m`.
fn colour_change(text: &str) -> Option<usize> {
    let parameters = text.strip_prefix("\u{1b}[")?;
    let end = parameters.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    parameters[end..].starts_with('m').then_some("\u{1b}[".len() + end + 1)
}

/// JSON whose strings hold nothing unsafe, only escapes for it. JSON escapes C0 controls itself.
pub fn json(text: &str) -> Cow<'_, str> {
    let passes = |c: char| c == '\n' || !is_unsafe(c);
    if is_printable_ascii(text) || text.chars().all(passes) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if passes(c) { safe.push(c) } else { safe.push_str(&format!("\\u{:04x}", c as u32)) }
    }
    Cow::Owned(safe)
}

/// JSON in which everything that is not ASCII is an escape, for a reader that would decode it wrongly.
pub fn ascii_json(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() * 2);
    let mut units = [0; 2];
    for c in text.chars() {
        if c.is_ascii() {
            safe.push(c);
        } else {
            for unit in c.encode_utf16(&mut units) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    Cow::Owned(safe)
}

/// Quick to find out, and true of nearly everything. Newlines count as printable.
fn is_printable_ascii(text: &str) -> bool {
    text.bytes().all(|byte| byte == b'\n' || (b' '..0x7f).contains(&byte))
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

    #[test]
    fn the_last_guard_lets_only_colours_and_newlines_pass() {
        assert_eq!(screen("a\n\u{1b}[31mb\u{1b}[0m", true), "a\n\u{1b}[31mb\u{1b}[0m");
        assert_eq!(screen("\u{1b}[31mb", false), "\u{fffd}[31mb");
        assert_eq!(screen("\u{1b}[2Jb\u{1b}", true), "\u{fffd}[2Jb\u{fffd}");
        assert_eq!(screen("\u{1b}]0;title\u{7}", true), "\u{fffd}]0;title\u{fffd}");
    }

    #[test]
    fn json_stays_the_same_value() {
        let value = serde_json::json!("a\u{9b}31m\u{202e}\u{7f}\n");
        let text = serde_json::to_string(&value).unwrap();
        let safe = json(&text);
        assert!(safe.is_ascii(), "{safe}");
        let all = "Zürich \u{1f4e6} \u{202e}";
        let text = serde_json::to_string(all).unwrap();
        let ascii = ascii_json(&text);
        assert_eq!(ascii, r#""Z\u00fcrich \ud83d\udce6 \u202e""#);
        assert_eq!(serde_json::from_str::<String>(&ascii).unwrap(), all);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&safe).unwrap(), value);
    }
}
