//! Changing the settings file as a command asks. What a person wrote in it, comments included, stays.

use std::io;
use std::path::Path;

use toml_edit::{DocumentMut, Item, Table, value};

use super::contexts::write;
use super::{Error, Settings, trust_place};

/// Gives a name in the table `[relocation]` a number, or removes it. Makes the file, its folder and the table if need be.
///
/// # Errors
///
/// Why the file cannot be read or written, or that it is wrong already.
pub fn set_in_relocation(path: &Path, name: &str, number: Option<u32>) -> Result<(), Error> {
    // What stays in it counts from then on.
    trust_place("settings file", path)?;
    let failed = |source| Error::Read { path: path.to_owned(), source };
    let wrong = |message| Error::Wrong { path: path.to_owned(), message };
    let text = match std::fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        other => other.map_err(failed)?,
    };
    Settings::parse(&text).map_err(wrong)?;
    let mut document: DocumentMut =
        text.parse().map_err(|error: toml_edit::TomlError| wrong(error.message().to_owned()))?;
    match number {
        Some(number) => {
            let table = document.entry("relocation").or_insert_with(|| Item::Table(Table::new()));
            if let Some(table) = table.as_table_like_mut() {
                table.insert(name, value(i64::from(number)));
            }
        }
        None => {
            if let Some(table) = document.get_mut("relocation").and_then(Item::as_table_like_mut) {
                table.remove(name);
            }
        }
    }
    let changed = document.to_string();
    Settings::parse(&changed).map_err(wrong)?;
    if changed == text {
        return Ok(());
    }
    // A link to the file is followed, and stays.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    write(&path, directory, changed.as_bytes()).map_err(|source| Error::Write { path: path.clone(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_wrote_stays() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("folder/settings.toml");
        set_in_relocation(&path, "maximum-attempts", Some(5)).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "[relocation]\nmaximum-attempts = 5\n");
        let text = "# mine\n[relocation]\n# few\nthreads = 2\n\n[events]\nsend = false\n";
        std::fs::write(&path, text).unwrap();
        set_in_relocation(&path, "interval-minutes", Some(30)).unwrap();
        let changed = std::fs::read_to_string(&path).unwrap();
        assert_eq!(changed, text.replace("threads = 2\n", "threads = 2\ninterval-minutes = 30\n"));
        set_in_relocation(&path, "interval-minutes", None).unwrap();
        set_in_relocation(&path, "interval-minutes", None).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        std::fs::write(&path, "[relocation]\nthread = 2\n").unwrap();
        assert!(matches!(set_in_relocation(&path, "interval-minutes", None), Err(Error::Wrong { .. })));
    }
}
