//! The few words the desktop shows for us: titles of its dialogs, what a notification says. In the language the window speaks;
//! the window's own are in ui/src/text. What they are about is docs/languages.md.

use std::sync::atomic::{AtomicUsize, Ordering};

use satchel_core::alert::Reason;
use satchel_core::sync::status::StatusWord;
use serde::{Deserialize, Serialize};

/// A language Satchel speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Language {
    /// English.
    #[default]
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Arabic.
    Ar,
}

/// What the desktop shows for us, in one language.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Words {
    /// Title: where a file is to be kept.
    pub save_as: &'static str,
    /// Title: which files to attach.
    pub attach: &'static str,
    /// Title: which authority's certificates to trust.
    pub authority: &'static str,
    /// Title: which table of cases to bring in.
    pub import: &'static str,
    /// A kind of file.
    pub tables: &'static str,
    /// A kind of file.
    pub certificates: &'static str,
    /// Every kind of file.
    pub all_files: &'static str,
    /// What a notification's button does.
    pub open: &'static str,
    /// Where the rest of many alerts are.
    pub in_alerts: &'static str,
    /// In the tray: brings the window forward.
    pub tray_open: &'static str,
    /// In the tray.
    pub tray_new: &'static str,
    /// In the tray.
    pub tray_sync: &'static str,
    /// In the tray.
    pub tray_pause: &'static str,
    /// In the tray.
    pub tray_resume: &'static str,
    /// In the tray.
    pub tray_quit: &'static str,
    /// The status words, in the order of [`StatusWord`]; the window's own (ui/tests/languages.test.ts holds them to it).
    states: [&'static str; 9],
    /// In the order of [`PRIORITIES`].
    priorities: [&'static str; 6],
    unseen: &'static str,
    /// What a notification's button does: it comes again later.
    pub snooze: &'static str,
    /// What a notification's button does: the case becomes this person's.
    pub take: &'static str,
    /// Instead of a customer's words.
    pub hidden: &'static str,
    more: &'static str,
    new_urgent: &'static str,
    raised: &'static str,
    mentioned: &'static str,
    new: &'static str,
    assigned: &'static str,
    reopened: &'static str,
    reply: &'static str,
    sla_risk: &'static str,
    sla_breached: &'static str,
    held: &'static str,
    sign_in_again: &'static str,
}

/// The priorities that servers of this kind come with, as they say them.
const PRIORITIES: [&str; 6] = ["Low", "Normal", "Medium", "High", "Urgent", "Critical"];

const ENGLISH: Words = Words {
    save_as: "Save as",
    attach: "Attach files",
    authority: "Choose a certificate authority file",
    import: "Import cases",
    tables: "Tables (CSV)",
    certificates: "Certificates",
    all_files: "All files",
    open: "Open",
    in_alerts: "They are in Alerts",
    tray_open: "Open Satchel",
    tray_new: "New case",
    tray_sync: "Sync now",
    tray_pause: "Pause syncing",
    tray_resume: "Resume syncing",
    tray_quit: "Quit",
    states: [
        "Up to date",
        "Syncing",
        "Sending",
        "Offline",
        "Sign in again",
        "Paused",
        "Needs you",
        "Trouble",
        "Ask your administrator",
    ],
    priorities: ["Low", "Normal", "Medium", "High", "Urgent", "Critical"],
    unseen: "Alerts: {}",
    more: "More cases: {}",
    new_urgent: "New case with priority {}",
    raised: "Priority raised to {}",
    mentioned: "A colleague mentioned you",
    snooze: "Snooze",
    take: "Take",
    hidden: "Open Satchel to see it",
    new: "New case with priority {}",
    assigned: "A case was assigned to you",
    reopened: "A case was opened again",
    reply: "Somebody said something on a case",
    sla_risk: "A deadline is near",
    sla_breached: "A deadline has passed",
    held: "Something of yours was not taken",
    sign_in_again: "Syncing stopped: sign in again",
};

const GERMAN: Words = Words {
    save_as: "Speichern unter",
    attach: "Dateien anhängen",
    authority: "Datei einer Zertifizierungsstelle wählen",
    import: "Fälle importieren",
    tables: "Tabellen (CSV)",
    certificates: "Zertifikate",
    all_files: "Alle Dateien",
    open: "Öffnen",
    in_alerts: "Sie stehen unter Meldungen",
    tray_open: "Satchel öffnen",
    tray_new: "Neuer Fall",
    tray_sync: "Jetzt synchronisieren",
    tray_pause: "Synchronisierung anhalten",
    tray_resume: "Synchronisierung fortsetzen",
    tray_quit: "Beenden",
    states: [
        "Aktuell",
        "Wird synchronisiert",
        "Wird gesendet",
        "Offline",
        "Neu anmelden",
        "Angehalten",
        "Zu entscheiden",
        "Schwierigkeiten",
        "Administration fragen",
    ],
    priorities: [
        "Niedrig", "Normal", "Mittel", "Hoch", "Dringend", "Kritisch",
    ],
    unseen: "Meldungen: {}",
    more: "Weitere Fälle: {}",
    new_urgent: "Neuer Fall mit Priorität {}",
    raised: "Priorität auf {} erhöht",
    mentioned: "Jemand hat Sie erwähnt",
    snooze: "Später",
    take: "Übernehmen",
    hidden: "Öffnen Sie Satchel, um es zu sehen",
    new: "Neuer Fall mit Priorität {}",
    assigned: "Ein Fall wurde Ihnen zugewiesen",
    reopened: "Ein Fall wurde wieder geöffnet",
    reply: "Zu einem Fall wurde etwas gesagt",
    sla_risk: "Eine Frist läuft bald ab",
    sla_breached: "Eine Frist ist abgelaufen",
    held: "Etwas von Ihnen wurde nicht angenommen",
    sign_in_again: "Synchronisierung unterbrochen: bitte neu anmelden",
};

const FRENCH: Words = Words {
    save_as: "Enregistrer sous",
    attach: "Joindre des fichiers",
    authority: "Choisir le fichier d’une autorité de certification",
    import: "Importer des dossiers",
    tables: "Tableaux (CSV)",
    certificates: "Certificats",
    all_files: "Tous les fichiers",
    open: "Ouvrir",
    in_alerts: "Ils sont dans Alertes",
    tray_open: "Ouvrir Satchel",
    tray_new: "Nouveau dossier",
    tray_sync: "Synchroniser maintenant",
    tray_pause: "Mettre la synchronisation en pause",
    tray_resume: "Reprendre la synchronisation",
    tray_quit: "Quitter",
    states: [
        "À jour",
        "Synchronisation",
        "Envoi",
        "Hors ligne",
        "Se reconnecter",
        "En pause",
        "À décider",
        "Difficultés",
        "Voir l’administrateur",
    ],
    priorities: [
        "Basse", "Normale", "Moyenne", "Haute", "Urgente", "Critique",
    ],
    unseen: "Alertes\u{a0}: {}",
    more: "Autres dossiers\u{a0}: {}",
    new_urgent: "Nouveau dossier de priorité {}",
    raised: "Priorité élevée à {}",
    mentioned: "Quelqu’un vous a mentionné",
    snooze: "Plus tard",
    take: "Prendre",
    hidden: "Ouvrez Satchel pour le voir",
    new: "Nouveau dossier de priorité {}",
    assigned: "Un dossier vous a été attribué",
    reopened: "Un dossier a été rouvert",
    reply: "Quelqu’un a écrit sur un dossier",
    sla_risk: "Une échéance approche",
    sla_breached: "Une échéance est dépassée",
    held: "Quelque chose de vous n’a pas été accepté",
    sign_in_again: "Synchronisation arrêtée\u{a0}: reconnectez-vous",
};

const ARABIC: Words = Words {
    save_as: "حفظ باسم",
    attach: "إرفاق ملفات",
    authority: "اختيار ملف مرجع تصديق",
    import: "استيراد تذاكر",
    tables: "جداول (CSV)",
    certificates: "الشهادات",
    all_files: "كل الملفات",
    open: "فتح",
    in_alerts: "تجدها في التنبيهات",
    tray_open: "فتح Satchel",
    tray_new: "تذكرة جديدة",
    tray_sync: "مزامنة الآن",
    tray_pause: "إيقاف المزامنة مؤقتًا",
    tray_resume: "استئناف المزامنة",
    tray_quit: "إنهاء",
    states: [
        "كل شيء محدّث",
        "تجري المزامنة",
        "يجري الإرسال",
        "بلا اتصال",
        "سجّل الدخول مجددًا",
        "توقف مؤقت",
        "بانتظار قرارك",
        "توجد صعوبة",
        "راجع مدير النظام",
    ],
    priorities: ["منخفضة", "عادية", "متوسطة", "عالية", "عاجلة", "حرجة"],
    unseen: "التنبيهات: {}",
    more: "تذاكر أخرى: {}",
    new_urgent: "تذكرة جديدة بأولوية {}",
    raised: "رُفعت الأولوية إلى {}",
    mentioned: "ذكرك أحد زملائك",
    snooze: "لاحقًا",
    take: "استلام",
    hidden: "افتح Satchel لتراه",
    new: "تذكرة جديدة بأولوية {}",
    assigned: "أُسندت إليك تذكرة",
    reopened: "أُعيد فتح تذكرة",
    reply: "كتب أحدهم في تذكرة",
    sla_risk: "اقترب موعد نهائي",
    sla_breached: "انقضى موعد نهائي",
    held: "لم يُقبل شيء مما أرسلته",
    sign_in_again: "توقفت المزامنة: سجّل الدخول من جديد",
};

const ALL: [&Words; 4] = [&ENGLISH, &GERMAN, &FRENCH, &ARABIC];

impl Words {
    /// How many alerts there are besides those that were shown.
    pub(crate) fn more(&self, n: usize) -> String {
        self.more.replace("{}", &n.to_string())
    }

    /// How things stand, and how many alerts nobody looked at.
    pub(crate) fn tray_status(&self, word: StatusWord, unseen: u32) -> String {
        let [
            up_to_date,
            syncing,
            sending,
            offline,
            sign_in,
            paused,
            needs_you,
            trouble,
            barred,
        ] = self.states;
        let word = match word {
            StatusWord::UpToDate => up_to_date,
            StatusWord::Syncing => syncing,
            StatusWord::Sending => sending,
            StatusWord::Offline => offline,
            StatusWord::SignInAgain => sign_in,
            StatusWord::Paused => paused,
            StatusWord::NeedsYou => needs_you,
            StatusWord::Trouble => trouble,
            StatusWord::Barred => barred,
        };
        if unseen == 0 {
            return word.to_owned();
        }
        format!(
            "{word} · {}",
            self.unseen.replace("{}", &unseen.to_string())
        )
    }

    /// Why a person is told; `priority` is the server's word.
    pub(crate) fn reason(&self, reason: Reason, priority: &str) -> String {
        let sentence = match reason {
            Reason::NewUrgent => self.new_urgent,
            Reason::Raised => self.raised,
            Reason::Mentioned => self.mentioned,
            Reason::New => self.new,
            Reason::Assigned => self.assigned,
            Reason::Reopened => self.reopened,
            Reason::Reply => self.reply,
            Reason::SlaRisk => self.sla_risk,
            Reason::SlaBreached => self.sla_breached,
            Reason::Held => self.held,
            Reason::SignInAgain => self.sign_in_again,
        };
        sentence.replace("{}", self.priority(priority))
    }

    /// A priority in this language where its word is known; an administrator's own stays as it is.
    fn priority<'a>(&self, servers: &'a str) -> &'a str {
        let known = PRIORITIES.iter().zip(self.priorities);
        let mut own = known.filter(|(word, _)| **word == servers);
        own.next().map_or(servers, |(_, own)| own)
    }
}

