//! A number that changes faster than it can be read, said calmly: while one draws, changes wait for an instant and are gone
//! again with every frame. Work that begins to wait is told at once; that nothing waits, when nothing did for a moment.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use crate::live::Live;

/// Between two looks at the number.
const LOOK_MILLIS: u32 = 120;

/// The most that a number was of late, as long as the calling component lives.
pub(super) fn calmed(number: Live<usize>) -> RwSignal<usize> {
    let said = RwSignal::new(number.get_untracked());
    let most = StoredValue::new(0_usize);
    let next_look = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |_| {
        let now = number.get();
        most.update_value(|most| *most = now.max(*most));
        if now > 0 && said.get_untracked() == 0 {
            said.set(now);
        }
        let is_looking = next_look.with_value(Option::is_some);
        if said.get_untracked() > 0 && !is_looking {
            look_later(number, said, most, next_look);
        }
    });
    said
}

fn look_later(
    number: Live<usize>,
    said: RwSignal<usize>,
    most: StoredValue<usize>,
    next_look: StoredValue<Option<Timeout>, LocalStorage>,
) {
    let look = move || {
        let (Some(now), Some(of_late)) = (number.try_get_untracked(), most.try_get_value()) else {
            return;
        };
        most.set_value(now);
        next_look.set_value(None);
        if said.try_get_untracked() != Some(of_late) {
            said.set(of_late);
        }
        if of_late > 0 {
            look_later(number, said, most, next_look);
        }
    };
    next_look.set_value(Some(Timeout::new(LOOK_MILLIS, look)));
}
