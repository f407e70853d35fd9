//! Points of a connector's way that are pinned by hand: dragged out of the middle of a piece, dragged elsewhere, taken out.

use std::{ops::Range, sync::Arc};

use kurbo::{Line, ParamCurveNearest, Point};

use crate::{
    board::Board,
    element::{Connector, Element},
    geometry, limits,
    op::{ElementChange, Op, Prop},
    shape::Route,
    spatial,
    tool::{Context, Intent, PointerInput, handle::Handle, is_drag, snap::settled},
};

/// A point let go this near to the line between its neighbours was put back, in CSS pixels.
const BACK_PX: f64 = 4.0;

/// A pinned point being dragged.
#[derive(Clone, Debug)]
pub(super) struct Pinning {
    connector: Arc<Element>,
    from: Point,
    /// The pinned points with the dragged one among them.
    via: Vec<geometry::Point>,
    /// Which of them: one, or for a piece of a way of right angles the two that hold it.
    dragged: Range<usize>,
    /// A piece of a way of right angles moves aside only: across or up and down.
    aside: Option<Aside>,
    has_begun: bool,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Aside {
    Across,
    UpAndDown,
}

impl Pinning {
    /// A point of the one connector that is selected.
    pub(super) fn begin(context: &Context<'_>, handle: Handle, at: Point) -> Option<Pinning> {
        let element = context.selection.first().and_then(|id| context.board.element(*id))?;
        let connector = element.connector()?;
        let mut via = connector.via.clone();
        let (dragged, aside) = match handle {
            Handle::Via(index) => (index..index + 1, None),
            Handle::Between(piece) => {
                if via.len() >= limits::VIA_POINTS {
                    return None;
                }
                let points = spatial::connector_points(element, context.board);
                let (from, to) = (*points.get(piece)?, *points.get(piece + 1)?);
                let pin = |share: f64| geometry::Point::from_units(from.lerp(to, share));
                if connector.route == Route::Elbow {
                    let held = held_by(connector, &points, piece);
                    let start = held.start;
                    let n_pins = if held.len() < 2 {
                        // One point would be passed in any direction; two hold the piece.
                        via.splice(held, [pin(0.25), pin(0.75)]);
                        2
                    } else {
                        held.len()
                    };
                    let aside = if from.y == to.y {
                        Aside::UpAndDown
                    } else {
                        Aside::Across
                    };
                    (start..start + n_pins, Some(aside))
                } else {
                    via.insert(piece.min(via.len()), pin(0.5));
                    (piece..piece + 1, None)
                }
            }
            Handle::Side { .. } | Handle::Turn | Handle::Start | Handle::End | Handle::Grow(_) => return None,
        };
        (dragged.end <= via.len()).then(|| Pinning {
            connector: Arc::clone(element),
            from: at,
            via,
            dragged,
            aside,
            has_begun: false,
        })
    }

    /// Follows the least movement: nobody's hand trembles.
    pub(super) fn at_once(self) -> Pinning {
        Pinning {
            has_begun: true,
            ..self
        }
    }

    pub(super) fn moved(mut self, input: &PointerInput, context: &Context<'_>, intents: &mut Vec<Intent>) -> Pinning {
        let Some(at) = input.at() else { return self };
        if !self.has_begun && !is_drag(self.from, at, context.zoom) {
            return self;
        }
        let to = geometry::Point::from_units(settled(at, input.modifiers.ctrl, context));
        let aside = self.aside;
        let moved = |pinned: &geometry::Point| match aside {
            Some(Aside::Across) => geometry::Point::new(to.x, pinned.y),
            Some(Aside::UpAndDown) => geometry::Point::new(pinned.x, to.y),
            None => to,
        };
        let dragged = self.via.get_mut(self.dragged.clone()).unwrap_or_default();
        let is_elsewhere = dragged.iter().any(|pinned| moved(pinned) != *pinned);
        if is_elsewhere || !self.has_begun {
            dragged.iter_mut().for_each(|pinned| *pinned = moved(pinned));
            self.has_begun = true;
            intents.push(update(&self.connector, self.via.clone()));
        }
        self
    }

    /// A point that was put back into the line it came from is none.
    pub(super) fn released(mut self, context: &Context<'_>, intents: &mut Vec<Intent>) {
        if !self.has_begun {
            return;
        }
        if self.is_back(context.board, context.zoom) {
            self.via.drain(self.dragged.clone());
            intents.push(update(&self.connector, self.via));
        }
        intents.push(Intent::EndStep);
    }

    pub(super) fn aborted(&self, intents: &mut Vec<Intent>) {
        if let Some(connector) = self.connector.connector().filter(|_| self.has_begun) {
            intents.push(update(&self.connector, connector.via.clone()));
        }
        intents.push(Intent::EndStep);
    }

