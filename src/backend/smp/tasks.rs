//! Tasks, which the platform's Task Server runs on many computers at once. The operations and their parameters are
//! published, and so are the two input parameters that a run needs (ASDK 8.0 help, ExecuteTask); the layout of what is
//! told of a run is not, nor what its words mean: they are handed on as they are.

use std::fmt::Write;
use std::time::Duration;

use uuid::Uuid;

use super::client::{Client, TASKS};
use super::discovery;
use super::error::Error;
use super::soap::Value;
use super::wsdl::{Kind, Service};
use super::xml::{Element, escaped};
use crate::backend::{Task, TaskKind, TaskOrder, TaskRun, TaskState, TaskWord};
use crate::settings::contexts::Context;

const EXECUTE: &[&str] = &["ExecuteTask", "ExecuteTask2"];
const STATUS: &[&str] = &["GetTaskStatus", "GetTaskStatus2"];
const RESOURCE_STATUS: &[&str] = &["GetTaskResourceStatus", "GetTaskResourceStatus2"];
const TASK: &[&str] = &["GetTask", "GetTask2"];

/// What stands for "no time" in a field that must hold one.
const NO_TIME: [&str; 4] = ["0001-01-01", "1753-01-01", "1900-01-01", "9999-12-31"];

/// The task that is meant: named, else as the context's settings say. No name of it is published.
///
/// # Errors
///
/// None is named or set, there is none of that name, or there are several.
pub fn find(client: &Client, context: &Context, kind: TaskKind, named: Option<&str>) -> Result<Task, Error> {
    let (set, setting, what) = match kind {
        TaskKind::Retry => (
            &context.names.retry_task,
            "names.retry-task",
            "the platform's own task that retries a relocation",
        ),
        TaskKind::Relocation => (
            &context.names.relocation_task,
            "names.relocation-task",
            "the task that starts smpctl on Package Servers",
        ),
    };
    let unclear = |found: String| Error::Unclear { what: what.into(), found, setting: setting.into() };
    let Some(wanted) = named.or(set.as_deref()).map(str::trim).filter(|wanted| !wanted.is_empty()) else {
        return Err(unclear("it is not said which one it is, and no name of it is published".into()));
    };
    has(client, EXECUTE, "start tasks")?;
    let tells = client.first_of(TASKS, TASK)?.is_some();
    let named = |guid: Uuid| -> Result<Option<String>, Error> {
        if !tells {
            return Ok(Some(String::new()));
        }
        match client.read("read a task", TASKS, TASK, &[("taskGuid", guid.into())]) {
            Ok(record) => Ok(Some(record.as_ref().and_then(name_of).unwrap_or_default())),
            Err(error) if error.is_absent() => Ok(None),
            Err(error) => Err(error),
        }
    };
    if let Ok(guid) = wanted.trim_matches(['{', '}']).parse::<Uuid>() {
        return match named(guid)? {
            Some(name) => Ok(Task { guid, name }),
            None => Err(unclear(format!("there is no task {guid}"))),
        };
    }
    let mut found = Vec::new();
    for item in discovery::items_named(client, context, wanted)? {
        // Other items may have the name of a task.
        if named(item.guid)?.is_some() {
            found.push(item);
        }
    }
    match found.as_slice() {
        [only] => Ok(Task { guid: only.guid, name: only.name.clone() }),
        [] => Err(unclear(format!("there is no task named '{wanted}'"))),
        several => {
            let guids = several.iter().map(|task| task.guid.to_string()).collect::<Vec<_>>().join(", ");
            Err(unclear(format!("several tasks are named '{wanted}': {guids}")))
        }
    }
}

