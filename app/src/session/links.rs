//! Links of elements: a press with Ctrl (Command) held opens one, for whoever may draw and for whoever only watches; what the
//! pointer rests on says where it leads.

use board::{
    element::is_safe_link,
    id::ElementId,
    scene::Camera,
    tool::{Phase, PointerInput, PointerKind, ToolKind, link_under},
};
use kurbo::Point;
use leptos::prelude::*;

use super::Session;
use crate::{live::Live, route, shortcuts::by_keys};

/// A press may move so far and still be a click, in CSS pixels.
const CLICK_PX: f64 = 4.0;

/// A link under the pointer.
#[derive(Clone, Debug, PartialEq)]
pub struct Leading {
    /// The element that leads there.
    pub id: ElementId,
    /// Where.
    pub address: String,
    /// Where the pointer came onto it, in board units.
    pub at: Point,
    /// The view at that time: in another one it lies elsewhere.
    pub camera: Camera,
}

impl Session {
    /// The link under the pointer, while nothing is pressed.
    pub fn leading(&self) -> Live<Option<Leading>> {
        self.signals.aids.leading
    }

    /// Watches the pointer for links.
    pub fn follow_links(self, input: &PointerInput) {
        let tool = self.signals.tool.get_untracked();
        let rests = matches!(tool, ToolKind::Select | ToolKind::Hand) || !self.signals.rights.get_untracked().draw;
        let camera = self.signals.camera.get_untracked();
        let zoom = camera.zoom;
        let under = || {
            let found = self.with_board(|board| {
                let (id, address) = link_under(board, input, zoom)?;
                Some((id, address.to_owned()))
            });
            let (id, address) = found.filter(|_| rests)?;
            let at = input.at()?;
            Some(Leading {
                id,
                address,
                at,
                camera,
            })
        };
        let pressed = self.signals.aids.link_pressed;
        match input.phase {
            Phase::Hover if input.kind == PointerKind::Mouse => self.lead(under()),
            Phase::Down => {
                self.lead(None);
                pressed.set(under().filter(|_| input.modifiers.ctrl));
            }
            Phase::Up => {
                let before = pressed.get_untracked();
                let now = under();
                let clicked = before.zip(now).filter(|(before, now)| {
                    before.id == now.id && before.at.distance(now.at) * zoom < CLICK_PX && input.modifiers.ctrl
                });
                pressed.set(None);
                if let Some((_, link)) = clicked {
                    self.follow_link(&link.address);
                }
            }
            Phase::Hover | Phase::Move => {}
            Phase::Abort => pressed.set(None),
        }
    }

    /// Goes where a link leads: to an element of this very board, else to a page beside this one.
    pub fn follow_link(self, address: &str) {
        let is_there = |id: &ElementId| self.with_board(|board| board.element(*id).is_some());
        match route::element_at(address, self.room()).filter(is_there) {
            Some(id) => by_keys::go_to(self, self.viewport().get_untracked(), id),
            None => open_link(address),
        }
    }

    /// The pointer or the person is about something else.
    pub fn forget_leading(self) {
        self.lead(None);
    }

    fn lead(self, leading: Option<Leading>) {
        let shown = self.signals.aids.leading.get_untracked();
        let named = |leading: &Option<Leading>| leading.as_ref().map(|it| (it.id, it.address.clone(), it.camera));
        if named(&shown) != named(&leading) {
            self.signals.aids.leading.set(leading);
        }
    }
}

/// Opens an address beside this page, which learns nothing of it; only what a browser opens without running anything.
fn open_link(address: &str) {
    if is_safe_link(address) {
        let features = "noopener,noreferrer";
        window()
            .open_with_url_and_target_and_features(address, "_blank", features)
            .ok();
    }
}
