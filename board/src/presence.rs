//! Who follows whose view, and who is at the head of such a chain.

use crate::actor::ActorIndex;

/// Whose view `me` sees when it follows `whom`, given who follows whom: the last of the chain. `None` where the chain comes
/// back to `me`, or goes round without a head: nobody leads then, and views that chase each other never come to rest.
pub fn leader(me: ActorIndex, whom: ActorIndex, follows: &[(ActorIndex, ActorIndex)]) -> Option<ActorIndex> {
    let mut passed = vec![me];
    let mut head = whom;
    loop {
        if passed.contains(&head) {
            return None;
        }
        passed.push(head);
        match follows.iter().find(|(follower, _)| *follower == head) {
            Some((_, next)) => head = *next,
            None => return Some(head),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn led(me: u16, whom: u16, follows: &[(u16, u16)]) -> Option<u16> {
        let follows = follows
            .iter()
            .map(|(one, other)| (ActorIndex(*one), ActorIndex(*other)))
            .collect::<Vec<_>>();
        leader(ActorIndex(me), ActorIndex(whom), &follows).map(|head| head.0)
    }

    #[test]
    fn a_chain_is_followed_to_its_head_and_a_ring_has_none() {
        assert_eq!(led(1, 2, &[]), Some(2));
        assert_eq!(led(1, 2, &[(2, 3), (3, 4)]), Some(4));
        assert_eq!(led(1, 2, &[(2, 1)]), None, "each other");
        assert_eq!(led(1, 2, &[(2, 3), (3, 1)]), None, "round three");
        assert_eq!(led(1, 2, &[(2, 3), (3, 2)]), None, "a ring of others");
        assert_eq!(led(1, 1, &[]), None, "oneself");
    }
}
