//! Ordering one change: rights, round, rebase, apply, record (rules T1, X1 to X4, C2, B6, E1).

use super::{Answer, ConnectionId, Outgoing, Room, batch};
use crate::{
    actor::JoinRank,
    board::Refusal,
    card::CardKind,
    limits,
    op::{Op, TextTarget},
    protocol::{News, Push},
    rights::Rights,
    text::{Atom, Edit, Side, transform_edits},
    time::Millis,
};

impl Room {
    pub(super) fn push(&mut self, connection: ConnectionId, rank: JoinRank, push: Push, now: Millis) -> Vec<Outgoing> {
        let Some(client) = self.clients.get(&rank) else {
            return Vec::new();
        };
        if push.counter <= client.answered {
            return vec![batch(connection, vec![self.same_answer(rank, push.counter)])];
        }
        // Claimed times run forwards within a client and never into the future (rule T3).
        let made_at = (now - Millis(u64::from(push.ago_millis)))
            .max(client.made_floor)
            .min(now);
        let actor = client.record.actor;
        let ago_millis = u32::try_from((now - made_at).0).unwrap_or(u32::MAX);
        let (counter, sent) = (push.counter, push.op.clone());
        let ordered = self
            .admit(connection, rank, made_at, now, &push.op)
            .and_then(|()| self.outside_removed(actor, made_at))
            .and_then(|()| self.rebase(rank, push))
            .and_then(|op| self.record(actor, rank, counter, ago_millis, op, now));
        let (answer, out) = match ordered {
            Ok(stored) => {
                let (position, seq, at) = (stored.position, stored.entry.seq, stored.entry.at);
                let op = (stored.entry.op != sent).then(|| stored.entry.op.clone());
                let mut out = self.announce(stored, Some(connection));
                out.push(batch(
                    connection,
                    vec![News::Accepted {
                        counter,
                        position,
                        seq,
                        at,
                        op,
                    }],
                ));
                (Answer::Recorded { position, seq, at }, out)
            }
            Err(Refusal::NoEffect) => (
                Answer::NoEffect,
                vec![batch(connection, vec![News::NoEffect { counter }])],
            ),
            Err(refusal) => (
                Answer::Refused(refusal),
                vec![batch(connection, vec![News::Refused { counter, refusal }])],
            ),
        };
        if let Some(client) = self.clients.get_mut(&rank) {
            client.answered = counter;
            client.made_floor = made_at;
            client.remember(counter, answer);
        }
        out
    }

    /// The answer a counter got before (rule C2).
    fn same_answer(&self, rank: JoinRank, counter: u64) -> News {
        let answers = self.clients.get(&rank).map(|client| &client.answers);
        let answer = answers.and_then(|answers| answers.iter().find(|(answered, _)| *answered == counter));
        match answer.map(|(_, answer)| *answer) {
            Some(Answer::Recorded { position, seq, at }) => {
                let stored = self.tail.iter().rev().find(|stored| stored.position == position);
                let op = stored.map(|stored| stored.entry.op.clone());
                News::Accepted {
                    counter,
                    position,
                    seq,
                    at,
                    op,
                }
            }
            Some(Answer::Refused(refusal)) => News::Refused { counter, refusal },
            // Forgotten means long since answered; it must not be applied again.
            Some(Answer::NoEffect) | None => News::NoEffect { counter },
        }
    }

