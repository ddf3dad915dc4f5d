//! The event "AeX AC Package Location Status", which tells the management server how a relocation stands.
//!
//! Its seven fields are the vendor's (article "How to store Package Server repository aside from Symantec
//! Management Agent"); what the bits of "Last relocation status" mean is published nowhere, so [`StatusBits`] are
//! smpctl's own. `docs/events.md` describes both for administrators.

use std::fmt;
use std::io;

use jiff::Timestamp;
use quick_xml::Writer;
use quick_xml::events::{BytesText, Event};
use serde::{Deserialize, Serialize};
use uuid::{Uuid, uuid};

use super::history::{Direction, Measured, Record};

/// What takes inventory on the server; an event is addressed to it.
const HANDLER: Uuid = uuid!("1592B913-72F3-4C36-91D2-D4EDA21D2F96");

/// The resource type Computer, which a Package Server is.
pub const COMPUTER: Uuid = uuid!("493435f7-3b17-4c4c-b07f-c23e7ab7781f");

/// The vendor says "MB"; it is taken as Windows counts it, 1,048,576 bytes.
const MEGABYTE: u64 = 1 << 20;

/// How an attempt ended, as bits. smpctl's own: the vendor publishes the field, not its bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StatusBits(pub u32);

impl StatusBits {
    /// Nothing is left to move.
    pub const COMPLETE: u32 = 1;
    /// Some packages stay where they were, reachable through their links.
    pub const STAYING: u32 = 1 << 1;
    /// The attempt was told to stop, or was killed.
    pub const STOPPED: u32 = 1 << 2;
    /// The time to stop came before everything had been moved.
    pub const OUT_OF_TIME: u32 = 1 << 3;
    /// The attempt could not go on at all.
    pub const FAILED: u32 = 1 << 4;
    /// The attempt brought packages back to where they came from.
    pub const REVERTING: u32 = 1 << 5;
    /// The attempt counts as an automatic one.
    pub const AUTOMATIC: u32 = 1 << 6;
    /// No automatic attempt is left.
    pub const EXHAUSTED: u32 = 1 << 7;
    /// Always set: these bits are smpctl's, not those of the vendor's agent.
    pub const SMPCTL: u32 = 1 << 30;

    /// Every bit with its name.
    pub const NAMES: [(u32, &'static str); 9] = [
        (Self::COMPLETE, "complete"),
        (Self::STAYING, "staying"),
        (Self::STOPPED, "stopped"),
        (Self::OUT_OF_TIME, "out-of-time"),
        (Self::FAILED, "failed"),
        (Self::REVERTING, "reverting"),
        (Self::AUTOMATIC, "automatic"),
        (Self::EXHAUSTED, "exhausted"),
        (Self::SMPCTL, "smpctl"),
    ];

    /// The bits of a relocation's last attempt.
    fn of(record: &Record) -> Self {
        let last = record.last_attempt.as_ref();
        let is = |what: bool, bit: u32| if what { bit } else { 0 };
        let unfinished = record.is_unfinished();
        Self(
            Self::SMPCTL
                | is(!unfinished, Self::COMPLETE)
                | is(last.is_some_and(|it| !it.failures.is_empty()), Self::STAYING)
                | is(unfinished && record.is_interrupted(), Self::STOPPED)
                | is(last.is_some_and(|it| it.out_of_time), Self::OUT_OF_TIME)
                | is(last.is_some_and(|it| it.error.is_some()), Self::FAILED)
                | is(record.direction == Direction::Revert, Self::REVERTING)
                | is(last.is_some_and(|it| it.automatic), Self::AUTOMATIC)
                | is(unfinished && record.attempts_done >= record.maximum_attempts, Self::EXHAUSTED),
        )
    }
}

impl fmt::Display for StatusBits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Self::NAMES.iter().filter(|(bit, _)| self.0 & bit != 0).map(|(_, name)| *name);
        f.write_str(&names.collect::<Vec<_>>().join(", "))
    }
}

/// What one event says: how the last attempt of a relocation ended, and how full the volume is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LocationStatus {
    /// The relocation it is about.
    pub relocation: Uuid,
    /// The attempt's target.
    pub storage_path: String,
    /// Sizes of its volume and of the packages, in bytes.
    pub measured: Measured,
    /// When the attempt began.
    pub attempted: Timestamp,
    /// How it ended.
    pub status: StatusBits,
}

