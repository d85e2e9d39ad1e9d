//! Wake-ups: where a sleeping phone hears that there is something to read, and nothing else.
//!
//! A phone that cannot hold a connection open leaves its server an *endpoint*, an address at a push
//! service its person chose. When something arrives that the phone may read, the server posts to it
//! with no content at all; the phone wakes and syncs. `POST /v1/wake` takes a [`WakeAsk`] and brings a
//! [`WakeAnswer`]. Why it is done so, and what it costs: `docs/adr/0028-wake-ups.md`.

use crate::wire::Problem;
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Longest endpoint, in bytes: as long as UnifiedPush lets one be.
pub const ENDPOINT: usize = 1000;
/// Largest [`WakeAsk`], in bytes.
pub const WAKE_BODY: usize = 2048;
/// Days after which a server forgets an endpoint that its phone has not named again.
pub const ENDPOINT_DAYS: i64 = 60;

/// Leaves an endpoint for the asking device in one community, or takes it back.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct WakeAsk {
    /// [`crate::wire::VERSION`].
    #[n(0)]
    pub version: u32,
    /// From [`crate::wire::Session`]: says which community and which device.
    #[n(1)]
    pub token: ByteVec,
    /// Where to wake this device; none to let it sleep.
    #[n(2)]
    pub endpoint: Option<String>,
}

/// What became of a [`WakeAsk`].
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum WakeAnswer {
    /// The server wakes this device there from now on, and nowhere else.
    #[n(0)]
    Kept,
    /// It has no endpoint of this device.
    #[n(1)]
    Gone,
    /// It does not post there, whoever asks.
    #[n(2)]
    Refused {
        /// A stable word: `bad-endpoint`, or `no-wake-ups` where the server sends none at all.
        #[n(0)]
        code: String,
    },
    /// Why it did neither.
    #[n(3)]
    Problem(#[n(0)] Problem),
}

/// Whether this could be an endpoint: a web address of bounded length, of printable ASCII alone and
/// with nobody's name or password in it. Whether a server posts there is for the server to say.
#[must_use]
pub fn is_endpoint(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let named = !host.is_empty() && !host.contains('@');
        text.len() <= ENDPOINT && named && text.bytes().all(|b| b.is_ascii_graphic())
    })
}

/// Whether an address is one anybody on the internet may have: not this machine, not a network
/// behind it, not where a cloud keeps what its machines must not tell.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = match (a, b) {
        // This network, this machine, multicast, reserved and broadcast.
        (0 | 127 | 224.., _) => true,
        // Private, link-local (169.254.169.254 is a cloud's metadata), a carrier's own.
        (10, _) | (172, 16..=31) | (192, 168) | (169, 254) | (100, 64..=127) => true,
        // Protocols, documentation, relays, measurements.
        (192, 0) => c == 0 || c == 2,
        (192, 88) => c == 99,
        (198, 18 | 19) => true,
        (198, 51) => c == 100,
        (203, 0) => c == 113,
        _ => false,
    };
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = address.segments();
    let embedded = || {
        let [w, x] = g.to_be_bytes();
        let [y, z] = h.to_be_bytes();
        Ipv4Addr::new(w, x, y, z)
    };
    match (a, b, c, d, e, f) {
        // An IPv4 address in other clothes: mapped, or by way of NAT64.
        (0, 0, 0, 0, 0, 0xffff) | (0x64, 0xff9b, 0, 0, 0, 0) => is_public_v4(embedded()),
        // Teredo and other protocols, documentation, 6to4.
        (0x2001, ..=0x01ff | 0x0db8, ..) | (0x2002, ..) | (0x3fff, ..=0x0fff, ..) => false,
        (0x2000..=0x3fff, ..) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_anybody_may_have_are_public() {
        for public in [
            "93.184.216.34",
            "100.63.0.1",
            "172.32.0.1",
            "192.1.0.1",
            "2606:2800:220:1::1",
            "2a01:4f8::1",
            "::ffff:93.184.216.34",
            "64:ff9b::5db8:d822",
        ] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
        for own in [
            "0.0.0.0",
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.100.100.200",
            "192.0.0.192",
            "192.0.2.1",
            "198.18.0.1",
            "203.0.113.9",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
            "2002:7f00:1::",
            "3fff::1",
        ] {
            assert!(!is_public(own.parse().unwrap()), "{own}");
        }
    }

    #[test]
    fn an_endpoint_is_a_bounded_web_address_with_nobodys_name_in_it() {
        assert!(is_endpoint("https://push.example/up?id=abc"));
        assert!(is_endpoint("http://192.168.1.4:8080/up"));
        let long = format!("https://push.example/{}", "x".repeat(ENDPOINT));
        for not in [
            "",
            "https://",
            "https:///up",
            "ftp://push.example/up",
            "push.example/up",
            "https://ada:secret@push.example/up",
            "https://push.example/a b",
            "https://push.example/\u{e9}",
            "https://push.example/\r\nHost: x",
            long.as_str(),
        ] {
            assert!(!is_endpoint(not), "{not}");
        }
    }
}
