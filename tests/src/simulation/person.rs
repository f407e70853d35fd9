//! One simulated person: a replica, an editor that shows the code file, and things people do.

use std::collections::VecDeque;

use board::{
    Board, Op,
    actor::ActorIndex,
    geometry::Point,
    history::History,
    id::{CardId, ClientId, ElementId, FileId},
    ink::{Sample, Samples},
    op::{ElementChange, FileChange, TextTarget},
    protocol::{ClientMessage, ServerMessage},
    replica::{Replica, SavedReplica},
    room::ConnectionId,
    text::{Atom, Cause, Edit, TextBuffer, Utf16},
    tool::{
        Intent,
        command::{self, Alignment, Axis},
    },
};
use kurbo::Vec2;
use rand::{Rng, rngs::SmallRng};

use super::{FILE, cards, elements, lines, props};

/// One person's line to the room.
pub(super) struct Link {
    pub(super) connection: ConnectionId,
    pub(super) to_room: VecDeque<ClientMessage>,
    pub(super) to_person: VecDeque<ServerMessage>,
    /// Set by the welcome: nothing is pushed before it.
    pub(super) welcomed: bool,
}

/// One person of a simulated room.
pub struct Person {
    /// Whose index this is.
    pub actor: ActorIndex,
    /// Which device of theirs this is.
    client: ClientId,
    /// Their copy.
    pub replica: Replica,
    /// What their code editor shows: kept up by edits alone, as a real editor is.
    pub editor: String,
    /// Texts that could not be merged and were offered as a copy.
    pub stranded: usize,
    pub(super) link: Option<Link>,
    history: History,
    saved: Option<SavedReplica>,
    stroke: Option<ElementId>,
    files: Vec<FileId>,
    made: u128,
}

impl Person {
    pub(super) fn new(actor: ActorIndex, client: ClientId) -> Person {
        Person {
            actor,
            client,
            replica: Replica::new(client),
            editor: String::new(),
            stranded: 0,
            link: None,
            history: History::default(),
            saved: None,
            stroke: None,
            files: Vec::new(),
            made: 0,
        }
    }

    pub(super) fn connected(&mut self, connection: ConnectionId) {
        let hello = ClientMessage::Hello(self.replica.hello(0));
        self.link = Some(Link {
            connection,
            to_room: VecDeque::from([hello]),
            to_person: VecDeque::new(),
            welcomed: false,
        });
    }

    /// Puts what may be sent on the line, once the welcome has come.
    pub(super) fn send_ready(&mut self, now_millis: u64) {
        let Some(link) = &mut self.link else { return };
        if !link.welcomed {
            return;
        }
        link.to_room
            .extend(self.replica.to_send(now_millis).into_iter().map(ClientMessage::Push));
    }

    pub(super) fn take(&mut self, message: ServerMessage) {
        match message {
            ServerMessage::Welcome(welcome) => {
                // Text is stranded only where a pause's scratch log was dropped while this person was reloading.
                self.stranded += self.replica.welcome(&welcome).stranded.len();
                self.editor = self.file_text();
                if let Some(link) = &mut self.link {
                    link.welcomed = true;
                }
            }
            ServerMessage::Batch(batch) => {
                let received = self.replica.receive(batch.news);
                assert!(!received.lost, "{:?} lost the room's order", self.actor);
                received.heard.into_iter().for_each(|heard| self.history.hear(heard));
                for (target, edits) in &received.texts {
                    if *target == TextTarget::File(FILE) {
                        let mut shown = TextBuffer::new(&self.editor);
                        edits
                            .iter()
                            .for_each(|edit| shown.apply(edit).expect("an edit fits the editor"));
                        self.editor = shown.to_string();
                    }
                }
            }
            ServerMessage::Presence(_)
            | ServerMessage::Stances(_)
            | ServerMessage::Gather { .. }
            | ServerMessage::People(_)
            | ServerMessage::State(_)
            | ServerMessage::Pong { .. }
            | ServerMessage::YourSeat { .. }
            | ServerMessage::Refused(_) => {}
        }
    }

    /// Only the outbox stays, as it was last written.
    pub(super) fn reload(&mut self, now_millis: u64) {
        let saved = self.saved.clone().unwrap_or_else(|| self.replica.saved(now_millis));
        self.replica = Replica::restore(saved, now_millis, 0);
        self.history = History::default();
        self.stroke = None;
        self.editor.clear();
    }