impl LocationStatus {
    /// What is to be said of a relocation's last attempt; `None` before its first.
    pub fn of(record: &Record) -> Option<Self> {
        let last = record.last_attempt.as_ref()?;
        Some(Self {
            relocation: record.id,
            storage_path: record.target().to_string_lossy().into_owned(),
            measured: last.measured.unwrap_or_default(),
            attempted: last.started,
            status: StatusBits::of(record),
        })
    }

    /// The seven fields, in the vendor's order; `None` is not known.
    ///
    /// What there is, is rounded down, what is taken or needed is rounded up: what seems to fit then fits.
    fn fields(&self) -> [(&'static str, Option<String>); 7] {
        let down = |bytes: Option<u64>| bytes.map(|bytes| (bytes / MEGABYTE).to_string());
        let up = |bytes: Option<u64>| bytes.map(|bytes| bytes.div_ceil(MEGABYTE).to_string());
        let Measured { total_bytes, free_bytes, used_bytes, required_bytes, .. } = self.measured;
        [
            ("Storage path", Some(self.storage_path.clone())),
            ("Total size of the volume (MB)", down(total_bytes)),
            ("Free size of the volume (MB)", down(free_bytes)),
            ("Size used by PS on this volume (MB)", up(used_bytes)),
            ("Last relocation attempt", Some(moment(self.attempted))),
            ("Last relocation status", Some(self.status.0.to_string())),
            ("Volume Size Required By PS (MB)", up(required_bytes)),
        ]
    }
}

/// How inventory is written in an event. Which form a version of the server takes is published nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// `inventoryClass`, whose rows refer to a resource by number.
    #[default]
    InventoryClass,
    /// `dataClass`, as in the sample of the ASDK's help.
    DataClass,
}

/// Whom the event is about, and how the server calls what it says. What nobody has told is not invented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// How inventory is written.
    pub form: Form,
    /// The guid of the data class "AeX AC Package Location Status" on this server.
    pub data_class: Option<Uuid>,
    /// This Package Server's own resource guid.
    pub resource: Option<Uuid>,
    /// Its resource type.
    pub resource_type: Uuid,
    /// Its name.
    pub name: String,
}

impl Identity {
    /// The settings without which no server can take an event.
    pub fn missing(&self) -> Vec<&'static str> {
        let settings = [
            ("events.data-class-guid", self.data_class.is_none()),
            ("events.resource-guid", self.resource.is_none()),
        ];
        settings.into_iter().filter(|(_, missing)| *missing).map(|(name, _)| name).collect()
    }
}

