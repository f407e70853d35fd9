//! Where people pointed, typed and looked at the playhead, and whose view one follows. What tracks hold is what everybody in the
//! room could see; a review without them is complete but for that.

mod follow;

use std::sync::Arc;

use board::{
    actor::ActorIndex,
    id::{FileId, RoomId},
    text::Utf16,
    time::Millis,
    track::{Seen, Trails, decode_tracks},
};
use kurbo::Rect;
use leptos::prelude::*;

pub use self::follow::{FollowMenu, Followed};
use crate::{
    api,
    canvas::{Light, RemoteCursor},
    code_editor::Caret,
    lazy::while_here,
    review::{Review, faces::Faces, story},
};

/// How long what a laser passed shines, in milliseconds.
const SHINES: Millis = Millis(1_000);

/// Everybody's tracks, and who is followed; in context of a review.
#[derive(Clone, Copy)]
pub struct Looked {
    review: Review,
    faces: Faces,
    trails: RwSignal<Arc<Trails>>,
    followed: RwSignal<Option<ActorIndex>>,
    /// Who was followed before one looked around freely.
    left: RwSignal<Option<ActorIndex>>,
}

impl Looked {
    /// Sends for the tracks, follows nobody, and puts itself into the context.
    pub fn begin(review: Review, room: RoomId, seat: Option<String>) -> Looked {
        let looked = Looked {
            review,
            faces: expect_context(),
            trails: RwSignal::default(),
            followed: RwSignal::new(None),
            left: RwSignal::new(None),
        };
        let asked = async move { api::review::tracks(room, seat.as_deref()).await };
        while_here(asked, move |bytes| {
            let points = bytes.ok().and_then(|bytes| decode_tracks(&bytes).ok());
            looked.trails.set(Arc::new(Trails::new(points.unwrap_or_default())));
        });
        provide_context(looked);
        looked
    }

    /// Where everybody points.
    pub(super) fn cursors(self) -> Vec<RemoteCursor> {
        let seen = self.all();
        let pointing = seen.into_iter().filter_map(|seen| {
            Some(RemoteCursor {
                at: Some(seen.cursor?),
                name: self.faces.short(&self.name_of(seen.actor)),
                colour: self.faces.colour(seen.actor),
                selection: Vec::new(),
                writes_in: None,
                is_idle: seen.rests,
            })
        });
        pointing.collect()
    }

    /// What lasers passed just now.
    pub(super) fn lights(self) -> Vec<Light> {
        let now = self.now();
        let trails = self.trails.read();
        let lasers = trails.lasers(now, SHINES);
        let lights = lasers.map(|(actor, rank, places)| Light {
            rank,
            colour: self.faces.colour(actor),
            places: places
                .into_iter()
                .map(|(at, place)| (place.to_units(), at.0 as f64))
                .collect(),
            now_millis: now.0 as f64,
        });
        lights.collect()
    }

    /// The carets in a code file.
    pub(super) fn carets(self, file: FileId) -> Vec<Caret> {
        let seen = self.all();
        let carets = seen.into_iter().filter_map(|seen| {
            let (_, anchor, head) = seen.caret.filter(|(own, _, _)| *own == file)?;
            Some(Caret {
                id: seen.rank.0,
                name: self.faces.short(&self.name_of(seen.actor)),
                actor: seen.actor,
                anchor,
                head,
            })
        });
        carets.collect()
    }

    /// Whom one follows.
    pub fn followed(self) -> Option<ActorIndex> {
        self.followed.get()
    }

    /// Follows somebody from now on, or nobody.
    pub fn follow(self, whom: Option<ActorIndex>) {
        if whom.is_none()
            && let Some(was) = self.followed.get_untracked()
        {
            self.left.set(Some(was));
        }
        if self.followed.get_untracked() != whom {
            self.followed.set(whom);
        }
    }

    /// Goes back to whom one followed; from there to the next person.
    pub fn follow_next(self) {
        let people = self.people_untracked();
        let next = match self.followed.get_untracked() {
            None => self.left.get_untracked().or(people.first().copied()),
            Some(now) => {
                let behind = people.iter().position(|person| *person == now).map_or(0, |at| at + 1);
                people.get(behind).or(people.first()).copied()
            }
        };
        self.follow(next);
    }

    /// The part of the board that the followed person saw.
    fn followed_view(self) -> Option<Rect> {
        self.followed_seen()?.view
    }

    /// Where the followed person typed: the file, and the place in it.
    pub(super) fn followed_caret(self) -> Option<(FileId, Utf16)> {
        let (file, _, head) = self.followed_seen()?.caret?;
        Some((file, head))
    }

    /// What to call somebody.
    fn name_of(self, actor: ActorIndex) -> String {
        story::name_of(actor, &self.review.opened().header.people)
    }

    /// Who can be followed; the candidate first.
    fn people(self) -> Vec<ActorIndex> {
        let opened = self.review.opened();
        let mut people = self.trails.read().people();
        people.sort_by_key(|actor| {
            let person = opened.header.people.iter().find(|person| person.actor == actor.0);
            person.is_none_or(|person| person.role != interview::seat::Role::Candidate.word())
        });
        people
    }

    fn people_untracked(self) -> Vec<ActorIndex> {
        untrack(move || self.people())
    }

    fn followed_seen(self) -> Option<Seen> {
        let whom = self.followed.get()?;
        self.trails.read().of(whom, self.now())
    }

    fn all(self) -> Vec<Seen> {
        self.trails.read().at(self.now()).collect()
    }

    fn now(self) -> Millis {
        self.review.player.playhead().get()
    }
}