    /// Does something at the desk; says what, if anything came of it.
    pub(super) fn work(&mut self, random: &mut SmallRng, now_millis: u64) -> Option<&'static str> {
        if self.replica.actor() == ActorIndex::ROOM || self.replica.position() == 0 {
            return None;
        }
        let (what, op) = match random.random_range(0..40) {
            0..10 => ("code", Some(self.code(random))),
            10 => ("file", Some(self.file(random))),
            11..15 => ("create", Some(self.create(random))),
            15..17 => {
                let id = ElementId(self.fresh_id());
                ("connector", lines::connector(id, self.replica.board(), random))
            }
            17..22 => ("ink", self.ink(random)),
            22..26 => ("label", self.label(random)),
            26 => return self.arrange(random, now_millis).then_some("arrange"),
            27..29 => ("rebind", lines::rebind(self.replica.board(), random)),
            29..32 => ("change", self.change(random)),
            32..34 => ("delete", self.some(random).map(Op::Delete)),
            34..36 => {
                let id = CardId(self.fresh_id());
                ("card", Some(cards::card(id, self.replica.board(), random)))
            }
            36 => return self.undo(now_millis).then_some("undo"),
            37 => return self.redo(now_millis).then_some("redo"),
            _ => ("restore", self.some(random).map(Op::Restore)),
        };
        let is_taken = self.local(op?, now_millis);
        self.history.end_step();
        // The page writes its outbox as it goes; a reload may still find it a little old.
        if random.random_bool(0.7) {
            self.saved = Some(self.replica.saved(now_millis));
        }
        is_taken.then_some(what)
    }

    /// What is typed on this device only.
    pub(super) fn own_line(&self) -> String {
        format!("<{} was here>\n", self.client.0)
    }

    pub(super) fn write_own_line(&mut self, now_millis: u64) {
        let edit = Edit {
            insert: self.own_line(),
            ..Edit::default()
        };
        let atoms = vec![Atom {
            edit,
            ..Atom::default()
        }];
        let (target, rank) = (TextTarget::File(FILE), self.replica.rank());
        self.local(Op::Text { target, rank, atoms }, now_millis);
    }

    fn local(&mut self, op: Op, now_millis: u64) -> bool {
        let back = self.replica.inverse_of(&op);
        let taken = self.replica.local(op.clone(), now_millis).is_ok();
        if taken {
            if let Some(TextTarget::File(_)) = op.text_target() {
                self.editor = self.file_text();
            } else {
                self.history.push(&op, back);
            }
        }
        taken
    }

    fn undo(&mut self, now_millis: u64) -> bool {
        self.turn(now_millis, |history, board, apply| history.undo(board, apply))
    }

    fn redo(&mut self, now_millis: u64) -> bool {
        self.turn(now_millis, |history, board, apply| history.redo(board, apply))
    }

    /// Goes back or forth in one's own steps; whether that changed anything.
    fn turn(
        &mut self,
        now_millis: u64,
        go: impl FnOnce(&mut History, &dyn Fn() -> Board, &mut dyn FnMut(Op) -> bool),
    ) -> bool {
        let mut history = std::mem::take(&mut self.history);
        let replica = std::cell::RefCell::new(&mut self.replica);
        let board = || replica.borrow().board().clone();
        let mut is_changed = false;
        go(&mut history, &board, &mut |op| {
            let is_taken = replica.borrow_mut().local(op, now_millis).is_ok();
            is_changed |= is_taken;
            is_taken
        });
        self.history = history;
        is_changed
    }

    fn file_text(&self) -> String {
        self.replica
            .board()
            .file(FILE)
            .map(|file| file.text.to_string())
            .unwrap_or_default()
    }

    fn fresh_id(&mut self) -> u128 {
        self.made += 1;
        self.client.0 << 64 | self.made
    }

    fn some_element(&self, random: &mut SmallRng) -> Option<ElementId> {
        elements::any(self.replica.board(), random)
    }

    fn atoms(random: &mut SmallRng, length: u32) -> Vec<Atom> {
        let at = random.random_range(0..=length);
        let delete = random.random_range(0..=(length - at).min(5)) * u32::from(random.random_bool(0.4));
        let insert = ["", "x", "fn ", "\n", "é😀", "shard"][random.random_range(0..6)].to_owned();
        let edit = Edit {
            at: Utf16(at),
            delete: Utf16(delete),
            insert,
        };
        vec![Atom {
            dt_millis: 0,
            cause: Cause::Type,
            edit,
        }]
    }

    fn code(&mut self, random: &mut SmallRng) -> Op {
        let atoms = Self::atoms(random, Utf16::of(&self.file_text()).0);
        Op::Text {
            target: TextTarget::File(FILE),
            rank: self.replica.rank(),
            atoms,
        }
    }

    fn label(&mut self, random: &mut SmallRng) -> Option<Op> {
        let id = self.some_element(random)?;
        let length = self.replica.board().element_or_tombstone(id)?.text.len().0;
        let target = TextTarget::Element(id);
        Some(Op::Text {
            target,
            rank: self.replica.rank(),
            atoms: Self::atoms(random, length),
        })
    }

    fn create(&mut self, random: &mut SmallRng) -> Op {
        let board = self.replica.board().clone();
        elements::create(&board, random, || self.fresh_id())
    }

    fn some(&self, random: &mut SmallRng) -> Option<Vec<ElementId>> {
        let count = if random.random_bool(0.3) { 3 } else { 1 };
        Some(elements::some(self.replica.board(), random, count)).filter(|chosen| !chosen.is_empty())
    }

    /// A file is made, named otherwise, closed or opened again; never the one everybody types into.
    fn file(&mut self, random: &mut SmallRng) -> Op {
        let open = self.replica.board().files().map(|file| file.id);
        // What this person made may be closed by now.
        let others = open.chain(self.files.iter().copied()).filter(|id| *id != FILE);
        let others = others.collect::<Vec<_>>();
        let name = format!("part{}.rs", random.random_range(0..1_000_000));
        match others.get(random.random_range(0..2_usize)) {
            Some(id) => Op::UpdateFile {
                id: *id,
                change: match random.random_range(0..3) {
                    0 => FileChange::Name(name),
                    1 => FileChange::Language(Default::default()),
                    _ => FileChange::Deleted(random.random_bool(0.5)),
                },
            },
            None => {
                let id = FileId(self.fresh_id());
                self.files.push(id);
                Op::CreateFile {
                    id,
                    name,
                    language: Default::default(),
                }
            }
        }
    }

    fn ink(&mut self, random: &mut SmallRng) -> Option<Op> {
        let sample = |n: i32| Sample {
            at: Point::new(n * 9, n * n),
            dt_millis: 8,
            pressure: 100 + n as u8,
        };
        let samples = Samples((0..random.random_range(1..6)).map(sample).collect());
        match self.stroke {
            Some(id) if random.random_bool(0.3) => {
                self.stroke = None;
                Some(Op::InkEnd { id })
            }
            Some(id) => Some(Op::InkExtend { id, samples }),
            None => {
                let id = ElementId(self.fresh_id());
                self.stroke = Some(id);
                let order = self.replica.board().top_order();
                let (origin, style) = (Point::new(10, 20), Default::default());
                Some(Op::InkBegin {
                    id,
                    origin,
                    order,
                    style,
                    pressure: true,
                    samples,
                })
            }
        }
    }

    fn change(&mut self, random: &mut SmallRng) -> Option<Op> {
        let id = self.some_element(random)?;
        let other = self.some_element(random)?;
        let prop = props::any(random, other, self.replica.board().top_order());
        Some(Op::Update(vec![ElementChange { id, props: vec![prop] }]))
    }

    /// What buttons do with a few elements, all of it as one step: groups, order, mirroring, lining up, locks, frames.
    fn arrange(&mut self, random: &mut SmallRng, now_millis: u64) -> bool {
        let chosen = elements::some(self.replica.board(), random, 4);
        let (author, made) = (self.replica.actor(), ElementId(self.fresh_id()));
        let board = self.replica.board();
        let intents = match random.random_range(0..12) {
            0 => command::group(board, &chosen, &mut || made),
            1 => command::ungroup(board, &chosen),
            2 => command::flip(board, &chosen, Axis::Across),
            3 => command::align(board, &chosen, Alignment::Middle),
            4 => command::bring_forward(board, &chosen),
            5 => command::send_backward(board, &chosen),
            6 => command::toggle_lock(board, &chosen),
            7 => command::nudge(board, &chosen, Vec2::new(400.0, -40.0)),
            8 => command::stretch(board, &chosen, Axis::Down),
            9 => command::pack(board, &chosen),
            10 => command::wrap_in_frame(board, &chosen, author, made),
            _ => command::send_to_back(board, &chosen),
        };
        let mut is_changed = false;
        for intent in intents {
            if let Intent::Apply(op) = intent {
                is_changed |= self.local(op, now_millis);
            }
        }
        self.history.end_step();
        is_changed
    }
}