/// A Notification Server event: XML, as the server's inventory handler takes it.
///
/// Where something is missing, the text says so in its place, and in a comment before everything else.
pub fn nse(status: &LocationStatus, identity: &Identity, now: Timestamp) -> io::Result<String> {
    let guid = |guid: Option<Uuid>, setting: &str| match guid {
        Some(guid) => braced(guid),
        None => format!("MISSING: {setting}"),
    };
    let data_class = guid(identity.data_class, "events.data-class-guid");
    let resource_guid = guid(identity.resource, "events.resource-guid");
    let resource_type = braced(identity.resource_type);
    let name = clean(&identity.name);
    let fields = status.fields();
    let resource =
        [("typeGuid", resource_type.as_str()), ("guid", resource_guid.as_str()), ("name", name.as_str())];
    let numbered: Vec<(String, String)> = fields
        .into_iter()
        .enumerate()
        .filter_map(|(number, (_, value))| Some((format!("c{number}"), clean(&value?))))
        .collect();
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    let missing = identity.missing();
    if !missing.is_empty() {
        let text = format!(" missing, no server can take this: {} ", missing.join(", "));
        writer.write_event(Event::Comment(BytesText::from_escaped(text)))?;
    }
    let text = |writer: &mut Writer<Vec<u8>>, element: &str, text: &str| {
        writer.create_element(element).write_text_content(BytesText::new(text)).map(drop)
    };
    let row = |writer: &mut Writer<Vec<u8>>| {
        let row = writer.create_element("row");
        let columns = numbered.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        row.with_attributes(columns).write_empty().map(drop)
    };
    writer.create_element("message").write_inner_content(|writer| {
        text(writer, "to", &braced(HANDLER))?;
        text(writer, "priority", "1")?;
        text(writer, "time", &moment(now))?;
        writer.create_element("from").write_inner_content(|writer| {
            writer.create_element("resource").with_attributes(resource).write_empty().map(drop)
        })?;
        writer.create_element("body").write_inner_content(|writer| {
            writer.create_element("inventory").write_inner_content(|writer| {
                if identity.form == Form::InventoryClass {
                    writer.create_element("resources").write_inner_content(|writer| {
                        let listed = writer.create_element("resource").with_attribute(("ref", "0"));
                        listed.with_attributes(resource).write_empty().map(drop)
                    })?;
                }
                let (class, subject) = match identity.form {
                    Form::InventoryClass => ("inventoryClass", vec![("resourceRef", "0")]),
                    Form::DataClass => ("dataClass", resource.to_vec()),
                };
                let class = writer.create_element(class).with_attribute(("guid", data_class.as_str()));
                class.write_inner_content(|writer| {
                    writer.create_element("data").write_inner_content(|writer| {
                        let subject_element = writer.create_element("resource");
                        subject_element.with_attributes(subject).write_inner_content(row).map(drop)
                    })?;
                    Ok(())
                })?;
                Ok(())
            })?;
            Ok(())
        })?;
        Ok(())
    })?;
    let mut xml = writer.into_inner();
    xml.push(b'\n');
    String::from_utf8(xml).map_err(io::Error::other)
}

fn braced(guid: Uuid) -> String {
    format!("{{{}}}", guid.to_string().to_uppercase())
}

/// To the second, with its offset: XML Schema's `dateTime`, which says the same everywhere.
fn moment(time: Timestamp) -> String {
    format!("{time:.0}")
}

