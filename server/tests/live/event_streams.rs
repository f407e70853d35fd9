//! The way round refused WebSockets: the same rights, order, limits and endings as on a socket.

use std::time::{Duration, Instant};

use board::{
    limits::POST_BYTES,
    protocol::{ClientMessage, News, Push, ServerMessage},
};
use interview::seat::Role;

use crate::{
    posting::{self, line_of},
    stage::{Client, Stage, TestSeat, chat},
};

fn push_line(counter: u64, words: &str) -> String {
    let (id, base, ago_millis) = (u128::from(counter), 0, 0);
    let op = chat(id, words);
    let push = ClientMessage::Push(Push {
        counter,
        base,
        ago_millis,
        op,
    });
    line_of(&postcard::to_stdvec(&push).unwrap())
}

/// Positions in the order they come, up to the last.
async fn positions(client: &mut Client, last: u64) -> Vec<(u64, u64)> {
    let mut seen = Vec::new();
    while seen.last().is_none_or(|(_, position)| *position < last) {
        let Some(ServerMessage::Batch(batch)) = client.next().await else {
            continue;
        };
        for news in batch.news {
            match news {
                News::Accepted { counter, position, .. } => seen.push((counter, position)),
                News::Entry { position, .. } => seen.push((0, position)),
                News::NoEffect { .. } | News::Refused { .. } => panic!("{news:?}"),
            }
        }
    }
    seen
}

#[tokio::test]
async fn both_ways_meet_in_one_room_and_keep_the_order() {
    let (stage, [host, candidate]) = Stage::with([Role::Host, Role::Candidate]).await;
    let (mut socket, _) = stage.join(&host, 1).await;
    let (mut stream, welcome) = stage.join_posting(&candidate, 2).await;
    assert_eq!(welcome.you, candidate.actor);
    assert_eq!(welcome.people.len(), 2);
    let batch = (1..=50)
        .map(|counter| push_line(counter, "together"))
        .collect::<String>();
    assert_eq!(stream.posting().post(&batch).await.status, 204);
    for counter in 51..=60 {
        assert_eq!(stream.posting().post(&push_line(counter, "alone")).await.status, 204);
    }
    let in_order = (1..=60).map(|number| (number, number)).collect::<Vec<_>>();
    assert_eq!(positions(&mut stream, 60).await, in_order);
    let others = in_order.iter().map(|(_, position)| (0, *position)).collect::<Vec<_>>();
    assert_eq!(positions(&mut socket, 60).await, others);
    socket.push(1, chat(1_000, "and back")).await;
    assert!(matches!(stream.news().await, News::Entry { entry, .. } if entry.op == chat(1_000, "and back")));
}

#[tokio::test]
async fn posts_go_one_at_a_time_and_a_flood_waits() {
    let (stage, [host]) = Stage::with([Role::Host]).await;
    let (client, _) = stage.join_posting(&host, 1).await;
    let ping = line_of(&postcard::to_stdvec(&ClientMessage::Ping { token: 1 }).unwrap());
    // Beyond the burst that the throttle lets pass.
    let flood = ping.repeat(2_300);
    let first = client.posting().post(&flood);
    let refused = async {
        loop {
            let second = client.posting().post("").await;
            if second.status != 204 {
                return second.code();
            }
        }
    };
    tokio::pin!(first);
    let code = tokio::select! {
        _ = &mut first => panic!("a second post went beside the first"),
        code = refused => code,
    };
    assert_eq!(code, "too_many");
    assert_eq!(first.await.status, 204);
}

#[tokio::test]
async fn an_ejected_seat_loses_its_stream_within_a_second() {
    let (stage, [host, candidate]) = Stage::with([Role::Host, Role::Candidate]).await;
    let (mut stays, _) = stage.join_posting(&host, 1).await;
    let (mut goes, _) = stage.join_posting(&candidate, 2).await;
    let begun = Instant::now();
    stage.state.registry.eject(candidate.room, candidate.actor).await;
    assert_eq!(goes.last_words().await.code, "seat_revoked");
    assert!(begun.elapsed() < Duration::from_secs(1));
    let late = goes.posting().post(&push_line(1, "still here?")).await;
    assert_eq!((late.status, late.code().as_str()), (410, "connection_gone"));
    stays.push(1, chat(1, "alone now")).await;
    assert!(matches!(stays.news().await, News::Accepted { .. }));
}

