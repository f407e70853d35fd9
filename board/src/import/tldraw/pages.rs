//! Several pages become one board: they stand beside each other, each in a frame with the page's name.

use super::page_id;
use crate::{
    element::{Align, Element, Kind, Style},
    geometry::{Point, Size},
    import::{
        Report,
        drawing::{extent, fits, named, shifted},
    },
    order_key::OrderKey,
};

/// Between what is on a page and its frame, in board positions.
const MARGIN: i32 = 40 * 8;
/// Between the frames, in board positions.
const GAP: i32 = 120 * 8;

/// What is on a page.
pub(super) struct Sheet<'a> {
    pub(super) name: &'a str,
    pub(super) title: &'a str,
    pub(super) elements: Vec<Element>,
}

/// One board with all pages that hold anything; a single one stays as it is.
pub(super) fn beside_each_other(sheets: Vec<Sheet<'_>>, report: &mut Report) -> Vec<Element> {
    let filled = sheets.into_iter().filter(|sheet| !sheet.elements.is_empty());
    let filled = filled.collect::<Vec<_>>();
    let is_alone = filled.len() < 2;
    let (mut all, mut corner) = (Vec::new(), None);
    for sheet in filled {
        if is_alone {
            all = sheet.elements;
            break;
        }
        let (near, far) = extent(&sheet.elements);
        // The first one stays where it is.
        let corner = corner.get_or_insert(near.offset(Point::new(-MARGIN, -MARGIN)));
        let frame = frame(&sheet, *corner, far.since(near));
        let by = corner.offset(Point::new(MARGIN, MARGIN)).since(near);
        let moved = sheet.elements.iter().map(|element| shifted(element, by));
        let moved = moved.collect::<Vec<_>>();
        // A page of absurd extent stays where it is drawn, without a frame.
        if !(fits(&frame) && moved.iter().all(fits)) {
            report.count_left_out("page");
            all.extend(sheet.elements);
            continue;
        }
        report.count_imported("page");
        corner.x = corner.x.saturating_add(frame.size.width).saturating_add(GAP);
        let id = frame.id;
        all.push(frame);
        all.extend(moved.into_iter().map(|mut element| {
            element.extras.frame = element.extras.frame.or(Some(id));
            element
        }));
    }
    let mut last: Option<OrderKey> = None;
    for element in &mut all {
        element.order = OrderKey::above(last.as_ref());
        last = Some(element.order.clone());
    }
    all
}

fn frame(sheet: &Sheet<'_>, corner: Point, size: Point) -> Element {
    let mut frame = Element::new(page_id(sheet.name), Kind::Frame, OrderKey::first());
    frame.origin = corner;
    let side = |length: i32| length.saturating_add(2 * MARGIN);
    frame.size = Size::new(side(size.x), side(size.y));
    frame.style = Style {
        align: Align::Left,
        ..Style::default()
    };
    named(frame, Some(sheet.title))
}