/// XML cannot hold control characters at all, not even escaped; the server rejects the whole event (article 151953).
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') { '\u{fffd}' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relocation::history::{AttemptRecord, FailureRecord};

    fn record() -> Record {
        let mut record = Record::new(vec!["/old".into()], "/new & \"odd\" <\u{1}>".into(), 3);
        record.id = Uuid::nil();
        let mut last = AttemptRecord::begun(Timestamp::from_second(1_700_000_000).unwrap(), true);
        last.ended = Some(last.started);
        last.measured = Some(Measured {
            total_bytes: Some(10 * MEGABYTE + 1),
            free_bytes: Some(MEGABYTE - 1),
            used_bytes: Some(2 * MEGABYTE + 1),
            required_bytes: Some(3 * MEGABYTE),
            packages: None,
        });
        record.last_attempt = Some(last);
        record.attempts_done = 1;
        record
    }

    fn identity(form: Form) -> Identity {
        Identity {
            form,
            data_class: Some(uuid!("11111111-2222-3333-4444-55555555abcd")),
            resource: Some(uuid!("99999999-2222-3333-4444-55555555abcd")),
            resource_type: COMPUTER,
            name: "PS <1>".into(),
        }
    }

    fn xml(record: &Record, identity: &Identity) -> String {
        let status = LocationStatus::of(record).unwrap();
        nse(&status, identity, Timestamp::from_second(1_700_000_100).unwrap()).unwrap()
    }

    #[test]
    fn the_event_with_a_resource_list() {
        insta::assert_snapshot!(xml(&record(), &identity(Form::InventoryClass)), @r#"
        <message>
          <to>{1592B913-72F3-4C36-91D2-D4EDA21D2F96}</to>
          <priority>1</priority>
          <time>2023-11-14T22:15:00Z</time>
          <from>
            <resource typeGuid="{493435F7-3B17-4C4C-B07F-C23E7AB7781F}" guid="{99999999-2222-3333-4444-55555555ABCD}" name="PS &lt;1&gt;"/>
          </from>
          <body>
            <inventory>
              <resources>
                <resource ref="0" typeGuid="{493435F7-3B17-4C4C-B07F-C23E7AB7781F}" guid="{99999999-2222-3333-4444-55555555ABCD}" name="PS &lt;1&gt;"/>
              </resources>
              <inventoryClass guid="{11111111-2222-3333-4444-55555555ABCD}">
                <data>
                  <resource resourceRef="0">
                    <row c0="/new &amp; &quot;odd&quot; &lt;�&gt;" c1="10" c2="0" c3="3" c4="2023-11-14T22:13:20Z" c5="1073741888" c6="3"/>
                  </resource>
                </data>
              </inventoryClass>
            </inventory>
          </body>
        </message>
        "#);
    }

    #[test]
    fn the_event_as_the_sample_has_it() {
        insta::assert_snapshot!(xml(&record(), &identity(Form::DataClass)), @r#"
        <message>
          <to>{1592B913-72F3-4C36-91D2-D4EDA21D2F96}</to>
          <priority>1</priority>
          <time>2023-11-14T22:15:00Z</time>
          <from>
            <resource typeGuid="{493435F7-3B17-4C4C-B07F-C23E7AB7781F}" guid="{99999999-2222-3333-4444-55555555ABCD}" name="PS &lt;1&gt;"/>
          </from>
          <body>
            <inventory>
              <dataClass guid="{11111111-2222-3333-4444-55555555ABCD}">
                <data>
                  <resource typeGuid="{493435F7-3B17-4C4C-B07F-C23E7AB7781F}" guid="{99999999-2222-3333-4444-55555555ABCD}" name="PS &lt;1&gt;">
                    <row c0="/new &amp; &quot;odd&quot; &lt;�&gt;" c1="10" c2="0" c3="3" c4="2023-11-14T22:13:20Z" c5="1073741888" c6="3"/>
                  </resource>
                </data>
              </dataClass>
            </inventory>
          </body>
        </message>
        "#);
    }

    #[test]
    fn what_is_missing_is_marked_and_never_invented() {
        let mut record = record();
        if let Some(last) = &mut record.last_attempt {
            last.measured = None;
        }
        let identity = Identity { data_class: None, resource: None, ..identity(Form::InventoryClass) };
        let xml = xml(&record, &identity);
        assert_eq!(identity.missing(), ["events.data-class-guid", "events.resource-guid"]);
        assert!(xml.starts_with(
            "<!-- missing, no server can take this: events.data-class-guid, events.resource-guid -->"
        ));
        assert!(xml.contains("guid=\"MISSING: events.resource-guid\""), "{xml}");
        for column in ["c1=", "c2=", "c3=", "c6="] {
            assert!(!xml.contains(column), "{column} in {xml}");
        }
    }

    #[test]
    fn every_bit_has_its_meaning() {
        let bits = |change: &dyn Fn(&mut Record, &mut AttemptRecord)| {
            let mut record = record();
            let mut last = record.last_attempt.take().unwrap();
            change(&mut record, &mut last);
            record.last_attempt = Some(last);
            LocationStatus::of(&record).unwrap().status.to_string()
        };
        let now = Timestamp::from_second(1).unwrap();
        assert_eq!(bits(&|record, _| record.finished = Some(now)), "complete, automatic, smpctl");
        let failure = FailureRecord::new(
            "{1592B913-72F3-4C36-91D2-D4EDA21D2F96}".parse().unwrap(),
            "open".into(),
            "open".into(),
        );
        assert_eq!(
            bits(&|record, last| {
                last.failures.push(failure.clone());
                record.attempts_done = 3;
            }),
            "staying, automatic, exhausted, smpctl"
        );
        assert_eq!(bits(&|_, last| last.ended = None), "stopped, automatic, smpctl");
        assert_eq!(bits(&|_, last| last.stopped = true), "stopped, automatic, smpctl");
        assert_eq!(bits(&|_, last| last.out_of_time = true), "out-of-time, automatic, smpctl");
        assert_eq!(bits(&|_, last| last.error = Some("gone".into())), "failed, automatic, smpctl");
        assert_eq!(
            bits(&|record, last| {
                record.direction = Direction::Revert;
                last.automatic = false;
            }),
            "reverting, smpctl"
        );
        let all = StatusBits::NAMES.iter().fold(0, |all, (bit, _)| {
            assert_eq!(all & bit, 0, "two names for a bit");
            all | bit
        });
        assert!(i32::try_from(all).is_ok(), "the server may keep it as a signed number");
    }
}
