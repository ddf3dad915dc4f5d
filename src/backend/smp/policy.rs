//! The policy "Package Server Settings", which says where Package Servers keep their packages. It is changed as the
//! text that the server exports: one element's content, and not a byte beside it.

use std::ops::Range;

use quick_xml::events::Event;
use quick_xml::name::QName;
use quick_xml::reader::Reader;
use uuid::Uuid;

use super::client::{Client, HIERARCHY, ITEMS};
use super::error::Error;
use super::xml::{Element, escaped};
use crate::settings::contexts::Names;
use crate::topology::StorageLocation;
use crate::topology::change::Platform;

/// What stands for the agent's own folder.
const DEFAULT: &str = "_default_";

/// The element with the folder of Windows Package Servers.
const WINDOWS: &str = "windowsLocation";

/// Nothing in a policy nests deeper.
const DEEPEST: usize = 64;

/// The policy as the server exports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    xml: String,
    windows: Place,
    /// Missing where the policy has no such element, or several.
    ulm: Option<Place>,
}

/// Where a value stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    /// Between the tags.
    Content(Range<usize>),
    /// In the place of an element without content, whose name as it is written comes along.
    Empty(Range<usize>, String),
}

/// Why a text is no policy whose folders can be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// It is no XML, or has a document type declaration.
    #[error("it is not read as XML: {0}")]
    Xml(String),
    /// An element is missing.
    #[error("it has no element '{0}'")]
    Absent(String),
    /// An element comes several times.
    #[error("it has several elements '{0}'")]
    Several(String),
    /// An element is not a plain text.
    #[error("its element '{0}' holds more than a folder")]
    NoText(String),
}

impl Policy {
    /// Finds the folders in a policy's text.
    ///
    /// # Errors
    ///
    /// Why they cannot be told.
    pub fn read(xml: String, names: &Names) -> Result<Self, PolicyError> {
        // Whatever is wrong with it as XML is told here.
        Element::parse(xml.as_bytes()).map_err(|error| PolicyError::Xml(error.to_string()))?;
        let windows = names.windows_element.as_deref().unwrap_or(WINDOWS);
        let elements = elements(&xml).map_err(|error| PolicyError::Xml(error.to_string()))?;
        let windows = find(&elements, |name| name == windows, windows)?;
        let ulm = match names.ulm_element.as_deref() {
            Some(set) => Some(find(&elements, |name| name == set, set)?),
            None => find(&elements, is_ulm, "ulm").ok(),
        };
        Ok(Self { xml, windows, ulm })
    }

    /// The folders that it sets.
    pub fn storage_location(&self) -> StorageLocation {
        let value =
            |place: &Place| Some(self.value(place)).filter(|value| value != DEFAULT && !value.is_empty());
        StorageLocation { windows: value(&self.windows), ulm: self.ulm.as_ref().and_then(value) }
    }

    fn value(&self, place: &Place) -> String {
        let Place::Content(range) = place else { return String::new() };
        let text = format!("<x>{}</x>", &self.xml[range.clone()]);
        // It was read as XML before.
        Element::parse(text.as_bytes()).map(|element| element.text.trim().to_owned()).unwrap_or_default()
    }

    /// The text with another folder for one kind of Package Servers.
    ///
    /// # Errors
    ///
    /// The policy has no element for that kind.
    pub fn with(&self, platform: Platform, folder: Option<&str>) -> Result<String, PolicyError> {
        let place = match platform {
            Platform::Windows => &self.windows,
            Platform::Ulm => {
                self.ulm.as_ref().ok_or_else(|| PolicyError::Absent("for UNIX, Linux and Mac".into()))?
            }
        };
        let value = escaped(folder.unwrap_or(DEFAULT));
        let (range, text) = match place {
            Place::Content(range) => (range, value.into_owned()),
            Place::Empty(range, name) => (range, format!("<{name}>{value}</{name}>")),
        };
        Ok(format!("{}{text}{}", &self.xml[..range.start], &self.xml[range.end..]))
    }

    /// The text.
    pub fn xml(&self) -> &str {
        &self.xml
    }
}

fn is_ulm(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.contains("location") && ["ulm", "unix", "linux"].iter().any(|kind| name.contains(kind))
}

struct Found {
    name: String,
    /// Nothing where the element holds more than text.
    place: Option<Place>,
}

