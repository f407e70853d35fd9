use std::f64::consts::TAU;

use kurbo::Vec2;

use super::*;
use crate::tool::{
    ToolKind,
    script::{Stage, check, describe_all},
};

/// From corner to corner as a hand goes: unevenly fast, and beside the line by up to `wobble` board units.
fn by_hand(corners: &[(f64, f64)], wobble: f64, seed: u32) -> Vec<Point> {
    let phase = f64::from(seed) * 1.7;
    let mut places = Vec::new();
    for pair in corners.windows(2) {
        let [from, to] = pair else { continue };
        let (from, to) = (Point::from(*from), Point::from(*to));
        let n_steps = 8 + (seed as usize + places.len()) % 23;
        for step in 0..n_steps {
            let part = (step as f64 / n_steps as f64).powf(1.3);
            let turn = phase + places.len() as f64 * 0.9;
            let beside = Vec2::new(turn.sin(), (turn * 1.4).cos()) * wobble;
            places.push(from.lerp(to, part) + beside);
        }
    }
    places.extend(corners.last().copied().map(Point::from));
    places
}

/// Once around, and a little farther.
fn round(rect: Rect, beyond: f64) -> Vec<(f64, f64)> {
    let turn = |step: u32| f64::from(step) / 60.0 * (TAU + beyond);
    let place = |angle: f64| {
        let (middle, size) = (rect.center(), rect.size());
        (
            middle.x + size.width / 2.0 * angle.cos(),
            middle.y + size.height / 2.0 * angle.sin(),
        )
    };
    (0..=60).map(turn).map(place).collect()
}

fn name(places: &[Point]) -> &'static str {
    match recognise(places) {
        Some(Recognised::Shape(shape, _)) => shape.name(),
        Some(Recognised::Line(..)) => "Line",
        Some(Recognised::Arrow(..)) => "Arrow",
        None => "nothing",
    }
}

#[test]
fn what_a_hand_draws_is_taken_for_what_it_looks_like() {
    let box_ = [(3.0, 2.0), (200.0, -2.0), (197.0, 121.0), (-3.0, 118.0), (1.0, 8.0)];
    let diamond = [(100.0, 0.0), (201.0, 62.0), (98.0, 121.0), (-2.0, 58.0), (104.0, 3.0)];
    let triangle = [(80.0, 0.0), (160.0, 122.0), (-2.0, 119.0), (83.0, -3.0)];
    let arrow = [(0.0, 0.0), (240.0, 30.0), (205.0, 5.0), (240.0, 30.0), (200.0, 48.0)];
    let half_arrow = [(0.0, 0.0), (0.0, 160.0), (-28.0, 130.0)];
    let wave = [(0.0, 0.0), (60.0, 60.0), (120.0, 0.0), (180.0, 60.0), (240.0, 0.0)];
    let bow = [(0.0, 0.0), (100.0, 45.0), (200.0, 0.0)];
    let hook = [(0.0, 0.0), (200.0, 0.0), (200.0, 150.0)];
    let spiral = (0..90u32).map(|step| {
        let (angle, reach) = (f64::from(step) / 9.0, f64::from(step));
        (reach * angle.cos(), reach * angle.sin())
    });
    let spiral = spiral.collect::<Vec<_>>();
    let ring = round(Rect::new(0.0, 0.0, 140.0, 140.0), 0.5);
    let oval = round(Rect::new(0.0, 0.0, 260.0, 90.0), 0.2);
    let cases: [(&[(f64, f64)], &str); 12] = [
        (&[(0.0, 0.0), (180.0, 12.0)], "Line"),
        (&box_, "Rectangle"),
        (&ring, "Ellipse"),
        (&oval, "Ellipse"),
        (&diamond, "Diamond"),
        (&triangle, "Triangle"),
        (&arrow, "Arrow"),
        (&half_arrow, "Arrow"),
        (&wave, "nothing"),
        (&bow, "nothing"),
        (&hook, "nothing"),
        (&spiral, "nothing"),
    ];
    for (corners, meant) in cases {
        for seed in 0..40 {
            let drawn = by_hand(corners, 2.5, seed);
            assert_eq!(name(&drawn), meant, "{corners:?} by hand {seed}");
            let mut back = drawn;
            back.reverse();
            let turned = if meant == "Arrow" { "nothing" } else { meant };
            assert_eq!(name(&back), turned, "{corners:?} drawn the other way by hand {seed}");
        }
    }
}

