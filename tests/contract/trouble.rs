//! What goes wrong below HTTP: answers cut off in the middle, a server that nobody vouches for.

use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// A listener on this machine; it ends when dropped.
pub(crate) struct Listens {
    pub(crate) port: u16,
    pub(crate) task: JoinHandle<()>,
}

impl Drop for Listens {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Answers everything with these bytes, and closes the connection.
pub(crate) async fn says(bytes: Vec<u8>) -> Listens {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let bytes = Arc::new(bytes);
    let task = tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let bytes = Arc::clone(&bytes);
            tokio::spawn(async move {
                let mut request = vec![0; 64 * 1024];
                let _asked = stream.read(&mut request).await;
                let _hung_up_or_not = stream.write_all(&bytes).await;
                let _closed = stream.shutdown().await;
            });
        }
    });
    Listens { port, task }
}

/// A server with a certificate that it made itself. Counts what it could read of requests: it should be nothing.
pub(crate) async fn vouches_for_itself(read: Arc<std::sync::atomic::AtomicUsize>) -> Listens {
    let made =
        rcgen::generate_simple_self_signed(vec!["localhost".to_owned(), "127.0.0.1".to_owned()])
            .expect("a certificate");
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).expect("a key");
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("TLS")
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .expect("a configuration");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let task = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, read) = (acceptor.clone(), Arc::clone(&read));
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(stream).await else {
                    return;
                };
                let mut request = [0; 1024];
                let bytes = stream.read(&mut request).await.unwrap_or_default();
                read.fetch_add(bytes, std::sync::atomic::Ordering::SeqCst);
                let _hung_up_or_not = stream
                    .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")
                    .await;
            });
        }
    });
    Listens { port, task }
}

/// Counts who connects, and answers nobody.
pub(crate) async fn counts(connections: Arc<std::sync::atomic::AtomicUsize>) -> Listens {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    let task = tokio::spawn(async move {
        while listener.accept().await.is_ok() {
            connections.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        }
    });
    Listens { port, task }
}
