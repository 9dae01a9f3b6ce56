//! The language areas of the demo's customers: how people are called there, and what they say while they wait.
//!
//! Data only. Mailboxes are spelled out where a name has no Latin letters.

/// A language area: how people are called there, and what they say while they wait and when they are content.
#[derive(Clone, Copy, Debug)]
pub(super) struct Locale {
    /// First names with their mailboxes.
    pub(super) first: &'static [(&'static str, &'static str)],
    pub(super) last: &'static [(&'static str, &'static str)],
    pub(super) asks: &'static [&'static str],
    pub(super) thanks: &'static [&'static str],
}

/// By the first number of an account.
pub(super) const LOCALES: &[Locale] = &[
    Locale {
        first: &[
            ("Oliver", "oliver"),
            ("Charlotte", "charlotte"),
            ("Marcus", "marcus"),
            ("Priscilla", "priscilla"),
            ("Dwayne", "dwayne"),
            ("Wanjiru", "wanjiru"),
            ("Siobhán", "siobhan"),
            ("Zoë", "zoe"),
            ("Trevor", "trevor"),
            ("Grace", "grace"),
        ],
        last: &[
            ("Whitcombe", "whitcombe"),
            ("O'Donnell", "odonnell"),
            ("Ashworth", "ashworth"),
            ("McAllister", "mcallister"),
            ("Okafor", "okafor"),
            ("Brontë-Hughes", "bronte-hughes"),
            ("Pemberton", "pemberton"),
            ("Delacroix", "delacroix"),
            ("Kimani", "kimani"),
        ],
        asks: &[
            "Any news on this? Our shift starts at six tomorrow.",
            "Sorry to chase, but the warehouse is asking me every hour.",
            "Is there anything else you need from our side?",
        ],
        thanks: &[
            "That did it, thank you!",
            "All good now. Cheers.",
            "Confirmed, works for everyone again.",
        ],
    },
    Locale {
        first: &[
            ("Jürgen", "juergen"),
            ("Anneliese", "anneliese"),
            ("Sören", "soeren"),
            ("Friederike", "friederike"),
            ("Maximilian", "maximilian"),
            ("Käthe", "kaethe"),
        ],
        last: &[
            ("Weißgerber", "weissgerber"),
            ("Müller-Lüdenscheidt", "mueller"),
            ("Großmann", "grossmann"),
            ("Österreicher", "oesterreicher"),
            ("Schäfer", "schaefer"),
            ("Freiherr von Löwenstein", "loewenstein"),
        ],
        asks: &[
            "Gibt es schon Neuigkeiten? Wir können seit heute Morgen keine Lieferscheine drucken.",
            "Bitte um kurze Rückmeldung, der Jahresabschluss steht vor der Tür.",
        ],
        thanks: &[
            "Läuft wieder, herzlichen Dank!",
            "Perfekt, vielen Dank für die schnelle Hilfe.",
        ],
    },
    Locale {
        first: &[
            ("Élodie", "elodie"),
            ("François", "francois"),
            ("Maëlys", "maelys"),
            ("Benoît", "benoit"),
            ("Noémie", "noemie"),
        ],
        last: &[
            ("Lefèvre", "lefevre"),
            ("Châtelain", "chatelain"),
            ("Beauséjour", "beausejour"),
            ("N'Guyen", "nguyen"),
            ("Dupré", "dupre"),
        ],
        asks: &[
            "Avez-vous du nouveau ? Nos équipes sont bloquées depuis ce matin.",
            "Je vous ai envoyé la capture d'écran hier, l'avez-vous reçue ?",
        ],
        thanks: &[
            "C'est résolu, merci beaucoup !",
            "Parfait, tout fonctionne à nouveau.",
        ],
    },
    Locale {
        first: &[
            ("Íñigo", "inigo"),
            ("Begoña", "begona"),
            ("Andrés", "andres"),
            ("Lucía", "lucia"),
            ("Xóchitl", "xochitl"),
        ],
        last: &[
            ("Muñoz", "munoz"),
            ("Ibáñez", "ibanez"),
            ("Zubizarreta", "zubizarreta"),
            ("Peña", "pena"),
            ("Güell", "guell"),
        ],
        asks: &[
            "¿Hay novedades? El almacén está parado.",
            "¿Podrían llamarnos mañana por la mañana?",
        ],
        thanks: &[
            "¡Ya funciona, muchas gracias!",
            "Solucionado, gracias por la ayuda.",
        ],
    },
    Locale {
        first: &[
            ("João", "joao"),
            ("Conceição", "conceicao"),
            ("Antônio", "antonio"),
            ("Letícia", "leticia"),
        ],
        last: &[
            ("Gonçalves", "goncalves"),
            ("Magalhães", "magalhaes"),
            ("Brandão", "brandao"),
            ("Araújo", "araujo"),
        ],
        asks: &[
            "Alguma novidade? O faturamento fecha na sexta-feira.",
            "Segue o mesmo problema hoje de manhã.",
        ],
        thanks: &[
            "Resolvido, muito obrigado!",
            "Funcionou, obrigada pela atenção.",
        ],
    },
    Locale {
        first: &[
            ("Niccolò", "niccolo"),
            ("Giulia", "giulia"),
            ("Raffaele", "raffaele"),
            ("Beatrice", "beatrice"),
        ],
        last: &[
            ("D'Angelo", "dangelo"),
            ("Fabbri", "fabbri"),
            ("Nicolò", "nicolo"),
            ("Esposito", "esposito"),
        ],
        asks: &[
            "Ci sono novità? Il cliente aspetta la fattura.",
            "È successo di nuovo questa mattina alle 8.",
        ],
        thanks: &[
            "Adesso funziona, grazie mille!",
            "Perfetto, potete chiudere.",
        ],
    },
    Locale {
        first: &[
            ("Sjoerd", "sjoerd"),
            ("Anouk", "anouk"),
            ("Daniël", "daniel"),
            ("Fenna", "fenna"),
        ],
        last: &[
            ("van 't Hoff", "vanthoff"),
            ("IJzerman", "ijzerman"),
            ("de Wit", "dewit"),
            ("Coenraadts", "coenraadts"),
        ],
        asks: &[
            "Is hier al iets over bekend?",
            "Het probleem is er helaas nog steeds.",
        ],
        thanks: &["Het werkt weer, bedankt!", "Top, mag gesloten worden."],
    },
    Locale {
        first: &[
            ("Łukasz", "lukasz"),
            ("Małgorzata", "malgorzata"),
            ("Jiří", "jiri"),
            ("Kateřina", "katerina"),
        ],
        last: &[
            ("Wiśniewski", "wisniewski"),
            ("Dąbrowska", "dabrowska"),
            ("Dvořák", "dvorak"),
            ("Křížová", "krizova"),
        ],
        asks: &[
            "Czy są jakieś nowe informacje?",
            "Prosím o stav, sklad čeká.",
        ],
        thanks: &["Działa, dziękuję bardzo!", "Už to funguje, děkujeme."],
    },
    Locale {
        first: &[
            ("Søren", "soren"),
            ("Åsa", "asa"),
            ("Bjørn", "bjorn"),
            ("Päivi", "paivi"),
            ("Þórunn", "thorunn"),
        ],
        last: &[
            ("Ødegård", "odegard"),
            ("Ström", "strom"),
            ("Kjærgaard", "kjaergaard"),
            ("Hämäläinen", "hamalainen"),
        ],
        asks: &[
            "Er der nyt i sagen?",
            "Vi får fortfarande samma fel på alla skannrar.",
        ],
        thanks: &["Nu virker det, tak!", "Allt fungerar, tack så mycket."],
    },
    Locale {
        first: &[
            ("Ελένη", "eleni"),
            ("Γιώργος", "giorgos"),
            ("Δέσποινα", "despina"),
        ],
        last: &[
            ("Παπαδοπούλου", "papadopoulou"),
            ("Οικονόμου", "oikonomou"),
            ("Κωνσταντίνου", "konstantinou"),
        ],
        asks: &["Υπάρχει κάποια εξέλιξη;"],
        thanks: &["Λύθηκε, ευχαριστούμε πολύ!"],
    },
    Locale {
        first: &[
            ("Ayşe", "ayse"),
            ("Çağrı", "cagri"),
            ("İpek", "ipek"),
            ("Oğuz", "oguz"),
        ],
        last: &[
            ("Yılmaz", "yilmaz"),
            ("Öztürk", "ozturk"),
            ("Şahin", "sahin"),
            ("Güneş", "gunes"),
        ],
        asks: &[
            "Bir gelişme var mı? Sevkiyat bekliyor.",
            "Sorun bugün de devam ediyor.",
        ],
        thanks: &["Düzeldi, çok teşekkürler!"],
    },
    Locale {
        first: &[
            ("Оксана", "oksana"),
            ("Тарас", "taras"),
            ("Соломія", "solomiia"),
        ],
        last: &[
            ("Шевчук", "shevchuk"),
            ("Коваленко", "kovalenko"),
            ("Ґалаґан", "galagan"),
        ],
        asks: &["Чи є новини щодо нашого звернення?"],
        thanks: &["Усе працює, щиро дякуємо!"],
    },
    Locale {
        first: &[
            ("ليلى", "layla"),
            ("محمود", "mahmoud"),
            ("سارة", "sara"),
            ("خالد", "khalid"),
        ],
        last: &[
            ("الحداد", "alhaddad"),
            ("عبد الرحمن", "abdelrahman"),
            ("المنصوري", "almansoori"),
            ("قاسم", "qasem"),
        ],
        asks: &[
            "هل هناك أي تحديث بخصوص الطلب؟",
            "ما زالت المشكلة قائمة منذ الصباح.",
        ],
        thanks: &["تم حل المشكلة، شكرا جزيلا.", "يعمل الآن بشكل ممتاز."],
    },
    Locale {
        first: &[("נועה", "noa"), ("איתן", "eitan"), ("שירה", "shira")],
        last: &[
            ("לוי", "levi"),
            ("מזרחי", "mizrahi"),
            ("פרידמן", "friedman"),
        ],
        asks: &["יש עדכון? הצוות מחכה."],
        thanks: &["עובד עכשיו, תודה רבה!"],
    },
    Locale {
        first: &[
            ("Ananya", "ananya"),
            ("आरव", "aarav"),
            ("Karthik", "karthik"),
            ("Meera", "meera"),
            ("Lakshmi", "lakshmi"),
        ],
        last: &[
            ("Iyer", "iyer"),
            ("देशपांडे", "deshpande"),
            ("Chattopadhyay", "chattopadhyay"),
            ("Nair", "nair"),
            ("Singh", "singh"),
        ],
        asks: &[
            "Kindly share the status, our dispatch is on hold.",
            "Please do the needful before the evening batch.",
        ],
        thanks: &[
            "Issue is resolved from our side, thanks.",
            "धन्यवाद, अब सब ठीक है।",
        ],
    },
    Locale {
        first: &[
            ("陽子", "yoko"),
            ("健太", "kenta"),
            ("美咲", "misaki"),
            ("大輔", "daisuke"),
        ],
        last: &[
            ("渡辺", "watanabe"),
            ("佐々木", "sasaki"),
            ("長谷川", "hasegawa"),
            ("伊藤", "ito"),
        ],
        asks: &[
            "その後の状況はいかがでしょうか。",
            "本日も同じエラーが表示されています。",
        ],
        thanks: &[
            "解決しました。ありがとうございました。",
            "問題なく動作しております。",
        ],
    },
    Locale {
        first: &[("丽华", "lihua"), ("建国", "jianguo"), ("思雨", "siyu")],
        last: &[("欧阳", "ouyang"), ("张", "zhang"), ("诸葛", "zhuge")],
        asks: &["请问有进展吗？仓库还在等。", "今天早上又出现了同样的问题。"],
        thanks: &["已经好了，谢谢！", "问题解决了，非常感谢。"],
    },
    Locale {
        first: &[("지우", "jiwoo"), ("서연", "seoyeon"), ("민준", "minjun")],
        last: &[("김", "kim"), ("박", "park"), ("선우", "sunwoo")],
        asks: &["진행 상황을 알 수 있을까요?"],
        thanks: &["잘 됩니다. 감사합니다!"],
    },
    Locale {
        first: &[
            ("Thảo", "thao"),
            ("Quang", "quang"),
            ("Ngọc Ánh", "ngocanh"),
        ],
        last: &[("Nguyễn", "nguyen"), ("Trần", "tran"), ("Đặng", "dang")],
        asks: &["Anh chị cho em hỏi đã có kết quả chưa ạ?"],
        thanks: &["Đã hoạt động lại, xin cảm ơn!"],
    },
];
