//! Everything that is put on a board by name: its names for people who search, the size it comes in, and how it is made.

use kurbo::{Point, Rect, Size};

use super::{Look, ToolKind, look::SMALL_LETTERS};
use crate::{
    actor::ActorIndex,
    board::Board,
    colour::Colour,
    element::{Align, Element, Kind, Sign, Stamp, Style},
    geometry,
    id::ElementId,
    order_key::OrderKey,
    part::Part,
    shape::ShapeKind,
    spatial,
};

/// What a plain shape measures that was put down by a click, in board units.
const USUAL_SIZE: Size = Size::new(160.0, 96.0);
/// The paper of a note where no other fill is chosen.
const PAPER: Colour = Colour::Token(2);
/// The least size of letters on a note.
const NOTE_LETTERS: u16 = 20;

/// Something that is put on a board by name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Figure {
    /// A closed shape.
    Shape(ShapeKind),
    /// A component of a system.
    Part(Part),
    /// A frame.
    Frame,
    /// A sign; a pin takes the next number.
    Stamp(Sign),
}

impl Figure {
    /// All there are: shapes, parts, the frame, signs.
    pub fn all() -> impl Iterator<Item = Figure> {
        let shapes = ShapeKind::ALL.into_iter().map(Figure::Shape);
        let parts = Part::ALL.into_iter().map(Figure::Part);
        let signs = Sign::ALL.into_iter().map(Figure::Stamp);
        shapes.chain(parts).chain([Figure::Frame]).chain(signs)
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Figure::Shape(shape) => shape.name(),
            Figure::Part(part) => part.name(),
            Figure::Frame => "Frame",
            Figure::Stamp(sign) => sign.name(),
        }
    }

    /// What else people search it by.
    pub fn words(self) -> &'static str {
        match self {
            Figure::Shape(shape) => shape.words(),
            Figure::Part(part) => part.words(),
            Figure::Frame => "section group slide area",
            Figure::Stamp(sign) => sign.words(),
        }
    }

    /// The tool that makes it.
    pub fn tool(self) -> ToolKind {
        match self {
            Figure::Shape(shape) => ToolKind::Shape(shape),
            Figure::Part(part) => ToolKind::Part(part),
            Figure::Frame => ToolKind::Frame,
            Figure::Stamp(sign) => ToolKind::Stamp(sign),
        }
    }

    /// What a tool makes, if it makes a figure.
    pub fn of_tool(tool: ToolKind) -> Option<Figure> {
        match tool {
            ToolKind::Shape(shape) => Some(Figure::Shape(shape)),
            ToolKind::Part(part) => Some(Figure::Part(part)),
            ToolKind::Frame => Some(Figure::Frame),
            ToolKind::Stamp(sign) => Some(Figure::Stamp(sign)),
            ToolKind::Select
            | ToolKind::Hand
            | ToolKind::Pen
            | ToolKind::Eraser
            | ToolKind::Laser
            | ToolKind::Connector
            | ToolKind::Line
            | ToolKind::Fill
            | ToolKind::Zoom
            | ToolKind::Text => None,
        }
    }

    /// The size it comes in, in board units.
    pub fn size(self) -> Size {
        match self {
            Figure::Shape(shape) => match shape {
                ShapeKind::Rectangle
                | ShapeKind::Rounded
                | ShapeKind::Ellipse
                | ShapeKind::Diamond
                | ShapeKind::Cylinder
                | ShapeKind::Parallelogram
                | ShapeKind::Hexagon => USUAL_SIZE,
                ShapeKind::Queue => Size::new(176.0, 80.0),
                ShapeKind::Cloud => Size::new(176.0, 112.0),
                ShapeKind::Document => Size::new(144.0, 112.0),
                ShapeKind::Person => Size::new(96.0, 112.0),
                ShapeKind::Triangle => Size::new(144.0, 120.0),
                ShapeKind::Sticky => Size::new(160.0, 160.0),
            },
            Figure::Part(Part::Region) | Figure::Frame => Size::new(480.0, 320.0),
            Figure::Part(Part::Zone) => Size::new(400.0, 240.0),
            Figure::Part(Part::User) => Size::new(96.0, 112.0),
            Figure::Part(part) => match part.shape() {
                ShapeKind::Cloud | ShapeKind::Queue => Size::new(160.0, 96.0),
                ShapeKind::Cylinder => Size::new(128.0, 112.0),
                ShapeKind::Rectangle
                | ShapeKind::Rounded
                | ShapeKind::Ellipse
                | ShapeKind::Diamond
                | ShapeKind::Document
                | ShapeKind::Person
                | ShapeKind::Parallelogram
                | ShapeKind::Triangle
                | ShapeKind::Hexagon
                | ShapeKind::Sticky => Size::new(128.0, 80.0),
            },
            Figure::Stamp(sign) => spatial::stamp_size(sign),
        }
    }

    /// A box of that size around a place.
    pub fn around(self, at: Point) -> Rect {
        Rect::from_center_size(at, self.size())
    }

    /// The element: dressed, named, in its place of the stack and in the frame it lies in.
    pub fn element(self, id: ElementId, rect: Rect, board: &Board, author: ActorIndex, look: &Look) -> Element {
        let origin = geometry::Point::from_units(rect.origin());
        let far = geometry::Point::from_units(Point::new(rect.x1, rect.y1)).since(origin);
        let mut element = Element::new(id, self.kind(board), board.top_order());
        element.author = author;
        element.origin = origin;
        element.size = geometry::Size::new(far.x, far.y);
        look.dress(&mut element);
        element.style.align = Align::Centre;
        match self {
            Figure::Shape(ShapeKind::Sticky) => {
                element.style.fill = element.style.fill.or(Some(PAPER));
                element.style.font_size = element.style.font_size.max(NOTE_LETTERS);
                element.style.align = Align::Left;
            }
            Figure::Part(part) => {
                if look.style.font_size == Style::default().font_size {
                    element.style.font_size = SMALL_LETTERS;
                }
                element.text = part.name().into();
            }
            Figure::Frame => element.text = frame_name(board).as_str().into(),
            Figure::Stamp(sign) => {
                element.style = Style {
                    stroke: colour_of(sign),
                    ..Default::default()
                };
            }
            Figure::Shape(_) => {}
        }
        if element.holds_others() {
            element.style.align = Align::Left;
            if let Some(order) = below_what_it_holds(&element, board) {
                element.order = order;
            }
        }
        element.extras.frame = spatial::holder_of(&element, board);
        element
    }

    fn kind(self, board: &Board) -> Kind {
        match self {
            Figure::Shape(shape) => Kind::Shape(shape),
            Figure::Part(part) => Kind::Part(part),
            Figure::Frame => Kind::Frame,
            Figure::Stamp(Sign::Pin(_)) => Kind::Stamp(Stamp {
                sign: Sign::Pin(next_pin(board)),
                on: None,
            }),
            Figure::Stamp(sign) => Kind::Stamp(Stamp { sign, on: None }),
        }
    }
}

