//! A small SMP in the test's own process, over plain HTTP, that can misbehave in any way: its answers are bytes.
//!
//! What a real ASP.NET runtime answers, `tests/asmx` shows; this one is for what no runtime would do on purpose.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Request {
    pub target: String,
    pub headers: HashMap<String, String>,
    pub body: String,
    /// Which connection it came on, from 1.
    pub connection: usize,
}

impl Request {
    /// The operation that is called, or `WSDL`.
    pub fn operation(&self) -> &str {
        match self.headers.get("soapaction") {
            Some(action) => action.trim_matches('"').rsplit('/').next().unwrap(),
            None => "WSDL",
        }
    }
}

/// What the server does with a request.
pub enum Act {
    /// Answers with status, headers and body.
    Answer(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// Sends these bytes and closes the connection.
    Raw(Vec<u8>),
    /// Sends a head, and then bytes until the client goes away.
    Flood,
    /// Says nothing for so long, then closes.
    Silence(Duration),
    /// Does what a well-behaved server does.
    Well,
}

/// What may get in the way of a request.
type Fault = Box<dyn Fn(&Request) -> Act + Send + Sync>;

/// The server; it ends with the test.
pub struct Smp {
    address: SocketAddr,
    calls: Arc<Mutex<Vec<Request>>>,
    fault: Arc<Mutex<Fault>>,
    stop: Arc<AtomicBool>,
    pub sent: Arc<AtomicUsize>,
    /// What IsHierarchyMember answers.
    pub is_member: Arc<AtomicBool>,
    /// What PS-1 told of its storage last: cells of a row.
    pub told: Arc<Mutex<String>>,
    /// What GetTaskStatus says of every run.
    pub task: Arc<Mutex<String>>,
}

impl Smp {
    /// A server with one site, two subnets, one of them in the site, and no Package Server.
    pub fn start() -> Self {
        Self::start_with(Content::default())
    }

    /// The same with a Package Server, PS-1, of whose addresses nothing is known.
    pub fn start_with_server() -> Self {
        let mut content = Content::default();
        content.resources.push((PS_1.into(), "PS-1".into(), SERVER_TYPE.into()));
        Self::start_with(content)
    }

    fn start_with(content: Content) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let smp = Self {
            address: listener.local_addr().unwrap(),
            calls: Arc::default(),
            fault: Arc::new(Mutex::new(Box::new(|_| Act::Well))),
            stop: Arc::default(),
            sent: Arc::default(),
            is_member: content.is_member.clone(),
            told: content.told.clone(),
            task: content.task.clone(),
        };
        let world = Arc::new(Mutex::new(content));
        let (calls, fault, stop, sent) =
            (smp.calls.clone(), smp.fault.clone(), smp.stop.clone(), smp.sent.clone());
        thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                if stop.load(Ordering::Relaxed) {
                    return;
                }
                let (calls, fault, world, sent) = (calls.clone(), fault.clone(), world.clone(), sent.clone());
                let Ok(stream) = stream else { continue };
                thread::spawn(move || {
                    let _ = serve(&stream, number + 1, &calls, &fault, &world, &sent);
                });
            }
        });
        smp
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn calls(&self) -> Vec<Request> {
        self.calls.lock().unwrap().clone()
    }

    pub fn forget_calls(&self) {
        self.calls.lock().unwrap().clear();
    }

    /// How often the operation was called.
    pub fn count(&self, operation: &str) -> usize {
        self.calls().iter().filter(|call| call.operation() == operation).count()
    }

    pub fn misbehave(&self, fault: impl Fn(&Request) -> Act + Send + Sync + 'static) {
        *self.fault.lock().unwrap() = Box::new(fault);
    }
}

impl Drop for Smp {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address);
    }
}

