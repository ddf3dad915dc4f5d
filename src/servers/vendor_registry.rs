//! What the vendor's agent has in the registry of its machine.
//!
//! The two retry values are documented (article "How to store Package Server repository aside from Symantec Management
//! Agent"). Where the others stand comes from third-party scripts, so settings may name other places, and who uses what
//! is found says where it was found.

use std::path::Path;

use uuid::Uuid;

use crate::platform::registry::{Registry, RegistryValue};
use crate::relocation::package::PackageName;
use crate::settings::AgentRegistry;

/// Below the agent's key.
const PACKAGE_SERVER: &str = "Package Server";

/// Where 64-bit Windows keeps what 32-bit programs write below `SOFTWARE`.
const FOR_32_BIT: &str = r"SOFTWARE\WOW6432Node\";

/// The services of the system.
const SERVICES: &str = r"SYSTEM\CurrentControlSet\Services";

/// The agent's program (article 258356).
const PROGRAM: &str = "AeXNSAgent.exe";

/// A number of the retry schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryValue {
    /// How many automatic attempts are made at most.
    MaximumAttempts,
    /// Minutes between two of them.
    IntervalMinutes,
}

impl RetryValue {
    /// The value's name in the registry (same article).
    fn name(self) -> &'static str {
        match self {
            RetryValue::MaximumAttempts => "Package Storage Relocation Maximum Attempts",
            RetryValue::IntervalMinutes => "Package Storage Relocation Interval (min)",
        }
    }

    /// What makes sense; the same as the flags take.
    pub fn is_sensible(self, number: u32) -> bool {
        match self {
            RetryValue::MaximumAttempts => (1..=1000).contains(&number),
            RetryValue::IntervalMinutes => number <= 10_080,
        }
    }
}

/// Something that was found, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// It.
    pub value: T,
    /// Where, for people.
    pub place: String,
}

/// The agent's part of a registry.
pub struct VendorRegistry<'a> {
    registry: &'a dyn Registry,
    names: &'a AgentRegistry,
}

impl std::fmt::Debug for VendorRegistry<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VendorRegistry").field("names", &self.names).finish_non_exhaustive()
    }
}

impl<'a> VendorRegistry<'a> {
    /// That of this registry, with values of these names.
    pub fn new(registry: &'a dyn Registry, names: &'a AgentRegistry) -> Self {
        Self { registry, names }
    }

    /// Where the agent is installed.
    pub fn install_dir(&self) -> Option<Found<String>> {
        self.text(&self.names.install_dir)
    }

    /// The resource guid of this machine.
    pub fn machine_guid(&self) -> Option<Found<Uuid>> {
        let Found { value, place } = self.text(&self.names.machine_guid)?;
        match value.trim().trim_start_matches('{').trim_end_matches('}').parse() {
            Ok(value) => Some(Found { value, place }),
            Err(_) => {
                tracing::warn!("{place} is no guid: '{value}'");
                None
            }
        }
    }

    /// The management server that the agent belongs to.
    pub fn server(&self) -> Option<Found<String>> {
        self.text(&self.names.server)
    }

    /// Where the agent keeps packages, if the settings name a value that tells.
    pub fn store(&self) -> Option<Found<String>> {
        self.text(self.names.store.as_deref()?)
    }

    /// The service that runs the agent's program.
    pub fn agent_service(&self, install_dir: &Path) -> Option<String> {
        let program = install_dir.join(PROGRAM);
        let program = simple(&program.to_string_lossy());
        let services = self.registry.keys(SERVICES).unwrap_or_default();
        services.into_iter().find(|service| {
            let image = self.registry.read(&format!(r"{SERVICES}\{service}"), "ImagePath");
            matches!(image, Ok(Some(RegistryValue::Text(image))) if program_of(&image) == program)
        })
    }

