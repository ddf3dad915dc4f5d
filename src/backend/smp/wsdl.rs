//! What a web service says of itself in its WSDL: the namespace, the SOAPAction and the parameters of each
//! operation in their order, and the layout of the types. None of it is published, so none of it is assumed.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::xml::Element;

const SCHEMA: &str = "http://www.w3.org/2001/XMLSchema";
const SOAP_1_1: &str = "http://schemas.xmlsoap.org/wsdl/soap/";

/// Types nest no deeper; what does, refers to itself.
const DEEPEST: usize = 16;

/// A web service.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Its operations, by name.
    pub operations: BTreeMap<String, Operation>,
    /// Its complex types, by name.
    pub types: BTreeMap<String, Record>,
}

/// An operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    /// The value of the SOAPAction header.
    pub action: String,
    /// The element that holds the parameters.
    pub request: String,
    /// The parameters.
    pub parameters: Record,
    /// The result; missing where there is none.
    pub result: Option<Field>,
}

/// A complex type: fields in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The namespace of the fields' elements; empty where they are unqualified.
    pub namespace: String,
    /// The fields.
    pub fields: Vec<Field>,
}

/// A field of a complex type, a parameter, or a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The name of its element.
    pub name: String,
    /// Its type.
    pub kind: Kind,
    /// It may come many times.
    #[serde(default)]
    pub many: bool,
    /// It may be left out.
    #[serde(default)]
    pub optional: bool,
}

/// The type of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A guid.
    Guid,
    /// Text.
    Text,
    /// true or false.
    Boolean,
    /// A number.
    Number,
    /// A moment.
    Time,
    /// A complex type of the service.
    Record(String),
    /// Anything: a DataTable, which brings its own schema along.
    Any,
    /// Another simple type, by its name.
    Other(String),
}

/// Why a WSDL is of no use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WsdlError {
    /// It is something else.
    #[error("the answer is no description of a web service: its root is '{0}', not 'definitions'")]
    NoWsdl(String),
    /// It has no SOAP 1.1 operations.
    #[error("the description names no operation that SOAP 1.1 could call")]
    NoOperations,
}

impl Service {
    /// Reads a WSDL.
    ///
    /// # Errors
    ///
    /// Why it is of no use.
    pub fn read(wsdl: &Element) -> Result<Self, WsdlError> {
        if &*wsdl.name != "definitions" {
            return Err(WsdlError::NoWsdl(wsdl.name.to_string()));
        }
        let schemas: Vec<Schema<'_>> = wsdl
            .all("types")
            .flat_map(|types| &types.children)
            .filter(|schema| &*schema.namespace == SCHEMA && &*schema.name == "schema")
            .map(Schema::of)
            .collect();
        let mut service = Self { types: types(&schemas), ..Self::default() };
        let actions = actions(wsdl);
        for operation in wsdl.all("portType").flat_map(|port| port.all("operation")) {
            let name = operation.attribute("name").unwrap_or_default();
            let Some(action) = actions.get(name).filter(|_| !service.operations.contains_key(name)) else {
                continue;
            };
            let wrapper = |direction: &str| {
                let message = local(operation.child(direction)?.attribute("message")?);
                let message = wsdl.all("message").find(|known| known.attribute("name") == Some(message))?;
                let element = message.all("part").find_map(|part| part.attribute("element"))?;
                schemas.iter().find_map(|schema| Some((local(element), schema.element(local(element))?)))
            };
            // Other parts (of HTTP GET and POST bindings) have types instead of elements.
            let Some((request, parameters)) = wrapper("input") else { continue };
            let result = wrapper("output").and_then(|(_, output)| output.fields.into_iter().next());
            let operation =
                Operation { action: action.clone(), request: request.to_owned(), parameters, result };
            service.operations.insert(name.to_owned(), operation);
        }
        if service.operations.is_empty() {
            return Err(WsdlError::NoOperations);
        }
        Ok(service)
    }

    /// The complex type of this name.
    pub fn record(&self, name: &str) -> Option<&Record> {
        self.types.get(name)
    }

    /// What a list of this type consists of: the type `ArrayOfX` has one field that comes many times.
    pub fn items(&self, kind: &Kind) -> Option<&Field> {
        let Kind::Record(name) = kind else { return None };
        match self.record(name)?.fields.as_slice() {
            [only] if only.many => Some(only),
            _ => None,
        }
    }

    /// The complex type that an operation's result is, or is a list of.
    pub fn result_record(&self, operation: &str) -> Option<(&str, &Record)> {
        let result = self.operations.get(operation)?.result.as_ref()?;
        let kind = self.items(&result.kind).map_or(&result.kind, |item| &item.kind);
        match kind {
            Kind::Record(name) => Some((name.as_str(), self.record(name)?)),
            _ => None,
        }
    }
}

/// A qualified name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The SOAPAction of each operation, from the binding for SOAP 1.1.
fn actions(wsdl: &Element) -> HashMap<&str, String> {
    let is_soap = |element: &Element| &*element.namespace == SOAP_1_1;
    let mut actions = HashMap::new();
    for binding in wsdl.all("binding").filter(|binding| binding.all("binding").any(is_soap)) {
        for operation in binding.all("operation") {
            let soap = operation.all("operation").find(|inner| is_soap(inner));
            if let (Some(name), Some(soap)) = (operation.attribute("name"), soap) {
                actions.insert(name, soap.attribute("soapAction").unwrap_or_default().to_owned());
            }
        }
    }
    actions
}