fn serve(
    stream: &TcpStream,
    connection: usize,
    calls: &Mutex<Vec<Request>>,
    fault: &Mutex<Fault>,
    content: &Mutex<Content>,
    sent: &AtomicUsize,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let target = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let mut headers = HashMap::new();
        loop {
            let mut header = String::new();
            reader.read_line(&mut header)?;
            match header.trim().split_once(':') {
                Some((name, value)) => headers.insert(name.to_lowercase(), value.trim().to_owned()),
                None => break,
            };
        }
        let length = headers.get("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let request = Request { target, headers, body: String::from_utf8(body).unwrap(), connection };
        calls.lock().unwrap().push(request.clone());
        let act = fault.lock().unwrap()(&request);
        let mut out = stream;
        match act {
            Act::Raw(bytes) => return out.write_all(&bytes),
            Act::Silence(duration) => {
                thread::sleep(duration);
                return Ok(());
            }
            Act::Flood => {
                out.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<x>")?;
                let chunk = vec![b'x'; 1 << 20];
                loop {
                    out.write_all(&chunk)?;
                    sent.fetch_add(chunk.len(), Ordering::Relaxed);
                }
            }
            Act::Answer(status, headers, body) => answer(out, status, &headers, &body)?,
            Act::Well => {
                let (status, body) = content.lock().unwrap().answer(&request);
                answer(out, status, &[("Content-Type", "text/xml; charset=utf-8".into())], body.as_bytes())?;
            }
        }
    }
}

fn answer(mut out: &TcpStream, status: u16, headers: &[(&str, String)], body: &[u8]) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {status} Status\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    out.write_all(format!("{head}\r\n").as_bytes())?;
    out.write_all(body)
}

const SITE_TYPE: &str = "00000000-0000-4000-8000-0000000000a1";
const SUBNET_TYPE: &str = "00000000-0000-4000-8000-0000000000a2";
const LINK: &str = "00000000-0000-4000-8000-0000000000b1";
const HQ: &str = "00000000-0000-4000-8000-000000000001";
const IN_HQ: &str = "00000000-0000-4000-8000-000000000002";
const SERVER_TYPE: &str = "00000000-0000-4000-8000-0000000000a3";
const MANUAL: &str = "00000000-0000-4000-8000-0000000000b2";
pub const PS_1: &str = "00000000-0000-4000-8000-000000000004";
const STATUS_CLASS: &str = "00000000-0000-4000-8000-0000000000c1";
/// The only task.
pub const TASK: &str = "00000000-0000-4000-8000-0000000000d1";
/// Its only run.
pub const RUN: &str = "00000000-0000-4000-8000-0000000000d2";
const ELSEWHERE: &str = "00000000-0000-4000-8000-000000000003";

/// The resources: guid, name, type; and which subnet is in which site.
struct Content {
    resources: Vec<(String, String, String)>,
    /// Association type, site, and what is associated with it.
    links: Vec<(String, String, String)>,
    is_member: Arc<AtomicBool>,
    told: Arc<Mutex<String>>,
    task: Arc<Mutex<String>>,
}

impl Default for Content {
    fn default() -> Self {
        let resource =
            |guid: &str, name: &str, kind: &str| (guid.to_owned(), name.to_owned(), kind.to_owned());
        Self {
            resources: vec![
                resource(HQ, "HQ", SITE_TYPE),
                resource(IN_HQ, "10.1.0.0/16", SUBNET_TYPE),
                resource(ELSEWHERE, "10.2.0.0/16", SUBNET_TYPE),
            ],
            links: vec![(LINK.into(), HQ.into(), IN_HQ.into())],
            is_member: Arc::default(),
            told: Arc::default(),
            task: Arc::new(Mutex::new("<Status>Running</Status>".into())),
        }
    }
}

/// A name and a type.
type Typed = (&'static str, &'static str);

