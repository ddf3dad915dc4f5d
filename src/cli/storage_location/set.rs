use super::staged::StageArgs;
use crate::cli::Outcome;
use crate::cli::app::App;
use crate::cli::failure::{Failure, Kind};
use crate::cli::lookup;
use crate::cli::mutate::{Intent, Session};
use crate::topology::change::Platform;

/// Set where packages are kept
///
/// A Package Server that learns of a new location moves all its packages there, and cannot serve clients meanwhile. On a
/// live server the change can be made in stages, where every Package Server has settings of its own
/// (`names.override-policy` in the context). Exit code 0 if it is done, 3 if the packages would not fit, 4 if some have
/// not told in time that they use it or have something left to move, 1 if one failed.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only for this Package Server; several may be named
    #[arg(long, value_name = "NAME", num_args = 1.., value_delimiter = ',')]
    package_server: Vec<String>,
    /// The folder on Windows Package Servers, like D:\Packages
    #[arg(long, value_name = "PATH", required_unless_present = "ulm")]
    windows: Option<String>,
    /// The folder on UNIX, Linux and Mac Package Servers, like /srv/packages
    #[arg(long, value_name = "PATH", required_unless_present = "windows")]
    ulm: Option<String>,
    #[command(flatten)]
    stages: StageArgs,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let mut wanted = Vec::new();
    if let Some(path) = &args.windows {
        check(path, is_windows_path, "write a folder on a drive, like 'D:\\Packages'")?;
        if let Some(folder) = known_folder(path) {
            return Err(Failure::new(
                Kind::Usage,
                format_args!("{path:?} is in '{folder}', where no Package Server relocates its packages to"),
            )
            .hint("name a folder outside of Windows' own"));
        }
        wanted.push((Platform::Windows, Some(path.as_str())));
    }
    if let Some(path) = &args.ulm {
        check(path, |path| path.starts_with('/'), "write an absolute folder, like '/srv/packages'")?;
        wanted.push((Platform::Ulm, Some(path.as_str())));
    }
    let session = Session::open(app)?;
    let smp = session.smp()?.name.clone();
    session.backend().knows_storage_location()?;
    let servers = super::servers(session.smp()?, &args.package_server)?;
    if let Some(code) = super::elsewhere(app, &session, &servers, &wanted, &args.stages)? {
        return Ok(code);
    }
    session.run(|topology| {
        let smp = lookup::find_smp(topology, &smp)?;
        let changes = super::changes(smp, &super::servers(smp, &args.package_server)?, &wanted);
        Ok(match changes.as_slice() {
            [] => Intent::nothing("the storage location is set so already"),
            _ => Intent::to(changes),
        })
    })
}

fn is_windows_path(path: &str) -> bool {
    let mut chars = path.chars();
    chars.next().is_some_and(|drive| drive.is_ascii_alphabetic())
        && chars.next() == Some(':')
        && matches!(chars.next(), Some('\\' | '/'))
        && !chars.any(|c| matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*'))
}

/// The known folder of Windows that the path is, or is in; a server has them on its system drive, mostly C.
fn known_folder(path: &str) -> Option<&'static str> {
    let path = path.replace('/', "\\").to_lowercase();
    let path = path.strip_prefix("c:\\")?.trim_end_matches('\\');
    ["Windows", "Program Files", "Program Files (x86)", "ProgramData", "Users"].into_iter().find(|folder| {
        let rest = path.strip_prefix(&folder.to_lowercase());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('\\'))
    })
}

fn check(path: &str, is_right: impl Fn(&str) -> bool, hint: &str) -> Result<(), Failure> {
    if is_right(path) && !path.chars().any(char::is_control) {
        return Ok(());
    }
    Err(Failure::new(Kind::Usage, format_args!("{path:?} is no folder that packages can be kept in"))
        .hint(hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_windows_are_known() {
        assert_eq!(known_folder("C:\\windows\\Temp"), Some("Windows"));
        assert_eq!(known_folder("c:/Program Files (x86)/"), Some("Program Files (x86)"));
        for other in ["C:\\Windows2", "D:\\Windows", "C:\\Packages\\Users"] {
            assert_eq!(known_folder(other), None, "{other}");
        }
    }

    #[test]
    fn only_folders_on_a_drive_are_windows_paths() {
        for right in ["D:\\Packages", "d:/Packages", "E:\\"] {
            assert!(is_windows_path(right), "{right}");
        }
        for wrong in ["", "D:", "D:Packages", "\\\\server\\share", "/srv", "D:\\a|b", "D:\\a:b"] {
            assert!(!is_windows_path(wrong), "{wrong}");
        }
    }
}
