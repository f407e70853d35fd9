//! Ten pages and a group, in an order that a seed decides: joins, losses, hand-overs, seeks, with every message late by as much
//! as it likes. `SEED=7` runs one again, `SEEDS=5000` runs many.

use std::collections::VecDeque;

use super::*;

const PAGES: u64 = 10;
const STEPS: usize = 400;

/// Random enough, and the same for everybody (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

/// A page as the app's is: what it shows, and what is on its way to it and from it.
struct Page {
    key: u128,
    connection: Option<ConnectionId>,
    joined: bool,
    follows: bool,
    here: Here,
    /// Stands for the transport: every one that is said in a run is another.
    shows: Shown,
    to: VecDeque<News>,
    from: VecDeque<Request>,
}

struct Run {
    dice: Dice,
    group: Group,
    pages: Vec<Page>,
    /// Connections that pages gave up and the server does not know to be lost.
    stale: Vec<ConnectionId>,
    now: Millis,
    connections: u64,
    said: u64,
}

#[test]
fn whatever_the_order_followers_show_what_the_leader_shows_and_nobody_else_moves_them() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seeds = match number("SEED") {
        Some(seed) => seed..=seed,
        None => 1..=number("SEEDS").unwrap_or(150),
    };
    for seed in seeds {
        println!("SEED={seed}");
        let mut run = Run::new(seed);
        for step in 0..STEPS {
            run.step();
            if step % 100 == 99 {
                run.settle();
                run.check(seed);
            }
        }
    }
}

