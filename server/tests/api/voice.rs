//! Voices and what is attached: consent first, in one's own seat, within limits, nothing twice, nothing of a pause, gone when it is
//! deleted; heard by reviewers only.

use axum::http::Method;
use board::{
    limits,
    voice::{ogg, packet::Packet},
};
use interview::{
    api::StartedRoom,
    attachment::Attachment,
    seat::Role,
    voice::{OwnVoice, StoredPiece, VoiceTracks, VoicesNow},
};

use crate::browser::{Answer, Browser, Held, Site};

/// So many milliseconds of sound that no other test has.
fn sound(mark: u8, millis: u64) -> Vec<u8> {
    ogg::write(&vec![
        Packet::read(&[0xF8, mark, mark]).expect("a packet");
        (millis / 20) as usize
    ])
}

struct Speaker<'a> {
    held: Held<'a>,
    room: StartedRoom,
}

impl Speaker<'_> {
    fn path(&self, rest: &str) -> String {
        let joint = if rest.contains('?') { '&' } else { '?' };
        format!("/rooms/{}/voice/{rest}{joint}seat={}", self.room.room, self.held.seat)
    }

    async fn consent(&self, consent: bool) -> OwnVoice {
        let wish = serde_json::json!({ "consent": consent });
        self.held
            .browser
            .send_json(Method::PUT, &self.path("mine"), &wish)
            .await
            .json()
    }

    async fn put(&self, piece: &str, at: u64, number: u32, bytes: Vec<u8>) -> Answer {
        let path = self.path(&format!("mine/{:032x}/{piece}?at={at}&number={number}", 7));
        self.held
            .browser
            .send(Method::PUT, &path, Some("audio/ogg"), bytes)
            .await
    }

    async fn own(&self) -> OwnVoice {
        self.held.browser.get(&self.path("mine")).await.json()
    }
}

/// A candidate in a room whose clock stands at zero, since nobody is connected: a page may be some seconds ahead of it.
async fn speaker<'a>(staff: &Browser<'a>) -> Speaker<'a> {
    let room = staff.start().await;
    let held = staff.seat(&room, Role::Candidate).await;
    Speaker { held, room }
}

#[tokio::test]
async fn nothing_is_kept_before_the_consent_and_after_it_was_taken_back() {
    let site = Site::open();
    let staff = site.staff().await;
    let ana = speaker(&staff).await;
    assert_eq!(ana.put("0", 0, 1, sound(1, 1_000)).await.code(), "voice_withdrawn");
    let on = serde_json::json!({ "on": true });
    let switched = ana.held.browser.send_json(Method::PUT, &ana.path("now"), &on).await;
    assert_eq!(switched.code(), "voice_withdrawn", "nor is a sign shown");
    let own = ana.consent(true).await;
    assert!(own.consent && own.number == 1);
    assert!(ana.put("0", 0, 1, sound(1, 1_000)).await.json::<StoredPiece>().kept);
    assert_eq!(ana.own().await.stored.0, 1_000);
    assert!(!ana.consent(false).await.consent);
    assert_eq!(ana.put("1", 1_000, 1, sound(1, 1_000)).await.code(), "voice_withdrawn");
}

#[tokio::test]
async fn pieces_come_in_any_order_and_twice_and_a_deletion_is_for_good() {
    let site = Site::open();
    let staff = site.staff().await;
    let ana = speaker(&staff).await;
    ana.consent(true).await;
    for (piece, at) in [("2", 2_000), ("0", 0), ("2", 2_000), ("1", 1_000), ("0", 0)] {
        assert!(ana.put(piece, at, 1, sound(2, 1_000)).await.json::<StoredPiece>().kept);
    }
    assert_eq!(ana.own().await.stored.0, 3_000);
    let tracks: VoiceTracks = staff.get(&format!("/rooms/{}/voice", ana.room.room)).await.json();
    assert_eq!(tracks.stretches.len(), 1);
    assert!(tracks.missing.is_empty());
    let actor = tracks.stretches[0].actor;
    let path = format!("/rooms/{}/voice/{actor}/audio", ana.room.room);
    let file = staff.get(&path).await;
    assert_eq!(ogg::read(&file.body, 60_000).expect("a file of sound").len(), 150);
    let middle = staff.get(&format!("{path}?from=500&to=1500")).await;
    assert_eq!(ogg::read(&middle.body, 60_000).expect("a file of sound").len(), 51);

    let own: OwnVoice = ana
        .held
        .browser
        .send(Method::DELETE, &ana.path("mine"), None, Vec::new())
        .await
        .json();
    assert_eq!((own.stored.0, own.number), (0, 2));
    assert_eq!(ana.put("3", 1_000, 1, sound(2, 1_000)).await.code(), "voice_withdrawn");
    assert!(
        ogg::read(&staff.get(&path).await.body, 60_000)
            .expect("a file")
            .is_empty()
    );
}

