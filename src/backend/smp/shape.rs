//! Where a server's records keep their guid, their name and the like. The layout of result types is not
//! published: what is what is told by the types and the names of the fields, and what stays unclear is a setting.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::error::Error;
use super::wsdl::{Field, Kind, Service};
use super::xml::Element;

/// How deeply a record is searched for one that has the fields.
const DEEPEST: usize = 2;

/// Where a record keeps what is needed of it: names of elements, from the outside in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    guid: Vec<String>,
    name: Vec<String>,
    description: Option<Vec<String>>,
    type_guid: Option<Vec<String>>,
}

/// What a record is about, which its fields may have in front of their names.
#[derive(Debug, Clone, Copy)]
pub struct Subject(&'static [&'static str]);

/// A resource.
pub const RESOURCE: Subject = Subject(&["resource", "item"]);
/// A resource type.
pub const TYPE: Subject =
    Subject(&["resourcetype", "type", "resourcestructure", "structure", "resource", "item"]);
/// A type of associations.
pub const ASSOCIATION: Subject = Subject(&[
    "relationshiptype",
    "relationship",
    "resourcerelationshiptype",
    "resourcerelationship",
    "associationtype",
    "association",
    "resourceassociationtype",
    "resourceassociation",
    "item",
]);
/// A data class.
pub const DATA_CLASS: Subject = Subject(&["dataclass", "class", "item"]);
/// An item.
pub const ITEM: Subject = Subject(&["item"]);

impl Shape {
    /// The shape of a record of this service.
    ///
    /// # Errors
    ///
    /// What stays unclear, and how to set it.
    pub fn of(
        service: &Service,
        record: &str,
        subject: Subject,
        settings: &BTreeMap<String, String>,
    ) -> Result<Self, Error> {
        let finder = Finder { service, record, subject, settings };
        let (guid, within) = finder.guid()?;
        let beside = |found: Vec<&Field>| -> Option<Vec<String>> {
            found.first().map(|field| path(&within, &field.name))
        };
        let name = finder.name(&within)?;
        let fields = finder.fields(&within);
        let description = beside(finder.named(&fields, Kind::Text, "description"));
        let type_guid = fields
            .iter()
            .find(|field| {
                field.kind == Kind::Guid
                    && matches!(
                        plain(&field.name).as_str(),
                        "resourcetypeguid" | "typeguid" | "resourcetypeid" | "typeid"
                    )
            })
            .map(|field| path(&within, &field.name))
            .filter(|found| *found != guid);
        Ok(Self { guid, name, description, type_guid })
    }

    /// The record's guid; nothing if it is empty or none.
    pub fn guid(&self, record: &Element) -> Option<Uuid> {
        at(record, &self.guid)?.text.trim().parse().ok().filter(|guid: &Uuid| !guid.is_nil())
    }

    /// The record's name.
    pub fn name<'e>(&self, record: &'e Element) -> Option<&'e str> {
        Some(at(record, &self.name)?.text.trim()).filter(|name| !name.is_empty())
    }

    /// The record's description, if its type has one.
    pub fn description<'e>(&self, record: &'e Element) -> Option<&'e str> {
        Some(at(record, self.description.as_ref()?)?.text.as_str())
    }

    /// The guid of the resource type, if the record tells it.
    pub fn type_guid(&self, record: &Element) -> Option<Uuid> {
        at(record, self.type_guid.as_ref()?)?.text.trim().parse().ok().filter(|guid: &Uuid| !guid.is_nil())
    }

    /// The path of the name, for writing such a record.
    pub fn name_path(&self) -> &[String] {
        &self.name
    }

    /// The path of the description, if there is one.
    pub fn description_path(&self) -> Option<&[String]> {
        self.description.as_deref()
    }

    /// The path of the resource type's guid, if there is one.
    pub fn type_path(&self) -> Option<&[String]> {
        self.type_guid.as_deref()
    }
}

fn at<'e>(record: &'e Element, path: &[String]) -> Option<&'e Element> {
    path.iter().try_fold(record, |element, name| element.field(name))
}

