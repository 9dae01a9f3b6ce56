//! Files of cases over real HTTP, up and down, in both dialects: to the byte, whatever they are called, and never from or
//! to another address than the CRM's own.

use crate::desk::{Desk, files};
use crate::published::{ORGANIZATION, Published, TOKEN};
use crate::server::{Answer, Server};
use crate::trouble;
use satchel_core::attachment::{SIZE_LIMIT, ServerAttachment};
use satchel_core::case::NewCase;
use satchel_core::case::view::TimelineItem;
use satchel_core::crm::envelope::DetailAnswer;
use satchel_core::crm::http::{Http, Settings};
use satchel_core::crm::origin::Origin;
use satchel_core::crm::sign_in::with_token;
use satchel_core::crm::{Credential, Crm, CrmError, Token};
use satchel_core::error::Error;
use satchel_core::id::ServerId;
use satchel_sandbox::{ALICE, Dialect, Face, Generation, Options};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

const BOTH: [Dialect; 2] = [Dialect::Bottlecrm, Dialect::Documented];

/// A sandbox that listens, and a client signed in to it.
struct Line {
    sandbox: Arc<Mutex<satchel_sandbox::Crm>>,
    crm: Crm,
    case: ServerId,
    _face: Face,
}

impl Line {
    async fn to(dialect: Dialect, generation: Generation) -> Line {
        let mut model = satchel_sandbox::seed::demo(dialect, 40, chrono::Utc::now());
        if dialect == Dialect::Bottlecrm {
            model.set_generation(generation);
        }
        let organization = model.org().id.to_string();
        let alice = model.me(ALICE).unwrap().person.profile;
        let case = model
            .cases()
            .find(|case| case.is_active && case.assigned_to.contains(&alice))
            .unwrap();
        let case = ServerId(case.id.to_string());
        let sandbox = Arc::new(Mutex::new(model));
        let face = Face::start(Arc::clone(&sandbox), 0, Options::default()).unwrap();
        let origin = face.origin();
        let http = Http::new(Origin::parse(&origin).unwrap(), &Settings::default()).unwrap();
        let organization = (dialect == Dialect::Documented).then_some(ServerId(organization));
        let account = with_token(&http, &origin, &Token::new(ALICE), organization)
            .await
            .unwrap();
        let credential = Credential::Token(Token::new(ALICE));
        let crm = Crm::new(Arc::new(http), credential, Arc::new(|_| true), account);
        Line {
            sandbox,
            crm,
            case,
            _face: face,
        }
    }

    async fn listed(&self) -> Vec<ServerAttachment> {
        match self.crm.detail(&self.case).await.unwrap().value {
            DetailAnswer::Case(detail) => detail.attachments,
            DetailAnswer::Merged(_) => panic!("a merged case"),
        }
    }

    /// Adds a file; the answer is how the server lists it.
    async fn adds(&self, name: &str, bytes: &[u8]) -> ServerAttachment {
        let before = self.listed().await;
        let said = self
            .crm
            .add_attachment(&self.case, name, bytes, None)
            .await
            .unwrap();
        let mut after = self.listed().await;
        if self.crm.account().dialect == satchel_core::crm::dialect::Dialect::Bottlecrm {
            assert_eq!(said, after, "the answer lists all files");
        } else {
            assert_eq!(said, [], "the description's answer is a bare success");
        }
        after.retain(|file| !before.contains(file));
        assert_eq!(after.len(), 1, "{name:?} is there once");
        after.remove(0)
    }

    fn requests(&self) -> usize {
        self.sandbox.lock().unwrap().requests().count()
    }
}

/// Bytes that look like nothing in particular, line ends and dashes among them.
fn noise(size: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_u32;
    let noise = std::iter::from_fn(|| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        Some(state.to_le_bytes()[0])
    });
    b"--\r\n--a\r\n\r\n"
        .iter()
        .copied()
        .chain(noise)
        .take(size)
        .collect()
}

fn size_refused(answer: &Result<impl Sized, CrmError>) -> bool {
    matches!(answer, Err(CrmError::Rejected(words)) if words.contains("25 MB"))
}

