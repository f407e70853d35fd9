//! Signing in as staff: the one-time link that sets the password, the password's slow hash, and sessions. What is
//! answered to a wrong password does not tell whether there is an account.

use std::sync::{Arc, Mutex, PoisonError};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use board::limits;
use interview::api::{Setup, SignIn};
use tokio::sync::Semaphore;

use crate::{
    problem::ApiError,
    secret::{self, SecretHash},
    state::AppState,
    storage::{
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

/// What signing in needs to remember while the server runs.
#[derive(Debug)]
pub struct Desk {
    offer: Mutex<Option<Offer>>,
    permits: Semaphore,
}

#[derive(Clone, Copy, Debug)]
struct Offer {
    token: SecretHash,
    until_monotonic_millis: u64,
}

impl Default for Desk {
    fn default() -> Desk {
        Desk { offer: Mutex::default(), permits: Semaphore::new(HASHES_AT_A_TIME) }
    }
}

/// A one-time link to set the staff password, if none was set yet. A new one takes the place of the one before.
pub async fn offer_setup(state: &AppState) -> Result<Option<String>, ApiError> {
    if state.storage.public.read(|connection| Ok(account::find(connection)?)).await?.is_some() {
        return Ok(None);
    }
    let token = secret::token()?;
    let until_monotonic_millis = state.clock.monotonic_millis().saturating_add(OFFER_MILLIS);
    let offer = Offer { token: secret::hash(&token), until_monotonic_millis };
    *state.desk.offer.lock().unwrap_or_else(PoisonError::into_inner) = Some(offer);
    Ok(Some(format!("{}/setup#{token}", state.config.base_url())))
}

/// Sets the password with the token of the one-time link and signs the browser in; gives the session's token.
pub async fn set_up(state: &AppState, setup: Setup) -> Result<String, ApiError> {
    let offer = *state.desk.offer.lock().unwrap_or_else(PoisonError::into_inner);
    let now = state.clock.monotonic_millis();
    let given = secret::hash(setup.token.trim());
    if !offer.is_some_and(|offer| secret::same(&offer.token, &given) && now < offer.until_monotonic_millis) {
        return Err(ApiError::WrongSetupToken);
    }
    let name = setup.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > limits::NAME_CHARS {
        return Err(ApiError::InvalidValue("A name has 1 to 80 characters."));
    }
    if !PASSWORD_CHARS.contains(&setup.password.chars().count()) {
        return Err(ApiError::InvalidValue("A password has at least ten characters."));
    }
    let account = Account { name, password_hash: hash_password(state, setup.password).await? };
    let now = state.clock.unix_millis();
    let is_first = state.storage.public.write(move |connection| {
        let is_first = account::set_up(connection, &account)?;
        if is_first {
            audit::write(connection, now, "anyone", Audited::SetUp, None, "")?;
        }
        Ok(is_first)
    });
    if !is_first.await? {
        return Err(ApiError::WrongSetupToken);
    }
    state.desk.offer.lock().unwrap_or_else(PoisonError::into_inner).take();
    begin_session(state).await
}

/// Checks the password and signs the browser in; gives the session's token.
pub async fn sign_in(state: &AppState, sign_in: SignIn) -> Result<String, ApiError> {
    let account = state.storage.public.read(|connection| Ok(account::find(connection)?)).await?;
    if verify_password(state, sign_in.password, account).await? {
        return begin_session(state).await;
    }
    let now = state.clock.unix_millis();
    state.storage.public.write_if_idle(move |connection| {
        Ok(audit::write(connection, now, "anyone", Audited::SignInFailed, None, "")?)
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
