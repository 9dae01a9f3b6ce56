//! What a machine needs and why, as a table; and which of it is missing, as pure functions over what the machine
//! answers. Asking and installing is in `setup`.

use std::collections::BTreeSet;

/// What a command is about to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// A C compiler and OpenSSL: core, sandbox, cli.
    Compile,
    /// Reading the sources: rustfmt, clippy, git.
    Lint,
    /// Node, npm and what they fetch.
    Ui,
    /// The web view.
    Window,
    /// A screen, a bus, a keyring and notifications where there are none.
    Display,
    /// Driving the real window.
    Proof,
    /// Looking at what we take from others.
    Supply,
    /// Looking into the packages that were made.
    Packages,
}

/// How to find out without a package database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Probe {
    /// A program of this name.
    Program(&'static str),
    /// A library pkg-config knows.
    Library(&'static str),
    /// A font for this language.
    Font(&'static str),
    /// There is no way to tell.
    Unknown,
}

/// One thing to install.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Package {
    /// Its name on Debian and Ubuntu.
    pub(crate) name: &'static str,
    /// Who needs it.
    pub(crate) need: Need,
    /// Nothing works without it.
    pub(crate) essential: bool,
    /// Why, for the person who is asked for a password.
    pub(crate) why: &'static str,
    /// Names elsewhere.
    pub(crate) elsewhere: &'static str,
    /// How to find out without dpkg.
    pub(crate) probe: Probe,
}

const fn needed(
    name: &'static str,
    need: Need,
    probe: Probe,
    why: &'static str,
    elsewhere: &'static str,
) -> Package {
    Package {
        name,
        need,
        essential: true,
        why,
        elsewhere,
        probe,
    }
}

const fn nice(
    name: &'static str,
    need: Need,
    probe: Probe,
    why: &'static str,
    elsewhere: &'static str,
) -> Package {
    Package {
        name,
        need,
        essential: false,
        why,
        elsewhere,
        probe,
    }
}

/// Everything, in the order it is explained.
pub(crate) const PACKAGES: &[Package] = &[
    needed(
        "build-essential",
        Need::Compile,
        Probe::Program("cc"),
        "C compiler and linker: SQLCipher is built from source",
        "Fedora: gcc make · Arch: base-devel",
    ),
    needed(
        "pkg-config",
        Need::Compile,
        Probe::Program("pkg-config"),
        "finds the system's libraries",
        "Fedora: pkgconf · Arch: pkgconf",
    ),
    needed(
        "libssl-dev",
        Need::Compile,
        Probe::Library("openssl"),
        "OpenSSL, which SQLCipher encrypts with",
        "Fedora: openssl-devel · Arch: openssl",
    ),
    needed(
        "libwebkit2gtk-4.1-dev",
        Need::Window,
        Probe::Library("webkit2gtk-4.1"),
        "the web view that shows the window",
        "Fedora: webkit2gtk4.1-devel · Arch: webkit2gtk-4.1",
    ),
    needed(
        "libayatana-appindicator3-dev",
        Need::Window,
        Probe::Library("ayatana-appindicator3-0.1"),
        "the icon in the tray",
        "Fedora: libayatana-appindicator-gtk3-devel · Arch: libayatana-appindicator",
    ),
    nice(
        "librsvg2-common",
        Need::Window,
        Probe::Unknown,
        "the symbols in the system's file dialogs",
        "Fedora: librsvg2 · Arch: librsvg",
    ),
    needed(
        "xvfb",
        Need::Display,
        Probe::Program("Xvfb"),
        "a display without a screen",
        "Fedora: xorg-x11-server-Xvfb · Arch: xorg-server-xvfb",
    ),
    needed(
        "dbus",
        Need::Display,
        Probe::Program("dbus-daemon"),
        "a session bus for keyring and notifications",
        "Fedora: dbus-daemon · Arch: dbus",
    ),
    needed(
        "gnome-keyring",
        Need::Display,
        Probe::Program("gnome-keyring-daemon"),
        "a keyring that keeps the key of the mirror",
        "Fedora: gnome-keyring · Arch: gnome-keyring",
    ),
    needed(
        "dunst",
        Need::Display,
        Probe::Program("dunst"),
        "shows notifications",
        "Fedora: dunst · Arch: dunst",
    ),
    needed(
        "imagemagick",
        Need::Display,
        Probe::Program("identify"),
        "takes the picture of the window and looks at it",
        "Fedora: ImageMagick · Arch: imagemagick",
    ),
    nice(
        "openbox",
        Need::Display,
        Probe::Program("openbox"),
        "a window manager, so that windows get a frame and the focus",
        "Fedora: openbox · Arch: openbox",
    ),
    nice(
        "fonts-dejavu-core",
        Need::Display,
        Probe::Font("ar"),
        "letters of Europe and the Middle East",
        "Fedora: dejavu-sans-fonts · Arch: ttf-dejavu",
    ),
    nice(
        "fonts-noto-core",
        Need::Display,
        Probe::Font("hi"),
        "letters of India, and the font that many desktops have",
        "Fedora: google-noto-sans-fonts · Arch: noto-fonts",
    ),
    nice(
        "fonts-droid-fallback",
        Need::Display,
        Probe::Font("ja"),
        "letters of East Asia, in one small font",
        "Fedora: google-droid-sans-fonts · Arch: ttf-droid",
    ),
    needed(
        "webkit2gtk-driver",
        Need::Proof,
        Probe::Program("WebKitWebDriver"),
        "drives the real window in tests",
        "Fedora: webkit2gtk4.1 · Arch: webkit2gtk-4.1",
    ),
    needed(
        "git",
        Need::Lint,
        Probe::Program("git"),
        "tells the tidy tests which files belong to the repository",
        "Fedora: git · Arch: git",
    ),
    nice(
        "xdotool",
        Need::Proof,
        Probe::Program("xdotool"),
        "presses keys in the system's file dialogs",
        "Fedora: xdotool · Arch: xdotool",
    ),
    needed(
        "mate-screensaver",
        Need::Proof,
        Probe::Program("mate-screensaver"),
        "a screen saver that locks the screen",
        "Fedora: mate-screensaver · Arch: mate-screensaver",
    ),
    needed(
        "yad",
        Need::Proof,
        Probe::Program("yad"),
        "a program that files can be dropped on",
        "Fedora: yad · Arch: yad",
    ),
    needed(
        "poppler-utils",
        Need::Proof,
        Probe::Program("pdftotext"),
        "reads what was printed into a PDF",
        "Fedora: poppler-utils · Arch: poppler",
    ),
    needed(
        "xfce4-panel",
        Need::Proof,
        Probe::Program("xfce4-panel"),
        "a panel that shows the icon in its tray, and the icon's menu",
        "Fedora: xfce4-panel · Arch: xfce4-panel",
    ),
    needed(
        "at-spi2-core",
        Need::Proof,
        Probe::Unknown,
        "the bus that screen readers listen to",
        "Fedora: at-spi2-core · Arch: at-spi2-core",
    ),
    nice(
        "rpm",
        Need::Packages,
        Probe::Program("rpm"),
        "installs an .rpm into a folder of its own, to look into it",
        "Fedora: rpm · Arch: rpm-tools",
    ),
    nice(
        "gnupg",
        Need::Packages,
        Probe::Program("gpg"),
        "signs the sums of the packages",
        "Fedora: gnupg2 · Arch: gnupg",
    ),
];

/// The packages these needs ask for.
pub(crate) fn wanted(needs: &[Need]) -> Vec<&'static Package> {
    PACKAGES
        .iter()
        .filter(|package| needs.contains(&package.need))
        .collect()
}