/// Every element that holds text alone, and the others without a place.
fn elements(xml: &str) -> Result<Vec<Found>, quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    let position = |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).unwrap_or(xml.len());
    let local = |name: QName<'_>| name.local_name().as_ref().to_owned();
    let mut found = Vec::new();
    // The open elements: name, where the content begins, and whether it is text alone so far.
    let mut open: Vec<(String, usize, bool)> = Vec::new();
    loop {
        let before = position(&reader);
        match reader.read_event()? {
            Event::Start(start) => {
                if let Some(parent) = open.last_mut() {
                    parent.2 = false;
                }
                if open.len() < DEEPEST {
                    open.push((local(start.name()), position(&reader), true));
                }
            }
            Event::Empty(start) => {
                if let Some(parent) = open.last_mut() {
                    parent.2 = false;
                }
                let written = start.name().as_ref().to_owned();
                let place = Some(Place::Empty(before..position(&reader), written));
                // Attributes would be lost if its tags were written anew.
                let place = place.filter(|_| start.attributes_raw().trim().is_empty());
                found.push(Found { name: local(start.name()), place });
            }
            Event::End(_) => {
                if let Some((name, begin, is_text)) = open.pop() {
                    found.push(Found { name, place: is_text.then_some(Place::Content(begin..before)) });
                }
            }
            Event::CData(_) | Event::Comment(_) | Event::PI(_) => {
                if let Some(parent) = open.last_mut() {
                    parent.2 = false;
                }
            }
            Event::Eof => return Ok(found),
            Event::Text(_) | Event::GeneralRef(_) | Event::Decl(_) | Event::DocType(_) => {}
        }
    }
}

fn find(elements: &[Found], is: impl Fn(&str) -> bool, told: &str) -> Result<Place, PolicyError> {
    let mut matching = elements.iter().filter(|element| is(&element.name));
    match (matching.next(), matching.next()) {
        (None, _) => Err(PolicyError::Absent(told.to_owned())),
        (Some(_), Some(_)) => Err(PolicyError::Several(told.to_owned())),
        (Some(only), None) => only.place.clone().ok_or_else(|| PolicyError::NoText(told.to_owned())),
    }
}

/// The policy's text on the server.
pub fn export(client: &Client, policy: Uuid) -> Result<String, Error> {
    let operations = ["ExportItemXmlString", "ExportItemXmlStringX"];
    let answer =
        client.read("read the storage location", ITEMS, &operations, &[("itemGuid", policy.into())])?;
    Ok(answer.map(|answer| answer.text).unwrap_or_default())
}

/// Puts a text in the policy's place.
pub fn import(client: &Client, xml: &str) -> Result<(), Error> {
    client.write("set the storage location", ITEMS, &["ImportItemXmlString"], &[("xml", xml.into())])?;
    Ok(())
}

/// Whether the hierarchy manages the policy, so that it is changed at the parent; `false` where the server does not
/// tell.
pub fn is_managed(client: &Client, policy: Uuid) -> Result<bool, Error> {
    let operations = ["IsHierarchyManaged"];
    if client.first_of(HIERARCHY, &operations)?.is_none() {
        return Ok(false);
    }
    let parameters = [("itemGuid", policy.into())];
    let answer = client.read("tell whether a policy is managed", HIERARCHY, &operations, &parameters)?;
    Ok(answer.is_some_and(|answer| answer.text.trim().eq_ignore_ascii_case("true")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = "<?xml version='1.0'?>\r\n<item  guid='{X}'><!-- windowsLocation -->\n\t<d><![CDATA[<windowsLocation>]]></d>\
                       <p:windowsLocation xmlns:p='urn:p' >_default_</p:windowsLocation >\r\n<a b=\"&#9;\"/><unixLocation/></item>\n";

    fn policy(xml: &str) -> Result<Policy, PolicyError> {
        Policy::read(xml.to_owned(), &Names::default())
    }

    #[test]
    fn one_element_changes_and_not_a_byte_beside_it() {
        let read = policy(XML).unwrap();
        assert_eq!(read.storage_location(), StorageLocation::default());
        let set = read.with(Platform::Windows, Some("D:\\a & b")).unwrap();
        assert_eq!(set, XML.replace("_default_", "D:\\a &amp; b"));
        let read = policy(&set).unwrap();
        assert_eq!(read.storage_location().windows.as_deref(), Some("D:\\a & b"));
        assert_eq!(read.with(Platform::Windows, None).unwrap(), XML);
        let ulm = read.with(Platform::Ulm, Some("/srv/ü")).unwrap();
        assert_eq!(ulm, set.replace("<unixLocation/>", "<unixLocation>/srv/ü</unixLocation>"));
        assert_eq!(policy(&ulm).unwrap().storage_location().ulm.as_deref(), Some("/srv/ü"));
    }

    #[test]
    fn what_is_not_one_plain_text_is_refused() {
        let wrong = |xml: &str| policy(xml).unwrap_err().to_string();
        assert_eq!(wrong("<item/>"), "it has no element 'windowsLocation'");
        let twice = "<i><windowsLocation>a</windowsLocation><windowsLocation>b</windowsLocation></i>";
        assert_eq!(wrong(twice), "it has several elements 'windowsLocation'");
        for inner in ["<b/>", "<![CDATA[x]]>", "a<!-- -->"] {
            let nested = format!("<i><windowsLocation>{inner}</windowsLocation></i>");
            assert_eq!(wrong(&nested), "its element 'windowsLocation' holds more than a folder");
        }
        assert!(wrong("<!DOCTYPE i><i/>").contains("document type declaration"));
        assert!(
            policy("<i><windowsLocation>x</windowsLocation></i>").unwrap().with(Platform::Ulm, None).is_err()
        );
    }
}
