//! Files that staff laid beside the round: the sound of the call, or its transcript, each shifted onto the room's clock.

use board::time::Millis;
use interview::{
    attachment::{Attachment, AttachmentKind, OFFSET_MILLIS_MAX},
    transcript::{self, Line},
};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement};

use super::{Voices, bridge::Clip};
use crate::{
    api, dom,
    lazy::while_here,
    ui::{Button, IconButton, Look},
};

/// So long the handle has to rest before the server is told.
const SETTLE_MILLIS: u32 = 400;
/// How far the handle reaches, in seconds: ten minutes either way. The field beside it takes any time.
const HANDLE_SECONDS: i64 = 600;

/// One of them, as the review has it.
#[derive(Clone, Debug)]
pub(super) struct Attached {
    pub(super) id: String,
    pub(super) kind: AttachmentKind,
    pub(super) name: String,
    /// When its beginning is, in milliseconds of room time.
    pub(super) offset: RwSignal<i64>,
    /// What is said, of a transcript.
    pub(super) lines: StoredValue<Vec<Line>>,
}

impl Attached {
    /// Whether it can be heard.
    pub(super) fn sounds(&self) -> bool {
        self.kind == AttachmentKind::Call
    }
}

/// Sends for what is attached.
pub(super) fn load(voices: Voices) {
    let room = voices.room;
    let asked = async move { api::voice::attachments(room, voices.seat().as_deref()).await };
    while_here(asked, move |attached| match attached {
        Ok(attached) => attached.into_iter().for_each(|attachment| take(voices, attachment)),
        Err(error) => voices.say(format!("What is attached could not be read: {}", error.sentence)),
    });
}

/// Takes one in: its sound is played, its lines are listed.
fn take(voices: Voices, attachment: Attachment) {
    let room = voices.room;
    let id = attachment.id.clone();
    let asked = async move { api::voice::attached(room, voices.seat().as_deref(), &id).await };
    while_here(asked, move |bytes| {
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(error) => return voices.say(format!("{} could not be read: {}", attachment.name, error.sentence)),
        };
        let mut lines = Vec::new();
        if attachment.kind == AttachmentKind::Transcript {
            match transcript::read(&bytes) {
                Ok(read) => {
                    if read.passed_over > 0 {
                        voices.say(format!(
                            "{} lines of {} have no times and are left out.",
                            read.passed_over, attachment.name
                        ));
                    }
                    lines = read.lines;
                }
                Err(error) => return voices.say(format!("{}: {error}", attachment.name)),
            }
        }
        let attached = Attached {
            id: attachment.id,
            kind: attachment.kind,
            name: attachment.name,
            offset: RwSignal::new(attachment.offset_millis),
            lines: StoredValue::new(lines),
        };
        let sounds = attached
            .sounds()
            .then(|| (attached.id.clone(), attached.offset.get_untracked()));
        voices.attached.update(|all| all.push(attached));
        if let Some((id, offset)) = sounds {
            voices.with_hearing(move || give(voices, &id, offset, &bytes));
        }
    });
}

fn give(voices: Voices, id: &str, offset: i64, bytes: &[u8]) {
    let Some(hearing) = voices.hearing() else { return };
    let from = offset as f64;
    let clip = Clip {
        key: id,
        voice: id,
        from,
        to: from + OFFSET_MILLIS_MAX as f64,
        mime: interview::attachment::sound_mime(bytes).unwrap_or_default(),
    };
    hearing.give(&clip, bytes);
    voices.sound();
}

/// The field a file is picked with.
#[component]
pub(super) fn AttachButton() -> impl IntoView {
    let voices = expect_context::<Voices>();
    let busy = RwSignal::new(false);
    let field = NodeRef::<leptos::html::Input>::new();
    let pick = move || {
        if let Some(field) = field.get_untracked() {
            field.click();
        }
    };
    let picked = move |event: leptos::ev::Event| {
        let field = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(field) = field else { return };
        if let Some(file) = field.files().and_then(|files| files.get(0)) {
            send(voices, file, busy);
        }
        // The same file may be picked again.
        field.set_value("");
    };
    view! {
        <input
            class="visually-hidden"
            type="file"
            tabindex="-1"
            aria-label="Recording or transcript of the call"
            accept="audio/*,.vtt,.srt"
            node_ref=field
            on:change=picked
        />
        <Button icon="upload" busy=busy on_press=pick>"Attach a recording or transcript"</Button>
    }
}

