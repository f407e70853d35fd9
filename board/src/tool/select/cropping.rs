//! A picture being cropped on the board: its handles cut, what lies between them is dragged about. It goes on from press to
//! press; Enter, Escape or a press beside the picture ends it. Each gesture is one step of undo.

use kurbo::Point;

use crate::{
    element::Element,
    id::ElementId,
    op::ElementChange,
    overlay::Overlay,
    spatial,
    tool::{
        Context, Intent, Phase, PointerInput, arrange,
        crop::{Cuts, cropped, moved_under, part, picture, shifted, whole, whole_rect},
        handle::{Handle, handle_at},
    },
};

/// How faint the part of a picture is that is cut off, in per cent.
const FAINT: u8 = 35;

/// The picture that is cropped, and what holds it.
#[derive(Clone, Debug)]
pub(super) struct Cropping {
    id: ElementId,
    grip: Option<Grip>,
    cursor: &'static str,
}

#[derive(Clone, Debug)]
struct Grip {
    from: Point,
    /// A side or corner; none is the picture itself.
    side: Option<(i8, i8)>,
    /// As it was.
    start: Element,
    sent: Option<ElementChange>,
}

impl Cropping {
    pub(super) fn of(id: ElementId) -> Cropping {
        Cropping {
            id,
            grip: None,
            cursor: "default",
        }
    }

    /// Goes on; `None` where it is over. A press beside the picture is over and still means what it means.
    pub(super) fn on(
        mut self,
        input: &PointerInput,
        context: &Context<'_>,
        intents: &mut Vec<Intent>,
    ) -> Option<Cropping> {
        let Some(element) = picture(context.board, self.id).filter(|_| context.selection == [self.id]) else {
            // Locked, deleted or let go of in the middle of a gesture: what was done until then is a step.
            if self.grip.is_some_and(|grip| grip.sent.is_some()) {
                intents.push(Intent::EndStep);
            }
            return None;
        };
        match (input.phase, input.at()) {
            (Phase::Hover | Phase::Down, Some(at)) => {
                let side = side_at(context, at, input.reach(context.zoom));
                let is_inside = box_contains(element, at);
                self.cursor = match side {
                    Some((x, y)) => Handle::Side { x, y }.cursor(),
                    None if is_inside => "move",
                    None => "default",
                };
                if input.phase == Phase::Down {
                    if side.is_none() && !is_inside {
                        return None;
                    }
                    if !context.may_change_id(self.id, input.modifiers) {
                        intents.push(Intent::Guarded);
                        return Some(self);
                    }
                    self.grip = Some(Grip {
                        from: at,
                        side,
                        start: element.clone(),
                        sent: None,
                    });
                }
            }
            (Phase::Move, Some(at)) => self.moved(at, intents),
            (Phase::Up, at) => {
                if let Some(at) = at {
                    self.moved(at, intents);
                }
                self.grip = None;
                intents.push(Intent::EndStep);
            }
            (Phase::Abort, _) => {
                let grip = self.grip.take()?;
                intents.extend(arrange::update(grip.back().as_slice()));
                intents.push(Intent::EndStep);
            }
            (Phase::Hover | Phase::Down | Phase::Move, None) => {}
        }
        Some(self)
    }

    fn moved(&mut self, at: Point, intents: &mut Vec<Intent>) {
        let Some(grip) = &mut self.grip else { return };
        // Where it began there is nothing to change but what was sent since.
        let change = grip.change(at).or_else(|| grip.back());
        if change.is_some() && change != grip.sent {
            intents.extend(arrange::update(change.as_slice()));
            grip.sent = change;
        }
    }

    pub(super) fn show(&self, context: &Context<'_>, overlay: &mut Overlay) {
        let Some(element) = picture(context.board, self.id).filter(|_| context.selection == [self.id]) else {
            return;
        };
        overlay.cropping = true;
        if let Some(mut faint) = whole(element) {
            // An id that nothing has: what is kept of the picture itself stays.
            faint.id = ElementId(!self.id.0);
            faint.style.opacity_percent = FAINT;
            overlay.preview.push(faint);
        }
    }

