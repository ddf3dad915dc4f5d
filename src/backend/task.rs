//! Tasks of the platform's Task Server: what is started, and what the server says of it.

use std::time::Duration;

use serde::Serialize;
use uuid::Uuid;

/// Which task is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskKind {
    /// The platform's own, by which a Package Server tries again to relocate its packages.
    Retry,
    /// The administrator's, which starts smpctl on Package Servers.
    Relocation,
}

/// A task that the server knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Task {
    /// Its guid.
    pub guid: Uuid,
    /// Its name; empty where the server does not tell it.
    pub name: String,
}

/// How a task is to be run.
#[derive(Debug, Clone, Default)]
pub struct TaskOrder {
    /// What this run of it is called.
    pub name: String,
    /// How long the server is to wait for all computers before it takes the task for failed.
    pub longest: Duration,
    /// The task's own parameters. A server ignores those that the task does not define.
    pub parameters: Vec<(String, String)>,
}

/// A task that was started.
#[derive(Debug, Clone)]
pub struct TaskRun {
    /// The task.
    pub task: Task,
    /// This run of it.
    pub instance: Uuid,
    /// Whether the server tells about a run by the run's own guid; which of the two it wants is not published.
    pub by_instance: Option<bool>,
}

/// What a server says of a run, or of one computer in it. Nothing is read into its words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaskWord {
    /// The status, in the server's words.
    pub status: Option<String>,
    /// The return code, as the server has it.
    pub return_code: Option<String>,
    /// The server gives a time of its end, or says that it has ended.
    pub ended: bool,
    /// The status is the word by which, as the settings tell, it says that a task failed.
    pub failed: bool,
}

/// What a server says of a run.
#[derive(Debug, Clone, Default)]
pub struct TaskState {
    /// Of the run as a whole; missing where it says nothing.
    pub whole: Option<TaskWord>,
    /// Of the computers that were asked about, in their order; missing where it says nothing of one.
    pub each: Vec<Option<TaskWord>>,
}
