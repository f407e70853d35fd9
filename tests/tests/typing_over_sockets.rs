//! The two real typing traces through real sockets and a real server: they must end in their `endContent`, live, in every
//! copy and replayed from the stored recording.

use anyhow::{Context, Result, bail};
use board::{
    Op,
    actor::JoinRank,
    id::{ClientId, FileId},
    op::TextTarget,
    protocol::{ClientMessage, News, Push, ServerMessage},
    text::{Atom, Cause, Edit, Side, TextBuffer, transform_edits},
};
use interview::api::StartedRoom;
use tests::{
    live_client::{Encoding, LiveClient, Wire},
    server_process::ServerProcess,
    traces::{ConcurrentTrace, LinearTrace, Patch, read_concurrent, read_linear, utf16_edit},
};

const FILE: FileId = FileId(77);
const TARGET: TextTarget = TextTarget::File(FILE);

fn new_file() -> Op {
    Op::CreateFile {
        id: FILE,
        name: "trace.svelte".to_owned(),
        language: Default::default(),
    }
}

fn replayed(server: &ServerProcess, room: &str) -> Result<String> {
    server.run(&["replay", room, "--at", "end", "--code", "trace.svelte"])
}

#[tokio::test]
async fn one_persons_keystrokes_end_in_their_text() -> Result<()> {
    let LinearTrace { transactions, end } = read_linear("sveltecomponent")?;
    let server = ServerProcess::start()?;
    let (room, cookie) = server.try_room()?;
    let mut typist = LiveClient::join(&server.address, &room, &cookie, ClientId(1)).await?;
    let mut watcher = LiveClient::join(&server.address, &room, &cookie, ClientId(2)).await?;
    typist.apply(new_file(), 0).await?;
    let mut text = String::new();
    for (number, patches) in transactions.iter().enumerate() {
        let edits = patches.iter().map(|patch| utf16_edit(&mut text, patch));
        let atom = |edit| Atom {
            dt_millis: 0,
            cause: Cause::Type,
            edit,
        };
        let op = Op::Text {
            target: TARGET,
            rank: JoinRank(0),
            atoms: edits.map(atom).collect(),
        };
        typist.apply(op, number as u64).await?;
        if number % 50 == 0 {
            typist.take(number as u64).await?;
        }
    }
    typist.settle(0).await?;
    watcher.catch_up(typist.replica.position(), 0).await?;
    for client in [&typist, &watcher] {
        let text = client.replica.board().text(TARGET).map(ToString::to_string);
        assert!(
            text.as_deref() == Some(end.as_str()),
            "a copy does not end in the trace's text"
        );
    }
    assert!(
        replayed(&server, &room.room.to_string())? == end,
        "the replayed text is not the trace's"
    );
    server.run(&["verify", &room.room.to_string()])?;
    Ok(())
}

/// One agent of the concurrent trace: types against exactly what it had seen then, and hands its edits in when the other is
/// to see them.
struct Agent {
    wire: Wire,
    rank: JoinRank,
    position: u64,
    counter: u64,
    text: TextBuffer,
    /// Transactions typed so far.
    typed: usize,
    /// Transactions handed in so far.
    handed_in: usize,
    /// Own edits not handed in yet, with the number of their transaction, transformed over all that was seen since.
    unsent: Vec<(usize, Edit)>,
}

impl Agent {
    async fn join(server: &ServerProcess, room: &StartedRoom, cookie: &str, client: ClientId) -> Result<Agent> {
        let mut wire = Wire::open(&server.address, room, cookie, Encoding::Json).await?;
        let welcome = wire.hello(client).await?;
        let (rank, position) = (welcome.rank, welcome.head);
        let text = TextBuffer::default();
        Ok(Agent {
            wire,
            rank,
            position,
            counter: 0,
            text,
            typed: 0,
            handed_in: 0,
            unsent: Vec::new(),
        })
    }

    fn type_patches(&mut self, patches: &[Patch]) -> Result<()> {
        let mut text = self.text.to_string();
        for patch in patches {
            let edit = utf16_edit(&mut text, patch);
            self.text.apply(&edit)?;
            self.unsent.push((self.typed, edit));
        }
        self.typed += 1;
        Ok(())
    }

    /// Hands in all transactions before `until` as one push and waits for its acknowledgement.
    async fn hand_in(&mut self, until: usize) -> Result<()> {
        let later = self
            .unsent
            .iter()
            .position(|(number, _)| *number >= until)
            .unwrap_or(self.unsent.len());
        let atom = |(_, edit)| Atom {
            dt_millis: 0,
            cause: Cause::Type,
            edit,
        };
        let atoms = self
            .unsent
            .drain(..later)
            .map(atom)
            .filter(|atom| !atom.edit.is_empty())
            .collect();
        self.counter += 1;
        self.handed_in = until;
        let op = Op::Text {
            target: TARGET,
            rank: self.rank,
            atoms,
        };
        let push = Push {
            counter: self.counter,
            base: self.position,
            ago_millis: 0,
            op,
        };
        self.wire.send(&ClientMessage::Push(push)).await?;
        match self.next_news().await? {
            News::Accepted { position, op: None, .. } => self.position = position,
            other => bail!("nothing came between, so it is taken as it is: {other:?}"),
        }
        Ok(())
    }

    /// Sees one push of the other.
    async fn see(&mut self) -> Result<()> {
        let News::Entry { position, entry } = self.next_news().await? else {
            bail!("not the other's push")
        };
        let Op::Text { atoms, rank, .. } = entry.op else {
            bail!("not a text")
        };
        let theirs = atoms.into_iter().map(|atom| atom.edit).collect();
        for edit in transform_edits(&mut self.unsent, theirs, Side::of(self.rank, rank)) {
            self.text.apply(&edit)?;
        }
        self.position = position;
        Ok(())
    }

    async fn next_news(&mut self) -> Result<News> {
        loop {
            if let ServerMessage::Batch(mut batch) = self.wire.next().await? {
                let news = batch.news.pop().context("an empty batch")?;
                anyhow::ensure!(batch.news.is_empty(), "one push at a time");
                return Ok(news);
            }
        }
    }
}

#[tokio::test]
async fn x4_two_people_typing_at_once_end_in_their_text() -> Result<()> {
    let ConcurrentTrace { transactions, end } = read_concurrent("friendsforever")?;
    let server = ServerProcess::start()?;
    let (room, cookie) = server.try_room()?;
    let mut maker = LiveClient::join(&server.address, &room, &cookie, ClientId(1)).await?;
    maker.apply(new_file(), 0).await?;
    maker.settle(0).await?;
    let mut agents = [
        Agent::join(&server, &room, &cookie, ClientId(10)).await?,
        Agent::join(&server, &room, &cookie, ClientId(11)).await?,
    ];
    for transaction in &transactions {
        let (me, other) = (transaction.agent, 1 - transaction.agent);
        let needed = transaction.seen[other];
        if agents[other].handed_in < needed {
            agents[other].hand_in(needed).await?;
            agents[me].see().await?;
        }
        agents[me].type_patches(&transaction.patches)?;
    }
    for (last, other) in [(0, 1), (1, 0)] {
        if agents[last].handed_in < agents[last].typed {
            let all = agents[last].typed;
            agents[last].hand_in(all).await?;
            agents[other].see().await?;
        }
    }
    for agent in &agents {
        assert!(agent.text.to_string() == end, "an agent's text is not the trace's");
    }
    assert!(
        replayed(&server, &room.room.to_string())? == end,
        "the replayed text is not the trace's"
    );
    Ok(())
}