fn path(within: &[String], field: &str) -> Vec<String> {
    within.iter().cloned().chain([field.to_owned()]).collect()
}

/// A name without case and punctuation.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

struct Finder<'a> {
    service: &'a Service,
    record: &'a str,
    subject: Subject,
    settings: &'a BTreeMap<String, String>,
}

impl<'a> Finder<'a> {
    fn fields(&self, within: &[String]) -> Vec<&'a Field> {
        let mut record = self.service.record(self.record);
        for name in within {
            record = record
                .and_then(|record| record.fields.iter().find(|field| field.name == *name))
                .and_then(|field| match &field.kind {
                    Kind::Record(inner) => self.service.record(inner),
                    _ => None,
                });
        }
        record.map(|record| record.fields.iter().filter(|field| !field.many).collect()).unwrap_or_default()
    }

    /// What the settings say, as a path.
    fn set(&self, what: &str) -> Option<Vec<String>> {
        let setting = self.settings.get(&format!("{}.{what}", self.record))?;
        Some(setting.split('/').map(str::to_owned).collect())
    }

    /// The path of the guid, and that of the record it is in.
    fn guid(&self) -> Result<(Vec<String>, Vec<String>), Error> {
        if let Some(found) = self.set("guid") {
            let within = found[..found.len().saturating_sub(1)].to_vec();
            return Ok((found, within));
        }
        let mut levels = vec![Vec::new()];
        for _ in 0..=DEEPEST {
            let mut deeper = Vec::new();
            for within in &levels {
                let fields = self.fields(within);
                let guids: Vec<&Field> =
                    fields.iter().copied().filter(|field| field.kind == Kind::Guid).collect();
                let by_name = self.best(&guids, &["guid", "id"]);
                let only = if guids.len() == 1 { guids.first() } else { None };
                if let Some(field) = by_name.or(only.copied()) {
                    return Ok((path(within, &field.name), within.clone()));
                }
                if !guids.is_empty() {
                    return Err(self.unclear("guid", &guids));
                }
                let records = fields.iter().filter(|field| matches!(field.kind, Kind::Record(_)));
                deeper.extend(
                    records
                        .filter(|field| self.service.items(&field.kind).is_none())
                        .map(|f| path(within, &f.name)),
                );
            }
            levels = deeper;
        }
        Err(self.unclear("guid", &self.fields(&[])))
    }

    fn name(&self, within: &[String]) -> Result<Vec<String>, Error> {
        if let Some(found) = self.set("name") {
            return Ok(found);
        }
        let fields = self.fields(within);
        let texts: Vec<&Field> = fields.iter().copied().filter(|field| field.kind == Kind::Text).collect();
        let named: Vec<&Field> =
            texts.iter().copied().filter(|field| plain(&field.name).ends_with("name")).collect();
        let only = |fields: &[&'a Field]| if let [only] = fields { Some(*only) } else { None };
        self.best(&texts, &["name"])
            .or_else(|| only(&named))
            .or_else(|| only(&texts))
            .map(|field| path(within, &field.name))
            .ok_or_else(|| self.unclear("name", &fields))
    }

    fn named(&self, fields: &[&'a Field], kind: Kind, suffix: &str) -> Vec<&'a Field> {
        let of_kind: Vec<&Field> = fields.iter().copied().filter(|field| field.kind == kind).collect();
        self.best(&of_kind, &[suffix]).into_iter().collect()
    }

    /// The field that has the name alone, or after what the record is about, in that order.
    fn best(&self, fields: &[&'a Field], suffixes: &[&str]) -> Option<&'a Field> {
        let prefixes = std::iter::once("").chain(self.subject.0.iter().copied());
        prefixes
            .flat_map(|prefix| suffixes.iter().map(move |suffix| format!("{prefix}{suffix}")))
            .find_map(|wanted| fields.iter().find(|field| plain(&field.name) == wanted))
            .copied()
    }

    fn unclear(&self, what: &str, fields: &[&Field]) -> Error {
        let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        Error::Unclear {
            what: format!("which field of the server's type '{}' is the {what} is unclear", self.record),
            found: format!("it has '{}'", names.join("', '")),
            setting: format!("fields.\"{}.{what}\"", self.record),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::smp::wsdl::Record;

    fn service(records: &[(&str, &[(&str, Kind)])]) -> Service {
        let types = records.iter().map(|(name, fields)| {
            let fields = fields
                .iter()
                .map(|(name, kind)| Field {
                    name: (*name).to_owned(),
                    kind: kind.clone(),
                    many: false,
                    optional: false,
                })
                .collect();
            ((*name).to_owned(), Record { namespace: String::new(), fields })
        });
        Service { types: types.collect(), ..Service::default() }
    }

    fn shape(fields: &[(&str, Kind)], subject: Subject) -> Result<(String, String), String> {
        let service = service(&[("Record", fields)]);
        let shape =
            Shape::of(&service, "Record", subject, &BTreeMap::new()).map_err(|error| error.to_string())?;
        Ok((shape.guid.join("/"), shape.name.join("/")))
    }

    #[test]
    fn fields_are_told_by_type_and_name() {
        let is = |guid: &str, name: &str| Ok((guid.to_owned(), name.to_owned()));
        for (guid, name) in
            [("Guid", "Name"), ("GUID", "name"), ("ResourceGUID", "ResourceName"), ("Id", "Resource_Name")]
        {
            let fields = [
                ("ResourceTypeGuid", Kind::Guid),
                (guid, Kind::Guid),
                ("Domain", Kind::Text),
                (name, Kind::Text),
            ];
            assert_eq!(shape(&fields, RESOURCE), is(guid, name));
        }
        assert_eq!(shape(&[("Key", Kind::Guid), ("Title", Kind::Text)], RESOURCE), is("Key", "Title"));
        let fields = [
            ("ParentResourceTypeGuid", Kind::Guid),
            ("ChildResourceTypeGuid", Kind::Guid),
            ("RelationshipTypeGuid", Kind::Guid),
            ("RelationshipName", Kind::Text),
            ("ParentName", Kind::Text),
        ];
        assert_eq!(shape(&fields, ASSOCIATION), is("RelationshipTypeGuid", "RelationshipName"));
        let unclear = shape(&[("A", Kind::Guid), ("B", Kind::Guid)], RESOURCE).unwrap_err();
        assert_eq!(
            unclear,
            "which field of the server's type 'Record' is the guid is unclear: it has 'A', 'B'"
        );
    }

    #[test]
    fn a_record_may_hold_the_one_that_is_meant() {
        let service = service(&[
            ("ResourceData", &[("Info", Kind::Record("Info".into())), ("Note", Kind::Text)]),
            (
                "Info",
                &[
                    ("Guid", Kind::Guid),
                    ("Name", Kind::Text),
                    ("Description", Kind::Text),
                    ("TypeGuid", Kind::Guid),
                ],
            ),
        ]);
        let shape = Shape::of(&service, "ResourceData", RESOURCE, &BTreeMap::new()).unwrap();
        let guid = Uuid::from_u128(7);
        let text = format!(
            "<ResourceData><Info><Guid>{guid}</Guid><Name>HQ</Name><Description>x</Description></Info></ResourceData>"
        );
        let record = Element::parse(text.as_bytes()).unwrap();
        assert_eq!(shape.guid(&record), Some(guid));
        assert_eq!(shape.name(&record), Some("HQ"));
        assert_eq!(shape.description(&record), Some("x"));
        assert_eq!(shape.type_guid(&record), None);
    }

    #[test]
    fn settings_win() {
        let service = service(&[("Record", &[("A", Kind::Guid), ("B", Kind::Guid), ("Name", Kind::Text)])]);
        let settings = BTreeMap::from([("Record.guid".to_owned(), "B".to_owned())]);
        let shape = Shape::of(&service, "Record", RESOURCE, &settings).unwrap();
        assert_eq!(shape.guid, ["B"]);
    }
}
