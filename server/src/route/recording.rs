//! A room's recording for who may review it: what it is, its entries, and all of it as a file to take away.

use std::{convert::Infallible, io::Write};

use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use board::{export::json_lines, recording::Seq, sound::Page, time::Millis, track::encode_tracks};
use interview::{api::RecordingHeader, may::Deed};

use crate::{
    problem::ApiError,
    request::{Names, room_id},
    seat_cookie::Asker,
    state::AppState,
    static_files::accepts,
    storage::{
        asset,
        audit::{self, Audited},
        name,
        recording::{self, pages},
        removal, track,
    },
};

const ZSTD_LEVEL: i32 = 6;
const BROTLI_QUALITY: u32 = 4;

/// What a recording is: title, length, people.
#[utoipa::path(get, path = "/rooms/{room}/recording/header",
    params(("room" = String, Path), ("seat" = Option<String>, Query)), responses((status = 200, body = RecordingHeader)))]
pub async fn header(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
) -> Result<Json<RecordingHeader>, ApiError> {
    let room = room_id(&room)?;
    let record = asker.in_room(&state, room, Deed::Review).await?.room;
    let (people, page_ends) = state
        .storage
        .public
        .read(move |connection| Ok((name::all(connection, room)?, pages::ends(connection, room)?)))
        .await?;
    Ok(Json(RecordingHeader {
        title: record.title,
        began_unix_millis: record.began_unix_millis,
        entries: record.entries,
        duration: Millis(record.duration_millis),
        people: people.into_iter().map(name::NamedActor::shown).collect(),
        page_ends,
    }))
}

/// Where people pointed, typed and looked.
#[utoipa::path(get, path = "/rooms/{room}/recording/tracks",
    params(("room" = String, Path), ("seat" = Option<String>, Query)),
    responses((status = 200, description = "Points of tracks in the codec's bytes", content_type = "application/octet-stream")))]
pub async fn tracks(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let room = room_id(&room)?;
    asker.in_room(&state, room, Deed::Review).await?;
    let bytes = state
        .storage
        .public
        .read(move |connection| Ok(encode_tracks(&track::all(connection, room)?)))
        .await?;
    compressed(bytes, &headers, "application/octet-stream").await
}

/// All entries of a recording.
#[utoipa::path(get, path = "/rooms/{room}/recording", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    responses((status = 200, description = "Runs of entries in the codec's bytes, one after the other",
        content_type = "application/octet-stream")))]
pub async fn read(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let room = room_id(&room)?;
    asker.in_room(&state, room, Deed::Review).await?;
    let bytes = state
        .storage
        .public
        .read(move |connection| recording::encoded(connection, room))
        .await?;
    compressed(bytes, &headers, "application/octet-stream").await
}

/// The runs of a recording after an entry, as they are stored, each to be checked by who reads it.
#[utoipa::path(get, path = "/rooms/{room}/recording/after/{seq}",
    params(("room" = String, Path), ("seq" = u64, Path), ("seat" = Option<String>, Query)),
    responses((status = 200, description = "A page of runs in postcard; without runs behind the last entry",
        content_type = "application/octet-stream")))]
pub async fn page(
    State(state): State<AppState>,
    asker: Asker,
    Names([room, seq]): Names<2>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let room = room_id(&room)?;
    asker.in_room(&state, room, Deed::Review).await?;
    let after = Seq(seq.parse().map_err(|_| ApiError::NoSuchPath)?);
    let read = state.storage.public.read(move |connection| {
        let removals = removal::all(connection, room)?.len();
        Ok(Page {
            removals: u32::try_from(removals).unwrap_or(u32::MAX),
            runs: pages::after(connection, room, after)?,
        })
    });
    let bytes = postcard::to_stdvec(&read.await?).map_err(|_| ApiError::Internal)?;
    compressed(bytes, &headers, "application/octet-stream").await
}

/// The recording as a file.
#[utoipa::path(get, path = "/rooms/{room}/export.jsonl", params(("room" = String, Path), ("seat" = Option<String>, Query)),
    responses((status = 200, description = "The recording as JSON Lines", content_type = "application/jsonl")))]
pub async fn export(
    State(state): State<AppState>,
    asker: Asker,
    Names([room]): Names<1>,
) -> Result<Response, ApiError> {
    let room = room_id(&room)?;
    let caller = asker.in_room(&state, room, Deed::ExportRoom).await?;
    let (who, now) = (caller.audit_word(), state.clock.unix_millis());
    let audited = state.storage.public.write(move |connection| {
        Ok(audit::write(
            connection,
            now,
            &who,
            Audited::RoomExported,
            Some(room),
            "",
        )?)
    });
    audited.await?;
    let found = state.storage.public.read(move |connection| {
        let people = name::all(connection, room)?
            .into_iter()
            .map(|named| (named.actor, named.name));
        let (people, entries) = (people.collect::<Vec<_>>(), recording::entries(connection, room)?);
        Ok((
            people,
            asset::all(connection, room)?,
            entries,
            track::all(connection, room)?,
        ))
    });
    let (people, assets, entries, tracks) = found.await?;
    let header = json_lines::header_of(&entries, &people, caller.room.began_unix_millis);
    let lines = json_lines::lines(header, assets, entries, tracks).map(|line| Ok::<_, Infallible>(line + "\n"));
    let file =
        HeaderValue::from_str(&format!("attachment; filename=\"{room}.jsonl\"")).map_err(|_| ApiError::Internal)?;
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/jsonl")),
        (header::CONTENT_DISPOSITION, file),
    ];
    Ok((headers, Body::from_stream(futures_util::stream::iter(lines))).into_response())
}

/// In the best encoding that the client takes.
async fn compressed(bytes: Vec<u8>, headers: &HeaderMap, content_type: &'static str) -> Result<Response, ApiError> {
    let wanted = ["zstd", "br", "gzip"]
        .into_iter()
        .find(|encoding| accepts(headers, encoding));
    let packed = tokio::task::spawn_blocking(move || match wanted {
        Some("zstd") => zstd::bulk::compress(&bytes, ZSTD_LEVEL),
        Some("br") => {
            let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, BROTLI_QUALITY, 22);
            writer.write_all(&bytes).map(|()| writer.into_inner())
        }
        Some(_) => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(&bytes).and_then(|()| encoder.finish())
        }
        None => Ok(bytes),
    });
    let packed = packed
        .await
        .map_err(|_| ApiError::Internal)?
        .map_err(|_| ApiError::Internal)?;
    let mut response = packed.into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
        .headers_mut()
        .insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = wanted {
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}
