//! Virtual directories of Internet Information Services whose folder is a store, or in one, by its command-line tool
//! `appcmd`: it lists them as XML, and makes them again from the same XML, with everything that is in it.

use std::collections::BTreeMap;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer, XmlVersion};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::shell::run_with;
use super::{Memory, below, seconds};
use crate::platform::registry::expand;
use crate::relocation::sharing::{Places, Service};
use crate::settings;

/// The command-line tool.
const APPCMD: &str = r"%windir%\system32\inetsrv\appcmd.exe";

/// Internet Information Services.
///
/// A virtual directory can have a password, which is remembered like everything else that is in it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Iis {
    appcmd: PathBuf,
    directories: Vec<Directory>,
    timeout_seconds: u64,
}

/// A virtual directory that shows a store, or a part of one.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Directory {
    name: String,
    /// As `appcmd` lists it.
    xml: String,
    /// What it shows while packages are where they come from, as it is written there.
    home: String,
    /// The same, from the store on.
    below: PathBuf,
}

/// An element's name and attributes.
type Element = (String, BTreeMap<String, String>);

/// A virtual directory as it is listed.
struct Listed {
    name: String,
    /// Its path within its application; that of the application itself is `/`.
    path: String,
    /// Its folder, as it is written there.
    folder: String,
    xml: String,
}

// A password must not get into a log.
impl std::fmt::Debug for Iis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<_> = self.directories.iter().map(|directory| &directory.name).collect();
        f.debug_struct("Iis")
            .field("appcmd", &self.appcmd)
            .field("directories", &names)
            .finish_non_exhaustive()
    }
}

impl Iis {
    /// The virtual directories that show a store. `known` is what an earlier attempt of the same relocation knew.
    pub fn find(
        settings: &settings::Iis,
        timeout: u64,
        offline: bool,
        places: &Places,
        known: Option<&Self>,
    ) -> Result<Self, String> {
        let appcmd = settings.appcmd.clone().unwrap_or_else(|| expand(APPCMD).into());
        if !appcmd.is_file() {
            return Err(format!(
                "Internet Information Services are not installed: there is no '{}'",
                appcmd.display()
            ));
        }
        let mut iis = Self { appcmd, directories: Vec::new(), timeout_seconds: timeout };
        for listed in iis.list()? {
            let path = PathBuf::from(expand(&listed.folder));
            let old = places.from.iter().find_map(|store| below(&path, store));
            let (home, below) = match (old, below(&path, &places.to)) {
                (Some(below), _) => (listed.folder.clone(), below),
                (None, Some(below)) => {
                    let same = |directory: &&Directory| directory.name == listed.name;
                    let home = known.and_then(|known| known.directories.iter().find(same));
                    let home = match home {
                        Some(directory) => directory.home.clone(),
                        None => text(&places.old().join(&below))?,
                    };
                    (home, below)
                }
                (None, None) => continue,
            };
            if offline && listed.path == "/" {
                return Err(format!(
                    "'{}' is an application of Internet Information Services, which cannot be taken away like a virtual directory",
                    listed.name
                ));
            }
            let Listed { name, xml, .. } = listed;
            iis.directories.push(Directory { name, xml, home, below });
        }
        if iis.directories.is_empty() {
            return Err("no virtual directory of Internet Information Services shows a store".into());
        }
        Ok(iis)
    }

    fn appcmd(&self, words: &[&str], input: Option<&str>) -> Result<Vec<u8>, String> {
        let mut command = Command::new(&self.appcmd);
        command.args(words);
        let input = match input {
            Some(text) => {
                let failed = |error: std::io::Error| format!("cannot write a temporary file: {error}");
                let mut file = tempfile::tempfile().map_err(failed)?;
                file.write_all(text.as_bytes())
                    .and_then(|()| file.seek(SeekFrom::Start(0)))
                    .map_err(failed)?;
                Some(file)
            }
            None => None,
        };
        run_with(command, &format!("appcmd {}", words.join(" ")), seconds(self.timeout_seconds), input)
    }

    /// Every virtual directory.
    fn list(&self) -> Result<Vec<Listed>, String> {
        let bytes = self.appcmd(&["list", "vdir", "/config", "/xml"], None)?;
        let text = String::from_utf8(bytes)
            .map_err(|_| "what `appcmd list vdir /config /xml` prints is not UTF-8".to_owned())?;
        parse(&text).map_err(|reason| {
            format!("what `appcmd list vdir /config /xml` prints is not understood: {reason}")
        })
    }

