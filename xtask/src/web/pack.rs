//! Shared pieces of the program that are too small for requests of their own travel together. There are dozens of them, a browser
//! asks for six things at a time over one kind of connection, and each costs it a millisecond even where nothing travels.

use std::ops::Range;

use anyhow::{Context, Result};

/// Shared pieces below this many bytes are packed.
const SMALL_BYTES: usize = 16 * 1024;
/// As the cutter calls shared pieces.
const SHARED: &str = "chunk_";

/// What the loader does for a packed piece instead of fetching it; a pack that could not be fetched, or is none, is asked for
/// again.
const UNPACK: &str = "const packs = {};
function packed(url, begin, end) {
    return () => {
        const pack = packs[url] ??= fetch(new URL(url, import.meta.url)).then((answer) => {
            if (!answer.ok) throw new TypeError(`${answer.status} ${url}`);
            return answer.arrayBuffer();
        });
        pack.catch(() => {});
        return async (imports) => {
            try {
                return await WebAssembly.instantiate(new Uint8Array(await pack, begin, end - begin), imports);
            } catch (error) {
                if (packs[url] === pack) delete packs[url];
                throw error;
            }
        };
    };
}
";

/// Several pieces, one behind the other.
#[derive(Debug, PartialEq)]
pub(crate) struct Pack {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    places: Vec<(String, Range<usize>)>,
}

/// Takes the small shared pieces out of all, those that the tools of a room need into a pack of their own.
pub(crate) fn packs(pieces: &mut Vec<(String, Vec<u8>)>, of_tools: &[String]) -> Vec<Pack> {
    let is_small = |(name, wasm): &(String, Vec<u8>)| name.starts_with(SHARED) && wasm.len() < SMALL_BYTES;
    let (small, large) = std::mem::take(pieces).into_iter().partition::<Vec<_>, _>(is_small);
    *pieces = large;
    let (tools, others) = small
        .into_iter()
        .partition::<Vec<_>, _>(|(name, _)| of_tools.contains(name));
    let packs = [("together_tools.bin", tools), ("together_others.bin", others)];
    packs
        .into_iter()
        .filter(|(_, small)| !small.is_empty())
        .map(|(name, small)| Pack::of(name, small))
        .collect()
}

impl Pack {
    fn of(name: &str, small: Vec<(String, Vec<u8>)>) -> Pack {
        let (mut bytes, mut places) = (Vec::new(), Vec::new());
        for (piece, wasm) in small {
            let begin = bytes.len();
            bytes.extend(wasm);
            places.push((piece, begin..bytes.len()));
        }
        Pack {
            name: name.to_owned(),
            bytes,
            places,
        }
    }

    /// Whether a piece is in it.
    pub(crate) fn holds(&self, piece: &str) -> bool {
        self.places.iter().any(|(name, _)| name == piece)
    }

    /// The cutter's loader, with the place in the pack instead of each piece's own address.
    fn in_loader(&self, loader: &str) -> Result<String> {
        let mut loader = loader.to_owned();
        for (piece, place) in &self.places {
            let named = format!("\"./{piece}\"");
            let (before, after) = loader
                .split_once(&named)
                .with_context(|| format!("the loader does not name {piece}"))?;
            // The cutter writes a function of several lines, which ends with the first brace that begins one.
            let ends = before.rfind("() => {").zip(after.find("\n}"));
            let (begins, ends) = ends.with_context(|| format!("the loader does not fetch {piece} as expected"))?;
            let (before, after) = (&before[..begins], &after[ends + 2..]);
            let Range { start, end } = place;
            loader = format!("{before}packed(\"./{}\", {start}, {end}){after}", self.name);
        }
        Ok(loader)
    }
}

/// The cutter's loader for pieces of which some are packed.
pub(crate) fn loader_with(packs: &[Pack], plain: &str) -> Result<String> {
    let loader = packs
        .iter()
        .try_fold(plain.to_owned(), |loader, pack| pack.in_loader(&loader))?;
    Ok(format!("{loader}{UNPACK}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOADER: &str = "/* a, b */
const __chunk_1 = makeLoad(() => {
    const src = fetch(new URL(\"./chunk_1.wasm\", import.meta.url));
    src.catch(() => {});
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
, []);
const __chunk_2 = makeLoad(() => {
    const src = fetch(new URL(\"./chunk_2.wasm\", import.meta.url));
    src.catch(() => {});
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
, []);
";

    #[test]
    fn small_shared_pieces_are_packed_and_found_where_they_lie() {
        let piece = |name: &str, length: usize| (format!("{name}.wasm"), vec![7; length]);
        let mut pieces = vec![
            piece("chunk_1", 300),
            piece("chunk_2", 40),
            piece("chunk_3", SMALL_BYTES),
            piece("split_pages", 10),
        ];
        let packs = packs(&mut pieces, &["chunk_2.wasm".to_owned()]);
        let left = pieces.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>();
        assert_eq!(left, ["chunk_3.wasm", "split_pages.wasm"]);
        let names = packs.iter().map(|pack| (pack.name.as_str(), pack.bytes.len()));
        assert_eq!(
            names.collect::<Vec<_>>(),
            [("together_tools.bin", 40), ("together_others.bin", 300)]
        );
        assert!(packs[0].holds("chunk_2.wasm") && !packs[0].holds("chunk_1.wasm"));
        let loader = loader_with(&packs, LOADER).unwrap();
        assert!(
            loader.starts_with(
                "/* a, b */\nconst __chunk_1 = makeLoad(packed(\"./together_others.bin\", 0, 300)\n, []);\n\
                 const __chunk_2 = makeLoad(packed(\"./together_tools.bin\", 0, 40)\n, []);\nconst packs"
            ),
            "{loader}"
        );
        assert!(loader_with(&packs, "").is_err(), "a loader that knows none of them");
    }
}
