//! The picture of a day: two lines over the hours, the outage shaded. Readable on light and on dark paper.

use crate::measure::{BIN, Load};
use std::fmt::Write;

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 440.0;
const LEFT: f64 = 76.0;
const RIGHT: f64 = 20.0;
const TOP: f64 = 74.0;
const BOTTOM: f64 = 52.0;
/// Hours shown.
const HOURS: (f64, f64) = (8.5, 18.5);
/// Decades shown: from one request a second.
const LOWEST: f64 = 1.0;

/// The axis of so many requests a second.
struct Axis {
    highest: f64,
}

impl Axis {
    fn y(&self, rate: f64) -> f64 {
        let part = (rate.max(LOWEST) / LOWEST).log10() / (self.highest / LOWEST).log10();
        HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP)
    }

    /// The highest ten seconds of each minute.
    fn line(&self, load: &Load) -> String {
        let mut path = String::new();
        for (minute, bins) in load.requests().chunks(60 / BIN).enumerate() {
            let hour = minute as f64 / 60.0;
            if hour >= HOURS.0 && hour <= HOURS.1 {
                let rate = bins.iter().copied().fold(0.0, f64::max);
                let word = if path.is_empty() { 'M' } else { 'L' };
                let _ = write!(path, "{word}{:.1} {:.1}", x(hour), self.y(rate));
            }
        }
        path
    }
}

fn x(hour: f64) -> f64 {
    LEFT + (hour - HOURS.0) / (HOURS.1 - HOURS.0) * (WIDTH - LEFT - RIGHT)
}

fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    match digits.len() {
        0..=3 => digits,
        n => format!("{},{}", &digits[..n - 3], &digits[n - 3..]),
    }
}

/// The picture. `normal`: the mean rate of an ordinary hour; three times that is the law.
pub(crate) fn draw(clients: u32, kept: &Load, off: &Load, normal: f64) -> String {
    let most = |load: &Load| load.requests().iter().copied().fold(10.0, f64::max);
    let axis = Axis {
        highest: 10_f64.powf((most(kept).max(most(off)) * 1.2).log10().ceil()),
    };
    let (floor, right) = (HEIGHT - BOTTOM, WIDTH - RIGHT);
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t d">
<title id="t">Requests a second of {clients} clients of one server over a working day</title>
<desc id="d">With Satchel's manners the rate stays near its mean after an outage from 13:00 to 14:00; without them it jumps when the server answers again.</desc>
<style>
text {{ font: 13px system-ui, sans-serif; fill: #24292f }}
.title {{ font-size: 17px; font-weight: 600 }}
.soft {{ fill: #57606a }}
.paper {{ fill: #ffffff }}
.grid {{ stroke: #d0d7de; stroke-width: 1 }}
.outage {{ fill: #57606a; fill-opacity: .13 }}
.law {{ stroke: #57606a; stroke-width: 1.2; stroke-dasharray: 5 4 }}
.kept, .off {{ fill: none; stroke-width: 1.8; stroke-linejoin: round }}
.kept {{ stroke: #0969da }}
.off {{ stroke: #bc4c00 }}
@media (prefers-color-scheme: dark) {{
text {{ fill: #e6edf3 }}
.soft {{ fill: #9da7b3 }}
.paper {{ fill: #0d1117 }}
.grid {{ stroke: #30363d }}
.outage {{ fill: #9da7b3; fill-opacity: .18 }}
.law {{ stroke: #9da7b3 }}
.kept {{ stroke: #58a6ff }}
.off {{ stroke: #f0883e }}
}}
</style>
<rect class="paper" width="{WIDTH}" height="{HEIGHT}" rx="6"/>
<text class="title" x="{LEFT}" y="28">{} clients of one server, one working day</text>
"#,
        thousands(f64::from(clients))
    );
    let (from, to) = (x(13.0), x(14.0));
    let _ = write!(
        svg,
        r#"<rect class="outage" x="{from:.1}" y="{TOP}" width="{:.1}" height="{:.1}"/>
<text class="soft" x="{:.1}" y="{:.1}" text-anchor="middle">outage</text>
"#,
        to - from,
        floor - TOP,
        f64::midpoint(from, to),
        TOP + 18.0
    );
    let mut rate = LOWEST;
    while rate <= axis.highest * 1.01 {
        let y = axis.y(rate);
        let _ = write!(
            svg,
            r#"<line class="grid" x1="{LEFT}" y1="{y:.1}" x2="{right}" y2="{y:.1}"/>
<text class="soft" x="{:.1}" y="{:.1}" text-anchor="end">{}</text>
"#,
            LEFT - 8.0,
            y + 4.5,
            thousands(rate)
        );
        rate *= 10.0;
    }
    for hour in 9..=18 {
        let _ = writeln!(
            svg,
            r#"<text class="soft" x="{:.1}" y="{:.1}" text-anchor="middle">{hour}:00</text>"#,
            x(f64::from(hour)),
            floor + 20.0
        );
    }
    let law = axis.y(normal * 3.0);
    let _ = write!(
        svg,
        r#"<path class="off" d="{}"/>
<path class="kept" d="{}"/>
<line class="law" x1="{LEFT}" y1="{law:.1}" x2="{right}" y2="{law:.1}"/>
<text class="soft" x="{:.1}" y="{:.1}" text-anchor="end">three times normal: {}</text>
<line class="kept" x1="{LEFT}" y1="52" x2="{:.1}" y2="52"/><text x="{:.1}" y="56.5">with Satchel's manners</text>
<line class="off" x1="{:.1}" y1="52" x2="{:.1}" y2="52"/><text x="{:.1}" y="56.5">without: everything due at once, every 5 s after trouble</text>
<text class="soft" x="{LEFT}" y="{:.1}">Requests a second (each step is ten times more); the highest ten seconds of each minute. Hours of the day.</text>
</svg>
"#,
        axis.line(off),
        axis.line(kept),
        // Where neither line comes near it: before the outage.
        x(12.9),
        law - 6.0,
        thousands(normal * 3.0),
        LEFT + 26.0,
        LEFT + 34.0,
        LEFT + 210.0,
        LEFT + 236.0,
        LEFT + 244.0,
        HEIGHT - 10.0
    );
    svg
}