    /// Does something to several virtual directories at once, which the tool is given as XML.
    fn each(&self, verb: &str, directories: &[String]) -> Result<(), String> {
        if directories.is_empty() {
            return Ok(());
        }
        let xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<appcmd>\n{}\n</appcmd>\n",
            directories.join("\n")
        );
        self.appcmd(&[verb, "vdir", "/in"], Some(&xml)).map(drop)
    }

    /// Makes every virtual directory that is to be there show what it should.
    fn make(&self, places: &Places, missing_too: bool) -> Result<(), String> {
        let now = self.list()?;
        let mut missing = Vec::new();
        for directory in &self.directories {
            let folder = directory.shows(places)?;
            match now.iter().find(|now| now.name == directory.name) {
                Some(now) if now.folder == folder => {}
                Some(_) => {
                    let name = format!("/vdir.name:{}", directory.name);
                    self.appcmd(&["set", "vdir", &name, &format!("/physicalPath:{folder}")], None)?;
                }
                // One that is suspended is made when it is resumed.
                None if missing_too => missing.push(with_folder(&directory.xml, &folder)?),
                None => {}
            }
        }
        self.each("add", &missing)?;
        self.verify(places, missing_too)
    }

    /// Whether every virtual directory is as it was, but for its folder.
    fn verify(&self, places: &Places, missing_too: bool) -> Result<(), String> {
        let now = self.list()?;
        for directory in &self.directories {
            let wanted = facts(&with_folder(&directory.xml, &directory.shows(places)?)?)?;
            match now.iter().find(|now| now.name == directory.name) {
                Some(now) if facts(&now.xml)? == wanted => {}
                Some(_) => {
                    return Err(format!("'{}' was made, but not with all its properties", directory.name));
                }
                None if missing_too => {
                    return Err(format!("'{}' was made, but is not there", directory.name));
                }
                None => {}
            }
        }
        Ok(())
    }
}

impl Directory {
    fn shows(&self, places: &Places) -> Result<String, String> {
        if places.serve == places.to { text(&places.to.join(&self.below)) } else { Ok(self.home.clone()) }
    }
}

/// A path as it is written in the configuration.
fn text(path: &Path) -> Result<String, String> {
    // Joining an empty path leaves a separator at the end.
    let text = path.components().collect::<PathBuf>();
    let text = text.to_str().filter(|text| !text.contains('%'));
    let text =
        text.ok_or_else(|| format!("the path '{}' cannot be written in its configuration", path.display()))?;
    Ok(text.strip_prefix(r"\\?\").unwrap_or(text).to_owned())
}

/// What `appcmd` lists, each virtual directory with its own XML.
fn parse(text: &str) -> Result<Vec<Listed>, String> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let source = text.trim_start_matches('\u{feff}');
    let mut listed: Vec<Listed> = Vec::new();
    let mut began = None;
    let mut is_list = false;
    loop {
        let before = position(&reader);
        let event = reader.read_event().map_err(|error| error.to_string())?;
        match &event {
            Event::Eof if is_list => return Ok(listed),
            Event::Eof => return Err("there is no element 'appcmd'".to_owned()),
            Event::Start(start) | Event::Empty(start) if start.name().as_ref() == "appcmd" => {
                is_list = true;
            }
            Event::Start(start) | Event::Empty(start) if start.name().as_ref() == "VDIR" => {
                let attributes = attributes(start)?;
                let get = |name: &str| {
                    attributes.get(name).cloned().ok_or_else(|| format!("a VDIR has no '{name}'"))
                };
                listed.push(Listed {
                    name: get("VDIR.NAME")?,
                    path: get("path")?,
                    folder: get("physicalPath")?,
                    xml: String::new(),
                });
                began = Some(before);
                if matches!(event, Event::Empty(_)) {
                    finish(&mut listed, source, began.take(), position(&reader));
                }
            }
            Event::End(end) if end.name().as_ref() == "VDIR" => {
                finish(&mut listed, source, began.take(), position(&reader));
            }
            _ => {}
        }
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn finish(listed: &mut [Listed], source: &str, began: Option<usize>, end: usize) {
    if let (Some(last), Some(began)) = (listed.last_mut(), began) {
        last.xml = source.get(began..end).unwrap_or_default().to_owned();
    }
}

fn attributes(start: &BytesStart<'_>) -> Result<BTreeMap<String, String>, String> {
    let mut found = BTreeMap::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
        found.insert(attribute.key.as_ref().to_owned(), value.into_owned());
    }
    Ok(found)
}

/// The same virtual directory, showing another folder: it stands in the element itself, and in what the configuration
/// has of it.
fn with_folder(xml: &str, folder: &str) -> Result<String, String> {
    let mut reader = Reader::from_str(xml);
    let mut writer = Writer::new(Vec::new());
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let event = match event {
            Event::Eof => break,
            Event::Start(start) => Event::Start(start_with_folder(&start, folder)?),
            Event::Empty(start) => Event::Empty(start_with_folder(&start, folder)?),
            other => other,
        };
        writer.write_event(event).map_err(|error| error.to_string())?;
    }
    String::from_utf8(writer.into_inner()).map_err(|error| error.to_string())
}

fn start_with_folder<'a>(start: &BytesStart<'_>, folder: &str) -> Result<BytesStart<'a>, String> {
    let name = start.name().as_ref().to_owned();
    let is_its = ["VDIR", "virtualDirectory"].contains(&name.as_str());
    let mut new = BytesStart::new(name);
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if is_its && attribute.key.as_ref() == "physicalPath" {
            new.push_attribute(("physicalPath", folder));
        } else {
            new.push_attribute(attribute);
        }
    }
    Ok(new)
}

