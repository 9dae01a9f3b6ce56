//! Servers with certificates of our own making, and a proxy that wants to know who comes.

use crate::trouble::Listens;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// An organization's own authority.
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    own: CertificateDer<'static>,
}

/// Until when a certificate is good.
#[derive(Clone, Copy)]
pub(crate) enum Until {
    Tomorrow,
    LongAgo,
}

impl Authority {
    pub(crate) fn new() -> Authority {
        let mut params = CertificateParams::new(Vec::new()).expect("parameters");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let key = KeyPair::generate().expect("a key");
        let own = params
            .self_signed(&key)
            .expect("an authority")
            .der()
            .clone();
        let issuer = Issuer::new(params, key);
        Authority { issuer, own }
    }

    /// What its administrator hands out.
    pub(crate) fn pem(&self) -> Vec<u8> {
        let body = BASE64_STANDARD.encode(&self.own);
        let lines: Vec<&str> = body
            .as_bytes()
            .chunks(64)
            .map(|line| std::str::from_utf8(line).expect("ASCII"))
            .collect();
        format!(
            "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
            lines.join("\n")
        )
        .into_bytes()
    }

    /// The same in DER.
    pub(crate) fn der(&self) -> Vec<u8> {
        self.own.to_vec()
    }

    /// A server for `name`. It counts the bytes that it could read, and answers each request with these bytes.
    pub(crate) async fn serves(
        &self,
        name: &str,
        until: Until,
        answer: Vec<u8>,
    ) -> (Listens, Arc<AtomicUsize>) {
        let mut params = CertificateParams::new(vec![name.to_owned()]).expect("parameters");
        if matches!(until, Until::LongAgo) {
            params.not_before = rcgen::date_time_ymd(2001, 1, 1);
            params.not_after = rcgen::date_time_ymd(2002, 1, 1);
        }
        let key = KeyPair::generate().expect("a key");
        let cert = params.signed_by(&key, &self.issuer).expect("a certificate");
        let chain: Vec<CertificateDer<'static>> = vec![cert.der().clone(), self.own.clone()];
        let key = PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("TLS")
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .expect("a configuration");
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let read = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&read);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, count, answer) =
                    (acceptor.clone(), Arc::clone(&count), answer.clone());
                tokio::spawn(async move {
                    let Ok(mut stream) = acceptor.accept(stream).await else {
                        return;
                    };
                    let mut request = [0; 16 * 1024];
                    let bytes = stream.read(&mut request).await.unwrap_or_default();
                    count.fetch_add(bytes, Ordering::SeqCst);
                    let _hung_up_or_not = stream.write_all(&answer).await;
                    let _closed = stream.shutdown().await;
                });
            }
        });
        (Listens { port, task }, read)
    }
}

/// A proxy: whoever names themselves as it wants gets through to `target`, wherever they want to go.
pub(crate) struct ProxyHouse {
    pub(crate) listens: Listens,
    /// The first line of each request.
    pub(crate) asked: Arc<Mutex<Vec<String>>>,
}

pub(crate) async fn proxy(target: u16, user: &str, password: &str) -> ProxyHouse {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let wanted = format!(
        "basic {}",
        BASE64_STANDARD.encode(format!("{user}:{password}"))
    );
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let log = Arc::clone(&asked);
    let task = tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let (wanted, log) = (wanted.clone(), Arc::clone(&log));
            tokio::spawn(async move {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    match stream.read_u8().await {
                        Ok(byte) => head.push(byte),
                        Err(_) => return,
                    }
                }
                let head = String::from_utf8_lossy(&head).into_owned();
                let first = head.lines().next().unwrap_or_default().to_owned();
                let goes_on = first.starts_with("CONNECT ");
                log.lock().expect("the log").push(first);
                let signed_in = head.lines().any(|line| {
                    line.split_once(": ").is_some_and(|(name, value)| {
                        name.eq_ignore_ascii_case("proxy-authorization")
                            && value.replacen("Basic", "basic", 1) == wanted
                    })
                });
                let no: &[u8] = if !signed_in {
                    b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\n\r\n"
                } else if !goes_on {
                    b"HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n"
                } else {
                    b""
                };
                if !no.is_empty() {
                    let _hung_up_or_not = stream.write_all(no).await;
                    return;
                }
                let Ok(mut there) = TcpStream::connect(("127.0.0.1", target)).await else {
                    let _hung_up_or_not = stream
                        .write_all(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
                        .await;
                    return;
                };
                let _hung_up_or_not = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
                let _ends = copy_bidirectional(&mut stream, &mut there).await;
            });
        }
    });
    ProxyHouse {
        listens: Listens { port, task },
        asked,
    }
}
