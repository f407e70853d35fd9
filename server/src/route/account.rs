//! Who the browser is; setting the staff password, signing in and out.

use axum::{
    Json,
    extract::State,
    http::{HeaderName, HeaderValue, StatusCode, header},
};
use interview::api::{Me, Setup, SignIn};

use crate::{
    problem::ApiError,
    rate_limit::Limited,
    request::Body,
    seat_cookie::{self, Asker},
    sign_in,
    state::AppState,
    storage::account,
};

/// Success with a cookie.
type WithCookie = (StatusCode, [(HeaderName, HeaderValue); 1]);

/// Who the browser is.
#[utoipa::path(get, path = "/me", responses((status = 200, body = Me)))]
pub async fn read(State(state): State<AppState>, asker: Asker) -> Result<Json<Me>, ApiError> {
    let session = asker.session(&state).await?;
    let needs_setup = match session {
        Some(_) => false,
        None => {
            state
                .storage
                .public
                .read(|connection| Ok(account::find(connection)?.is_none()))
                .await?
        }
    };
    Ok(Json(Me {
        staff: session.is_some(),
        name: session.map(|session| session.name),
        needs_setup,
    }))
}

/// Sets the staff password with the token of the one-time link, and signs in.
#[utoipa::path(post, path = "/setup", request_body = Setup, responses((status = 204, description = "Signed in")))]
pub async fn set_up(
    State(state): State<AppState>,
    asker: Asker,
    Body(setup): Body<Setup>,
) -> Result<WithCookie, ApiError> {
    asker.limit(&state, Limited::SignIn)?;
    let token = sign_in::set_up(&state, setup).await?;
    with_cookie(seat_cookie::staff_cookie(&state, &token)?)
}

/// Signs in as staff.
#[utoipa::path(post, path = "/sign-in", request_body = SignIn, responses((status = 204, description = "Signed in")))]
pub async fn sign_in(
    State(state): State<AppState>,
    asker: Asker,
    Body(sign_in): Body<SignIn>,
) -> Result<WithCookie, ApiError> {
    asker.limit(&state, Limited::SignIn)?;
    let token = sign_in::sign_in(&state, sign_in).await?;
    with_cookie(seat_cookie::staff_cookie(&state, &token)?)
}

/// Signs out.
#[utoipa::path(post, path = "/sign-out", responses((status = 204, description = "Signed out")))]
pub async fn sign_out(State(state): State<AppState>, asker: Asker) -> Result<WithCookie, ApiError> {
    if let Some(token) = asker.staff_token() {
        state
            .storage
            .public
            .write(move |connection| Ok(account::end_session(connection, &token)?))
            .await?;
    }
    with_cookie(seat_cookie::no_staff_cookie(&state)?)
}

fn with_cookie(cookie: HeaderValue) -> Result<WithCookie, ApiError> {
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]))
}
