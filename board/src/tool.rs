//! The tools: small state machines that turn pointer input into intents. They know the board, the selection and the style
//! of what is drawn next; they know nothing of the page, the camera's place, the socket or undo.
//!
//! Every tool has an idle state, one or two busy ones, and an arm for `Phase::Abort`, which leaves the board as if the
//! gesture had not begun (a pen stroke stays as it stands).

mod arrange;
mod axis;
mod belonging;
pub mod carry;
pub mod command;
mod connector;
pub mod convert;
pub mod crop;
mod drag;
mod eraser;
mod figure;
mod filling;
pub mod growth;
mod guard;
mod hand;
mod handle;
mod held;
mod join;
mod laser;
mod line;
mod link;
mod look;
pub mod paste;
mod pen;
mod pointer;
pub mod recognition;
mod resize;
#[cfg(test)]
mod script;
mod select;
mod shape;
mod snap;
mod text;
mod turn;
mod unit;
pub mod walk;
mod zooming;

use kurbo::{Point, Rect, Vec2};

use crate::{
    actor::ActorIndex, board::Board, element::Sign, id::ElementId, op::Op, overlay::Overlay, part::Part,
    shape::ShapeKind,
};

use belonging::Earlier;
pub use connector::{Connecting, connect};
use drag::is_drag;
pub use eraser::Eraser;
pub use figure::Figure;
pub use filling::Filling;
pub use guard::Guard;
pub use hand::Hand;
pub use handle::{Handle, handles};
pub use held::{Held, Looking};
pub use join::Joining;
pub use laser::Laser;
pub use line::Lining;
pub use link::link_under;
pub use look::Look;
pub use pen::Pen;
pub use pointer::{Modifiers, Phase, PointerInput, PointerKind, PointerSample};
pub use select::{Select, move_point, point_after, points, take_point_out, under_pointer};
pub use shape::Shaping;
pub use snap::{GRID, Snapping};
pub use text::Texting;
pub use unit::Selected;
pub use walk::Direction;
pub use zooming::Zooming;

/// What a tool may know and draw from.
pub struct Context<'a> {
    /// The board as shown.
    pub board: &'a Board,
    /// What is selected.
    pub selection: &'a [ElementId],
    /// Who draws.
    pub author: ActorIndex,
    /// CSS pixels per board unit.
    pub zoom: f64,
    /// The part of the board in view: what lies elsewhere is nothing to line up with.
    pub visible: Rect,
    /// What things snap to.
    pub snapping: Snapping,
    /// The look of what is drawn next.
    pub look: Look,
    /// What is not changed by accident.
    pub guard: Guard<'a>,
    /// Makes ids.
    pub fresh_ids: &'a mut dyn FnMut() -> ElementId,
}

/// What a tool or command wants done, in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// Change the board.
    Apply(Op),
    /// What was applied since the last one is one step of undo.
    EndStep,
    /// Select exactly these.
    Select(Vec<ElementId>),
    /// Put the caret into an element's text.
    EditText(ElementId),
    /// Crop a picture on the board, until that is ended.
    Crop(ElementId),
    /// The element has no words yet: what is typed next goes into it.
    AwaitText(ElementId),
    /// Move the drawing under the viewport by CSS pixels; what is drawn follows the pointer.
    PanBy(Vec2),
    /// Bring the drawing nearer, with a place of the board held where it is seen.
    ZoomAbout {
        /// The place, in board units.
        held: Point,
        /// So many times as near.
        factor: f64,
    },
    /// Show a part of the board, in board units, as large as it fits.
    ZoomTo(Rect),
    /// Take another tool.
    SwitchTo(ToolKind),
    /// Turn the laser on or off; it shines where the pointer is.
    Shine(bool),
    /// Say that something was left alone because it is guarded.
    Guarded,
}

/// The tools by name.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum ToolKind {
    /// Select, move, resize.
    #[default]
    Select,
    /// Pan.
    Hand,
    /// Ink.
    Pen,
    /// Delete by touching.
    Eraser,
    /// A closed shape.
    Shape(ShapeKind),
    /// A component of a system.
    Part(Part),
    /// A frame.
    Frame,
    /// A sign put onto an element.
    Stamp(Sign),
    /// Lines between elements.
    Connector,
    /// Free text and labels.
    Text,
    /// Pointing, with a light that fades.
    Laser,
    /// Lines and polygons from point to point.
    Line,
    /// Filling closed shapes.
    Fill,
    /// Looking nearer.
    Zoom,
}