/// Starts a task on these computers; it is never started twice.
///
/// # Errors
///
/// Why it was not started, or why that is not known.
pub fn start(client: &Client, task: &Task, order: &TaskOrder, computers: &[Uuid]) -> Result<TaskRun, Error> {
    has(client, EXECUTE, "start tasks")?;
    has(client, STATUS, "tell how a task stands")?;
    let input = input(order, computers);
    let parameters = [
        ("taskGuid", task.guid.into()),
        ("executionName", order.name.as_str().into()),
        ("inputParameters", input.as_str().into()),
    ];
    let answer = client.write("start tasks", TASKS, EXECUTE, &parameters)?;
    let instance = answer.and_then(|answer| answer.text.trim().parse::<Uuid>().ok());
    let instance = instance.filter(|guid| !guid.is_nil()).ok_or_else(|| Error::NotSo {
        server: client.http().server(),
        found: format!("it does not name the run of the task '{}'", task.name),
    })?;
    Ok(TaskRun { task: task.clone(), instance, by_instance: None })
}

/// The two parameters that are required, and the task's own.
fn input(order: &TaskOrder, computers: &[Uuid]) -> String {
    let guids = computers.iter().map(Uuid::to_string).collect::<Vec<_>>().join(", ");
    let minutes = order.longest.max(Duration::from_secs(60)).as_secs().div_ceil(60);
    let mut text = format!(
        "<inputParameters><parameter><name>@AssignedResources</name><value>{guids}</value></parameter>\
         <parameter><name>@CompRequirements</name><value><minWaitTime>1 minutes</minWaitTime>\
         <maxWaitTime>{minutes} minutes</maxWaitTime><minCompletion>100 %</minCompletion></value></parameter>"
    );
    for (name, value) in &order.parameters {
        let _ = write!(
            text,
            "<parameter><name>{}</name><value>{}</value></parameter>",
            escaped(name),
            escaped(value)
        );
    }
    text + "</inputParameters>"
}

/// What the server says of a run: of the whole with one call, and of each of these computers with one more.
///
/// # Errors
///
/// Why it does not tell.
pub fn state(
    client: &Client,
    context: &Context,
    run: &mut TaskRun,
    computers: &[Uuid],
) -> Result<TaskState, Error> {
    let whole = whole(client, run)?.map(|record| word(client, context, STATUS, &record)).transpose()?;
    let each = match client.first_of(TASKS, RESOURCE_STATUS)? {
        None => computers.iter().map(|_| None).collect(),
        Some(_) => client.each(computers, |computer| {
            let parameters =
                [("taskInstanceGuid", run.instance.into()), ("resourceGuid", (*computer).into())];
            match client.read("tell how a task stands", TASKS, RESOURCE_STATUS, &parameters) {
                Ok(record) => {
                    record.map(|record| word(client, context, RESOURCE_STATUS, &record)).transpose()
                }
                // It has not come to this computer yet.
                Err(Error::Fault { fault, .. }) if !fault.is_denied() => Ok(None),
                Err(error) => Err(error),
            }
        })?,
    };
    Ok(TaskState { whole, each })
}

/// The record of the run: asked for by its own guid, or found among all runs of its task.
fn whole(client: &Client, run: &mut TaskRun) -> Result<Option<Element>, Error> {
    for by_instance in [true, false] {
        if run.by_instance.is_some_and(|known| known != by_instance) {
            continue;
        }
        let guid: Value = if by_instance { run.instance } else { run.task.guid }.into();
        let records = match client.read("tell how a task stands", TASKS, STATUS, &[("taskGuid", guid)]) {
            Ok(answer) => answer.map(|answer| answer.children).unwrap_or_default(),
            Err(Error::Fault { fault, .. }) if !fault.is_denied() => continue,
            Err(error) => return Err(error),
        };
        let is_it = |record: &&Element| {
            record.children.iter().any(|field| field.text.trim().parse() == Ok::<Uuid, _>(run.instance))
        };
        let found = records.iter().find(is_it).or(match records.as_slice() {
            // Asked for by its own guid, it need not name it again.
            [only] if by_instance => Some(only),
            _ => None,
        });
        if let Some(found) = found {
            run.by_instance = Some(by_instance);
            return Ok(Some(found.clone()));
        }
    }
    Ok(None)
}