/// The operations: parameters, and the type of the result.
const OPERATIONS: &[(&str, &[Typed], &str)] = &[
    ("GetLastStuctureChangeTimestamp", &[], "s:dateTime"),
    ("GetResourceStructureList", &[], "t:ArrayOfResourceDataInfo"),
    (
        "GetRelationshipsForResourceType",
        &[("resourceTypeGUID", "g:guid"), ("asParent", "s:boolean")],
        "t:ArrayOfResourceDataInfo",
    ),
    ("GetDataClassesForResourceType", &[("resourceTypeGUID", "g:guid")], "t:ArrayOfResourceDataInfo"),
    ("GetResourcesOfType", &[("resourceTypeGUID", "g:guid")], "t:ArrayOfResourceDataInfo"),
    (
        "GetAssociatedChildResources",
        &[("resourceTypeGUID", "g:guid"), ("resourceGUID", "g:guid"), ("associationType", "g:guid")],
        "t:ArrayOfResourceDataInfo",
    ),
    (
        "GetAssociatedParentResources",
        &[("resourceTypeGUID", "g:guid"), ("resourceGUID", "g:guid"), ("associationType", "g:guid")],
        "t:ArrayOfResourceDataInfo",
    ),
    (
        "GetResource",
        &[("resourceGUID", "g:guid"), ("dataClassTypesToFetchGUID", "t:ArrayOfGuid")],
        "t:ResourceDataInfo",
    ),
    (
        "CreateNewResourceLight",
        &[("resourceTypeGUID", "g:guid"), ("info", "t:ResourceDataInfo")],
        "t:ResourceDataInfo",
    ),
    ("IsHierarchyMember", &[], "s:boolean"),
    ("GetTask", &[("taskGuid", "s:string")], "t:TaskDetails"),
    (
        "ExecuteTask",
        &[("taskGuid", "s:string"), ("executionName", "s:string"), ("inputParameters", "s:string")],
        "g:guid",
    ),
    ("GetTaskStatus", &[("taskGuid", "s:string")], "t:ArrayOfTaskStatusDetails"),
    ("GetDataClassData", &[("dataClass", "s:string"), ("resourceGuid", "s:string")], "s:anyType"),
    ("DeleteResource", &[("resourceGuid", "g:guid")], ""),
    (
        "FormAssociation",
        &[
            ("relationshipTypeGUID", "g:guid"),
            ("relationshipParentGUID", "g:guid"),
            ("relationshipChildGUIDs", "t:ArrayOfGuid"),
        ],
        "",
    ),
    (
        "BreakAssociation",
        &[
            ("relationshipTypeGUID", "g:guid"),
            ("relationshipParentGUID", "g:guid"),
            ("relationshipChildGUIDs", "t:ArrayOfGuid"),
        ],
        "",
    ),
];

