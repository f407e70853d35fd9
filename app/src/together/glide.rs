//! Moving the view of its own accord, smoothly, and giving way to the person at once.

use board::scene::Camera;
use leptos::prelude::*;

use crate::{dom, live::Live};

/// How much of the way that is left one frame goes.
const SHARE: f64 = 0.22;

/// A view on its way somewhere.
#[derive(Clone, Copy)]
pub struct Glide {
    camera: Live<Camera>,
    target: StoredValue<Option<Camera>, LocalStorage>,
    /// What it was set to last: anything else was the person.
    set: StoredValue<Camera, LocalStorage>,
}

impl Glide {
    /// At rest.
    pub fn new(camera: Live<Camera>) -> Glide {
        Glide {
            camera,
            target: StoredValue::new_local(None),
            set: StoredValue::new_local(camera.get_untracked()),
        }
    }

    /// Goes there from where it is.
    pub fn to(self, target: Camera) {
        let was_at_rest = self.target.try_get_value().flatten().is_none();
        self.target.try_set_value(Some(target));
        if was_at_rest {
            self.set.try_set_value(self.camera.get_untracked());
            self.step();
        }
    }

    /// Stays where it is.
    pub fn stop(self) {
        self.target.try_set_value(None);
    }

    /// Whether a view is one that this has set.
    pub fn is_own(self, camera: Camera) -> bool {
        self.set.try_get_value() == Some(camera)
    }

    /// Takes the present view for its own.
    pub fn begin_here(self) {
        self.set.try_set_value(self.camera.get_untracked());
    }

    fn step(self) {
        let (Some(Some(target)), Some(now)) = (self.target.try_get_value(), self.camera.try_get_untracked()) else {
            return;
        };
        if !self.is_own(now) {
            return self.stop();
        }
        let next = if dom::prefers_reduced_motion() {
            target
        } else {
            now.towards(target, SHARE)
        };
        self.set.try_set_value(next);
        if next == target {
            self.stop();
        }
        if next != now {
            self.camera.set(next);
        }
        if next != target {
            request_animation_frame(move || self.step());
        }
    }
}
