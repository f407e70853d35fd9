//! Who is here, and where they are: told to everyone, never recorded on the board (rule P1).

use std::collections::BTreeSet;

use super::{ConnectionId, Outgoing, Room};
use crate::{
    actor::JoinRank,
    limits,
    protocol::{Person, Presence, ServerMessage, Stance},
};

impl Room {
    /// Everybody connected, and once each whoever is away.
    pub(super) fn people(&self) -> Vec<Person> {
        let here = self.clients.values().filter(|client| client.connection.is_some());
        let mut seen = here.clone().map(|client| client.record.actor).collect::<BTreeSet<_>>();
        let person = |client: &super::Client| {
            let seat = client.seat.as_ref()?;
            Some(Person {
                rank: client.record.rank,
                actor: client.record.actor,
                name: seat.name.clone(),
                role: seat.role.clone(),
                away_since: client.away_since.filter(|_| client.connection.is_none()),
            })
        };
        let mut people = here.filter_map(person).collect::<Vec<_>>();
        // Of several tabs someone has closed, the one left last tells since when they are away.
        let mut away = self
            .clients
            .values()
            .filter(|client| client.connection.is_none())
            .collect::<Vec<_>>();
        away.sort_by_key(|client| std::cmp::Reverse(client.away_since));
        for client in away {
            if client.away_since.is_some() && seen.insert(client.record.actor) {
                people.extend(person(client));
            }
        }
        people
    }

    pub(super) fn tell_people(&self) -> Vec<Outgoing> {
        self.tell_all(&ServerMessage::People(self.people()))
    }

    /// What a newcomer needs to see of the others.
    pub(super) fn others_presence(&self, rank: JoinRank) -> ServerMessage {
        let others = self
            .clients
            .values()
            .filter(|client| client.connection.is_some() && client.record.rank != rank);
        ServerMessage::Presence(
            others
                .map(|client| (client.record.rank, client.presence.clone()))
                .collect(),
        )
    }

    pub(super) fn presence(&mut self, rank: JoinRank, mut presence: Presence) -> Vec<Outgoing> {
        presence.selection.truncate(limits::SELECTION_SHOWN);
        if let Some(client) = self.clients.get_mut(&rank)
            && client.presence != presence
        {
            client.presence = presence;
            client.presence_changed = true;
            self.presence_waiting = true;
        }
        Vec::new()
    }

    /// Likewise how they are there; nothing where nobody does anything out of the common.
    pub(super) fn others_stances(&self, connection: ConnectionId, rank: JoinRank) -> Option<Outgoing> {
        let others = self.clients.values().filter(|client| {
            client.connection.is_some() && client.record.rank != rank && client.stance != Stance::default()
        });
        let stances = others
            .map(|client| (client.record.rank, client.stance))
            .collect::<Vec<_>>();
        (!stances.is_empty()).then_some(Outgoing::Send {
            connection,
            message: ServerMessage::Stances(stances),
        })
    }

    pub(super) fn stance(&mut self, rank: JoinRank, stance: Stance) -> Vec<Outgoing> {
        if let Some(client) = self.clients.get_mut(&rank)
            && client.stance != stance
        {
            client.stance = stance;
            client.stance_changed = true;
            self.presence_waiting = true;
        }
        Vec::new()
    }

    /// Before the presence of the same tick, so that the first place a laser passes shines.
    fn flush_stances(&mut self) -> Vec<Outgoing> {
        let mut changed: Vec<(JoinRank, Stance)> = Vec::new();
        for client in self.clients.values_mut().filter(|client| client.stance_changed) {
            client.stance_changed = false;
            changed.push((client.record.rank, client.stance));
        }
        let for_rank = |rank: JoinRank| {
            let others = changed.iter().filter(|(of, _)| *of != rank).copied();
            others.collect::<Vec<_>>()
        };
        self.welcomed()
            .map(|(connection, rank)| (connection, for_rank(rank)))
            .filter(|(_, others)| !others.is_empty())
            .map(|(connection, others)| Outgoing::Send {
                connection,
                message: ServerMessage::Stances(others),
            })
            .collect()
    }

    pub(super) fn flush_presence(&mut self) -> Vec<Outgoing> {
        if !self.presence_waiting {
            return Vec::new();
        }
        self.presence_waiting = false;
        let mut changed: Vec<(JoinRank, Presence)> = Vec::new();
        for client in self.clients.values_mut().filter(|client| client.presence_changed) {
            client.presence_changed = false;
            changed.push((client.record.rank, client.presence.clone()));
        }
        let mut out = self.flush_stances();
        for (connection, rank) in self.welcomed() {
            let others = changed
                .iter()
                .filter(|(of, _)| *of != rank)
                .cloned()
                .collect::<Vec<_>>();
            if !others.is_empty() {
                out.push(Outgoing::Send {
                    connection,
                    message: ServerMessage::Presence(others),
                });
            }
        }
        out
    }
}
