//! Whether what an op carries is something a board can hold. Absurd numbers are refused before anything is changed.

use super::Refusal;
use crate::{
    element::{Element, End, Kind, Style},
    geometry::Point,
    ink::Samples,
    limits,
    op::Prop,
};

pub(super) fn check(sound: bool) -> Result<(), Refusal> {
    if sound { Ok(()) } else { Err(Refusal::OutOfBounds) }
}

pub(super) fn check_element(element: &Element) -> Result<(), Refusal> {
    check(element.origin.within_limits() && element.size.within_limits())?;
    check(element.angle_centidegrees.unsigned_abs() <= 36_000)?;
    check_style(&element.style)?;
    if element.text.len().0 > limits::LABEL_UNITS || element.groups.len() > limits::PROPS_PER_CHANGE {
        return Err(Refusal::TooMuch);
    }
    match &element.kind {
        Kind::Ink(ink) if ink.samples.0.len() > limits::SAMPLES_PER_STROKE => Err(Refusal::TooMuch),
        Kind::Ink(ink) => check(ink.samples.0.iter().all(|sample| sample.at.within_limits())),
        Kind::Connector(connector) => {
            check_end(&connector.start)?;
            check_end(&connector.end)?;
            check_via(&connector.via)
        }
        Kind::Shape(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Frame => Ok(()),
    }
}

pub(super) fn check_style(style: &Style) -> Result<(), Refusal> {
    check(style.opacity_percent <= 100 && style.width_eighths <= 2_048 && (4..=1_000).contains(&style.font_size))
}

pub(super) fn check_end(end: &End) -> Result<(), Refusal> {
    let aim_held = end
        .bound
        .and_then(|bound| bound.aim)
        .is_none_or(|(x, y)| x.unsigned_abs() <= 100_000 && y.unsigned_abs() <= 100_000);
    check(end.at.within_limits() && aim_held)
}

pub(super) fn check_via(points: &[Point]) -> Result<(), Refusal> {
    if points.len() > limits::VIA_POINTS {
        return Err(Refusal::TooMuch);
    }
    check(points.iter().all(|point| point.within_limits()))
}

pub(super) fn check_samples(samples: &Samples) -> Result<(), Refusal> {
    if samples.0.len() > limits::SAMPLES_PER_OP {
        return Err(Refusal::TooMuch);
    }
    check(samples.0.iter().all(|sample| sample.at.within_limits()))
}

pub(super) fn check_prop(prop: &Prop) -> Result<(), Refusal> {
    match prop {
        Prop::Origin(origin) => check(origin.within_limits()),
        Prop::Size(size) => check(size.within_limits()),
        Prop::Angle(angle) => check(angle.unsigned_abs() <= 36_000),
        Prop::Width(width) => check(*width <= 2_048),
        Prop::Opacity(percent) => check(*percent <= 100),
        Prop::FontSize(size) => check((4..=1_000).contains(size)),
        Prop::Start(end) | Prop::End(end) => check_end(end),
        Prop::Via(points) => check_via(points),
        Prop::Groups(groups) => check(groups.len() <= limits::PROPS_PER_CHANGE),
        Prop::Order(_)
        | Prop::Stroke(_)
        | Prop::Fill(_)
        | Prop::Dash(_)
        | Prop::Align(_)
        | Prop::Locked(_)
        | Prop::Shape(_)
        | Prop::AutoWidth(_)
        | Prop::StartHead(_)
        | Prop::EndHead(_) => Ok(()),
    }
}
