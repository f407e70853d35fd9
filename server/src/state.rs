//! What every part of the server shares: handles only, cheap to clone. No part keeps state of its own beside it.

use std::sync::Arc;

use crate::{
    clock::Clock, config::Config, event_stream::EventStreams, led::LedReplays, rate_limit::RateLimits,
    registry::Registry, shutdown::Shutdown, sign_in::Desk, storage::Storage, voices::Voices,
};

/// Handed to every route.
#[derive(Clone)]
pub struct AppState {
    /// How this server was started, with its real address.
    pub config: Arc<Config>,
    /// The two databases: `storage.public` and `storage.private`.
    pub storage: Storage,
    /// The live rooms.
    pub registry: Registry,
    /// The connections that do without a WebSocket.
    pub streams: EventStreams,
    /// The only source of time.
    pub clock: Clock,
    /// Tells everybody when to stop, and waits for them.
    pub shutdown: Shutdown,
    /// How often may be tried what could be guessed.
    pub limits: Arc<RateLimits>,
    /// What signing in remembers.
    pub desk: Arc<Desk>,
    /// Whose microphones record now.
    pub voices: Voices,
    /// Who looks at which recording together.
    pub led: LedReplays,
}

impl AppState {
    /// The state of a server that is about to listen.
    pub fn new(config: Config, storage: Storage) -> AppState {
        let (clock, shutdown) = (Clock::new(), Shutdown::default());
        let registry = Registry::new(storage.clone(), clock.clone(), shutdown.clone());
        let led = LedReplays::new(clock.clone(), shutdown.clone());
        let (streams, limits, desk) = (EventStreams::default(), Arc::default(), Arc::default());
        AppState {
            config: Arc::new(config),
            storage,
            registry,
            streams,
            clock,
            shutdown,
            limits,
            desk,
            voices: Voices::default(),
            led,
        }
    }
}
