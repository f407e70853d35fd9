//! What a led replay is called in words: who leads, and what has just changed.

use interview::led::{Here, Lead, Viewer};

use super::connecting::Link;

/// How things stand, in one sentence; `None` where nobody is told anything.
pub(super) fn standing(link: Link, here: &Here, joined: bool, follows: bool) -> Option<String> {
    if link == Link::Lost {
        let words = "The connection to the others is lost; trying again. Your own time goes on.";
        return joined.then(|| words.to_owned());
    }
    let leader = here.leader().map(Viewer::called);
    match (here.lead, leader) {
        (Lead::With(id), Some(_)) if here.you == Some(id) => Some(match here.n_following() {
            0 => "You lead, nobody follows yet".to_owned(),
            1 => "You lead, 1 follows".to_owned(),
            n => format!("You lead, {n} follow"),
        }),
        (Lead::With(_), Some(name)) if joined && follows => Some(format!("Following {name}")),
        (Lead::With(_), Some(name)) => Some(format!("{name} leads")),
        (Lead::KeptFor(_), Some(name)) => Some(format!("{name} is away for a moment; the lead is kept")),
        (Lead::Free, _) | (_, None) => joined.then(|| "Nobody leads".to_owned()),
    }
}

/// What changed about the lead; who joins or leaves is not said, because with ten people nobody would hear the end of it.
pub(super) fn change(was: &Here, now: &Here) -> Option<String> {
    if was.lead == now.lead {
        return None;
    }
    let called = |here: &Here| here.leader().map(Viewer::called).unwrap_or_default();
    Some(match now.lead {
        Lead::With(id) if now.you == Some(id) => "You lead now.".to_owned(),
        Lead::With(_) => format!("{} leads now.", called(now)),
        Lead::KeptFor(_) => format!("{} is away for a moment; the lead is kept.", called(now)),
        Lead::Free => match was.lead {
            Lead::KeptFor(_) => format!("{} did not come back: nobody leads now.", called(was)),
            Lead::With(_) | Lead::Free => "Nobody leads now.".to_owned(),
        },
    })
}

#[cfg(test)]
mod tests {
    use interview::led::{ViewerId, ViewerKind};

    use super::*;

    fn viewer(id: u32, name: &str, number: u32) -> Viewer {
        Viewer {
            id: ViewerId(id),
            name: name.to_owned(),
            number,
            follows: true,
            kind: ViewerKind::Person,
        }
    }

    fn here(you: Option<u32>, lead: Lead) -> Here {
        Here {
            you: you.map(ViewerId),
            viewers: vec![viewer(1, "Mo", 1), viewer(2, "Ana", 1), viewer(3, "Mo", 2)],
            lead,
        }
    }

    #[test]
    fn it_is_said_who_leads_and_who_follows() {
        let of_mo = Lead::With(ViewerId(3));
        let said = |you, lead, joined, follows| standing(Link::Up, &here(you, lead), joined, follows);
        assert_eq!(said(Some(3), of_mo, true, true).as_deref(), Some("You lead, 2 follow"));
        assert_eq!(said(Some(2), of_mo, true, true).as_deref(), Some("Following Mo 2"));
        assert_eq!(said(Some(2), of_mo, true, false).as_deref(), Some("Mo 2 leads"));
        assert_eq!(said(None, of_mo, false, true).as_deref(), Some("Mo 2 leads"));
        assert_eq!(said(None, Lead::Free, false, true), None);
        assert_eq!(said(Some(1), Lead::Free, true, true).as_deref(), Some("Nobody leads"));
        assert!(standing(Link::Lost, &here(Some(1), of_mo), true, true).is_some_and(|words| words.contains("lost")));
    }

    #[test]
    fn every_change_of_the_lead_is_said() {
        let (mo, ana) = (Lead::With(ViewerId(1)), Lead::With(ViewerId(2)));
        let said = |was, now| change(&here(Some(2), was), &here(Some(2), now));
        assert_eq!(said(mo, ana).as_deref(), Some("You lead now."));
        assert_eq!(said(ana, mo).as_deref(), Some("Mo leads now."));
        assert_eq!(said(mo, mo), None);
        let kept = Lead::KeptFor(ViewerId(1));
        assert_eq!(
            said(mo, kept).as_deref(),
            Some("Mo is away for a moment; the lead is kept.")
        );
        assert_eq!(
            said(kept, Lead::Free).as_deref(),
            Some("Mo did not come back: nobody leads now.")
        );
        assert_eq!(said(mo, Lead::Free).as_deref(), Some("Nobody leads now."));
    }
}