/// What XML says, whatever the order of attributes: elements with their attributes, in their order.
fn facts(xml: &str) -> Result<Vec<Element>, String> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Eof => return Ok(found),
            Event::Start(start) | Event::Empty(start) => {
                let name = start.name().as_ref().to_owned();
                found.push((name, attributes(&start)?));
            }
            _ => {}
        }
    }
}

impl Service for Iis {
    fn name(&self) -> String {
        match self.directories.as_slice() {
            [one] => format!("the virtual directory '{}'", one.name),
            several => format!("{} virtual directories of Internet Information Services", several.len()),
        }
    }

    fn can_switch(&self) -> bool {
        true
    }

    fn suspend(&self, _: &Places) -> Result<(), String> {
        let now = self.list()?;
        let is_there = |directory: &&Directory| now.iter().any(|now| now.name == directory.name);
        let there: Vec<_> =
            self.directories.iter().filter(is_there).map(|directory| directory.xml.clone()).collect();
        self.each("delete", &there)
    }

    fn switch(&self, places: &Places, force: bool) -> Result<(), String> {
        // What is in doubt may have been removed and not made again.
        self.make(places, force)
    }

    fn resume(&self, places: &Places) -> Result<(), String> {
        self.make(places, true)
    }

    fn memory(&self) -> Value {
        Memory::Iis(self.clone()).to_value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<appcmd>
    <VDIR VDIR.NAME="Default Web Site/" physicalPath="%SystemDrive%\inetpub" path="/" APP.NAME="Default Web Site/">
        <virtualDirectory path="/" physicalPath="%SystemDrive%\inetpub" />
    </VDIR>
    <VDIR VDIR.NAME="Default Web Site/PS &amp; more" physicalPath="C:\old\a" path="/PS &amp; more" APP.NAME="Default Web Site/">
        <virtualDirectory path="/PS &amp; more" physicalPath="C:\old\a" userName="u" password="p&quot;&lt;" logonMethod="ClearText" />
    </VDIR>
    <VDIR VDIR.NAME="S/Z" physicalPath="D:\z" path="/Z" APP.NAME="S/" />
</appcmd>
"#;

    #[test]
    fn what_is_listed_keeps_its_xml() {
        let listed = parse(LIST).unwrap();
        assert_eq!(listed.len(), 3);
        assert_eq!(listed[1].name, "Default Web Site/PS & more");
        assert_eq!((listed[0].path.as_str(), listed[2].folder.as_str()), ("/", r"D:\z"));
        for listed in &listed {
            assert!(LIST.contains(&listed.xml) && listed.xml.starts_with("<VDIR "), "{}", listed.xml);
            assert!(listed.xml.ends_with("/>") || listed.xml.ends_with("</VDIR>"), "{}", listed.xml);
        }
        assert_eq!(parse("<appcmd/>").unwrap().len(), 0);
        assert!(parse("<appcmd><VDIR/></appcmd>").is_err());
        assert!(parse("ERROR ( message:x )").is_err());
    }

    #[test]
    fn only_the_folder_changes() {
        let listed = parse(LIST).unwrap();
        let new = with_folder(&listed[1].xml, r"E:\new & old").unwrap();
        assert_eq!(new, listed[1].xml.replace(r"C:\old\a", r"E:\new &amp; old").replace(" />", "/>"));
        assert_ne!(facts(&new).unwrap(), facts(&listed[1].xml).unwrap());
        let back = with_folder(&new, r"C:\old\a").unwrap();
        assert_eq!(facts(&back).unwrap(), facts(&listed[1].xml).unwrap());
        let turned = r#"<VDIR path="/Z" physicalPath="D:\z" APP.NAME="S/" VDIR.NAME="S/Z"/>"#;
        assert_eq!(facts(turned).unwrap(), facts(&listed[2].xml).unwrap());
    }
}