    /// Whether this seat may do this now.
    fn admit(
        &self,
        connection: ConnectionId,
        rank: JoinRank,
        made_at: Millis,
        now: Millis,
        op: &Op,
    ) -> Result<(), Refusal> {
        let rights = self
            .connections
            .get(&connection)
            .map_or(Rights::NONE, |state| state.seat.rights);
        let allowed = match op {
            Op::Create(_)
            | Op::Update(_)
            | Op::Delete(_)
            | Op::Restore(_)
            | Op::InkBegin { .. }
            | Op::InkExtend { .. }
            | Op::InkEnd { .. }
            | Op::Text {
                target: TextTarget::Element(_),
                ..
            } => rights.draw,
            Op::Text {
                target: TextTarget::File(_),
                ..
            }
            | Op::CreateFile { .. }
            | Op::UpdateFile { .. } => rights.code,
            Op::Card {
                kind: CardKind::Phase(_),
                ..
            } => rights.phases,
            Op::Card {
                kind: CardKind::Chat(_) | CardKind::Signal(_) | CardKind::Decision(_) | CardKind::Assumption(_),
                ..
            } => rights.chat,
            Op::Round(_) | Op::Gap(_) | Op::Removed => return Err(Refusal::RoomOnly),
        };
        if !allowed {
            return Err(Refusal::NotAllowed);
        }
        let Some(ended_at) = self.ended_at else { return Ok(()) };
        let owes_until = self.clients.get(&rank).and_then(|client| client.owes_until);
        let in_grace = !self.locked && owes_until.is_some_and(|until| now <= until);
        if in_grace && made_at <= ended_at {
            Ok(())
        } else {
            Err(Refusal::RoundEnded)
        }
    }

    /// Brings a text push, or the stretch of code that a card is about, up to date with what was ordered since its base (rule
    /// X3); other ops need nothing.
    fn rebase(&self, rank: JoinRank, push: Push) -> Result<Op, Refusal> {
        let (base, mut op) = (push.base, push.op);
        if let Some(target) = op.text_target().is_none().then(|| op.follows_text()).flatten() {
            if base < self.tail_start() {
                // The card's words are worth more than where its lines have gone.
                op.forget_code();
            }
            if let Some(code) = op.code_mut() {
                let edits = self.edits_since(base, target, rank).flat_map(|(_, edits)| edits);
                *code = edits.fold(*code, |code, edit| code.over(&edit));
            }
            return Ok(op);
        }
        let Op::Text { target, atoms, .. } = op else {
            return Ok(op);
        };
        if atoms.len() > limits::ATOMS_PER_OP {
            return Err(Refusal::TooMuch);
        }
        if base < self.tail_start() {
            return Err(Refusal::BaseTooOld);
        }
        let mut ours = atoms
            .into_iter()
            .map(|atom| ((atom.dt_millis, atom.cause), atom.edit))
            .collect::<Vec<_>>();
        for (their_rank, edits) in self.edits_since(base, target, rank) {
            transform_edits(&mut ours, edits, Side::of(rank, their_rank));
        }
        Ok(Op::Text {
            target,
            rank,
            atoms: without_empty(ours),
        })
    }

    /// What other clients than this one did to a text since a position, push by push.
    fn edits_since(
        &self,
        base: u64,
        target: TextTarget,
        rank: JoinRank,
    ) -> impl Iterator<Item = (JoinRank, Vec<Edit>)> + '_ {
        let since = self.tail.iter().skip_while(move |stored| stored.position <= base);
        since.filter_map(move |stored| match &stored.entry.op {
            Op::Text {
                target: theirs,
                rank: their_rank,
                atoms,
            } if *theirs == target && stored.rank != rank => {
                Some((*their_rank, atoms.iter().map(|atom| atom.edit.clone()).collect()))
            }
            _ => None,
        })
    }
}

/// Atoms without those of which nothing is left; their time goes to the next.
fn without_empty(edits: Vec<((u32, crate::text::Cause), Edit)>) -> Vec<Atom> {
    let mut carried_millis = 0u32;
    let mut atoms = Vec::with_capacity(edits.len());
    for ((dt_millis, cause), edit) in edits {
        let dt_millis = carried_millis.saturating_add(dt_millis);
        if edit.is_empty() {
            carried_millis = dt_millis;
        } else {
            carried_millis = 0;
            atoms.push(Atom { dt_millis, cause, edit });
        }
    }
    atoms
}
