//! What a room remembers of one client.

use std::collections::VecDeque;

use super::{ClientRecord, ConnectionId, Seat};
use crate::{
    board::Refusal,
    limits,
    protocol::{Presence, Stance},
    recording::Seq,
    time::Millis,
};

#[derive(Debug)]
pub(super) struct Client {
    pub(super) record: ClientRecord,
    pub(super) connection: Option<ConnectionId>,
    /// Name, role and rights as last seen; `None` after a restart until it comes back.
    pub(super) seat: Option<Seat>,
    pub(super) away_since: Option<Millis>,
    /// The highest counter answered.
    pub(super) answered: u64,
    pub(super) answers: VecDeque<(u64, Answer)>,
    /// When it made its last change: the next cannot be older (rule T3).
    pub(super) made_floor: Millis,
    /// After the end: until when its earlier work is still taken; `None` when it owes nothing.
    pub(super) owes_until: Option<Millis>,
    pub(super) presence: Presence,
    pub(super) presence_changed: bool,
    pub(super) stance: Stance,
    pub(super) stance_changed: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Answer {
    Recorded { position: u64, seq: Seq, at: Millis },
    NoEffect,
    Refused(Refusal),
}

impl Client {
    pub(super) fn new(record: ClientRecord) -> Client {
        Client {
            record,
            connection: None,
            seat: None,
            away_since: None,
            answered: 0,
            answers: VecDeque::new(),
            made_floor: Millis(0),
            owes_until: None,
            presence: Presence::default(),
            presence_changed: false,
            stance: Stance::default(),
            stance_changed: false,
        }
    }

    pub(super) fn remember(&mut self, counter: u64, answer: Answer) {
        self.answers.push_back((counter, answer));
        if self.answers.len() > limits::ANSWERS_PER_CLIENT {
            self.answers.pop_front();
        }
    }
}
