//! A whole room in one value: the real sequencer, real replicas, and between them a network that delays, cuts and a server
//! that crashes. Everything follows from a seed.
//!
//! Both ends are pure, so thousands of rooms run in seconds. Times are simulated.

mod cards;
mod check;
mod elements;
mod lines;
mod person;
mod props;

use std::collections::{BTreeMap, BTreeSet};

use board::{
    Board, Entry,
    actor::{ActorIndex, JoinRank},
    id::{ClientId, FileId},
    op::Op,
    protocol::{ClientMessage, Control, News, ServerMessage},
    recording::{Hash, chain},
    rights::Rights,
    room::{ClientRecord, ConnectionId, Outgoing, Room, Seat, StoredEntry},
    time::Millis,
};
use rand::{Rng, SeedableRng, rngs::SmallRng};

pub use person::Person;

/// The file every simulated room starts with.
pub const FILE: FileId = FileId(1);

/// What the disk holds: only what was committed.
#[derive(Default)]
struct Disk {
    recording: Vec<StoredEntry>,
    scratch: Vec<StoredEntry>,
    clients: Vec<ClientRecord>,
}

/// One simulated room with its people.
pub struct World {
    random: SmallRng,
    room: Room,
    disk: Disk,
    people: Vec<Person>,
    now: Millis,
    next_connection: u64,
    /// The live board right after each recorded entry (clones are cheap).
    live: Vec<Board>,
    /// Whose hands are read-only.
    held: BTreeSet<ActorIndex>,
    /// What the room acknowledged: client and counter.
    acknowledged: BTreeSet<(JoinRank, u64)>,
    /// How often something of each kind happened, to show that the seed did not pass by what it should try.
    pub happened: BTreeMap<&'static str, u64>,
}

impl World {
    /// A room with two to five people, one of them perhaps on two devices, all from a seed.
    pub fn new(seed: u64) -> World {
        let mut random = SmallRng::seed_from_u64(seed);
        let count = random.random_range(2..=5);
        let people = (0..count).map(|index| Person::new(ActorIndex(index + 1), ClientId(u128::from(index) + 100)));
        let mut people = people.collect::<Vec<_>>();
        if random.random_bool(0.5) {
            // The last of them has a second device.
            people.push(Person::new(ActorIndex(count), ClientId(200)));
        }
        let mut world = World {
            people,
            random,
            room: Room::new(),
            disk: Disk::default(),
            now: Millis(0),
            next_connection: 1,
            live: Vec::new(),
            held: BTreeSet::new(),
            acknowledged: BTreeSet::new(),
            happened: BTreeMap::new(),
        };
        let file = Op::CreateFile {
            id: FILE,
            name: "main.rs".to_owned(),
            language: Default::default(),
        };
        let seeded = world.room.seed(file, Millis(0)).expect("an empty room takes a file");
        world.commit(seeded);
        world
    }

    /// Does one random thing.
    pub fn step(&mut self) {
        self.now = self.now + Millis(self.random.random_range(0..400));
        let person = self.random.random_range(0..self.people.len());
        let state = self.room.state(self.now);
        // While nothing can be done, or nothing is kept, little is tried.
        if (state.ended_at.is_some() || state.paused_since.is_some()) && self.random.random_bool(0.05) {
            return self.turn_the_round(person);
        }
        match self.random.random_range(0..100) {
            0..43 => self.work(person),
            43..45 => self.hold_or_free(person),
            45..65 => {
                self.deliver_to_room(person);
            }
            65..85 => {
                self.deliver_to_person(person);
            }
            85..90 => self.cut(person),
            90..96 => self.connect(person),
            96 => self.reload(person),
            97 => self.crash(),
            98 => self.turn_the_round(person),
            _ => self.crash_between_store_and_send(person),
        }
    }

    /// Lets everybody connect and everything arrive, then checks the invariants.
    pub fn settle_and_check(&mut self) {
        for _round in 0..10_000 {
            self.now = self.now + Millis(10);
            let mut busy = false;
            for person in 0..self.people.len() {
                self.connect(person);
                busy |= self.deliver_to_room(person) | self.deliver_to_person(person);
                busy |= self.people[person].replica.waiting() > 0;
            }
            if !busy {
                return self.check();
            }
        }
        panic!("the room never came to rest");
    }