/// What a record says, by the names and types of its fields, or as the settings name them.
fn word(
    client: &Client,
    context: &Context,
    operations: &[&str],
    record: &Element,
) -> Result<TaskWord, Error> {
    let service = client.service(TASKS)?;
    let operation = client.first_of(TASKS, operations)?;
    let described = service.as_ref().zip(operation);
    Ok(described.map(|(service, operation)| read(service, operation, context, record)).unwrap_or_default())
}

fn read(service: &Service, operation: &str, context: &Context, record: &Element) -> TaskWord {
    let Some((name, described)) = service.result_record(operation) else { return TaskWord::default() };
    let value = |field: &str| -> Option<&str> {
        let found = record.field(field).filter(|found| !found.is_nil())?;
        Some(found.text.trim()).filter(|text| !text.is_empty())
    };
    let set = |what: &str| context.fields.get(&format!("{name}.{what}")).map(String::as_str);
    let plain = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    let first = |usual: &[&str], is: &dyn Fn(&Kind) -> bool| -> Option<&str> {
        usual.iter().find_map(|wanted| {
            let field =
                described.fields.iter().find(|field| plain(&field.name) == *wanted && is(&field.kind));
            field.map(|field| field.name.as_str())
        })
    };
    let is_word = |kind: &Kind| !matches!(kind, Kind::Guid | Kind::Time | Kind::Boolean | Kind::Any);
    let status = set("status").or_else(|| {
        first(&["status", "taskstatus", "statustext", "statusname", "state", "taskstate", "result"], &is_word)
    });
    let code = set("return-code").or_else(|| first(&["returncode", "exitcode", "resultcode"], &is_word));
    let end = set("end").or_else(|| {
        let ends = |name: &str| {
            [
                "endtime",
                "enddate",
                "ended",
                "end",
                "endedtime",
                "finishtime",
                "finished",
                "finishedtime",
                "completedtime",
                "completed",
                "timecompleted",
                "completiontime",
            ]
            .contains(&name)
        };
        let field =
            described.fields.iter().find(|field| field.kind == Kind::Time && ends(&plain(&field.name)));
        field.map(|field| field.name.as_str())
    });
    let says = first(
        &[
            "finished",
            "isfinished",
            "completed",
            "iscompleted",
            "complete",
            "iscomplete",
            "ended",
            "isended",
            "done",
            "isdone",
        ],
        &|kind| *kind == Kind::Boolean,
    );
    let has_end = end.and_then(value).is_some_and(|time| !NO_TIME.iter().any(|none| time.starts_with(none)));
    let says_so = says.and_then(value).is_some_and(|said| matches!(said, "true" | "1"));
    let status = status.and_then(value);
    let failed = context.names.failed_status.as_deref().map(str::trim);
    TaskWord {
        status: status.map(str::to_owned),
        failed: status.zip(failed).is_some_and(|(said, failed)| said.eq_ignore_ascii_case(failed)),
        return_code: code.and_then(value).map(str::to_owned),
        ended: has_end || says_so,
    }
}

/// The name in a task's record: its layout is not published, but a name is called one.
fn name_of(record: &Element) -> Option<String> {
    let plain = |name: &str| name.to_ascii_lowercase().replace('_', "");
    let field = record
        .children
        .iter()
        .find(|field| ["name", "taskname", "itemname"].contains(&plain(&field.name).as_str()))?;
    Some(field.text.trim().to_owned())
}

