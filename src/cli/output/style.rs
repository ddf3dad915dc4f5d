//! Colour, and the few marks that tell good from bad. Everything reads the same without colour.

use super::sanitise;

/// Whether colour is used, and how things are marked.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Escape sequences may be written.
    pub colour: bool,
    /// Columns to fit a table into; `None` where the width is not known (a file, a pipe).
    pub width: Option<u16>,
}

impl Style {
    /// `text` as a heading.
    pub fn bold(&self, text: &str) -> String {
        self.paint("1", text)
    }

    /// `text` as something secondary.
    pub fn dim(&self, text: &str) -> String {
        self.paint("2", text)
    }

    /// `text` as something good.
    pub fn good(&self, text: &str) -> String {
        self.paint("32", text)
    }

    /// `text` as something to look at.
    pub fn warn(&self, text: &str) -> String {
        self.paint("33", text)
    }

    /// `text` as something bad.
    pub fn bad(&self, text: &str) -> String {
        self.paint("31", text)
    }

    /// `text` as it is, without what could harm a terminal.
    pub fn plain(&self, text: &str) -> String {
        sanitise::line(text).into_owned()
    }

    /// A sentence or more, broken between words where the width is known.
    pub fn paragraph(&self, text: &str) -> String {
        self.hanging("", 0, text)
    }

    /// The same, after something that is safe already and so many columns wide; further lines begin below the text.
    pub fn hanging(&self, lead: &str, columns: usize, text: &str) -> String {
        let text = self.plain(text);
        let Some(width) = self.width.map(usize::from) else { return format!("{lead}{text}\n") };
        // Where there is hardly room, an indent would take it all.
        let indent = if columns * 2 < width { columns } else { 0 };
        let mut lines = String::with_capacity(lead.len() + text.len() + 8);
        lines.push_str(lead);
        let (mut used, mut is_first) = (columns, true);
        for word in text.split(' ') {
            let length = word.chars().count();
            if !is_first && used + 1 + length > width {
                lines.push('\n');
                lines.extend(std::iter::repeat_n(' ', indent));
                used = indent;
            } else if !is_first {
                lines.push(' ');
                used += 1;
            }
            lines.push_str(word);
            used += length;
            is_first = false;
        }
        lines + "\n"
    }

    /// A table with a header, columns apart by two spaces, no lines: readable, and easy to cut.
    pub fn table<const N: usize>(
        &self,
        header: [&str; N],
        rows: impl IntoIterator<Item = [String; N]>,
    ) -> String {
        self.columns(&header, rows)
    }

    /// The same, where the number of columns is known only at run time.
    pub fn columns<R: IntoIterator<Item = String>>(
        &self,
        header: &[&str],
        rows: impl IntoIterator<Item = R>,
    ) -> String {
        let mut table = comfy_table::Table::new();
        table.load_style(comfy_table::presets::NOTHING);
        match self.width {
            Some(width) => {
                table.set_content_arrangement(comfy_table::ContentArrangement::Dynamic).set_width(width)
            }
            None => table.set_content_arrangement(comfy_table::ContentArrangement::Disabled),
        };
        table.set_header(header.iter().map(|cell| self.bold(cell)));
        for row in rows {
            table.add_row(row.into_iter().map(|cell| self.cell(cell)));
        }
        for column in table.column_iter_mut() {
            column.set_padding((0, 2));
        }
        let mut text = String::new();
        for line in table.lines() {
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// A cell that was painted is safe already, and sanitising it would take its colour.
    fn cell(&self, cell: String) -> String {
        if self.colour && cell.starts_with("\u{1b}[") && cell.ends_with("\u{1b}[0m") {
            cell
        } else {
            sanitise::line(&cell).into_owned()
        }
    }

    fn paint(&self, code: &str, text: &str) -> String {
        let text = sanitise::line(text);
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.into_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_break_between_words() {
        let style = |width| Style { colour: false, width };
        assert_eq!(style(Some(10)).paragraph("one two three four"), "one two\nthree four\n");
        assert_eq!(style(Some(3)).paragraph("a longword b"), "a\nlongword\nb\n");
        assert_eq!(style(None).paragraph("one two three"), "one two three\n");
        assert_eq!(
            style(Some(12)).hanging("one: ", 5, "two three four"),
            "one: two\n     three\n     four\n"
        );
        assert_eq!(style(Some(8)).hanging("one: ", 5, "two three"), "one: two\nthree\n");
        assert_eq!(style(None).hanging("- ", 2, "two three"), "- two three\n");
    }
}
