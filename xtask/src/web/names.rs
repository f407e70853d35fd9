//! Gives what the program imports short names. wasm-bindgen calls each by its method and sixteen digits of a hash, which no
//! compression shortens: once in the wasm and once in its glue they are 10 KB of what everybody downloads.

use anyhow::{Context, Result, ensure};
use wasm_encoder::Encode;
use wasmparser::{BinaryReader, Payload};

use super::sections;

/// Changes with what is done here: kept programs were made otherwise.
pub(crate) const SCHEME: &str = "letters";
/// What the glue offers, under this name.
const OFFERED: &str = "./app_bg.js";
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The same program and the same glue, with other names between them.
pub(crate) fn shortened(wasm: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let mut glue = glue.to_owned();
    let wasm = sections::changed(wasm, |payload, data| match payload {
        Payload::ImportSection(_) => imports(data, &mut glue).map(Some),
        _ => Ok(None),
    })?;
    Ok((wasm, glue))
}

/// The section of imports anew; each is called in the glue as it is called here.
fn imports(section: &[u8], glue: &mut String) -> Result<Vec<u8>> {
    let mut reader = BinaryReader::new(section, 0);
    let count = reader.read_var_u32()?;
    let mut written = Vec::with_capacity(section.len());
    count.encode(&mut written);
    for index in 0..count {
        let (from, name) = (reader.read_string()?, reader.read_string()?);
        let begun = reader.original_position();
        let _of_type: wasmparser::TypeRef = reader.read()?;
        let of_type = section
            .get(usize::try_from(begun)?..usize::try_from(reader.original_position())?)
            .context("an import is cut short")?;
        from.encode(&mut written);
        if from == OFFERED {
            let short = short(index as usize);
            rename(glue, name, &short)?;
            short.as_str().encode(&mut written);
        } else {
            name.encode(&mut written);
        }
        written.extend_from_slice(of_type);
    }
    Ok(written)
}

/// It stands in the glue once, as the name of a field.
fn rename(glue: &mut String, name: &str, short: &str) -> Result<()> {
    let field = format!("\n        {name}: ");
    ensure!(glue.matches(&field).count() == 1, "the glue does not offer {name} once");
    *glue = glue.replace(&field, &format!("\n        {short}: "));
    Ok(())
}

/// a, b, … Z, aa, ba, …: no two are the same.
fn short(index: usize) -> String {
    let (mut rest, mut name) = (index, String::new());
    loop {
        name.push(char::from(LETTERS[rest % LETTERS.len()]));
        match (rest / LETTERS.len()).checked_sub(1) {
            Some(next) => rest = next,
            None => return name,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use wasm_encoder::{EntityType, ImportSection, Module, TypeSection};

    use super::*;

    #[test]
    fn names_are_all_different() {
        let names = (0..9_000).map(short).collect::<BTreeSet<_>>();
        assert_eq!(names.len(), 9_000);
        assert_eq!([0, 51, 52, 104].map(short), ["a", "Z", "aa", "ab"]);
    }

    #[test]
    fn program_and_glue_call_the_same_by_the_same_name() {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imported = ImportSection::new();
        imported.import(OFFERED, "__wbg_now_0123456789abcdef", EntityType::Function(0));
        imported.import("other", "kept", EntityType::Function(0));
        let mut module = Module::new();
        module.section(&types).section(&imported);
        let glue = "const import0 = {\n        __wbg_now_0123456789abcdef: function() {\n        },\n};";
        let (wasm, glue) = shortened(&module.finish(), glue).expect("both are whole");
        assert_eq!(glue, "const import0 = {\n        a: function() {\n        },\n};");
        wasmparser::validate(&wasm).expect("it is a program still");
        let text = String::from_utf8_lossy(&wasm).into_owned();
        assert!(text.contains("kept") && !text.contains("__wbg"), "{text:?}");
        assert!(shortened(&wasm, "nothing").is_err(), "the glue lacks it");
    }
}