#[tokio::test]
async fn a_stream_ends_with_the_server_and_says_so() {
    let (stage, [host, _]) = Stage::with([Role::Host, Role::Candidate]).await;
    let (mut client, _) = stage.join_posting(&host, 1).await;
    let stopping = tokio::spawn(stage.stop());
    assert_eq!(client.last_words().await.code, "shutting_down");
    stopping.await.unwrap();
}

#[tokio::test]
async fn who_goes_away_is_missed_at_once() {
    let (stage, [host, candidate]) = Stage::with([Role::Host, Role::Candidate]).await;
    let (mut stays, _) = stage.join(&host, 1).await;
    let (goes, _) = stage.join_posting(&candidate, 2).await;
    drop(goes);
    loop {
        if let ServerMessage::People(people) = stays.next().await.unwrap()
            && people.iter().any(|person| person.away_since.is_some())
        {
            return;
        }
    }
}

#[tokio::test]
async fn only_our_own_page_and_the_seats_own_cookie_pass() {
    let (stage, [host, candidate]) = Stage::with([Role::Host, Role::Candidate]).await;
    let at = stage.state.config.address;
    let foreign = [
        "Origin: null\r\n".to_owned(),
        "Origin: http://evil.example\r\n".to_owned(),
        format!("Origin: https://{at}\r\n"),
        format!("Origin: http://{at}\r\nOrigin: http://evil.example\r\n"),
        "Sec-Fetch-Site: cross-site\r\n".to_owned(),
        "Sec-Fetch-Site: same-site\r\n".to_owned(),
    ];
    for header in &foreign {
        assert_eq!(posting::open(at, &host, header).await.0.status, 403, "{header}");
    }
    let (mut good, _) = stage.join_posting(&host, 1).await;
    let path = good.posting().path.clone();
    for header in &foreign {
        let answer = posting::post(at, &path, &host.cookie, header, &push_line(1, "forged")).await;
        assert_eq!((answer.status, answer.code().as_str()), (403, "cross_site"), "{header}");
    }
    let answer = posting::post(at, &path, &candidate.cookie, "", &push_line(1, "stolen")).await;
    assert_eq!(answer.code(), "no_such_room", "another seat's cookie (rule C6)");
    let own_seat = path.replace(&host.seat, &candidate.seat);
    let answer = posting::post(at, &own_seat, &candidate.cookie, "", &push_line(1, "overheard")).await;
    assert_eq!(answer.code(), "connection_gone", "another seat's connection");
    let stolen = TestSeat {
        seat: host.seat.clone(),
        cookie: candidate.cookie.clone(),
        ..host
    };
    assert_eq!(posting::open(at, &stolen, "").await.0.status, 404);
    let own = format!("Origin: {}\r\nSec-Fetch-Site: same-origin\r\n", stage.origin());
    assert_eq!(posting::open(at, &candidate, &own).await.0.status, 200);
    good.push(1, chat(1, "mine")).await;
    assert!(
        matches!(
            good.news().await,
            News::Accepted {
                counter: 1,
                position: 1,
                ..
            }
        ),
        "nothing came before"
    );
}