/// The Task Server and one of these operations are there.
fn has(client: &Client, operations: &[&str], feature: &str) -> Result<(), Error> {
    let server = client.http().server();
    if client.service(TASKS)?.is_none() {
        return Err(Error::Refused(format!(
            "'{server}' has no web service for tasks ('{TASKS}'), without which smpctl cannot {feature} there"
        )));
    }
    match client.first_of(TASKS, operations)? {
        Some(_) => Ok(()),
        None => {
            Err(Error::Missing { server, operation: operations.join("' or '"), feature: feature.to_owned() })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::smp::wsdl::{Field, Operation, Record};

    fn described(fields: &[(&str, Kind)]) -> Service {
        let field = |name: &str, kind: Kind, many| Field { name: name.into(), kind, many, optional: true };
        let record = |fields| Record { namespace: String::new(), fields };
        let fields = fields.iter().map(|(name, kind)| field(name, kind.clone(), false)).collect();
        let list = record(vec![field("TaskStatusDetails", Kind::Record("TaskStatusDetails".into()), true)]);
        let operation = Operation {
            action: String::new(),
            request: "GetTaskStatus".into(),
            parameters: Record::default(),
            result: Some(field("r", Kind::Record("ArrayOf".into()), false)),
        };
        Service {
            operations: [("GetTaskStatus".to_owned(), operation)].into(),
            types: [("ArrayOf".to_owned(), list), ("TaskStatusDetails".to_owned(), record(fields))].into(),
        }
    }

    fn said(fields: &[(&str, Kind)], record: &str, settings: &str) -> TaskWord {
        let context: Context = toml::from_str(&format!("url = 'https://x'\n{settings}")).unwrap();
        let record = Element::parse(format!("<TaskStatusDetails xmlns:i='http://www.w3.org/2001/XMLSchema-instance'>{record}</TaskStatusDetails>").as_bytes()).unwrap();
        read(&described(fields), "GetTaskStatus", &context, &record)
    }

    #[test]
    fn the_end_of_a_task_is_told_by_a_time_or_a_flag_and_never_by_a_word() {
        let fields = [("Status", Kind::Text), ("StartTime", Kind::Time), ("EndTime", Kind::Time)];
        let running =
            said(&fields, "<Status>Completed</Status><StartTime>2026-01-02T00:00:00</StartTime>", "");
        assert_eq!(running, TaskWord { status: Some("Completed".into()), ..TaskWord::default() });
        for none in ["<EndTime i:nil='true'/>", "<EndTime>0001-01-01T00:00:00</EndTime>"] {
            assert!(!said(&fields, none, "").ended, "{none}");
        }
        assert!(said(&fields, "<EndTime>2026-01-02T00:00:00Z</EndTime>", "").ended);
        let flag = [("State", Kind::Other("TaskState".into())), ("IsFinished", Kind::Boolean)];
        let ended = said(&flag, "<State>3</State><IsFinished>true</IsFinished>", "");
        assert_eq!((ended.status.as_deref(), ended.ended), (Some("3"), true));
        let failed = said(&fields, "<Status>FAILED</Status>", "[names]\nfailed-status = 'Failed'");
        assert!(failed.failed && !failed.ended);
        // What has other names is set.
        let other = [("Lage", Kind::Text), ("Schluss", Kind::Time)];
        let record = "<Lage>fertig</Lage><Schluss>2026-01-02T00:00:00Z</Schluss>";
        assert_eq!(said(&other, record, ""), TaskWord::default());
        let set = "[fields]\n'TaskStatusDetails.status' = 'Lage'\n'TaskStatusDetails.end' = 'Schluss'";
        assert!(said(&other, record, set).ended);
    }

    #[test]
    fn a_run_names_its_computers_how_long_it_waits_and_the_tasks_own_parameters() {
        let order = TaskOrder {
            name: String::new(),
            longest: Duration::from_secs(3601),
            parameters: vec![("to".into(), "D:\\a & <b>".into())],
        };
        let text = input(&order, &[Uuid::from_u128(1), Uuid::from_u128(2)]);
        assert!(Element::parse(text.as_bytes()).is_ok(), "{text}");
        assert!(text.contains("000001, 00000000-"), "{text}");
        assert!(text.contains("<maxWaitTime>61 minutes</maxWaitTime>"), "{text}");
        assert!(text.contains("<name>to</name><value>D:\\a &amp; &lt;b&gt;</value>"), "{text}");
        assert!(input(&TaskOrder::default(), &[]).contains("<maxWaitTime>1 minutes</maxWaitTime>"));
    }
}
