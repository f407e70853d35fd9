//! A led replay over a real server: how far those who follow are behind the leader, and that all are shown the same.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use board::{id::ClientId, playback::Transport, time::Millis};
use interview::{
    api::StartedRoom,
    led::{News, Request, Shown, ViewerKind},
};
use tokio::task::JoinSet;

use super::report::{Row, percentile, say};
use crate::{
    live_client::{Encoding, Wire},
    server_process::ServerProcess,
};

const FOLLOWERS: u128 = 10;
const SEEKS: u64 = 100;
/// As often as a leader's page says what it shows while the thumb is dragged.
const BETWEEN: Duration = Duration::from_millis(board::limits::LED_INTERVAL_MILLIS);
const MILLIS_MAX: f64 = 150.0;
/// So long after the last seek everybody must have it.
const PATIENCE: Duration = Duration::from_secs(10);

/// Measures it.
pub async fn measure() -> Result<Vec<Row>> {
    say(&format!(
        "input: {FOLLOWERS} followers, {SEEKS} seeks, one each {} ms",
        BETWEEN.as_millis()
    ));
    let server = ServerProcess::start()?;
    let (room, cookie) = server.try_room()?;
    let mut leader = join(&server.address, &room, &cookie, 1).await?;
    request(&mut leader, &Request::Lead).await?;
    let epoch = Instant::now();
    let mut followers = JoinSet::new();
    for key in 2..2 + FOLLOWERS {
        let wire = join(&server.address, &room, &cookie, key).await?;
        followers.spawn(async move { tokio::time::timeout(PATIENCE, follow(wire, epoch)).await });
    }
    // What is told of people meanwhile is read by a real page.
    let mut sent = Vec::new();
    for number in 1..=SEEKS {
        sent.push((number, epoch.elapsed()));
        request(&mut leader, &Request::Show(shown(number))).await?;
        tokio::time::sleep(BETWEEN).await;
    }
    let (mut millis, mut n_different) = (Vec::new(), 0_u32);
    while let Some(heard) = followers.join_next().await {
        let heard = heard???;
        n_different += u32::from(heard.len() != sent.len());
        for ((number, sent_at), (shown_now, heard_at)) in sent.iter().zip(&heard) {
            n_different += u32::from(*shown_now != shown(*number));
            millis.push(heard_at.saturating_sub(*sent_at).as_secs_f64() * 1e3);
        }
    }
    say(&format!("{} seeks heard", millis.len()));
    Ok(vec![
        Row::limited(
            "led: seeks that a follower was shown otherwise",
            f64::from(n_different),
            "",
            0.0,
        ),
        Row::plain("led: behind the leader, p50", percentile(&mut millis, 50.0), "ms"),
        Row::limited(
            "led: behind the leader, p99",
            percentile(&mut millis, 99.0),
            "ms",
            MILLIS_MAX,
        ),
    ])
}

/// A seek that can be told from all others.
fn shown(number: u64) -> Shown {
    let transport = Transport {
        at: Millis(number * 997),
        playing: number.is_multiple_of(2),
        speed_percent: 100,
        ..Transport::default()
    };
    Shown {
        transport,
        compared: None,
    }
}

async fn join(address: &str, room: &StartedRoom, cookie: &str, key: u128) -> Result<Wire> {
    let path = format!("/rooms/{}/replay/live?seat={}", room.room, room.seat);
    let mut wire = Wire::open_at(address, &path, cookie, Encoding::Postcard).await?;
    let join = Request::Join {
        key: ClientId(key),
        name: format!("Viewer {key}"),
        kind: ViewerKind::Person,
        follows: true,
    };
    request(&mut wire, &join).await?;
    loop {
        match postcard::from_bytes(&wire.next_raw().await?)? {
            News::Here(here) if here.you.is_some() => return Ok(wire),
            News::Refused(refusal) => bail!("refused: {refusal}"),
            News::Here(_) | News::Shown { .. } | News::Pointer(_) => {}
        }
    }
}

async fn request(wire: &mut Wire, request: &Request) -> Result<()> {
    wire.send_raw(postcard::to_stdvec(request)?).await
}

/// What a follower is shown, and when, up to the last.
async fn follow(mut wire: Wire, epoch: Instant) -> Result<Vec<(Shown, Duration)>> {
    let mut heard = Vec::new();
    while heard.last().is_none_or(|(last, _)| *last != shown(SEEKS)) {
        let bytes = wire.next_raw().await?;
        let at = epoch.elapsed();
        if let News::Shown { shown, .. } = postcard::from_bytes(&bytes)? {
            heard.push((shown, at));
        }
    }
    Ok(heard)
}
