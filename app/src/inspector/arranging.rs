//! What can be done with what is selected, as buttons: lining up, groups, order, mirroring, looks, copies.

use board::tool::{
    Selected,
    command::{Alignment, Axis},
};
use leptos::prelude::*;

use super::Choice;
use crate::{
    arranging::{Arrange, Face},
    session::Session,
    ui::button::IconButton,
};

const ALIGNMENTS: [Alignment; 6] = [
    Alignment::Left,
    Alignment::Centre,
    Alignment::Right,
    Alignment::Top,
    Alignment::Middle,
    Alignment::Bottom,
];
const TOGETHER: [Arrange; 5] = [
    Arrange::Stack(Axis::Across),
    Arrange::Stack(Axis::Down),
    Arrange::Pack,
    Arrange::Stretch(Axis::Across),
    Arrange::Stretch(Axis::Down),
];
const DIRECTIONS: [Axis; 2] = [Axis::Across, Axis::Down];
const ORDERS: [Arrange; 4] = [Arrange::Forward, Arrange::Backward, Arrange::ToFront, Arrange::ToBack];

/// The section. It is shown while something is selected.
#[component]
pub(super) fn Arranging(session: Session) -> impl IntoView {
    let selected = Memo::new(move |_| {
        session.revision().track();
        let selection = session.selection().get();
        session.with_board(|board| Selected::of(board, &selection))
    });
    let any = Memo::new(move |_| selected.read().n_units > 0);
    let lines_up = Memo::new(move |_| selected.read().n_units > 1);
    let spaces = Memo::new(move |_| selected.read().n_units > 2);
    let is_group = Memo::new(move |_| selected.read().is_group);
    let in_group = Memo::new(move |_| selected.read().in_group);
    let groups = Memo::new(move |_| lines_up.get() && !selected.read().is_one_group);
    let has_look = Memo::new(move |_| any.get() && !session.copied_look().read().is_empty());
    let always = Signal::stored(true);
    view! {
        <div class="inspector-arranging" data-tooltips="above">
            <Show when=move || lines_up.get()>
                <Choice name="Line up">
                    {ALIGNMENTS.map(|alignment| deed(session, Arrange::Align(alignment), always)).into_any()}
                    {DIRECTIONS.map(|direction| deed(session, Arrange::Distribute(direction), spaces.into())).into_any()}
                    {TOGETHER.map(|arrange| deed(session, arrange, always)).into_any()}
                </Choice>
            </Show>
            <Show when=move || any.get()>
                <Choice name="Order and shape">
                    {ORDERS.map(|order| deed(session, order, always)).into_any()}
                    {DIRECTIONS.map(|direction| deed(session, Arrange::Flip(direction), always)).into_any()}
                    {deed(session, Arrange::Group, groups.into())}
                    {deed(session, Arrange::Ungroup, Signal::derive(move || is_group.get() || in_group.get()))}
                </Choice>
            </Show>
            <Choice name="Selection">
                {deed(session, Arrange::Duplicate, any.into())}
                {deed(session, Arrange::CopyLook, always)}
                {deed(session, Arrange::PasteLook, has_look.into())}
                <Lock session locked=Memo::new(move |_| !any.get()).into() />
                {deed(session, Arrange::Delete, any.into())}
            </Choice>
        </div>
    }
}

fn deed(session: Session, arrange: Arrange, enabled: Signal<bool>) -> AnyView {
    let Face { icon, name, key } = arrange.face();
    let press = Callback::new(move |()| arrange.run(session));
    view! { <IconButton icon label=name key enabled on_press=press /> }.into_any()
}

/// Locks, or unlocks where everything selected is locked.
#[component]
fn Lock(session: Session, locked: Signal<bool>) -> impl IntoView {
    let icon = Signal::derive(move || if locked.get() { "unlock" } else { "lock" });
    let label = Signal::derive(move || if locked.get() { "Unlock" } else { "Lock" }.to_owned());
    let Face { key, .. } = Arrange::Lock.face();
    let press = Callback::new(move |()| Arrange::Lock.run(session));
    view! { <IconButton icon label key on_press=press /> }
}