    /// The recording as stored.
    pub fn entries(&self) -> Vec<Entry> {
        self.stored().iter().map(|stored| stored.entry.clone()).collect()
    }

    /// The recording as stored, with where each entry came from.
    pub fn stored(&self) -> &[StoredEntry] {
        &self.disk.recording
    }

    /// The head of the hash chain over some entries.
    pub fn head(entries: &[Entry]) -> Hash {
        entries.iter().fold(Hash::default(), chain)
    }

    fn work(&mut self, person: usize) {
        let (random, now) = (&mut self.random, self.now);
        if let Some(what) = self.people[person].work(random, now.0) {
            *self.happened.entry(what).or_default() += 1;
        }
    }

    /// Hands the room up to a few of a person's messages.
    fn deliver_to_room(&mut self, person: usize) -> bool {
        self.people[person].send_ready(self.now.0);
        let count = self.random.random_range(1..=4);
        let mut delivered = false;
        for _ in 0..count {
            let Some(link) = &mut self.people[person].link else {
                break;
            };
            let connection = link.connection;
            let Some(message) = link.to_room.pop_front() else { break };
            delivered = true;
            let out = self.room.handle(connection, message, self.now);
            self.commit(out);
        }
        delivered
    }

    fn deliver_to_person(&mut self, person: usize) -> bool {
        let count = self.random.random_range(1..=4);
        let mut delivered = false;
        for _ in 0..count {
            let Some(message) = self.people[person]
                .link
                .as_mut()
                .and_then(|link| link.to_person.pop_front())
            else {
                break;
            };
            delivered = true;
            if let ServerMessage::Batch(batch) = &message {
                let rank = self.people[person].replica.rank();
                for news in &batch.news {
                    if let News::Accepted { counter, .. } = news {
                        self.acknowledged.insert((rank, *counter));
                    }
                }
            }
            self.people[person].take(message);
        }
        delivered
    }

    fn connect(&mut self, person: usize) {
        if self.people[person].link.is_some() {
            return;
        }
        let connection = ConnectionId(self.next_connection);
        self.next_connection += 1;
        let actor = self.people[person].actor;
        let out = self.room.connect(connection, self.seat(actor), self.now);
        self.commit(out);
        self.people[person].connected(connection);
    }

    fn seat(&self, actor: ActorIndex) -> Seat {
        let works = !self.held.contains(&actor);
        Seat {
            actor,
            name: format!("P{}", actor.0),
            role: "Candidate".to_owned(),
            rights: Rights {
                draw: works,
                code: works,
                ..Rights::HOST
            },
        }
    }

    /// Somebody's hands become read-only, or are given back, whatever they are doing and whether they are there.
    fn hold_or_free(&mut self, person: usize) {
        let actor = self.people[person].actor;
        let what = if self.held.remove(&actor) { "free" } else { "hold" };
        if what == "hold" {
            self.held.insert(actor);
        }
        *self.happened.entry(what).or_default() += 1;
        let out = self.room.reseat(&self.seat(actor));
        self.commit(out);
    }

    /// The network drops: what is on its way in either direction is lost.
    fn cut(&mut self, person: usize) {
        let Some(link) = self.people[person].link.take() else {
            return;
        };
        *self.happened.entry("cut").or_default() += 1;
        let out = self.room.disconnect(link.connection, self.now);
        self.commit(out);
    }

    /// The page is reloaded: only the outbox stays.
    fn reload(&mut self, person: usize) {
        *self.happened.entry("reload").or_default() += 1;
        self.cut(person);
        self.people[person].reload(self.now.0);
    }

    /// The server dies and comes back from its disk.
    fn crash(&mut self) {
        *self.happened.entry("crash").or_default() += 1;
        for person in &mut self.people {
            person.link = None;
        }
        self.room = Room::new();
        self.disk.clients.iter().for_each(|record| self.room.remember(*record));
        for stored in self.disk.recording.iter().chain(&self.disk.scratch) {
            self.room.replay(stored.clone());
        }
    }

