//! Our own programs, built by cargo with the profile and target directory that the tests themselves have.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Once;

use crate::root;

/// The program that a package of ours builds, by the package's name. All are built at once, with the features that the whole
/// workspace asks for, as the tests are: so the SDK's crates are built once and not once more for each program.
pub fn built(package: &str) -> PathBuf {
    static BUILT: Once = Once::new();
    BUILT.call_once(|| {
        let mut cargo = Command::new(env!("CARGO"));
        // What cargo tells this test of itself would make build scripts run anew.
        for (name, _) in std::env::vars_os().filter(|(name, _)| is_of_this_test(&name.to_string_lossy())) {
            cargo.env_remove(name);
        }
        let status = cargo
            .args(["build", "--quiet", "--locked", "--all-features", "--workspace", "--bins", "--target-dir"])
            .arg(folder().parent().expect("<target>/<profile>"))
            .current_dir(root())
            .status()
            .expect("cargo runs");
        assert!(status.success(), "our programs do not build");
    });
    folder().join(package)
}

fn is_of_this_test(variable: &str) -> bool {
    ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"]
        .iter()
        .any(|p| variable.starts_with(p))
}

/// `<target>/<profile>`: where the programs stand.
pub fn folder() -> PathBuf {
    let this = std::env::current_exe().expect("a test knows its own path");
    let folder = this.parent().expect("programs stand in a folder");
    if folder.ends_with("deps") {
        folder.parent().map(Path::to_owned).expect("<target>/<profile>")
    } else {
        folder.to_owned()
    }
}
