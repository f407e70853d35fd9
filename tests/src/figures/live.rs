//! A real server under load from this process: how long a durable change takes to reach another, and what an idle
//! connection costs.

use std::{
    io::{Seek, Write},
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use board::{
    Op,
    element::Style,
    geometry::Point,
    id::{ClientId, ElementId},
    ink::{Sample, Samples},
    order_key::OrderKey,
    protocol::{ClientMessage, News, Push, ServerMessage},
};
use interview::api::StartedRoom;
use tokio::{sync::mpsc, task::JoinSet};

use super::report::{Row, percentile, say};
use crate::{
    live_client::{Encoding, Wire},
    server_process::ServerProcess,
};

const ROOMS: usize = 100;
const CLIENTS_PER_ROOM: u128 = 3;
const MESSAGES_PER_SECOND: u64 = 20;
const SECONDS: u64 = 15;
const IDLE_CONNECTIONS: usize = 1_000;
const IDLE_PER_ROOM: usize = 4;

/// Measures the way of a change from one client over the disk to another.
pub async fn broadcast() -> Result<Vec<Row>> {
    say(&format!(
        "input: {ROOMS} rooms of {CLIENTS_PER_ROOM}, one drawing {MESSAGES_PER_SECOND} messages/s, {SECONDS} s"
    ));
    let sync_p99 = fdatasync_p99_millis()?;
    let server = ServerProcess::start()?;
    let (tell, mut told) = mpsc::unbounded_channel();
    let mut tasks = JoinSet::new();
    let epoch = Instant::now();
    for number in 0..ROOMS {
        let (room, cookie) = server.try_room()?;
        for watcher in 1..CLIENTS_PER_ROOM {
            let mut wire = Wire::open(&server.address, &room, &cookie, Encoding::Postcard).await?;
            wire.hello(ClientId(watcher)).await?;
            tasks.spawn(watch(wire, epoch, tell.clone()));
        }
        let wire = Wire::open(&server.address, &room, &cookie, Encoding::Postcard).await?;
        tasks.spawn(draw(wire, epoch, Duration::from_millis(number as u64 * 7 % 50)));
    }
    drop(tell);
    let mut millis = Vec::new();
    let end = tokio::time::Instant::now() + Duration::from_secs(SECONDS + 3);
    while let Ok(Some(one)) = tokio::time::timeout_at(end, told.recv()).await {
        millis.push(one);
    }
    tasks.abort_all();
    say(&format!("{} deliveries measured", millis.len()));
    Ok(vec![
        Row::plain("broadcast: the disk's own fdatasync, p99", sync_p99, "ms"),
        Row::plain(
            "broadcast: durable change to another client, p50",
            percentile(&mut millis, 50.0),
            "ms",
        ),
        Row::limited(
            "broadcast: durable change to another client, p99",
            percentile(&mut millis, 99.0),
            "ms",
            50.0 + 2.0 * sync_p99,
        ),
    ])
}

/// Draws a stroke whose samples carry the moment they were sent, in milliseconds since `epoch`.
async fn draw(mut wire: Wire, epoch: Instant, offset: Duration) -> Result<()> {
    wire.hello(ClientId(99)).await?;
    tokio::time::sleep(offset).await;
    let mut ticks = tokio::time::interval(Duration::from_millis(1_000 / MESSAGES_PER_SECOND));
    let id = ElementId(1);
    for counter in 1..=SECONDS * MESSAGES_PER_SECOND {
        ticks.tick().await;
        let sent_tenths = (epoch.elapsed().as_secs_f64() * 1e4) as i32;
        let samples = Samples(vec![
            Sample {
                at: Point::new(sent_tenths, 0),
                dt_millis: 8,
                pressure: 128
            };
            3
        ]);
        let op = match counter {
            1 => Op::InkBegin {
                id,
                origin: Point::default(),
                order: OrderKey::first(),
                style: Style::default(),
                pressure: false,
                samples,
            },
            _later => Op::InkExtend { id, samples },
        };
        wire.send(&ClientMessage::Push(Push {
            counter,
            base: 0,
            ago_millis: 0,
            op,
        }))
        .await?;
    }
    // The answers are read by nobody: a real client reads them, so drain what waits before going.
    while let Ok(Ok(_)) = tokio::time::timeout(Duration::from_millis(200), wire.next()).await {}
    Ok(())
}

async fn watch(mut wire: Wire, epoch: Instant, tell: mpsc::UnboundedSender<f64>) -> Result<()> {
    loop {
        let ServerMessage::Batch(batch) = wire.next().await? else {
            continue;
        };
        let now = epoch.elapsed().as_secs_f64() * 1e3;
        for news in batch.news {
            if let News::Entry { entry, .. } = news
                && let Op::InkExtend { samples, .. } = entry.op
                && let Some(sample) = samples.0.first()
            {
                tell.send(now - f64::from(sample.at.x) / 10.0)
                    .context("nobody counts")?;
            }
        }
    }
}

/// What writing a page and waiting for the disk takes here.
fn fdatasync_p99_millis() -> Result<f64> {
    let path = std::env::temp_dir().join(format!("chalkback-fdatasync-{}", std::process::id()));
    let mut file = std::fs::File::create(&path)?;
    let mut millis = Vec::new();
    for _ in 0..300 {
        file.rewind()?;
        file.write_all(&[7; 4096])?;
        let begun = Instant::now();
        file.sync_data()?;
        millis.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    std::fs::remove_file(path)?;
    Ok(percentile(&mut millis, 99.0))
}

/// Measures the server's memory per idle connection.
pub async fn idle_memory() -> Result<Vec<Row>> {
    say(&format!(
        "input: {IDLE_CONNECTIONS} idle connections, {IDLE_PER_ROOM} a room"
    ));
    let server = ServerProcess::start()?;
    let rooms = (0..IDLE_CONNECTIONS / IDLE_PER_ROOM).map(|_| server.try_room());
    let rooms = rooms.collect::<Result<Vec<(StartedRoom, String)>>>()?;
    let before = server.memory_kib()?;
    let mut wires = Vec::with_capacity(IDLE_CONNECTIONS);
    for (room, cookie) in &rooms {
        for client in 0..IDLE_PER_ROOM {
            let mut wire = Wire::open(&server.address, room, cookie, Encoding::Postcard).await?;
            wire.hello(ClientId(client as u128 + 1)).await?;
            wires.push(wire);
        }
    }
    let after = server.memory_kib()?;
    let per_connection = after.saturating_sub(before) as f64 / wires.len() as f64;
    Ok(vec![
        Row::plain("memory: server before the connections", before as f64, "KiB"),
        Row::limited(
            "memory: per idle connection, its room's share included",
            per_connection,
            "KiB",
            16.0,
        ),
    ])
}
