//! Apache, and whether it follows links.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::web::Kind;
use super::{option, touches};
use crate::platform::Running;
use crate::settings;

/// What is usual for Apache. The path is defined, so that access rules stay in the administrator's configuration.
pub const KIND: Kind = Kind {
    name: "Apache",
    root: "Define SMPCTL_STORE \"{path}\"",
    maintenance: "Redirect 503 /\n",
    test: "apachectl configtest",
    reload: "apachectl graceful",
};

/// Where its configuration is on Debian, and on Red Hat's systems with the folder its paths start from.
const CONFIGURATIONS: [(&str, &str); 2] =
    [("/etc/apache2/apache2.conf", "/etc/apache2"), ("/etc/httpd/conf/httpd.conf", "/etc/httpd")];

/// How deep files may include one another.
const DEEPEST: usize = 16;

/// Warnings about Apache servers that serve a store and would not follow its links.
pub fn warnings(settings: Option<&settings::Web>, running: &[Running], stores: &[PathBuf]) -> Vec<String> {
    let usual = || {
        let found = CONFIGURATIONS.iter().find(|(path, _)| Path::new(path).is_file());
        found.map_or(CONFIGURATIONS[0].0, |(path, _)| path)
    };
    let mut configurations: Vec<PathBuf> = running
        .iter()
        .filter(|program| {
            program.command.first().is_some_and(|name| name.ends_with("apache2") || name.ends_with("httpd"))
        })
        .map(|program| {
            let path = option(&program.command, &["-f"]).unwrap_or_else(usual);
            Path::new(option(&program.command, &["-d"]).unwrap_or("/")).join(path)
        })
        .collect();
    if let Some(settings) = settings {
        configurations.push(settings.configuration.clone().unwrap_or_else(|| usual().into()));
    }
    configurations.sort();
    configurations.dedup();
    let mut warnings = Vec::new();
    for path in configurations {
        let root = CONFIGURATIONS.iter().find(|(usual, _)| path == Path::new(usual));
        let mut reader =
            Reader { root: root.map_or("/".into(), |(_, root)| root.into()), ..Reader::default() };
        reader.read(&path, Vec::new(), 0);
        for store in stores.iter().filter(|store| reader.served.iter().any(|served| touches(served, store))) {
            let links = reader.links(store);
            let (store, path) = (store.display(), path.display());
            match links {
                Links::Followed => {}
                Links::OfTheOwner => warnings.push(format!(
                    "Apache follows links in '{store}' only to what has the link's owner (`SymLinksIfOwnerMatch`, '{path}'): packages that are linked there may not be served; set `Options FollowSymLinks` for it"
                )),
                Links::Refused => warnings.push(format!(
                    "Apache does not follow links in '{store}' (no `Options FollowSymLinks`, '{path}'): packages that are linked there will not be served; set `Options FollowSymLinks` for it"
                )),
            }
        }
    }
    warnings
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Links {
    Followed,
    OfTheOwner,
    Refused,
}

/// What matters of a configuration. Virtual hosts are not told apart, and conditions are taken to hold.
#[derive(Debug, Default)]
struct Reader {
    /// The folder that relative paths start from.
    root: PathBuf,
    defined: BTreeMap<String, String>,
    /// Folders that are served.
    served: Vec<PathBuf>,
    /// `Options` of folders, in their order.
    options: Vec<(PathBuf, Vec<String>)>,
}

impl Reader {
    /// Reads a file that is included within these sections.
    fn read(&mut self, path: &Path, mut sections: Vec<(String, String)>, depth: usize) {
        let Ok(text) = std::fs::read_to_string(path) else { return };
        for line in text.replace("\\\n", " ").lines() {
            let line = line.trim();
            if let Some(section) = line.strip_prefix('<') {
                let words = self.words(section.trim_end_matches('>'));
                match words.as_slice() {
                    [name, ..] if name.starts_with('/') => drop(sections.pop()),
                    [name, what @ ..] => {
                        // `<Directory ~ …>` is a pattern, which is not understood here.
                        sections.push((name.to_lowercase(), what.join(" ")));
                    }
                    [] => {}
                }
                continue;
            }
            let words = self.words(line);
            let [name, arguments @ ..] = words.as_slice() else { continue };
            // Within the sections that only sort or condition things, everything means what it means outside.
            let within = sections.iter().rev().find(|(name, _)| {
                !["ifmodule", "ifdefine", "ifversion", "virtualhost"].contains(&name.as_str())
            });
            match (name.to_lowercase().as_str(), arguments, within) {
                ("include" | "includeoptional", [pattern, ..], _) if depth < DEEPEST => {
                    let pattern = self.root.join(pattern);
                    for path in glob::glob(&pattern.to_string_lossy()).into_iter().flatten().flatten() {
                        self.read(&path, sections.clone(), depth + 1);
                    }
                }
                ("serverroot", [path, ..], None) => self.root = path.into(),
                ("define", [name, value, ..], None) => {
                    self.defined.insert(name.clone(), value.clone());
                }
                ("documentroot", [path, ..], None) | ("alias", [_, path, ..], None) => {
                    self.served.push(self.root.join(path));
                }
                ("options", options, Some((section, path))) if section == "directory" => {
                    let options = options.iter().map(|option| option.to_lowercase()).collect();
                    self.options.push((self.root.join(path), options));
                }
                _ => {}
            }
        }
    }

    /// The words of a line, without quotes, and with what is defined in its place.
    fn words(&self, line: &str) -> Vec<String> {
        let mut words = Vec::new();
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                _ if c.is_whitespace() => {}
                '#' if words.is_empty() => break,
                '"' | '\'' => words.push(chars.by_ref().take_while(|other| *other != c).collect::<String>()),
                _ => {
                    let mut word = String::from(c);
                    while let Some(c) = chars.next_if(|c| !c.is_whitespace()) {
                        word.push(c);
                    }
                    words.push(word);
                }
            }
        }
        for word in &mut words {
            for (name, value) in &self.defined {
                *word = word.replace(&format!("${{{name}}}"), value);
            }
        }
        words
    }

    /// Whether links directly in a folder are followed: `Options` of every folder above it count, the outermost
    /// first (Apache's documentation, "How the sections are merged").
    fn links(&self, folder: &Path) -> Links {
        let mut sections: Vec<_> = self
            .options
            .iter()
            .filter(|(path, _)| folder.starts_with(path.canonicalize().unwrap_or_else(|_| path.clone())))
            .collect();
        sections.sort_by_key(|(path, _)| path.components().count());
        // What applies where nothing is said.
        let (mut follow, mut owner) = (true, false);
        for (_, options) in sections {
            if !options.iter().all(|option| option.starts_with(['+', '-'])) {
                (follow, owner) = (false, false);
            }
            for option in options {
                let on = !option.starts_with('-');
                match option.trim_start_matches(['+', '-']) {
                    "followsymlinks" => follow = on,
                    "symlinksifownermatch" => owner = on,
                    "all" => follow = true,
                    _ => {}
                }
            }
        }
        match (follow, owner) {
            (true, _) => Links::Followed,
            (false, true) => Links::OfTheOwner,
            (false, false) => Links::Refused,
        }
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;

    fn warned(text: &str) -> Vec<String> {
        let place = tempfile::tempdir().unwrap();
        std::fs::write(
            place.path().join("httpd.conf"),
            text.replace("HERE", &place.path().to_string_lossy()),
        )
        .unwrap();
        std::fs::write(place.path().join("root.inc"), "Define STORE \"/data/my store\"\n").unwrap();
        std::fs::write(place.path().join("options.inc"), "Options None\n").unwrap();
        let settings = settings::Web {
            configuration: Some(place.path().join("httpd.conf")),
            ..settings::Web::default()
        };
        warnings(Some(&settings), &[], &["/data/my store".into()])
    }

    #[test]
    fn options_of_the_folders_above_count() {
        let with = |root: &str, data: &str| {
            warned(&format!(
                "ServerRoot HERE\nInclude root.inc\n<VirtualHost *:80>\n  DocumentRoot \"${{STORE}}\"\n\
                 <Directory \"${{STORE}}\">\n{data}\n</Directory>\n</VirtualHost>\n<Directory />\n{root}\n</Directory>\n"
            ))
        };
        assert!(with("", "").is_empty());
        assert!(with("Options FollowSymLinks", "Options +Indexes").is_empty());
        assert!(with("Options None", "Options FollowSymLinks").is_empty());
        assert!(
            with("Options FollowSymLinks", "Options SymLinksIfOwnerMatch")[0]
                .contains("only to what has the link's owner")
        );
        assert!(with("Options FollowSymLinks", "options Indexes")[0].contains("does not follow"));
        assert!(
            with("", "# Options -FollowSymLinks\n  Options \\\n -FollowSymLinks")[0]
                .contains("does not follow")
        );
        let included =
            "ServerRoot HERE\nDocumentRoot /data\n<Directory />\nInclude options.inc\n</Directory>\n";
        assert!(warned(included)[0].contains("does not follow"));
        // Both: the wider one counts.
        assert!(with("", "Options +SymLinksIfOwnerMatch").is_empty());
    }

    #[test]
    fn only_what_is_served_counts() {
        let options = "<Directory />\nOptions None\n</Directory>\n";
        assert!(warned(&format!("DocumentRoot /www\n{options}")).is_empty());
        assert_eq!(warned(&format!("Alias /packages \"/data/my store\"\n{options}")).len(), 1);
        assert_eq!(warned(&format!("DocumentRoot /data\n{options}")).len(), 1);
        assert!(warned("<Directory\nOptions").is_empty());
    }
}