/// Which of them dpkg does not list as installed; `answer` is that of
/// `dpkg-query --show --showformat '${db:Status-Abbrev} ${Package}\n'`.
pub(crate) fn missing_on_debian(
    wanted: &[&'static Package],
    answer: &str,
) -> Vec<&'static Package> {
    let installed: BTreeSet<&str> = answer
        .lines()
        .filter_map(|line| line.strip_prefix("ii "))
        .map(str::trim)
        .collect();
    wanted
        .iter()
        .copied()
        .filter(|package| !installed.contains(package.name))
        .collect()
}

/// Which of them the probes do not find; what cannot be probed counts as there.
pub(crate) fn missing_elsewhere(
    wanted: &[&'static Package],
    found: impl Fn(Probe) -> bool,
) -> Vec<&'static Package> {
    let absent = |package: &&Package| package.probe != Probe::Unknown && !found(package.probe);
    wanted.iter().copied().filter(absent).collect()
}

/// The first two numbers of a version such as `v20.11.1` or `rustc 1.95.0 (abc)`.
pub(crate) fn version(text: &str) -> Option<(u32, u32)> {
    let digits = text.get(text.find(|letter: char| letter.is_ascii_digit())?..)?;
    let mut numbers = digits.split(|letter: char| !letter.is_ascii_digit());
    let major = numbers.next()?.parse().ok()?;
    let minor = numbers
        .next()
        .and_then(|number| number.parse().ok())
        .unwrap_or(0);
    Some((major, minor))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(packages: &[&Package]) -> Vec<&'static str> {
        packages.iter().map(|package| package.name).collect()
    }

    #[test]
    fn only_what_is_needed_is_asked_for() {
        assert_eq!(
            names(&wanted(&[Need::Compile])),
            ["build-essential", "pkg-config", "libssl-dev"]
        );
        assert!(wanted(&[Need::Ui]).is_empty());
    }

    #[test]
    fn removed_packages_and_packages_never_heard_of_are_missing() {
        let answer = "ii  build-essential\nrc  pkg-config\nun  libssl-dev\nii  xvfb\n";
        let wanted = wanted(&[Need::Compile]);
        assert_eq!(
            names(&missing_on_debian(&wanted, answer)),
            ["pkg-config", "libssl-dev"]
        );
        assert_eq!(missing_on_debian(&wanted, "").len(), 3);
    }

    #[test]
    fn without_dpkg_the_probes_decide_and_the_unknowable_is_not_claimed_missing() {
        let wanted = wanted(&[Need::Window]);
        assert_eq!(
            names(&missing_elsewhere(&wanted, |_| false)),
            ["libwebkit2gtk-4.1-dev", "libayatana-appindicator3-dev"]
        );
        assert!(missing_elsewhere(&wanted, |_| true).is_empty());
    }

    #[test]
    fn every_package_is_named_once_and_says_why() {
        let unique: BTreeSet<&str> = PACKAGES.iter().map(|package| package.name).collect();
        assert_eq!(unique.len(), PACKAGES.len());
        assert!(PACKAGES.iter().all(|package| !package.why.is_empty()));
    }

    #[test]
    fn versions_are_read_from_what_programs_print() {
        assert_eq!(version("v20.11.1\n"), Some((20, 11)));
        assert_eq!(
            version("rustc 1.95.0 (59807616e 2026-04-14)"),
            Some((1, 95))
        );
        assert_eq!(version("18"), Some((18, 0)));
        assert_eq!(version("none"), None);
    }
}
