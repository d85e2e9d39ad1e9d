//! Posting wake-ups to push services, whoever named them: to no private address, bounded in all.
//!
//! An endpoint is an address a member made up, so nothing behind the server may be reached by it. The
//! address is parsed once, by the library that connects. A name is resolved by `Public`, which hands
//! on public addresses only, and it is those that are connected to; no redirect is followed, no proxy
//! asked, and nothing of the answer is read but its status.

use crate::open::Server;
use crate::wake::{Due, Reach};
use crate::wakes::Outcome;
use kith_domain::wake::{is_endpoint, is_public};
use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, watch};
use tokio::task::{JoinSet, spawn_blocking};

/// Wake-ups on their way at a time.
const AT_A_TIME: usize = 32;
/// For one wake-up, connecting included.
const PATIENCE: Duration = Duration::from_secs(10);
/// Longest sleep between two looks.
const LOOK: u64 = 60 * 60;
/// What comes within this time is looked at together: whoever is woken was asleep anyhow.
const GATHERING: Duration = Duration::from_millis(200);

/// The client could not be set up.
#[derive(Debug, thiserror::Error)]
#[error("the network library could not start, so no phone is woken")]
pub struct SetupError(#[source] reqwest::Error);

/// Where an endpoint leads, if this server may post there.
#[must_use]
pub fn target(endpoint: &str, reach: Reach) -> Option<Url> {
    if !is_endpoint(endpoint) {
        return None;
    }
    let url = Url::parse(endpoint).ok()?;
    let named = url.username().is_empty() && url.password().is_none();
    let host = url.host_str()?;
    // As the library writes it: whatever spelling of a number came is a plain address here.
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let public = match bare.parse::<IpAddr>() {
        Ok(address) => is_public(address),
        Err(_) => true, // a name: judged by what it resolves to, each time
    };
    let fits = match reach {
        Reach::Nowhere => false,
        Reach::Public => url.scheme() == "https" && public,
        Reach::Anywhere => true,
    };
    (named && fits).then_some(url)
}

/// Resolves names to public addresses only.
#[derive(Debug)]
struct Public;

impl Resolve for Public {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|a| is_public(a.ip())).collect();
            if public.is_empty() {
                return Err("no public address".into());
            }
            let public: Addrs = Box::new(public.into_iter());
            Ok(public)
        })
    }
}

/// Posts wake-ups.
#[derive(Debug, Clone)]
pub struct PushService {
    client: reqwest::Client,
    reach: Reach,
}

impl PushService {
    /// A client that goes so far and trusts the web's certificate authorities.
    ///
    /// # Errors
    /// [`SetupError`].
    pub fn new(reach: Reach) -> Result<Self, SetupError> {
        let roots =
            rustls::RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map(|b| b.with_root_certificates(roots).with_no_client_auth());
        let mut builder = reqwest::Client::builder()
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .pool_max_idle_per_host(1)
            .pool_idle_timeout(Duration::from_secs(30));
        if let Ok(tls) = tls {
            builder = builder.tls_backend_preconfigured(tls);
        }
        if reach != Reach::Anywhere {
            builder = builder.dns_resolver(Arc::new(Public));
        }
        let client = builder.build().map_err(SetupError)?;
        Ok(Self { client, reach })
    }

    /// Posts one wake-up: nothing, to be kept for a day, and in place of one that waits already
    /// (RFC 8030).
    pub async fn post(&self, due: &Due) -> Outcome {
        let Some(url) = target(&due.url, self.reach) else {
            return Outcome::Gone; // kept when the server was allowed to go further
        };
        let posted = self
            .client
            .post(url)
            .header("ttl", crate::wakes::KEPT)
            .header("urgency", "normal")
            .header("topic", "sync")
            .header("content-length", 0)
            .send()
            .await;
        match posted.map(|answer| answer.status().as_u16()) {
            Ok(200..=299) => Outcome::Sent,
            Ok(404 | 410) => Outcome::Gone,
            Ok(_) | Err(_) => Outcome::Failed,
        }
    }

    /// Wakes everybody who is due now, and says how many a push service took.
    pub async fn wake_all(&self, server: &Arc<Server>) -> usize {
        let looking = Arc::clone(server);
        let due = match spawn_blocking(move || looking.due()).await {
            Ok(Ok(due)) => due,
            Ok(Err(error)) => {
                tracing::error!(error = &error as &dyn std::error::Error, "look who is due");
                return 0;
            }
            Err(_) => return 0, // it panicked, which was logged
        };
        let seats = Arc::new(Semaphore::new(AT_A_TIME));
        let mut posting = JoinSet::new();
        for due in due {
            let (service, server) = (self.clone(), Arc::clone(server));
            let seats = Arc::clone(&seats);
            posting.spawn(async move {
                let Ok(_seat) = seats.acquire().await else {
                    return false;
                };
                let outcome = service.post(&due).await;
                let noting = spawn_blocking(move || server.became(&due, outcome));
                noting.await.is_ok() && outcome == Outcome::Sent
            });
        }
        let mut sent = 0;
        while let Some(posted) = posting.join_next().await {
            sent += usize::from(posted.unwrap_or(false));
        }
        sent
    }
}

/// Wakes who is due, until the server stops.
pub async fn run(server: Arc<Server>, mut stopped: watch::Receiver<bool>) {
    if server.reach() == Reach::Nowhere {
        return;
    }
    let service = match PushService::new(server.reach()) {
        Ok(service) => service,
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "wake-ups");
            return;
        }
    };
    loop {
        let wait = Duration::from_secs(server.next_wake().unwrap_or(LOOK).clamp(1, LOOK));
        let news = async {
            server.wakes().bell.notified().await;
            tokio::time::sleep(GATHERING).await;
        };
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => return,
            () = news => {}
            () = tokio::time::sleep(wait) => {}
        }
        let _ = service.wake_all(&server).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_behind_the_server_is_a_target_however_it_is_spelled() {
        for url in [
            "https://push.example/up?id=abc",
            "https://93.184.216.34:8443/up",
            "https://[2606:2800:220:1::1]/up",
        ] {
            assert!(target(url, Reach::Public).is_some(), "{url}");
            assert!(target(url, Reach::Nowhere).is_none(), "{url}");
        }
        for url in [
            "http://push.example/up",
            "https://169.254.169.254/latest/meta-data",
            "https://127.0.0.1/",
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f000001/",
            "https://0177.0.0.1/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://[fd00::1]/",
            "https://10.0.0.1./",
            "https://ada@push.example/",
            "https://push.example\\@10.0.0.1/",
            "https://:443/",
        ] {
            assert!(target(url, Reach::Public).is_none(), "{url}");
        }
        assert!(target("http://127.0.0.1:9/up", Reach::Anywhere).is_some());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_name_that_leads_behind_the_server_is_not_connected_to() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let due = Due {
            community: kith_domain::ids::CommunityId([1; 16]),
            device: kith_domain::ids::DeviceTag([1; 6]),
            url: format!("https://localhost:{port}/up"),
        };
        let service = PushService::new(Reach::Public).unwrap();
        assert!(
            target(&due.url, Reach::Public).is_some(),
            "a name says nothing yet"
        );
        assert_eq!(service.post(&due).await, Outcome::Failed);
        let accepted = tokio::time::timeout(Duration::from_millis(1), listener.accept()).await;
        assert!(accepted.is_err(), "nobody came");
    }
}
