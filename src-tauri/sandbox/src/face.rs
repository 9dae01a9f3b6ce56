//! The model over HTTP: a server on this machine, for the demo and for journeys. Time enters the model here.
//!
//! The server lives on a thread with a runtime of its own, so it can be started from anywhere. It can be unplugged:
//! then connections are refused and open ones cut, as when the network is gone, while the port stays ours. What a
//! [`crate::Fate`] asks of the line is carried out in `face/line.rs`.

mod line;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::mpsc as orders;
use tokio::task::JoinSet;

use crate::crm::Crm;
use crate::journal::Journal;

/// How often the journal catches up with deeds that came by no request.
const CATCH_UP: Duration = Duration::from_millis(200);

/// Tells the server's time.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// How the server is to be.
#[derive(Clone)]
pub struct Options {
    /// A file that remembers what happened; see [`Journal`].
    pub journal: Option<PathBuf>,
    /// The server's clock. The machine's, if nobody says otherwise.
    pub clock: Clock,
    /// Whether it listens from the beginning; see [`Face::plug`].
    pub plugged: bool,
    /// How long every answer takes at least.
    pub latency: Duration,
    /// How many bytes of an answer travel in a second, if not all at once.
    pub bandwidth: Option<u32>,
    /// How long an idle connection is kept. The real server keeps it two seconds.
    pub idle: Duration,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            journal: None,
            clock: Arc::new(Utc::now),
            plugged: true,
            latency: Duration::ZERO,
            bandwidth: None,
            idle: Duration::from_secs(2),
        }
    }
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Options {
            journal,
            latency,
            idle,
            ..
        } = self;
        write!(
            f,
            "Options {{ journal: {journal:?}, latency: {latency:?}, idle: {idle:?} }}"
        )
    }
}

/// What all connections share.
struct Shared {
    crm: Arc<Mutex<Crm>>,
    journal: Option<Mutex<Journal>>,
    options: Options,
}

impl Shared {
    fn crm(&self) -> MutexGuard<'_, Crm> {
        lock(&self.crm)
    }

    /// Writes down what happened, before anybody hears of it.
    fn write_down(&self, crm: &mut Crm) {
        if let Some(journal) = &self.journal
            && let Err(error) = lock(journal).append(crm)
        {
            tracing::error!(%error, "the sandbox's journal cannot be written");
        }
    }
}

/// A panic elsewhere must not take the server away: the model has no half-finished states that matter.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

enum Order {
    Plug(mpsc::Sender<io::Result<()>>),
    Unplug(mpsc::Sender<io::Result<()>>),
}

/// A running server. Stops when dropped.
#[derive(Debug)]
pub struct Face {
    port: u16,
    is_plugged: Arc<AtomicBool>,
    orders: Option<orders::UnboundedSender<Order>>,
    thread: Option<JoinHandle<()>>,
}

impl Face {
    /// Starts to listen on 127.0.0.1; port 0 means any free one. With a journal, first plays it over `crm`; a port that
    /// is taken is an error before that, so one may try again with another.
    pub fn start(crm: Arc<Mutex<Crm>>, port: u16, options: Options) -> io::Result<Face> {
        let port = Port::hold(port)?;
        let number = port.number()?;
        let journal = match &options.journal {
            Some(path) => Some(Mutex::new(Journal::open(path, &mut lock(&crm))?)),
            None => None,
        };
        let is_plugged = Arc::new(AtomicBool::new(options.plugged));
        let shared = Arc::new(Shared {
            crm,
            journal,
            options,
        });
        let (orders, inbox) = orders::unbounded_channel();
        let (ready, started) = mpsc::channel();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let flag = Arc::clone(&is_plugged);
        let thread = std::thread::Builder::new()
            .name("sandbox-face".to_owned())
            .spawn(move || {
                runtime.block_on(run(shared, port, number, inbox, &flag, &ready));
            })?;
        started.recv().map_err(io::Error::other)??;
        Ok(Face {
            port: number,
            is_plugged,
            orders: Some(orders),
            thread: Some(thread),
        })
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// `http://127.0.0.1:PORT`
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Pulls the plug: once this returns, open connections are cut and new ones refused.
    pub fn unplug(&self) -> io::Result<()> {
        self.order(Order::Unplug)
    }

    /// Plugs it in again, on the same port.
    pub fn plug(&self) -> io::Result<()> {
        self.order(Order::Plug)
    }

    /// The server is started again: open connections are cut, and what is in its memory stays (sessions are no memory,
    /// and the data is in its database).
    pub fn restart(&self) -> io::Result<()> {
        self.unplug()?;
        self.plug()
    }

    /// Whether it listens.
    pub fn is_plugged(&self) -> bool {
        self.is_plugged.load(Ordering::SeqCst)
    }

    /// Stops for good.
    pub fn stop(mut self) {
        self.end();
    }

    fn order(&self, order: impl FnOnce(mpsc::Sender<io::Result<()>>) -> Order) -> io::Result<()> {
        let (done, answer) = mpsc::channel();
        let gone = || io::Error::other("the server has stopped");
        let orders = self.orders.as_ref().ok_or_else(gone)?;
        orders.send(order(done)).map_err(|_| gone())?;
        answer.recv().map_err(|_| gone())?
    }

    fn end(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            let _panicked = thread.join();
        }
    }
}

