//! A board of one's own that no room knows: what is done counts at once, and nothing waits for anybody.

use super::Replica;
use crate::{actor::ActorIndex, id::ClientId, snapshot::Snapshot};

/// Whose everything is on a board of one's own.
const OWN: ActorIndex = ActorIndex(1);

impl Replica {
    /// A board of one's own, as it was kept.
    pub fn alone(board: &Snapshot) -> Replica {
        let mut replica = Replica::new(ClientId(0));
        replica.actor = OWN;
        replica.start_from(0, board);
        replica.rebuild();
        replica
    }

    /// What was done stands. Only for a board of one's own: nothing of it is sent.
    pub fn settle(&mut self) {
        self.confirmed = self.shown.clone();
        self.pending.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        element::{Element, Kind},
        id::ElementId,
        op::Op,
        order_key::OrderKey,
        shape::ShapeKind,
    };

    #[test]
    fn what_is_done_alone_stands_and_waits_for_nobody() {
        let mut replica = Replica::alone(&Snapshot::default());
        let shape = Element::new(ElementId(1), Kind::Shape(ShapeKind::Sticky), OrderKey::first());
        replica.local(Op::Create(vec![shape]), 1).unwrap();
        replica.settle();
        assert_eq!((replica.waiting(), replica.to_send(2)), (0, Vec::new()));
        let again = Replica::alone(&replica.board().snapshot());
        assert_eq!(again.board(), replica.board());
    }
}
