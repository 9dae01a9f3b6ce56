//! A line that stops in the middle of a file, over real HTTP: it is noticed, told, and not tried in a loop; everything else goes on,
//! and the file comes or goes later, whole and once. Servers of this kind can't go on in the middle: it begins anew.

use satchel_core::attachment::keep::FileState;
use satchel_core::case::view::TimelineItem;
use satchel_core::crm::http::{Http, Settings};
use satchel_core::crm::origin::Origin;
use satchel_core::crm::{CrmError, Token};
use satchel_core::error::Error;
use satchel_core::event::Event;
use satchel_core::id::{AttachmentId, CaseId};
use satchel_core::intent::State;
use satchel_core::sentence::Sentence;
use satchel_sandbox::{ALICE, Dialect, Face, Options};
use satchel_tests::{Client, World};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const MB: usize = 1024 * 1024;
/// So much goes over a line before it stops.
const SOME: usize = 300 * 1024;

/// Fetches what is due; that it never ends would be a loop.
async fn fetches(alice: &Client) {
    let fetched = tokio::time::timeout(Duration::from_secs(60), alice.core.fetch_files());
    fetched.await.expect("no loop").unwrap();
}

/// What happens on the way to the server, and how often files went either way.
#[derive(Default)]
struct Way {
    stops_down: AtomicBool,
    stops_up: AtomicBool,
    down: AtomicUsize,
    up: AtomicUsize,
}

impl Way {
    /// Notes what begins with these bytes; tells how much of it may go up, and of its answer down.
    fn sees(&self, begins: &[u8]) -> Option<(usize, usize)> {
        let head = String::from_utf8_lossy(begins.get(..begins.len().min(800))?);
        let all = usize::MAX;
        let some = |stops: &AtomicBool| {
            if stops.load(Ordering::SeqCst) {
                SOME
            } else {
                all
            }
        };
        if head.starts_with("GET ") && head.contains("/download/") {
            self.down.fetch_add(1, Ordering::SeqCst);
            return Some((all, some(&self.stops_down)));
        }
        if head.starts_with("POST ") && head.contains("multipart/form-data") {
            self.up.fetch_add(1, Ordering::SeqCst);
            return Some((some(&self.stops_up), all));
        }
        None
    }
}

/// Carries one connection, as far as the way lets it.
async fn carries(client: TcpStream, port: u16, way: Arc<Way>) -> std::io::Result<()> {
    let server = TcpStream::connect(("127.0.0.1", port)).await?;
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let down_left = AtomicUsize::new(usize::MAX);
    let up = async {
        let (mut piece, mut left) = (vec![0; 64 * 1024], usize::MAX);
        loop {
            let read = from_client.read(&mut piece).await?;
            let Some(bytes) = piece.get(..read).filter(|bytes| !bytes.is_empty()) else {
                return to_server.shutdown().await;
            };
            if let Some((up, down)) = way.sees(bytes) {
                left = up;
                down_left.store(down, Ordering::SeqCst);
            }
            let goes = read.min(left);
            to_server.write_all(&bytes[..goes]).await?;
            left = if left == usize::MAX {
                left
            } else {
                left - goes
            };
            if left == 0 {
                // Nobody takes anything any more, and nobody hangs up.
                std::future::pending::<()>().await;
            }
        }
    };
    let down = async {
        let mut piece = vec![0; 64 * 1024];
        loop {
            let read = from_server.read(&mut piece).await?;
            if read == 0 {
                return to_client.shutdown().await;
            }
            let left = down_left.load(Ordering::SeqCst);
            let goes = read.min(left);
            to_client.write_all(&piece[..goes]).await?;
            if left != usize::MAX {
                down_left.store(left - goes, Ordering::SeqCst);
            }
            if left == goes {
                std::future::pending::<()>().await;
            }
        }
    };
    let (_up, _down) = tokio::join!(up, down);
    Ok(())
}

/// Alice with everything mirrored, whose server is reached by a way that can stop.
struct Story {
    world: World,
    alice: Client,
    case: CaseId,
    way: Arc<Way>,
    _face: Face,
}

impl Story {
    async fn begins(silence: Duration) -> Story {
        let (world, alice) = World::with_alice(Dialect::Bottlecrm, 40).await;
        alice.core.fetch_files().await.unwrap();
        let case = alice.my_case().id;
        let clock = Arc::clone(&world.clock);
        let options = Options {
            clock: Arc::new(move || satchel_core::clock::Clock::now(&*clock)),
            ..Options::default()
        };
        let face = Face::start(world.server(), 0, options).unwrap();
        let port = face.origin().rsplit(':').next().unwrap().parse().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let way = Arc::new(Way::default());
        let goes = Arc::clone(&way);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(carries(stream, port, Arc::clone(&goes)));
            }
        });
        let settings = Settings {
            silence,
            ..Settings::default()
        };
        let http = Http::new(Origin::parse(&origin).unwrap(), &settings).unwrap();
        let account = alice.core.account().unwrap().unwrap();
        let connected = alice
            .core
            .connect(&account, Token::new(ALICE), Arc::new(http));
        connected.unwrap();
        Story {
            world,
            alice,
            case,
            way,
            _face: face,
        }
    }

    fn file(&self, name: &str) -> (AttachmentId, FileState, Option<String>) {
        let mut all = self.alice.opens(self.case).timeline.into_iter();
        let found = all.find_map(|item| match item {
            TimelineItem::Attachment {
                id,
                file_name,
                state,
                trouble,
                ..
            } if file_name == name => Some((id, state, trouble)),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("no file {name:?}"))
    }

    fn on_server(&self, name: &str) -> Vec<Vec<u8>> {
        let id = self.world.id_of(&self.alice.opens(self.case).row.name);
        let crm = self.world.crm();
        let files = crm.attachments_of(id).iter().filter(|f| f.name == name);
        files.map(|f| crm.bytes_of(f.id).unwrap()).collect()
    }
}

