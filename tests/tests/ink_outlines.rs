//! Ink looks as it did: the outlines of recorded strokes, real ones and scripted ones, are kept in `tests/ink/outlines.txt`.
//! After a wanted change of the look: `WRITE_OUTLINES=1 cargo test -p tests --test ink_outlines`, and look at the pictures.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends where it stands")]

use std::{fmt::Write, fs, path::Path};

use board::{
    geometry::Point as Place,
    ink::{Ink, Sample, Samples},
    scene::ink_outline,
};
use kurbo::{BezPath, PathEl, Point, Shape};
use serde_json::Value;
use tests::material;

const WIDTH: f64 = 2.0;

/// Strokes that somebody drew by hand, with pressures and without times.
fn drawn_by_hand() -> Vec<(String, Ink)> {
    let path = material::files("excalidrawlib")
        .into_iter()
        .find(|path| path.ends_with("despair.excalidrawlib"));
    let library: Value = serde_json::from_str(&material::text_of(&path.unwrap())).unwrap();
    let items = library["libraryItems"].as_array().unwrap().iter();
    let elements = items.flat_map(|item| item["elements"].as_array().unwrap());
    let strokes = elements.filter(|element| element["type"] == "freedraw");
    let named = |(index, element): (usize, &Value)| {
        let places = element["points"].as_array().unwrap().iter();
        let pressures = element["pressures"].as_array().unwrap();
        let sample = |(index, place): (usize, &Value)| Sample {
            at: Place::from_units(Point::new(place[0].as_f64().unwrap(), place[1].as_f64().unwrap())),
            dt_millis: 0,
            pressure: (pressures[index].as_f64().unwrap() * 255.0) as u8,
        };
        let samples = places.enumerate().map(sample).collect();
        (format!("by hand {index}"), ink(samples, true))
    };
    strokes.enumerate().step_by(17).map(named).collect()
}

/// Strokes as a mouse makes them: places by time.
fn scripted() -> Vec<(String, Ink)> {
    type Way = fn(f64) -> (f64, f64);
    let ways: [(&str, u16, Way); 6] = [
        ("dot", 0, |_| (0.0, 0.0)),
        ("flick", 96, |time| (time * 2.9, -time * 0.8)),
        ("loop", 800, |time| {
            (time * 0.2 - 40.0 * (time / 100.0).sin(), 40.0 * (time / 100.0).cos())
        }),
        ("zigzag", 600, |time| {
            let (full, part) = ((time / 100.0).floor(), time % 100.0);
            let down = if full % 2.0 == 0.0 { part } else { 100.0 - part };
            (time * 0.15, down * 0.6)
        }),
        ("there and back", 400, |time| (120.0 - (time - 200.0).abs() * 0.6, 0.0)),
        ("from slow to fast", 640, |time| {
            (time * time / 800.0, 20.0 * (time / 60.0).sin())
        }),
    ];
    let stroke = |(name, until, way): (&str, u16, Way)| {
        let sample = |time: u16| {
            let (x, y) = way(f64::from(time));
            Sample {
                at: Place::from_units(Point::new(x, y)),
                dt_millis: if time == 0 { 0 } else { 8 },
                pressure: 128,
            }
        };
        (
            name.to_owned(),
            ink((0..=until).step_by(8).map(sample).collect(), false),
        )
    };
    ways.into_iter().map(stroke).collect()
}

fn ink(samples: Vec<Sample>, pressure: bool) -> Ink {
    Ink {
        samples: Samples(samples),
        pressure,
        ended: true,
    }
}

/// A path with whole tenths, so that no last bit of a machine's sine is part of the look.
fn written(path: &BezPath) -> String {
    let mut text = String::new();
    let mut put = |letter: char, places: &[Point]| {
        text.push(letter);
        for place in places {
            let tenths = |length: f64| (length * 10.0).round() as i64;
            write!(text, " {},{}", tenths(place.x), tenths(place.y)).unwrap();
        }
        text.push(' ');
    };
    for piece in path.elements() {
        match *piece {
            PathEl::MoveTo(to) => put('M', &[to]),
            PathEl::LineTo(to) => put('L', &[to]),
            PathEl::QuadTo(by, to) => put('Q', &[by, to]),
            PathEl::CurveTo(first, second, to) => put('C', &[first, second, to]),
            PathEl::ClosePath => put('Z', &[]),
        }
    }
    text.trim_end().to_owned()
}

#[test]
fn ink_looks_as_it_did() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("ink/outlines.txt");
    let strokes = drawn_by_hand().into_iter().chain(scripted());
    let lines = strokes.map(|(name, ink)| format!("{name}: {}\n", written(&ink_outline(&ink, usize::MAX, WIDTH).0)));
    let now = lines.collect::<String>();
    if std::env::var_os("WRITE_OUTLINES").is_some() {
        fs::write(&file, &now).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap();
    for (kept, now) in kept.lines().zip(now.lines()) {
        assert_eq!(kept, now);
    }
    assert_eq!(kept.lines().count(), now.lines().count());
}

#[test]
fn every_place_the_pen_was_at_is_inked() {
    for (name, ink) in drawn_by_hand() {
        let path = ink_outline(&ink, usize::MAX, WIDTH).0;
        let around = path.bounding_box().inflate(3.0, 3.0);
        for sample in &ink.samples.0 {
            assert!(around.contains(sample.at.to_units()), "{name}");
        }
        let last = ink.samples.0.last().unwrap().at.to_units();
        assert_ne!(path.winding(last), 0, "{name} ends where the pen was");
    }
}
