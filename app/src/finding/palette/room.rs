//! What the room's bar, its panels and its menus offer, by name. It is done by the very functions of their buttons, and offered
//! exactly while those are.

use board::actor::ActorIndex;
use interview::{note::NoteKind, seat::Role};
use leptos::prelude::*;

use crate::{
    files::{Files, Picture},
    journal::Journal,
    notes::{Notes, Sharing, field::write_in_by_button, own_window},
    people::{SeatsHeard, present},
    removal::Removing,
    route,
    scratch::Scratch,
    session::Session,
    side::{Side, Sides},
    status::{self, ending},
    together::{device::SecondDevice, gather},
    ui::toggle_theme,
    voice::Voice,
};

/// Something that the room offers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum RoomDeed {
    Chat,
    People,
    Invite,
    Hands,
    Gather,
    Device,
    HideLayer,
    ShowLayer,
    Follow(ActorIndex),
    StopFollowing,
    Pause,
    Resume,
    Voice,
    Removal,
    Phase,
    Notes,
    NotesWindow,
    Mark,
    Hint,
    HidePrivate,
    ShowPrivate,
    Scratch,
    OpenFile,
    Export,
    CopyPng,
    CopySvg,
    Copy,
    CopyWords,
    Cut,
    Paste,
    KeepStencil,
    Stencils,
    Theme,
    End,
    Reopen,
    Leave,
}

/// Where all of it is done.
#[derive(Clone, Copy)]
pub(super) struct Room {
    session: Session,
    sides: Sides,
    files: Files,
    scratch: Scratch,
    voice: Voice,
    removing: Removing,
    device: SecondDevice,
    journal: Journal,
    sharing: Sharing,
    /// Of interviewers.
    notes: Option<Notes>,
    /// Where there are seats to give.
    seats: Option<SeatsHeard>,
    /// Whether it is asked if the round shall end.
    ending: RwSignal<bool>,
}

impl Room {
    /// The room in whose context this is called.
    pub(super) fn here(ending: RwSignal<bool>) -> Room {
        Room {
            session: expect_context(),
            sides: Sides::shared(),
            files: expect_context(),
            scratch: Scratch::shared(),
            voice: expect_context(),
            removing: expect_context(),
            device: SecondDevice::shared(),
            journal: expect_context(),
            sharing: expect_context(),
            notes: use_context(),
            seats: use_context(),
            ending,
        }
    }

    /// Whether the room offers it to this person now; tracked.
    pub(super) fn offers(self, deed: RoomDeed) -> bool {
        if deed.is_private() && self.sharing.on() {
            return false;
        }
        let session = self.session;
        let may_draw = session.rights().get().draw;
        let has_selection = may_draw && !session.selection().get().is_empty();
        let is_paused = session.round().get().paused_since.is_some();
        let hides_layer = session.hides_interviewers().get();
        match deed {
            RoomDeed::Chat
            | RoomDeed::People
            | RoomDeed::Device
            | RoomDeed::Removal
            | RoomDeed::Export
            | RoomDeed::CopyWords
            | RoomDeed::CopyPng
            | RoomDeed::CopySvg
            | RoomDeed::Stencils
            | RoomDeed::Scratch
            | RoomDeed::Theme
            | RoomDeed::Leave => true,
            RoomDeed::Invite | RoomDeed::Hands => self.seats.is_some() && session.role().get() == Some(Role::Host),
            RoomDeed::Gather => gather::may_gather(session),
            RoomDeed::HideLayer => !hides_layer,
            RoomDeed::ShowLayer => hides_layer,
            RoomDeed::Follow(whom) => session.following().get() != Some(whom),
            RoomDeed::StopFollowing => session.following().get().is_some(),
            RoomDeed::Pause => status::may_pause(session) && !is_paused,
            RoomDeed::Resume => status::may_pause(session) && is_paused,
            RoomDeed::Voice => self.voice.may_now(),
            RoomDeed::Phase => self.journal.may_announce(),
            RoomDeed::Notes | RoomDeed::NotesWindow | RoomDeed::Mark | RoomDeed::Hint => self.notes.is_some(),
            RoomDeed::HidePrivate => self.notes.is_some() && !self.sharing.on(),
            RoomDeed::ShowPrivate => self.notes.is_some() && self.sharing.on(),
            RoomDeed::OpenFile | RoomDeed::Paste => may_draw,
            RoomDeed::Copy | RoomDeed::Cut | RoomDeed::KeepStencil => has_selection,
            RoomDeed::End => ending::may_end(session),
            RoomDeed::Reopen => session.round().get().ended_at.is_some() && ending::may_reopen(session),
        }
    }

