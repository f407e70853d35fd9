//! What the inspector is about: the selection, or, with nothing selected, what the tool draws next.

use std::sync::Arc;

use board::{
    Board,
    colour::Colour,
    element::{Align, Connector, Element, Face, Kind, Style, Vertical},
    id::ElementId,
    ink::{Ink, Nib},
    op::Prop,
    order_key::OrderKey,
    shape::{Dash, Hatch, ShapeKind},
    spatial,
    tool::{Look, ToolKind, command, crop::Cuts},
};

use super::line::LineLook;
use crate::session::Session;

/// The look shown, and which parts of it can be chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Subject {
    pub(super) style: Style,
    pub(super) stroke: bool,
    pub(super) fill: bool,
    pub(super) width: bool,
    pub(super) dash: bool,
    pub(super) letters: bool,
    pub(super) hatch: Hatch,
    pub(super) has_hatch: bool,
    pub(super) face: Face,
    pub(super) has_face: bool,
    pub(super) has_align: bool,
    /// Where the text stands; `None` where there is no choice.
    pub(super) vertical: Option<Vertical>,
    pub(super) link: Option<String>,
    /// What is cut off of the one picture that is selected.
    pub(super) cuts: Option<Cuts>,
    /// The nib of ink; `None` for what is no ink.
    pub(super) nib: Option<Nib>,
    /// How a connector goes; `None` for what is none.
    pub(super) line: Option<LineLook>,
    /// Whether something stands at its ends, or could.
    pub(super) heads: bool,
    pub(super) n_selected: usize,
    pub(super) all_locked: bool,
}

impl Subject {
    /// `None` where nothing is selected and the tool draws nothing.
    pub(super) fn of(session: Session) -> Option<Subject> {
        session.revision().track();
        let selection = session.selection().get();
        let look = session.look().get();
        let next = next_kind(session.tool().get());
        let selected = session.with_board(|board| Subject::of_selection(board, &selection));
        selected.or_else(|| Some(Subject::of_next(next?, &look)))
    }

    fn of_selection(board: &Board, selection: &[ElementId]) -> Option<Subject> {
        let mut subject: Option<Subject> = None;
        for element in selection.iter().filter_map(|id| board.element(*id)) {
            let own = Subject::of_element(element);
            subject = Some(match subject {
                None => own,
                Some(so_far) => so_far.and(&own),
            });
        }
        let cuts = Cuts::of(board, selection);
        subject.map(|subject| Subject { cuts, ..subject })
    }

    fn of_element(element: &Element) -> Subject {
        let shows = |prop: Prop| command::shows(element, &prop);
        Subject {
            style: element.style,
            stroke: shows(Prop::Stroke(Colour::INK)),
            fill: shows(Prop::Fill(None)),
            width: shows(Prop::Width(16)),
            dash: shows(Prop::Dash(Dash::Solid)),
            letters: shows(Prop::FontSize(20)),
            hatch: element.extras.hatch,
            has_hatch: shows(Prop::Hatch(Hatch::Solid)),
            face: element.extras.face,
            has_face: shows(Prop::Face(Face::Board)),
            has_align: shows(Prop::Align(Align::Left)),
            vertical: shows(Prop::Vertical(None)).then(|| spatial::vertical_of(element)),
            link: element.extras.link.as_deref().map(str::to_owned),
            cuts: None,
            nib: shows(Prop::Nib(Nib::Pen)).then_some(element.extras.nib),
            line: element.connector().map(|connector| LineLook {
                route: connector.route,
                start_head: connector.start_head,
                end_head: connector.end_head,
            }),
            heads: element.connector().is_some_and(|connector| !connector.closed),
            n_selected: 1,
            all_locked: element.locked,
        }
    }

    fn of_next(kind: Kind, look: &Look) -> Subject {
        let mut element = Element::new(ElementId(0), kind, OrderKey::first());
        look.dress(&mut element);
        let is_note = element.kind == Kind::Shape(ShapeKind::Sticky);
        Subject {
            n_selected: 0,
            // A note begins without lines across.
            has_hatch: !is_note && command::shows(&element, &Prop::Hatch(Hatch::Solid)),
            ..Subject::of_element(&element)
        }
    }

    /// Several at once: whatever one of them can show; the look of the first.
    fn and(self, other: &Subject) -> Subject {
        Subject {
            style: self.style,
            stroke: self.stroke || other.stroke,
            fill: self.fill || other.fill,
            width: self.width || other.width,
            dash: self.dash || other.dash,
            letters: self.letters || other.letters,
            hatch: self.hatch,
            has_hatch: self.has_hatch || other.has_hatch,
            face: self.face,
            has_face: self.has_face || other.has_face,
            has_align: self.has_align || other.has_align,
            vertical: self.vertical.or(other.vertical),
            link: self.link,
            cuts: None,
            nib: self.nib.or(other.nib),
            line: self.line.or(other.line),
            heads: self.heads || other.heads,
            n_selected: self.n_selected + other.n_selected,
            all_locked: self.all_locked && other.all_locked,
        }
    }
}

/// The kind of element that a tool makes.
fn next_kind(tool: ToolKind) -> Option<Kind> {
    match tool {
        ToolKind::Select | ToolKind::Hand | ToolKind::Eraser | ToolKind::Laser | ToolKind::Zoom => None,
        ToolKind::Pen => Some(Kind::Ink(Arc::new(Ink::default()))),
        ToolKind::Shape(shape) => Some(Kind::Shape(shape)),
        // Its colour is the fill of the next shape.
        ToolKind::Fill => Some(Kind::Shape(ShapeKind::Rectangle)),
        ToolKind::Part(part) => Some(Kind::Part(part)),
        ToolKind::Frame => Some(Kind::Frame),
        // A stamp has the colour of its sign.
        ToolKind::Stamp(_) => None,
        ToolKind::Connector | ToolKind::Line => Some(Kind::Connector(Arc::new(Connector::default()))),
        ToolKind::Text => Some(Kind::Text { auto_width: true }),
    }
}
