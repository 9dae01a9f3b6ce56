//! A real panel: Xfce's, which draws the icon and its menu, and a person who clicks there. What it draws is read by the same
//! protocol as it reads it; what it does is seen in Satchel's window.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use satchel_sandbox::ALICE;

use super::host::Desktop;
use super::waits_for_an_hour;
use crate::desk::Desk;
use crate::desktop;
use crate::home::Home;
use crate::server::Server;

/// One panel at the bottom of the screen with nothing but the tray in it.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=8;x=640;y=885"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="30"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
    </property>
  </property>
</channel>
"#;
/// Where the first icon is.
const ICON: (i32, i32) = (16, 885);
/// The program in which the panel runs its tray: what it has on the screen for itself is a menu.
const TRAY: &str = "wrapper";

struct Panel(Child);

impl Panel {
    fn start() -> Panel {
        // The settings are read by a program that the bus starts, in the session's home.
        let config = std::env::var_os("XDG_CONFIG_HOME").expect("the session's home");
        let folder = Path::new(&config).join("xfce4/xfconf/xfce-perchannel-xml");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("xfce4-panel.xml"), SETTINGS).expect("settings");
        let panel = Command::new("xfce4-panel")
            .arg("--disable-wm-check")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn();
        Panel(panel.expect("xfce4-panel starts; `cargo xtask setup` installs it"))
    }

    /// The person clicks the icon, and the line of its menu that says this.
    #[track_caller]
    fn chooses(&self, desk: &Desk, text: &str) {
        let at = || {
            let lines = Desktop::asks()?.icon()?.lines();
            let chosen: Vec<String> = lines
                .into_iter()
                .filter(|l| l.can_be_chosen)
                .map(|l| l.text)
                .collect();
            chosen.iter().position(|line| line == text)
        };
        let at = desk.tries(desk.patience(), at);
        let at = at.unwrap_or_else(|| panic!("no line {text:?} in the menu"));
        self.opens_the_menu(desk);
        for _ in 0..=at {
            desktop::presses_key("Down");
        }
        desktop::presses_key("Return");
        desk.waits("a closed menu", |_| desktop::windows_of(TRAY) == 0);
    }

    #[track_caller]
    fn opens_the_menu(&self, desk: &Desk) {
        desk.waits("the panel alone", |_| desktop::windows_of(TRAY) == 0);
        desktop::clicks_at(ICON);
        desk.waits("the menu on the screen", |_| desktop::windows_of(TRAY) > 0);
    }
}

impl Drop for Panel {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        let _gone = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.0.wait();
    }
}

fn says(text: &str) -> bool {
    let lines = Desktop::asks().and_then(|desktop| Some(desktop.icon()?.lines()));
    lines
        .unwrap_or_default()
        .iter()
        .any(|line| line.text == text)
}

#[test]
fn in_a_real_panel_the_icon_opens_a_menu_and_each_line_of_it_does_what_it_says() {
    let panel = Panel::start();
    let server = Server::start(30);
    let desk = Desk::open(Home::new("tray_panel"), &[]);
    desk.signs_in(&server, ALICE);
    desk.waits_until_up_to_date();
    desk.waits("the status in the panel", |_| says("Up to date"));

    panel.opens_the_menu(&desk);
    assert!(desktop::picture("tray_panel").is_some());
    desktop::presses_key("Escape");

    panel.chooses(&desk, "Pause syncing");
    desk.waits("the word Paused", |desk| desk.word() == "paused");
    desk.waits("the same in the panel", |_| says("Paused"));
    panel.chooses(&desk, "Resume syncing");
    desk.waits_until_up_to_date();
    waits_for_an_hour(&desk, &server);
    panel.chooses(&desk, "Sync now");
    desk.waits_until_up_to_date();

    desk.is_put_away();
    panel.chooses(&desk, "Open Satchel");
    desk.waits("the window", Desk::is_in_sight);
    desk.clicks("nav-settings");
    desk.clicks("close-to-tray");
    desk.waits_for("close-to-tray:checked");
    desktop::closes_the_window();
    desk.waits("a window out of sight", |desk| !desk.is_in_sight());
    panel.chooses(&desk, "New case");
    desk.waits("the window", Desk::is_in_sight);
    desk.waits_for("new-case-name");

    panel.chooses(&desk, "Quit");
    desk.waits("the end", |desk| !desk.runs());
    desk.waits("no icon without a program", |_| {
        Desktop::asks().is_none_or(|desktop| desktop.icon().is_none())
    });
}
