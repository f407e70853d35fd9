//! Rectangles, ellipses, diamonds and frames.

use super::{look, source::Source};
use crate::element::{Element, Kind};

/// A shape or frame in its box.
pub(super) fn read(source: &Source<'_>, kind: Kind) -> Option<Element> {
    let mut element = look::element(source, kind);
    look::place(&mut element, source.fields)?;
    Some(element)
}