/// The language the window last said it speaks; English until then.
#[derive(Debug, Default)]
pub(crate) struct Speech(AtomicUsize);

impl Speech {
    /// From now on.
    pub(crate) fn speak(&self, language: Language) {
        self.0.store(language as usize, Ordering::Relaxed);
    }

    /// Its words.
    pub(crate) fn words(&self) -> &'static Words {
        ALL.get(self.0.load(Ordering::Relaxed))
            .copied()
            .unwrap_or(&ENGLISH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_desktop_speaks_as_the_window_does() {
        let speech = Speech::default();
        assert_eq!(speech.words(), &ENGLISH);
        for (language, words) in [
            (Language::De, &GERMAN),
            (Language::Fr, &FRENCH),
            (Language::Ar, &ARABIC),
            (Language::En, &ENGLISH),
        ] {
            speech.speak(language);
            assert_eq!(speech.words(), words);
        }
    }

    #[test]
    fn a_known_priority_is_said_in_the_language_and_no_other_is() {
        assert_eq!(
            GERMAN.reason(Reason::NewUrgent, "Critical"),
            "Neuer Fall mit Priorität Kritisch"
        );
        assert_eq!(
            ENGLISH.reason(Reason::Raised, "High"),
            "Priority raised to High"
        );
        assert_eq!(FRENCH.reason(Reason::Raised, "P1"), "Priorité élevée à P1");
    }

    #[test]
    fn every_sentence_has_its_place_for_what_it_is_about() {
        for words in ALL {
            assert!(words.more(7).contains('7'));
            assert!(words.tray_status(StatusWord::Offline, 7).contains('7'));
            assert!(!words.tray_status(StatusWord::Offline, 0).contains('0'));
            for reason in [Reason::NewUrgent, Reason::Raised, Reason::New] {
                assert!(words.reason(reason, "Blocker").contains("Blocker"));
            }
            assert!(
                Reason::ALL
                    .iter()
                    .all(|r| !words.reason(*r, "x").is_empty())
            );
        }
    }
}
