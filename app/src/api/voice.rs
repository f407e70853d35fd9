//! Voices: the own one in a room, everybody's in a review, and what was attached to it.

use board::{id::RoomId, time::Millis};
use gloo_net::http::Method;
use interview::{
    attachment::{Attachment, AttachmentKind, ShiftAttachment},
    voice::{OwnVoice, StoredPiece, VoiceConsent, VoiceOn, VoiceTracks, VoicesNow},
};
use js_sys::{Uint8Array, encode_uri_component};
use wasm_bindgen::JsValue;

use super::{ApiError, Sent, get, get_bytes, order, order_plain, post_file, put, read, send, with_seat};

/// What stands about one's own voice.
pub async fn own(room: RoomId, seat: &str) -> Result<OwnVoice, ApiError> {
    get(&mine(room, seat)).await
}

/// Gives the consent, or takes it back.
pub async fn consent(room: RoomId, seat: &str, consent: bool) -> Result<OwnVoice, ApiError> {
    put(&mine(room, seat), &VoiceConsent { consent }).await
}

/// Deletes what one said.
pub async fn delete_own(room: RoomId, seat: &str) -> Result<OwnVoice, ApiError> {
    read(&send(Method::DELETE, &mine(room, seat), Sent::Nothing).await?)
}

/// A piece as it travels.
#[derive(Clone, Debug)]
pub struct Piece<'a> {
    /// The run of the microphone.
    pub take: u128,
    /// Which of its pieces.
    pub piece: u32,
    /// When it begins.
    pub at: Millis,
    /// Of the consent.
    pub number: u32,
    /// Opus in Ogg.
    pub bytes: &'a [u8],
}

/// Sends a piece.
pub async fn store(room: RoomId, seat: &str, piece: &Piece<'_>) -> Result<StoredPiece, ApiError> {
    let path = format!("/rooms/{room}/voice/mine/{:032x}/{}", piece.take, piece.piece);
    let path = format!(
        "{}&at={}&number={}",
        with_seat(&path, Some(seat)),
        piece.at.0,
        piece.number
    );
    let (mime, body) = ("audio/ogg".to_owned(), JsValue::from(Uint8Array::from(piece.bytes)));
    read(&send(Method::PUT, &path, Sent::Body { mime, body }).await?)
}

/// Says whether the own microphone records.
pub async fn switch(room: RoomId, seat: &str, on: bool) -> Result<VoicesNow, ApiError> {
    put(&now_path(room, seat), &VoiceOn { on }).await
}

/// Whose voice is being recorded, and the room's time.
pub async fn now(room: RoomId, seat: &str) -> Result<VoicesNow, ApiError> {
    get(&now_path(room, seat)).await
}

/// Where there is sound.
pub async fn tracks(room: RoomId, seat: Option<&str>) -> Result<VoiceTracks, ApiError> {
    get(&with_seat(&format!("/rooms/{room}/voice"), seat)).await
}

/// The address of somebody's voice, whole.
pub fn audio_path(room: RoomId, actor: u16, seat: Option<&str>) -> String {
    with_seat(&format!("/rooms/{room}/voice/{actor}/audio"), seat)
}

/// A stretch of somebody's voice, in Ogg.
pub async fn audio(
    room: RoomId,
    seat: Option<&str>,
    actor: u16,
    from: Millis,
    to: Millis,
) -> Result<Vec<u8>, ApiError> {
    let path = audio_path(room, actor, seat);
    let joint = if seat.is_some() { '&' } else { '?' };
    get_bytes(&format!("{path}{joint}from={}&to={}", from.0, to.0)).await
}

/// What is attached.
pub async fn attachments(room: RoomId, seat: Option<&str>) -> Result<Vec<Attachment>, ApiError> {
    get(&with_seat(&format!("/rooms/{room}/attachments"), seat)).await
}

/// Attaches a file.
pub async fn attach(
    room: RoomId,
    seat: Option<&str>,
    kind: AttachmentKind,
    name: &str,
    file: &web_sys::Blob,
) -> Result<Attachment, ApiError> {
    let path = with_seat(&format!("/rooms/{room}/attachments"), seat);
    let joint = if seat.is_some() { '&' } else { '?' };
    let name = String::from(encode_uri_component(name));
    post_file(&format!("{path}{joint}kind={}&name={name}", kind.key()), file).await
}

/// The file.
pub async fn attached(room: RoomId, seat: Option<&str>, id: &str) -> Result<Vec<u8>, ApiError> {
    get_bytes(&of(room, seat, id)).await
}

/// Shifts one on the room's clock.
pub async fn shift(room: RoomId, seat: Option<&str>, id: &str, offset_millis: i64) -> Result<(), ApiError> {
    order(Method::PUT, &of(room, seat, id), &ShiftAttachment { offset_millis }).await
}

/// Takes one away.
pub async fn detach(room: RoomId, seat: Option<&str>, id: &str) -> Result<(), ApiError> {
    order_plain(Method::DELETE, &of(room, seat, id)).await
}

fn mine(room: RoomId, seat: &str) -> String {
    with_seat(&format!("/rooms/{room}/voice/mine"), Some(seat))
}

fn now_path(room: RoomId, seat: &str) -> String {
    with_seat(&format!("/rooms/{room}/voice/now"), Some(seat))
}

fn of(room: RoomId, seat: Option<&str>, id: &str) -> String {
    with_seat(&format!("/rooms/{room}/attachments/{id}"), seat)
}
