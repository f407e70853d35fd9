//! The licences of what the page carries from npm, as one text file that the binary serves with it.

use anyhow::{Context, Result};

use crate::repository::Repository;

/// Fonts and icons are development packages, because only the build reads them; their licences travel all the same.
const BUILD_ONLY: [&str; 3] = [
    "node_modules/@fontsource/atkinson-hyperlegible",
    "node_modules/@fontsource/jetbrains-mono",
    "node_modules/lucide-static",
];

pub(crate) fn collect(repository: &Repository) -> Result<String> {
    let lock: serde_json::Value =
        serde_json::from_str(&repository.read("package-lock.json")?).context("package-lock.json is not JSON")?;
    let packages = lock
        .get("packages")
        .and_then(serde_json::Value::as_object)
        .context("package-lock.json lists nothing")?;
    let mut text = String::from("Chalkback carries parts of these packages.\n");
    for (folder, package) in packages {
        // What is installed on some machines only is in no bundle.
        let flag = |name: &str| package.get(name).and_then(serde_json::Value::as_bool).unwrap_or(false);
        if flag("optional") {
            continue;
        }
        let is_build_only = flag("dev");
        if folder.is_empty() || (is_build_only && !BUILD_ONLY.contains(&folder.as_str())) {
            continue;
        }
        let name = folder.trim_start_matches("node_modules/");
        let version = package
            .get("version")
            .and_then(serde_json::Value::as_str)
            .unwrap_or_default();
        let licence = repository.read(&format!("{folder}/LICENSE"))?;
        text.push_str(&format!("\n--- {name} {version}\n\n{}\n", licence.trim_end()));
    }
    Ok(text)
}