/// The number after the highest pin on the board.
fn next_pin(board: &Board) -> u16 {
    let numbers = board.elements().filter_map(|element| match element.stamp()?.sign {
        Sign::Pin(number) => Some(number),
        Sign::Cut | Sign::Later | Sign::Risk | Sign::Instrument | Sign::Assumption => None,
    });
    numbers.max().unwrap_or(0).saturating_add(1)
}

fn frame_name(board: &Board) -> String {
    let n_frames = board
        .elements()
        .filter(|element| matches!(element.kind, Kind::Frame))
        .count();
    format!("Frame {}", n_frames + 1)
}

/// Signs differ in colour too, besides sign and word.
fn colour_of(sign: Sign) -> Colour {
    Colour::Token(match sign {
        Sign::Pin(_) => 6,
        Sign::Cut => 8,
        Sign::Later => 5,
        Sign::Risk => 1,
        Sign::Instrument => 7,
        Sign::Assumption => 2,
    })
}

/// The place in the stack under everything that lies in a new holder; `None` where nothing does.
fn below_what_it_holds(holder: &Element, board: &Board) -> Option<OrderKey> {
    let inside = spatial::would_hold(holder, board);
    let lowest = inside
        .iter()
        .filter_map(|id| board.element(*id))
        .map(|element| &element.order)
        .min()?;
    let below = board
        .elements_and_tombstones()
        .map(|element| &element.order)
        .filter(|order| *order < lowest)
        .max();
    Some(OrderKey::between(below, Some(lowest)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::op::Op;

    #[test]
    fn everything_has_a_name_of_its_own_and_words() {
        let names = Figure::all().map(Figure::name).collect::<Vec<_>>();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
        assert!(Figure::all().all(|figure| !figure.words().is_empty()));
        assert!(Figure::all().all(|figure| Figure::of_tool(figure.tool()) == Some(figure)));
    }

    #[test]
    fn a_part_comes_with_its_name_and_pins_count() {
        let mut board = Board::default();
        let figures = [
            Figure::Part(Part::Cache),
            Figure::Stamp(Sign::Pin(1)),
            Figure::Stamp(Sign::Pin(1)),
            Figure::Shape(ShapeKind::Sticky),
        ];
        for (figure, id) in figures.into_iter().zip(1..) {
            let rect = figure.around(Point::ZERO);
            let element = figure.element(ElementId(id), rect, &board, ActorIndex(1), &Look::default());
            board.apply(ActorIndex(1), &Op::Create(vec![element])).unwrap();
        }
        let element = |id| board.element(ElementId(id)).unwrap();
        assert_eq!(element(1).text.to_string(), "Cache");
        let sign = |id| match element(id).kind {
            Kind::Stamp(stamp) => stamp.sign,
            _ => panic!("a stamp"),
        };
        assert_eq!((sign(2), sign(3)), (Sign::Pin(1), Sign::Pin(2)));
        assert_eq!(element(4).style.fill, Some(PAPER));
    }
}
