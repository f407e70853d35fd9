//! wasm-bindgen and the library that writes its glue must be of one version, in the manifest and in the lock.

use anyhow::{Context, Result};
use toml::{Table, Value};

use crate::tidy::Source;

const PAIR: [&str; 2] = ["wasm-bindgen", "wasm-bindgen-cli-support"];

pub(crate) fn complaints(sources: &[Source]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let manifest = table(sources, "Cargo.toml")?;
    let asked = PAIR.map(|name| asked_version(&manifest, name));
    let [Some(library), Some(support)] = &asked else {
        return Ok(vec![
            "Cargo.toml: both wasm-bindgen and wasm-bindgen-cli-support belong into the workspace".into(),
        ]);
    };
    if library != support || !library.starts_with('=') {
        found.push(format!(
            "Cargo.toml: {PAIR:?} must be pinned to one version, found {library} and {support}"
        ));
    }
    let lock = table(sources, "Cargo.lock")?;
    let locked = PAIR.map(|name| locked_versions(&lock, name));
    if locked[0].len() != 1 || locked[0] != locked[1] {
        found.push(format!(
            "Cargo.lock: {PAIR:?} must be of one version, found {:?} and {:?}",
            locked[0], locked[1]
        ));
    }
    Ok(found)
}

fn table(sources: &[Source], path: &str) -> Result<Table> {
    let source = sources
        .iter()
        .find(|source| source.path == path)
        .with_context(|| format!("{path} is missing"))?;
    source.text.parse().with_context(|| format!("{path} is not TOML"))
}

fn asked_version(manifest: &Table, name: &str) -> Option<String> {
    let details = manifest.get("workspace")?.get("dependencies")?.get(name)?;
    let version = details.as_str().or_else(|| details.get("version")?.as_str())?;
    Some(version.to_owned())
}

fn locked_versions(lock: &Table, name: &str) -> Vec<String> {
    let packages = lock.get("package").and_then(Value::as_array).into_iter().flatten();
    packages
        .filter(|package| package.get("name").and_then(Value::as_str) == Some(name))
        .filter_map(|package| Some(package.get("version")?.as_str()?.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source;

    fn complaints_for(library: &str, support: &str) -> usize {
        let manifest = format!(
            "[workspace.dependencies]\nwasm-bindgen = \"={library}\"\nwasm-bindgen-cli-support = \"={support}\"\n"
        );
        let package = |name: &str, version: &str| format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n");
        let lock = package(PAIR[0], library) + &package(PAIR[1], support);
        complaints(&[source("Cargo.toml", &manifest), source("Cargo.lock", &lock)])
            .unwrap()
            .len()
    }

    #[test]
    fn equal_versions_pass_and_a_difference_is_found_in_both_files() {
        assert_eq!(complaints_for("0.2.130", "0.2.130"), 0);
        assert_eq!(complaints_for("0.2.131", "0.2.130"), 2);
    }
}
