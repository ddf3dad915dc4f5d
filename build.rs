//! For Windows: the version that the Explorer shows, and the manifest. Elsewhere nothing.

use std::env;
use std::error::Error;

/// Paths of any length; UTF-8 as the code page of this process; and the rights of whoever starts it, for most commands
/// need no more. Supported is what Windows Server 2016 and Windows 10 call themselves.
const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <assemblyIdentity type="win32" name="smpctl" version="VERSION.0"/>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1">
    <application>
      <supportedOS Id="{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"/>
    </application>
  </compatibility>
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3">
    <security>
      <requestedPrivileges>
        <requestedExecutionLevel level="asInvoker" uiAccess="false"/>
      </requestedPrivileges>
    </security>
  </trustInfo>
  <application xmlns="urn:schemas-microsoft-com:asm.v3">
    <windowsSettings>
      <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
      <activeCodePage xmlns="http://schemas.microsoft.com/SMI/2019/WindowsSettings">UTF-8</activeCodePage>
    </windowsSettings>
  </application>
</assembly>
"#;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("windows") {
        return Ok(());
    }
    let version = env::var("CARGO_PKG_VERSION")?;
    winresource::WindowsResource::new()
        .set("ProductName", "smpctl")
        .set("OriginalFilename", "smpctl.exe")
        .set("InternalName", "smpctl")
        .set("LegalCopyright", "MIT licence")
        .set_manifest(&MANIFEST.replace("VERSION", &version))
        .compile()?;
    Ok(())
}
