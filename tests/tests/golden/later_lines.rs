//! What became possible on lines after the first recordings: labels that are moved along them, finished strokes that are given a
//! size, parts that become shapes.

use std::sync::Arc;

use board::{
    Op,
    element::{Connector, Element, End, Kind},
    geometry::{Point, Size},
    id::ElementId,
    ink::{Sample, Samples},
    op::{ElementChange, Prop},
    part::Part,
    shape::{Route, ShapeKind},
};

use crate::script::Script;

const ANA: u16 = 1;
const MO: u16 = 2;
const STROKE: ElementId = ElementId(4);

/// Plays it.
pub(crate) fn play(script: &mut Script) {
    for (number, route) in (1..).zip([Route::Straight, Route::Curved, Route::Elbow]) {
        let end = |x| End {
            at: Point::new(x, number * 800),
            bound: None,
        };
        let connector = Connector {
            start: end(0),
            end: end(4_000),
            route,
            ..Connector::default()
        };
        let kind = Kind::Connector(Arc::new(connector));
        let mut line = Element::new(ElementId(number as u128), kind, script.board.top_order());
        line.text = "reads".into();
        if number == 3 {
            line.extras.along = Some(9_000);
        }
        script.record(ANA, 0, Op::Create(vec![line]));
        set(script, ElementId(number as u128), Prop::Along(Some(2_500)));
    }
    set(script, ElementId(1), Prop::Along(Some(10_000)));
    set(script, ElementId(2), Prop::Along(None));
    draw(script);
    set(script, STROKE, Prop::Size(Size::new(1_600, 400)));
    let part = Element::new(ElementId(5), Kind::Part(Part::Cache), script.board.top_order());
    script.record(ANA, 0, Op::Create(vec![part]));
    set(script, ElementId(5), Prop::Shape(ShapeKind::Cloud));
    set(script, ElementId(5), Prop::Part(Part::Queue));
}

fn draw(script: &mut Script) {
    let sample = |n: i32| Sample {
        at: Point::new(n * 40, n * n * 8),
        dt_millis: 8,
        pressure: 120,
    };
    let begin = Op::InkBegin {
        id: STROKE,
        origin: Point::new(80, 4_000),
        order: script.board.top_order(),
        style: Default::default(),
        pressure: true,
        samples: Samples((0..5).map(sample).collect()),
    };
    script.record(MO, 0, begin);
    script.record(MO, 0, Op::InkEnd { id: STROKE });
}

fn set(script: &mut Script, id: ElementId, prop: Prop) {
    let props = vec![prop];
    script.record(MO, 0, Op::Update(vec![ElementChange { id, props }]));
}
