//! How routes read a request: the names in the address, a JSON body, raw bytes. Whatever is wrong with one of them is answered as
//! problem+json.

use axum::{
    Json,
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Query, RawPathParams, Request},
    http::request::Parts,
};
use board::id::RoomId;
use serde::de::DeserializeOwned;

use crate::{problem::ApiError, state::AppState};

/// The variable parts of the address, in their order.
pub struct Names<const N: usize>(pub [String; N]);

/// The query of the address.
pub struct Asked<T>(pub T);

/// A JSON body.
pub struct Body<T>(pub T);

/// A body of any kind, as it came.
pub struct RawBody(pub Bytes);

/// The room that an address names. What cannot be a room's id looks like a room that is not there.
pub fn room_id(name: &str) -> Result<RoomId, ApiError> {
    name.parse().map_err(|_| ApiError::NoSuchRoom)
}

impl<const N: usize> FromRequestParts<AppState> for Names<N> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Names<N>, ApiError> {
        let names = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(|_| ApiError::NoSuchPath)?;
        let names = names.iter().map(|(_, value)| value.to_owned()).collect::<Vec<_>>();
        names.try_into().map(Names).map_err(|_| ApiError::NoSuchPath)
    }
}

impl<T: DeserializeOwned> FromRequestParts<AppState> for Asked<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Asked<T>, ApiError> {
        let query = Query::<T>::try_from_uri(&parts.uri);
        query
            .map(|Query(query)| Asked(query))
            .map_err(|_| ApiError::InvalidValue("The address's query is malformed."))
    }
}

impl<T: DeserializeOwned> FromRequest<AppState> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Body<T>, ApiError> {
        Ok(Body(Json::<T>::from_request(request, state).await?.0))
    }
}

impl FromRequest<AppState> for RawBody {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<RawBody, ApiError> {
        Ok(RawBody(Bytes::from_request(request, state).await?))
    }
}
