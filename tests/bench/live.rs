//! Live connections to Kith's server that do nothing: as a phone's, by hand and without a phone.

use crate::phone::runtime;
use crate::phone_process::Via;
use crate::server::counted;
use data_encoding::BASE64URL_NOPAD;
use kith_core::sync::transport::Transport;
use kith_domain::hash::{decode_exact, encode, hash};
use kith_domain::ids::CommunityId;
use kith_domain::keys::Secret;
use kith_domain::wire::{Challenge, ChallengeAsk, Session, SessionAsk, VERSION};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Connections of as many devices; they end when this is dropped, and the server has noticed.
#[derive(Debug)]
pub struct Live {
    at: SocketAddr,
    open: Vec<TcpStream>,
}

impl Live {
    /// Opens them.
    pub fn open(at: SocketAddr, community: CommunityId, count: usize) -> Self {
        let (runtime, via) = (runtime(), Via::to(&format!("http://{at}")));
        let open = (0..count).map(|number| {
            let device = Secret::from_seed(&hash(&("bench live", number as u64)));
            let token = runtime.block_on(session(&via, community, &device));
            let mut stream = TcpStream::connect(at).expect("the server accepts");
            write!(
                stream,
                "GET /v1/live HTTP/1.1\r\nhost: kith\r\nauthorization: Kith {}\r\n\r\n",
                BASE64URL_NOPAD.encode(&token.token)
            )
            .expect("it can be asked");
            let mut status = [0; 15];
            stream.read_exact(&mut status).expect("it answers");
            assert_eq!(&status, b"HTTP/1.1 200 OK", "it holds the line");
            stream
        });
        Self {
            at,
            open: open.collect(),
        }
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.open.clear();
        for _ in 0..200 {
            if counted(self.at, "kith_live_connections") == 0.0 {
                return;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
    }
}

async fn session(via: &Via, community: CommunityId, device: &Secret) -> Session {
    let ask = ChallengeAsk {
        version: VERSION,
        community,
        device: device.public(),
    };
    let answer = via.post("", "/v1/session/challenge", encode(&ask)).await;
    let answer = answer.expect("the server answers");
    let Challenge { server, challenge } = decode_exact(&answer, "challenge").expect("it reads");
    let signature = device.sign(&("kith session v1", server, community, &challenge));
    let ask = SessionAsk {
        community,
        device: device.public(),
        challenge,
        signature,
    };
    let answer = via.post("", "/v1/session", encode(&ask)).await;
    decode_exact(&answer.expect("the server answers"), "session").expect("it reads")
}