/// A tool with the state of its gesture.
#[derive(Clone, Debug)]
pub enum Tool {
    /// Select, move, resize.
    Select(Select),
    /// Pan.
    Hand(Hand),
    /// Ink.
    Pen(Pen),
    /// Delete by touching.
    Eraser(Eraser),
    /// Closed shapes.
    Shape(Shaping),
    /// Lines between elements.
    Connector(Connecting),
    /// Free text and labels.
    Text(Texting),
    /// Pointing.
    Laser(Laser),
    /// Lines and polygons from point to point.
    Line(Lining),
    /// Filling closed shapes.
    Fill(Filling),
    /// Looking nearer.
    Zoom(Zooming),
}

impl ToolKind {
    /// Those with a button of their own, in the order of the toolbar.
    pub const ALL: [ToolKind; 12] = [
        ToolKind::Select,
        ToolKind::Hand,
        ToolKind::Pen,
        ToolKind::Eraser,
        ToolKind::Shape(ShapeKind::Rectangle),
        ToolKind::Shape(ShapeKind::Diamond),
        ToolKind::Shape(ShapeKind::Ellipse),
        ToolKind::Shape(ShapeKind::Cylinder),
        ToolKind::Connector,
        ToolKind::Line,
        ToolKind::Text,
        ToolKind::Laser,
    ];
}

impl Tool {
    /// A tool at rest.
    pub fn new(kind: ToolKind) -> Tool {
        match kind {
            ToolKind::Select => Tool::Select(Select::default()),
            ToolKind::Hand => Tool::Hand(Hand::default()),
            ToolKind::Pen => Tool::Pen(Pen::default()),
            ToolKind::Eraser => Tool::Eraser(Eraser::returning_to(ToolKind::Eraser)),
            ToolKind::Shape(shape) => Tool::Shape(Shaping::of(Figure::Shape(shape))),
            ToolKind::Part(part) => Tool::Shape(Shaping::of(Figure::Part(part))),
            ToolKind::Frame => Tool::Shape(Shaping::of(Figure::Frame)),
            ToolKind::Stamp(sign) => Tool::Shape(Shaping::of(Figure::Stamp(sign))),
            ToolKind::Connector => Tool::Connector(Connecting::default()),
            ToolKind::Text => Tool::Text(Texting::default()),
            ToolKind::Laser => Tool::Laser(Laser::default()),
            ToolKind::Line => Tool::Line(Lining::default()),
            ToolKind::Fill => Tool::Fill(Filling::default()),
            ToolKind::Zoom => Tool::Zoom(Zooming::default()),
        }
    }

    /// Takes one input; what is to be done is appended to `intents`.
    #[must_use]
    pub fn on(self, input: &PointerInput, context: &mut Context<'_>, intents: &mut Vec<Intent>) -> Tool {
        let down = input.phase == Phase::Down;
        if down && self.is_busy() && !self.awaits_press() {
            // The release of the last gesture was lost.
            let abort = PointerInput {
                phase: Phase::Abort,
                samples: Vec::new(),
                ..input.clone()
            };
            return self.on(&abort, context, intents).on(input, context, intents);
        }
        if down && input.eraser_button {
            return Eraser::returning_to(self.kind()).on(input, context, intents);
        }
        let begun = intents.len();
        let moves_selected = matches!(self, Tool::Select(_));
        let resizes = matches!(&self, Tool::Select(tool) if tool.resizes());
        let next = self.taken(input, context, intents);
        // A line goes on to its last point when it is ended by a key.
        if input.phase == Phase::Up || (input.phase == Phase::Abort && !moves_selected) {
            let moved = if moves_selected { context.selection } else { &[] };
            let resized = if resizes { context.selection } else { &[] };
            belonging::settle(
                context.board,
                context.author,
                Earlier { moved, resized },
                begun,
                intents,
            );
            let own = intents.split_off(begun);
            intents.extend(
                context
                    .guard
                    .without_taking_in(context.board, own, input.modifiers.ctrl),
            );
        }
        next
    }

