//! Checks as a JUnit document, which CI systems show as tests.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

/// One check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// What is checked, such as a server's name; groups the cases.
    pub class: String,
    /// The check's name.
    pub name: String,
    /// How it ended.
    pub outcome: Outcome,
    /// What was found, for the log of the case.
    pub detail: String,
}

/// How a check ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Well.
    Passed,
    /// Not well: the reason in a sentence, and what to do about it.
    Failed {
        /// The reason.
        message: String,
        /// The next step; may be empty.
        advice: String,
    },
    /// It could not be made, or does not count.
    Skipped {
        /// Why.
        message: String,
    },
}

/// A JUnit document with one suite; `None` if it cannot be written, which memory never causes.
pub fn document(suite: &str, cases: &[Case]) -> Option<String> {
    write(suite, cases).ok().and_then(|bytes| String::from_utf8(bytes).ok())
}

fn write(suite: &str, cases: &[Case]) -> io::Result<Vec<u8>> {
    let count = |outcome: fn(&Outcome) -> bool| {
        cases.iter().filter(|case| outcome(&case.outcome)).count().to_string()
    };
    let tests = cases.len().to_string();
    let failures = count(|outcome| matches!(outcome, Outcome::Failed { .. }));
    let skipped = count(|outcome| matches!(outcome, Outcome::Skipped { .. }));
    let suite = legal(suite);
    let totals = [
        ("name", suite.as_str()),
        ("tests", tests.as_str()),
        ("failures", failures.as_str()),
        ("errors", "0"),
        ("skipped", skipped.as_str()),
    ];
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer.create_element("testsuites").with_attributes(totals).write_inner_content(|writer| {
        writer
            .create_element("testsuite")
            .with_attributes(totals)
            .write_inner_content(|writer| cases.iter().try_for_each(|case| write_case(writer, case)))?;
        Ok(())
    })?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn write_case(writer: &mut Writer<Vec<u8>>, case: &Case) -> io::Result<()> {
    let (class, name) = (legal(&case.class), legal(&case.name));
    let element = writer
        .create_element("testcase")
        .with_attributes([("classname", class.as_str()), ("name", name.as_str())]);
    element.write_inner_content(|writer| {
        match &case.outcome {
            Outcome::Passed => {}
            Outcome::Failed { message, advice } => {
                let failure = writer.create_element("failure");
                let message = legal(message);
                let failure = failure.with_attribute(("message", message.as_str()));
                if advice.is_empty() {
                    failure.write_empty()?;
                } else {
                    failure.write_text_content(BytesText::new(&legal(advice)))?;
                }
            }
            Outcome::Skipped { message } => {
                let message = legal(message);
                writer
                    .create_element("skipped")
                    .with_attribute(("message", message.as_str()))
                    .write_empty()?;
            }
        }
        if !case.detail.is_empty() {
            writer.create_element("system-out").write_text_content(BytesText::new(&legal(&case.detail)))?;
        }
        Ok(())
    })?;
    Ok(())
}

/// `text` without the characters that XML 1.0 does not allow, not even escaped.
fn legal(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' | '\n' | '\r' => ' ',
            '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_break_the_document() {
        let case = |name: &str, outcome| Case {
            class: "store".into(),
            name: name.into(),
            outcome,
            detail: "a <b> & 'c'\u{1b}[0m".into(),
        };
        let cases = [
            case("first", Outcome::Passed),
            case("se\"cond", Outcome::Failed { message: "no\nroom".into(), advice: "free ]]> some".into() }),
            case("third", Outcome::Failed { message: "no".into(), advice: String::new() }),
            case("fourth", Outcome::Skipped { message: "not \u{ffff} asked for".into() }),
        ];
        let text = document("relocation check", &cases).unwrap();
        insta::assert_snapshot!(text, @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="relocation check" tests="4" failures="2" errors="0" skipped="1">
          <testsuite name="relocation check" tests="4" failures="2" errors="0" skipped="1">
            <testcase classname="store" name="first">
              <system-out>a &lt;b&gt; &amp; &apos;c&apos;�[0m</system-out>
            </testcase>
            <testcase classname="store" name="se&quot;cond">
              <failure message="no room">free ]]&gt; some</failure>
              <system-out>a &lt;b&gt; &amp; &apos;c&apos;�[0m</system-out>
            </testcase>
            <testcase classname="store" name="third">
              <failure message="no"/>
              <system-out>a &lt;b&gt; &amp; &apos;c&apos;�[0m</system-out>
            </testcase>
            <testcase classname="store" name="fourth">
              <skipped message="not � asked for"/>
              <system-out>a &lt;b&gt; &amp; &apos;c&apos;�[0m</system-out>
            </testcase>
          </testsuite>
        </testsuites>
        "#);
    }
}
