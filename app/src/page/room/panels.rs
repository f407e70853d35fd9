//! What a room has around the board: people, chat, notes, code, looks, the end. It travels as a part of its own while the
//! room already connects and draws, so that a room can be used as soon as its board is there.

use interview::api::RoomView;
use kurbo::Size;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::wasm_split;

use super::{
    drawing::{self, Drawing},
    more::More,
};
use crate::{
    chat::{Chat, ChatButton, ChatPanel},
    code_editor::{CodePanel, PointedOut},
    context_menu::ContextMenu,
    files::{Files, FilesButton, FilesPanels},
    finding::{Announcer, BoardOutline, Finding, KeysDialog, Palette, SearchBar},
    inspector::Inspector,
    journal::{Journal, JournalButton, JournalPanel, PhaseSign},
    lazy::{Slots, SplitLoaderError, dressed},
    live::Live,
    notes::{Notes, NotesButton, NotesDeed, NotesDrawer, Sharing, SharingButton},
    people::{BoardSize, Knocks, PeopleMarks, PeoplePanel, SeatsHeard},
    pictures::Pictures,
    removal::{self, RemovalButton, RemovalInRoom, RemovalStrips},
    scratch::{Scratch, ScratchButton, ScratchCorner},
    session::Session,
    shortcuts::Finder,
    side::{Side, Sides},
    status::{
        PauseButton, RoundClock,
        ending::{EndButton, EndDialog, EndedStrip},
    },
    together::{
        Together,
        device::{DeviceDialog, SecondDevice},
        hands::HandsSign,
    },
    ui::{Divider, IconButton, Split, Tab, Tabs, ThemeSwitch},
    voice::{Voice, VoiceButton, VoiceDialog, VoiceSigns},
};

/// The panels of one room, filled when their part has come.
pub(super) type Panels = Slots<Views>;

/// Each is taken once, by the place that shows it.
#[derive(Default)]
pub(super) struct Views {
    /// In the bar, after the title.
    pub(super) clock: Option<AnyView>,
    /// In the bar, before what is said of recording and connection.
    pub(super) people: Option<AnyView>,
    /// In the bar, after it.
    pub(super) doors: Option<AnyView>,
    /// Under the bar.
    pub(super) strips: Option<AnyView>,
    /// Over the board: beside the selection, and the search.
    pub(super) inspector: Option<AnyView>,
    /// Where it is asked for.
    pub(super) menu: Option<AnyView>,
    /// Over the desk of a narrow window.
    pub(super) tabs: Option<AnyView>,
    /// Between board and code.
    pub(super) divider: Option<AnyView>,
    /// The code side of the desk.
    pub(super) code: Option<AnyView>,
    /// What a narrow window shows of the people.
    pub(super) people_tab: Option<AnyView>,
    /// Over the right edge.
    pub(super) drawers: Option<AnyView>,
    /// Over the board, for what people do together.
    pub(super) together: Option<AnyView>,
}

/// Sends for them. Session and sharing are in the context of the caller, where notes and seats will be too.
pub(super) fn send_for(panels: Panels, drawing: Drawing, view: RoomView) {
    panels.fill(dressed(made(drawing, view)), || {});
}

/// Has them fetched, before they can be shown.
pub(super) fn fetch() {
    spawn_local(async { drop(fetched().await) });
}

#[wasm_split(panels, fallible)]
fn fetched() -> Result<(), SplitLoaderError> {
    Ok(())
}

#[wasm_split(panels, fallible)]
fn made(drawing: Drawing, view: RoomView) -> Result<Views, SplitLoaderError> {
    let session = expect_context::<Session>();
    let sharing = expect_context::<Sharing>();
    let viewport = session.viewport();
    Scratch::shared();
    SecondDevice::shared();
    Files::shared(session);
    provide_context(BoardSize(viewport));
    let chat = Chat::new(session);
    Voice::begin(session);
    PointedOut::shared();
    Journal::begin(session);
    let staff = view.role.is_some_and(|role| role.is_staff());
    if staff {
        Notes::begin(session, sharing);
    }
    removal::begin(session);
    if !view.try_out {
        SeatsHeard::provide(session);
    }
    let private = move || staff && !sharing.on();
    let ending = RwSignal::new(false);
    let (try_out, may_review, minutes_planned) = (view.try_out, view.may_review, view.minutes_planned);
    let people = view! {
        <Show when=private>
            <NotesDeed />
        </Show>
        <HandsSign />
        <VoiceSigns />
        <PeopleMarks />
    };
    let strips = view! {
        {drawing::instead(drawing)}
        <EndedStrip try_out may_review />
        <Show when=private>
            <Knocks />
            <RemovalStrips people=removal::people_of(session) />
        </Show>
    };
    let drawers = view! {
        <ChatPanel chat />
        <JournalPanel />
        <Pictures />
        <Finders ending />
        <FilesPanels />
        <EndDialog open=ending />
        <RemovalInRoom session />
        <VoiceDialog />
        <Show when=private>
            <NotesDrawer view=view.clone() />
        </Show>
    };
    Ok(Views {
        clock: Some(view! { <RoundClock minutes_planned /><PhaseSign /> }.into_any()),
        people: Some(people.into_any()),
        doors: Some(doors(chat, staff, ending)),
        strips: Some(strips.into_any()),
        inspector: Some(view! { <Inspector /><SearchBar /> }.into_any()),
        menu: Some(view! { <ContextMenu /> }.into_any()),
        tabs: Some(view! { <Tabs parts=[Tab::Board, Tab::Code, Tab::People] shown=Tab::shared() /> }.into_any()),
        divider: Some(view! { <Divider split=Split::shared() /> }.into_any()),
        code: Some(view! { <CodePanel /> }.into_any()),
        people_tab: Some(view! { <PeoplePanel /> }.into_any()),
        drawers: Some(drawers.into_any()),
        together: Some(over_the_board(viewport)),
    })
}

fn doors(chat: Chat, staff: bool, ending: RwSignal<bool>) -> AnyView {
    view! {
        <Show when=move || staff>
            <NotesButton />
        </Show>
        <More>
            <FilesButton />
            <PauseButton />
            <ScratchButton />
            <RemovalButton />
            <ChatButton chat />
            <VoiceButton />
            <JournalButton />
            <FindingButtons />
            <Show when=move || staff>
                <SharingButton />
            </Show>
            <ThemeSwitch />
            <EndButton open=ending />
        </More>
    }
    .into_any()
}

fn over_the_board(viewport: Live<Size>) -> AnyView {
    view! {
        <Together viewport />
        <ScratchCorner viewport />
    }
    .into_any()
}

/// The board as text, and all keys, for who does not know their keys yet.
#[component]
fn FindingButtons() -> impl IntoView {
    let finding = Finding::shared();
    let sides = Sides::shared();
    view! {
        <IconButton
            icon="list"
            label="The board as text"
            key="Alt+O"
            pressed=Signal::derive(move || sides.shows(Side::Outline))
            on_press=move || finding.open(Finder::Outline)
        />
        <IconButton icon="keyboard" label="Keys" key="?" on_press=move || finding.open(Finder::Help) />
    }
}

#[component]
fn Finders(ending: RwSignal<bool>) -> impl IntoView {
    view! {
        <BoardOutline />
        <Palette ending />
        <DeviceDialog />
        <KeysDialog />
        <Announcer />
    }
}
