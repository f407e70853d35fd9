//! Signing in as staff: the one-time link that sets the password, the password's slow hash, and sessions. What is
//! answered to a wrong password does not tell whether there is an account.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use board::limits;
use interview::api::{Setup, SignIn};
use rusqlite::Connection;
use tokio::sync::Semaphore;

use crate::{
    problem::ApiError,
    secret,
    state::AppState,
    storage::{
        StorageError,
        account::{self, Account},
        audit::{self, Audited},
    },
};

/// Characters of a password, at least and at most.
const PASSWORD_CHARS: std::ops::RangeInclusive<usize> = 10..=1_000;
/// How long the one-time link works.
const OFFER_MILLIS: u64 = 15 * 60_000;
/// Slow hashes at a time: each takes 19 MiB.
const HASHES_AT_A_TIME: usize = 2;

/// What signing in needs while the server runs.
#[derive(Debug)]
pub struct Desk {
    permits: Semaphore,
}

impl Default for Desk {
    fn default() -> Desk {
        Desk {
            permits: Semaphore::new(HASHES_AT_A_TIME),
        }
    }
}

/// A one-time link to set the staff password, if none was set yet.
pub async fn offer_setup(state: &AppState) -> Result<Option<String>, ApiError> {
    let (base_url, now) = (state.config.base_url(), state.clock.unix_millis());
    let offered = state
        .storage
        .public
        .write(move |connection| match account::find(connection)? {
            Some(_) => Ok(Ok(None)),
            None => Ok(make_setup_link(connection, &base_url, now).map(Some)),
        });
    offered.await?
}

/// A one-time link to set the staff password, also anew. It takes the place of the one before.
pub fn make_setup_link(connection: &Connection, base_url: &str, now_unix_millis: u64) -> Result<String, ApiError> {
    let token = secret::token()?;
    let until = now_unix_millis.saturating_add(OFFER_MILLIS);
    account::offer_setup(connection, &secret::hash(&token), until).map_err(StorageError::from)?;
    Ok(format!("{base_url}/setup#{token}"))
}

/// Sets the password with the token of the one-time link and signs the browser in; gives the session's token.
pub async fn set_up(state: &AppState, setup: Setup) -> Result<String, ApiError> {
    let (given, now) = (secret::hash(setup.token.trim()), state.clock.unix_millis());
    let offer = state
        .storage
        .public
        .read(move |connection| Ok(account::setup_offer(connection, now)?))
        .await?;
    // Asked before the slow hash, so that a wrong link costs nothing.
    if !offer.is_some_and(|offer| secret::same(&offer, &given)) {
        return Err(ApiError::WrongSetupToken);
    }
    let name = setup.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > limits::NAME_CHARS {
        return Err(ApiError::InvalidValue("A name has 1 to 80 characters."));
    }
    if !PASSWORD_CHARS.contains(&setup.password.chars().count()) {
        return Err(ApiError::InvalidValue("A password has at least ten characters."));
    }
    let account = Account {
        name,
        password_hash: hash_password(state, setup.password).await?,
    };
    let is_set = state.storage.public.write(move |connection| {
        let offer = account::setup_offer(connection, now)?;
        let is_valid = offer.is_some_and(|offer| secret::same(&offer, &given));
        if is_valid {
            account::set_up(connection, &account)?;
            audit::write(connection, now, "anyone", Audited::SetUp, None, "")?;
        }
        Ok(is_valid)
    });
    if is_set.await? {
        begin_session(state).await
    } else {
        Err(ApiError::WrongSetupToken)
    }
}

/// Checks the password and signs the browser in; gives the session's token.
pub async fn sign_in(state: &AppState, sign_in: SignIn) -> Result<String, ApiError> {
    let account = state
        .storage
        .public
        .read(|connection| Ok(account::find(connection)?))
        .await?;
    if verify_password(state, sign_in.password, account).await? {
        return begin_session(state).await;
    }
    let now = state.clock.unix_millis();
    state.storage.public.write_if_idle(move |connection| {
        Ok(audit::write(
            connection,
            now,
            "anyone",
            Audited::SignInFailed,
            None,
            "",
        )?)
    });
    Err(ApiError::WrongPassword)
}

async fn begin_session(state: &AppState) -> Result<String, ApiError> {
    let token = secret::token()?;
    let (hash, now) = (secret::hash(&token), state.clock.unix_millis());
    let written = state.storage.public.write(move |connection| {
        account::begin_session(connection, &hash, now)?;
        Ok(audit::write(connection, now, "staff", Audited::SignedIn, None, "")?)
    });
    written.await?;
    Ok(token)
}

async fn hash_password(state: &AppState, password: String) -> Result<String, ApiError> {
    slowly(state, move || {
        let hash: Result<PasswordHash, _> = hasher()?.hash_password(password.as_bytes());
        hash.map(|hash| hash.to_string()).map_err(|_| ApiError::Internal)
    })
    .await
}

/// Where there is no account, as much time goes into a hash that nobody knows the password of.
async fn verify_password(state: &AppState, password: String, account: Option<Account>) -> Result<bool, ApiError> {
    slowly(state, move || {
        let hasher = hasher()?;
        let Some(account) = account else {
            let hash: Result<PasswordHash, _> = hasher.hash_password(password.as_bytes());
            return hash.map(|_| false).map_err(|_| ApiError::Internal);
        };
        let hash = PasswordHash::new(&account.password_hash).map_err(|_| ApiError::Damaged)?;
        Ok(hasher.verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await
}

async fn slowly<T: Send + 'static>(
    state: &AppState,
    work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    let desk = Arc::clone(&state.desk);
    let permit = desk.permits.acquire().await.map_err(|_| ApiError::Internal)?;
    let done = tokio::task::spawn_blocking(work).await;
    drop(permit);
    done.unwrap_or(Err(ApiError::Internal))
}

fn hasher() -> Result<Argon2<'static>, ApiError> {
    let params = Params::new(19_456, 2, 1, None).map_err(|_| ApiError::Internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}