    /// A number of the retry schedule; the error is a warning about one that cannot be used.
    pub fn retry(&self, which: RetryValue) -> Result<Option<Found<u32>>, String> {
        for key in self.keys() {
            let key = format!(r"{key}\{PACKAGE_SERVER}");
            let place = place(&key, which.name());
            return match self.registry.read(&key, which.name()) {
                Ok(None) => continue,
                Ok(Some(RegistryValue::Number(value))) if which.is_sensible(value) => {
                    Ok(Some(Found { value, place }))
                }
                Ok(Some(RegistryValue::Number(value))) => {
                    Err(format!("{place} is {value}, which makes no sense; the default is used"))
                }
                Ok(Some(RegistryValue::Text(_))) => {
                    Err(format!("{place} is text, not a number (REG_DWORD); the default is used"))
                }
                Ok(Some(RegistryValue::Other(kind))) => {
                    Err(format!("{place} is of the type {kind}, not REG_DWORD; the default is used"))
                }
                Err(error) => Err(format!("{place} cannot be read: {error}; the default is used")),
            };
        }
        Ok(None)
    }

    /// Where a number of the retry schedule is written.
    pub fn retry_place(&self, which: RetryValue) -> String {
        place(&self.retry_key(), which.name())
    }

    /// Writes a number of the retry schedule, or removes it, so that the default counts.
    ///
    /// # Errors
    ///
    /// Why it cannot be written.
    pub fn set_retry(&self, which: RetryValue, number: Option<u32>) -> std::io::Result<()> {
        match number {
            Some(number) => self.registry.write_number(&self.retry_key(), which.name(), number),
            None => self
                .keys()
                .iter()
                .try_for_each(|key| self.registry.remove(&format!(r"{key}\{PACKAGE_SERVER}"), which.name())),
        }
    }

    /// Where the agent looks: where it has its other values.
    fn retry_key(&self) -> String {
        let keys = self.keys();
        let (key, name) = split(&self.names.install_dir);
        let used = keys.iter().find(|base| {
            matches!(self.registry.read(&join(base, key), name), Ok(Some(RegistryValue::Text(_))))
        });
        format!(r"{}\{PACKAGE_SERVER}", used.or(keys.first()).map_or("", String::as_str))
    }