    /// Everybody works for a while on a good network, and at last writes a line of their own on top of the code.
    pub fn work_in_peace(&mut self, rounds: usize) {
        for person in 0..self.people.len() {
            if self.held.contains(&self.people[person].actor) {
                self.hold_or_free(person);
            }
        }
        for _ in 0..rounds {
            (0..self.people.len()).for_each(|person| self.work(person));
            self.settle_and_check();
        }
        for person in 0..self.people.len() {
            let now_millis = self.now.0;
            self.people[person].write_own_line(now_millis);
            self.settle_and_check();
        }
    }

    /// Whether recording is paused.
    pub fn is_paused(&self) -> bool {
        self.room.state(self.now).paused_since.is_some()
    }

    /// The server is set back to a backup that holds only the first entries, and knows only who had made something by then.
    pub fn set_back(&mut self, entries: usize) {
        self.disk.recording.truncate(entries);
        self.live.truncate(entries);
        let made = self
            .disk
            .recording
            .iter()
            .map(|stored| stored.rank)
            .collect::<BTreeSet<_>>();
        self.disk.clients.retain(|client| made.contains(&client.rank));
        self.crash();
    }

    /// Ids of all that was said and drawn, and how often each person's own line stands in the code.
    pub fn made(&self) -> (BTreeSet<u128>, Vec<usize>) {
        let board = self.room.board();
        let cards = board.cards().map(|card| card.id.0);
        let ids = cards.chain(board.elements_and_tombstones().map(|element| element.id.0));
        let code = board.file(FILE).map(|file| file.text.to_string()).unwrap_or_default();
        let times = |person: &Person| code.matches(&person.own_line()).count();
        (ids.collect(), self.people.iter().map(times).collect())
    }

    /// The server dies after a change was made durable and before anybody heard of it.
    fn crash_between_store_and_send(&mut self, person: usize) {
        self.people[person].send_ready(self.now.0);
        let Some(link) = &mut self.people[person].link else {
            return;
        };
        let connection = link.connection;
        let Some(message) = link.to_room.pop_front() else {
            return;
        };
        let out = self.room.handle(connection, message, self.now);
        let stores = out
            .into_iter()
            .filter(|out| !matches!(out, Outgoing::Send { .. }))
            .collect();
        self.commit(stores);
        self.crash();
    }

    /// The recording is paused or goes on, the round is ended or reopened.
    fn turn_the_round(&mut self, person: usize) {
        let state = self.room.state(self.now);
        let ends = self.random.random_bool(0.2);
        let (what, control) = match (state.ended_at, state.paused_since) {
            (Some(_), _) => ("reopen", Control::Reopen),
            (None, _) if ends => ("end", Control::End),
            (None, Some(_)) => ("resume", Control::Resume),
            (None, None) => ("pause", Control::Pause),
        };
        self.tell(person, what, control);
    }

    fn tell(&mut self, person: usize, what: &'static str, control: Control) {
        if let Some(link) = &mut self.people[person].link {
            link.to_room.push_back(ClientMessage::Control(control));
            *self.happened.entry(what).or_default() += 1;
        }
    }

    /// Stores what is to be stored, then releases what is to be sent.
    fn commit(&mut self, outgoing: Vec<Outgoing>) {
        for item in board::room::coalesce(outgoing) {
            match item {
                Outgoing::Store(stored) if stored.recorded => {
                    self.disk.recording.push(stored);
                    self.live.push(self.room.board().clone());
                }
                Outgoing::Store(stored) => self.disk.scratch.push(stored),
                Outgoing::StoreClient(record) => self.disk.clients.push(record),
                Outgoing::DropScratch => self.disk.scratch.clear(),
                Outgoing::Send { connection, message } => {
                    let linked =
                        |person: &&mut Person| person.link.as_ref().is_some_and(|l| l.connection == connection);
                    if let Some(person) = self.people.iter_mut().find(linked)
                        && let Some(link) = &mut person.link
                    {
                        link.to_person.push_back(message);
                    }
                }
                Outgoing::Close { connection, problem } => {
                    panic!("the room closed {connection:?}: {}", problem.message);
                }
            }
        }
    }
}
