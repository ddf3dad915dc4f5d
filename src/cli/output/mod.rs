//! How results reach a person or a script.
//!
//! Results go to stdout, everything else to stderr. A result is one value that implements [`Render`]: its
//! `Serialize` is the JSON and CSV, its [`Render::human`] the text for people.

pub mod countdown;
pub mod csv;
pub mod junit;
pub mod progress;
pub mod sanitise;
mod speed;
pub mod style;
mod terminal;
pub mod units;

use clap::ValueEnum;
use serde::Serialize;

pub use style::Style;

/// The form a result is printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Table,
    /// One JSON document.
    Json,
    /// Comma-separated values with a header; nested fields are joined with `;`.
    Csv,
    /// JUnit XML, for checks in CI.
    Junit,
}

/// A command's result.
pub trait Render: Serialize {
    /// The text for people, with or without colour, ending in a newline unless it is empty.
    ///
    /// Control characters in it are removed afterwards, except newline and the escapes that `style` made.
    fn human(&self, style: &Style) -> String;

    /// What becomes the rows of a CSV file: by default the same as the JSON.
    ///
    /// # Errors
    ///
    /// Why the result cannot be serialised.
    fn rows(&self) -> serde_json::Result<serde_json::Value> {
        serde_json::to_value(self)
    }

    /// The result as a JUnit document, for checks; `None` where that makes no sense.
    fn junit(&self) -> Option<String> {
        None
    }
}

/// The first few of many, for a table's cell: "a, b, c and 7 more".
pub fn few<T: AsRef<str>>(items: &[T]) -> String {
    const FEW: usize = 4;
    let shown = if items.len() > FEW + 1 { FEW } else { items.len() };
    let text = items[..shown].iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(", ");
    if shown < items.len() { format!("{text} and {} more", items.len() - shown) } else { text }
}

/// A table whose first column is the SMP, left out where all rows are of one.
pub fn listing<const N: usize>(
    style: &Style,
    header: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let rows: Vec<[String; N]> = rows.into_iter().collect();
    let is_one = rows.windows(2).all(|pair| pair[0].first() == pair[1].first());
    let skipped = usize::from(is_one);
    style.columns(&header[skipped..], rows.into_iter().map(|row| row.into_iter().skip(skipped)))
}

/// What is known of one thing, a line each; what is empty is shown as a dash.
pub fn facts<const N: usize>(style: &Style, facts: [(&str, String); N]) -> String {
    let width = facts.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    for (name, value) in facts {
        let value = if value.is_empty() { style.dim("-") } else { style.plain(&value) };
        text.push_str(&format!("{}  {value}\n", style.bold(&format!("{name:width$}"))));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_cut_short() {
        assert_eq!(few(&["a", "b", "c", "d", "e"]), "a, b, c, d, e");
        assert_eq!(few(&["a", "b", "c", "d", "e", "f"]), "a, b, c, d and 2 more");
        assert_eq!(few::<&str>(&[]), "");
    }
}
