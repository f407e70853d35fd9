//! The elements, properties and choices that were added to format 0 after its first recordings.

use std::sync::Arc;

use board::{
    Op,
    element::{Binding, Connector, Crop, Element, Face, Kind, Sign, Stamp, Vertical},
    geometry::{Point, Size},
    id::ElementId,
    ink::Nib,
    op::{ElementChange, Prop},
    part::Part,
    shape::{Flip, Hatch, Head, Route, ShapeKind},
};

use crate::script::Script;

const ANA: u16 = 1;
const MO: u16 = 2;

/// Plays it.
pub(crate) fn play(script: &mut Script) {
    let kinds = kinds();
    let (stamp, connector, part) = (kinds.len() as u128, 9, 18);
    for (number, kind) in (1..).zip(kinds) {
        let mut element = Element::new(ElementId(number), kind, script.board.top_order());
        element.origin = Point::new(number as i32 * 640, 80);
        element.size = Size::new(480, 320);
        if number % 4 == 3 {
            element.extras.hatch = Hatch::Lines;
            element.extras.frame = Some(ElementId(1));
            element.extras.link = Some("https://a.example/design".into());
        }
        script.record(ANA, 0, Op::Create(vec![element]));
    }
    for prop in props() {
        set(script, 1, prop);
    }
    for route in [Route::Curved, Route::Straight, Route::Elbow] {
        set(script, connector, Prop::Route(route));
    }
    for other in Part::ALL {
        if other != Part::Client {
            set(script, part, Prop::Part(other));
        }
    }
    for sign in [
        Sign::Cut,
        Sign::Later,
        Sign::Risk,
        Sign::Instrument,
        Sign::Assumption,
        Sign::Pin(12),
    ] {
        set(script, stamp, Prop::Sign(sign));
    }
    let on = Binding {
        element: ElementId(2),
        aim: Some((10_000, 0)),
    };
    for on in [Some(on), None] {
        set(script, stamp, Prop::On(on));
    }
    script.record(ANA, 0, Op::Delete(vec![ElementId(3)]));
}

fn set(script: &mut Script, id: u128, prop: Prop) {
    let change = ElementChange {
        id: ElementId(id),
        props: vec![prop],
    };
    script.record(MO, 0, Op::Update(vec![change]));
}

fn kinds() -> Vec<Kind> {
    use ShapeKind::{Cloud, Document, Hexagon, Parallelogram, Person, Queue, Sticky, Triangle};
    let shapes = [Triangle, Hexagon, Queue, Cloud, Document, Person, Parallelogram, Sticky].map(Kind::Shape);
    let heads = [
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
    let connector = |start_head| {
        Kind::Connector(Arc::new(Connector {
            start_head,
            route: Route::Elbow,
            ..Connector::default()
        }))
    };
    let stamp = Stamp {
        sign: Sign::Pin(1),
        on: None,
    };
    let mut kinds = shapes.into_iter().collect::<Vec<_>>();
    kinds.push(connector(Head::None));
    kinds.extend(heads.into_iter().take(8).map(connector));
    kinds.push(Kind::Part(Part::Client));
    kinds.extend(heads.into_iter().skip(8).map(connector));
    kinds.push(Kind::Stamp(stamp));
    kinds
}

fn props() -> Vec<Prop> {
    let crop = Crop {
        left: 100,
        top: 200,
        width: 5_000,
        height: 9_800,
    };
    let flip = |horizontal, vertical| Prop::Flip(Flip { horizontal, vertical });
    vec![
        flip(true, false),
        flip(true, true),
        Prop::Hatch(Hatch::Cross),
        Prop::Hatch(Hatch::Lines),
        Prop::Hatch(Hatch::Solid),
        Prop::Nib(Nib::Highlighter),
        Prop::Nib(Nib::Constant),
        Prop::Nib(Nib::Pen),
        Prop::Face(Face::Code),
        Prop::Face(Face::Board),
        Prop::Vertical(Some(Vertical::Top)),
        Prop::Vertical(Some(Vertical::Middle)),
        Prop::Vertical(Some(Vertical::Bottom)),
        Prop::Frame(Some(ElementId(8))),
        Prop::Link(Some("mailto:ana@a.example".to_owned())),
        Prop::Link(None),
        Prop::Crop(Some(crop)),
        Prop::Source(Some("{\"roughness\":2}".to_owned())),
    ]
}