#[tokio::test]
async fn a_bad_post_gets_one_clear_error_and_disturbs_nobody() {
    let (stage, [host, candidate]) = Stage::with([Role::Host, Role::Candidate]).await;
    let (mut good, _) = stage.join(&host, 1).await;
    let (mut posts, _) = stage.join_posting(&candidate, 2).await;
    for (code, body) in [
        ("malformed_body", format!("{}not base64!\n", push_line(1, "not taken"))),
        ("body_too_large", "A".repeat(POST_BYTES + 1)),
    ] {
        assert_eq!(posts.posting().post(&body).await.code(), code);
    }
    posts.push(1, chat(1, "goes on")).await;
    assert!(
        matches!(
            posts.news().await,
            News::Accepted {
                counter: 1,
                position: 1,
                ..
            }
        ),
        "nothing was taken in part"
    );
    assert!(matches!(good.news().await, News::Entry { position: 1, .. }));
    // What is no message ends the connection, as on a socket.
    let large = line_of(&vec![0; 300 * 1024]);
    for (code, body) in [
        ("malformed_frame", line_of(&[255, 255, 255, 255])),
        ("newer_version", line_of(&[1, 1, 0, 0, 125, 0])),
        ("message_too_large", large),
    ] {
        let (mut bad, _) = stage.join_posting(&candidate, 100).await;
        bad.posting().post(&body).await;
        assert_eq!(bad.last_words().await.code, code);
    }
    good.push(1, chat(9, "still here")).await;
    assert!(matches!(good.news().await, News::Accepted { counter: 1, .. }));
}

#[tokio::test]
async fn who_says_no_hello_is_let_go() {
    let (stage, [host, _]) = Stage::with([Role::Host, Role::Candidate]).await;
    let mut silent = posting::Posting::open(&stage, &host).await;
    let last = silent.next_data().await.unwrap();
    let last = postcard::from_bytes::<ServerMessage>(&last).unwrap();
    assert!(matches!(last, ServerMessage::Refused(problem) if problem.code == "hello_first"));
    assert_eq!(silent.next_data().await, None);
}

#[tokio::test]
async fn proxies_are_asked_to_pass_it_on() {
    let (stage, [host, _]) = Stage::with([Role::Host, Role::Candidate]).await;
    let (answer, _) = posting::open(stage.state.config.address, &host, "").await;
    for header in [
        "content-type: text/event-stream\n",
        "cache-control: no-store\n",
        "x-accel-buffering: no\n",
    ] {
        assert!(answer.head.contains(header), "{}", answer.head);
    }
}

const CANARY: &str = "a canary that no candidate may hear";

/// What a candidate gets while the host says three things, and in one case writes notes in between.
async fn heard_by_the_candidate(notes: bool) -> Vec<Vec<u8>> {
    let (stage, [host, candidate]) = Stage::with([Role::Host, Role::Candidate]).await;
    let (mut speaks, _) = stage.join_posting(&host, 1).await;
    let (mut listens, _) = stage.join_posting(&candidate, 2).await;
    let mut heard = Vec::new();
    for counter in 1..=3 {
        for number in 0..if notes { 10 } else { 0 } {
            let id = format!("{:032x}", counter * 100 + number);
            let note = interview::note::Note {
                id: id.clone(),
                at: board::time::Millis(0),
                kind: interview::note::NoteKind::Note,
                text: CANARY.to_owned(),
                elements: Vec::new(),
                deleted: false,
                until: None,
                code: None,
            };
            let what = format!("PUT /api/v1/rooms/{}/notes/{id}?seat={}", host.room, host.seat);
            let (json, body) = (
                "Content-Type: application/json\r\n",
                serde_json::to_string(&note).unwrap(),
            );
            let kept = posting::send(stage.state.config.address, &what, &host.cookie, json, &body).await;
            assert_eq!(kept.status, 200, "{}", kept.body);
        }
        speaks.push(counter, chat(u128::from(counter), "aloud")).await;
        while !heard.last().is_some_and(|last: &Vec<u8>| is_news(last)) {
            heard.push(listens.posting_mut().next_data().await.unwrap());
        }
        heard.push(Vec::new());
    }
    heard
}

fn is_news(bytes: &[u8]) -> bool {
    matches!(postcard::from_bytes(bytes), Ok(ServerMessage::Batch(_)))
}

#[tokio::test]
async fn i4_notes_reach_a_candidates_stream_in_no_form() {
    let (quiet, noted) = (heard_by_the_candidate(false).await, heard_by_the_candidate(true).await);
    let kinds = |heard: &[Vec<u8>]| heard.iter().map(|frame| frame.first().copied()).collect::<Vec<_>>();
    assert_eq!(kinds(&quiet), kinds(&noted), "not one frame more");
    for frame in &noted {
        assert!(!frame.windows(CANARY.len()).any(|window| window == CANARY.as_bytes()));
    }
}