    /// The agent's key as 64-bit and as 32-bit programs see it.
    fn keys(&self) -> Vec<String> {
        let key = self.names.key.trim_matches('\\').to_owned();
        let software = key.get(..9).filter(|start| start.eq_ignore_ascii_case(r"SOFTWARE\"));
        let for_32_bit = software.map(|start| format!("{FOR_32_BIT}{}", &key[start.len()..]));
        std::iter::once(key).chain(for_32_bit).collect()
    }

    /// A text, by where it stands from the agent's key on. One that is empty is none.
    fn text(&self, name: &str) -> Option<Found<String>> {
        let (below, name) = split(name);
        self.keys().iter().find_map(|key| {
            let key = join(key, below);
            match self.registry.read(&key, name) {
                Ok(Some(RegistryValue::Text(value))) if !value.trim().is_empty() => {
                    Some(Found { value, place: place(&key, name) })
                }
                Ok(_) => None,
                Err(error) => {
                    tracing::info!("{} cannot be read: {error}", place(&key, name));
                    None
                }
            }
        })
    }
}

/// Whether a folder holds packages.
pub fn holds_packages(folder: &Path) -> bool {
    let Ok(entries) = folder.read_dir() else { return false };
    entries
        .flatten()
        .any(|entry| entry.file_name().to_str().is_some_and(|name| name.parse::<PackageName>().is_ok()))
}

/// A key below the agent's, and the value's name in it.
fn split(name: &str) -> (&str, &str) {
    name.rsplit_once('\\').unwrap_or(("", name))
}

fn join(key: &str, below: &str) -> String {
    if below.is_empty() { key.to_owned() } else { format!(r"{key}\{below}") }
}

fn place(key: &str, name: &str) -> String {
    let name = if name.is_empty() { "its default value" } else { name };
    format!(r"the registry (HKLM\{key}, {name})")
}

/// The program of a service's command line, as paths are compared here.
fn program_of(image: &str) -> String {
    let image = image.trim();
    let program = match image.strip_prefix('"') {
        Some(rest) => rest.split('"').next().unwrap_or_default(),
        None => match image.to_ascii_lowercase().find(".exe") {
            Some(at) => &image[..at + ".exe".len()],
            None => image,
        },
    };
    simple(program)
}

/// A path without what only Windows' interfaces write before it, in small letters.
fn simple(path: &str) -> String {
    let path = path.strip_prefix(r"\\?\").or_else(|| path.strip_prefix(r"\??\")).unwrap_or(path);
    path.replace('/', r"\").to_lowercase()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::io;
    use std::sync::Mutex;

    use super::*;

    type Values = BTreeMap<(String, String), RegistryValue>;

    #[derive(Default)]
    struct Fake(Mutex<Values>);

    fn id(key: &str, name: &str) -> (String, String) {
        (key.to_lowercase(), name.to_lowercase())
    }

    impl Fake {
        fn new(values: &[(&str, &str, RegistryValue)]) -> Self {
            Self(Mutex::new(values.iter().map(|(key, name, value)| (id(key, name), value.clone())).collect()))
        }
    }

    impl Registry for Fake {
        fn read(&self, key: &str, name: &str) -> io::Result<Option<RegistryValue>> {
            Ok(self.0.lock().unwrap().get(&id(key, name)).cloned())
        }

        fn write_number(&self, key: &str, name: &str, number: u32) -> io::Result<()> {
            self.0.lock().unwrap().insert(id(key, name), RegistryValue::Number(number));
            Ok(())
        }

        fn remove(&self, key: &str, name: &str) -> io::Result<()> {
            self.0.lock().unwrap().remove(&id(key, name));
            Ok(())
        }

        fn keys(&self, key: &str) -> io::Result<Vec<String>> {
            let key = key.to_lowercase() + r"\";
            let values = self.0.lock().unwrap();
            Ok(values.keys().filter_map(|(other, _)| other.strip_prefix(&key).map(str::to_owned)).collect())
        }
    }

    const KEY: &str = r"SOFTWARE\Altiris\Altiris Agent";
    const KEY_32: &str = r"SOFTWARE\WOW6432Node\Altiris\Altiris Agent";
    const ATTEMPTS: &str = "Package Storage Relocation Maximum Attempts";

    fn text(text: &str) -> RegistryValue {
        RegistryValue::Text(text.to_owned())
    }

    #[test]
    fn what_is_found_is_told_with_its_place() {
        let names = AgentRegistry::default();
        let fake = Fake::new(&[
            (KEY_32, "InstallDir", text(r"C:\Agent32")),
            (KEY, "MachineGuid", text("{1592B913-72F3-4C36-91D2-D4EDA21D2F96}")),
            (&format!(r"{KEY}\Servers"), "", text("smp-hq.corp.example")),
        ]);
        let registry = VendorRegistry::new(&fake, &names);
        let found = registry.install_dir().unwrap();
        assert_eq!(found.value, r"C:\Agent32");
        assert_eq!(
            found.place,
            r"the registry (HKLM\SOFTWARE\WOW6432Node\Altiris\Altiris Agent, InstallDir)"
        );
        assert_eq!(registry.server().unwrap().value, "smp-hq.corp.example");
        assert_eq!(
            registry.machine_guid().unwrap().value.to_string(),
            "1592b913-72f3-4c36-91d2-d4eda21d2f96"
        );
        assert_eq!(registry.store(), None);
        fake.0.lock().unwrap().insert(id(KEY, "InstallDir"), text(r"D:\Agent64"));
        assert_eq!(registry.install_dir().unwrap().value, r"D:\Agent64");
        fake.0.lock().unwrap().insert(id(KEY, "InstallDir"), text(" "));
        assert_eq!(registry.install_dir().unwrap().value, r"C:\Agent32");
    }

    #[test]
    fn other_names_can_be_settled() {
        let names = AgentRegistry {
            key: r"SOFTWARE\Other\".to_owned(),
            store: Some(r"Package Server\Store".to_owned()),
            ..AgentRegistry::default()
        };
        let fake = Fake::new(&[(r"SOFTWARE\Other\Package Server", "Store", text(r"E:\Packages"))]);
        assert_eq!(VendorRegistry::new(&fake, &names).store().unwrap().value, r"E:\Packages");
    }

    #[test]
    fn a_retry_value_that_makes_no_sense_is_a_warning() {
        let names = AgentRegistry::default();
        let key = format!(r"{KEY}\Package Server");
        let read = |value: Option<RegistryValue>| {
            let values: Vec<_> = value.into_iter().map(|value| (key.as_str(), ATTEMPTS, value)).collect();
            let fake = Fake::new(&values);
            VendorRegistry::new(&fake, &names).retry(RetryValue::MaximumAttempts)
        };
        assert_eq!(read(None), Ok(None));
        assert_eq!(read(Some(RegistryValue::Number(5))).unwrap().unwrap().value, 5);
        for absurd in [0, 1001, u32::MAX] {
            assert!(read(Some(RegistryValue::Number(absurd))).unwrap_err().contains("makes no sense"));
        }
        assert!(read(Some(text("5"))).unwrap_err().contains("is text, not a number"));
        assert!(read(Some(RegistryValue::Other("REG_QWORD".into()))).unwrap_err().contains("REG_QWORD"));
    }

    #[test]
    fn retry_values_are_written_where_the_agent_looks() {
        let names = AgentRegistry::default();
        let fake = Fake::new(&[(KEY_32, "InstallDir", text(r"C:\Agent32"))]);
        let registry = VendorRegistry::new(&fake, &names);
        registry.set_retry(RetryValue::MaximumAttempts, Some(7)).unwrap();
        let found = registry.retry(RetryValue::MaximumAttempts).unwrap().unwrap();
        assert_eq!(found.value, 7);
        assert!(found.place.contains("WOW6432Node"), "{}", found.place);
        registry.set_retry(RetryValue::MaximumAttempts, None).unwrap();
        assert_eq!(registry.retry(RetryValue::MaximumAttempts), Ok(None));
    }

    #[test]
    fn the_service_is_the_one_that_runs_the_agents_program() {
        let names = AgentRegistry::default();
        let image = |path: &str| text(path);
        let service = |name: &str| format!(r"{SERVICES}\{name}");
        let fake = Fake::new(&[
            (&service("aexagentactivate"), "ImagePath", image(r"C:\Agent\Other.exe")),
            (&service("aexnsclient"), "ImagePath", image("\"C:\\AGENT\\AeXNSAgent.exe\" -service")),
            (&service("spooler"), "ImagePath", image(r"C:\Windows\spoolsv.exe")),
        ]);
        let registry = VendorRegistry::new(&fake, &names);
        // Paths of Windows are no paths here, so the folder is joined by hand.
        assert_eq!(program_of("\"C:\\AGENT\\AeXNSAgent.exe\" -service"), r"c:\agent\aexnsagent.exe");
        assert_eq!(program_of(r"\??\C:\a b\X.EXE /k"), r"c:\a b\x.exe");
        assert_eq!(simple(r"\\?\C:\a"), r"c:\a");
        assert_eq!(registry.agent_service(Path::new(r"\\?\C:\Agent")).as_deref(), Some("aexnsclient"));
        assert_eq!(registry.agent_service(Path::new(r"C:\Elsewhere")), None);
    }

    #[test]
    fn a_folder_with_packages_is_told_from_others() {
        let place = tempfile::tempdir().unwrap();
        assert!(!holds_packages(place.path()));
        std::fs::create_dir(place.path().join("{1592B913-72F3-4C36-91D2-D4EDA21D2F96}")).unwrap();
        assert!(holds_packages(place.path()));
        assert!(!holds_packages(&place.path().join("none")));
    }
}