    pub(super) fn cursor(&self) -> &'static str {
        self.cursor
    }

    /// Whether nothing is held: the next press goes on with it.
    pub(super) fn awaits_press(&self) -> bool {
        self.grip.is_none()
    }
}

impl Grip {
    fn change(&self, at: Point) -> Option<ElementChange> {
        let before = Cuts::of_element(&self.start)?;
        let rect = whole_rect(&self.start)?;
        let turn = spatial::rotation(&self.start).inverse();
        let by = turn * at - turn * self.from;
        let (across, down) = (part(by.x, rect.width()), part(by.y, rect.height()));
        let mut cuts = before;
        let Some((x, y)) = self.side else {
            let (across, down) = (
                across.clamp(-i32::from(before.right), i32::from(before.left)),
                down.clamp(-i32::from(before.bottom), i32::from(before.top)),
            );
            (cuts.left, cuts.right) = (shifted(before.left, -across), shifted(before.right, across));
            (cuts.top, cuts.bottom) = (shifted(before.top, -down), shifted(before.bottom, down));
            // The picture goes under what is shown of it, which stays.
            return moved_under(&self.start, cuts);
        };
        match x {
            -1 => cuts.left = shifted(before.left, across),
            1 => cuts.right = shifted(before.right, -across),
            _ => {}
        }
        match y {
            -1 => cuts.top = shifted(before.top, down),
            1 => cuts.bottom = shifted(before.bottom, -down),
            _ => {}
        }
        // A side that is held still cuts nothing, not even where less is shown than can be cut to.
        if cuts == before {
            return None;
        }
        cropped(&self.start, cuts)
    }

    /// What takes back what was sent, and only that: what others did meanwhile stays.
    fn back(&self) -> Option<ElementChange> {
        let sent = self.sent.as_ref()?;
        Some(ElementChange {
            id: sent.id,
            props: sent.props.iter().filter_map(|prop| prop.as_now(&self.start)).collect(),
        })
    }
}

fn side_at(context: &Context<'_>, at: Point, reach: f64) -> Option<(i8, i8)> {
    match handle_at(context, at, reach)? {
        Handle::Side { x, y } => Some((x, y)),
        Handle::Start | Handle::End | Handle::Turn | Handle::Via(_) | Handle::Between(_) | Handle::Grow(_) => None,
    }
}

