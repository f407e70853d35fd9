//! Who the browser is; setting the staff password, signing in and out.

use gloo_net::http::Method;
use interview::api::{Me, Setup, SignIn};

use super::{ApiError, get, order, order_plain};

/// Who the browser is.
pub async fn me() -> Result<Me, ApiError> {
    get("/me").await
}

/// Sets the staff password with the one-time token.
pub async fn set_up(token: String, name: String, password: String) -> Result<(), ApiError> {
    order(Method::POST, "/setup", &Setup { token, name, password }).await
}

/// Signs in.
pub async fn sign_in(password: String) -> Result<(), ApiError> {
    order(Method::POST, "/sign-in", &SignIn { password }).await
}

/// Signs out.
pub async fn sign_out() -> Result<(), ApiError> {
    order_plain(Method::POST, "/sign-out").await
}
