//! The cheapest way through a grid: A*, leg by leg through the pinned points. Equal costs are settled by the place in the grid.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    grid::{Grid, distance},
    port::{Direction, Port},
};
use crate::geometry::Point;

/// A bend costs as much as this length, in eighths.
const BEND: i64 = 60 * 8;
/// What a leg may cost more than the best for the sake of how the next one begins.
const DETOUR: i64 = 4 * BEND;

/// Ways that have come some part: at one crossing, or at the places they may begin at.
pub(super) struct Search<'grid> {
    grid: &'grid Grid,
    heads: Vec<Front>,
    /// Whether they have not begun yet: a way does not bend where it leaves.
    is_beginning: bool,
}

/// A way so far.
struct Front {
    crossing: usize,
    /// How it came there.
    towards: Direction,
    cost: i64,
    places: Vec<Point>,
}

/// Being at a crossing, having come in a direction.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct State {
    crossing: usize,
    towards: Direction,
}

/// What is known of a state.
#[derive(Clone, Copy, Debug)]
struct Reached {
    cost: i64,
    /// The state before, as its index; or, where a way began, which one of the fronts.
    from: From,
    is_done: bool,
}

#[derive(Clone, Copy, Debug)]
enum From {
    Nowhere,
    Front(usize),
    State(usize),
}

impl<'grid> Search<'grid> {
    pub(super) fn from(grid: &'grid Grid, ports: &[Port]) -> Option<Search<'grid>> {
        let front = |port: &Port| {
            Some(Front {
                crossing: grid.crossing_at(port.at)?,
                towards: port.towards,
                cost: aside(port),
                places: vec![port.at],
            })
        };
        let heads = ports.iter().map(front).collect::<Option<Vec<_>>>()?;
        Some(Search {
            grid,
            heads,
            is_beginning: true,
        })
    }

    /// The ways that pass a place next, one for each direction they may come in.
    pub(super) fn through(self, place: Point, steps_left: &mut usize) -> Option<Search<'grid>> {
        let crossing = self.grid.crossing_at(place)?;
        let goals = Direction::ALL.map(|towards| (State { crossing, towards }, 0));
        let heads = self.run(&goals, DETOUR, steps_left);
        (!heads.is_empty()).then_some(Search {
            grid: self.grid,
            heads,
            is_beginning: false,
        })
    }

    /// The whole way into one of the ports of its end.
    pub(super) fn into(self, ports: &[Port], steps_left: &mut usize) -> Option<Vec<Point>> {
        let goal = |port: &Port| {
            let crossing = self.grid.crossing_at(port.at)?;
            let towards = port.towards.opposite();
            Some((State { crossing, towards }, aside(port)))
        };
        let goals = ports.iter().map(goal).collect::<Option<Vec<_>>>()?;
        self.run(&goals, -1, steps_left).pop().map(|front| front.places)
    }

