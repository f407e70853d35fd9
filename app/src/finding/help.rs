//! All keys by what they are about, and the switch for those that are single letters.

use leptos::prelude::*;

use crate::{
    finding::Finding,
    notes::Sharing,
    session::Session,
    shortcuts::{
        SingleKeysSwitch,
        table::{self, Group, Row, TABLE},
    },
    ui::Dialog,
};

/// The dialog with all keys.
#[component]
pub fn KeysDialog() -> impl IntoView {
    let finding = Finding::shared();
    view! {
        <Dialog open=finding.help title="Keys" class="keys-dialog">
            <SingleKeysSwitch single=finding.single_keys />
            <div class="keys-groups">
                {Group::ALL.into_iter().filter(|group| is_shown(*group)).map(group_of).collect_view()}
            </div>
        </Dialog>
    }
}

fn is_staff() -> bool {
    let role = expect_context::<Session>().role().get_untracked();
    role.is_some_and(|role| role.is_staff())
}

/// The private keys are shown to whom they belong, and not while the screen is shared.
fn is_shown(group: Group) -> bool {
    group != Group::Private || (is_staff() && !expect_context::<Sharing>().on_now())
}

fn group_of(group: Group) -> impl IntoView {
    let staff = is_staff();
    // A key of theirs goes before the same key of everybody.
    let is_theirs = |row: &Row| {
        TABLE
            .iter()
            .any(|other| other.group == Group::Private && other.keys == row.keys)
    };
    let rows = TABLE
        .iter()
        .filter(move |row| row.group == group && !(staff && row.group == Group::Tools && is_theirs(row)));
    let class = if group == Group::Private {
        "keys-group private-place"
    } else {
        "keys-group"
    };
    view! {
        <section class=class>
            <h3>{group.words()}</h3>
            <dl class="key-help">
                {rows
                    .map(|row| {
                        let keys = row.keys.iter().map(|key| view! { <kbd>{table::shown(key)}</kbd> }).collect_view();
                        view! {
                            <dt>{keys}</dt>
                            <dd>{row.words}</dd>
                        }
                    })
                    .collect_view()}
            </dl>
        </section>
    }
}