struct Schema<'a> {
    element: &'a Element,
    namespace: &'a str,
    qualified: bool,
}

impl<'a> Schema<'a> {
    fn of(element: &'a Element) -> Self {
        Self {
            element,
            namespace: element.attribute("targetNamespace").unwrap_or_default(),
            qualified: element.attribute("elementFormDefault") == Some("qualified"),
        }
    }

    /// The fields of the top-level element of this name; the record's namespace is that of the element itself,
    /// in which its fields are too where the schema qualifies them.
    fn element(&self, name: &str) -> Option<Record> {
        let element = self.element.all("element").find(|element| element.attribute("name") == Some(name))?;
        let mut fields = Vec::new();
        if let Some(inner) = element.child("complexType") {
            self.fields(inner, &mut fields, 0);
        }
        Some(Record { namespace: self.namespace.to_owned(), fields })
    }

    fn fields(&self, inside: &Element, fields: &mut Vec<Field>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        for child in &inside.children {
            match &*child.name {
                "element" => fields.extend(field(child)),
                "sequence" | "all" | "choice" => self.fields(child, fields, depth + 1),
                "complexContent" => {
                    for extension in child.all("extension") {
                        let base = extension.attribute("base").map(local).unwrap_or_default();
                        let base = self
                            .element
                            .all("complexType")
                            .find(|known| known.attribute("name") == Some(base));
                        if let Some(base) = base {
                            self.fields(base, fields, depth + 1);
                        }
                        self.fields(extension, fields, depth + 1);
                    }
                }
                _ => {}
            }
        }
    }
}

fn types(schemas: &[Schema<'_>]) -> BTreeMap<String, Record> {
    let mut types = BTreeMap::new();
    for schema in schemas {
        for complex in schema.element.all("complexType") {
            let mut fields = Vec::new();
            schema.fields(complex, &mut fields, 0);
            let namespace = if schema.qualified { schema.namespace } else { "" };
            if let Some(name) = complex.attribute("name") {
                types
                    .entry(name.to_owned())
                    .or_insert_with(|| Record { namespace: namespace.to_owned(), fields });
            }
        }
    }
    types
}

fn field(element: &Element) -> Option<Field> {
    let name = element.attribute("name")?.to_owned();
    let many = match element.attribute("maxOccurs") {
        None | Some("0" | "1") => false,
        Some(_) => true,
    };
    let optional =
        element.attribute("minOccurs") == Some("0") || element.attribute("nillable") == Some("true");
    let kind = match element.attribute("type") {
        Some(kind) => kind_of(local(kind)),
        None => Kind::Any,
    };
    Some(Field { name, kind, many, optional })
}

/// A prefix could stand for anything, but a type of XML Schema never has the name of a type of the service, and
/// only the guid is in a namespace of its own.
fn kind_of(name: &str) -> Kind {
    match name {
        "guid" => Kind::Guid,
        "string" => Kind::Text,
        "boolean" => Kind::Boolean,
        "int" | "long" | "short" | "byte" | "unsignedByte" | "unsignedInt" | "unsignedLong"
        | "unsignedShort" | "double" | "float" | "decimal" | "integer" => Kind::Number,
        "dateTime" | "date" | "time" => Kind::Time,
        "base64Binary" | "anyURI" | "QName" | "duration" | "char" => Kind::Other(name.to_owned()),
        _ => Kind::Record(name.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service() -> Service {
        Service::read(&Element::parse(include_bytes!("fixture.wsdl")).unwrap()).unwrap()
    }

    #[test]
    fn operations_are_read_from_the_soap_1_1_binding() {
        let service = service();
        assert_eq!(
            service.operations.keys().collect::<Vec<_>>(),
            ["FormAssociation", "GetDataClassData", "GetResourcesOfType"]
        );
        let form = &service.operations["FormAssociation"];
        assert_eq!(form.action, "urn:act/FormAssociation");
        assert_eq!(form.parameters.namespace, "urn:example:resources");
        assert_eq!(form.result, None);
        let names: Vec<_> = form.parameters.fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, ["relationshipTypeGUID", "relationshipParentGUID", "relationshipChildGUIDs"]);
        assert_eq!(service.items(&form.parameters.fields[2].kind).map(|item| &*item.name), Some("guid"));
        let data = &service.operations["GetDataClassData"];
        assert_eq!(data.parameters.fields[0].kind, Kind::Text);
        assert_eq!(data.result.as_ref().map(|result| &result.kind), Some(&Kind::Any));
    }

    #[test]
    fn the_layout_of_results_is_read_with_what_it_extends() {
        let service = service();
        let (name, record) = service.result_record("GetResourcesOfType").unwrap();
        assert_eq!((name, &*record.namespace), ("ResourceDataInfo", "urn:example:resources"));
        let fields: Vec<_> = record.fields.iter().map(|field| (field.name.as_str(), &field.kind)).collect();
        assert_eq!(
            fields,
            [
                ("ResourceName", &Kind::Text),
                ("ResourceGUID", &Kind::Guid),
                ("ResourceTypeGUID", &Kind::Guid),
                ("Managed", &Kind::Boolean)
            ]
        );
    }

    #[test]
    fn what_is_no_wsdl_is_told() {
        let read = |text: &str| Service::read(&Element::parse(text.as_bytes()).unwrap()).unwrap_err();
        assert_eq!(read("<html/>"), WsdlError::NoWsdl("html".into()));
        assert_eq!(read("<definitions/>"), WsdlError::NoOperations);
    }
}
