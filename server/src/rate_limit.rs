//! How often an address, and everybody together, may try what could be guessed or is costly. Knows nothing of what is tried.

use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
};

use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::problem::ApiError;

/// The limits of one running server.
pub struct RateLimits {
    sign_in: Limit,
    join: Limit,
    try_out: Limit,
}

/// What is limited.
#[derive(Clone, Copy, Debug)]
pub enum Limited {
    /// Signing in and setting the first password.
    SignIn,
    /// Presenting a link or code.
    Join,
    /// Starting a try-out room.
    TryOut,
}

struct Limit {
    per_address: DefaultKeyedRateLimiter<IpAddr>,
    everybody: DefaultDirectRateLimiter,
}

impl Default for RateLimits {
    fn default() -> RateLimits {
        RateLimits {
            sign_in: Limit::per_minute(10, 60),
            join: Limit::per_minute(30, 600),
            try_out: Limit::per_minute(5, 60),
        }
    }
}

impl RateLimits {
    /// Counts a try, and refuses it when there were too many.
    pub fn check(&self, limited: Limited, address: IpAddr) -> Result<(), ApiError> {
        let limit = match limited {
            Limited::SignIn => &self.sign_in,
            Limited::Join => &self.join,
            Limited::TryOut => &self.try_out,
        };
        // The address first: one that tries too often must not use up what is everybody's.
        limit
            .per_address
            .check_key(&network_of(address))
            .map_err(|_| ApiError::TooManyTries)?;
        limit.everybody.check().map_err(|_| ApiError::TooManyTries)
    }

    /// Forgets addresses that have been quiet.
    pub fn forget_quiet(&self) {
        for limit in [&self.sign_in, &self.join, &self.try_out] {
            limit.per_address.retain_recent();
            limit.per_address.shrink_to_fit();
        }
    }
}

impl Limit {
    fn per_minute(per_address: u32, everybody: u32) -> Limit {
        let quota = |tries: u32| Quota::per_minute(NonZeroU32::new(tries).unwrap_or(NonZeroU32::MIN));
        Limit {
            per_address: RateLimiter::keyed(quota(per_address)),
            everybody: RateLimiter::direct(quota(everybody)),
        }
    }
}

/// One subscriber holds a whole /64 of IPv6.
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_limited_without_hindering_another() {
        let limits = RateLimits::default();
        let tries = |address: &str| {
            let address: IpAddr = address.parse().expect("an address");
            (0..20)
                .filter(|_| limits.check(Limited::SignIn, address).is_ok())
                .count()
        };
        assert_eq!(tries("192.0.2.1"), 10);
        assert_eq!(tries("::ffff:192.0.2.1"), 0, "the same address in its other form");
        assert_eq!(tries("2001:db8::1"), 10);
        assert_eq!(tries("2001:db8::2"), 0, "the same network");
    }
}
