//! SOAP 1.1: the envelope of a call, as the service's WSDL wants it, and what comes back.

use std::fmt::Write;

use uuid::Uuid;

use super::wsdl::{Field, Kind, Operation, Record, Service};
use super::xml::{Element, escaped};

/// The namespace of the envelope.
const ENVELOPE: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// What a parameter is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A guid; where the server takes text, its text.
    Guid(Uuid),
    /// Text.
    Text(String),
    /// true or false.
    Boolean(bool),
    /// A list.
    List(Vec<Value>),
    /// A complex type, with the fields that matter.
    Record(Vec<(String, Value)>),
}

impl From<Uuid> for Value {
    fn from(guid: Uuid) -> Self {
        Self::Guid(guid)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<&[Uuid]> for Value {
    fn from(guids: &[Uuid]) -> Self {
        Self::List(guids.iter().copied().map(Self::Guid).collect())
    }
}

/// Why a call does not fit what the server says of itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    /// The server has no such parameter.
    #[error("its operation '{operation}' has no parameter '{parameter}' on this server")]
    Parameter {
        /// The operation.
        operation: String,
        /// The parameter.
        parameter: String,
    },
    /// The server wants a type that the value is not.
    #[error("its '{0}' is of a type on this server that smpctl does not know how to fill in")]
    Type(String),
}

/// A fault that a service answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fault {
    /// What went wrong, in the server's words.
    pub message: String,
    /// The type of the exception, where the fault tells it.
    pub exception: Option<String>,
}

/// The envelope of a call.
///
/// # Errors
///
/// What does not fit the service.
pub fn envelope(
    service: &Service,
    operation: &Operation,
    parameters: &[(&str, Value)],
) -> Result<String, Mismatch> {
    for (name, _) in parameters {
        if !operation.parameters.fields.iter().any(|field| field.name.eq_ignore_ascii_case(name)) {
            return Err(Mismatch::Parameter {
                operation: operation.request.clone(),
                parameter: (*name).to_owned(),
            });
        }
    }
    let namespace = &operation.parameters.namespace;
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<soap:Envelope xmlns:soap=\"{ENVELOPE}\"><soap:Body><{} \
         xmlns=\"{}\">",
        operation.request,
        escaped(namespace)
    );
    for field in &operation.parameters.fields {
        let given = parameters.iter().find(|(name, _)| field.name.eq_ignore_ascii_case(name));
        write_field(service, field, namespace, namespace, given.map(|(_, value)| value), &mut text)?;
    }
    let _ = write!(text, "</{}></soap:Body></soap:Envelope>", operation.request);
    Ok(text)
}

/// Writes an element; `inside` is the namespace that is in force where it stands.
fn write_field(
    service: &Service,
    field: &Field,
    namespace: &str,
    inside: &str,
    value: Option<&Value>,
    text: &mut String,
) -> Result<(), Mismatch> {
    let Some(value) = value else {
        if let Some(nothing) = nothing(&field.kind).filter(|_| !field.optional) {
            write_text(&field.name, namespace, inside, nothing, text);
        }
        return Ok(());
    };
    let wrong = || Mismatch::Type(field.name.clone());
    match (value, &field.kind) {
        (Value::List(values), kind) => {
            let item = service.items(kind).ok_or_else(wrong)?;
            let Kind::Record(list) = kind else { return Err(wrong()) };
            let within = &service.record(list).ok_or_else(wrong)?.namespace;
            open(&field.name, namespace, inside, text);
            for value in values {
                write_field(service, item, within, namespace, Some(value), text)?;
            }
            close(&field.name, text);
        }
        (Value::Record(values), Kind::Record(name)) => {
            let record = service.record(name).ok_or_else(wrong)?;
            open(&field.name, namespace, inside, text);
            for inner in &record.fields {
                let given = values
                    .iter()
                    .find(|(name, _)| inner.name.eq_ignore_ascii_case(name))
                    .map(|(_, value)| value);
                write_field(service, inner, &record.namespace, namespace, given, text)?;
            }
            close(&field.name, text);
        }
        (Value::Guid(guid), Kind::Guid | Kind::Text) => {
            write_text(&field.name, namespace, inside, &guid.to_string(), text);
        }
        (Value::Text(content), Kind::Text) => write_text(&field.name, namespace, inside, content, text),
        (Value::Boolean(value), Kind::Boolean) => {
            write_text(&field.name, namespace, inside, if *value { "true" } else { "false" }, text);
        }
        _ => return Err(wrong()),
    }
    Ok(())
}

