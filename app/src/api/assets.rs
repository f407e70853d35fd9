//! Pictures of a room's board.

use board::{element::AssetHash, id::RoomId};
use interview::api::StoredAsset;

use super::{ApiError, post_file, unreadable, with_seat};

/// Stores a picture; the answer is the hash that an element names it by.
pub async fn store(room: RoomId, seat: &str, picture: &web_sys::Blob) -> Result<AssetHash, ApiError> {
    let path = with_seat(&format!("/rooms/{room}/assets"), Some(seat));
    let stored: StoredAsset = post_file(&path, picture).await?;
    stored
        .hash
        .parse()
        .map_err(|_| unreadable("that is no hash of a picture"))
}
