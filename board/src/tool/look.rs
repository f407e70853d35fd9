//! The look of what is drawn next.

use std::sync::Arc;

use crate::{
    element::{Connector, Element, Face, Kind, Style},
    ink::Nib,
    op::Prop,
    shape::{Hatch, Head, Route, ShapeKind},
};

/// Names of parts and words on connectors, where no other size was chosen, in board units.
pub(super) const SMALL_LETTERS: u16 = 16;

/// How the next element is to look, whatever it will be; each kind takes what it has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Colours, widths, letters.
    pub style: Style,
    /// Whether somebody chose the colour of lines; else it is what it is without a choice.
    pub is_colour_chosen: bool,
    /// How insides are filled.
    pub hatch: Hatch,
    /// The typeface of text.
    pub face: Face,
    /// What strokes are drawn with.
    pub nib: Nib,
    /// How connectors go.
    pub route: Route,
    /// What stands at the start of connectors.
    pub start_head: Head,
    /// What stands at the end of connectors.
    pub end_head: Head,
}

impl Default for Look {
    fn default() -> Look {
        Look {
            style: Style::default(),
            is_colour_chosen: false,
            hatch: Hatch::default(),
            face: Face::default(),
            nib: Nib::default(),
            route: Route::default(),
            start_head: Head::None,
            end_head: Head::Arrow,
        }
    }
}

impl Look {
    /// Takes a property over; one that is no part of a look is left out.
    pub fn put(&mut self, prop: &Prop) {
        match prop {
            Prop::Stroke(colour) => (self.style.stroke, self.is_colour_chosen) = (*colour, true),
            Prop::Fill(fill) => self.style.fill = *fill,
            Prop::Width(width) => self.style.width_eighths = *width,
            Prop::Dash(dash) => self.style.dash = *dash,
            Prop::Opacity(percent) => self.style.opacity_percent = *percent,
            Prop::FontSize(size) => self.style.font_size = *size,
            Prop::Align(align) => self.style.align = *align,
            Prop::Hatch(hatch) => self.hatch = *hatch,
            Prop::Face(face) => self.face = *face,
            Prop::Nib(nib) => self.nib = *nib,
            Prop::Route(route) => self.route = *route,
            Prop::StartHead(head) => self.start_head = *head,
            Prop::EndHead(head) => self.end_head = *head,
            Prop::Origin(_)
            | Prop::Size(_)
            | Prop::Angle(_)
            | Prop::Order(_)
            | Prop::Locked(_)
            | Prop::Shape(_)
            | Prop::AutoWidth(_)
            | Prop::Start(_)
            | Prop::End(_)
            | Prop::Via(_)
            | Prop::Groups(_)
            | Prop::Flip(_)
            | Prop::Vertical(_)
            | Prop::Frame(_)
            | Prop::Link(_)
            | Prop::Crop(_)
            | Prop::Along(_)
            | Prop::Source(_)
            | Prop::Part(_)
            | Prop::Sign(_)
            | Prop::On(_) => {}
        }
    }

    /// The property that lets connectors go the next way: straight, curved, with right angles, and again.
    pub fn next_route(&self) -> Prop {
        Prop::Route(match self.route {
            Route::Straight => Route::Curved,
            Route::Curved => Route::Elbow,
            Route::Elbow => Route::Straight,
        })
    }

    /// Gives it to an element, as far as its kind has it.
    pub fn dress(&self, element: &mut Element) {
        element.style = self.style;
        element.extras.face = self.face;
        match &mut element.kind {
            // Lines across would make a note hard to read; whoever wants them there says so.
            Kind::Shape(ShapeKind::Sticky) => {}
            Kind::Shape(_) | Kind::Part(_) => element.extras.hatch = self.hatch,
            Kind::Connector(connector) => {
                element.style.fill = None;
                if self.style.font_size == Style::default().font_size {
                    element.style.font_size = SMALL_LETTERS;
                }
                *connector = Arc::new(Connector {
                    route: self.route,
                    start_head: self.start_head,
                    end_head: self.end_head,
                    ..Connector::clone(connector)
                });
            }
            Kind::Ink(_) => {
                element.style.fill = None;
                element.extras.nib = self.nib;
            }
            Kind::Text { .. } => element.style.fill = None,
            Kind::Image(_) | Kind::Frame | Kind::Stamp(_) => {}
        }
    }
}
