//! Live servers: which contexts a command works on, and who signs in.

use super::app::App;
use super::failure::{Failure, Kind, nearest};
use crate::backend::smp::credentials::{self, Credentials};
use crate::backend::smp::{Access, Error, Live, Server};
use crate::backend::{
    Applied, Backend, BackendError, ReportedLocation, Task, TaskKind, TaskOrder, TaskRun, TaskState,
};
use crate::settings::contexts::{Context, Contexts, ContextsError, ContextsFile};
use crate::settings::{cache_directory, trusted_state_directory};
use crate::topology::change::Platform;
use crate::topology::readiness::Finding;
use crate::topology::{Change, Name, StorageLocation, Topology};

impl From<ContextsError> for Failure {
    fn from(error: ContextsError) -> Self {
        let error = match error {
            ContextsError::Foreign(error) => return error.into(),
            other => other,
        };
        let kind = match &error {
            ContextsError::NoDirectory => Kind::Usage,
            ContextsError::Io { source, .. } if source.kind() == std::io::ErrorKind::PermissionDenied => {
                Kind::Denied
            }
            _ => Kind::Failed,
        };
        let hint = match &error {
            ContextsError::NoDirectory => "name a file in SMPCTL_CONTEXTS",
            ContextsError::Wrong { .. } => "mend the file; `docs/live-server.md` lists what it may contain",
            ContextsError::Io { .. } | ContextsError::Foreign(_) => "name another file in SMPCTL_CONTEXTS",
        };
        Failure::new(kind, error).hint(hint)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        BackendError::Smp(error).into()
    }
}

/// The contexts that the command works on; none if it works on a document.
pub fn contexts(app: &App) -> Result<Vec<(String, Context)>, Failure> {
    if app.global.topology.is_some() {
        return Ok(Vec::new());
    }
    let all = ContextsFile::of_account();
    if app.global.contexts.is_empty() {
        // An account without a configuration directory has no context in use.
        let Ok(file) = all else { return Ok(Vec::new()) };
        let mut known = file.read()?;
        let current = known.current.take();
        return Ok(current.and_then(|name| known.contexts.remove_entry(&name)).into_iter().collect());
    }
    let known = all?.read()?;
    let mut named: Vec<(String, Context)> = Vec::new();
    for name in &app.global.contexts {
        let found = find(&known, name)?;
        if named.iter().all(|(taken, _)| *taken != found.0) {
            named.push(found);
        }
    }
    Ok(named)
}

/// The context of this name.
pub fn find(known: &Contexts, name: &str) -> Result<(String, Context), Failure> {
    if let Some((name, context)) = known.contexts.get_key_value(name) {
        return Ok((name.clone(), context.clone()));
    }
    let near = nearest(name, known.contexts.keys().map(String::as_str));
    let message = match near {
        Some(near) => format!("no context named '{name}'; did you mean '{near}'?"),
        None => format!("no context named '{name}'"),
    };
    Err(Failure::new(Kind::NotFound, message)
        .hint("`smpctl context list` shows all there are; add one with `smpctl context add NAME --url URL`"))
}

/// The live servers of these contexts, as one place where a topology lives.
pub fn backend(app: &App, contexts: &[(String, Context)]) -> Result<Box<dyn Backend>, Failure> {
    let mut servers: Vec<Server> = Vec::new();
    let mut names: Vec<Name> = Vec::new();
    for (name, context) in contexts {
        let smp = smp_name(name, context)?;
        if names.iter().any(|taken| taken.is(&smp)) {
            return Err(Failure::new(
                Kind::Usage,
                format_args!("several contexts are of an SMP named '{smp}'"),
            )
            .hint("set `smp` in one of them, or name fewer contexts"));
        }
        names.push(smp);
    }
    for ((name, context), smp) in contexts.iter().zip(&names) {
        // A parent that is no part of this topology is left out.
        let parent = context.parent.as_ref().and_then(|parent| names.iter().find(|known| known.is(parent)));
        servers.push(server(app, name, smp.clone(), parent.cloned(), context.clone())?);
    }
    Ok(Box::new(Told { app: app.clone(), live: Live::new(servers) }))
}

/// The name that the SMP of a context has in smpctl.
pub fn smp_name(name: &str, context: &Context) -> Result<Name, Failure> {
    super::lookup::new_name(context.smp.as_deref().unwrap_or(name))
}

/// The live server of a context.
pub fn server(
    app: &App,
    name: &str,
    smp: Name,
    parent: Option<Name>,
    context: Context,
) -> Result<Server, Failure> {
    let credentials = credentials(app, name, &context)?;
    server_as(app, name, smp, parent, context, credentials)
}

