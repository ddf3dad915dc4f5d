//! What a registry holds, as far as smpctl asks: Windows has one, other systems have none.

use std::io;

/// A value in the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegistryValue {
    /// Text (REG_SZ), or text whose variables have been replaced (REG_EXPAND_SZ).
    Text(String),
    /// A number (REG_DWORD).
    Number(u32),
    /// Something else, by the name of its type.
    Other(String),
}

/// The machine's part of a registry (HKEY_LOCAL_MACHINE). The value without a name is a key's default value.
pub trait Registry: Sync {
    /// A value; `None` if it, or its key, is not there.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    fn read(&self, key: &str, name: &str) -> io::Result<Option<RegistryValue>>;

    /// Gives a value a number, and makes its key if need be.
    ///
    /// # Errors
    ///
    /// Why it cannot be written.
    fn write_number(&self, key: &str, name: &str, number: u32) -> io::Result<()>;

    /// Removes a value; nothing to do if it is not there.
    ///
    /// # Errors
    ///
    /// Why it cannot be removed.
    fn remove(&self, key: &str, name: &str) -> io::Result<()>;

    /// The names of the keys in a key; none if it is not there.
    ///
    /// # Errors
    ///
    /// Why they cannot be read.
    fn keys(&self, key: &str) -> io::Result<Vec<String>>;
}

/// Text with its variables replaced, as Windows writes them: `%SystemRoot%`. What is no variable stays as it is.
pub fn expand(text: &str) -> String {
    let mut parts = text.split('%');
    let mut expanded = parts.next().unwrap_or_default().to_owned();
    // Whether a percent sign stands before the part that comes next, and has not been used up.
    let mut open = true;
    let mut rest = parts.peekable();
    while let Some(part) = rest.next() {
        let value = match open && rest.peek().is_some() && !part.is_empty() {
            true => std::env::var(part).ok(),
            false => None,
        };
        match value {
            Some(value) => {
                expanded.push_str(&value);
                open = false;
            }
            None => {
                if open {
                    expanded.push('%');
                }
                expanded.push_str(part);
                open = true;
            }
        }
    }
    expanded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_replaced_and_nothing_else() {
        let path = std::env::var("PATH").unwrap();
        assert_eq!(expand("%PATH%"), path);
        assert_eq!(expand("a%PATH%b%PATH%c"), format!("a{path}b{path}c"));
        for same in ["", "C:\\a", "100%", "%", "%%", "50% of %NO_SUCH_VARIABLE% left", "%PATH"] {
            assert_eq!(expand(same), same);
        }
        assert_eq!(expand("5% %PATH%"), format!("5% {path}"));
    }
}
