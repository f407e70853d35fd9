//! Led replay over real sockets: who may look on, that all who follow are shown the same, who comes late, and what becomes of
//! the lead.

use std::time::Duration;

use board::{
    geometry::Point,
    id::ClientId,
    limits::{LEADER_AWAY_MILLIS, LED_MESSAGE_BYTES},
    playback::Transport,
    time::Millis,
};
use futures_util::{SinkExt, StreamExt};
use interview::{
    led::{Here, Lead, News, Refusal, Request, Shown, ViewerKind},
    seat::Role,
};
use server::{secret, storage::room};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Error, Message, client::IntoClientRequest},
};

use crate::stage::{Stage, TestSeat};

const PATIENCE: Duration = Duration::from_secs(10);

struct Page {
    socket: WebSocketStream<TcpStream>,
    here: Here,
}

/// The status that an upgrade is refused with.
async fn refused(stage: &Stage, address: &str, cookie: &str, origin: &str) -> u16 {
    match open(stage, address, cookie, origin).await {
        Err(Error::Http(answer)) => answer.status().as_u16(),
        Err(error) => panic!("no answer: {error}"),
        Ok(_) => 101,
    }
}

async fn open(stage: &Stage, path: &str, cookie: &str, origin: &str) -> Result<WebSocketStream<TcpStream>, Error> {
    let address = stage.state.config.address;
    let mut request = format!("ws://{address}/api/v1{path}").into_client_request()?;
    let headers = request.headers_mut();
    headers.insert("origin", origin.parse().unwrap());
    headers.insert("sec-websocket-protocol", "chalkback.v1.postcard".parse().unwrap());
    if !cookie.is_empty() {
        headers.insert("cookie", cookie.parse().unwrap());
    }
    Ok(client_async(request, TcpStream::connect(address).await?).await?.0)
}

fn path_of(seat: &TestSeat) -> String {
    format!("/rooms/{}/replay/live?seat={}", seat.room, seat.seat)
}

/// A room that somebody tries out alone, in which a seat may review.
async fn try_out() -> (Stage, TestSeat) {
    let stage = Stage::start().await;
    let (id, created) = (secret::room_id().unwrap(), stage.state.clock.unix_millis());
    let make = move |connection: &rusqlite::Connection| room::create(connection, id, "", created, true);
    stage.state.storage.public.write(make).await.unwrap();
    let seat = stage.seat(id, Role::Host, "Mo").await;
    (stage, seat)
}

impl Page {
    async fn join(stage: &Stage, seat: &TestSeat, key: u128, name: &str) -> Page {
        let socket = open(stage, &path_of(seat), &seat.cookie, &stage.origin())
            .await
            .unwrap();
        let here = Here::default();
        let mut page = Page { socket, here };
        page.ask(Request::Join {
            key: ClientId(key),
            name: name.to_owned(),
            kind: ViewerKind::Person,
            follows: true,
        })
        .await;
        while page.here.you.is_none() {
            page.next().await;
        }
        page
    }

    async fn ask(&mut self, request: Request) {
        let bytes = postcard::to_stdvec(&request).unwrap();
        self.socket.send(Message::binary(bytes)).await.unwrap();
    }

