//! A pressed pointer that rests. A mouse that does not move tells nothing; tools that go by how long something is held hear of
//! it all the same.

use std::rc::Weak;

use board::{
    scene::Camera,
    tool::{Phase, PointerInput, PointerSample},
};
use gloo_timers::callback::Timeout;
use kurbo::Point;

use super::{Held, Input, resting::now_millis};

/// After so long without a reading, tools are told that the pointer is where it was.
const STILL_MILLIS: u32 = 520;

/// So many times in a row: together they are more than any tool waits for.
const TIMES_MAX: u32 = 2;

/// A pointer that may be about to rest.
pub(super) struct Rest {
    at: Point,
    /// How many times tools were told that it is there.
    n_told: u32,
    _runs_out: Timeout,
}

impl Input {
    /// Notes what was told last; a pointer that goes on or is lifted rests no more.
    pub(super) fn watch_for_rest(&self, told: &PointerInput) {
        let before = self.still.take();
        let last = told.samples.last().filter(|_| told.phase == Phase::Move);
        let Some(last) = last.copied() else { return };
        let n_told = before
            .filter(|rest| rest.at == last.at)
            .map_or(0, |rest| rest.n_told + 1);
        if n_told >= TIMES_MAX {
            return;
        }
        let (own, camera) = (Weak::clone(&self.own), self.camera.get_untracked());
        let again = PointerInput {
            phase: Phase::Move,
            samples: Vec::new(),
            has_pressure: told.has_pressure,
            modifiers: told.modifiers,
            kind: told.kind,
            double: told.double,
            eraser_button: told.eraser_button,
        };
        let runs_out = Timeout::new(STILL_MILLIS, move || {
            if let Some(input) = own.upgrade() {
                input.tell_rest(again, last, camera);
            }
        });
        self.still.replace(Some(Rest {
            at: last.at,
            n_told,
            _runs_out: runs_out,
        }));
    }

    fn tell_rest(&self, mut again: PointerInput, last: PointerSample, camera: Camera) {
        let is_held = matches!(self.held.get(), Held::Drawing { .. });
        // Where the board is moved under it, it rests nowhere.
        if is_held && self.camera.get_untracked() == camera && self.gathered.borrow().is_none() {
            let dt_millis = self.elapsed(now_millis());
            again.samples.push(PointerSample { dt_millis, ..last });
            self.gather(again);
        }
    }
}
