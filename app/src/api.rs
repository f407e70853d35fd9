//! `/api/v1` over HTTP, typed. Every failure becomes one sentence that a person can act on; nothing is swallowed here and
//! nothing is shown here.

pub mod account;
pub mod assets;
pub mod joining;
pub mod notes;
pub mod questions;
pub mod removals;
pub mod review;
pub mod rooms;
pub mod seats;
pub mod sheet;
pub mod voice;

use std::fmt;

use gloo_net::http::{Method, RequestBuilder, Response};
use interview::api::Problem;
use leptos::prelude::window;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::JsValue;

use crate::json;

/// Why a request came to nothing.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ApiError {
    /// The HTTP status; 0 when nothing came back at all.
    pub status: u16,
    /// The server's stable code; `unreachable` when nothing came back.
    pub code: String,
    /// One sentence for people.
    pub sentence: String,
}

impl fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence)
    }
}

impl ApiError {
    /// Whether asking again later can help without anybody changing anything.
    pub fn may_pass(&self) -> bool {
        self.status == 0 || self.status == 429 || self.status >= 500
    }

    /// Whether one has to sign in first.
    pub fn needs_sign_in(&self) -> bool {
        self.status == 401
    }
}

/// Reads.
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, ApiError> {
    read(&send(Method::GET, path, Sent::Nothing).await?)
}

/// Reads bytes.
pub async fn get_bytes(path: &str) -> Result<Vec<u8>, ApiError> {
    let answer = response(Method::GET, path, Sent::Nothing).await?;
    answer.binary().await.map_err(|_| unreachable_server())
}

/// Sends a body and reads the answer.
pub async fn post<B: Serialize, T: DeserializeOwned>(path: &str, body: &B) -> Result<T, ApiError> {
    read(&send(Method::POST, path, as_json(body)?).await?)
}

/// Replaces and reads the answer.
pub async fn put<B: Serialize, T: DeserializeOwned>(path: &str, body: &B) -> Result<T, ApiError> {
    read(&send(Method::PUT, path, as_json(body)?).await?)
}

/// Sends a body where no answer is awaited but success.
pub async fn order<B: Serialize>(method: Method, path: &str, body: &B) -> Result<(), ApiError> {
    send(method, path, as_json(body)?).await.map(|_| ())
}

/// Asks for something to be done that needs no words.
pub async fn order_plain(method: Method, path: &str) -> Result<(), ApiError> {
    send(method, path, Sent::Nothing).await.map(|_| ())
}

/// Sends text where no answer is awaited but success.
pub async fn post_text(path: &str, text: &str) -> Result<(), ApiError> {
    let (mime, body) = ("text/plain".to_owned(), JsValue::from_str(text));
    response(Method::POST, path, Sent::Body { mime, body })
        .await
        .map(|_| ())
}

/// Sends a file and reads the answer.
pub async fn post_file<T: DeserializeOwned>(path: &str, file: &web_sys::Blob) -> Result<T, ApiError> {
    let mime = if file.type_().is_empty() {
        "application/octet-stream".to_owned()
    } else {
        file.type_()
    };
    read(
        &send(
            Method::POST,
            path,
            Sent::Body {
                mime,
                body: JsValue::from(file.clone()),
            },
        )
        .await?,
    )
}

/// `path?seat=…`, or the path where there is no seat (rule C6: every call names its seat).
pub fn with_seat(path: &str, seat: Option<&str>) -> String {
    seat.map_or_else(|| path.to_owned(), |seat| format!("{path}?seat={seat}"))
}

enum Sent {
    Nothing,
    Body { mime: String, body: JsValue },
}

fn as_json<B: Serialize>(body: &B) -> Result<Sent, ApiError> {
    let text = serde_json::to_string(body).map_err(|error| unreadable(&error.to_string()))?;
    Ok(Sent::Body {
        mime: "application/json".to_owned(),
        body: JsValue::from_str(&text),
    })
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, ApiError> {
    json::read(text).map_err(|error| unreadable(&error.to_string()))
}

async fn send(method: Method, path: &str, sent: Sent) -> Result<String, ApiError> {
    response(method, path, sent)
        .await?
        .text()
        .await
        .map_err(|_| unreachable_server())
}

async fn response(method: Method, path: &str, sent: Sent) -> Result<Response, ApiError> {
    let address = format!("/api/v1{path}");
    let request = RequestBuilder::new(&address)
        .method(method)
        .header("accept", "application/json");
    let request = match sent {
        Sent::Nothing => request.build(),
        Sent::Body { mime, body } => request.header("content-type", &mime).body(body),
    };
    let request = request.map_err(|_| unreachable_server())?;
    let response = request.send().await.map_err(|_| unreachable_server())?;
    if response.ok() {
        Ok(response)
    } else {
        Err(problem_of(response).await)
    }
}

async fn problem_of(response: Response) -> ApiError {
    let status = response.status();
    let text = response.text().await.unwrap_or_default();
    match json::read::<Problem>(&text) {
        Ok(problem) => ApiError {
            status,
            code: problem.code,
            sentence: as_sentence(&problem.title),
        },
        Err(_) => ApiError {
            status,
            code: "unexpected_answer".to_owned(),
            sentence: plain_sentence(status),
        },
    }
}

fn as_sentence(title: &str) -> String {
    let mut letters = title.trim().chars();
    let Some(first) = letters.next() else {
        return plain_sentence(0);
    };
    let ended = title.trim_end().ends_with(['.', '!', '?']);
    format!(
        "{}{}{}",
        first.to_ascii_uppercase(),
        letters.as_str(),
        if ended { "" } else { "." }
    )
}

/// For answers that are not ours: a proxy's page, an old server.
fn plain_sentence(status: u16) -> String {
    match status {
        401 => "Please sign in first.".to_owned(),
        403 => "You may not do that here.".to_owned(),
        404 => "That does not exist, or no longer.".to_owned(),
        413 => "That is larger than the server takes.".to_owned(),
        429 => "Too many tries in a short time; please wait a minute.".to_owned(),
        500..=599 => format!("The server failed (status {status}). Try again in a moment."),
        _ => format!("The server gave an answer that this page does not understand (status {status})."),
    }
}

fn unreachable_server() -> ApiError {
    let sentence = if window().navigator().on_line() {
        "The server cannot be reached. Check the connection and try again."
    } else {
        "This computer is offline. Connect it to a network and try again."
    };
    ApiError {
        status: 0,
        code: "unreachable".to_owned(),
        sentence: sentence.to_owned(),
    }
}

fn unreadable(detail: &str) -> ApiError {
    web_sys::console::error_1(&JsValue::from_str(detail));
    let sentence = "The server gave an answer that this page does not understand. Reloading the page may help.";
    ApiError {
        status: 200,
        code: "unexpected_answer".to_owned(),
        sentence: sentence.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_sentence() {
        assert_eq!(as_sentence("the link was revoked"), "The link was revoked.");
        assert_eq!(as_sentence("Is it?"), "Is it?");
        assert_eq!(as_sentence("  "), plain_sentence(0));
    }

    #[test]
    fn a_call_names_its_seat() {
        assert_eq!(with_seat("/rooms/1/notes", Some("ab")), "/rooms/1/notes?seat=ab");
        assert_eq!(with_seat("/rooms/1/notes", None), "/rooms/1/notes");
    }
}
