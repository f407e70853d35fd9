//! Where libraries are kept: in this browser's storage, each as its own file, for whoever uses this browser.

use board::{
    id::FileId,
    import::excalidraw::{Drawing, read_library},
    limits,
};

use crate::platform::{self, Durability, Keeping};

const PREFIX: &str = "library/";
/// Libraries kept at once.
const LIBRARIES_MAX: usize = 50;

/// One stencil of a library.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stencil {
    /// What it is called.
    pub(super) name: String,
    /// What it is drawn from.
    pub(super) drawing: Drawing,
    /// Where its library is kept.
    pub(super) key: String,
    /// What its library is called.
    pub(super) library: String,
}

/// Keeps a library; how many stencils it has, or a sentence.
pub(super) async fn keep(file_name: &str, text: String) -> Result<usize, String> {
    let items = read_library(&text).map_err(|error| error.message)?;
    let count = items.iter().filter(|item| !item.drawing.elements.is_empty()).count();
    if count == 0 {
        return Err("There is no stencil in this library.".to_owned());
    }
    if platform::open_outbox().await == Keeping::NoStorage {
        return Err("This browser keeps nothing, so it cannot keep stencils either.".to_owned());
    }
    if platform::list(PREFIX).await.len() >= LIBRARIES_MAX {
        return Err(format!("At most {LIBRARIES_MAX} libraries are kept; remove one first."));
    }
    let name = file_name.trim_end_matches(".excalidrawlib").replace('\n', " ");
    let name = name.chars().take(limits::NAME_CHARS).collect::<String>();
    let key = format!("{PREFIX}{}", FileId(uuid::Uuid::new_v4().as_u128()));
    let bytes = format!("{name}\n{text}").into_bytes();
    if platform::save(&key, &bytes, Durability::Relaxed).await {
        Ok(count)
    } else {
        Err("The library could not be kept: this browser's storage is full.".to_owned())
    }
}

/// All stencils of all libraries.
pub(super) async fn all() -> Vec<Stencil> {
    let mut stencils = Vec::new();
    if platform::open_outbox().await == Keeping::NoStorage {
        return stencils;
    }
    for key in platform::list(PREFIX).await {
        let Some(text) = platform::load(&key)
            .await
            .and_then(|bytes| String::from_utf8(bytes).ok())
        else {
            continue;
        };
        let Some((library, text)) = text.split_once('\n') else {
            continue;
        };
        let items = read_library(text).unwrap_or_default();
        let shown = items
            .into_iter()
            .enumerate()
            .filter(|(_, item)| !item.drawing.elements.is_empty());
        stencils.extend(shown.map(|(index, item)| Stencil {
            name: if item.name.is_empty() {
                format!("{library} {}", index + 1)
            } else {
                item.name
            },
            drawing: item.drawing,
            key: key.clone(),
            library: library.to_owned(),
        }));
    }
    stencils
}

/// Keeps a library no longer.
pub(super) async fn remove(key: &str) {
    platform::remove(key).await;
}