    async fn next(&mut self) -> Option<News> {
        loop {
            let frame = tokio::time::timeout(PATIENCE, self.socket.next()).await;
            match frame.expect("the server says something") {
                Some(Ok(Message::Binary(bytes))) => {
                    let news = postcard::from_bytes(&bytes).unwrap();
                    if let News::Here(here) = &news {
                        self.here = here.clone();
                    }
                    return Some(news);
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(_) | None => return None,
            }
        }
    }

    async fn shown(&mut self) -> (Shown, u64) {
        loop {
            if let News::Shown { shown, ago_millis } = self.next().await.expect("the connection holds") {
                return (shown, ago_millis);
            }
        }
    }

    async fn lead(&mut self) {
        self.ask(Request::Lead).await;
        while !self.here.is_led_by_you() {
            self.next().await.expect("the connection holds");
        }
    }

    async fn until(&mut self, lead: Lead) {
        while self.here.lead != lead {
            self.next().await.expect("the connection holds");
        }
    }
}

fn shown(at: u64) -> Shown {
    let transport = Transport {
        at: Millis(at),
        playing: true,
        speed_percent: 200,
        ..Transport::default()
    };
    Shown {
        transport,
        compared: None,
    }
}

#[tokio::test]
async fn exactly_who_may_review_may_look_on() {
    let (stage, [host, candidate]) = Stage::with([Role::Host, Role::Candidate]).await;
    let (origin, room) = (stage.origin(), host.room);
    for seat in [&host, &candidate] {
        assert_eq!(refused(&stage, &path_of(seat), &seat.cookie, &origin).await, 403);
        assert_eq!(refused(&stage, &path_of(seat), "", &origin).await, 404);
    }
    let plain = format!("/rooms/{room}/replay/live");
    assert_eq!(refused(&stage, &plain, "", &origin).await, 404, "nobody known");
    assert_eq!(refused(&stage, "/rooms/zz/replay/live", "", &origin).await, 404);
    let (stage, alone) = try_out().await;
    assert_eq!(
        refused(&stage, &path_of(&alone), &alone.cookie, "http://evil.example").await,
        403
    );
    assert_eq!(
        refused(&stage, &path_of(&alone), &alone.cookie, &stage.origin()).await,
        101
    );
}

#[tokio::test]
async fn ten_who_follow_are_shown_the_same_and_only_by_the_leader() {
    let (stage, seat) = try_out().await;
    let mut leader = Page::join(&stage, &seat, 1, "Mo").await;
    leader.lead().await;
    let mut followers = Vec::new();
    for key in 2..=11 {
        followers.push(Page::join(&stage, &seat, key, "Ana").await);
    }
    for at in [5_000, 1_000, 90_000] {
        leader.ask(Request::Show(shown(at))).await;
        for follower in &mut followers {
            assert_eq!(follower.shown().await.0, shown(at));
        }
    }
    let mut names = followers[9]
        .here
        .viewers
        .iter()
        .map(|viewer| viewer.called())
        .collect::<Vec<_>>();
    names.sort();
    assert_eq!(names.len(), 11);
    names.dedup();
    assert_eq!(names.len(), 11, "equal names are told apart");
    // Whoever does not lead is told so, and the next thing that anybody hears is the leader's.
    followers[0].ask(Request::Show(shown(7))).await;
    loop {
        match followers[0].next().await.unwrap() {
            News::Refused(refusal) => break assert_eq!(refusal, Refusal::NotLeader),
            News::Shown { shown, .. } => panic!("shown {shown:?}"),
            News::Here(_) | News::Pointer(_) => {}
        }
    }
    leader.ask(Request::Point(Some(Point::new(8, 16)))).await;
    leader.ask(Request::Show(shown(8))).await;
    for follower in &mut followers {
        assert_eq!(follower.shown().await.0, shown(8));
    }
}

#[tokio::test]
async fn who_comes_late_is_where_the_leader_is() {
    let (stage, seat) = try_out().await;
    let mut leader = Page::join(&stage, &seat, 1, "Mo").await;
    leader.lead().await;
    leader.ask(Request::Show(shown(5_000))).await;
    // What is asked for after it is answered after it.
    leader.ask(Request::HandOver(interview::led::ViewerId(99))).await;
    while leader.next().await != Some(News::Refused(Refusal::NobodyThere)) {}
    stage.state.clock.advance(60_000);
    let mut late = Page::join(&stage, &seat, 2, "Ana").await;
    let (what, ago_millis) = late.shown().await;
    assert_eq!(what, shown(5_000));
    assert!((60_000..70_000).contains(&ago_millis), "{ago_millis}");
}

#[tokio::test]
async fn the_lead_goes_from_hand_to_hand_and_is_free_when_the_leader_stays_away() {
    let (stage, seat) = try_out().await;
    let mut mo = Page::join(&stage, &seat, 1, "Mo").await;
    mo.lead().await;
    let mut ana = Page::join(&stage, &seat, 2, "Ana").await;
    ana.ask(Request::Lead).await;
    while ana.next().await != Some(News::Refused(Refusal::SomebodyLeads)) {}
    let (of_mo, of_ana) = (mo.here.you.unwrap(), ana.here.you.unwrap());
    mo.ask(Request::HandOver(of_ana)).await;
    mo.until(Lead::With(of_ana)).await;
    ana.until(Lead::With(of_ana)).await;
    drop(ana);
    mo.until(Lead::KeptFor(of_ana)).await;
    // She comes back in time, and leads.
    let mut ana = Page::join(&stage, &seat, 2, "Ana").await;
    assert!(ana.here.is_led_by_you());
    mo.until(Lead::With(of_ana)).await;
    ana.socket.close(None).await.unwrap();
    mo.until(Lead::KeptFor(of_ana)).await;
    stage.state.clock.advance(LEADER_AWAY_MILLIS);
    mo.until(Lead::Free).await;
    mo.lead().await;
    assert_eq!(mo.here.lead, Lead::With(of_mo));
}

#[tokio::test]
async fn what_is_no_message_ends_the_connection() {
    let (stage, seat) = try_out().await;
    for bytes in [vec![250; 3], vec![0; LED_MESSAGE_BYTES + 1]] {
        let mut page = Page::join(&stage, &seat, 1, "Mo").await;
        page.socket.send(Message::binary(bytes)).await.unwrap();
        while page.next().await.is_some() {}
    }
}

#[tokio::test]
async fn who_looks_on_ends_with_the_room() {
    let (stage, seat) = try_out().await;
    let mut page = Page::join(&stage, &seat, 1, "Mo").await;
    stage.state.led.close(seat.room);
    while page.next().await.is_some() {}
}