/// A description of the operations.
pub fn wsdl() -> String {
    let [mut elements, mut messages, mut port, mut binding] = [const { String::new() }; 4];
    for (name, parameters, result) in OPERATIONS {
        let field = |(name, kind): &(&str, &str)| format!("<s:element name='{name}' type='{kind}'/>");
        let parameters: String = parameters.iter().map(field).collect();
        let result =
            if result.is_empty() { String::new() } else { field(&(&format!("{name}Result"), result)) };
        elements += &format!(
            "<s:element name='{name}'><s:complexType><s:sequence>{parameters}</s:sequence></s:complexType></s:element>
             <s:element name='{name}Response'><s:complexType><s:sequence>{result}</s:sequence></s:complexType></s:element>"
        );
        messages += &format!(
            "<message name='{name}In'><part name='p' element='t:{name}'/></message>
             <message name='{name}Out'><part name='p' element='t:{name}Response'/></message>"
        );
        port += &format!(
            "<operation name='{name}'><input message='t:{name}In'/><output message='t:{name}Out'/></operation>"
        );
        binding +=
            &format!("<operation name='{name}'><soap:operation soapAction='urn:smp/{name}'/></operation>");
    }
    format!(
        "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/' xmlns:s='http://www.w3.org/2001/XMLSchema' xmlns:t='urn:smp'
          xmlns:g='http://microsoft.com/wsdl/types/' xmlns:soap='http://schemas.xmlsoap.org/wsdl/soap/'><types>
         <s:schema targetNamespace='urn:smp' elementFormDefault='qualified'>{elements}
         <s:complexType name='ResourceDataInfo'><s:sequence><s:element name='Guid' type='g:guid'/>
         <s:element name='Name' type='s:string' minOccurs='0'/></s:sequence></s:complexType>
         <s:complexType name='ArrayOfResourceDataInfo'><s:sequence>
         <s:element name='ResourceDataInfo' maxOccurs='unbounded' type='t:ResourceDataInfo'/></s:sequence></s:complexType>
         <s:complexType name='TaskDetails'><s:sequence><s:element name='Guid' type='g:guid'/>
         <s:element name='Name' type='s:string'/></s:sequence></s:complexType>
         <s:complexType name='TaskStatusDetails'><s:sequence><s:element name='InstanceGuid' type='g:guid'/>
         <s:element name='Status' type='s:string'/><s:element name='EndTime' nillable='true' type='s:dateTime'/></s:sequence></s:complexType>
         <s:complexType name='ArrayOfTaskStatusDetails'><s:sequence>
         <s:element name='TaskStatusDetails' maxOccurs='unbounded' type='t:TaskStatusDetails'/></s:sequence></s:complexType>
         <s:complexType name='ArrayOfGuid'><s:sequence><s:element name='guid' maxOccurs='unbounded' type='g:guid'/>
         </s:sequence></s:complexType></s:schema></types>{messages}<portType name='P'>{port}</portType>
         <binding name='B' type='t:P'><soap:binding transport='http'/>{binding}</binding></definitions>"
    )
}

/// A SOAP answer.
pub fn envelope(body: &str) -> String {
    format!(
        "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body>{body}</e:Body></e:Envelope>"
    )
}

/// A SOAP fault.
pub fn fault(message: &str, exception: &str) -> String {
    envelope(&format!(
        "<e:Fault><faultcode>e:Server</faultcode><faultstring>{message}</faultstring><detail><exceptionType>{exception}\
         </exceptionType></detail></e:Fault>"
    ))
}

/// The text of the first element of this name.
fn text<'a>(body: &'a str, name: &str) -> &'a str {
    let Some((_, rest)) = body.split_once(&format!("<{name}>")) else { return "" };
    rest.split_once('<').map_or("", |(text, _)| text)
}

