//! Properties that simulated people set: every one that there is, with values that a room takes.

use board::{
    colour::Colour,
    element::{ALL_ALONG, Align, Binding, Crop, End, Face, Sign, Vertical},
    geometry::{Point, Size},
    id::ElementId,
    ink::Nib,
    op::Prop,
    order_key::OrderKey,
    part::Part,
    shape::{Dash, Flip, Hatch, Head, Route, ShapeKind},
};
use rand::{Rng, rngs::SmallRng};

/// How far out things are put, in eighths of a board unit.
const FAR: i32 = 9_000;

/// Any property. `other` is another element, `top` a place above all.
pub(super) fn any(random: &mut SmallRng, other: ElementId, top: OrderKey) -> Prop {
    match random.random_range(0..4) {
        0 => place(random, other, top),
        1 => look(random),
        2 => line(random, other),
        _ => sort(random, other),
    }
}

/// Where it lies, and with what.
fn place(random: &mut SmallRng, other: ElementId, top: OrderKey) -> Prop {
    match random.random_range(0..8) {
        0 => Prop::Origin(spot(random)),
        1 => Prop::Size(Size::new(random.random_range(8..FAR), random.random_range(8..FAR))),
        2 => Prop::Angle(random.random_range(0..36_000)),
        3 => Prop::Flip(Flip {
            horizontal: random.random_bool(0.5),
            vertical: random.random_bool(0.5),
        }),
        4 => Prop::Frame(random.random_bool(0.7).then_some(other)),
        5 => Prop::Groups(if random.random_bool(0.5) {
            vec![other]
        } else {
            Vec::new()
        }),
        // Tools leave alone what is locked, so that it is rarely done.
        6 => Prop::Locked(random.random_bool(0.2)),
        _ => Prop::Order(top),
    }
}

fn look(random: &mut SmallRng) -> Prop {
    match random.random_range(0..11) {
        0 => Prop::Stroke(colour(random)),
        1 => Prop::Fill(random.random_bool(0.7).then(|| colour(random))),
        2 => Prop::Hatch(one(random, &[Hatch::Solid, Hatch::Lines, Hatch::Cross])),
        3 => Prop::Width(random.random_range(0..64)),
        4 => Prop::Dash(one(random, &[Dash::Solid, Dash::Dashed, Dash::Dotted])),
        5 => Prop::Opacity(random.random_range(0..=100)),
        6 => Prop::FontSize(random.random_range(4..200)),
        7 => Prop::Align(one(random, &[Align::Left, Align::Centre, Align::Right])),
        8 => Prop::Face(one(random, &[Face::Board, Face::Code])),
        9 => Prop::Vertical(one(
            random,
            &[
                None,
                Some(Vertical::Top),
                Some(Vertical::Middle),
                Some(Vertical::Bottom),
            ],
        )),
        _ => Prop::Nib(one(random, &[Nib::Pen, Nib::Constant, Nib::Highlighter])),
    }
}

/// What connectors have.
fn line(random: &mut SmallRng, other: ElementId) -> Prop {
    match random.random_range(0..7) {
        0 => Prop::Start(end(random, other)),
        1 => Prop::End(end(random, other)),
        2 => Prop::Via((0..random.random_range(0..4)).map(|_| spot(random)).collect()),
        3 => Prop::StartHead(one(random, &Head::ALL)),
        4 => Prop::EndHead(one(random, &Head::ALL)),
        5 => Prop::Route(one(random, &[Route::Straight, Route::Curved, Route::Elbow])),
        _ => Prop::Along(random.random_bool(0.7).then(|| random.random_range(0..=ALL_ALONG))),
    }
}

/// What it is, and what hangs on that.
fn sort(random: &mut SmallRng, other: ElementId) -> Prop {
    match random.random_range(0..8) {
        0 => Prop::Shape(one(random, &ShapeKind::ALL)),
        1 => Prop::Part(one(random, &Part::ALL)),
        2 => Prop::Sign(one(random, &Sign::ALL)),
        3 => Prop::On(random.random_bool(0.7).then(|| binding(random, other))),
        4 => Prop::AutoWidth(random.random_bool(0.5)),
        5 => Prop::Link(random.random_bool(0.7).then(|| "https://a.example".to_owned())),
        6 => Prop::Crop(random.random_bool(0.7).then(|| Crop {
            left: random.random_range(0..5_000),
            width: 5_000,
            ..Crop::WHOLE
        })),
        _ => Prop::Source(random.random_bool(0.7).then(|| r#"{"roughness":1}"#.to_owned())),
    }
}

fn end(random: &mut SmallRng, other: ElementId) -> End {
    End {
        at: spot(random),
        bound: random.random_bool(0.7).then(|| binding(random, other)),
    }
}

fn binding(random: &mut SmallRng, element: ElementId) -> Binding {
    Binding {
        element,
        aim: random
            .random_bool(0.5)
            .then(|| (random.random_range(0..10_000), random.random_range(0..10_000))),
    }
}

fn spot(random: &mut SmallRng) -> Point {
    Point::new(random.random_range(-FAR..FAR), random.random_range(-FAR..FAR))
}

fn colour(random: &mut SmallRng) -> Colour {
    match random.random_bool(0.8) {
        true => Colour::Token(random.random_range(0..Colour::TOKENS)),
        false => Colour::Rgb(random.random(), random.random(), random.random()),
    }
}

fn one<T: Clone>(random: &mut SmallRng, of: &[T]) -> T {
    of[random.random_range(0..of.len())].clone()
}
