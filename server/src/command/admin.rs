//! `chalkback admin`: what only whoever runs the server may do. Works beside a running server, and says so.

use std::{io::Write, path::Path};

use anyhow::{Result, bail};
use rusqlite::TransactionBehavior;

use super::{LinkArguments, PasswordLinkArguments, open_public_for_writing, say};
use crate::{
    clock::Clock,
    config::check_public_url,
    invitation::{self, FreshLink},
    seat_id::SeatId,
    sign_in,
    storage::{StorageError, instance_lock, room},
};

pub(super) fn link(arguments: LinkArguments) -> Result<()> {
    let (room, data) = (arguments.room.room, &arguments.room.data.data);
    let base_url = base_url(data, arguments.address.public_url)?;
    let mut connection = open_public_for_writing(data)?;
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(StorageError::from)?;
    if room::find(&transaction, room)?.is_none() {
        bail!("there is no room {room} in this data");
    }
    let (fresh, seat) = (FreshLink::make()?, SeatId::fresh()?);
    if invitation::open_seat(&transaction, room, arguments.role.into(), seat, fresh.hashes())?.is_none() {
        bail!("the room has as many seats as it can hold; revoke some first");
    }
    transaction.commit().map_err(StorageError::from)?;
    let shown = fresh.shown(&base_url, seat);
    say(&shown.link);
    say(&format!("code: {}", shown.code));
    Ok(())
}

pub(super) fn password_link(arguments: PasswordLinkArguments) -> Result<()> {
    let data = &arguments.data.data;
    let base_url = base_url(data, arguments.address.public_url)?;
    let connection = open_public_for_writing(data)?;
    let link = sign_in::make_setup_link(&connection, &base_url, Clock::new().unix_millis())?;
    say(&link);
    Ok(())
}

/// The address for links: the given one, or that of the server that runs on this data.
fn base_url(data: &Path, public_url: Option<String>) -> Result<String> {
    let loopback = std::net::IpAddr::from([127, 0, 0, 1]);
    if let Some(url) = check_public_url(loopback, public_url)? {
        return Ok(url);
    }
    if let Some(url) = instance_lock::running_server(data) {
        let _ = writeln!(
            std::io::stderr(),
            "a server runs on this data at {url}; the link works there at once"
        );
        return Ok(url);
    }
    Ok("http://127.0.0.1:4000".to_owned())
}
