//! Changing some sections of a program and leaving all others as they are, in their order, which relocations count.

use anyhow::{Context, Result};
use wasm_encoder::{Module, RawSection};
use wasmparser::{Parser, Payload};

/// The same program, with what `change` gives in the place of a section: what the section holds now, without its id and length.
pub(super) fn changed(
    wasm: &[u8],
    mut change: impl FnMut(&Payload<'_>, &[u8]) -> Result<Option<Vec<u8>>>,
) -> Result<Vec<u8>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.context("the wasm cannot be read")?;
        let Some((id, range)) = payload.as_section() else {
            continue;
        };
        let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
        let data = wasm.get(range).context("a section reaches beyond the wasm")?;
        let changed = change(&payload, data)?;
        let data = changed.as_deref().unwrap_or(data);
        module.section(&RawSection { id, data });
    }
    Ok(module.finish())
}
