//! The registry of the machine.

use std::io;

use windows_registry::{Key, LOCAL_MACHINE, Type};

use crate::platform::registry::{Registry, RegistryValue, expand};

/// The registry of the machine, as 64-bit programs see it; what 32-bit programs see is below `SOFTWARE\WOW6432Node`.
pub fn registry() -> Option<&'static dyn Registry> {
    Some(&Machine)
}

struct Machine;

impl Registry for Machine {
    fn read(&self, key: &str, name: &str) -> io::Result<Option<RegistryValue>> {
        let Some(key) = found(LOCAL_MACHINE.open(key))? else { return Ok(None) };
        let Some(value) = found(key.get_value(name))? else { return Ok(None) };
        let text = || value.clone().try_into().map_err(error);
        Ok(Some(match value.ty() {
            Type::String => RegistryValue::Text(text()?),
            Type::ExpandString => RegistryValue::Text(expand(&text()?)),
            Type::U32 => RegistryValue::Number(u32::try_from(value).map_err(error)?),
            Type::U64 => RegistryValue::Other("REG_QWORD".to_owned()),
            Type::MultiString => RegistryValue::Other("REG_MULTI_SZ".to_owned()),
            Type::Bytes => RegistryValue::Other("REG_BINARY".to_owned()),
            Type::Other(number) => RegistryValue::Other(format!("type {number}")),
        }))
    }

    fn write_number(&self, key: &str, name: &str, number: u32) -> io::Result<()> {
        LOCAL_MACHINE.create(key).and_then(|key| key.set_u32(name, number)).map_err(error)
    }

    fn remove(&self, key: &str, name: &str) -> io::Result<()> {
        let Some(key) = found(LOCAL_MACHINE.options().read().write().open(key))? else { return Ok(()) };
        found(key.remove_value(name)).map(drop)
    }

    fn keys(&self, key: &str) -> io::Result<Vec<String>> {
        let Some(key): Option<Key> = found(LOCAL_MACHINE.open(key))? else { return Ok(Vec::new()) };
        Ok(key.keys().map_err(error)?.collect())
    }
}

/// What is not there is no error.
fn found<T>(result: windows_registry::Result<T>) -> io::Result<Option<T>> {
    match result.map_err(error) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        other => other.map(Some),
    }
}

/// The same error as the standard library has it, which knows the Win32 code that is wrapped in an HRESULT.
fn error(error: windows::core::Error) -> io::Error {
    const WIN32: i32 = 0x8007_0000_u32.cast_signed();
    let code = error.code().0;
    if code & 0xffff_0000_u32.cast_signed() == WIN32 {
        io::Error::from_raw_os_error(code & 0xffff)
    } else {
        io::Error::other(error.message().to_string())
    }
}