/// The live server of a context, for these credentials.
pub fn server_as(
    app: &App,
    name: &str,
    smp: Name,
    parent: Option<Name>,
    context: Context,
    credentials: Option<Credentials>,
) -> Result<Server, Failure> {
    if context.insecure {
        app.warn_once(&format!(
            "the certificate of '{}' is not checked (`insecure` in context '{name}'): anybody in between can read \
             and change everything",
            context.url
        ));
    }
    let access = Access {
        credentials,
        concurrency: app.global.concurrency,
        cache: cache_directory(),
        state: trusted_state_directory()?,
    };
    Ok(Server::new(smp, parent, context, access)?)
}

/// Who signs in: from the environment, else from the file, else with a password from the keyring, else asked.
pub fn credentials(app: &App, name: &str, context: &Context) -> Result<Option<Credentials>, Failure> {
    let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let named = variable("SMPCTL_USER");
    let user = named.clone().or_else(|| context.user.clone());
    if let Some(password) = variable("SMPCTL_PASSWORD") {
        let user = user.ok_or_else(|| {
            Failure::new(Kind::Usage, "there is a password in SMPCTL_PASSWORD, but for no account")
                .hint("name the account in SMPCTL_USER, or as `user` in the context")
        })?;
        return Ok(Some(Credentials::new(user, password)));
    }
    if let (Some(path), None) = (&context.credentials_file, &named) {
        return Ok(Some(Credentials::read_file(path).map_err(Error::from)?));
    }
    let Some(user) = user else { return Ok(None) };
    match credentials::from_keyring(name, &user) {
        Ok(Some(password)) => return Ok(Some(Credentials { user, password })),
        Ok(None) => {}
        // A keyring that cannot be asked has no password; the person has.
        Err(error) => tracing::debug!("{error}"),
    }
    if !app.can_ask() {
        return Err(Failure::new(
            Kind::Denied,
            format_args!("there is no password for the account '{user}'"),
        )
        .hint(format_args!(
            "set SMPCTL_PASSWORD, name a `credentials-file` in the context, or keep it with `smpctl context \
                 password {name}`"
        )));
    }
    let password = app.ask_password(&format!("Password of '{user}'"))?;
    Ok(Some(Credentials::new(user, password)))
}

/// Live servers whose readers are told what may be missing.
#[derive(Debug)]
struct Told {
    app: App,
    live: Live,
}

impl Backend for Told {
    fn place(&self) -> String {
        self.live.place()
    }

    fn is_live(&self) -> bool {
        true
    }

    fn read(&self) -> Result<Topology, BackendError> {
        let topology = self.live.read()?;
        for sentence in self.live.incomplete() {
            self.app.warn_once(&format!("this may be incomplete: {sentence}"));
        }
        Ok(topology)
    }

    fn permits(&self, change: &Change) -> Result<(), BackendError> {
        self.live.permits(change)
    }

    fn apply(&self, planned_on: &Topology, changes: &[Change]) -> Result<Applied, BackendError> {
        self.live.apply(planned_on, changes)
    }

    fn is_hierarchy_member(&self, smp: &Name) -> Result<Option<bool>, BackendError> {
        self.live.is_hierarchy_member(smp)
    }

    fn examine(&self) -> Vec<(Name, Vec<Finding>)> {
        self.live.examine()
    }

    fn compare_versions(&self, child: &Name, parent: &Name) -> Result<Option<Finding>, BackendError> {
        self.live.compare_versions(child, parent)
    }

    fn own_package_servers(&self, smp: &Name) -> Result<Option<Vec<Name>>, BackendError> {
        self.live.own_package_servers(smp)
    }

    fn reported_locations(
        &self,
        smp: &Name,
        names: &[Name],
    ) -> Result<Vec<Option<ReportedLocation>>, BackendError> {
        self.live.reported_locations(smp, names)
    }

    fn overrides(&self, smp: &Name, names: &[Name]) -> Result<Vec<Option<StorageLocation>>, BackendError> {
        self.live.overrides(smp, names)
    }

    fn set_override(
        &self,
        smp: &Name,
        name: &Name,
        wanted: &[(Platform, Option<String>)],
    ) -> Result<Vec<String>, BackendError> {
        self.live.set_override(smp, name, wanted)
    }

    fn task(&self, smp: &Name, kind: TaskKind, named: Option<&str>) -> Result<Task, BackendError> {
        self.live.task(smp, kind, named)
    }

    fn start_task(
        &self,
        smp: &Name,
        task: &Task,
        order: &TaskOrder,
        names: &[Name],
    ) -> Result<TaskRun, BackendError> {
        self.live.start_task(smp, task, order, names)
    }

    fn task_state(&self, smp: &Name, run: &mut TaskRun, names: &[Name]) -> Result<TaskState, BackendError> {
        self.live.task_state(smp, run, names)
    }

    fn knows_storage_location(&self) -> Result<(), BackendError> {
        self.live.knows_storage_location()
    }

    fn restore_storage_location(
        &self,
        smp: &Name,
        saved: &str,
        package_server: Option<&Name>,
    ) -> Result<(), BackendError> {
        self.live.restore_storage_location(smp, saved, package_server)
    }

    fn incomplete(&self) -> Vec<String> {
        self.live.incomplete()
    }
}
