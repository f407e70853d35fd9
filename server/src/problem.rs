//! Why a request was not answered as asked: one list of causes, each with its status, its stable code and one sentence.
//! Answers are `application/problem+json`. What is secret never becomes part of a sentence.

use axum::{
    Json,
    extract::rejection::{BytesRejection, JsonRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use board::voice::VoiceError;
use interview::{api::Problem, transcript::TranscriptError};

use crate::storage::StorageError;

/// Why a request was not answered as asked.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ApiError {
    #[error("The body is not what this address takes: {0}")]
    MalformedBody(String),
    #[error("The body is larger than this address takes.")]
    BodyTooLarge,
    #[error("This address takes {0}")]
    UnsupportedType(&'static str),
    #[error("This request came from another site.")]
    CrossSite,
    #[error("This connection was not opened by a page of this server.")]
    ForeignOrigin,
    #[error("This address takes WebSocket upgrades only.")]
    UpgradeRequired,
    #[error("None of the subprotocols offered is known here: chalkback.v1.postcard, chalkback.v1.json.")]
    UnknownSubprotocol,
    #[error("Please sign in first.")]
    SignInFirst,
    #[error("This is not the password.")]
    WrongPassword,
    #[error("This link to set the password is used up or too old; start the server again for a new one.")]
    WrongSetupToken,
    #[error("Please wait a minute: too many tries.")]
    TooManyTries,
    #[error("There is no such address.")]
    NoSuchPath,
    #[error("This address does not take that method.")]
    MethodNotAllowed,
    #[error("There is no such room, or it is not open to this browser.")]
    NoSuchRoom,
    #[error("This link or code leads nowhere: it may have been revoked.")]
    NoSuchLink,
    #[error("There is no such seat.")]
    NoSuchSeat,
    #[error("Nobody knocks with this.")]
    NoSuchKnock,
    #[error("There is no such question.")]
    NoSuchQuestion,
    #[error("There is no such image.")]
    NoSuchAsset,
    #[error("This connection is over; open another.")]
    ConnectionGone,
    #[error("Your seat may not do this.")]
    NotAllowed,
    #[error("This seat was taken away by the host.")]
    SeatRevoked,
    #[error("The consent to being recorded is needed to join.")]
    ConsentNeeded,
    #[error("{0}")]
    InvalidValue(&'static str),
    #[error("{0}")]
    TooMany(&'static str),
    #[error("Only PNG, JPEG, WebP and GIF images can be put on a board.")]
    NotAnImage,
    #[error("The file could not be read as a drawing: {0}")]
    NotImported(String),
    #[error("There is no such attached file.")]
    NoSuchAttachment,
    #[error("{0}")]
    NotAVoice(VoiceError),
    #[error("{0}")]
    NotATranscript(TranscriptError),
    #[error("The consent to your voice being recorded does not stand, so it is not kept.")]
    VoiceWithdrawn,
    #[error("The round ended too long ago for more of it to be taken.")]
    VoiceTooLate,
    #[error("The room cannot be asked at the moment. Try again.")]
    RoomAway,
    #[error("A host's seat goes to a co-host who has joined.")]
    NotACoHost,
    #[error("The server cannot store or read anything at the moment. Try again.")]
    Storage,
    #[error("What is stored of this cannot be read any more; the server's log says why.")]
    Damaged,
    #[error("Something is wrong with the server; its log says what.")]
    Internal,
}

impl ApiError {
    /// The HTTP status and the stable code.
    pub fn status_and_code(&self) -> (StatusCode, &'static str) {
        match self {
            ApiError::MalformedBody(_) => (StatusCode::BAD_REQUEST, "malformed_body"),
            ApiError::BodyTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "body_too_large"),
            ApiError::UnsupportedType(_) => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_type"),
            ApiError::CrossSite => (StatusCode::FORBIDDEN, "cross_site"),
            ApiError::ForeignOrigin => (StatusCode::FORBIDDEN, "foreign_origin"),
            ApiError::UpgradeRequired => (StatusCode::UPGRADE_REQUIRED, "upgrade_required"),
            ApiError::UnknownSubprotocol => (StatusCode::BAD_REQUEST, "unknown_subprotocol"),
            ApiError::SignInFirst => (StatusCode::UNAUTHORIZED, "sign_in_first"),
            ApiError::WrongPassword => (StatusCode::UNAUTHORIZED, "wrong_password"),
            ApiError::WrongSetupToken => (StatusCode::FORBIDDEN, "wrong_setup_token"),
            ApiError::TooManyTries => (StatusCode::TOO_MANY_REQUESTS, "too_many_tries"),
            ApiError::NoSuchPath => (StatusCode::NOT_FOUND, "no_such_path"),
            ApiError::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"),
            ApiError::NoSuchRoom => (StatusCode::NOT_FOUND, "no_such_room"),
            ApiError::NoSuchLink => (StatusCode::NOT_FOUND, "no_such_link"),
            ApiError::NoSuchSeat => (StatusCode::NOT_FOUND, "no_such_seat"),
            ApiError::NoSuchKnock => (StatusCode::NOT_FOUND, "no_such_knock"),
            ApiError::NoSuchQuestion => (StatusCode::NOT_FOUND, "no_such_question"),
            ApiError::NoSuchAsset => (StatusCode::NOT_FOUND, "no_such_asset"),
            ApiError::ConnectionGone => (StatusCode::GONE, "connection_gone"),
            ApiError::NotAllowed => (StatusCode::FORBIDDEN, "not_allowed"),
            ApiError::SeatRevoked => (StatusCode::FORBIDDEN, "seat_revoked"),
            ApiError::ConsentNeeded => (StatusCode::UNPROCESSABLE_ENTITY, "consent_needed"),
            ApiError::InvalidValue(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid_value"),
            ApiError::TooMany(_) => (StatusCode::CONFLICT, "too_many"),
            ApiError::NotAnImage => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_an_image"),
            ApiError::NotImported(_) => (StatusCode::UNPROCESSABLE_ENTITY, "not_imported"),
            ApiError::NoSuchAttachment => (StatusCode::NOT_FOUND, "no_such_attachment"),
            ApiError::NotAVoice(_) => (StatusCode::UNPROCESSABLE_ENTITY, "not_a_voice"),
            ApiError::NotATranscript(_) => (StatusCode::UNPROCESSABLE_ENTITY, "not_a_transcript"),
            ApiError::VoiceWithdrawn => (StatusCode::CONFLICT, "voice_withdrawn"),
            ApiError::VoiceTooLate => (StatusCode::CONFLICT, "voice_too_late"),
            ApiError::RoomAway => (StatusCode::SERVICE_UNAVAILABLE, "room_away"),
            ApiError::NotACoHost => (StatusCode::CONFLICT, "not_a_co_host"),
            ApiError::Storage => (StatusCode::SERVICE_UNAVAILABLE, "storage_unavailable"),
            ApiError::Damaged => (StatusCode::INTERNAL_SERVER_ERROR, "recording_damaged"),
            ApiError::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal_error"),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, code) = self.status_and_code();
        let problem = Problem {
            status: status.as_u16(),
            code: code.to_owned(),
            title: self.to_string(),
        };
        let mut response = (status, Json(problem)).into_response();
        let content_type = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, content_type);
        response
    }
}

impl From<StorageError> for ApiError {
    fn from(error: StorageError) -> ApiError {
        tracing::error!(%error, "the storage failed");
        match error {
            StorageError::Damaged(_) => ApiError::Damaged,
            StorageError::Failed(_) | StorageError::Stopped => ApiError::Storage,
        }
    }
}

impl From<VoiceError> for ApiError {
    fn from(error: VoiceError) -> ApiError {
        ApiError::NotAVoice(error)
    }
}

impl From<TranscriptError> for ApiError {
    fn from(error: TranscriptError) -> ApiError {
        ApiError::NotATranscript(error)
    }
}

impl From<JsonRejection> for ApiError {
    fn from(rejection: JsonRejection) -> ApiError {
        match rejection {
            JsonRejection::MissingJsonContentType(_) => {
                ApiError::UnsupportedType("JSON (content-type application/json)")
            }
            JsonRejection::BytesRejection(rejection) => rejection.into(),
            other => ApiError::MalformedBody(other.body_text()),
        }
    }
}

impl From<BytesRejection> for ApiError {
    fn from(rejection: BytesRejection) -> ApiError {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => ApiError::BodyTooLarge,
            _ => ApiError::MalformedBody("it broke off".to_owned()),
        }
    }
}
