//! How results reach a person or a script.
//!
//! Results go to stdout, everything else to stderr. A result is one value that implements [`Render`]: its
//! `Serialize` is the JSON and CSV, its [`Render::human`] the text for people.

pub mod csv;
pub mod junit;
pub mod progress;
pub mod sanitise;
pub mod style;
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

    /// The result as a JUnit document, for checks; `None` where that makes no sense.
    fn junit(&self) -> Option<String> {
        None
    }
}
