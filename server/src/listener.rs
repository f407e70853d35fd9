//! Accepts connections: HTTP/1 only, small buffers, a limit on how long a request may take to arrive and on how many there
//! are. Bare `axum::serve` would keep half-sent requests open for ever.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{Request, body::Incoming, server::conn::http1};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tower::ServiceExt;

use crate::{event_stream::LongAnswers, shutdown::Shutdown};

/// Requests in flight and connections kept alive; live sockets do not count.
const CONNECTIONS: usize = 4_096;
const HEADER_WITHIN: Duration = Duration::from_secs(5);
const HEADER_BYTES: usize = 32 * 1024;
/// A connection that was not upgraded is closed after this long, however slowly it sends; an event stream ends by itself.
const CONNECTION_LIFE: Duration = Duration::from_secs(10 * 60);
const SHUTDOWN_PATIENCE: Duration = Duration::from_secs(4);
/// When the system has no more file handles, asking again at once would only burn time.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Serves until the server goes down.
pub async fn serve(listener: TcpListener, router: Router, shutdown: Shutdown) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let place = Arc::clone(&places).acquire_owned();
        let accepted = async { (place.await, listener.accept().await) };
        tokio::select! {
            (place, accepted) = accepted => match (place, accepted) {
                (Ok(place), Ok((stream, address))) => {
                    let serving = serve_connection(stream, address, router.clone(), shutdown.clone(), place);
                    shutdown.tasks.spawn(serving);
                }
                (_, Err(error)) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
                (Err(_), _) => return,
            },
            () = shutdown.token.cancelled() => return,
        }
    }
}

async fn serve_connection(
    stream: TcpStream,
    address: SocketAddr,
    router: Router,
    shutdown: Shutdown,
    _place: OwnedSemaphorePermit,
) {
    // Small frames must not wait for each other.
    let _ = stream.set_nodelay(true);
    let long_answers = LongAnswers::new();
    let counted_in = long_answers.clone();
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(address));
        request.extensions_mut().insert(counted_in.clone());
        let router = router.clone();
        async move { Ok::<_, Infallible>(router.oneshot(request).await.unwrap_or_else(|never| match never {})) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_WITHIN)
        .max_buf_size(HEADER_BYTES)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    tokio::pin!(connection);
    let life = async {
        tokio::time::sleep(CONNECTION_LIFE).await;
        long_answers.close();
        long_answers.wait().await;
    };
    let patience = tokio::select! {
        _ = connection.as_mut() => return,
        () = shutdown.token.cancelled() => SHUTDOWN_PATIENCE,
        () = life => CONNECTION_LIFE,
    };
    // It may finish the request it is at.
    connection.as_mut().graceful_shutdown();
    // What fails now has no client any more, or one that was told.
    let _ = tokio::time::timeout(patience, connection).await;
}
