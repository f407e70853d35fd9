//! What a change did, for whoever does not see it: each op becomes a few happenings, and those of a while one calm sentence.

use crate::{
    board::Board,
    element::Kind,
    id::ElementId,
    op::{ElementChange, Op, Prop, TextTarget},
    reading::name_of,
};

/// How many elements a sentence names before it counts them.
const NAMED: usize = 2;

/// Something done to an element.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Happening {
    /// What.
    pub deed: Deed,
    /// To which.
    pub id: ElementId,
}

/// What was done.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Deed {
    /// It was made.
    Added,
    /// A line was drawn.
    Drew,
    /// Two were tied together by it.
    Connected,
    /// It was taken away.
    Deleted,
    /// It was brought back.
    Restored,
    /// Its words are others.
    Worded,
    /// It stands elsewhere.
    Moved,
    /// It has another size.
    Resized,
    /// It looks otherwise.
    Changed,
}

impl Deed {
    const ALL: [Deed; 9] = [
        Deed::Added,
        Deed::Drew,
        Deed::Connected,
        Deed::Deleted,
        Deed::Restored,
        Deed::Worded,
        Deed::Moved,
        Deed::Resized,
        Deed::Changed,
    ];

    fn verb(self) -> &'static str {
        match self {
            Deed::Added => "added",
            Deed::Drew => "drew",
            Deed::Connected => "connected",
            Deed::Deleted => "deleted",
            Deed::Restored => "brought back",
            Deed::Worded => "wrote",
            Deed::Moved => "moved",
            Deed::Resized => "resized",
            Deed::Changed => "changed",
        }
    }
}

/// What an op does, on the board before or after it. Code, cards and the round have places of their own to be told.
pub fn happenings(op: &Op, board: &Board) -> Vec<Happening> {
    let all = |ids: &[ElementId], deed| ids.iter().map(|id| Happening { deed, id: *id }).collect();
    match op {
        Op::Create(elements) => elements
            .iter()
            .map(|element| Happening {
                deed: match &element.kind {
                    Kind::Connector(line) if line.start.bound.is_some() && line.end.bound.is_some() => Deed::Connected,
                    _ => Deed::Added,
                },
                id: element.id,
            })
            .collect(),
        Op::InkBegin { id, .. } => all(&[*id], Deed::Drew),
        Op::Delete(ids) => all(ids, Deed::Deleted),
        Op::Restore(ids) => all(ids, Deed::Restored),
        Op::Update(changes) => changes
            .iter()
            .filter(|change| board.element(change.id).is_some())
            .map(|change| Happening {
                deed: deed_of(change),
                id: change.id,
            })
            .collect(),
        Op::Text {
            target: TextTarget::Element(id),
            ..
        } => all(&[*id], Deed::Worded),
        _ => Vec::new(),
    }
}

/// One sentence for what one person did: `Mo added Cache, connected Service → Cache.` Each element is told once, by the first
/// that was done to it; one made and gone again is not told.
pub fn told(who: &str, happenings: &[Happening], board: &Board) -> Option<String> {
    let mut kept: Vec<Happening> = Vec::new();
    for happening in happenings {
        match kept.iter().position(|known| known.id == happening.id) {
            Some(known) if happening.deed == Deed::Deleted => {
                let was = kept.remove(known);
                if !matches!(was.deed, Deed::Added | Deed::Connected | Deed::Drew) {
                    kept.push(*happening);
                }
            }
            Some(_) => {}
            None => kept.push(*happening),
        }
    }
    let clauses = Deed::ALL.into_iter().filter_map(|deed| clause(deed, &kept, board));
    let clauses = clauses.collect::<Vec<_>>();
    (!clauses.is_empty()).then(|| format!("{who} {}.", clauses.join(", ")))
}

fn clause(deed: Deed, kept: &[Happening], board: &Board) -> Option<String> {
    // What is not on the board that is looked at is not told of.
    let is_there = |happening: &&Happening| board.element_or_tombstone(happening.id).is_some();
    let ids = kept.iter().filter(|happening| happening.deed == deed).filter(is_there);
    let ids = ids.map(|happening| happening.id).collect::<Vec<_>>();
    let name = |id: &ElementId| Some(name_of(board.element_or_tombstone(*id)?, board));
    let objects = match (deed, ids.len()) {
        (_, 0) => return None,
        (Deed::Drew, 1) => "a stroke".to_owned(),
        (Deed::Drew, number) => format!("{number} strokes"),
        (_, number) if number > NAMED => format!("{number} elements"),
        (_, _) => ids.iter().filter_map(name).collect::<Vec<_>>().join(" and "),
    };
    Some(format!("{} {objects}", deed.verb()))
}

fn deed_of(change: &ElementChange) -> Deed {
    let has = |wanted: fn(&Prop) -> bool| change.props.iter().any(wanted);
    if has(|prop| matches!(prop, Prop::Size(_))) {
        Deed::Resized
    } else if has(|prop| matches!(prop, Prop::Origin(_))) {
        Deed::Moved
    } else if has(|prop| matches!(prop, Prop::Start(_) | Prop::End(_))) {
        Deed::Connected
    } else {
        Deed::Changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{actor::ActorIndex, element::Element, geometry::Point, order_key::OrderKey, part::Part};

    fn of(id: u128, part: Part) -> Element {
        Element::new(ElementId(id), Kind::Part(part), OrderKey::first())
    }

    /// What is told after these ops.
    fn after(ops: &[Op]) -> Option<String> {
        let mut board = Board::default();
        let mut all = Vec::new();
        for op in ops {
            board.apply(ActorIndex(1), op).expect("sound");
            all.extend(happenings(op, &board));
        }
        told("Mo", &all, &board)
    }

    #[test]
    fn a_while_becomes_one_sentence() {
        let moved = |id| {
            Op::Update(vec![ElementChange {
                id: ElementId(id),
                props: vec![Prop::Origin(Point::new(8, 8))],
            }])
        };
        let made = Op::Create(vec![of(1, Part::Cache), of(2, Part::Service)]);
        let sentence = after(std::slice::from_ref(&made));
        assert_eq!(sentence.as_deref(), Some("Mo added Cache and Service."));
        // What was made just now and moved was made.
        assert_eq!(after(&[made.clone(), moved(1)]), sentence);
        let more = Op::Create(vec![of(3, Part::Queue)]);
        let gone = Op::Delete(vec![ElementId(3)]);
        assert_eq!(after(&[made.clone(), more.clone(), gone.clone()]), sentence);
        assert_eq!(after(&[made, more]).as_deref(), Some("Mo added 3 elements."));
        assert_eq!(after(&[]), None);
    }

    #[test]
    fn deleted_and_changed_elements_are_named_as_they_were() {
        let mut board = Board::default();
        board
            .apply(ActorIndex(1), &Op::Create(vec![of(1, Part::Cache)]))
            .expect("sound");
        let gone = Op::Delete(vec![ElementId(1)]);
        board.apply(ActorIndex(1), &gone).expect("sound");
        let all = happenings(&gone, &board);
        assert_eq!(told("You", &all, &board).as_deref(), Some("You deleted Cache."));
    }
}
