//! The bytes of seeded files, made when somebody asks: the same name and number always give the same bytes.
//!
//! Logs and tables are text one can read; a picture is a valid PNG of a few kilobytes; a PDF opens and shows a line.

use std::fmt::Write;

use super::chance::Chance;
use crate::paper;

/// The bytes of the file of that name and number.
pub(crate) fn bytes(name: &str, number: u64) -> Vec<u8> {
    let mut chance = Chance::new(number);
    match name.rsplit('.').next().unwrap_or_default() {
        "png" => png(&mut chance),
        "pdf" => pdf(name),
        "csv" => csv(&mut chance).into_bytes(),
        "txt" => notes(&mut chance).into_bytes(),
        _ => log(&mut chance).into_bytes(),
    }
}

fn log(chance: &mut Chance) -> String {
    const WHO: [&str; 6] = ["scheduler", "sync", "auth", "printer", "webhook", "db"];
    const WHAT: [&str; 8] = [
        "INFO  job finished in 212 ms",
        "INFO  session renewed",
        "WARN  slow query: 1840 ms (orders_open)",
        "ERROR timeout after 30000 ms, retry 1 of 3",
        "INFO  42 records written",
        "WARN  queue length 118",
        "ERROR connection reset by peer",
        "DEBUG cache miss for key stock:warehouse-2",
    ];
    let mut out = String::new();
    let mut seconds = chance.between(21_600, 64_800);
    for _ in 0..chance.between(40, 400) {
        seconds += chance.between(1, 40);
        let (h, m, s) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        let (who, what) = (chance.pick(&WHO), chance.pick(&WHAT));
        let _fits = writeln!(out, "{h:02}:{m:02}:{s:02} [{who:<9}] {what}");
    }
    out
}

fn csv(chance: &mut Chance) -> String {
    const ITEMS: [&str; 6] = [
        "Pallet label 100x150",
        "Hand scanner",
        "Shelf rail",
        "Thermal roll",
        "Crate S",
        "Crate L",
    ];
    let mut out = String::from("sku;item;warehouse;on_hand;reserved;price\n");
    for row in 0..chance.between(20, 300) {
        let (item, house) = (chance.pick(&ITEMS), chance.between(1, 4));
        let (stock, taken) = (chance.between(0, 900), chance.between(0, 60));
        let price = chance.between(120, 48_000);
        let (euros, cents) = (price / 100, price % 100);
        let _fits = writeln!(
            out,
            "LF-{:05};{item};{house};{stock};{taken};{euros}.{cents:02}",
            row * 17
        );
    }
    out
}

fn notes(chance: &mut Chance) -> String {
    const STEPS: [&str; 7] = [
        "Open the order desk and filter by today.",
        "Select the first open order.",
        "Press Print; the preview stays empty.",
        "Reload the page: the order is shown twice.",
        "Sign out and in again, the same happens.",
        "On the second computer it works.",
        "The time on the scanner is eleven minutes behind.",
    ];
    let mut out = String::from("What we did, step by step\n\n");
    for step in 1..=chance.between(4, 9) {
        let _fits = writeln!(out, "{step}. {}", chance.pick(&STEPS));
    }
    out
}

/// Two pages, as an office program writes them.
fn pdf(name: &str) -> Vec<u8> {
    let first = [
        name,
        "",
        "Larkfield Support, North",
        "",
        "1.  Labels of the morning shift, gate B12",
        "2.  Every third one is blank, the head was cleaned",
        "3.  A photograph of the roll is with this file",
        "",
        "What we tried is on the next page.",
    ];
    let second = [
        "What we tried",
        "",
        "Another roll          no change",
        "Another cable         no change",
        "A test print          every third label blank",
    ];
    paper::pages(&[&first, &second])
}

/// A picture of colored bars, uncompressed inside its zlib envelope.
fn png(chance: &mut Chance) -> Vec<u8> {
    const SIDE: u32 = 48;
    let mut pixels = Vec::new();
    let mut color = [0_u8; 3];
    for y in 0..SIDE {
        if y % 8 == 0 {
            color = [0; 3].map(|_: u8| u8::try_from(chance.below(256)).unwrap_or(0));
        }
        pixels.push(0);
        for _ in 0..SIDE {
            pixels.extend(color);
        }
    }
    let mut packed = vec![0x78, 0x01, 0x01];
    let length = u16::try_from(pixels.len()).unwrap_or(0);
    packed.extend(length.to_le_bytes());
    packed.extend((!length).to_le_bytes());
    packed.extend(&pixels);
    packed.extend(adler32(&pixels).to_be_bytes());

    let mut header = Vec::new();
    header.extend(SIDE.to_be_bytes());
    header.extend(SIDE.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut out = vec![0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A];
    for (kind, data) in [
        (b"IHDR", &header),
        (b"IDAT", &packed),
        (b"IEND", &Vec::new()),
    ] {
        out.extend(u32::try_from(data.len()).unwrap_or(0).to_be_bytes());
        let mut chunk = kind.to_vec();
        chunk.extend(data);
        let sum = crc32(&chunk);
        out.extend(chunk);
        out.extend(sum.to_be_bytes());
    }
    out
}

fn adler32(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    b << 16 | a
}

fn crc32(bytes: &[u8]) -> u32 {
    let sum = bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg())
        })
    });
    !sum
}
