//! Reads XML from a server that is not trusted: no document type, no entities but the five that XML itself
//! defines, bounded depth and number of elements. The size is bounded where the text comes from.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

/// No service nests deeper; what does, is meant to exhaust the reader.
const DEEPEST: usize = 64;

/// Half a million resources with ten fields each are fewer.
const MOST_ELEMENTS: usize = 8_000_000;

/// No element of a WSDL or a result has more.
const MOST_ATTRIBUTES: usize = 64;

/// An element with all that is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Its name without prefix.
    pub name: Arc<str>,
    /// The namespace it is in; empty for none.
    pub namespace: Arc<str>,
    /// Its attributes, by their names without prefix; namespace declarations are left out.
    pub attributes: Vec<(Arc<str>, String)>,
    /// The elements in it.
    pub children: Vec<Element>,
    /// The text directly in it; empty if there is nothing but white space between elements.
    pub text: String,
}

/// Why a text is not read as XML.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum XmlError {
    /// The syntax is wrong, or a name stands for no namespace.
    #[error("it is no well-formed XML, at byte {at}: {reason}")]
    Malformed {
        /// Where, from 0.
        at: u64,
        /// What is wrong.
        reason: String,
    },
    /// A document type declaration, which could define entities.
    #[error("it has a document type declaration, which is not read")]
    DocumentType,
    /// An entity that XML itself does not define.
    #[error("it uses the entity '&{0};', which is not read")]
    Entity(String),
    /// Nested too deeply.
    #[error("its elements are nested more than {DEEPEST} deep")]
    Deep,
    /// Too many elements, or attributes on one.
    #[error("it has more elements than are read")]
    Many,
    /// Bytes that are no text.
    #[error("it is no UTF-8 text")]
    Encoding,
    /// There is no element.
    #[error("it is empty")]
    Empty,
}

impl Element {
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// Why it is not read.
    pub fn parse(document: &[u8]) -> Result<Self, XmlError> {
        let document = document.strip_prefix(b"\xef\xbb\xbf").unwrap_or(document);
        let text = std::str::from_utf8(document).map_err(|_| XmlError::Encoding)?;
        Reading::default().document(text)
    }

    /// The first element of this name in it.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| &*child.name == name)
    }

    /// The first element of this name in it, whatever the case.
    pub fn field(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name.eq_ignore_ascii_case(name))
    }

    /// The elements of this name in it.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> + 'a {
        self.children.iter().filter(move |child| &*child.name == name)
    }

    /// The attribute of this name.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| &**known == name).map(|(_, value)| value.as_str())
    }

    /// The first element of this name in it, at any depth, whatever the case.
    pub fn find(&self, name: &str) -> Option<&Self> {
        self.children.iter().find_map(|child| {
            if child.name.eq_ignore_ascii_case(name) { Some(child) } else { child.find(name) }
        })
    }

    /// It says that it is no value (`xsi:nil`).
    pub fn is_nil(&self) -> bool {
        matches!(self.attribute("nil"), Some("true" | "1"))
    }
}

/// A document being read.
#[derive(Default)]
struct Reading {
    /// Names come thousands of times, and are kept once.
    names: HashSet<Arc<str>>,
    open: Vec<Element>,
    elements: usize,
}

impl Reading {
    fn document(mut self, text: &str) -> Result<Element, XmlError> {
        let mut reader = NsReader::from_str(text);
        let mut root = None;
        loop {
            let at = reader.buffer_position();
            let malformed =
                |error: &dyn std::fmt::Display| XmlError::Malformed { at, reason: error.to_string() };
            let (namespace, event) = reader.read_resolved_event().map_err(|error| malformed(&error))?;
            match event {
                Event::Start(start) => {
                    let element = self.element(&namespace, &start).map_err(|error| error.at(at))?;
                    if self.open.len() >= DEEPEST {
                        return Err(XmlError::Deep);
                    }
                    self.open.push(element);
                }
                Event::Empty(start) => {
                    let element = self.element(&namespace, &start).map_err(|error| error.at(at))?;
                    self.close(element, &mut root).map_err(|error| error.at(at))?;
                }
                Event::End(_) => {
                    // The reader checks that ends match starts.
                    if let Some(element) = self.open.pop() {
                        self.close(element, &mut root).map_err(|error| error.at(at))?;
                    }
                }
                // Line ends stay as they were sent: ASP.NET writes those of an exported item as they are.
                Event::Text(text) => self.text(&text.into_inner(), at)?,
                Event::CData(text) => self.text(&text.into_inner(), at)?,
                Event::GeneralRef(reference) => {
                    let content = match reference.resolve_char_ref().map_err(|error| malformed(&error))? {
                        Some(character) => character,
                        None => entity(&reference.xml10_content())?,
                    };
                    self.text(content.encode_utf8(&mut [0; 4]), at)?;
                }
                Event::DocType(_) => return Err(XmlError::DocumentType),
                Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
                Event::Eof if self.open.is_empty() => return root.ok_or(XmlError::Empty),
                Event::Eof => return Err(malformed(&"it ends in the middle of an element")),
            }
        }
    }

