//! The closed shapes, and how lines and insides are drawn. The lists only grow at their ends (rule F1).

use serde::{Deserialize, Serialize};

/// A closed shape drawn into an element's box.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum ShapeKind {
    /// Four straight sides.
    Rectangle,
    /// Fills its box.
    Ellipse,
    /// Touches the middle of each side of its box.
    Diamond,
    /// A standing cylinder: a store.
    Cylinder,
    /// A rectangle with rounded corners.
    Rounded,
    /// Stands on its side, with its tip in the middle of the top.
    Triangle,
    /// Six sides, pointed at the left and the right.
    Hexagon,
    /// A lying cylinder: what waits in line.
    Queue,
    /// What is not ours and not looked into.
    Cloud,
    /// A sheet with a torn lower edge.
    Document,
    /// Head and shoulders.
    Person,
    /// Leans to the right.
    Parallelogram,
    /// A square of paper to write on.
    Sticky,
}

impl ShapeKind {
    /// All of them.
    pub const ALL: [ShapeKind; 13] = [
        ShapeKind::Rectangle,
        ShapeKind::Rounded,
        ShapeKind::Ellipse,
        ShapeKind::Diamond,
        ShapeKind::Cylinder,
        ShapeKind::Queue,
        ShapeKind::Cloud,
        ShapeKind::Document,
        ShapeKind::Person,
        ShapeKind::Parallelogram,
        ShapeKind::Triangle,
        ShapeKind::Hexagon,
        ShapeKind::Sticky,
    ];

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            ShapeKind::Rectangle => "Rectangle",
            ShapeKind::Rounded => "Rounded rectangle",
            ShapeKind::Ellipse => "Ellipse",
            ShapeKind::Diamond => "Diamond",
            ShapeKind::Cylinder => "Cylinder",
            ShapeKind::Queue => "Lying cylinder",
            ShapeKind::Cloud => "Cloud",
            ShapeKind::Document => "Document",
            ShapeKind::Person => "Person",
            ShapeKind::Parallelogram => "Parallelogram",
            ShapeKind::Triangle => "Triangle",
            ShapeKind::Hexagon => "Hexagon",
            ShapeKind::Sticky => "Sticky note",
        }
    }

    /// What else people search it by.
    pub fn words(self) -> &'static str {
        match self {
            ShapeKind::Rectangle => "box square",
            ShapeKind::Rounded => "box",
            ShapeKind::Ellipse => "circle oval round",
            ShapeKind::Diamond => "decision rhombus choice",
            ShapeKind::Cylinder => "store database drum disk",
            ShapeKind::Queue => "queue pipe tube",
            ShapeKind::Cloud => "internet network",
            ShapeKind::Document => "page paper sheet file",
            ShapeKind::Person => "user actor head people",
            ShapeKind::Parallelogram => "input output slanted",
            ShapeKind::Triangle => "warning",
            ShapeKind::Hexagon => "service container",
            ShapeKind::Sticky => "note postit post-it paper comment",
        }
    }
}

/// How an outline or a connector is stroked.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum Dash {
    /// One line.
    #[default]
    Solid,
    /// Dashes: asynchronous.
    Dashed,
    /// Dots.
    Dotted,
}

/// What stands at an end of a connector.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum Head {
    /// Nothing.
    #[default]
    None,
    /// An open arrow.
    Arrow,
    /// A filled triangle.
    Triangle,
    /// A crossing bar.
    Bar,
    /// A filled dot.
    Dot,
    /// A filled diamond.
    Diamond,
    /// A hollow triangle.
    TriangleOutline,
    /// A hollow dot.
    DotOutline,
    /// A hollow diamond.
    DiamondOutline,
    /// One: a bar before the end.
    One,
    /// Many: a crow's foot.
    Many,
    /// One or many: a crow's foot behind a bar.
    OneOrMany,
    /// Exactly one: two bars.
    ExactlyOne,
    /// Zero or one: a ring and a bar.
    ZeroOrOne,
    /// Zero or many: a ring and a crow's foot.
    ZeroOrMany,
}

impl Head {
    /// All of them.
    pub const ALL: [Head; 15] = [
        Head::None,
        Head::Arrow,
        Head::Triangle,
        Head::Bar,
        Head::Dot,
        Head::Diamond,
        Head::TriangleOutline,
        Head::DotOutline,
        Head::DiamondOutline,
        Head::One,
        Head::Many,
        Head::OneOrMany,
        Head::ExactlyOne,
        Head::ZeroOrOne,
        Head::ZeroOrMany,
    ];
}

/// How a connector goes from point to point.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum Route {
    /// The shortest way.
    #[default]
    Straight,
    /// One smooth line.
    Curved,
    /// Right angles only, round what stands in the way.
    Elbow,
}

/// How the inside of a shape is filled.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum Hatch {
    /// All of it.
    #[default]
    Solid,
    /// With slanting lines.
    Lines,
    /// With lines that cross.
    Cross,
}

/// Which way round an element is shown.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub struct Flip {
    /// Left and right changed places.
    pub horizontal: bool,
    /// Top and bottom changed places.
    pub vertical: bool,
}
