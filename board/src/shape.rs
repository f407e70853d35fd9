//! The closed shapes. The list only grows at its end (rule F1).

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
}