    fn taken(self, input: &PointerInput, context: &mut Context<'_>, intents: &mut Vec<Intent>) -> Tool {
        match self {
            Tool::Select(tool) => Tool::Select(tool.on(input, context, intents)),
            Tool::Hand(tool) => Tool::Hand(tool.on(input, context, intents)),
            Tool::Pen(tool) => Tool::Pen(tool.on(input, context, intents)),
            Tool::Eraser(tool) => tool.on(input, context, intents),
            Tool::Shape(tool) => Tool::Shape(tool.on(input, context, intents)),
            Tool::Connector(tool) => Tool::Connector(tool.on(input, context, intents)),
            Tool::Text(tool) => Tool::Text(tool.on(input, context, intents)),
            Tool::Laser(tool) => Tool::Laser(tool.on(input, intents)),
            Tool::Line(tool) => Tool::Line(tool.on(input, context, intents)),
            Tool::Fill(tool) => Tool::Fill(tool.on(input, context, intents)),
            Tool::Zoom(tool) => Tool::Zoom(tool.on(input, context, intents)),
        }
    }

    /// What it shows on top of the board.
    pub fn overlay(&self, context: &Context<'_>) -> Overlay {
        let mut overlay = Overlay {
            selection: context.selection.to_vec(),
            ..Overlay::default()
        };
        match self {
            Tool::Select(tool) => tool.show(context, &mut overlay),
            Tool::Eraser(tool) => tool.show(&mut overlay),
            Tool::Shape(tool) => tool.show(context, &mut overlay),
            Tool::Connector(tool) => tool.show(context, &mut overlay),
            Tool::Line(tool) => tool.show(context, &mut overlay),
            Tool::Pen(tool) => tool.show(context, &mut overlay),
            Tool::Zoom(tool) => tool.show(&mut overlay),
            Tool::Hand(_) | Tool::Text(_) | Tool::Laser(_) | Tool::Fill(_) => {}
        }
        overlay
    }

    /// Which tool it is; an eraser that is only a turned pen is still the tool it goes back to.
    pub fn kind(&self) -> ToolKind {
        match self {
            Tool::Select(_) => ToolKind::Select,
            Tool::Hand(_) => ToolKind::Hand,
            Tool::Pen(_) => ToolKind::Pen,
            Tool::Eraser(tool) => tool.returns_to(),
            Tool::Shape(tool) => tool.tool_kind(),
            Tool::Connector(_) => ToolKind::Connector,
            Tool::Text(_) => ToolKind::Text,
            Tool::Laser(_) => ToolKind::Laser,
            Tool::Line(_) => ToolKind::Line,
            Tool::Fill(_) => ToolKind::Fill,
            Tool::Zoom(_) => ToolKind::Zoom,
        }
    }

    /// Whether a gesture is under way.
    pub fn is_busy(&self) -> bool {
        match self {
            Tool::Select(tool) => tool.is_busy(),
            Tool::Hand(tool) => tool.is_busy(),
            Tool::Pen(tool) => tool.is_busy(),
            Tool::Eraser(tool) => tool.is_busy(),
            Tool::Shape(tool) => tool.is_busy(),
            Tool::Connector(tool) => tool.is_busy(),
            Tool::Text(tool) => tool.is_busy(),
            Tool::Laser(tool) => tool.is_busy(),
            Tool::Line(tool) => tool.is_busy(),
            Tool::Fill(tool) => tool.is_busy(),
            Tool::Zoom(tool) => tool.is_busy(),
        }
    }

    /// Whether what is under way goes on with the next press.
    pub fn awaits_press(&self) -> bool {
        matches!(self, Tool::Line(tool) if tool.awaits_press())
            || matches!(self, Tool::Select(tool) if tool.awaits_press())
    }

    /// The CSS cursor.
    pub fn cursor(&self) -> &'static str {
        match self {
            Tool::Select(tool) => tool.cursor(),
            Tool::Hand(tool) => tool.cursor(),
            Tool::Pen(_)
            | Tool::Eraser(_)
            | Tool::Shape(_)
            | Tool::Connector(_)
            | Tool::Laser(_)
            | Tool::Line(_)
            | Tool::Fill(_) => "crosshair",
            Tool::Zoom(_) => "zoom-in",
            Tool::Text(_) => "text",
        }
    }
}
