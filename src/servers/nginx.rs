//! nginx, and whether it follows links.

use std::path::{Path, PathBuf};

use super::web::Kind;
use super::{option, touches};
use crate::platform::Running;
use crate::settings;

/// What is usual for nginx.
pub const KIND: Kind = Kind {
    name: "nginx",
    root: "root \"{path}\";",
    maintenance: "return 503;\n",
    test: "nginx -t -q",
    reload: "nginx -s reload",
};

const CONFIGURATION: &str = "/etc/nginx/nginx.conf";

/// How deep files may include one another.
const DEEPEST: usize = 16;

/// Warnings about nginx servers that serve a store and would not follow its links.
pub fn warnings(settings: Option<&settings::Web>, running: &[Running], stores: &[PathBuf]) -> Vec<String> {
    let mut configurations: Vec<PathBuf> = running
        .iter()
        .filter_map(|program| {
            // Its title is one word: "nginx: master process /usr/sbin/nginx -c /etc/nginx/nginx.conf".
            let title = program.command.first()?.strip_prefix("nginx: master process ")?;
            let words: Vec<_> = title.split_whitespace().map(str::to_owned).collect();
            let path = option(&words, &["-c"]).unwrap_or(CONFIGURATION);
            Some(Path::new(option(&words, &["-p"]).unwrap_or("/")).join(path))
        })
        .collect();
    if let Some(settings) = settings {
        configurations.push(settings.configuration.clone().unwrap_or_else(|| CONFIGURATION.into()));
    }
    configurations.sort();
    configurations.dedup();
    let mut warnings = Vec::new();
    for path in configurations {
        let mut served = Vec::new();
        serve(&parse(&path, &path, 0), &Served::default(), &mut served);
        for store in stores {
            let refused = served.iter().find(|served| {
                served.root.as_ref().is_some_and(|root| touches(root, store)) && !served.follows()
            });
            if let Some(Served { symlinks, .. }) = refused {
                warnings.push(format!(
                    "nginx does not follow links in '{}' (`disable_symlinks {symlinks}` in '{}'): packages that are linked there will not be served; set `disable_symlinks off` for it",
                    store.display(),
                    path.display()
                ));
            }
        }
    }
    warnings
}

/// What a block serves, with what it inherits.
#[derive(Debug, Clone, Default)]
struct Served {
    root: Option<PathBuf>,
    symlinks: String,
}

impl Served {
    fn follows(&self) -> bool {
        self.symlinks.is_empty() || self.symlinks.starts_with("off")
    }
}

#[derive(Debug)]
struct Directive {
    words: Vec<String>,
    block: Vec<Directive>,
}

fn serve(directives: &[Directive], inherited: &Served, found: &mut Vec<Served>) {
    let mut own = inherited.clone();
    for directive in directives {
        match directive.words.as_slice() {
            [name, path, ..] if name == "root" || name == "alias" => own.root = Some(path.into()),
            [name, how @ ..] if name == "disable_symlinks" => own.symlinks = how.join(" "),
            _ => {}
        }
    }
    for directive in directives {
        serve(&directive.block, &own, found);
    }
    found.push(own);
}

/// The directives of a file, with those of the files it includes. What cannot be read is left out.
fn parse(path: &Path, main: &Path, depth: usize) -> Vec<Directive> {
    match std::fs::read_to_string(path) {
        Ok(text) if depth < DEEPEST => block(&mut tokens(&text).into_iter(), main, depth),
        _ => Vec::new(),
    }
}

fn block(tokens: &mut std::vec::IntoIter<Token>, main: &Path, depth: usize) -> Vec<Directive> {
    let (mut directives, mut words) = (Vec::new(), Vec::new());
    while let Some(token) = tokens.next() {
        match token {
            Token::Word(word) => words.push(word),
            Token::Open => {
                let words = std::mem::take(&mut words);
                directives.push(Directive { words, block: block(tokens, main, depth) });
            }
            Token::Close => break,
            Token::End => {
                let words = std::mem::take(&mut words);
                if let [name, pattern] = words.as_slice()
                    && name == "include"
                {
                    let pattern = main.parent().unwrap_or(Path::new("/")).join(pattern);
                    for path in glob::glob(&pattern.to_string_lossy()).into_iter().flatten().flatten() {
                        directives.extend(parse(&path, main, depth + 1));
                    }
                } else {
                    directives.push(Directive { words, block: Vec::new() });
                }
            }
        }
    }
    directives
}

#[derive(Debug)]
enum Token {
    Word(String),
    Open,
    Close,
    End,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            _ if c.is_whitespace() => {}
            '#' => while chars.next().is_some_and(|c| c != '\n') {},
            '{' => tokens.push(Token::Open),
            '}' => tokens.push(Token::Close),
            ';' => tokens.push(Token::End),
            quote @ ('"' | '\'') => {
                let mut word = String::new();
                while let Some(c) = chars.next().filter(|c| *c != quote) {
                    word.push(if c == '\\' { chars.next().unwrap_or(c) } else { c });
                }
                tokens.push(Token::Word(word));
            }
            _ => {
                let mut word = String::from(c);
                while let Some(c) = chars.next_if(|c| !c.is_whitespace() && !['{', ';'].contains(c)) {
                    word.push(c);
                }
                tokens.push(Token::Word(word));
            }
        }
    }
    tokens
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;

    fn warned(files: &[(&str, &str)], store: &str) -> Vec<String> {
        let place = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(place.path().join(name), text).unwrap();
        }
        let settings = settings::Web {
            configuration: Some(place.path().join("nginx.conf")),
            ..settings::Web::default()
        };
        warnings(Some(&settings), &[], &[store.into()])
    }

    #[test]
    fn links_are_followed_unless_told_otherwise() {
        let with = |http: &str, location: &str| {
            let main = format!(
                "events {{}} http {{ {http} server {{ # one\n listen 80; location / {{ root '/data/store'; {location} }} }} }}"
            );
            warned(&[("nginx.conf", &main)], "/data/store")
        };
        assert!(with("", "").is_empty());
        assert!(with("disable_symlinks on;", "")[0].contains("disable_symlinks on"));
        assert!(with("disable_symlinks on;", "disable_symlinks off;").is_empty());
        assert!(with("", "disable_symlinks if_not_owner from=$document_root;")[0].contains("if_not_owner"));
        let elsewhere = warned(&[("nginx.conf", "http { disable_symlinks on; root /www; }")], "/data/store");
        assert!(elsewhere.is_empty());
    }

    #[test]
    fn included_files_count_where_they_are_included() {
        let main = "http { server { include root.inc; include sites/*.conf; disable_symlinks on; } }";
        let warnings =
            warned(&[("nginx.conf", main), ("root.inc", "root \"/data/my store\";")], "/data/my store");
        assert_eq!(warnings.len(), 1);
        // A file that includes itself ends somewhere.
        assert!(warned(&[("nginx.conf", "include nginx.conf;")], "/data").is_empty());
        assert!(warned(&[("nginx.conf", "http { root '/x")], "/data").is_empty());
    }
}
