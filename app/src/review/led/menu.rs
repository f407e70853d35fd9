//! The button of the review's head: leading, following, handing over, one's name, the projector's window.

use board::id::RoomId;
use interview::led::{Lead, Viewer, ViewerKind};
use leptos::prelude::*;

use super::{Led, connecting::Link, name::NameDialog};
use crate::{
    review::link,
    ui::{Icon, Menu, MenuItem, MenuLine},
};

/// What can be done together.
#[component]
pub fn TogetherMenu(
    /// The room.
    room: RoomId,
    /// The seat of who tried it alone.
    seat: Option<String>,
) -> impl IntoView {
    let led = expect_context::<Led>();
    let naming = RwSignal::new(false);
    let address = StoredValue::new(link::projector_address(room, seat.as_deref(), expect_context()));
    let is_up = Signal::derive(move || led.link.get() == Link::Up);
    let may_lead = Signal::derive(move || is_up.get() && led.here.with(|here| here.lead == Lead::Free));
    let leads = Memo::new(move |_| led.leads());
    let called = Memo::new(move |_| led.here.with(|here| here.leader().map(Viewer::called)));
    let follow_item = move || {
        let name = called.get().filter(|_| !leads.get())?;
        Some(view! {
            <MenuItem
                key="T"
                enabled=is_up
                checked=Signal::derive(move || Some(led.is_moved()))
                on_press=move || led.toggle()
            >
                {format!("Follow {name}")}
            </MenuItem>
        })
    };
    let lead_item = move || {
        if leads.get() {
            return view! { <MenuItem on_press=move || led.stop_leading()>"Stop leading"</MenuItem> }.into_any();
        }
        view! { <MenuItem enabled=may_lead on_press=move || led.lead()>"Lead the replay"</MenuItem> }.into_any()
    };
    let face =
        move || (move || view! { <Icon name="users" /> <span class="led-face wide-only">"Together"</span> }).into_any();
    view! {
        <span class="led-menu">
            <Menu label="Together".to_owned() face>
                {lead_item}
                {follow_item}
                <HandOverItems />
                <MenuLine />
                <MenuItem on_press=move || naming.set(true)>
                    {move || match led.name.get() {
                        name if name.is_empty() => "My name…".to_owned(),
                        name => format!("My name: {name}…"),
                    }}
                </MenuItem>
                <MenuItem on_press=move || open_window(&address.get_value())>"Open the projector's window"</MenuItem>
                <Show when=move || led.joined.get()>
                    <MenuItem on_press=move || led.leave()>"Leave the others"</MenuItem>
                </Show>
            </Menu>
            <NameDialog open=naming />
        </span>
    }
}

/// Everybody to whom the leader can give the lead.
#[component]
pub(super) fn HandOverItems() -> impl IntoView {
    let led = expect_context::<Led>();
    move || {
        let others = others(led);
        let items = others.into_iter().map(|viewer| {
            let id = viewer.id;
            view! {
                <MenuItem on_press=move || led.hand_over(id)>{format!("Hand over to {}", viewer.called())}</MenuItem>
            }
        });
        items.collect_view()
    }
}

/// The people to whom this page could hand the lead over.
pub(super) fn others(led: Led) -> Vec<Viewer> {
    if !led.leads() {
        return Vec::new();
    }
    let here = led.here();
    let people = here.viewers.iter().filter(|viewer| viewer.kind == ViewerKind::Person);
    people.filter(|viewer| Some(viewer.id) != here.you).cloned().collect()
}

fn open_window(address: &str) {
    // A browser that refuses says so itself.
    window()
        .open_with_url_and_target_and_features(address, "_blank", "popup,width=1280,height=720")
        .ok();
}