impl Drop for Face {
    fn drop(&mut self) {
        self.end();
    }
}

/// The port, in one of its two states. A socket that is bound but does not listen keeps the port for us, and whoever
/// connects is refused.
enum Port {
    Open(TcpListener),
    Held(TcpSocket),
}

impl Port {
    fn hold(port: u16) -> io::Result<Port> {
        let socket = TcpSocket::new_v4()?;
        if cfg!(unix) {
            socket.set_reuseaddr(true)?;
        }
        socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
        Ok(Port::Held(socket))
    }

    fn open(self) -> io::Result<Port> {
        match self {
            Port::Held(socket) => socket.listen(1024).map(Port::Open),
            open @ Port::Open(_) => Ok(open),
        }
    }

    fn number(&self) -> io::Result<u16> {
        match self {
            Port::Open(listener) => listener.local_addr(),
            Port::Held(socket) => socket.local_addr(),
        }
        .map(|address| address.port())
    }
}

/// A connection, or never if the port is held.
async fn accept(port: &Port) -> io::Result<tokio::net::TcpStream> {
    match port {
        Port::Open(listener) => listener.accept().await.map(|(stream, _)| stream),
        Port::Held(_) => std::future::pending().await,
    }
}

async fn run(
    shared: Arc<Shared>,
    held: Port,
    number: u16,
    mut inbox: orders::UnboundedReceiver<Order>,
    is_plugged: &AtomicBool,
    ready: &mpsc::Sender<io::Result<()>>,
) {
    let begun = if shared.options.plugged {
        held.open()
    } else {
        Ok(held)
    };
    let mut port = match begun {
        Ok(port) => port,
        Err(error) => {
            let _nobody_waits = ready.send(Err(error));
            return;
        }
    };
    let _nobody_waits = ready.send(Ok(()));
    let mut connections = JoinSet::new();
    let mut catch_up = tokio::time::interval(CATCH_UP);
    loop {
        tokio::select! {
            order = inbox.recv() => {
                let Some(order) = order else { break };
                let (result, done) = match order {
                    Order::Unplug(done) => {
                        drop(port);
                        connections.shutdown().await;
                        (Port::hold(number), done)
                    }
                    Order::Plug(done) => (port.open(), done),
                };
                let answer = match result {
                    Ok(now) => {
                        is_plugged.store(matches!(now, Port::Open(_)), Ordering::SeqCst);
                        port = now;
                        Ok(())
                    }
                    Err(error) => {
                        is_plugged.store(false, Ordering::SeqCst);
                        let _nobody_waits = done.send(Err(error));
                        return;
                    }
                };
                let _nobody_waits = done.send(answer);
            }
            Ok(stream) = accept(&port) => {
                connections.spawn(line::converse(stream, Arc::clone(&shared)));
            }
            Some(_) = connections.join_next() => {}
            _ = catch_up.tick() => {
                let mut crm = shared.crm();
                shared.write_down(&mut crm);
            }
        }
    }
    connections.shutdown().await;
    let mut crm = shared.crm();
    shared.write_down(&mut crm);
}
