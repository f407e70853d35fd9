//! What the integration tests share: a simulated room, real traces and diagrams, real sockets.

pub mod figures;
pub mod live_client;
pub mod material;
pub mod server_process;
pub mod simulation;
pub mod traces;
