//! Who signs in, and where the password comes from. It is never shown, logged, cached or written but to the
//! keyring, and wiped from memory when it is no longer needed.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

/// The name under which passwords stand in the keyring.
const KEYRING: &str = "smpctl";

/// No file with a name and a password is longer.
const LONGEST: u64 = 4096;

/// An account and its password.
#[derive(Clone)]
pub struct Credentials {
    /// The account, as `DOMAIN\name`, `name@domain`, or a name alone.
    pub user: String,
    /// The password.
    pub password: Zeroizing<String>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Credentials").field("user", &self.user).finish_non_exhaustive()
    }
}

/// Why no credentials come from where they should.
#[derive(Debug, thiserror::Error)]
pub enum CredentialsError {
    /// The file cannot be read.
    #[error("cannot read the credentials file '{}': {source}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// Others can read the file too.
    #[error("the credentials file '{}' can be read by others ({others})", .path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What says so.
        others: String,
    },
    /// Another account could have written the file.
    #[error("the credentials file '{}' cannot be trusted: {reason}", .path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What of it, or on the way to it, whose it is.
        reason: String,
    },
    /// The file has something else in it.
    #[error("the credentials file '{}' has no two lines, the account and the password", .path.display())]
    Shape {
        /// The file.
        path: PathBuf,
    },
    /// The keyring does not do what it is asked.
    #[error("the keyring cannot be used: {0}")]
    Keyring(String),
}

impl Credentials {
    /// An account and its password.
    pub fn new(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self { user: user.into(), password: Zeroizing::new(password.into()) }
    }

    /// Reads a file of two lines, the account and the password, that only its owner can read.
    ///
    /// # Errors
    ///
    /// Why it is not used.
    pub fn read_file(path: &Path) -> Result<Self, CredentialsError> {
        let failed = |source| CredentialsError::Read { path: path.to_owned(), source };
        if let Ok(Some(reason)) = crate::platform::foreign_owner(path) {
            return Err(CredentialsError::Foreign { path: path.to_owned(), reason });
        }
        let file = File::open(path).map_err(failed)?;
        private(&file, path)?;
        let mut text = Zeroizing::new(String::with_capacity(LONGEST as usize + 1));
        file.take(LONGEST + 1).read_to_string(&mut text).map_err(failed)?;
        let mut lines = text.lines();
        let (user, password, rest) = (lines.next(), lines.next(), lines.all(|line| line.trim().is_empty()));
        match (user.map(str::trim), password) {
            (Some(user), Some(password))
                if rest && !user.is_empty() && !password.is_empty() && text.len() as u64 <= LONGEST =>
            {
                Ok(Self::new(user, password))
            }
            _ => Err(CredentialsError::Shape { path: path.to_owned() }),
        }
    }
}

/// Refuses a file that others can read.
fn private(file: &File, path: &Path) -> Result<(), CredentialsError> {
    let others = crate::platform::other_readers(file)
        .map_err(|source| CredentialsError::Read { path: path.to_owned(), source })?;
    match others {
        Some(others) => Err(CredentialsError::Open { path: path.to_owned(), others }),
        None => Ok(()),
    }
}

/// The password of a context's account in the keyring of the platform; nothing if it has none.
///
/// # Errors
///
/// Why the keyring cannot be asked.
pub fn from_keyring(context: &str, user: &str) -> Result<Option<Zeroizing<String>>, CredentialsError> {
    match entry(context, user)?.get_password() {
        Ok(password) => Ok(Some(Zeroizing::new(password))),
        Err(keyring_core::Error::NoEntry) => Ok(None),
        Err(error) => Err(CredentialsError::Keyring(error.to_string())),
    }
}

/// Keeps a password in the keyring.
///
/// # Errors
///
/// Why the keyring does not take it.
pub fn to_keyring(context: &str, credentials: &Credentials) -> Result<(), CredentialsError> {
    entry(context, &credentials.user)?
        .set_password(&credentials.password)
        .map_err(|error| CredentialsError::Keyring(error.to_string()))
}

/// Takes a password out of the keyring; whether there was one.
///
/// # Errors
///
/// Why the keyring does not let go of it.
pub fn forget(context: &str, user: &str) -> Result<bool, CredentialsError> {
    match entry(context, user)?.delete_credential() {
        Ok(()) => Ok(true),
        Err(keyring_core::Error::NoEntry) => Ok(false),
        Err(error) => Err(CredentialsError::Keyring(error.to_string())),
    }
}

fn entry(context: &str, user: &str) -> Result<keyring_core::Entry, CredentialsError> {
    let failed = |error: keyring_core::Error| CredentialsError::Keyring(error.to_string());
    if keyring_core::get_default_store().is_none() {
        keyring_core::set_default_store(crate::platform::keyring().map_err(failed)?);
    }
    keyring_core::Entry::new(KEYRING, &format!("{context}:{user}")).map_err(failed)
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("credentials");
        std::fs::write(&path, "CORP\\admin\r\nse cret \n\n").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        let refused = Credentials::read_file(&path).unwrap_err();
        assert!(refused.to_string().ends_with("can be read by others (mode 0640)"), "{refused}");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        let read = Credentials::read_file(&path).unwrap();
        assert_eq!((read.user.as_str(), read.password.as_str()), ("CORP\\admin", "se cret "));
        assert_eq!(format!("{read:?}"), "Credentials { user: \"CORP\\\\admin\", .. }");
        for wrong in ["", "admin", "admin\n", "\nsecret", "admin\nsecret\nmore"] {
            std::fs::write(&path, wrong).unwrap();
            assert!(matches!(Credentials::read_file(&path), Err(CredentialsError::Shape { .. })), "{wrong}");
        }
    }
}
