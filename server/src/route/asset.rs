//! Images of a room's board: kept by the hash of their content, before any op may name them (rule B7).

use axum::{
    Json,
    extract::State,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use board::{
    element::AssetHash,
    image::{self, Image},
    limits,
};
use interview::{api::StoredAsset, may::Deed};

use crate::{
    problem::ApiError,
    request::{Names, RawBody, room_id},
    seat_cookie::Asker,
    state::AppState,
    storage::asset,
};

/// Bytes of all images of a room.
const ROOM_BYTES: u64 = 100 * 1024 * 1024;
/// The content never changes; but whoever leaves the room must not keep it in a shared cache.
const CACHING: &str = "private, max-age=31536000, immutable";

/// Stores an image for the board.
#[utoipa::path(post, path = "/rooms/{room}/assets", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    request_body(content = Vec<u8>, content_type = "image/*", description = "PNG, JPEG, WebP or GIF"),
    responses((status = 200, body = StoredAsset)))]
pub async fn put(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
    RawBody(bytes): RawBody,
) -> Result<Json<StoredAsset>, ApiError> {
    let room = room_id(&room)?;
    asker.in_room(&state, room, Deed::UploadAsset).await?;
    let image = accepted(&bytes)?;
    let asset = asset::new(image.mime, bytes.to_vec());
    let hash = asset.hash;
    let kept = state.storage.public.write(move |connection| {
        let fits = asset::total_bytes(connection, room)? + asset.bytes.len() as u64 <= ROOM_BYTES;
        if fits {
            asset::put(connection, room, &asset)?;
        }
        Ok(fits)
    });
    if kept.await? {
        Ok(Json(StoredAsset {
            hash: blake3::Hash::from_bytes(hash.0).to_hex().to_string(),
        }))
    } else {
        Err(ApiError::TooMany("The images of one room take at most 100 MiB."))
    }
}

/// The image that some bytes are, unless whoever decodes it would be exhausted by that.
pub fn accepted(bytes: &[u8]) -> Result<Image, ApiError> {
    let image = image::recognise(bytes).ok_or(ApiError::NotAnImage)?;
    if image.n_pixels() > limits::PICTURE_PIXELS {
        return Err(ApiError::InvalidValue("A picture has at most 64 million pixels."));
    }
    Ok(image)
}

/// An image of the board.
#[utoipa::path(get, path = "/rooms/{room}/assets/{hash}",
    params(("room" = String, Path), ("hash" = String, Path), ("seat" = Option<String>, Query)),
    responses((status = 200, description = "The image")))]
pub async fn read(
    State(state): State<AppState>,
    asker: Asker,
    Names([room, hash]): Names<2>,
) -> Result<Response, ApiError> {
    let room = room_id(&room)?;
    asker.in_room(&state, room, Deed::ReadAsset).await?;
    let hash = blake3::Hash::from_hex(&hash).map_err(|_| ApiError::NoSuchAsset)?;
    let found = state
        .storage
        .public
        .read(move |connection| asset::find(connection, room, AssetHash(*hash.as_bytes())));
    let asset = found.await?.ok_or(ApiError::NoSuchAsset)?;
    let mime = HeaderValue::from_str(&asset.mime).map_err(|_| ApiError::Damaged)?;
    let headers: [(HeaderName, HeaderValue); 3] = [
        (header::CONTENT_TYPE, mime),
        (header::CACHE_CONTROL, HeaderValue::from_static(CACHING)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment")),
    ];
    Ok((headers, asset.bytes).into_response())
}