/// What stands for "nothing" in a field that must not be left out.
fn nothing(kind: &Kind) -> Option<&'static str> {
    match kind {
        Kind::Guid => Some("00000000-0000-0000-0000-000000000000"),
        Kind::Boolean => Some("false"),
        Kind::Number => Some("0"),
        Kind::Time => Some("0001-01-01T00:00:00"),
        Kind::Text | Kind::Record(_) | Kind::Any | Kind::Other(_) => None,
    }
}

fn open(name: &str, namespace: &str, inside: &str, text: &mut String) {
    let _ = match namespace == inside {
        true => write!(text, "<{name}>"),
        false => write!(text, "<{name} xmlns=\"{}\">", escaped(namespace)),
    };
}

fn close(name: &str, text: &mut String) {
    let _ = write!(text, "</{name}>");
}

fn write_text(name: &str, namespace: &str, inside: &str, content: &str, text: &mut String) {
    open(name, namespace, inside, text);
    text.push_str(&escaped(content));
    close(name, text);
}

/// What an answer is.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    /// The result; missing where the operation has none, or the server answered nothing.
    Result(Option<Element>),
    /// A fault.
    Fault(Fault),
    /// XML that is no SOAP; its root.
    NoSoap(String),
}

/// Reads an answer.
pub fn answer(mut envelope: Element) -> Answer {
    if &*envelope.name != "Envelope" || &*envelope.namespace != ENVELOPE {
        return Answer::NoSoap(envelope.name.to_string());
    }
    let body = envelope.children.iter().position(|child| &*child.name == "Body");
    let Some(mut body) = body.map(|at| envelope.children.swap_remove(at)) else {
        return Answer::NoSoap("Envelope".into());
    };
    if let Some(found) = body.child("Fault") {
        return Answer::Fault(fault(found));
    }
    if body.children.is_empty() {
        return Answer::Result(None);
    }
    let mut response = body.children.swap_remove(0);
    let is_empty = response.children.first().is_none_or(Element::is_nil);
    Answer::Result((!is_empty).then(|| response.children.swap_remove(0)))
}

fn fault(fault: &Element) -> Fault {
    let text = |name: &str| fault.find(name).map(|found| found.text.trim().to_owned());
    let message = text("faultstring").filter(|text| !text.is_empty());
    let exception = fault
        .child("detail")
        .and_then(|detail| detail.find("exceptionType"))
        .map(|found| found.text.trim().to_owned())
        .filter(|name| !name.is_empty());
    Fault { message: message.unwrap_or_else(|| "no reason is told".into()), exception }
}

impl Fault {
    /// The exception without its namespace, which the message may tell where the detail does not.
    pub fn is(&self, exception: &str) -> bool {
        match &self.exception {
            Some(name) => name.rsplit(['.', ':']).next() == Some(exception),
            None => self.message.contains(exception),
        }
    }

    /// The account lacks a right.
    pub fn is_denied(&self) -> bool {
        self.is("ASDKInsufficientPermissionException")
            || self.is("UnauthorizedAccessException")
            || self.is("SecurityException")
    }

    /// The thing is not there.
    pub fn is_absent(&self) -> bool {
        self.is("ASDKDoesNotExistException")
    }

    /// The server does not know the operation by this name any more: its description is another one now.
    pub fn is_outdated(&self) -> bool {
        self.message.contains("SOAPAction")
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // ASP.NET puts its stack trace into the message.
        let line = self.message.lines().next().unwrap_or_default().trim();
        let line = line.strip_suffix("--->").unwrap_or(line);
        // Its own exception around the one that matters, and the names of both, help nobody.
        let line = line.rsplit("---> ").next().unwrap_or(line).trim();
        let line = line.strip_prefix("System.Web.Services.Protocols.SoapException: ").unwrap_or(line);
        let line: String = line.chars().take(400).collect();
        match &self.exception {
            Some(exception) if !line.contains(exception.as_str()) => write!(f, "{line} ({exception})"),
            _ => f.write_str(&line),
        }
    }
}

