//! Where the leader points: told by the leader's page as the pointer moves over the board, painted on the others' as pointers of
//! people are painted everywhere.

use board::{colour::Colour, geometry::Point, limits::LED_INTERVAL_MILLIS, scene::Camera};
use interview::led::{Request, Viewer};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::Led;
use crate::{canvas::RemoteCursor, dom, live::Live};

/// The leader's pointer, where one is moved by a leader.
pub fn led_cursor(led: Led) -> Option<RemoteCursor> {
    let at = led.pointer.get()?;
    let name = led.here.with(|here| here.leader().map(Viewer::called))?;
    led.is_moved().then(|| RemoteCursor {
        at: Some(at.to_units()),
        name,
        // Nobody who was recorded has it.
        colour: Colour::INK,
        selection: Vec::new(),
        writes_in: None,
        is_idle: false,
    })
}

/// What is to be told of each move of a pointer over the board, and of its leaving.
pub fn follow_pointer(led: Led, camera: Live<Camera>) -> impl Fn(&ev::PointerEvent) + Copy + 'static {
    let last = StoredValue::new((f64::MIN, None::<Point>));
    move |event: &ev::PointerEvent| {
        if !led.leads_now() {
            return;
        }
        let now_millis = dom::now_millis();
        let (told_millis, told) = last.get_value();
        let place = place_of(event, camera);
        let is_due = now_millis - told_millis >= LED_INTERVAL_MILLIS as f64;
        // Leaving is told at once, or the pointer would stay where nobody points.
        if place != told && (is_due || place.is_none()) {
            last.set_value((now_millis, place));
            led.ask(&Request::Point(place));
        }
    }
}

/// The place of the board under a pointer, unless it has left the board.
fn place_of(event: &ev::PointerEvent, camera: Live<Camera>) -> Option<Point> {
    if event.type_() != "pointermove" {
        return None;
    }
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let corner = target.closest(".canvas").ok().flatten()?.get_bounding_client_rect();
    let at = kurbo::Point::new(
        f64::from(event.client_x()) - corner.left(),
        f64::from(event.client_y()) - corner.top(),
    );
    Some(Point::from_units(camera.get_untracked().to_board(at)))
}
