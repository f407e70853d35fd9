//! Whether this browser and network can hold a round: said before it begins, in words. That this page runs at all shows that
//! WebAssembly works; the loader says so where it does not.

use leptos::prelude::*;

use crate::{
    api, dom,
    socket::{self, Way},
    ui::{Icon, Message, Tone},
};

const PROBE_KEY: &str = "chalkback-probe";
/// A way there and back that is felt while drawing together.
const SLOW_MILLIS: f64 = 400.0;

#[derive(Clone, Copy, Eq, PartialEq)]
enum Outcome {
    Waiting,
    Fine,
    Slow(u32),
    /// By plain web requests only.
    Roundabout,
    Failed,
}

/// The list of checks.
#[component]
pub fn Checks() -> impl IntoView {
    let network = RwSignal::new(Outcome::Waiting);
    leptos::task::spawn_local(async move {
        let outcome = match measure_network().await {
            Outcome::Failed => Outcome::Failed,
            measured if socket::passes(Way::WebSocket).await => measured,
            _ if socket::passes(Way::Posts).await => Outcome::Roundabout,
            _ => Outcome::Failed,
        };
        network.try_set(outcome);
    });
    let keeps = if keeps_things() { Outcome::Fine } else { Outcome::Failed };
    view! {
        <section>
            <h2>"This computer"</h2>
            <ul class="join-checks">
                <Check outcome=Outcome::Fine fine="This browser can run the room" failed="" />
                <Check
                    outcome=network
                    fine="The connection works"
                    failed="A live connection to the server is not possible right now: check the network or a company proxy"
                />
                <Check
                    outcome=keeps
                    fine="Work is kept here if the connection drops"
                    failed="This browser keeps nothing (a private window?): work made while offline would be lost on a reload"
                />
            </ul>
        </section>
    }
}

#[component]
fn Check(#[prop(into)] outcome: Signal<Outcome>, fine: &'static str, failed: &'static str) -> impl IntoView {
    move || match outcome.get() {
        Outcome::Waiting => view! { <li class="quiet"><Icon name="circle" />"Trying the connection"</li> }.into_any(),
        Outcome::Fine => view! { <li><Icon name="check" />{fine}</li> }.into_any(),
        Outcome::Slow(millis) => {
            let words = format!("{fine}, but slowly ({millis} ms): others will see your strokes a little late.");
            view! { <li><Icon name="clock" />{words}</li> }.into_any()
        }
        Outcome::Roundabout => {
            let words = format!("{fine} by plain web requests, because this network refuses WebSockets");
            view! { <li><Icon name="check" />{words}</li> }.into_any()
        }
        Outcome::Failed => view! { <li><Message tone=Tone::Problem text=Some(failed.to_owned()) /></li> }.into_any(),
    }
}

async fn measure_network() -> Outcome {
    // The first call pays for setting the connection up; the second tells how far the server is.
    for _ in 0..2 {
        let began = js_sys::Date::now();
        if api::joining::server_answers().await.is_err() {
            return Outcome::Failed;
        }
        let millis = js_sys::Date::now() - began;
        if millis < SLOW_MILLIS {
            return Outcome::Fine;
        }
    }
    let began = js_sys::Date::now();
    match api::joining::server_answers().await {
        Ok(()) => Outcome::Slow((js_sys::Date::now() - began) as u32),
        Err(_) => Outcome::Failed,
    }
}

fn keeps_things() -> bool {
    let kept = dom::keep(PROBE_KEY, "1");
    dom::forget(PROBE_KEY);
    kept
}
