//! The pasted key: removed, and gone from files, boards and clients, while later work keeps its place and time.

use std::{fs, path::Path};

use board::{
    Entry,
    actor::ActorIndex,
    id::{ClientId, FileId},
    protocol::{ClientMessage, Hello, News, Push, Resume, ServerMessage, Start, problem_code},
    recording::Seq,
    redaction::Stretch,
    time::Millis,
    track::Track,
};
use interview::{removal::RemovalWay, seat::Role};
use server::{
    room_task::redaction::Order,
    storage::{removal, track},
};

use crate::stage::{Client, Stage, new_file, typed};

const KEY: &str = "sk-live-4eC39HqLyjWDarjtT1zdp7dc";
const FILE: FileId = FileId(1);

/// The files of a folder in which bytes stand as they are.
fn in_files(data: &Path, wanted: &str) -> Vec<String> {
    let paths = fs::read_dir(data).unwrap().map(|file| file.unwrap().path());
    let holds = |path: &std::path::PathBuf| {
        let bytes = fs::read(path).unwrap_or_default();
        bytes.windows(wanted.len()).any(|window| window == wanted.as_bytes())
    };
    let found = paths
        .filter(holds)
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned());
    found.collect()
}

fn order(from: Millis, to: Millis, actor: ActorIndex) -> Order {
    Order {
        stretch: Stretch {
            from,
            to,
            actor: Some(actor),
        },
        way: RemovalWay::Remove,
        request: None,
        who: "staff".to_owned(),
    }
}

async fn accepted(client: &mut Client, counter: u64) -> (u64, Seq, Millis) {
    match client.news().await {
        News::Accepted {
            counter: answered,
            position,
            seq,
            at,
            ..
        } if answered == counter => (position, seq, at),
        other => panic!("{other:?}"),
    }
}

async fn come_back(client: &mut Client, id: u128, resume: Resume) -> (Start, bool) {
    let hello = Hello {
        client: ClientId(id),
        resume,
        pending: 0,
        away_millis: 0,
    };
    client.send(&ClientMessage::Hello(hello)).await;
    let mut start = None;
    loop {
        match client.next().await.unwrap() {
            ServerMessage::Welcome(welcome) => start = Some(welcome.start),
            ServerMessage::Refused(problem) => return (start.unwrap(), problem.code == problem_code::STRETCH_REMOVED),
            ServerMessage::People(_) => return (start.unwrap(), false),
            _ => {}
        }
    }
}

#[tokio::test]
async fn e3_a_removed_key_is_in_no_file_on_no_board_and_in_no_later_answer() {
    let (stage, [host, candidate]) = Stage::with([Role::Host, Role::Candidate]).await;
    let (room, actor) = (host.room, candidate.actor);
    let ((mut one, _), (mut other, _)) = (stage.join(&candidate, 1).await, stage.join(&host, 2).await);
    one.push(1, new_file(FILE)).await;
    accepted(&mut one, 1).await;
    stage.state.clock.advance(60_000);
    one.push(2, typed(FILE, &[(0, KEY)])).await;
    let (_, seq, pasted) = accepted(&mut one, 2).await;
    stage.state.clock.advance(60_000);
    one.push(3, typed(FILE, &[(0, "x = 1\n")])).await;
    let (position, _, later) = accepted(&mut one, 3).await;
    let point = Track {
        at: pasted,
        actor,
        ..Track::default()
    };
    let put = move |connection: &rusqlite::Connection| track::append(connection, room, &[point]);
    stage.state.storage.public.write(put).await.unwrap();
    assert!(
        !in_files(&stage.data, KEY).is_empty(),
        "the key is where this test looks"
    );

    let ordered = order(pasted, pasted + Millis(1_000), actor);
    let removed = stage.state.registry.redact(room, ordered).await.unwrap();
    assert_eq!(removed.entries, 1);
    assert_eq!(
        in_files(&stage.data, KEY),
        Vec::<String>::new(),
        "in the file or its log"
    );
    for client in [&mut one, &mut other] {
        while let Some(message) = client.next().await {
            if let ServerMessage::Refused(problem) = message {
                assert_eq!(problem.code, problem_code::STRETCH_REMOVED);
            }
        }
    }
    let entries = stage.entries(room).await;
    let redacted = entries.iter().filter(|entry| entry.redacted.is_some());
    assert_eq!(redacted.map(|entry| entry.seq).collect::<Vec<_>>(), [seq]);
    let at = |entry: &Entry| entry.at;
    assert_eq!(entries.iter().map(at).collect::<Vec<_>>()[1..3], [pasted, later]);

    let mut back = stage.silent(&candidate).await;
    let old = Resume::TailAfter { position, at: later };
    let (start, told) = come_back(&mut back, 1, old).await;
    let Start::TooOld { board, .. } = &start else {
        panic!("{start:?}")
    };
    assert!(told, "and lets go of what it remembers");
    assert_eq!(
        board.files[0].text.to_string(),
        "x = 1\n",
        "the place of the key is swept"
    );
    // A resend gets the same answer, without the key.
    back.push(2, typed(FILE, &[(0, KEY)])).await;
    let answer = back.news().await;
    assert!(matches!(answer, News::Accepted { .. }), "{answer:?}");
    assert!(!format!("{answer:?}").contains("4eC39"));

    let read =
        move |connection: &rusqlite::Connection| Ok((track::all(connection, room)?, removal::all(connection, room)?));
    let (tracks, removals) = stage.state.storage.public.read(read).await.unwrap();
    assert!(tracks.iter().all(|point| point.at != pasted), "where they pointed then");
    assert_eq!(removals, [removed]);
}

