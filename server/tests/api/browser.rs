//! A server in a folder of its own, and browsers that remember their cookies. Requests go straight into the router.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    net::SocketAddr,
    path::PathBuf,
    sync::atomic::{AtomicU64, Ordering},
};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use interview::{
    api::{Join, Joined, NewSeat, SeatLink, StartRoom, StartedRoom},
    seat::Role,
};
use serde::{Serialize, de::DeserializeOwned};
use server::{config::Config, router, sign_in, state::AppState, storage::Storage};
use tower::ServiceExt;

pub(crate) const PASSWORD: &str = "correct horse battery";
static FOLDERS: AtomicU64 = AtomicU64::new(0);

pub(crate) struct Site {
    pub(crate) state: AppState,
    folder: PathBuf,
    router: Router,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

pub(crate) struct Browser<'a> {
    site: &'a Site,
    address: SocketAddr,
    pub(crate) cookies: RefCell<BTreeMap<String, String>>,
}

/// A seat held by a browser.
pub(crate) struct Held<'a> {
    pub(crate) browser: Browser<'a>,
    pub(crate) seat: String,
}

impl Site {
    pub(crate) fn open() -> Site {
        Site::at(None)
    }

    pub(crate) fn at(public_url: Option<&str>) -> Site {
        let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("chalkback-api-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let config = Config {
            data: folder.clone(),
            address: "127.0.0.1:4000".parse().expect("an address"),
            public_url: public_url.map(str::to_owned),
            test_clock: true,
        };
        let state = AppState::new(config, Storage::open(&folder).expect("a storage"));
        Site {
            router: router::router(state.clone()),
            state,
            folder,
        }
    }

    pub(crate) fn browser(&self) -> Browser<'_> {
        self.browser_at("127.0.0.1:50000")
    }

    pub(crate) fn browser_at(&self, address: &str) -> Browser<'_> {
        Browser {
            site: self,
            address: address.parse().expect("an address"),
            cookies: RefCell::default(),
        }
    }

    /// A browser that has set the password and is signed in.
    pub(crate) async fn staff(&self) -> Browser<'_> {
        let link = sign_in::offer_setup(&self.state)
            .await
            .expect("storage")
            .expect("no password yet");
        let token = link.split_once('#').expect("a fragment").1;
        let browser = self.browser();
        let setup = serde_json::json!({ "token": token, "name": "Ada", "password": PASSWORD });
        browser.post("/setup", &setup).await.expect_status(204);
        browser
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.state.shutdown.begin();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl<'a> Browser<'a> {
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, Vec::new()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &impl Serialize) -> Answer {
        self.send_json(Method::POST, path, body).await
    }

    pub(crate) async fn send_json(&self, method: Method, path: &str, body: &impl Serialize) -> Answer {
        let body = serde_json::to_vec(body).expect("JSON");
        self.send(method, path, Some("application/json"), body).await
    }

    pub(crate) async fn send(&self, method: Method, path: &str, content_type: Option<&str>, body: Vec<u8>) -> Answer {
        let address = if path.starts_with("//") {
            path[1..].to_owned()
        } else {
            format!("/api/v1{path}")
        };
        let mut request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::HOST, "127.0.0.1:4000");
        if let Some(content_type) = content_type {
            request = request.header(header::CONTENT_TYPE, content_type);
        }
        let cookies = self
            .cookies
            .borrow()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>();
        let request = request
            .header(header::COOKIE, cookies.join("; "))
            .body(Body::from(body))
            .expect("a request");
        self.send_raw(request).await
    }

    pub(crate) async fn send_raw(&self, mut request: Request<Body>) -> Answer {
        request.extensions_mut().insert(ConnectInfo(self.address));
        let response = self.site.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().expect("text").split(';').next().expect("a pair");
            let (name, value) = cookie.split_once('=').expect("a pair");
            self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
        }
        let body = body.collect().await.expect("a body").to_bytes().to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    /// Staff starts a room.
    pub(crate) async fn start(&self) -> StartedRoom {
        self.post(
            "/rooms",
            &StartRoom {
                title: "Ana, systems".to_owned(),
                question: None,
            },
        )
        .await
        .json()
    }

    pub(crate) async fn invite(&self, started: &StartedRoom, role: Role) -> SeatLink {
        let path = format!("/rooms/{}/seats?seat={}", started.room, started.seat);
        self.post(&path, &NewSeat { role }).await.json()
    }

    pub(crate) async fn join(&self, token: &str, name: &str) -> Answer {
        self.post(
            "/join",
            &Join {
                token: token.to_owned(),
                name: name.to_owned(),
                consent: true,
            },
        )
        .await
    }

    /// Staff invites, and a new browser joins.
    pub(crate) async fn seat(&self, started: &StartedRoom, role: Role) -> Held<'a> {
        let link = self.invite(started, role).await;
        let browser = self.site.browser();
        match browser.join(token_of(&link), role.word()).await.json() {
            Joined::Seated { seat, .. } => Held { browser, seat },
            other => panic!("not seated: {other:?}"),
        }
    }
}

impl Answer {
    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        assert!(
            self.status.is_success(),
            "{} {}",
            self.status,
            String::from_utf8_lossy(&self.body)
        );
        serde_json::from_slice(&self.body).expect("JSON of the expected type")
    }

    pub(crate) fn code(&self) -> String {
        assert_eq!(
            self.headers.get(header::CONTENT_TYPE).expect("a type"),
            "application/problem+json"
        );
        let problem: interview::api::Problem = serde_json::from_slice(&self.body).expect("a problem");
        assert_eq!(problem.status, self.status.as_u16());
        assert!(problem.title.len() > 5);
        problem.code
    }

    #[track_caller]
    pub(crate) fn expect_status(&self, status: u16) {
        assert_eq!(self.status.as_u16(), status, "{}", String::from_utf8_lossy(&self.body));
    }
}

pub(crate) fn token_of(link: &SeatLink) -> &str {
    link.link
        .split_once("/join#")
        .expect("the token stands in the fragment")
        .1
}
