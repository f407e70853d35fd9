//! A file that rots: the damaged room is refused in one clear sentence and never continued; other rooms go on.

use std::path::Path;

use board::{id::RoomId, protocol::News};
use interview::seat::Role;
use server::storage::PUBLIC_FILE;

use crate::stage::{Stage, TestSeat, chat};

const MARKER: &str = "the marker that is looked for in the file";

async fn two_rooms() -> (Stage, TestSeat, TestSeat) {
    let stage = Stage::start().await;
    let (rotten, sound) = (stage.room().await, stage.room().await);
    let seats = (
        stage.seat(rotten, Role::Host, "Hanna").await,
        stage.seat(sound, Role::Host, "Henk").await,
    );
    for (index, seat) in [&seats.0, &seats.1].into_iter().enumerate() {
        let (mut client, _) = stage.join(seat, 1).await;
        let words = if index == 0 {
            MARKER.repeat(40)
        } else {
            "sound".to_owned()
        };
        for counter in 1..=20 {
            client.push(counter, chat(u128::from(counter), &words)).await;
            client.news().await;
        }
    }
    (stage, seats.0, seats.1)
}

/// Overwrites every place in the file that holds the marker, as a failing disk would. Stored lines are about as long as a
/// page, so that whole pages go as well when asked for.
fn rot(data: &Path, whole_pages: bool) -> usize {
    let path = data.join(PUBLIC_FILE);
    let mut bytes = std::fs::read(&path).unwrap();
    let places = bytes
        .windows(MARKER.len())
        .enumerate()
        .filter(|(_, window)| *window == MARKER.as_bytes());
    let places = places.map(|(place, _)| place).collect::<Vec<_>>();
    for place in &places {
        let range = if whole_pages {
            place / 4096 * 4096..(place / 4096 + 1) * 4096
        } else {
            *place..place + 3
        };
        bytes[range].fill(b'#');
    }
    std::fs::write(path, bytes).unwrap();
    places.len()
}

async fn check(whole_pages: bool) -> Stage {
    let (stage, rotten, sound) = two_rooms().await;
    let data = stage.stop().await;
    assert!(rot(&data, whole_pages) > 0, "the marker is in the file");
    let stage = Stage::on(data).await;
    let mut refused = stage.silent(&rotten).await;
    assert_eq!(refused.last_words().await.code, "recording_damaged");
    if !whole_pages {
        let (mut client, welcome) = stage.join(&sound, 1).await;
        assert_eq!(welcome.head, 20);
        client.push(21, chat(21, "goes on")).await;
        assert!(matches!(client.news().await, News::Accepted { counter: 21, .. }));
    }
    stage
}

#[tokio::test]
async fn changed_bytes_are_found_by_the_chain_and_hurt_one_room() {
    check(false).await;
}

#[tokio::test]
async fn destroyed_pages_are_one_clear_problem_and_the_server_stays_up() {
    let stage = check(true).await;
    let (room, read) = (RoomId(1), server::storage::room::find);
    // The table of rooms stands on other pages and is read as ever.
    assert_eq!(
        stage
            .state
            .storage
            .public
            .read(move |connection| read(connection, room))
            .await
            .unwrap(),
        None
    );
}