#[test]
fn what_leads_nowhere_looks_like_nothing() {
    for places in [&[][..], &[Point::ZERO], &[Point::ZERO; 5]] {
        assert_eq!(recognise(places), None);
    }
}

/// A stroke through corners as a script, with a rest before the pen is lifted.
fn held(corners: &[(i32, i32)], rest_millis: u32) -> String {
    let mut script = String::new();
    for (index, (x, y)) in corners.iter().enumerate() {
        let verb = if index == 0 { "down" } else { "move" };
        script += &format!("{verb} {x},{y}; ");
    }
    let (x, y) = corners.last().copied().unwrap_or_default();
    format!("{script}wait {rest_millis}; up {x},{y}")
}

const BOX: [(i32, i32); 5] = [(0, 0), (120, 0), (120, 80), (0, 80), (0, 4)];

#[test]
fn a_stroke_that_is_held_becomes_a_shape_in_a_step_of_its_own() {
    let mut stage = Stage::new(ToolKind::Pen, "");
    let told = stage.run(&held(&BOX, 700));
    assert!(
        told.ends_with("end #101; step; delete #101; create rectangle #102 at 0,0 size 120x80; step"),
        "{told}"
    );
}

#[test]
fn what_it_would_become_is_shown_while_it_is_held_and_no_longer_when_the_pen_goes_on() {
    let mut stage = Stage::new(ToolKind::Pen, "");
    stage.run("down 0,0; move 120,0 120,80 0,80 0,4; wait 700; move 0,4");
    let shown = stage.overlay();
    assert_eq!((shown.preview.len(), shown.erasing.len()), (1, 1));
    stage.run("move 60,40");
    let shown = stage.overlay();
    assert_eq!((shown.preview.len(), shown.erasing.len()), (0, 0));
}

#[test]
fn a_stroke_that_is_lifted_at_once_stays_ink_and_so_do_letters_and_what_looks_like_nothing() {
    for script in [
        held(&BOX, 100),
        held(&[(0, 0), (20, 0), (20, 14), (0, 14), (0, 1)], 900),
        held(&[(0, 0), (60, 90), (120, 0), (180, 90), (240, 0)], 900),
    ] {
        let mut stage = Stage::new(ToolKind::Pen, "");
        let told = stage.run(&script);
        assert!(told.ends_with("end #101; step"), "{script}: {told}");
    }
}

#[test]
fn a_line_between_two_elements_is_bound_to_both() {
    let mut stage = Stage::new(ToolKind::Pen, "rectangle 0,0 100x60; ellipse 300,0 100x60");
    let told = stage.run(&held(&[(106, 30), (200, 32), (292, 30)], 700));
    assert!(told.ends_with("create connector #102 from #1 to #2; step"), "{told}");
    // Within one it is drawn there.
    let mut stage = Stage::new(ToolKind::Pen, "rectangle 0,0 300x200");
    let told = stage.run(&held(&[(40, 40), (140, 42), (240, 40)], 700));
    assert!(
        told.ends_with("create connector #102 from 40,40 to 240,40; step"),
        "{told}"
    );
}

#[test]
fn selected_strokes_become_what_they_look_like_and_the_others_stay() {
    let mut stage = Stage::new(ToolKind::Pen, "");
    stage.run(&held(&BOX, 0));
    stage.run("down 400,0; move 460,90 520,0 580,90; up 640,0");
    let strokes = stage.board.elements().map(|element| element.id).collect::<Vec<_>>();
    assert!(are_strokes(&stage.board, &strokes));
    let mut next = 200;
    let mut fresh = || {
        next += 1;
        crate::id::ElementId(next)
    };
    let intents = into_shapes(&stage.board, &strokes, crate::actor::ActorIndex(1), &mut fresh);
    assert_eq!(
        describe_all(&intents),
        "delete #101; create rectangle #201 at 0,0 size 120x80; step; select #201"
    );
    stage.apply_all(intents);
    assert!(!are_strokes(
        &stage.board,
        &stage.board.elements().map(|element| element.id).collect::<Vec<_>>()
    ));
}

#[test]
fn a_tap_of_the_pen_is_a_dot_however_long_it_is_held() {
    check(
        ToolKind::Pen,
        "",
        "down 10,10; wait 900; up 10,10",
        "ink #101 at 10,10; end #101; step",
    );
}
