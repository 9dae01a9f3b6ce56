//! The commonest troubles of the demo's customers, in their words and the agents'. Data only; see `topics.rs`.

use super::topics::{BILLING, BUG, GENERAL, TECHNICAL, Topic};

/// See `topics.rs`.
pub(super) const TOPICS: &[Topic] = &[
    Topic {
        kind: TECHNICAL,
        weight: 12,
        team: 0,
        tags: &["security"],
        subjects: &[
            (
                "Cannot sign in after password reset – {account}",
                "Since this morning {person} cannot sign in. The password was reset twice, each time the page goes back to the start without a message. Other colleagues in {site} are not affected.",
            ),
            (
                "Single sign-on loops back to the start page ({site})",
                "After your maintenance on {day} our single sign-on sends people round in a circle. We use {browser}. In a private window it works for the first minute, then it starts again.",
            ),
            (
                "Account of {person} locked since {time}",
                "The account of {person} has been locked since {time}. Nobody typed a wrong password, we asked everybody. Please unlock it, the approvals of a whole department hang on it.",
            ),
            (
                "Two-factor code never arrives, {site}",
                "The code for the second factor does not arrive any more for about {n} of our people. We checked the spam folders and the phone numbers. It began around {time}.",
            ),
            (
                "Sign-in error {err} on the order desk",
                "Since the update to {version} the order desk shows {err} after the password. The other programs let us in with the same account. {n} people in {site} cannot take orders.",
            ),
        ],
        more: &[
            "It also happens on the tablet in the loading bay now.",
            "We tried {browser} and a private window, no difference.",
            "The error code has changed, it says {err} now.",
            "For two colleagues it works again, for the others it does not.",
        ],
        answers: &[
            "Thanks for the details. Could you tell me the exact time of one failed attempt? Then I can find it in our sign-in log.",
            "I have ended all open sessions of this account. Please close the browser completely and try once more.",
            "Your identity provider sends a certificate that expired on {day}. Could somebody in your IT renew it? I can send the steps.",
            "The clock of the sign-in server in {site} is four minutes behind; codes are too old when they arrive. Please switch on time sync.",
        ],
        notes: &[
            "Log shows {n} rejected assertions, reason: audience mismatch. Looks like their metadata is from the old host.",
            "Third case of this kind this week, see {err}. @{mention} do we have an incident?",
            "Account was locked by the import job, not by wrong passwords. Unlocked by hand.",
        ],
        fixes: &[
            "The certificate is renewed and sign-in works on our side again. Please let me know if anybody is still locked out.",
            "We moved your organization to the new sign-in host. I will close this; just answer if it comes back.",
        ],
        files: &["signin-{n}.log", "sso-loop.png", "saml-response.txt"],
    },
    Topic {
        kind: BILLING,
        weight: 11,
        team: 2,
        tags: &["billing"],
        subjects: &[
            (
                "Invoice {invoice}: VAT is missing",
                "On invoice {invoice} the VAT line is empty although our number has been stored since spring. Our bookkeeping cannot post it this way. Please send a corrected one before the end of the month.",
            ),
            (
                "Charged twice for {invoice}",
                "We were charged twice for {invoice}: once on {day} and again the day after. The bank shows both. Please refund one of them.",
            ),
            (
                "Wrong billing address on {invoice}",
                "{invoice} still has our old address. We moved to the new building in {site} a year ago and changed it in the settings then. The tax office does not accept it like this.",
            ),
            (
                "{invoice}: seats of closed site {site} still billed",
                "We closed our site in {site} in January and told you by letter. Invoice {invoice} still has {n} seats for it.",
            ),
            (
                "Please resend {invoice} as PDF/A",
                "Our archive only takes PDF/A. Could you send us {invoice} again in that format, and all later ones too? The file we received is refused.",
            ),
            (
                "Purchase order number missing on {invoice}",
                "Our payment run sorts out every invoice without our purchase order number. {invoice} has none. It should read PO-{n}-{big}.",
            ),
        ],
        more: &[
            "Our auditor is here until {day}, it would help a lot to have it by then.",
            "The amount is also off by a few cents, see the attached table.",
            "Could you please use our purchase order number PO-{n} from now on?",
        ],
        answers: &[
            "I am sorry about that. I have asked our accounting for a corrected invoice and will send it as soon as I have it.",
            "I can see both payments. One of them is already on its way back; it can take three to five working days.",
            "Could you send me the letter again? I cannot find it, but I will honor its date of course.",
            "The address is changed in the contract now. Should I reissue the last three invoices as well?",
        ],
        notes: &[
            "Credit note is in accounting's queue, promised for {day}.",
            "Contract says 30 days to the end of a quarter, but be generous here, they are with us since the beginning.",
            "The tax id failed validation because of a trailing space. @{mention} could the form trim it?",
        ],
        fixes: &[
            "The corrected {invoice} is attached and has also gone out by mail. Thank you for your patience.",
            "The refund has been booked today. I am closing this, please answer if it does not arrive by next week.",
        ],
        files: &[
            "{invoice}.pdf",
            "{invoice}-corrected.pdf",
            "bank-statement-{n}.csv",
            "seats.csv",
        ],
    },
    Topic {
        kind: BUG,
        weight: 10,
        team: 0,
        tags: &["bug"],
        subjects: &[
            (
                "CSV export of {module} stops at row {big}",
                "When we export {module} to CSV, the file ends in the middle of row {big}. There should be about twice as many. No message on the screen. It worked before {version}.",
            ),
            (
                "Export of {module}: umlauts broken in the spreadsheet",
                "In the exported file all letters with dots and accents are broken, see the picture. We open it by double click as before. Colleagues in {site} with the older client do not have this.",
            ),
            (
                "Dates shifted by one day in export, {site}",
                "All dates in the export are one day early. We are in another time zone than your servers, perhaps that is why? The screen shows the right day, only the file is wrong.",
            ),
            (
                "Scheduled export to {host} has not run since {day}",
                "The nightly export of {module} to {host} has not arrived since {day}. Started by hand it works. Our purchasing plans with these numbers and is blind now.",
            ),
            (
                "Export {module}: column 'reserved' empty ({site})",
                "Since {version} the column 'reserved' is empty in the export of {module}. On the screen the numbers are there. Our planning sheet now thinks that everything is free to sell.",
            ),
        ],
        more: &[
            "With fewer than {n} columns it goes through.",
            "I attach the file as we get it and one from last month for comparison.",
            "The same filter as PDF is complete, so the data is there.",
        ],
        answers: &[
            "I can reproduce it with your file, thank you. It happens when a note contains a line break.",
            "As a way around it: choose 'Excel' in the export dialog, that path is not affected. I will tell you when the fix is out.",
            "Which regional format is set on the computer that opens the file? It decides how the letters are read.",
        ],
        notes: &[
            "Reproduced on staging with {version}. Streaming writer gives up on the embedded newline in column 14.",
            "Fix is merged, goes out with {next}. @{mention} please answer the customer when it is live.",
            "Their file is 180 MB, kept it in the share, not here.",
        ],
        fixes: &[
            "Version {next} is live since last night and exports the full list. Could you confirm with your file?",
            "The export now writes the byte order mark your spreadsheet expects. Please try again.",
        ],
        files: &["export-{n}.csv", "broken-letters.png", "last-month.csv"],
    },
    Topic {
        kind: TECHNICAL,
        weight: 10,
        team: 3,
        tags: &["device"],
        subjects: &[
            (
                "Scanner {device} does not sync in {site}",
                "Our {device} scanners in {site} do not sync any more. The counter stays at {n} waiting scans. Wi-Fi is fine, the tablets beside them work. We restarted them twice.",
            ),
            (
                "{n} scanners offline after update to {version}",
                "Since the update to {version} the hand scanners show 'server not reachable' every few minutes and come back by themselves. Picking takes twice as long.",
            ),
            (
                "Barcode of {sku} not recognized by {device}",
                "The new labels of {sku} are not recognized by the {device}. The old ones are. Both look the same to us.",
            ),
            (
                "{device}: battery empty after two hours ({site})",
                "The {device} used to last a whole shift. Since {version} they are empty after two hours and warm to the touch. We have {n} of them in use.",
            ),
            (
                "Scale at packing table {n} shows kg as lb ({site})",
                "The scale at packing table {n} sends its weight in kilograms, but on the screen and on the label it says pounds. The carrier has returned a whole pallet because of it.",
            ),
        ],
        more: &[
            "After taking out the battery it works for about ten minutes.",
            "The night shift counted by hand, that is {n} positions we must type in now.",
            "It is only the devices bought last autumn, the older ones are fine.",
        ],
        answers: &[
            "Could you send me the log of one of them? Menu, Service, Share log. The name of the file begins with the serial number.",
            "These devices lose their address when they change the access point. Please set the roaming profile to 'warehouse', I attach the steps.",
            "The waiting scans are safe on the device. Please do not reset it before the counter is at zero.",
        ],
        notes: &[
            "Firmware 4.18 of {device} again. Vendor ticket is open, they promise a build for {day}.",
            "DHCP lease is 5 minutes in {site}. That explains the rhythm.",
            "Label has a quiet zone of 1.5 mm, norm says 2.5. Asked for their template.",
        ],
        fixes: &[
            "With the new profile all {n} devices have been in sync since yesterday. Please watch it over the weekend.",
            "The corrected label template is in your account now. Reprinted labels scan at first try here.",
        ],
        files: &[
            "{device}-service.log",
            "scanner-screen.png",
            "label-template.pdf",
        ],
    },
    Topic {
        kind: TECHNICAL,
        weight: 9,
        team: 1,
        tags: &["api"],
        subjects: &[
            (
                "Webhook to {host} returns {err}",
                "Your webhook calls to {host} fail with {err} since {day}. Nothing has changed on our side. We miss about {n} events a day and must fetch them by hand.",
            ),
            (
                "API answers 429 during nightly import – {account}",
                "Our nightly import gets 429 answers after a few hundred calls. It has run like this for a year. Was the limit changed? We need {big} calls per night.",
            ),
            (
                "Web shop orders arrive twice ({site})",
                "Orders from the web shop arrive twice in Larkfield, for example {order}. The second one comes exactly 60 seconds after the first. We ship everything twice if nobody notices.",
            ),
            (
                "Order {order} missing after shop sync",
                "The customer of {order} has paid in the web shop, but the order is not in Larkfield. The sync log says it was handed over at {time}. We fear that there are more.",
            ),
            (
                "Stock levels in web shop {n} minutes late",
                "The web shop shows stock that we no longer have. We measured: it lags {n} minutes behind. Before {version} it was one minute at most.",
            ),
            (
                "API key of {account} rejected since {day}",
                "All our calls are answered with 401 since {day}. We use the key that has worked for two years. Has it been withdrawn, and by whom?",
            ),
        ],
        more: &[
            "Another one this morning: {order}.",
            "I can see the retry in our log, your side waited exactly 30 seconds for the answer.",
            "We switched the job off for now, so please tell us when we may try again.",
        ],
        answers: &[
            "Our log shows that {host} took more than 30 seconds to answer, then we try again. Could your side answer first and work later?",
            "There is an 'Idempotency' setting in the shop module. With it the second copy is dropped. May I switch it on for you?",
            "The limit is 600 calls a minute. Your job opens 40 connections at once; with 4 it would stay below it and finish earlier.",
        ],
        notes: &[
            "Their proxy strips the signature header. That is why the retry looks like a new event.",
            "@{mention} can we raise the bucket for this org for a week? They are migrating.",
            "Key was rotated by their own admin on {day}, see audit log. Tell them kindly.",
        ],
        fixes: &[
            "Idempotency is on and yesterday's {n} orders arrived once each. The duplicates are marked as canceled.",
            "All missed events since {day} have been replayed. Thank you for fixing the timeout on your side.",
        ],
        files: &[
            "webhook-failures.csv",
            "import-{n}.log",
            "request-sample.txt",
        ],
    },
    Topic {
        kind: TECHNICAL,
        weight: 8,
        team: 0,
        tags: &["performance"],
        subjects: &[
            (
                "{module} very slow since {version}",
                "Opening {module} takes {n} seconds since the update to {version}. Before it was two or three. All our offices see it, {site} the most.",
            ),
            (
                "Search takes {n} seconds in {site}",
                "A search for a customer takes {n} seconds in {site}. In our other branch it is instant with the same data. The line has been measured and is fine.",
            ),
            (
                "{module} freezes when filtering by customer",
                "As soon as we filter {module} by one of our large customers, the page freezes and {browser} asks whether to wait. With small customers it works.",
            ),
            (
                "Time-outs every day around {time} ({account})",
                "Every day around {time} the whole system hangs for some minutes. People get {err} and press again and again, which does not help.",
            ),
        ],
        more: &[
            "Today it was better until lunch, then the same again.",
            "With the filter 'open only' it is fast. Without it, it never ends.",
            "Here is a recording of the network panel, perhaps it helps.",
        ],
        answers: &[
            "Thank you for the times. At {time} your nightly stock job still runs; it locks the table the search needs. Could it start two hours earlier?",
            "We have added an index for exactly this filter. Could you try again and tell me how long it takes now?",
            "How many lines does the largest order have? Above {big} the page draws everything at once, which we are changing.",
        ],
        notes: &[
            "Query plan flips to a sequential scan above 90k rows. See the plan in the share.",
            "They have one order with {big} lines. Paging the grid is planned, no date yet.",
            "p95 went from 11 s to 0.8 s with the index on (org, state).",
        ],
        fixes: &[
            "The index is live for everybody since this night; your search is below one second in our measurement.",
            "The job starts at 02:00 now and the slow minutes are gone from our curves. Closing this.",
        ],
        files: &["network-{n}.txt", "slow-grid.png", "timings.csv"],
    },
    Topic {
        kind: GENERAL,
        weight: 8,
        team: 0,
        tags: &["how-to"],
        subjects: &[
            (
                "How do we merge two customers in {module}?",
                "We have two entries for the same customer and would like to make one of them, with all orders. Is there a function for it?",
            ),
            (
                "How to plan stock count in {site} with {n} people",
                "We would like to count the stock in {site} with {n} people on one weekend. What is the best way to divide the shelves, and may picking go on meanwhile?",
            ),
            (
                "Can {person} see prices without changing them?",
                "{person} should see purchase prices but must not change them. Which role is that? We tried 'Viewer', then the whole tab is gone.",
            ),
            (
                "Which report shows open returns for {site}?",
                "We look for a list of all returns in {site} that have arrived but are not credited yet. There are so many reports; which is the right one?",
            ),
            (
                "Training for new colleagues at {account}",
                "We have {n} new colleagues in {site} from next month. Do you offer a training for beginners, and could part of it be on our own data?",
            ),
        ],
        more: &[
            "Thank you, and does it also work on the tablet?",
            "We found the menu, but the button is gray.",
            "Could somebody show us on {day}?",
        ],
        answers: &[
            "There is a function for it: Customers, Tools, Merge. The older entry stays and gets all orders. Please try it with two small ones first.",
            "Choose the role 'Purchasing, read only'. If the tab is still missing, sign out and in once.",
            "I would divide by aisles and give each pair one scanner. Picking may go on; moved goods are marked in the result.",
            "Our next open training is on {day} at {time}. May I put {n} people on the list?",
        ],
        notes: &[
            "Good candidate for the help pages, the article on roles does not mention purchasing.",
            "Booked {n} seats for the training.",
        ],
        fixes: &[
            "Glad it worked. I have added the steps to our help pages as well.",
            "I am closing this question; the article with pictures is linked in the mail.",
        ],
        files: &["stock-count-plan.pdf", "roles.png"],
    },
];