#[tokio::test]
async fn a_download_that_stops_in_the_middle_is_noticed_waits_and_comes_whole_later() {
    let story = Story::begins(Duration::from_millis(500)).await;
    let (alice, world) = (&story.alice, &story.world);
    let text = "0123456789abcdef".repeat(MB / 16);
    let on_server = world.id_of(&alice.opens(story.case).row.name);
    let now = world.now();
    world
        .crm()
        .web_attaches(on_server, "bob", "scan.pdf", &text, now);
    alice.core.sync_case(story.case).unwrap();
    alice.syncs().await.unwrap();
    story.way.stops_down.store(true, Ordering::SeqCst);
    fetches(alice).await;
    let (id, state, why) = story.file("scan.pdf");
    assert_eq!(state, FileState::Failed);
    assert!(why.unwrap().contains("no answer in time"));
    assert_eq!(story.way.down.load(Ordering::SeqCst), 1);
    // Neither the loop nor anybody else asks for it again and again.
    for _ in 0..3 {
        fetches(alice).await;
        alice.syncs().await.unwrap();
    }
    assert_eq!(story.way.down.load(Ordering::SeqCst), 1, "no loop");
    // What the person asks for is told as it is, and text goes all the same.
    let refused = alice.core.attachment(id).await.unwrap_err();
    assert!(
        matches!(refused, Error::Crm(CrmError::Broken(_))),
        "{refused:?}"
    );
    alice.replies(story.case, "Past the file");
    alice.settles().await;
    assert_eq!(world.times_said("Past the file"), 1);
    story.way.stops_down.store(false, Ordering::SeqCst);
    world.clock.pass(chrono::TimeDelta::minutes(6));
    alice.core.fetch_files().await.unwrap();
    assert_eq!(story.file("scan.pdf").1, FileState::Here);
    assert_eq!(story.way.down.load(Ordering::SeqCst), 3);
    alice.core.disconnect();
    assert_eq!(
        alice.core.attachment(id).await.unwrap().1,
        text.into_bytes()
    );
}

#[tokio::test]
async fn an_upload_that_stops_in_the_middle_says_so_and_goes_once_later() {
    let story = Story::begins(Duration::from_millis(1500)).await;
    let (alice, world) = (&story.alice, &story.world);
    let bytes = b"0123456789abcdef".repeat(16 * MB / 16);
    alice.core.attach(story.case, "scan.pdf", &bytes).unwrap();
    story.way.stops_up.store(true, Ordering::SeqCst);
    let mut events = alice.core.events();
    let said = async {
        let mut said = Vec::new();
        while let Ok(event) = events.recv().await {
            if !matches!(event, Event::Changed(what) if what.outbox) {
                continue;
            }
            let file = alice.outbox().remove(0);
            match (file.state, file.why) {
                (State::Unknown, _) => break,
                (_, Some(why @ (Sentence::Uploading { .. } | Sentence::UploadStalls { .. }))) => {
                    said.push(why);
                }
                _ => {}
            }
        }
        said
    };
    let (broken, said) = tokio::join!(alice.syncs(), said);
    let broken = broken.unwrap_err();
    assert!(
        matches!(broken, Error::Crm(CrmError::Broken(_))),
        "{broken:?}"
    );
    let numbers = |said: &Sentence| match said {
        Sentence::Uploading { sent_kb, of_kb } | Sentence::UploadStalls { sent_kb, of_kb } => {
            (*sent_kb, *of_kb)
        }
        other => panic!("{other:?}"),
    };
    let all: Vec<(u32, u32)> = said.iter().map(numbers).collect();
    assert!(all.len() > 1, "how far it is: {said:?}");
    let last = said.last().unwrap();
    assert!(matches!(last, Sentence::UploadStalls { .. }), "{said:?}");
    assert!(all.is_sorted(), "{all:?}");
    assert!(
        all.iter().all(|(sent, of)| sent < of && *of == 16 * 1024),
        "{all:?}"
    );
    let waits = alice.outbox().remove(0);
    assert_eq!(
        (waits.state, waits.why),
        (State::Unknown, Some(Sentence::Checking))
    );
    // It may have arrived: for two minutes it is looked for, and not sent.
    for _ in 0..3 {
        let _looked = alice.syncs().await;
        world.clock.pass(chrono::TimeDelta::seconds(31));
    }
    assert_eq!(story.way.up.load(Ordering::SeqCst), 1, "no loop");
    story.way.stops_up.store(false, Ordering::SeqCst);
    alice.settles().await;
    assert_eq!(story.way.up.load(Ordering::SeqCst), 2);
    let there = story.on_server("scan.pdf");
    assert!(there.len() == 1 && there[0] == bytes, "once, and whole");
}