#[tokio::test]
async fn what_is_no_voice_too_long_or_of_the_future_is_refused_in_a_sentence() {
    let site = Site::open();
    let staff = site.staff().await;
    let ana = speaker(&staff).await;
    ana.consent(true).await;
    for (bytes, code) in [
        (b"RIFF....WAVE".to_vec(), "not_a_voice"),
        (Vec::new(), "not_a_voice"),
        (sound(3, 1_000)[..120].to_vec(), "not_a_voice"),
        (sound(3, limits::VOICE_PIECE_MILLIS + 20), "not_a_voice"),
        (vec![0; limits::VOICE_PIECE_BYTES + 1], "body_too_large"),
    ] {
        assert_eq!(ana.put("0", 0, 1, bytes).await.code(), code);
    }
    assert_eq!(ana.put("0", 3_600_000, 1, sound(3, 100)).await.code(), "invalid_value");
    assert_eq!(ana.put("0", u64::MAX, 1, sound(3, 100)).await.code(), "invalid_value");
    assert_eq!(ana.put("x", 0, 1, sound(3, 100)).await.code(), "invalid_value");
    assert_eq!(ana.own().await.stored.0, 0);
}

#[tokio::test]
async fn everybody_sees_who_records_and_only_while_it_does() {
    let site = Site::open();
    let staff = site.staff().await;
    let ana = speaker(&staff).await;
    let watcher = staff.seat(&ana.room, Role::Observer).await;
    let path = format!("/rooms/{}/voice/now?seat={}", ana.room.room, watcher.seat);
    let now = async || watcher.browser.get(&path).await.json::<VoicesNow>().actors;
    ana.consent(true).await;
    for (on, expected) in [(true, 1), (false, 0), (true, 1)] {
        let wish = serde_json::json!({ "on": on });
        ana.held
            .browser
            .send_json(Method::PUT, &ana.path("now"), &wish)
            .await
            .expect_status(200);
        assert_eq!(now().await.len(), expected);
    }
    site.state.clock.advance(16_000);
    assert!(now().await.is_empty(), "a page that is gone records nothing");
}

#[tokio::test]
async fn a_voice_belongs_to_its_seat_and_goes_with_its_room() {
    let site = Site::open();
    let staff = site.staff().await;
    let ana = speaker(&staff).await;
    ana.consent(true).await;
    ana.put("0", 0, 1, sound(4, 1_000)).await.expect_status(200);
    // Another seat of the room cannot speak in hers, nor hear her, nor can she herself.
    let other = staff.seat(&ana.room, Role::CoHost).await;
    let foreign = other.browser.get(&ana.path("mine")).await;
    assert_eq!(foreign.code(), "no_such_room");
    for held in [&other, &ana.held] {
        for rest in ["", "/1/audio"] {
            let path = format!("/rooms/{}/voice{rest}?seat={}", ana.room.room, held.seat);
            assert_eq!(held.browser.get(&path).await.code(), "not_allowed");
        }
    }
    let room = format!("/rooms/{}", ana.room.room);
    staff
        .send(Method::DELETE, &room, None, Vec::new())
        .await
        .expect_status(204);
    assert_eq!(ana.held.browser.get(&ana.path("mine")).await.code(), "no_such_room");
}

#[tokio::test]
async fn a_call_and_its_transcript_are_attached_shifted_and_taken_away() {
    let site = Site::open();
    let staff = site.staff().await;
    let room = staff.start().await;
    let path = format!("/rooms/{}/attachments", room.room);
    let add = async |kind: &str, bytes: &[u8]| {
        let path = format!("{path}?kind={kind}&name=call%20one");
        staff
            .send(Method::POST, &path, Some("application/octet-stream"), bytes.to_vec())
            .await
    };
    let vtt = b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>canary\n";
    let transcript: Attachment = add("transcript", vtt).await.json();
    let call: Attachment = add("call", b"ID3\x04sound").await.json();
    assert_eq!(call.name, "call one");
    assert_eq!(add("call", b"<html>").await.code(), "invalid_value");
    assert_eq!(add("transcript", b"no times").await.code(), "not_a_transcript");
    assert_eq!(add("film", b"").await.code(), "invalid_value");
    let one = format!("{path}/{}", call.id);
    let wish = |millis: i64| serde_json::json!({ "offset_millis": millis });
    staff
        .send_json(Method::PUT, &one, &wish(-4_200))
        .await
        .expect_status(204);
    assert_eq!(
        staff.send_json(Method::PUT, &one, &wish(i64::MIN)).await.code(),
        "invalid_value"
    );
    let all: Vec<Attachment> = staff.get(&path).await.json();
    let offsets = all
        .iter()
        .map(|one| (one.id.clone(), one.offset_millis))
        .collect::<Vec<_>>();
    assert_eq!(offsets, [(transcript.id.clone(), 0), (call.id.clone(), -4_200)]);
    assert_eq!(staff.get(&format!("{path}/{}", transcript.id)).await.body, vtt);
    staff
        .send(Method::DELETE, &one, None, Vec::new())
        .await
        .expect_status(204);
    assert_eq!(staff.get(&one).await.code(), "no_such_attachment");
    assert_eq!(
        staff.get(&format!("{path}/nonsense")).await.code(),
        "no_such_attachment"
    );
    // Nothing of it is for a seat.
    let ana = staff.seat(&room, Role::Candidate).await;
    assert_eq!(
        ana.browser.get(&format!("{path}?seat={}", ana.seat)).await.code(),
        "not_allowed"
    );
}
