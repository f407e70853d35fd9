use std::sync::Arc;

use kurbo::{Rect, Shape};

use super::*;
use crate::{
    colour::Colour,
    element::Kind,
    geometry,
    id::ElementId,
    ink::{Sample, Samples},
    order_key::OrderKey,
};

/// A stroke through places in board units, told every so many milliseconds.
fn stroke(places: &[(f64, f64)], dt_millis: u16) -> Ink {
    let sample = |(index, (x, y)): (usize, &(f64, f64))| Sample {
        at: geometry::Point::from_units(Point::new(*x, *y)),
        dt_millis: if index == 0 { 0 } else { dt_millis },
        pressure: 128,
    };
    Ink {
        samples: Samples(places.iter().enumerate().map(sample).collect()),
        pressure: false,
        ended: true,
    }
}

fn element(ink: Ink, nib: Nib) -> Element {
    let mut element = Element::new(ElementId(1), Kind::Ink(Arc::new(ink)), OrderKey::first());
    element.extras.nib = nib;
    element
}

fn drawn(element: &Element) -> Primitive {
    let ink = element.ink().expect("it is ink");
    ink_primitive(element, ink, usize::MAX).expect("it has samples")
}

/// The radii along the outline's middle.
fn radii(ink: &Ink) -> Vec<f64> {
    trail(ink, usize::MAX, 4.0, Nib::Pen)
        .iter()
        .map(|tip| tip.radius)
        .collect()
}

/// A line to the right, `speed` board units per millisecond.
fn line(speed: f64, n_samples: u32) -> Ink {
    let places = (0..n_samples)
        .map(|index| (f64::from(index) * speed * 8.0, 0.0))
        .collect::<Vec<_>>();
    stroke(&places, 8)
}

#[test]
fn a_fast_hand_draws_thinner_than_a_slow_one() {
    let middle = |ink: Ink| radii(&ink)[radii(&ink).len() / 2];
    let (slow, fast) = (middle(line(0.1, 60)), middle(line(2.5, 60)));
    assert!(slow > 4.0 && fast < 2.2, "{slow} {fast}");
}

#[test]
fn a_flick_runs_out_at_both_ends_and_slow_writing_does_not() {
    let flick = radii(&line(3.0, 40));
    let (first, last, middle) = (flick[0], flick[flick.len() - 1], flick[flick.len() / 2]);
    assert!(first < middle * 0.5 && last < middle * 0.5, "{flick:?}");
    let slow = radii(&line(0.4, 40));
    assert!(slow.iter().all(|radius| (radius - slow[0]).abs() < 0.3), "{slow:?}");
}

#[test]
fn a_line_that_still_grows_has_no_end_to_run_out_at() {
    let mut ink = line(3.0, 40);
    ink.ended = false;
    let growing = radii(&ink);
    assert!((growing[0] - growing[growing.len() - 1]).abs() < 0.5, "{growing:?}");
    ink.ended = true;
    let shown_in_part = trail(&ink, 20, 4.0, Nib::Pen);
    assert!((shown_in_part[0].radius - growing[0]).abs() < 0.5);
}

#[test]
fn the_same_hand_makes_the_same_line_whatever_the_device_tells() {
    // A wave, told 60 and 240 times a second.
    let wave = |every_millis: u16| {
        let places = (0..=960 / every_millis).map(|index| {
            let along = f64::from(index * every_millis);
            (along * 0.3, 30.0 * (along / 80.0).sin())
        });
        stroke(&places.collect::<Vec<_>>(), every_millis)
    };
    let area = |ink: &Ink| ink_outline(ink, usize::MAX, 2.0).0.area().abs();
    let extent = |ink: &Ink| ink_outline(ink, usize::MAX, 2.0).0.bounding_box();
    let (rare, often) = (wave(16), wave(4));
    let (left, right) = (extent(&rare), extent(&often));
    assert!((left.height() - right.height()).abs() < 5.0, "{left:?} {right:?}");
    assert!(
        (area(&rare) / area(&often) - 1.0).abs() < 0.15,
        "{} {}",
        area(&rare),
        area(&often)
    );
}

#[test]
fn tremor_is_taken_out() {
    let shaken = (0..120).map(|index| (f64::from(index), if index % 2 == 0 { 1.0 } else { -1.0 }));
    let ink = stroke(&shaken.collect::<Vec<_>>(), 4);
    let tips = trail(&ink, usize::MAX, 2.0, Nib::Pen);
    let middle = tips.iter().filter(|tip| (10.0..110.0).contains(&tip.at.x));
    let off = middle.map(|tip| tip.at.y.abs()).fold(0.0, f64::max);
    assert!(off < 0.4, "{off}");
}

#[test]
fn a_turn_back_is_round_and_filled() {
    let there_and_back = (0..20).chain((0..20).rev()).map(|index| (f64::from(index) * 5.0, 0.0));
    let (path, hairline) = ink_outline(&stroke(&there_and_back.collect::<Vec<_>>(), 16), usize::MAX, 4.0);
    for x in [1.0, 30.0, 60.0, 90.0] {
        assert_ne!(path.winding(Point::new(x, 0.0)), 0, "at {x}");
    }
    let end = hairline.path.to_path().bounding_box().x1;
    assert!(path.bounding_box().x1 > end + 2.0, "a round end stands out");
}

#[test]
fn a_sharp_corner_has_no_spike_and_no_notch() {
    let corner = (0..20)
        .map(|index| (f64::from(index) * 4.0, 0.0))
        .chain((1..20).map(|index| (76.0, f64::from(index) * 4.0)));
    let (path, _) = ink_outline(&stroke(&corner.collect::<Vec<_>>(), 16), usize::MAX, 4.0);
    let around = path.bounding_box();
    assert!(Rect::new(-6.0, -6.0, 82.0, 82.0).contains_rect(around), "{around:?}");
    assert_ne!(path.winding(Point::new(75.0, 1.0)), 0);
}

#[test]
fn an_even_nib_draws_one_width_and_may_be_dashed() {
    let mut even = element(line(2.0, 40), Nib::Constant);
    even.style.dash = Dash::Dotted;
    let Primitive::Path {
        fill,
        stroke: Some(stroke),
        ..
    } = drawn(&even)
    else {
        panic!("a line is expected");
    };
    assert_eq!((fill, stroke.width, stroke.dash), (None, 3.0, Dash::Dotted));
    assert_eq!(stroke.paint, Paint::Colour(Colour::INK));
}

#[test]
fn a_highlighter_is_wide_and_one_stroke_is_painted_once() {
    let mut element = element(line(0.5, 40), Nib::Highlighter);
    element.style.dash = Dash::Dashed;
    let Primitive::Path {
        fill,
        stroke: Some(stroke),
        ..
    } = drawn(&element)
    else {
        panic!("a line is expected");
    };
    assert_eq!((fill, stroke.width, stroke.dash), (None, 20.0, Dash::Solid));
    assert_eq!(stroke.paint, Paint::Highlight(Colour::INK));
}

#[test]
fn a_dot_is_seen_with_every_nib() {
    for nib in [Nib::Pen, Nib::Constant, Nib::Highlighter] {
        let Primitive::Path { path, .. } = drawn(&element(line(1.0, 1), nib)) else {
            panic!("a path is expected");
        };
        assert!(path.n_pieces() >= 2, "{nib:?}");
        let none = Ink::default();
        assert!(ink_primitive(&element(none.clone(), nib), &none, usize::MAX).is_none());
    }
}
