
//! What the integration tests share: a simulated room, real traces and diagrams, real sockets.

pub mod material;
pub mod simulation;
