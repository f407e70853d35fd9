//! Going down in order: everybody hears it, everybody is waited for, and not for ever.

use std::time::Duration;

use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// How long tasks get to finish.
const PATIENCE: Duration = Duration::from_secs(8);

/// A handle on the going down.
#[derive(Clone, Debug, Default)]
pub struct Shutdown {
    /// Cancelled when the server goes down.
    pub token: CancellationToken,
    /// Every task that has to be waited for is spawned here.
    pub tasks: TaskTracker,
}

impl Shutdown {
    /// Tells everybody.
    pub fn begin(&self) {
        self.token.cancel();
    }

    /// Waits for all tasks. Says whether all have finished in time.
    pub async fn finished(&self) -> bool {
        self.tasks.close();
        tokio::time::timeout(PATIENCE, self.tasks.wait()).await.is_ok()
    }
}

/// Comes back when the system asks the process to end. Asked twice, the process ends at once.
pub async fn asked_to_end() {
    wait_for_signal().await;
    tokio::spawn(async {
        wait_for_signal().await;
        std::process::exit(1);
    });
}

#[cfg(unix)]
async fn wait_for_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

#[cfg(not(unix))]
async fn wait_for_signal() {
    let _ = tokio::signal::ctrl_c().await;
}