    /// Does it.
    pub(super) fn run(self, deed: RoomDeed) {
        let session = self.session;
        match deed {
            RoomDeed::Chat => self.go_to(Side::Chat, ".chat-say input"),
            RoomDeed::People => self.go_to(Side::People, ".side-panel .people-row button"),
            RoomDeed::Hands => self.go_to(Side::People, ".side-panel .seats fieldset input"),
            RoomDeed::Invite => drop(self.seats.map(|seats| seats.inviting.set(true))),
            RoomDeed::Gather => gather::gather(session, session.viewport().get_untracked()),
            RoomDeed::Device => self.device.ask(),
            RoomDeed::HideLayer => session.hide_interviewers(true),
            RoomDeed::ShowLayer => session.hide_interviewers(false),
            RoomDeed::Follow(whom) => session.follow(Some(whom)),
            RoomDeed::StopFollowing => session.follow(None),
            RoomDeed::Pause | RoomDeed::Resume => status::pause_or_resume(session),
            RoomDeed::Voice => self.voice.ask(),
            RoomDeed::Removal => self.removing.begin(),
            RoomDeed::Phase => self.journal.begin_phase(),
            RoomDeed::Notes => drop(self.notes.map(Notes::open_to_write)),
            RoomDeed::NotesWindow => drop(self.notes.map(own_window::open)),
            RoomDeed::Mark => drop(self.notes.map(|notes| notes.mark(NoteKind::Mark))),
            RoomDeed::Hint => drop(self.notes.map(|notes| notes.mark(NoteKind::Hint))),
            RoomDeed::HidePrivate | RoomDeed::ShowPrivate => self.sharing.toggle(),
            RoomDeed::Scratch => self.scratch.toggle(),
            RoomDeed::OpenFile => self.files.open(),
            RoomDeed::Export => self.files.export(),
            RoomDeed::CopyPng => self.files.copy_picture(Picture::Png),
            RoomDeed::CopySvg => self.files.copy_picture(Picture::Svg),
            RoomDeed::Copy => self.files.copy(),
            RoomDeed::CopyWords => self.files.copy_words(),
            RoomDeed::Cut => self.files.cut(),
            RoomDeed::Paste => self.files.paste(),
            RoomDeed::KeepStencil => self.files.keep_stencil(),
            RoomDeed::Stencils => self.sides.open(Side::Stencils),
            RoomDeed::Theme => toggle_theme(),
            RoomDeed::End => self.ending.set(true),
            RoomDeed::Reopen => ending::reopen(session),
            RoomDeed::Leave => route::navigate("/"),
        }
    }

    /// Whose view can be followed: the index in the recording, and what following is called; tracked.
    pub(super) fn to_follow(self) -> Vec<(ActorIndex, String)> {
        let me = self.session.me().get();
        let persons = present(&self.session.people().read()).into_iter();
        let others = persons.filter(|person| person.actor != me && person.away_since.is_none());
        let named = others.map(|person| (person.actor, format!("Follow the view of {}", person.name)));
        named
            .filter(|(actor, _)| self.offers(RoomDeed::Follow(*actor)))
            .collect()
    }

    /// Opens what lies beside the board, and goes into it.
    fn go_to(self, side: Side, place: &'static str) {
        self.sides.open(side);
        write_in_by_button(place);
    }
}

impl RoomDeed {
    /// Whether only this person shall know of it.
    pub(super) fn is_private(self) -> bool {
        matches!(
            self,
            RoomDeed::Invite
                | RoomDeed::Hands
                | RoomDeed::Notes
                | RoomDeed::NotesWindow
                | RoomDeed::Mark
                | RoomDeed::Hint
                | RoomDeed::Scratch
        )
    }
}

/// How one of them is offered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offer {
    pub(super) deed: RoomDeed,
    pub(super) icon: &'static str,
    pub(super) name: &'static str,
    /// As people read it; empty where it has none.
    pub(super) key: &'static str,
    /// What else people search it by.
    pub(super) words: &'static str,
}