fn box_contains(element: &Element, at: Point) -> bool {
    spatial::box_of(element).contains(spatial::rotation(element).inverse() * at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        actor::ActorIndex,
        element::{AssetHash, Crop, Kind},
        geometry,
        op::{Op, Prop},
        order_key::OrderKey,
        tool::{ToolKind, command, script::Stage},
    };

    /// A picture from 0,0 to 100,50.
    fn stage() -> Stage {
        let mut stage = Stage::new(ToolKind::Select, "");
        let mut picture = Element::new(ElementId(1), Kind::Image(AssetHash([1; 32])), OrderKey::first());
        picture.size = geometry::Size::new(800, 400);
        stage.board.apply(ActorIndex(1), &Op::Create(vec![picture])).unwrap();
        stage
    }

    /// A double click on it.
    const BEGIN: &str = "down 50,25; up 50,25; down 50,25 double; up 50,25";

    fn update(stage: &mut Stage, prop: Prop) {
        let props = vec![prop];
        let change = ElementChange {
            id: ElementId(1),
            props,
        };
        stage.board.apply(ActorIndex(1), &Op::Update(vec![change])).unwrap();
    }

    /// Where the picture is, and what is cut off at its left, top, right and bottom, in per cent.
    fn seen(stage: &Stage) -> String {
        let element = stage.board.element(ElementId(1)).unwrap();
        let (rect, cuts) = (spatial::box_of(element), Cuts::of_element(element).unwrap());
        let cuts = [cuts.left, cuts.top, cuts.right, cuts.bottom].map(|cut| cut / 100);
        format!("{},{} {}x{} {cuts:?}", rect.x0, rect.y0, rect.width(), rect.height())
    }

    #[test]
    fn handles_cut_and_the_inside_moves_the_picture() {
        for (script, expected) in [
            // A double click begins; the left side goes in, and out again no further than the picture.
            ("down 0,25; up 20,25", "20,0 80x50 [20, 0, 0, 0]"),
            ("down 0,25; up 20,25; down 20,25; up -50,25", "0,0 100x50 [0, 0, 0, 0]"),
            ("down 100,50; up 75,40", "0,0 75x40 [0, 0, 25, 20]"),
            // Something is always left.
            ("down 0,25; up 500,25", "95,0 5x50 [95, 0, 0, 0]"),
            // What is shown stays, and another part of the picture is in it.
            ("down 0,25; up 20,25; down 60,25; up 70,25", "20,0 80x50 [10, 0, 10, 0]"),
            ("down 0,25; up 20,25; down 60,25; up 160,25", "20,0 80x50 [0, 0, 20, 0]"),
            ("down 0,25; move 20,25; abort", "0,0 100x50 [0, 0, 0, 0]"),
            // Back to where it began, and over it.
            ("down 0,25; move 20,25; up -50,25", "0,0 100x50 [0, 0, 0, 0]"),
            ("down 0,25; move 20,25; move 0,25; up 0,25", "0,0 100x50 [0, 0, 0, 0]"),
            (
                "down 0,25; up 20,25; down 60,25; move 70,25; move 60,25; up 60,25",
                "20,0 80x50 [20, 0, 0, 0]",
            ),
            ("down 0,25; move 20,25; move 0,25; up 10,25", "10,0 90x50 [10, 0, 0, 0]"),
            // However far.
            ("down 100,25; up -1000000000000,25", "0,0 5x50 [0, 0, 95, 0]"),
        ] {
            let mut stage = stage();
            stage.run(BEGIN);
            assert!(stage.tool.is_cropping() && stage.tool.awaits_press(), "{script}");
            stage.run(script);
            assert_eq!(seen(&stage), expected, "{script}");
            assert!(stage.tool.is_cropping(), "{script}");
        }
    }

    #[test]
    fn what_stays_in_place_is_sent_once() {
        let mut stage = stage();
        stage.run(BEGIN);
        let told = stage.run("down 0,25; move 20,25; move 0,25; move -9,25; up -9,25");
        let crop = "crop origin 0,0 size 100x50";
        assert_eq!(
            told,
            format!("update #1 crop origin 20,0 size 80x50; update #1 {crop}; step")
        );
        assert_eq!(
            stage.run("down 50,25; move 50,25; up 50,25"),
            "step",
            "nothing to take back"
        );
    }

    #[test]
    fn what_others_do_meanwhile_stays() {
        // Taken back is what was sent: of a drag inside only what is shown.
        for end in ["abort", "up 60,25"] {
            let mut stage = stage();
            stage.run(BEGIN);
            stage.run("down 0,25; up 20,25; down 60,25; move 70,25");
            update(&mut stage, Prop::Origin(geometry::Point::new(800, 0)));
            stage.run(end);
            assert_eq!(seen(&stage), "100,0 80x50 [20, 0, 0, 0]", "{end}");
        }
        // Locked or deleted in the middle: a step all the same, but none of nothing.
        for (moved, expected) in [("move 20,25", "step"), ("move 0,25", "")] {
            for deletes in [false, true] {
                let mut stage = stage();
                stage.run(BEGIN);
                stage.run(&format!("down 0,25; {moved}"));
                if deletes {
                    let op = Op::Delete(vec![ElementId(1)]);
                    stage.board.apply(ActorIndex(1), &op).unwrap();
                } else {
                    update(&mut stage, Prop::Locked(true));
                }
                assert_eq!(stage.run("move 30,25"), expected, "{moved}, deletes: {deletes}");
                assert!(!stage.tool.is_cropping());
            }
        }
    }

    #[test]
    fn a_very_small_part_keeps_its_size_while_the_picture_moves() {
        let mut stage = stage();
        let crop = Crop {
            left: 5_000,
            top: 5_000,
            width: 100,
            height: 100,
        };
        update(&mut stage, Prop::Crop(Some(crop)));
        stage.run(BEGIN);
        stage.run("down 50,25; move 51,25; up 90,25");
        let element = stage.board.element(ElementId(1)).unwrap();
        assert_eq!(element.size, geometry::Size::new(800, 400));
        let now = element.extras.crop.unwrap();
        assert_eq!((now.width, now.height, now.top), (100, 100, 5_000));
        assert!(now.left < 5_000, "{now:?}");
        // A side that is not moved cuts nothing.
        assert_eq!(stage.run("down 0,25; move 0,25; up 0,25"), "step");
    }

    #[test]
    fn of_a_turned_picture_the_other_side_stays() {
        let mut stage = stage();
        let turned = ElementChange {
            id: ElementId(1),
            props: vec![Prop::Angle(9_000)],
        };
        stage.board.apply(ActorIndex(1), &Op::Update(vec![turned])).unwrap();
        // Its left side is at the top now.
        stage.run("down 50,25; up 50,25; down 50,25 double; up 50,25; down 50,-25; up 50,-5");
        let element = stage.board.element(ElementId(1)).unwrap();
        assert_eq!(Cuts::of_element(element).map(|cuts| cuts.left), Some(2_000));
        let rect = spatial::box_of(element);
        let right = spatial::rotation(element) * Point::new(rect.x1, rect.center().y);
        assert!(right.distance(Point::new(50.0, 75.0)) < 0.2, "{right:?}");
    }

    #[test]
    fn a_press_beside_it_or_a_key_ends_it() {
        for script in ["down 300,300; up 300,300", "abort"] {
            let mut stage = stage();
            stage.run("down 50,25; up 50,25; down 50,25 double; up 50,25; down 0,25; up 20,25");
            stage.run(script);
            assert!(!stage.tool.is_cropping(), "{script}");
            assert_eq!(seen(&stage), "20,0 80x50 [20, 0, 0, 0]", "{script}");
        }
    }

    #[test]
    fn it_begins_by_a_key_and_arrows_push_sides() {
        let mut stage = stage();
        let selected = [ElementId(1)];
        stage.selection = selected.to_vec();
        let begun = command::edit_text(&stage.board, &selected);
        assert_eq!(begun, [Intent::Crop(ElementId(1))]);
        stage.apply_all(begun);
        assert!(stage.tool.is_cropping());
        for (by, outwards, expected) in [
            ((10.0, 0.0), false, "10,0 90x50 [10, 0, 0, 0]"),
            ((-10.0, 0.0), false, "10,0 80x50 [10, 0, 10, 0]"),
            ((0.0, -10.0), false, "10,0 80x40 [10, 0, 10, 20]"),
            ((10.0, 0.0), true, "10,0 90x40 [10, 0, 0, 20]"),
            ((-10.0, 0.0), true, "0,0 100x40 [0, 0, 0, 20]"),
        ] {
            let pushed = crate::tool::crop::push_side(&stage.board, &selected, by.into(), outwards);
            assert_eq!(pushed.last(), Some(&Intent::EndStep));
            stage.apply_all(pushed);
            assert_eq!(seen(&stage), expected, "{by:?} {outwards}");
        }
    }

    #[test]
    fn what_is_cut_off_is_shown_faintly() {
        let mut stage = stage();
        stage.run("down 50,25; up 50,25; down 50,25 double; up 50,25; down 0,25; up 20,25");
        let overlay = stage.overlay();
        let [faint] = overlay.preview.as_slice() else {
            panic!("{overlay:?}");
        };
        assert_eq!(spatial::box_of(faint), kurbo::Rect::new(0.0, 0.0, 100.0, 50.0));
        assert!(overlay.cropping && faint.style.opacity_percent == FAINT);
    }
}
