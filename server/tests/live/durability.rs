//! Acknowledged is durable, exactly once, and nothing is acknowledged that is not (invariants I1, I5).

use board::{
    board::Refusal,
    id::FileId,
    op::Op,
    protocol::{ClientMessage, Control, News},
    recording::Seq,
};
use interview::seat::Role;
use server::storage::recording;

use crate::stage::{Stage, chat, new_file, typed};

const FILE: FileId = FileId(7);

#[tokio::test]
async fn i5_what_one_was_acknowledged_another_sees_and_a_restart_keeps() {
    let (stage, [host, candidate]) = Stage::with([Role::Host, Role::Candidate]).await;
    let room = host.room;
    let (mut sender, _) = stage.join(&host, 1).await;
    let (mut reader, _) = stage.join(&candidate, 2).await;
    sender.push(1, chat(1, "good morning")).await;
    let News::Accepted {
        counter: 1,
        position: 1,
        seq: Seq(1),
        at,
        ..
    } = sender.news().await
    else {
        panic!()
    };
    let News::Entry { position: 1, entry } = reader.news().await else {
        panic!("the other sees it")
    };
    assert_eq!((entry.actor, &entry.op), (host.actor, &chat(1, "good morning")));
    sender.push(2, chat(1, "the id is taken")).await;
    sender.push(3, new_file(FILE)).await;

    let data = stage.stop().await;
    let stage = Stage::on(data).await;
    let (mut sender, welcome) = stage.join(&host, 1).await;
    assert_eq!(welcome.rank.0, 1, "the rank survives");
    assert!(welcome.state.now >= at, "time never runs back");
    // C2: the same counter gets the same answer.
    sender.push(1, chat(1, "good morning")).await;
    let again = sender.news().await;
    assert!(
        matches!(again, News::Accepted { counter: 1, position: 1, seq: Seq(1), at: same, .. } if same == at),
        "{again:?}"
    );
    let entries = stage.entries(room).await;
    assert_eq!(
        entries
            .iter()
            .filter(|entry| matches!(entry.op, Op::Card { .. }))
            .count(),
        1,
        "nothing twice"
    );
}

#[tokio::test]
async fn i5_a_failing_commit_acknowledges_nothing_and_the_room_comes_back() {
    let (stage, [host, other]) = Stage::with([Role::Host, Role::Observer]).await;
    let (mut sender, _) = stage.join(&host, 1).await;
    let (mut reader, _) = stage.join(&other, 2).await;
    sender.push(1, new_file(FILE)).await;
    assert!(matches!(sender.news().await, News::Accepted { counter: 1, .. }));
    assert!(matches!(reader.news().await, News::Entry { position: 1, .. }));

    limit_pages(&stage, 1).await;
    let long = typed(FILE, &[(0, &"long ".repeat(20_000))]);
    sender.push(2, long.clone()).await;
    assert_eq!(sender.last_words().await.code, "storage_unavailable");
    assert_eq!(
        reader.last_words().await.code,
        "storage_unavailable",
        "nobody saw what was not stored"
    );

    limit_pages(&stage, 1_000_000).await;
    let (mut sender, welcome) = stage.join(&host, 1).await;
    assert_eq!((welcome.head, welcome.answered), (1, 1), "the room is as it was stored");
    sender.push(2, long).await;
    assert!(matches!(
        sender.news().await,
        News::Accepted {
            counter: 2,
            position: 2,
            seq: Seq(2),
            ..
        }
    ));
}

async fn limit_pages(stage: &Stage, pages: u32) {
    let limit = move |connection: &rusqlite::Connection| {
        // SQLite raises a limit below the present size to that size: no page more.
        Ok(connection.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?)
    };
    stage.state.storage.public.write(limit).await.unwrap();
}

#[tokio::test]
async fn e2_what_came_while_paused_survives_a_restart_and_goes_with_the_gap() {
    let (stage, [host]) = Stage::with([Role::Host]).await;
    let room = host.room;
    let (mut sender, _) = stage.join(&host, 1).await;
    sender.push(1, chat(1, "recorded")).await;
    sender.news().await;
    sender.send(&ClientMessage::Control(Control::Pause)).await;
    sender.news().await;
    sender.push(2, chat(2, "between us")).await;
    let news = sender.news().await;
    assert!(
        matches!(
            news,
            News::Accepted {
                counter: 2,
                seq: Seq(0),
                ..
            }
        ),
        "{news:?}"
    );

    let stage = Stage::on(stage.stop().await).await;
    let (mut sender, welcome) = stage.join(&host, 1).await;
    assert!(welcome.state.paused_since.is_some());
    assert_eq!((welcome.head, welcome.answered), (3, 2));
    sender.send(&ClientMessage::Control(Control::Resume)).await;
    let news = sender.news().await;
    assert!(
        matches!(&news, News::Entry { entry, .. } if matches!(entry.op, Op::Gap(_))),
        "{news:?}"
    );

    let stage = Stage::on(stage.stop().await).await;
    let loaded = stage
        .state
        .storage
        .public
        .read(move |connection| recording::load(connection, room))
        .await
        .unwrap();
    assert_eq!(loaded.scratch_entries, 0);
    let kinds = loaded
        .entries
        .iter()
        .map(|stored| matches!(stored.entry.op, Op::Card { .. }))
        .collect::<Vec<_>>();
    assert_eq!(kinds, [true, false, false], "one card, the pause, the gap");
}

#[tokio::test]
async fn b7_an_image_that_was_not_stored_cannot_be_put_on_the_board() {
    use board::{
        element::{AssetHash, Kind},
        replay::Timeline,
    };
    let (stage, [host]) = Stage::with([Role::Host]).await;
    let room = host.room;
    let (mut sender, _) = stage.join(&host, 1).await;
    let image = image_element(Kind::Image(AssetHash([3; 32])));
    sender.push(1, image).await;
    let news = sender.news().await;
    assert!(
        matches!(
            news,
            News::Refused {
                counter: 1,
                refusal: Refusal::NoSuchAsset
            }
        ),
        "{news:?}"
    );

    let asset = server::storage::asset::new("image/png", vec![1, 2, 3]);
    let image = image_element(Kind::Image(asset.hash));
    let put = move |connection: &rusqlite::Connection| server::storage::asset::put(connection, room, &asset);
    stage.state.storage.public.write(put).await.unwrap();
    sender.push(2, image).await;
    assert!(matches!(sender.news().await, News::Accepted { counter: 2, .. }));
    let entries = stage.entries(room).await;
    assert_eq!(Timeline::new(entries).unwrap().at_seq(Seq(1)).elements().count(), 1);
}

fn image_element(kind: board::element::Kind) -> Op {
    let element = serde_json::json!({
        "id": "00000000000000000000000000000001", "author": 0, "kind": "Frame", "origin": {"x": 0, "y": 0},
        "size": {"width": 80, "height": 80}, "angle_centidegrees": 0, "order": "a1",
        "style": board::element::Style::default(), "text": "", "locked": false, "deleted": false, "groups": [],
    });
    let mut element: board::element::Element = serde_json::from_value(element).unwrap();
    element.kind = kind;
    Op::Create(vec![element])
}
