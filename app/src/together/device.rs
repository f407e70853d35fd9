//! A second device in one's own seat: a short code to type there. One name, one lane in the recording, one undo.

use interview::api::DeviceCode;
use leptos::prelude::*;

use crate::{
    api, dom,
    session::Session,
    ui::{Button, Deed, Dialog, Message, Spinner, Tone},
};

/// Whether the dialog with the code is open; in context of the room.
#[derive(Clone, Copy)]
pub struct SecondDevice(RwSignal<bool>);

impl SecondDevice {
    /// The room's own, made by whoever asks first.
    pub fn shared() -> SecondDevice {
        use_context().unwrap_or_else(|| {
            let device = SecondDevice(RwSignal::new(false));
            provide_context(device);
            device
        })
    }

    /// Opens the dialog.
    pub fn ask(self) {
        self.0.set(true);
    }
}

/// The button.
#[component]
pub fn DeviceButton() -> impl IntoView {
    let device = SecondDevice::shared();
    view! { <Button icon="monitor-smartphone" on_press=move || device.ask()>"Use a second device"</Button> }
}

/// The dialog with the code.
#[component]
pub fn DeviceDialog() -> impl IntoView {
    let SecondDevice(open) = SecondDevice::shared();
    view! {
        <Dialog open title="Use a second device">
            <Code />
        </Dialog>
    }
}

#[component]
fn Code() -> impl IntoView {
    let session = expect_context::<Session>();
    let code = RwSignal::new(None::<DeviceCode>);
    let deed = Deed::new();
    let (room, seat) = (session.room(), session.seat());
    let make = move || {
        let seat = seat.clone();
        deed.run(async move { api::seats::device_code(room, &seat).await }, move |made| {
            code.set(Some(made))
        });
    };
    make();
    let address = format!("{}/join", dom::origin());
    let shown = move |made: DeviceCode| {
        let minutes = made.lives_millis / 60_000;
        let make = make.clone();
        view! {
            <ol class="device-steps">
                <li>"On the other device, open " <code>{address.clone()}</code></li>
                <li>"Type this code: " <output class="device-code">{made.code}</output></li>
            </ol>
            <p class="quiet small">
                {format!("It works once, within {minutes} minutes, and opens your own seat: both devices are you. ")}
                "What you do on one can be taken back on the other."
            </p>
            <Button on_press=make>"Another code"</Button>
        }
    };
    view! {
        <Message tone=Tone::Problem text=deed.error() />
        <Show when=move || deed.busy().get()>
            <Spinner words="Making a code" />
        </Show>
        {move || code.get().map(|made| shown.clone()(made))}
    }
}