    fn is_back(&self, board: &Board, zoom: f64) -> bool {
        let Some(connector) = self.connector.connector() else {
            return false;
        };
        if connector.route != Route::Straight {
            return false;
        }
        let ends = spatial::connector_points(&self.connector, board);
        let pinned = |index: usize| self.via.get(index).map(|place| place.to_units());
        let index = self.dragged.start;
        let before = match index {
            0 => ends.first().copied(),
            index => pinned(index - 1),
        };
        let after = pinned(index + 1).or_else(|| ends.last().copied());
        before
            .zip(after)
            .zip(pinned(index))
            .is_some_and(|((before, after), at)| {
                let nearest = Line::new(before, after).nearest(at, 1e-3);
                nearest.distance_sq.sqrt() * zoom <= BACK_PX
            })
    }
}

/// Takes a pinned point out.
pub(super) fn unpin(context: &Context<'_>, index: usize, intents: &mut Vec<Intent>) {
    let element = context.selection.first().and_then(|id| context.board.element(*id));
    let Some((element, connector)) = element.and_then(|element| Some((element, element.connector()?))) else {
        return;
    };
    let mut via = connector.via.clone();
    if index < via.len() {
        via.remove(index);
        intents.extend([update(element, via), Intent::EndStep]);
    }
}

fn update(connector: &Element, via: Vec<geometry::Point>) -> Intent {
    Intent::Apply(Op::Update(vec![ElementChange {
        id: connector.id,
        props: vec![Prop::Via(via)],
    }]))
}

/// Which pinned points lie on a piece of a way of right angles; none, at the place where such a point would come.
fn held_by(connector: &Connector, points: &[Point], piece: usize) -> Range<usize> {
    let mut passed = 0;
    let mut held = 0..0;
    for (index, pair) in points.windows(2).enumerate().take(piece + 1) {
        let [from, to] = pair else { continue };
        let line = Line::new(*from, *to);
        let first = passed;
        while let Some(place) = connector.via.get(passed) {
            if line.nearest(place.to_units(), 1e-3).distance_sq > 0.5 {
                break;
            }
            passed += 1;
        }
        if index == piece {
            held = first..passed;
        }
    }
    held
}

#[cfg(test)]
mod tests {
    use crate::{
        id::ElementId,
        op::{ElementChange, Op, Prop},
        shape::Route,
        tool::{Intent, ToolKind, script::Stage},
    };

    fn stage(board: &str, route: Route) -> Stage {
        let mut stage = Stage::new(ToolKind::Select, board);
        let last = stage
            .board
            .elements()
            .last()
            .map(|element| element.id)
            .expect("a connector");
        let change = ElementChange {
            id: last,
            props: vec![Prop::Route(route)],
        };
        if route != Route::Straight {
            stage.apply_all(vec![Intent::Apply(Op::Update(vec![change]))]);
        }
        stage.selection = vec![last];
        stage
    }

    fn via(stage: &Stage, id: u128) -> usize {
        let element = stage.board.element(ElementId(id)).expect("it stands");
        element.connector().expect("a connector").via.len()
    }

    #[test]
    fn the_middle_of_a_piece_is_dragged_into_a_pinned_point_and_back() {
        let mut stage = stage("connector 0,0 200,0", Route::Straight);
        assert_eq!(
            stage.run("down 100,1; move 101,2; up 101,2"),
            "",
            "a click pins nothing"
        );
        assert_eq!(
            stage.run("down 100,0; move 100,40; up 110,50"),
            "update #1 via 100,40; update #1 via 110,50; step"
        );
        assert_eq!(
            stage.run("down 55,25; move 60,80; up 60,80"),
            "update #1 via 60,80/110,50; step",
            "between the start and the first"
        );
        assert_eq!(
            stage.run("down 60,80; move 50,24; up 55,25"),
            "update #1 via 50,24/110,50; update #1 via 55,25/110,50; update #1 via 110,50; step",
            "back on the line it is none"
        );
    }

    #[test]
    fn a_double_click_takes_a_pinned_point_out() {
        let mut stage = stage("connector 0,0 200,0", Route::Straight);
        stage.run("down 100,0; up 100,50");
        assert_eq!(
            stage.run("down 100,50; up 100,50; down 100,50 double; up 100,50"),
            "update #1 via; step"
        );
    }

    #[test]
    fn an_abort_puts_the_points_back() {
        let mut stage = stage("connector 0,0 200,0", Route::Curved);
        assert_eq!(
            stage.run("down 100,0; move 100,40; abort"),
            "update #1 via 100,40; update #1 via; step"
        );
    }

    #[test]
    fn a_piece_of_right_angles_moves_aside() {
        let mut stage = stage(
            "rectangle 0,0 100x60; rectangle 300,100 100x60; connector #1 #2",
            Route::Elbow,
        );
        let elbow = |stage: &Stage| {
            let element = stage.board.element(ElementId(3)).expect("it stands");
            crate::spatial::connector_points(element, &stage.board)
        };
        assert_eq!(elbow(&stage).len(), 3, "one bend: {:?}", elbow(&stage));
        // The piece along the top, pulled down: it stays level.
        let wanted = stage.run("down 228,30; move 230,60; up 230,66");
        assert_eq!(
            wanted,
            "update #3 via 165.5,60/288.5,60; update #3 via 165.5,66/288.5,66; step"
        );
        assert_eq!(via(&stage, 3), 2);
        let points = elbow(&stage);
        assert!(
            points.windows(2).any(|leg| leg[0].y == 66.0 && leg[1].y == 66.0),
            "{points:?}"
        );
    }
}