#[tokio::test]
async fn e3_what_was_made_in_a_removed_stretch_and_comes_later_is_refused() {
    let (stage, [candidate]) = Stage::with([Role::Candidate]).await;
    let (mut one, _) = stage.join(&candidate, 1).await;
    one.push(1, new_file(FILE)).await;
    let (_, _, began) = accepted(&mut one, 1).await;
    stage.state.clock.advance(60_000);
    let ordered = order(began + Millis(1_000), began + Millis(30_000), candidate.actor);
    stage.state.registry.redact(candidate.room, ordered).await.unwrap();
    let (mut back, _) = stage.join(&candidate, 1).await;
    let late = Push {
        counter: 2,
        base: 1,
        ago_millis: 50_000,
        op: typed(FILE, &[(0, KEY)]),
    };
    back.send(&ClientMessage::Push(late)).await;
    let answer = back.news().await;
    assert!(matches!(answer, News::Refused { counter: 2, .. }), "{answer:?}");
    assert!(in_files(&stage.data, KEY).is_empty());
}

#[tokio::test]
async fn e3_closed_segments_are_rewritten_and_a_restart_finds_them_sound() {
    let (stage, [candidate]) = Stage::with([Role::Candidate]).await;
    let (mut one, _) = stage.join(&candidate, 1).await;
    one.push(1, new_file(FILE)).await;
    accepted(&mut one, 1).await;
    stage.state.clock.advance(5_000);
    one.push(2, typed(FILE, &[(0, KEY)])).await;
    let (_, _, pasted) = accepted(&mut one, 2).await;
    stage.state.clock.advance(5_000);
    for counter in 3..9 {
        one.push(counter, typed(FILE, &[(0, "y")])).await;
        accepted(&mut one, counter).await;
    }
    drop(one);
    // Nobody is in it any more, so that it is put away, its rows closed.
    let room = candidate.room;
    let data = stage.stop().await;
    close_rows(&data, room);
    let stage = Stage::on(data).await;
    let ordered = order(pasted, pasted + Millis(1_000), candidate.actor);
    stage.state.registry.redact(room, ordered).await.unwrap();
    let data = stage.stop().await;
    let stage = Stage::on(data).await;
    let entries = stage.entries(room).await;
    assert!(!serde_json::to_string(&entries).unwrap().contains("4eC39"));
    let (_, welcome) = stage.join(&candidate, 1).await;
    let Start::FromBoard { board, .. } = welcome.start else {
        panic!()
    };
    assert_eq!(board.files[0].text.to_string(), "yyyyyy");
}

/// As a room that is put away closes its hot rows.
fn close_rows(data: &Path, room: board::id::RoomId) {
    use server::storage::{
        PUBLIC_FILE, database,
        recording::{self, segment},
        schema,
    };
    let connection = database::open_for_writing(&data.join(PUBLIC_FILE), schema::PUBLIC).unwrap();
    let entries = recording::entries(&connection, room).unwrap();
    let mut board = board::Board::default();
    entries
        .iter()
        .for_each(|entry| drop(board.apply(entry.actor, &entry.op)));
    let last = entries.last().unwrap().seq.0;
    let packed = segment::pack_hot(&connection, room, last, board.hash()).unwrap();
    segment::replace_hot(&connection, room, &packed.unwrap()).unwrap();
}