impl Run {
    fn new(seed: u64) -> Run {
        let page = |key| Page {
            key: u128::from(key),
            connection: None,
            joined: false,
            follows: true,
            here: Here::default(),
            shows: shown(0),
            to: VecDeque::new(),
            from: VecDeque::new(),
        };
        Run {
            dice: Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1),
            group: Group::default(),
            pages: (1..=PAGES).map(page).collect(),
            stale: Vec::new(),
            now: Millis(0),
            connections: 0,
            said: 0,
        }
    }

    fn step(&mut self) {
        self.now = self.now + Millis(self.dice.below(400));
        let index = self.dice.below(PAGES) as usize;
        match self.dice.below(14) {
            0 if self.dice.below(2) == 0 => self.lose_stale(),
            0 => self.lose(index),
            1 | 2 => self.connect(index),
            3..=6 => self.deliver_up(index),
            7..=10 => self.deliver_down(index),
            11 => {
                let outgoing = self.group.tick(self.now);
                self.carry(outgoing);
            }
            _ => self.ask(index),
        }
    }

    /// Somebody presses something.
    fn ask(&mut self, index: usize) {
        let what = self.dice.below(8);
        let whom = ViewerId(self.dice.below(20) as u32);
        let Some(page) = self.pages.get_mut(index).filter(|page| page.joined) else {
            return;
        };
        let leads = page.here.is_led_by_you();
        let request = match what {
            0 => Request::Lead,
            1 if leads => Request::HandOver(whom),
            2 if leads => Request::StopLeading,
            3 if !leads => {
                page.follows = false;
                Request::Follow(false)
            }
            4 if !leads => {
                page.follows = true;
                Request::Follow(true)
            }
            // Also those who do not lead say what they show: a page that lost the lead a moment ago does.
            _ => {
                self.said += 1;
                if leads || !page.follows {
                    page.shows = shown(self.said);
                }
                Request::Show(shown(self.said))
            }
        };
        page.from.push_back(request);
    }

    fn connect(&mut self, index: usize) {
        self.connections += 1;
        let connection = ConnectionId(self.connections);
        let Some(outgoing) = self.group.connect(connection) else {
            return;
        };
        let Some(page) = self.pages.get_mut(index) else { return };
        self.stale.extend(page.connection.replace(connection));
        page.here = Here::default();
        page.to.clear();
        page.from.clear();
        page.joined = true;
        let (key, follows) = (page.key, page.follows);
        page.from.push_back(Request::Join {
            key: ClientId(key),
            name: format!("Page {key}"),
            kind: ViewerKind::Person,
            follows,
        });
        self.carry(outgoing);
    }

    /// The server learns of a loss.
    fn lose_stale(&mut self) {
        if !self.stale.is_empty() {
            let connection = self
                .stale
                .swap_remove(self.dice.below(self.stale.len() as u64) as usize);
            let outgoing = self.group.disconnect(connection, self.now);
            self.carry(outgoing);
        }
    }

    fn lose(&mut self, index: usize) {
        let Some(page) = self.pages.get_mut(index) else { return };
        page.to.clear();
        page.from.clear();
        page.joined = false;
        page.here = Here::default();
        if let Some(connection) = page.connection.take() {
            let outgoing = self.group.disconnect(connection, self.now);
            self.carry(outgoing);
        }
    }

    fn deliver_up(&mut self, index: usize) {
        let Some(page) = self.pages.get_mut(index) else { return };
        let (Some(connection), Some(request)) = (page.connection, page.from.pop_front()) else {
            return;
        };
        let key = ClientId(page.key);
        let before = self.leader_key();
        let outgoing = self.group.handle(connection, request.clone(), self.now);
        if before != Some(key) {
            let moves = |one: &Outgoing| match one {
                Outgoing::Tell(to, News::Shown { .. } | News::Pointer(_)) => *to != connection,
                Outgoing::Tell(..) | Outgoing::Close(_) => false,
            };
            assert!(!outgoing.iter().any(moves), "{request:?} moved somebody");
            let after = self.leader_key();
            let took_what_was_free = before.is_none() && request == Request::Lead && after == Some(key);
            assert!(after == before || took_what_was_free, "{request:?} changed who leads");
        }
        self.carry(outgoing);
    }

    /// Whom the lead belongs to, away or not.
    fn leader_key(&self) -> Option<ClientId> {
        match &self.group.lead {
            Leading::Nobody => None,
            Leading::Here(connection) => {
                let member = self.group.connections.get(connection);
                member.and_then(Option::as_ref).map(|member| member.key)
            }
            Leading::Away { member, .. } => Some(member.key),
        }
    }

    fn carry(&mut self, outgoing: Vec<Outgoing>) {
        for one in outgoing {
            let to = match &one {
                Outgoing::Tell(to, _) | Outgoing::Close(to) => *to,
            };
            let Some(page) = self.pages.iter_mut().find(|page| page.connection == Some(to)) else {
                continue;
            };
            match one {
                Outgoing::Tell(_, news) => page.to.push_back(news),
                Outgoing::Close(_) => panic!("only connections that were given up are closed"),
            }
        }
    }

    /// A page hears something and does what the app's page does.
    fn deliver_down(&mut self, index: usize) {
        let Some(page) = self.pages.get_mut(index) else { return };
        match page.to.pop_front() {
            Some(News::Here(here)) => {
                let (led, leads) = (page.here.is_led_by_you(), here.is_led_by_you());
                page.here = here;
                if leads && !led {
                    page.follows = true;
                    page.from.push_back(Request::Show(page.shows));
                }
                if led && !leads {
                    page.follows = true;
                }
            }
            Some(News::Shown { shown, .. }) if page.follows && !page.here.is_led_by_you() => page.shows = shown,
            Some(News::Shown { .. } | News::Pointer(_) | News::Refused(_)) | None => {}
        }
    }

    fn settle(&mut self) {
        while self
            .pages
            .iter()
            .any(|page| !page.to.is_empty() || !page.from.is_empty())
        {
            let index = self.dice.below(PAGES) as usize;
            match self.dice.below(2) {
                0 => self.deliver_up(index),
                _ => self.deliver_down(index),
            }
        }
    }

    fn check(&self, seed: u64) {
        let leaders = self
            .pages
            .iter()
            .filter(|page| page.joined && page.here.is_led_by_you());
        let leaders = leaders.collect::<Vec<_>>();
        assert!(leaders.len() <= 1, "SEED={seed}: two lead");
        let Some(leader) = leaders.first() else { return };
        for page in self.pages.iter().filter(|page| page.joined && page.follows) {
            assert_eq!(
                page.shows, leader.shows,
                "SEED={seed}: page {} shows something else",
                page.key
            );
            assert_eq!(page.here.leader().map(|one| one.id), leader.here.you, "SEED={seed}");
        }
    }
}
