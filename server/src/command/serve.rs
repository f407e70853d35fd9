//! `chalkback serve`: opens the data, listens, and goes down in order.

use std::{net::SocketAddr, time::Duration};

use anyhow::{Context, Result, bail};
use axum::{Router, routing::post};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use super::{ServeArguments, say};
use crate::{
    config::{Config, check_public_url},
    listener, router, shutdown, sign_in,
    state::AppState,
    storage::{self, Storage, instance_lock::InstanceLock},
    sweeper, test_clock,
};

pub(super) fn run(arguments: ServeArguments) -> Result<()> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let public_url = check_public_url(arguments.bind, arguments.public_url)?;
    let data = arguments.data.data;
    storage::make_folder(&data)?;
    let lock = InstanceLock::take(&data)?;
    let storage = Storage::open(&data)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let config = move |address: SocketAddr| Config {
        data,
        address,
        public_url,
        test_clock: arguments.test_clock,
    };
    let asked_for = SocketAddr::new(arguments.bind, arguments.port);
    let served = runtime.block_on(serve(asked_for, config, storage.clone(), lock));
    runtime.shutdown_timeout(Duration::from_secs(1));
    storage.close();
    served
}

async fn serve(
    asked_for: SocketAddr,
    config: impl FnOnce(SocketAddr) -> Config,
    storage: Storage,
    mut lock: InstanceLock,
) -> Result<()> {
    let listener = TcpListener::bind(asked_for)
        .await
        .with_context(|| format!("cannot listen on {asked_for}"))?;
    let config = config(listener.local_addr()?);
    lock.announce(&config.base_url())?;
    let state = AppState::new(config, storage);
    let setup_link = sign_in::offer_setup(&state).await?;
    say(&format!("listening on http://{}", state.config.address));
    if let Some(link) = setup_link {
        say(&format!("set the staff password: {link}"));
    }
    let shutdown = state.shutdown.clone();
    shutdown.tasks.spawn(sweeper::run(state.clone()));
    let accepting = listener::serve(listener, routes(state), shutdown.clone());
    tokio::select! {
        () = accepting => {}
        () = shutdown::asked_to_end() => {}
    }
    shutdown.begin();
    if !shutdown.finished().await {
        bail!("some connections did not end in time; what was acknowledged is stored");
    }
    Ok(())
}

/// All routes, and the one that only tests may use.
fn routes(state: AppState) -> Router {
    let routes = router::router(state.clone());
    if state.config.test_clock {
        routes.merge(
            Router::new()
                .route("/test/clock", post(test_clock::advance))
                .with_state(state),
        )
    } else {
        routes
    }
}
