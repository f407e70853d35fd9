//! Freehand strokes.

use kurbo::Point as FloatPoint;
use serde_json::Value;

use super::{look, source::Source};
use crate::{
    element::{Element, Kind},
    export::excalidraw::PEN_WIDTHS,
    geometry::Point,
    import::{drawing::ink_through, fields::on_board},
    ink::{Ink, Nib},
};

/// A stroke through all its points. `None` if any lies on no board, or there is none.
pub(super) fn read(source: &Source<'_>) -> Option<Element> {
    let fields = source.fields;
    let origin = FloatPoint::new(fields.units("x")?, fields.units("y")?);
    let placed = fields
        .points()
        .iter()
        .map(|point| origin + point.to_vec2())
        .collect::<Vec<_>>();
    let points = placed;
    if points.is_empty() || !points.iter().all(|point| on_board(*point)) {
        return None;
    }
    let pressures = fields.list("pressures");
    let pressure = !pressures.is_empty() && !fields.on("simulatePressure");
    let mut element = look::element(source, Kind::Ink(Ink::default().into()));
    element.origin = Point::from_units(origin);
    element.angle_centidegrees = look::angle_centidegrees(fields);
    let options = fields.object("strokeOptions");
    if options.and_then(|options| options.text("variability")) == Some("constant") {
        element.extras.nib = Nib::Constant;
    }
    let places = points.iter().enumerate();
    let places = places.map(|(index, point)| (*point, pressure_of(pressures.get(index))));
    let ink = ink_through(element.origin, &places.collect::<Vec<_>>(), pressure);
    element.kind = Kind::Ink(ink.into());
    element.style.fill = None;
    if element.extras.nib == Nib::Pen && element.style.width_eighths > 0 {
        element.style.width_eighths = look::width_eighths(fields, PEN_WIDTHS);
    }
    if element.style.width_eighths == 0 {
        element.style.opacity_percent = 0;
    }
    Some(element)
}

fn pressure_of(value: Option<&Value>) -> u8 {
    let pressure = value.and_then(Value::as_f64).unwrap_or(0.5);
    (pressure.clamp(0.0, 1.0) * 255.0).round() as u8
}