    fn element(&mut self, namespace: &ResolveResult<'_>, start: &BytesStart<'_>) -> Result<Element, Problem> {
        self.elements += 1;
        if self.elements > MOST_ELEMENTS {
            return Err(Problem::Kind(XmlError::Many));
        }
        let namespace = match namespace {
            ResolveResult::Bound(namespace) => self.name(namespace.0),
            ResolveResult::Unbound => self.name(""),
            ResolveResult::Unknown(prefix) => {
                return Err(Problem::Text(format!("the prefix '{prefix}' stands for no namespace")));
            }
        };
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| Problem::Text(error.to_string()))?;
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            if attributes.len() >= MOST_ATTRIBUTES {
                return Err(Problem::Kind(XmlError::Many));
            }
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| Problem::Text(error.to_string()))?
                .into_owned();
            attributes.push((self.name(attribute.key.local_name().as_ref()), value));
        }
        Ok(Element {
            name: self.name(start.local_name().as_ref()),
            namespace,
            attributes,
            children: Vec::new(),
            text: String::new(),
        })
    }

    fn close(&mut self, mut element: Element, root: &mut Option<Element>) -> Result<(), Problem> {
        if !element.children.is_empty() && element.text.trim().is_empty() {
            element.text = String::new();
        }
        element.children.shrink_to_fit();
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None if root.is_some() => return Err(Problem::Text("it has two roots".into())),
            None => *root = Some(element),
        }
        Ok(())
    }

    fn text(&mut self, text: &str, at: u64) -> Result<(), XmlError> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => {
                return Err(XmlError::Malformed { at, reason: "there is text outside of its root".into() });
            }
        }
        Ok(())
    }

    fn name(&mut self, name: &str) -> Arc<str> {
        match self.names.get(name) {
            Some(known) => known.clone(),
            None => {
                let name: Arc<str> = name.into();
                self.names.insert(name.clone());
                name
            }
        }
    }
}

/// A problem that does not know where it is.
enum Problem {
    Kind(XmlError),
    Text(String),
}

impl Problem {
    fn at(self, at: u64) -> XmlError {
        match self {
            Self::Kind(error) => error,
            Self::Text(reason) => XmlError::Malformed { at, reason },
        }
    }
}

fn entity(name: &str) -> Result<char, XmlError> {
    match name {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "apos" => Ok('\''),
        "quot" => Ok('"'),
        other => Err(XmlError::Entity(other.chars().take(40).collect())),
    }
}

/// A text as it stands in XML. Characters that XML cannot hold at all are left out.
pub fn escaped(text: &str) -> Cow<'_, str> {
    let special = |c: char| matches!(c, '<' | '>' | '&' | '"' | '\r') || !is_character(c);
    if !text.contains(special) {
        return text.into();
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            // A reader would make a line feed of it.
            '\r' => escaped.push_str("&#13;"),
            c if is_character(c) => escaped.push(c),
            _ => {}
        }
    }
    escaped.into()
}

fn is_character(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Element, XmlError> {
        Element::parse(text.as_bytes())
    }

    #[test]
    fn elements_text_and_namespaces_are_read() {
        let root = parse(
            "\u{feff}<?xml version=\"1.0\"?><a:x xmlns:a=\"urn:a\" id='1 &lt; 2'>\n <y>a &amp; <![CDATA[<b>]]>&#x20AC;</y>\n <y/></a:x>",
        )
        .unwrap();
        assert_eq!((&*root.name, &*root.namespace), ("x", "urn:a"));
        assert_eq!(root.attribute("id"), Some("1 < 2"));
        assert_eq!(root.attributes.len(), 1);
        assert_eq!(root.child("y").unwrap().text, "a & <b>€");
        assert_eq!(root.all("y").count(), 2);
        assert_eq!(root.text, "");
    }

    #[test]
    fn a_billion_laughs_are_not_read() {
        let laughs = "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]><x>&lol2;</x>";
        assert_eq!(parse(laughs), Err(XmlError::DocumentType));
        assert_eq!(parse("<x>&lol;</x>"), Err(XmlError::Entity("lol".into())));
        assert!(matches!(parse("<x a='&lol;'/>"), Err(XmlError::Malformed { .. })));
    }

    #[test]
    fn depth_and_number_are_bounded() {
        assert_eq!(parse(&"<x>".repeat(100_000)), Err(XmlError::Deep));
        let attributes: String = (0..100).map(|n| format!(" a{n}=''")).collect();
        assert_eq!(parse(&format!("<x{attributes}/>")), Err(XmlError::Many));
    }

    #[test]
    fn what_is_no_xml_is_told() {
        for wrong in ["", "  ", "Bad Request", "<x>", "<x></y>", "<x/><y/>", "<x/>z", "<a:x/>", "<x", "<x>&"]
        {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
        assert_eq!(Element::parse(b"<x>\xff</x>"), Err(XmlError::Encoding));
    }

    #[test]
    fn what_is_escaped_is_read_as_it_was() {
        let text = "<a href=\"x\">&amp; 'b'\r\n\t\u{1f600}";
        let root = parse(&format!("<x>{}</x>", escaped(text))).unwrap();
        assert_eq!(root.text, text);
        assert_eq!(escaped("a\u{0}b\u{fffe}"), "ab");
        assert!(matches!(escaped("plain"), Cow::Borrowed(_)));
    }
}
