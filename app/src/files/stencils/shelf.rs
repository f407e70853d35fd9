//! Where libraries are kept: in this browser's storage, each as its own file, for whoever uses this browser.

use board::{
    id::FileId,
    import::excalidraw::{Drawing, read_library, with_item, without_item},
    limits,
};

use crate::platform::{self, Durability, Keeping};

const PREFIX: &str = "library/";
/// Where what was kept from a board is.
const OWN_KEY: &str = "library/own";
const OWN_NAME: &str = "Kept from boards";
const NO_STORAGE: &str = "This browser keeps nothing, so it cannot keep stencils either.";
const NO_ROOM: &str = "The stencil could not be kept: this browser's storage is full.";
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
    /// Its place in its library, from 0.
    pub(super) index: usize,
}

impl Stencil {
    /// Whether it was kept from a board, so that it goes by itself.
    pub(super) fn is_own(&self) -> bool {
        self.key == OWN_KEY
    }
}

/// Keeps a library; how many stencils it has, or a sentence.
pub(super) async fn keep(file_name: &str, text: String) -> Result<usize, String> {
    let items = read_library(&text).map_err(|error| error.message)?;
    let count = items.iter().filter(|item| !item.drawing.elements.is_empty()).count();
    if count == 0 {
        return Err("There is no stencil in this library.".to_owned());
    }
    if platform::open_outbox().await == Keeping::NoStorage {
        return Err(NO_STORAGE.to_owned());
    }
    if platform::list(PREFIX).await.len() >= LIBRARIES_MAX {
        return Err(format!("At most {LIBRARIES_MAX} libraries are kept; remove one first."));
    }
    let name = file_name.trim_end_matches(".excalidrawlib").replace('\n', " ");
    let name = name.chars().take(limits::NAME_CHARS).collect::<String>();
    let key = format!("{PREFIX}{}", FileId(uuid::Uuid::new_v4().as_u128()));
    if save(&key, &name, &text).await {
        Ok(count)
    } else {
        Err("The library could not be kept: this browser's storage is full.".to_owned())
    }
}

/// Keeps a drawing as one more stencil of one's own; a sentence where that cannot be.
pub(super) async fn keep_own(name: &str, drawing: &str) -> Result<(), String> {
    if platform::open_outbox().await == Keeping::NoStorage {
        return Err(NO_STORAGE.to_owned());
    }
    let kept = load(OWN_KEY).await.map(|(_, text)| text);
    let text = with_item(kept.as_deref(), name, drawing).map_err(|error| error.message)?;
    let is_kept = save(OWN_KEY, OWN_NAME, &text).await;
    is_kept.then_some(()).ok_or_else(|| NO_ROOM.to_owned())
}

/// Keeps a stencil of one's own no longer.
pub(super) async fn remove_own(index: usize) {
    let rest = load(OWN_KEY).await.map(|(_, text)| without_item(&text, index));
    match rest {
        Some(Some(text)) => drop(save(OWN_KEY, OWN_NAME, &text).await),
        Some(None) => remove(OWN_KEY).await,
        None => {}
    }
}

/// A library is kept as its name, a line break, and its file.
async fn save(key: &str, name: &str, text: &str) -> bool {
    let bytes = format!("{name}\n{text}").into_bytes();
    platform::save(key, &bytes, Durability::Relaxed).await
}

async fn load(key: &str) -> Option<(String, String)> {
    let text = String::from_utf8(platform::load(key).await?).ok()?;
    let (name, text) = text.split_once('\n')?;
    Some((name.to_owned(), text.to_owned()))
}

/// All stencils of all libraries.
pub(super) async fn all() -> Vec<Stencil> {
    let mut stencils = Vec::new();
    if platform::open_outbox().await == Keeping::NoStorage {
        return stencils;
    }
    for key in platform::list(PREFIX).await {
        let Some((library, text)) = load(&key).await else {
            continue;
        };
        let items = read_library(&text).unwrap_or_default();
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
            library: library.clone(),
            index,
        }));
    }
    stencils
}

/// Keeps a library no longer.
pub(super) async fn remove(key: &str) {
    platform::remove(key).await;
}
