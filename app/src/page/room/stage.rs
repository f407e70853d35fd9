//! The drawing surface of a live room: the canvas, what the active tool shows, the others' cursors, the text field.

use board::{element::AssetHash, id::RoomId, protocol::Person};
use kurbo::Size;
use leptos::prelude::*;

use super::{
    drawing::{self, Drawing},
    panels::Panels,
};
use crate::live::Live;
use crate::{
    canvas::{Canvas, MenuAsked, RemoteCursor},
    people,
    session::{Aid, Session},
};

/// The board of a live room.
#[component]
pub(super) fn Stage(room: RoomId, drawing: Drawing, panels: Panels) -> impl IntoView {
    let session = expect_context::<Session>();
    let viewport = session.viewport();
    let camera = session.camera();
    let cursors = Signal::derive(move || remote_cursors(session));
    let pointer_style = Signal::derive(move || {
        if session.rights().get().draw {
            session.cursor()
        } else {
            "default"
        }
    });
    tell_view(session, viewport);
    session.watch_key();
    view! {
        <div class="stage">
            <Canvas
                revision=session.revision()
                board=move |()| session.with_board(Clone::clone)
                camera
                overlay=Signal::derive(move || session.overlay())
                cursors
                lights=session.lights()
                on_pointer=move |input| session.pointer(&input)
                on_menu=move |asked: MenuAsked| drawing::ask_menu(drawing, session, asked)
                grid=Signal::derive(move || session.has(Aid::Grid))
                pointer_style
                viewport
                asset_url=move |hash: AssetHash| asset_url(room, &session.seat(), &hash)
            >
                {drawing.slot(|views| views.text_field.take())}
            </Canvas>
            {panels.slot(|views| views.inspector.take())}
            {panels.slot(|views| views.menu.take())}
            <p id="board-words" class="visually-hidden">
                "Everything on the board stands as text in the outline: Alt+O. All keys: question mark. Another element: slash."
            </p>
            {panels.slot(|views| views.together.take())}
            {drawing.slot(|views| views.zoom.take())}
        </div>
    }
}

/// The address of an image of a room.
fn asset_url(room: RoomId, seat: &str, hash: &AssetHash) -> String {
    let digits = hash.0.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    format!("/api/v1/rooms/{room}/assets/{digits}?seat={seat}")
}

/// The others' cursors, each in its person's colour.
fn remote_cursors(session: Session) -> Vec<RemoteCursor> {
    let people = session.people().get();
    let of = |rank| people.iter().find(|person: &&Person| person.rank == rank);
    let others = session.others().get();
    let idle = session.idle().get();
    let cursor = |(rank, presence): (_, board::protocol::Presence)| {
        let person = of(rank)?;
        Some(RemoteCursor {
            at: presence.cursor.map(|at| at.to_units()),
            // A whole name would cover what is pointed at.
            name: person.name.split_whitespace().next().unwrap_or_default().to_owned(),
            colour: people::colour_of(person.actor),
            selection: presence.selection,
            writes_in: presence.editing,
            is_idle: idle.contains(&person.actor),
        })
    };
    others.into_iter().filter_map(cursor).collect()
}

/// Tells the others which part of the board is in view.
fn tell_view(session: Session, viewport: Live<Size>) {
    Effect::new(move |_| {
        let (camera, size) = (session.camera().get(), viewport.get());
        let visible = camera.visible(size);
        let corner = board::geometry::Point::from_units;
        let view = (
            corner(visible.origin()),
            corner(kurbo::Point::new(visible.x1, visible.y1)),
        );
        session.show_presence(|presence| presence.view = Some(view));
    });
}
