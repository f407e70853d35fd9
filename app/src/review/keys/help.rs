//! The dialog that explains the keys: the table, by what the keys are about, and the switch for single letters.

use leptos::prelude::*;

use super::{
    name,
    table::{Group, Row, TABLE},
};
use crate::{
    review::Review,
    shortcuts::{SingleKeys, SingleKeysSwitch},
    ui::{Dialog, Icon},
};

/// Explains the keys.
#[component]
pub fn KeyHelp() -> impl IntoView {
    let review = expect_context::<Review>();
    let single = expect_context::<SingleKeys>();
    view! {
        <Dialog open=review.help title="Keys of the review" class="keys-dialog">
            <SingleKeysSwitch single />
            <div class="keys-groups">{Group::ALL.into_iter().map(group_of).collect_view()}</div>
        </Dialog>
    }
}

fn group_of(group: Group) -> Option<impl IntoView> {
    let rows = TABLE.iter().filter(|row| row.group == group).collect::<Vec<_>>();
    let class = if group == Group::Private {
        "keys-group private-place"
    } else {
        "keys-group"
    };
    (!rows.is_empty()).then(|| {
        view! {
            <section class=class>
                <h3>{(group == Group::Private).then(|| view! { <Icon name="lock" /> })} {group.words()}</h3>
                <dl class="key-help">{rows.into_iter().map(row_of).collect_view()}</dl>
            </section>
        }
    })
}

fn row_of(row: &'static Row) -> impl IntoView {
    let keys = row.keys.iter().map(|key| view! { <kbd>{name::shown(key.name)}</kbd> });
    view! {
        <dt>{keys.collect_view()}</dt>
        <dd>{row.words}</dd>
    }
}
