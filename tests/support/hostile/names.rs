//! Names of files that are paths, devices, programs or lies.

/// A few of each kind, for what costs something.
pub const FILE_NAMES: [&str; 12] = [
    "../../../../etc/passwd",
    "C:\\Windows\\System32\\zq7.dll",
    "CON",
    "nul.txt",
    ".bashrc",
    "zq7 invoice\u{202e}fdp.exe",
    "<img src=x onerror=window.hit=1>.png",
    "zq7.desktop",
    "zq7\nname.txt",
    "zq7 -rf *.AppImage",
    "zq7.pdf                                    .exe",
    "$(touch zq7).sh",
];

/// What a name may end with that a desktop would run or open as a program.
const RUNS: [&str; 60] = [
    "exe",
    "com",
    "bat",
    "cmd",
    "pif",
    "scr",
    "msi",
    "msp",
    "cpl",
    "dll",
    "sys",
    "vbs",
    "vbe",
    "js",
    "jse",
    "wsf",
    "wsh",
    "hta",
    "ps1",
    "psm1",
    "lnk",
    "url",
    "scf",
    "reg",
    "inf",
    "jar",
    "jnlp",
    "desktop",
    "appimage",
    "sh",
    "bash",
    "zsh",
    "csh",
    "run",
    "bin",
    "out",
    "deb",
    "rpm",
    "flatpakref",
    "snap",
    "dmg",
    "pkg",
    "app",
    "command",
    "workflow",
    "terminal",
    "webloc",
    "py",
    "pyc",
    "pl",
    "rb",
    "php",
    "html",
    "xhtml",
    "svg",
    "mht",
    "docm",
    "xlsm",
    "pptm",
    "iso",
];

/// Devices of Windows.
const DEVICES: [&str; 30] = [
    "CON", "PRN", "AUX", "NUL", "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7",
    "COM8", "COM9", "COM¹", "COM²", "COM³", "LPT0", "LPT1", "LPT2", "LPT3", "LPT9", "LPT¹", "LPT²",
    "LPT³", "CONIN$", "CONOUT$", "con", "Nul", "aUx",
];

/// Ways to somewhere else.
const WAYS: [&str; 24] = [
    "../",
    "../../../../../../",
    "..\\",
    "..\\..\\..\\",
    "..//",
    ".././",
    "./../",
    "/",
    "//",
    "///host/share/",
    "\\\\host\\share\\",
    "\\\\?\\C:\\",
    "\\\\.\\pipe\\",
    "C:",
    "C:\\",
    "c:/windows/",
    "~/",
    "~root/",
    "%2e%2e%2f",
    "%2e%2e/",
    "..%5c",
    "..%c0%af",
    "file:///",
    "/proc/self/fd/1/",
];

/// What is put into a name.
const SIGNS: [&str; 34] = [
    "\0",
    "\n",
    "\r\n",
    "\t",
    "\u{1b}[2J",
    "\u{7f}",
    "\u{85}",
    "\u{9b}",
    "\u{a0}",
    "\u{ad}",
    "\u{61c}",
    "\u{115f}",
    "\u{180e}",
    "\u{200b}",
    "\u{200d}",
    "\u{200e}",
    "\u{200f}",
    "\u{2028}",
    "\u{2029}",
    "\u{202a}",
    "\u{202e}",
    "\u{2060}",
    "\u{2066}",
    "\u{2067}",
    "\u{2069}",
    "\u{3164}",
    "\u{feff}",
    "\u{fffe}",
    "\u{e0041}",
    ":",
    "::$DATA",
    "|",
    "*?\"<>",
    "%00",
];

/// Five hundred names and more, no two alike.
#[must_use]
pub fn file_names() -> Vec<String> {
    let mut names: Vec<String> = FILE_NAMES.iter().map(|name| (*name).to_owned()).collect();
    for suffix in RUNS {
        names.push(format!("invoice.{suffix}"));
        names.push(format!("invoice.pdf.{suffix}"));
        names.push(format!("invoice\u{202e}fdp.{suffix}"));
    }
    for device in DEVICES {
        names.push(device.to_owned());
        names.push(format!("{device}.txt"));
        names.push(format!(" {device} .tar.gz"));
    }
    for way in WAYS {
        for end in [
            "etc/passwd",
            "a.txt",
            "",
            ".ssh/authorized_keys",
            "mirror.db",
        ] {
            names.push(format!("{way}{end}"));
        }
    }
    for sign in SIGNS {
        names.push(format!("{sign}a.txt"));
        names.push(format!("a{sign}b.txt"));
        names.push(format!("a.txt{sign}"));
        names.push(format!("a.{sign}exe"));
    }
    for times in [1, 2, 60, 120, 200, 255, 256, 4096] {
        names.push("a".repeat(times));
        names.push("漢".repeat(times));
        names.push("👩‍👩‍👧‍👦".repeat(times));
        names.push(".".repeat(times));
        names.push(" ".repeat(times));
        names.push(format!("{}.pdf", "e\u{301}".repeat(times)));
        names.push(format!("a.{}", "b".repeat(times)));
    }
    let odd = [
        "",
        ".",
        "..",
        "...",
        ".a",
        "a.",
        "a ",
        " a",
        "-",
        "--help",
        "-rf",
        "~",
        "#a#",
        ".DS_Store",
        "desktop.ini",
        "Thumbs.db",
        "autorun.inf",
        ".htaccess",
        "a/../b",
        "a\\..\\b",
        "é.txt",
        "e\u{301}.txt",
        "İ.txt",
        "ﬁ.txt",
    ];
    names.extend(odd.map(str::to_owned));
    names.sort();
    names.dedup();
    names
}