#[tokio::test]
async fn a_file_goes_up_and_comes_down_byte_by_byte() {
    for dialect in BOTH {
        let line = Line::to(dialect, Generation::H).await;
        for size in [0, 1, 11, 100_000] {
            let bytes = noise(size);
            let file = line.adds(&format!("noise-{size}.bin"), &bytes).await;
            assert_eq!(file.file_name, format!("noise-{size}.bin"), "{dialect:?}");
            let back = line.crm.download(&file).await.unwrap();
            assert!(back == bytes, "{dialect:?}: {size} bytes come back");
        }
    }
}

#[tokio::test]
async fn exactly_25_mib_go_through_and_one_byte_more_is_refused_before_anything_is_sent() {
    for dialect in BOTH {
        let line = Line::to(dialect, Generation::H).await;
        let mut bytes = noise(SIZE_LIMIT);
        let file = line.adds("largest.bin", &bytes).await;
        assert!(
            line.crm.download(&file).await.unwrap() == bytes,
            "all of it"
        );

        bytes.push(0);
        let before = line.requests();
        let refused = line
            .crm
            .add_attachment(&line.case, "too-large.bin", &bytes, None)
            .await;
        assert!(size_refused(&refused), "{refused:?}");
        if dialect == Dialect::Documented {
            let refused = line
                .crm
                .create_with_file(&new("With too much"), "too-large.bin", &bytes)
                .await;
            assert!(size_refused(&refused), "{refused:?}");
        }
        assert_eq!(line.requests(), before, "nothing was sent");
    }
}

#[tokio::test]
async fn whatever_a_file_is_called_it_arrives_whole_and_alone() {
    // What is sent, and how it is listed: on a server that keeps names, and on one that keeps paths only.
    let names = [
        (
            "Übergabe レポート 📄.pdf",
            "Übergabe レポート 📄.pdf",
            "Übergabe_レポート_.pdf",
        ),
        (
            "she said \"no\".txt",
            "she said \"no\".txt",
            "she_said_no.txt",
        ),
        ("../../etc/passwd", "passwd", "passwd"),
        ("C:\\Users\\me\\a.txt", "a.txt", "a.txt"),
        (
            "a\r\nContent-Type: text/html\r\n\r\nb.txt",
            "html\r\n\r\nb.txt",
            "htmlb.txt",
        ),
        (
            "x\"; filename=\"y.txt",
            "x\"; filename=\"y.txt",
            "x_filenamey.txt",
        ),
        (
            "a;b=c&d%20e?f#g.txt",
            "a;b=c&d%20e?f#g.txt",
            "abcd20efg.txt",
        ),
        ("nul\0and\u{7f}del.txt", "nulanddel.txt", "nulanddel.txt"),
        ("folder/", "file", "file"),
        ("", "file", "file"),
    ];
    for dialect in BOTH {
        let line = Line::to(dialect, Generation::H).await;
        let comments = line.sandbox.lock().unwrap().activities().len();
        for (name, kept, as_path) in names {
            let bytes = format!("content of {name:?}").into_bytes();
            let file = line.adds(name, &bytes).await;
            let kept: String = kept.chars().filter(|c| !c.is_control()).collect();
            match dialect {
                Dialect::Bottlecrm => assert_eq!(file.file_name, kept, "{name:?}"),
                // A name that is taken gets letters more.
                Dialect::Documented => {
                    let stem = as_path.split('.').next().unwrap();
                    assert!(file.file_name.starts_with(stem), "{name:?}: {file:?}");
                }
            }
            assert_eq!(line.crm.download(&file).await.unwrap(), bytes, "{name:?}");
        }
        let after = line.sandbox.lock().unwrap().activities().len();
        assert_eq!(after, comments, "no name became a comment");
    }
}

fn new(name: &str) -> NewCase {
    NewCase {
        name: name.to_owned(),
        status: "New".to_owned(),
        priority: "Normal".to_owned(),
        case_type: None,
        description: String::new(),
        account_id: None,
        assignee_ids: Vec::new(),
        team_ids: Vec::new(),
        contact_ids: Vec::new(),
        tag_ids: Vec::new(),
    }
}

