//! Whether what an op carries is something a board can hold. Absurd numbers are refused before anything is changed.

use super::Refusal;
use crate::{
    card::{About, CardKind},
    element::{ALL_ALONG, Binding, Element, End, Extras, Kind, Style, is_safe_link},
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
    check_extras(&element.extras)?;
    match &element.kind {
        Kind::Ink(ink) if ink.samples.0.len() > limits::SAMPLES_PER_STROKE => Err(Refusal::TooMuch),
        Kind::Ink(ink) => check(ink.samples.0.iter().all(|sample| sample.at.within_limits())),
        Kind::Connector(connector) => {
            check_end(&connector.start)?;
            check_end(&connector.end)?;
            check_via(&connector.via)
        }
        Kind::Stamp(stamp) => check(aim_held(stamp.on)),
        Kind::Shape(_) | Kind::Text { .. } | Kind::Image(_) | Kind::Frame | Kind::Part(_) => Ok(()),
    }
}

fn check_extras(extras: &Extras) -> Result<(), Refusal> {
    extras.link.as_deref().map_or(Ok(()), check_link)?;
    extras.source.as_deref().map_or(Ok(()), check_source)?;
    check_along(extras.along)?;
    check(extras.crop.is_none_or(|crop| crop.is_sound()))
}

fn check_along(along: Option<u16>) -> Result<(), Refusal> {
    check(along.is_none_or(|along| along <= ALL_ALONG))
}

fn check_link(address: &str) -> Result<(), Refusal> {
    if address.chars().count() > limits::LINK_CHARS {
        return Err(Refusal::TooMuch);
    }
    if is_safe_link(address) {
        Ok(())
    } else {
        Err(Refusal::UnsafeLink)
    }
}

fn check_source(source: &str) -> Result<(), Refusal> {
    if source.len() > limits::SOURCE_BYTES {
        Err(Refusal::TooMuch)
    } else {
        Ok(())
    }
}

fn aim_held(bound: Option<Binding>) -> bool {
    bound
        .and_then(|bound| bound.aim)
        .is_none_or(|(x, y)| x.unsigned_abs() <= 100_000 && y.unsigned_abs() <= 100_000)
}

pub(super) fn check_style(style: &Style) -> Result<(), Refusal> {
    check(style.opacity_percent <= 100 && style.width_eighths <= 2_048 && (4..=1_000).contains(&style.font_size))
}

pub(super) fn check_end(end: &End) -> Result<(), Refusal> {
    check(end.at.within_limits() && aim_held(end.bound))
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
        Prop::On(on) => check(aim_held(*on)),
        Prop::Along(along) => check_along(*along),
        Prop::Crop(crop) => check(crop.is_none_or(|crop| crop.is_sound())),
        Prop::Link(link) => link.as_deref().map_or(Ok(()), check_link),
        Prop::Source(source) => source.as_deref().map_or(Ok(()), check_source),
        Prop::Order(_)
        | Prop::Stroke(_)
        | Prop::Fill(_)
        | Prop::Dash(_)
        | Prop::Align(_)
        | Prop::Locked(_)
        | Prop::Shape(_)
        | Prop::AutoWidth(_)
        | Prop::StartHead(_)
        | Prop::EndHead(_)
        | Prop::Route(_)
        | Prop::Flip(_)
        | Prop::Hatch(_)
        | Prop::Nib(_)
        | Prop::Face(_)
        | Prop::Vertical(_)
        | Prop::Frame(_)
        | Prop::Part(_)
        | Prop::Sign(_) => Ok(()),
    }
}

/// What a chat line says is the writer's own affair; a decision, an assumption or a phase without words would be none.
pub(super) fn check_card(kind: &CardKind) -> Result<(), Refusal> {
    let (chars_max, needs_words) = match kind {
        CardKind::Chat(_) | CardKind::Signal(_) => (limits::CARD_CHARS, false),
        CardKind::Decision(_) | CardKind::Assumption(_) => (limits::CARD_CHARS, true),
        CardKind::Phase(_) => (limits::PHASE_CHARS, true),
    };
    let texts = kind.texts();
    if texts.iter().any(|text| text.chars().count() > chars_max) {
        return Err(Refusal::TooMuch);
    }
    if needs_words && texts.first().is_none_or(|text| text.trim().is_empty()) {
        return Err(Refusal::NoWords);
    }
    kind.about().map_or(Ok(()), check_about)
}

/// Whether what it names is there does not matter: elements go, and files are cut short, without any card losing its words.
fn check_about(about: &About) -> Result<(), Refusal> {
    if about.elements.len() > limits::CARD_ELEMENTS {
        return Err(Refusal::TooMuch);
    }
    let is_sound = |from: u32, to: u32| from <= to && to <= limits::CODE_UNITS;
    check(about.code.is_none_or(|code| is_sound(code.from.0, code.to.0)))
}
