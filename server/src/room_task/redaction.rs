//! Removing a stretch from a room that may be live: nothing of the room is stored meanwhile, everybody is put out, and the room is
//! read anew from what is left. Whoever comes back starts from the board without the stretch.

use board::{
    actor::ActorIndex,
    redaction::Stretch,
    room::{Outgoing, stretch_removed},
};
use interview::removal::RemovalWay;
use tokio::sync::oneshot;

use super::{RoomTask, restore};
use crate::{
    seat_id::SeatId,
    storage::{
        StorageError,
        audit::{self, Audited},
        recording::redaction,
        removal::{self, Removal},
        voice,
    },
};

/// A stretch that is to be removed.
#[derive(Clone, Debug)]
pub struct Order {
    /// Which.
    pub stretch: Stretch,
    /// How.
    pub way: RemovalWay,
    /// The request that it answers.
    pub request: Option<SeatId>,
    /// Who decided it, for the audit.
    pub who: String,
}

/// An order with where to tell how it went.
#[derive(Debug)]
pub struct Ordered {
    pub(super) order: Order,
    pub(super) done: oneshot::Sender<Result<Removal, StorageError>>,
}

impl RoomTask {
    /// Carries out what was ordered; what is not stored is not done. An error means that the room cannot be read any more.
    pub(super) async fn redact_as_ordered(&mut self) -> Result<(), StorageError> {
        for Ordered { order, done } in std::mem::take(&mut self.ordered) {
            match self.redact(&order).await {
                Ok((removal, sweeping)) => {
                    self.begin_anew().await?;
                    self.sweep(sweeping).await?;
                    // The asker may have gone.
                    let _ = done.send(Ok(removal));
                }
                Err(error) => {
                    tracing::warn!(room = %self.id, %error, "a stretch could not be removed");
                    let _ = done.send(Err(error));
                }
            }
        }
        Ok(())
    }

    async fn redact(&mut self, order: &Order) -> Result<(Removal, Vec<board::Op>), StorageError> {
        // Both would write again what is about to go.
        if let Some(closing) = self.closing.take() {
            let _ = closing.await;
        }
        self.store_tracks_now().await;
        let (id, stretch, way) = (self.id, order.stretch, order.way);
        let plan = self
            .storage
            .read(move |connection| redaction::plan(connection, id, &stretch, way.into()))
            .await?;
        let removal = Removal {
            position: self.room.position() + 1,
            stretch,
            way,
            entries: plan.entries,
        };
        let sweeping = plan.sweeping.clone();
        let (order, now) = (order.clone(), self.clock.unix_millis());
        let written = self.storage.write(move |connection| {
            plan.carry_out(connection, id)?;
            // Whoever's doing is taken out: what was said at that time is likely to be about it.
            voice::purge(connection, id, stretch.from, stretch.to)?;
            removal::note(connection, id, &removal)?;
            if let Some(request) = order.request {
                removal::forget(connection, id, request, None)?;
            }
            let deed = match way {
                RemovalWay::Remove => Audited::StretchRemoved,
                RemovalWay::Mask => Audited::StretchMasked,
            };
            let about = format!("{} to {}, {} entries", stretch.from.0, stretch.to.0, removal.entries);
            Ok(audit::write(connection, now, &order.who, deed, Some(id), &about)?)
        });
        written.await?;
        // The bytes are still in the log until it is copied back and cut off.
        self.storage.cut_log().await?;
        Ok((removal, sweeping))
    }

    /// Reads the room from what is stored and puts everybody out.
    async fn begin_anew(&mut self) -> Result<(), StorageError> {
        let read = restore::read(&self.storage, self.id).await?;
        let read = read.ok_or_else(|| StorageError::Failed("the room is gone".to_owned()))?;
        self.room = read.room;
        self.head = read.loaded.head;
        self.hot_entries = read.loaded.hot_entries;
        self.scratch_entries = read.loaded.scratch_entries;
        self.known_assets.clear();
        for (link, _) in std::mem::take(&mut self.links).into_values() {
            link.abort(stretch_removed());
        }
        Ok(())
    }

    /// Takes what was masked off the texts of a round that still goes on.
    async fn sweep(&mut self, sweeping: Vec<board::Op>) -> Result<(), StorageError> {
        let now = self.clock.now();
        if self.room.state(now).ended_at.is_some() {
            return Ok(());
        }
        let mut outgoing: Vec<Outgoing> = Vec::new();
        for op in sweeping {
            match self.room.seed(op, now) {
                Ok(mut out) => outgoing.append(&mut out),
                Err(refusal) => {
                    tracing::warn!(room = %self.id, %refusal, by = ?ActorIndex::ROOM, "a text was not swept")
                }
            }
        }
        self.flush(outgoing).await
    }
}