/// The fields of a record, for whoever looks for one of them.
pub fn fields_of<'a>(service: &'a Service, kind: &Kind) -> Option<&'a Record> {
    let kind = service.items(kind).map_or(kind, |item| &item.kind);
    match kind {
        Kind::Record(name) => service.record(name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service() -> Service {
        Service::read(&Element::parse(include_bytes!("fixture.wsdl")).unwrap()).unwrap()
    }

    fn call(operation: &str, parameters: &[(&str, Value)]) -> Result<Element, Mismatch> {
        let service = service();
        let text = envelope(&service, &service.operations[operation], parameters)?;
        Ok(Element::parse(text.as_bytes()).unwrap().child("Body").unwrap().children[0].clone())
    }

    const A: Uuid = Uuid::from_u128(0xA);

    #[test]
    fn parameters_come_in_the_order_and_the_namespace_of_the_service() {
        let call = call(
            "FormAssociation",
            &[("relationshipChildGUIDs", [A, A].as_slice().into()), ("relationshipTypeGUID", A.into())],
        )
        .unwrap();
        let names: Vec<_> = call.children.iter().map(|child| &*child.name).collect();
        assert_eq!(names, ["relationshipTypeGUID", "relationshipParentGUID", "relationshipChildGUIDs"]);
        assert!(call.children.iter().all(|child| &*child.namespace == "urn:example:resources"));
        // What must not be left out, but was, is empty.
        assert_eq!(call.children[1].text, Uuid::nil().to_string());
        let guids: Vec<_> = call.children[2].all("guid").map(|guid| guid.text.as_str()).collect();
        assert_eq!(guids, [A.to_string(), A.to_string()]);
    }

    #[test]
    fn text_cannot_break_out_of_its_element() {
        let call = call("GetDataClassData", &[("dataClass", "</dataClass><x/>&".into())]).unwrap();
        assert_eq!(call.children.len(), 1);
        assert_eq!(call.children[0].text, "</dataClass><x/>&");
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let no = call("FormAssociation", &[("force", true.into())]).unwrap_err();
        assert_eq!(no.to_string(), "its operation 'FormAssociation' has no parameter 'force' on this server");
        assert!(call("FormAssociation", &[("relationshipTypeGUID", true.into())]).is_err());
        assert!(call("GetResourcesOfType", &[("resourceTypeGUID", [A].as_slice().into())]).is_err());
    }

    fn answer_to(body: &str) -> Answer {
        let text = format!("<e:Envelope xmlns:e='{ENVELOPE}'><e:Body>{body}</e:Body></e:Envelope>");
        answer(Element::parse(text.as_bytes()).unwrap())
    }

    #[test]
    fn results_and_their_absence_are_told_apart() {
        let result = |answer| match answer {
            Answer::Result(result) => result.map(|result| result.text),
            other => panic!("{other:?}"),
        };
        assert_eq!(result(answer_to("<R><RResult>x</RResult></R>")), Some("x".into()));
        let nil = "<R xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><RResult i:nil='true'/></R>";
        assert_eq!(result(answer_to(nil)), None);
        assert_eq!(result(answer_to("<R/>")), None);
        assert_eq!(result(answer_to("")), None);
        assert_eq!(answer(Element::parse(b"<html/>").unwrap()), Answer::NoSoap("html".into()));
    }

    #[test]
    fn faults_tell_what_and_why() {
        let fault = |detail: &str, message: &str| match answer_to(&format!(
            "<e:Fault><faultcode>e:Server</faultcode><faultstring>{message}</faultstring>{detail}</e:Fault>"
        )) {
            Answer::Fault(fault) => fault,
            other => panic!("{other:?}"),
        };
        let denied = fault(
            "<detail><x:ExceptionType xmlns:x='urn:x'>Altiris.ASDK.ASDKInsufficientPermissionException</x:ExceptionType></detail>",
            "Access denied\n   at Altiris.X()",
        );
        assert!(denied.is_denied() && !denied.is_absent());
        assert_eq!(denied.to_string(), "Access denied (Altiris.ASDK.ASDKInsufficientPermissionException)");
        let absent = fault("<detail/>", "Altiris.ASDK.ASDKDoesNotExistException: no such item ---&gt;");
        assert!(absent.is_absent());
        assert_eq!(absent.to_string(), "Altiris.ASDK.ASDKDoesNotExistException: no such item");
        let wrapped = "System.Web.Services.Protocols.SoapException: Server was unable to process request. ---&gt; \
                       System.Exception: Out of order";
        assert_eq!(fault("", wrapped).to_string(), "System.Exception: Out of order");
        assert!(fault("", "Server did not recognize the value of HTTP Header SOAPAction: x.").is_outdated());
    }
}