    /// Reaches goals: the nearest, and others that cost at most `detour` more.
    fn run(&self, goals: &[(State, i64)], detour: i64, steps_left: &mut usize) -> Vec<Front> {
        let unknown = Reached {
            cost: i64::MAX,
            from: From::Nowhere,
            is_done: false,
        };
        let mut reached = vec![unknown; self.grid.n_crossings() * 4];
        let mut queue = BinaryHeap::new();
        for (index, front) in self.heads.iter().enumerate() {
            let state = State {
                crossing: front.crossing,
                towards: front.towards,
            };
            if let Some(known) = reached.get_mut(state.index()).filter(|known| front.cost < known.cost) {
                known.cost = front.cost;
                known.from = From::Front(index);
                let rest = self.rest(state, goals);
                queue.push(Reverse((front.cost + rest, rest, state.index())));
            }
        }
        let mut found: Vec<Front> = Vec::new();
        while let Some(Reverse((estimate, _, index))) = queue.pop() {
            let too_dear = found.first().is_some_and(|first| estimate > first.cost + detour);
            if too_dear || *steps_left == 0 {
                break;
            }
            *steps_left -= 1;
            let Some(here) = reached.get_mut(index).filter(|here| !here.is_done) else {
                continue;
            };
            here.is_done = true;
            let (cost, state) = (here.cost, State::at(index));
            if goals.iter().any(|(goal, _)| *goal == state) {
                found.push(self.front(state, cost, &reached));
                if detour < 0 || found.len() == goals.len() {
                    break;
                }
            }
            let begins =
                self.is_beginning && matches!(reached.get(index), Some(here) if matches!(here.from, From::Front(_)));
            for towards in Direction::ALL {
                let turns = towards != state.towards;
                if towards == state.towards.opposite() || turns && begins {
                    continue;
                }
                let Some((crossing, length)) = self.grid.step(state.crossing, towards) else {
                    continue;
                };
                let bend = if turns { self.bend_at(state.crossing) } else { 0 };
                let next = State { crossing, towards };
                let cost = cost + length + bend;
                if let Some(known) = reached.get_mut(next.index()).filter(|known| cost < known.cost) {
                    known.cost = cost;
                    known.from = From::State(index);
                    let rest = self.rest(next, goals);
                    queue.push(Reverse((cost + rest, rest, next.index())));
                }
            }
        }
        found
    }

    fn bend_at(&self, crossing: usize) -> i64 {
        // Of equal ways the one that bends half-way between the boxes.
        BEND + i64::from(!self.grid.is_in_the_middle(self.grid.place_of(crossing)))
    }

    /// What the rest costs at least.
    fn rest(&self, state: State, goals: &[(State, i64)]) -> i64 {
        let at = self.grid.place_of(state.crossing);
        let to = |(goal, on_top): &(State, i64)| {
            let place = self.grid.place_of(goal.crossing);
            let ahead = match state.towards {
                Direction::Right => at.y == place.y && at.x <= place.x,
                Direction::Left => at.y == place.y && at.x >= place.x,
                Direction::Down => at.x == place.x && at.y <= place.y,
                Direction::Up => at.x == place.x && at.y >= place.y,
            };
            let n_bends = if goal.towards.is_across() != state.towards.is_across() {
                1
            } else if goal.towards == state.towards && ahead {
                0
            } else {
                2
            };
            distance(at, place) + n_bends * BEND + on_top
        };
        goals.iter().map(to).min().unwrap_or_default()
    }

    /// The way to a state, with the way that it went on from.
    fn front(&self, state: State, cost: i64, reached: &[Reached]) -> Front {
        let mut back = Vec::new();
        let mut index = state.index();
        let mut places = loop {
            match reached.get(index).map(|known| known.from) {
                Some(From::State(before)) => {
                    back.push(self.grid.place_of(State::at(index).crossing));
                    index = before;
                }
                Some(From::Front(front)) => {
                    break self
                        .heads
                        .get(front)
                        .map(|front| front.places.clone())
                        .unwrap_or_default();
                }
                Some(From::Nowhere) | None => break Vec::new(),
            }
        };
        places.extend(back.into_iter().rev());
        Front {
            crossing: state.crossing,
            towards: state.towards,
            cost,
            places,
        }
    }
}

/// Sides that face each other are worth a bend each.
fn aside(port: &Port) -> i64 {
    if port.is_aside { BEND } else { 0 }
}

impl State {
    fn index(self) -> usize {
        self.crossing * 4
            + match self.towards {
                Direction::Right => 0,
                Direction::Down => 1,
                Direction::Left => 2,
                Direction::Up => 3,
            }
    }

    fn at(index: usize) -> State {
        let towards = match index % 4 {
            0 => Direction::Right,
            1 => Direction::Down,
            2 => Direction::Left,
            _ => Direction::Up,
        };
        State {
            crossing: index / 4,
            towards,
        }
    }
}