impl Content {
    fn answer(&mut self, request: &Request) -> (u16, String) {
        if request.operation() == "WSDL" {
            let services = [
                "nswebservice/ResourceModel",
                "ASDK.NS/HierarchyManagementService",
                "ASDK.NS/ResourceManagementService",
                "ASDK.Task/TaskManagementService",
            ];
            let is_there = services
                .iter()
                .any(|service| request.target.starts_with(&format!("/Altiris/{service}.asmx")));
            return if is_there { (200, wsdl()) } else { (404, String::new()) };
        }
        let operation = request.operation();
        let body = &request.body;
        let info = |guid: &str, name: &str| format!("<Guid>{guid}</Guid><Name>{name}</Name>");
        let list = |all: &[(&str, &str)]| -> String {
            all.iter()
                .map(|(guid, name)| format!("<ResourceDataInfo>{}</ResourceDataInfo>", info(guid, name)))
                .collect()
        };
        let known = |guid: &str| self.resources.iter().find(|(known, ..)| known == guid);
        let linked = |guids: Vec<&String>| {
            let found: Vec<(&str, &str)> = guids
                .into_iter()
                .filter_map(|guid| known(guid))
                .map(|(guid, name, _)| (&**guid, &**name))
                .collect();
            list(&found)
        };
        let association = text(body, "associationType");
        let result = match operation {
            "GetLastStuctureChangeTimestamp" => "2026-01-01T00:00:00Z".into(),
            "IsHierarchyMember" => self.is_member.load(Ordering::Relaxed).to_string(),
            "GetResourceStructureList" => {
                let mut types = vec![(SITE_TYPE, "Site"), (SUBNET_TYPE, "Subnet")];
                if known(PS_1).is_some() {
                    types.push((SERVER_TYPE, "Package Server"));
                }
                list(&types)
            }
            "GetRelationshipsForResourceType" => {
                match (text(body, "resourceTypeGUID"), text(body, "asParent")) {
                    (SITE_TYPE, "true") => list(&[(LINK, "Site to Subnet"), (MANUAL, "Site to Site Server")]),
                    (SUBNET_TYPE, "false") => list(&[(LINK, "Site to Subnet")]),
                    (SERVER_TYPE, "false") => list(&[(MANUAL, "Site to Site Server")]),
                    _ => String::new(),
                }
            }
            "GetResourcesOfType" => {
                let kind = text(body, "resourceTypeGUID");
                let of_type = self.resources.iter().filter(|(_, _, known)| known == kind);
                list(&of_type.map(|(guid, name, _)| (&**guid, &**name)).collect::<Vec<_>>())
            }
            "GetAssociatedChildResources" => {
                let guid = text(body, "resourceGUID");
                let of = self.links.iter().filter(|(kind, site, _)| kind == association && site == guid);
                linked(of.map(|(.., other)| other).collect())
            }
            "GetAssociatedParentResources" => {
                let guid = text(body, "resourceGUID");
                let of = self.links.iter().filter(|(kind, _, other)| kind == association && other == guid);
                linked(of.map(|(_, site, _)| site).collect())
            }
            "GetDataClassesForResourceType" if text(body, "resourceTypeGUID") == SERVER_TYPE => {
                list(&[(STATUS_CLASS, "AeX AC Package Location Status")])
            }
            "GetDataClassData" => match self.told.lock().unwrap().as_str() {
                "" => String::new(),
                cells => format!("<NewDataSet xmlns=''><Table>{cells}</Table></NewDataSet>"),
            },
            "GetTask" if text(body, "taskGuid") == TASK => info(TASK, "Relocate"),
            "GetTask" => return (500, fault("There is no such task.", "ASDKDoesNotExistException")),
            "ExecuteTask" => RUN.to_owned(),
            "GetTaskStatus" => format!(
                "<TaskStatusDetails><InstanceGuid>{RUN}</InstanceGuid>{}</TaskStatusDetails>",
                self.task.lock().unwrap()
            ),
            "GetResource" => match known(text(body, "resourceGUID")) {
                Some((guid, name, _)) => info(guid, name),
                None => return (500, fault("It does not exist.", "ASDKDoesNotExistException")),
            },
            "CreateNewResourceLight" => {
                let guid = format!("00000000-0000-4000-8000-{:012x}", self.resources.len() + 100);
                let name = text(body, "Name").to_owned();
                let answer = info(&guid, &name);
                self.resources.push((guid, name, text(body, "resourceTypeGUID").to_owned()));
                answer
            }
            "DeleteResource" => {
                let guid = text(body, "resourceGuid");
                self.resources.retain(|(known, ..)| known != guid);
                self.links.retain(|(_, site, other)| site != guid && other != guid);
                String::new()
            }
            "FormAssociation" | "BreakAssociation" => {
                let [kind, site] =
                    ["relationshipTypeGUID", "relationshipParentGUID"].map(|name| text(body, name));
                let link = (kind.to_owned(), site.to_owned(), text(body, "guid").to_owned());
                self.links.retain(|known| *known != link);
                if operation == "FormAssociation" {
                    self.links.push(link);
                }
                String::new()
            }
            _ => String::new(),
        };
        let result = match operation {
            "DeleteResource" | "FormAssociation" | "BreakAssociation" => String::new(),
            _ => format!("<{operation}Result>{result}</{operation}Result>"),
        };
        (200, envelope(&format!("<{operation}Response xmlns='urn:smp'>{result}</{operation}Response>")))
    }
}
