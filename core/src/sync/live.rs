//! Live: a server's pokes, each meaning *sync now* and nothing more.
//!
//! Losing one costs nothing but time; the cursor stays the truth.

use super::http::Http;
use super::transport::TransportError;
use crate::app::App;
use crate::error::Error;
use crate::store::members;
use std::collections::BTreeMap;

/// A live connection to one server.
#[derive(Debug)]
pub struct Live {
    response: reqwest::Response,
}

impl Live {
    /// Waits for the next poke; `None` when the connection ended.
    pub async fn next(&mut self) -> Option<()> {
        // A quiet line carries comments only; any `event: poke` is enough, how often does not matter.
        while let Ok(Some(chunk)) = self.response.chunk().await {
            if chunk.windows(4).any(|w| w == b"poke") {
                return Some(());
            }
        }
        None
    }
}

impl Http {
    /// Opens a live connection.
    ///
    /// # Errors
    /// [`TransportError`].
    pub async fn live(&self, address: &str, tokens: &[Vec<u8>]) -> Result<Live, TransportError> {
        let tokens: Vec<String> = tokens
            .iter()
            .map(|t| data_encoding::BASE64URL_NOPAD.encode(t))
            .collect();
        let response = self
            .open(address, &format!("Kith {}", tokens.join(",")))
            .await?;
        Ok(Live { response })
    }
}

impl App {
    /// Per server, the tokens to go live with; empty before the first sync.
    ///
    /// # Errors
    /// The disk's own.
    pub fn live_tokens(&self) -> Result<BTreeMap<String, Vec<Vec<u8>>>, Error> {
        self.with(|phone| {
            let mut found: BTreeMap<String, Vec<Vec<u8>>> = BTreeMap::new();
            for (id, held) in &phone.communities {
                if let (_, Some(token)) = members::position(&phone.db, *id)? {
                    found
                        .entry(held.row.address.clone())
                        .or_default()
                        .push(token);
                }
            }
            Ok(found)
        })
    }
}