#[tokio::test]
async fn a_case_comes_with_its_file_where_that_does_not_hide_it() {
    let line = Line::to(Dialect::Documented, Generation::H).await;
    let me = line.crm.account().me.id.clone().unwrap();
    let with_me = NewCase {
        assignee_ids: vec![me],
        team_ids: Vec::new(),
        contact_ids: Vec::new(),
        tag_ids: Vec::new(),
        ..new("Printer on fire")
    };
    let id = line
        .crm
        .create_with_file(&with_me, "photo.png", b"a photo")
        .await
        .unwrap();
    {
        let sandbox = line.sandbox.lock().unwrap();
        let case = sandbox.case_named("Printer on fire").unwrap();
        assert_eq!(case.id.to_string(), id.0);
        assert!(case.is_active);
        assert_eq!(case.assigned_to.len(), 1, "sets go along");
        assert_eq!(sandbox.attachments_of(case.id).len(), 1);
    }

    let line = Line::to(Dialect::Bottlecrm, Generation::H).await;
    let before = line.requests();
    let refused = line
        .crm
        .create_with_file(&new("Printer on fire"), "photo.png", b"a photo")
        .await;
    assert!(matches!(refused, Err(CrmError::Rejected(_))), "{refused:?}");
    assert_eq!(line.requests(), before, "nothing was sent");
}

#[tokio::test]
async fn a_server_from_before_downloads_by_id_gives_files_by_their_path() {
    for generation in [Generation::G, Generation::H] {
        let line = Line::to(Dialect::Bottlecrm, generation).await;
        let file = line.adds("from an older world ü.txt", b"all of it").await;
        let back = line.crm.download(&file).await;
        assert_eq!(back.unwrap(), b"all of it", "{generation:?}");
    }
}

/// The desk of a person whose server writes `link` as the address of a file, and what answers when they open it.
async fn opens_a_file_at(link: &str) -> (Result<Vec<u8>, Error>, Vec<String>) {
    let published = Published::with(1);
    let page = Answer::html(200, "<p>Sign in to this network</p>");
    published.state().attachments[0]["attachment"] = link.into();
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/media/log-0.txt" if asked.header("authorization").is_some() => Answer {
            content_type: "text/plain".to_owned(),
            ..Answer::html(200, "the log")
        },
        "/media/portal.txt" => page.clone(),
        _ => published.answers(asked),
    })
    .await;
    let desk = Desk::at(&server.origin, TOKEN, Some(ORGANIZATION))
        .await
        .unwrap();
    desk.core.sync_once().await.unwrap();
    let view = desk.opens("Login Issues 0");
    assert_eq!(files(&view).len(), 1);
    let id = view.timeline.iter().find_map(|item| match item {
        TimelineItem::Attachment { id, .. } => Some(*id),
        _ => None,
    });
    let before = server.asked().len();
    let answer = desk.core.attachment(id.unwrap()).await;
    let asked = server.asked().split_off(before);
    (
        answer.map(|(_, bytes)| bytes),
        asked.into_iter().map(|a| a.path).collect(),
    )
}

#[tokio::test]
async fn a_file_is_fetched_from_the_crms_own_address_and_from_no_other() {
    let (bytes, asked) = opens_a_file_at("/media/log-0.txt").await;
    assert_eq!(bytes.unwrap(), b"the log");
    assert_eq!(asked, ["/media/log-0.txt"]);

    let count = Arc::default();
    let elsewhere = trouble::counts(Arc::clone(&count)).await;
    let port = elsewhere.port;
    for link in [
        format!("http://127.0.0.1:{port}/media/log-0.txt"),
        format!("//127.0.0.1:{port}/media/log-0.txt"),
        format!("\\\\127.0.0.1:{port}\\media\\log-0.txt"),
        format!("http://localhost:{port}/media/log-0.txt"),
        "file:///etc/passwd".to_owned(),
        String::new(),
    ] {
        let (refused, asked) = opens_a_file_at(&link).await;
        let said = refused.unwrap_err().to_string();
        assert!(said.contains("file is"), "{link}: {said}");
        assert_eq!(asked, [""; 0], "{link}: nothing was sent");
    }
    assert_eq!(count.load(Ordering::SeqCst), 0, "nobody went there");
}

#[tokio::test]
async fn a_page_that_comes_instead_of_a_file_is_not_kept_as_the_file() {
    let (refused, _) = opens_a_file_at("/media/portal.txt").await;
    let refused = refused.unwrap_err();
    assert!(
        matches!(refused, Error::Crm(CrmError::CaptivePortal)),
        "{refused:?}"
    );
}
