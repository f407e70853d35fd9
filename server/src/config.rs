//! How this server was started. Checked once, before anything is opened.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use anyhow::{Result, bail};

/// What the parts need to know of it.
#[derive(Clone, Debug)]
pub struct Config {
    /// The folder with the databases.
    pub data: PathBuf,
    /// Where it listens; the port is the real one.
    pub address: SocketAddr,
    /// Its address from outside, without a slash at the end.
    pub public_url: Option<String>,
    /// Whether tests may shift the clock.
    pub test_clock: bool,
}

impl Config {
    /// The address that people use, without a slash at the end: for links, and as the allowed origin.
    pub fn base_url(&self) -> String {
        self.public_url
            .clone()
            .unwrap_or_else(|| format!("http://{}", self.address))
    }

    /// Whether an `Origin` is exactly ours: the address from outside, or else the loopback name that the browser was sent to
    /// (a name that merely resolves to this machine is not ours).
    pub fn is_own_origin(&self, origin: &str, host: Option<&str>) -> bool {
        if let Some(url) = &self.public_url {
            return origin == url;
        }
        let Some(host) = host else { return false };
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            Some(_) | None => host,
        };
        let is_loopback = ["127.0.0.1", "localhost", "[::1]"].contains(&name);
        is_loopback && origin.strip_prefix("http://").is_some_and(|rest| rest == host)
    }

    /// Whether people come over TLS, so that cookies are bound to it.
    pub fn is_secure(&self) -> bool {
        self.public_url
            .as_deref()
            .is_some_and(|url| url.starts_with("https://"))
    }
}

/// Tidies and checks the address from outside.
pub fn check_public_url(bind: IpAddr, public_url: Option<String>) -> Result<Option<String>> {
    let public_url = public_url.map(|url| url.trim_end_matches('/').to_ascii_lowercase());
    if let Some(url) = &public_url {
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        if host.is_none_or(|host| host.is_empty() || host.contains(['/', '?', '#', '@'])) {
            bail!("--public-url needs the form https://host or https://host:port, without a path");
        }
    }
    let secure = public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
    if !bind.is_loopback() && !secure {
        bail!("listening on {bind} needs --public-url https://…: seats and passwords must not travel in the clear");
    }
    Ok(public_url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bind: &str, url: Option<&str>) -> Option<Option<String>> {
        check_public_url(bind.parse().unwrap(), url.map(str::to_owned)).ok()
    }

    fn own(public_url: Option<&str>, host: &str, origin: &str) -> bool {
        let config = Config {
            data: PathBuf::new(),
            address: "127.0.0.1:4000".parse().unwrap(),
            public_url: public_url.map(str::to_owned),
            test_clock: false,
        };
        config.is_own_origin(origin, Some(host))
    }

    #[test]
    fn only_the_exact_origin_is_ours() {
        assert!(own(None, "127.0.0.1:4000", "http://127.0.0.1:4000"));
        assert!(own(None, "localhost:4000", "http://localhost:4000"));
        assert!(own(
            Some("https://board.example"),
            "10.0.0.7:4000",
            "https://board.example"
        ));
        for origin in [
            "",
            "null",
            "http://127.0.0.1:4001",
            "https://127.0.0.1:4000",
            "http://evil",
            "127.0.0.1:4000",
        ] {
            assert!(!own(None, "127.0.0.1:4000", origin), "{origin}");
        }
        assert!(
            !own(None, "evil.example:4000", "http://evil.example:4000"),
            "a name bound to our address"
        );
        assert!(!own(
            Some("https://board.example"),
            "board.example",
            "http://board.example"
        ));
    }

    #[test]
    fn other_than_loopback_needs_tls() {
        assert_eq!(check("127.0.0.1", None), Some(None));
        assert_eq!(check("0.0.0.0", None), None);
        assert_eq!(check("0.0.0.0", Some("http://board.example")), None);
        assert_eq!(
            check("0.0.0.0", Some("https://Board.example/")),
            Some(Some("https://board.example".to_owned()))
        );
        assert_eq!(check("127.0.0.1", Some("https://a/b")), None);
        assert_eq!(check("127.0.0.1", Some("board.example")), None);
    }
}
