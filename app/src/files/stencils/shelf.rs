//! Where libraries are kept: in this browser's storage, each as its own file, for whoever uses this browser.

use board::{
    id::FileId,
    import::excalidraw::{Drawing, library_of, read_library},
    limits,
};

use crate::platform::{self, Durability, Keeping};

const PREFIX: &str = "library/";
/// Where what was kept from boards is: each stencil is a library of its own, so that no tab writes over what another keeps.
const OWN_PREFIX: &str = "library/own/";
const OWN_NAME: &str = "Kept from boards";
const NO_STORAGE: &str = "This browser keeps nothing, so it cannot keep stencils either.";
const NO_ROOM: &str = "The stencil could not be kept: this browser's storage is full.";
/// Libraries kept at once, without one's own stencils.
const LIBRARIES_MAX: usize = 50;
/// Stencils of one's own kept at once.
const OWN_MAX: usize = 200;

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

impl Stencil {
    /// Whether it was kept from a board, so that it goes by itself.
    pub(super) fn is_own(&self) -> bool {
        self.key.starts_with(OWN_PREFIX)
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
    let n_own = platform::list(OWN_PREFIX).await.len();
    if platform::list(PREFIX).await.len() >= LIBRARIES_MAX + n_own {
        return Err(format!("At most {LIBRARIES_MAX} libraries are kept; remove one first."));
    }
    let name = file_name.trim_end_matches(".excalidrawlib").replace('\n', " ");
    let name = name.chars().take(limits::NAME_CHARS).collect::<String>();
    let key = fresh_key(PREFIX);
    if save(&key, &name, &text).await {
        Ok(count)
    } else {
        Err("The library could not be kept: this browser's storage is full.".to_owned())
    }
}

/// Keeps a drawing as a stencil of one's own; a sentence where that cannot be.
pub(super) async fn keep_own(name: &str, drawing: &str) -> Result<(), String> {
    let text = library_of(name, drawing).map_err(|error| error.message)?;
    // What could not be read again is not kept.
    read_library(&text).map_err(|error| error.message)?;
    if platform::open_outbox().await == Keeping::NoStorage {
        return Err(NO_STORAGE.to_owned());
    }
    if platform::list(OWN_PREFIX).await.len() >= OWN_MAX {
        return Err(format!(
            "At most {OWN_MAX} stencils of your own are kept; remove one first."
        ));
    }
    let key = fresh_key(OWN_PREFIX);
    let is_kept = save(&key, OWN_NAME, &text).await;
    is_kept.then_some(()).ok_or_else(|| NO_ROOM.to_owned())
}

fn fresh_key(prefix: &str) -> String {
    format!("{prefix}{}", FileId(uuid::Uuid::new_v4().as_u128()))
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
        }));
    }
    stencils
}

/// Keeps a library no longer.
pub(super) async fn remove(key: &str) {
    platform::remove(key).await;
}