fn send(voices: Voices, file: File, busy: RwSignal<bool>) {
    let name = file.name();
    let is_text = name.to_lowercase().ends_with(".vtt") || name.to_lowercase().ends_with(".srt");
    let (kind, most) = if is_text {
        (AttachmentKind::Transcript, board::limits::TRANSCRIPT_BYTES)
    } else {
        (AttachmentKind::Call, board::limits::ATTACHMENT_BYTES)
    };
    if file.size() > most as f64 {
        return voices.say(format!(
            "{name} is larger than {} MiB, the most that can be attached.",
            most >> 20
        ));
    }
    busy.set(true);
    voices.trouble.set(None);
    let room = voices.room;
    spawn_local(async move {
        let sent = api::voice::attach(room, voices.seat().as_deref(), kind, &name, &file).await;
        busy.try_set(false);
        match sent {
            Ok(attachment) => {
                // A press comes from outside; what is taken in lives as long as the page.
                if let Some(owner) = voices.owner.try_get_value() {
                    owner.with(|| take(voices, attachment));
                }
            }
            Err(error) => voices.say(error.sentence),
        }
    });
}

/// One file with its handle.
#[component]
pub(super) fn AttachedRow(attached: Attached) -> impl IntoView {
    let voices = expect_context::<Voices>();
    let offset = attached.offset;
    let told = StoredValue::new(0_u32);
    let id = StoredValue::new(attached.id.clone());
    let sounds = attached.sounds();
    let shift = move |millis: i64| {
        offset.set(millis.clamp(-OFFSET_MILLIS_MAX, OFFSET_MILLIS_MAX));
        if let Some(hearing) = voices.hearing().filter(|_| sounds) {
            hearing.shift(&id.get_value(), offset.get_untracked() as f64);
            voices.sound();
        }
        tell_later(voices, id, offset, told);
    };
    let seconds = move || crate::decimal::fixed(offset.get() as f64 / 1_000.0, 1);
    let moved = move |field: HtmlInputElement| {
        let value = field.value_as_number();
        if value.is_finite() {
            shift((value * 10.0).round() as i64 * 100);
        }
    };
    let remove = move || {
        let (room, id) = (voices.room, id.get_value());
        spawn_local(async move {
            match api::voice::detach(room, voices.seat().as_deref(), &id).await {
                Ok(()) => {
                    if let Some(hearing) = voices.hearing() {
                        hearing.let_go(&id);
                    }
                    voices
                        .attached
                        .try_update(|all| all.retain(|attached| attached.id != id));
                }
                Err(error) => voices.say(error.sentence),
            }
        });
    };
    let name = attached.name.clone();
    let what = if sounds { "Recording" } else { "Transcript" };
    view! {
        <li class="voices-row" aria-label=format!("{what}: {name}")>
            <span class="voices-name">{format!("{what}: {name}")}</span>
            <label class="voices-offset">
                <span>"Begins at second"</span>
                <input type="number" step="0.1" prop:value=seconds on:change:target=move |event| moved(event.target()) />
            </label>
            <input
                type="range"
                aria-label="Shift on the round’s clock, in seconds"
                min=(-HANDLE_SECONDS).to_string()
                max=HANDLE_SECONDS.to_string()
                step="0.1"
                prop:value=seconds
                on:input:target=move |event| moved(event.target())
            />
            {sounds.then(|| view! { <CallVolume id name=attached.name /> })}
            <span class="row">
                <Button look=Look::Quiet on_press=move || shift(offset.get_untracked() - 100)>"Earlier"</Button>
                <Button look=Look::Quiet on_press=move || shift(offset.get_untracked() + 100)>"Later"</Button>
                <IconButton icon="trash-2" label="Take this file away" on_press=remove />
            </span>
        </li>
    }
}

#[component]
fn CallVolume(id: StoredValue<String>, name: String) -> impl IntoView {
    let voices = expect_context::<Voices>();
    let change = move |percent: f64| {
        if let Some(hearing) = voices.hearing() {
            id.with_value(|id| hearing.volume(id, percent / 100.0));
        }
    };
    view! {
        <input
            type="range"
            min="0"
            max="100"
            value="100"
            aria-label=format!("Volume of {name}")
            on:input:target=move |event| change(event.target().value_as_number())
        />
    }
}

fn tell_later(voices: Voices, id: StoredValue<String>, offset: RwSignal<i64>, told: StoredValue<u32>) {
    let turn = told.with_value(|turn| turn + 1);
    told.set_value(turn);
    spawn_local(async move {
        dom::pause(SETTLE_MILLIS).await;
        let (Some(latest), Some(offset)) = (told.try_get_value(), offset.try_get_untracked()) else {
            return;
        };
        if latest != turn {
            return;
        }
        let id = id.get_value();
        if let Err(error) = api::voice::shift(voices.room, voices.seat().as_deref(), &id, offset).await {
            voices.say(error.sentence);
        }
    });
}

/// Room time of a moment of a file; before the round it is its beginning.
pub(super) fn in_room(offset: i64, at: Millis) -> Millis {
    Millis(at.0.saturating_add_signed(offset))
}
