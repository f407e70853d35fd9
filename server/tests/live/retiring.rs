//! What becomes of hot rows: closed while a room lives, and when it is put away.

use std::time::Duration;

use board::{
    Board, Entry, Op,
    actor::{ActorIndex, JoinRank},
    id::RoomId,
    limits::SEGMENT_ENTRIES,
    op::RoundEvent,
    protocol::{ClientMessage, Control, News, ServerMessage},
    recording::{Hash, Seq, chain},
    room::StoredEntry,
    time::Millis,
};
use interview::seat::Role;
use server::storage::recording::{self, Flush, segment};

use crate::stage::{Client, Stage, chat};

/// Pushes lines and reads what comes back meanwhile, as a client must.
async fn push_many(client: &mut Client, first_counter: u64, count: u64) {
    for start in (first_counter..first_counter + count).step_by(50) {
        let end = (start + 50).min(first_counter + count);
        for counter in start..end {
            client.push(counter, chat(u128::from(counter), "line")).await;
        }
        await_answer(client, end - 1).await;
    }
}

async fn await_answer(client: &mut Client, last: u64) {
    loop {
        let Some(ServerMessage::Batch(batch)) = client.next().await else {
            continue;
        };
        if batch
            .news
            .iter()
            .any(|news| matches!(news, News::Accepted { counter, .. } if *counter == last))
        {
            return;
        }
    }
}

async fn check_segments(stage: &Stage, room: RoomId) -> Vec<u64> {
    let read = move |connection: &rusqlite::Connection| {
        Ok((
            recording::entries(connection, room)?,
            segment::claims(connection, room)?,
        ))
    };
    let (entries, claims) = stage.state.storage.public.read(read).await.unwrap();
    let (mut board, mut checked) = (Board::default(), Vec::new());
    for entry in &entries {
        board.apply(entry.actor, &entry.op).unwrap();
        if let Some(claim) = claims.iter().find(|claim| claim.last_seq == entry.seq.0) {
            assert_eq!(claim.board_hash, board.hash());
            checked.push(claim.last_seq);
        }
    }
    assert_eq!(checked.len(), claims.len());
    checked
}

async fn eventually(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..100 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{what}");
}

#[tokio::test]
async fn a_long_recording_is_closed_in_segments_while_it_goes_on() {
    let (stage, [host]) = Stage::with([Role::Host]).await;
    let room = host.room;
    let half = SEGMENT_ENTRIES as u64 / 2;
    let (mut client, _) = stage.join(&host, 1).await;
    push_many(&mut client, 1, half).await;
    drop(client);
    let (mut client, _) = stage.join(&host, 2).await;
    push_many(&mut client, half + 1, half + 10).await;
    eventually("a segment is closed", async || {
        !check_segments(&stage, room).await.is_empty()
    })
    .await;
    let closed = check_segments(&stage, room).await;
    assert!(closed[0] >= SEGMENT_ENTRIES as u64, "{closed:?}");

    let stage = Stage::on(stage.stop().await).await;
    let (_, welcome) = stage.join(&host, 2).await;
    assert_eq!(welcome.head, 2 * half + 10);
}

/// As many entries as a segment holds, the last of them a pause, and one thing done since.
fn paused_recording() -> Flush {
    let stored = |position: u64, recorded: bool, op| {
        let entry = Entry {
            seq: Seq(if recorded { position } else { 0 }),
            at: Millis(position),
            ago_millis: 0,
            actor: ActorIndex(1),
            op,
            redacted: None,
        };
        let (rank, counter) = (JoinRank(0), 0);
        StoredEntry {
            position,
            recorded,
            rank,
            counter,
            entry,
        }
    };
    let last = SEGMENT_ENTRIES as u64;
    let said = (1..last).map(|position| stored(position, true, chat(u128::from(position), "line")));
    let paused = stored(last, true, Op::Round(RoundEvent::Paused));
    let recorded = said.chain([paused]).collect::<Vec<_>>();
    let head = recorded
        .iter()
        .fold(Hash::default(), |head, stored| chain(head, &stored.entry));
    let scratch = vec![stored(last + 1, false, chat(u128::from(last + 1), "between us"))];
    Flush {
        recorded,
        head,
        scratch,
        ..Flush::default()
    }
}

#[tokio::test]
async fn e2_no_segment_is_closed_while_something_unrecorded_is_on_the_board() {
    let (stage, [host]) = Stage::with([Role::Host]).await;
    let (room, flush) = (host.room, paused_recording());
    let write = move |connection: &rusqlite::Connection| recording::append(connection, room, &flush);
    stage.state.storage.public.write(write).await.unwrap();
    let (mut client, welcome) = stage.join(&host, 1).await;
    assert!(welcome.state.paused_since.is_some());
    client.push(1, chat(10_000, "between us as well")).await;
    assert!(matches!(client.news().await, News::Accepted { seq: Seq(0), .. }));
    drop(client);
    eventually("the room is put away", async || {
        stage.state.clock.advance(6 * 60_000);
        stage.state.registry.live_rooms() == 0
    })
    .await;
    let stage = Stage::on(stage.stop().await).await;
    assert_eq!(check_segments(&stage, room).await, [0; 0]);
    let (mut client, _) = stage.join(&host, 1).await;
    client.send(&ClientMessage::Control(Control::Resume)).await;
    eventually("a segment is closed", async || {
        !check_segments(&stage, room).await.is_empty()
    })
    .await;
}

#[tokio::test]
async fn a_room_that_nobody_is_in_is_put_away_and_comes_back() {
    let (stage, [host]) = Stage::with([Role::Host]).await;
    let room = host.room;
    let (mut client, _) = stage.join(&host, 1).await;
    push_many(&mut client, 1, 3).await;
    drop(client);
    assert_eq!(stage.state.registry.live_rooms(), 1);
    let before = stage.state.clock.unix_millis();
    eventually("the room is put away", async || {
        stage.state.clock.advance(6 * 60_000);
        stage.state.registry.live_rooms() == 0
    })
    .await;
    eventually("its rows are closed", async || {
        check_segments(&stage, room).await == [3]
    })
    .await;
    let (mut client, welcome) = stage.join(&host, 1).await;
    assert_eq!((welcome.head, welcome.answered), (3, 3));
    let gone_millis = stage.state.clock.unix_millis() - before;
    assert!(welcome.state.now.0 + 1_000 >= gone_millis, "the time went on");
    push_many(&mut client, 4, 1).await;
}
