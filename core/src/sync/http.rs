//! The transport of real phones: HTTPS over reqwest and rustls, with one connection kept warm.

use super::transport::{Answer, Transport, TransportError};
use kith_domain::limits;
use std::sync::Arc;
use std::time::Duration;

/// Posts over HTTP/2 or HTTP/1.1, whichever the server offers.
#[derive(Debug, Clone)]
pub struct Http {
    client: reqwest::Client,
}

/// The HTTP client could not be set up.
#[derive(Debug, thiserror::Error)]
#[error("the network library could not start")]
pub struct HttpSetupError(#[source] reqwest::Error);

impl Http {
    /// A client that trusts the web's certificate authorities (Mozilla's list, compiled in, so that
    /// an old Android's own list does not matter).
    ///
    /// # Errors
    /// [`HttpSetupError`].
    pub fn new() -> Result<Self, HttpSetupError> {
        let roots =
            rustls::RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map(|b| b.with_root_certificates(roots).with_no_client_auth());
        let mut builder = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(60))
            .redirect(reqwest::redirect::Policy::none());
        if let Ok(tls) = tls {
            builder = builder.tls_backend_preconfigured(tls);
        }
        Ok(Self {
            client: builder.build().map_err(HttpSetupError)?,
        })
    }

    /// Opens the line that pokes come over; it stays open, so only connecting is timed.
    pub(super) async fn open(
        &self,
        address: &str,
        authorization: &str,
    ) -> Result<reqwest::Response, TransportError> {
        let response = self
            .client
            .get(format!("{address}/v1/live"))
            .header("authorization", authorization)
            .timeout(Duration::from_secs(24 * 60 * 60))
            .send()
            .await
            .map_err(|_| TransportError::Offline)?;
        match response.status().as_u16() {
            200 => Ok(response),
            429 | 503 => Err(TransportError::Busy),
            status => Err(TransportError::NotKith {
                address: address.to_owned(),
                status,
            }),
        }
    }

    async fn call(
        &self,
        address: &str,
        path: &str,
        body: Vec<u8>,
    ) -> Result<Vec<u8>, TransportError> {
        let request = self
            .client
            .post(format!("{address}{path}"))
            .header("content-type", "application/cbor");
        let request = match pressed(&body) {
            Some(pressed) => request.header("content-encoding", "zstd").body(pressed),
            None => request.body(body),
        };
        // The server may have closed a connection that lay idle while this phone merged a page. Giving
        // twice equals giving once, so a second try, which makes a new one, can do no harm.
        let again = request.try_clone();
        let mut response = match (request.send().await, again) {
            (Ok(response), _) => response,
            (Err(error), Some(again)) if !error.is_connect() && !error.is_timeout() => {
                again.send().await.map_err(|_| TransportError::Offline)?
            }
            (Err(_), _) => return Err(TransportError::Offline),
        };
        let status = response.status().as_u16();
        if status == 429 || status == 503 {
            return Err(TransportError::Busy);
        }
        if status != 200 {
            return Err(TransportError::NotKith {
                address: address.to_owned(),
                status,
            });
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|_| TransportError::Offline)?
        {
            if bytes.len() + chunk.len() > limits::ANSWER {
                return Err(TransportError::TooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }
}

/// The body compressed, where that saves more than saying so costs.
fn pressed(body: &[u8]) -> Option<Vec<u8>> {
    const SAYING_SO: usize = "content-encoding: zstd\r\n".len();
    let pressed = zstd::bulk::compress(body, 3).ok()?;
    (pressed.len() + SAYING_SO < body.len()).then_some(pressed)
}

impl Transport for Http {
    fn post<'a>(&'a self, address: &'a str, path: &'a str, body: Vec<u8>) -> Answer<'a> {
        Box::pin(self.call(address, path, body))
    }
}
