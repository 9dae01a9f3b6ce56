//! What the demo's customers write about: fourteen kinds of trouble, each with the sentences that belong to it.
//!
//! Data only. `{order}`, `{site}` and the like are slots that `story.rs` fills; a line with all slots filled stays well
//! under the 255 characters of a comment.

/// One kind of trouble.
#[derive(Clone, Copy, Debug)]
pub(super) struct Topic {
    /// Place in the described dialect's types, and the real server's word.
    pub(super) kind: (usize, &'static str),
    /// How often it happens.
    pub(super) weight: usize,
    /// Place of the team that takes it, in `names::TEAMS`.
    pub(super) team: usize,
    pub(super) tags: &'static [&'static str],
    /// Names of cases, each with the letter that came with it.
    pub(super) subjects: &'static [(&'static str, &'static str)],
    /// The customer goes on.
    pub(super) more: &'static [&'static str],
    /// An agent answers.
    pub(super) answers: &'static [&'static str],
    /// Agents among themselves.
    pub(super) notes: &'static [&'static str],
    /// An agent has solved it.
    pub(super) fixes: &'static [&'static str],
    pub(super) files: &'static [&'static str],
}

const TECHNICAL: (usize, &str) = (0, "Incident");
const BILLING: (usize, &str) = (1, "Question");
const GENERAL: (usize, &str) = (2, "Question");
const BUG: (usize, &str) = (3, "Problem");
const WISH: (usize, &str) = (4, "Question");

/// The kinds of trouble.
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
    Topic {
        kind: WISH,
        weight: 7,
        team: 1,
        tags: &[],
        subjects: &[
            (
                "Wish: dark mode for {module}",
                "Our night shift asks for a dark mode in {module}. The screens in the hall are very bright, and people tape paper over them.",
            ),
            (
                "Wish: remember column widths in {module}",
                "It would help us very much if {module} kept the widths of the columns. Every morning {n} people drag them to the same place.",
            ),
            (
                "Wish: second approval above {big} EUR",
                "We need a second approval for orders above {big} EUR. Today we do it on paper. Is something like that planned?",
            ),
            (
                "Wish: pick list sorted by aisle ({site})",
                "The pick list is sorted by article. In {site} that means walking the hall up and down {n} times. Sorted by aisle and shelf it would be one round.",
            ),
            (
                "Wish: weekly mail with open orders for {person}",
                "{person} does not work in Larkfield but should know the open orders. A mail every Monday with the list would be enough.",
            ),
        ],
        more: &[
            "We would also test an early version.",
            "Our other branch in {site} asks for the same.",
            "Is there any date we could plan with?",
        ],
        answers: &[
            "Thank you, that is a good idea and you are not the first. I have added your voice to the wish in our list.",
            "It is planned, but I cannot promise a date. May I call you when there is something to test?",
            "There is a way that comes close: save the view under a name and make it the default.",
        ],
        notes: &[
            "Vote number {n} for this one.",
            "Product says next half-year at the earliest. Do not promise.",
        ],
        fixes: &[
            "Good news: it is part of {next}, which came out this week. Thank you for the push!",
            "I am closing this here; the wish itself stays in our list with your name on it.",
        ],
        files: &["wish-sketch.png", "columns.png"],
    },
    Topic {
        kind: BUG,
        weight: 7,
        team: 3,
        tags: &["bug", "device"],
        subjects: &[
            (
                "Label printer {site}: half of the label is blank",
                "Labels come out half blank since {version}. The preview is right. Printer and paper are the same as before.",
            ),
            (
                "Delivery note for {order} prints without address",
                "The delivery note for {order} has no address block. If we print it a second time, it is there. Happens with about every tenth note.",
            ),
            (
                "Printing from {module} fails with {err}",
                "Printing from {module} stops with {err} on all stations in {site}. From other programs the same printers work. We write the notes by hand at the moment.",
            ),
            (
                "Pallet label prints {n} times",
                "When we print one pallet label, {n} come out. The queue shows one job only.",
            ),
            (
                "Logo on delivery notes is stretched since {version}",
                "Our logo on the delivery notes is stretched to the width of the page since {version}. Customers ask whether we have changed our name.",
            ),
        ],
        more: &[
            "Photo attached, the left one is yesterday's.",
            "With the old driver it works, but we cannot keep that one.",
            "It is worse in the morning, when all stations print at once.",
        ],
        answers: &[
            "Could you print the test page from Settings, Devices, and send me a photo? Then I see whether it is the data or the driver.",
            "The template waits for the address only half a second. I have set yours to five; please try again.",
            "Please choose 'raw' in the printer's settings; with 'auto' the driver scales the page.",
        ],
        notes: &[
            "Race between the address lookup and the renderer. Same as last month in {site}.",
            "Driver 7.2.1 repeats the job when the cover is open. Known by the vendor.",
        ],
        fixes: &[
            "The renderer now waits for the address. No blank note among {big} prints since yesterday.",
            "The new driver package is in your download area and solved it in our test.",
        ],
        files: &["label-photo-{n}.png", "printer.log", "{order}.pdf"],
    },
    Topic {
        kind: BUG,
        weight: 6,
        team: 0,
        tags: &["bug"],
        subjects: &[
            (
                "Stock of {sku} negative after return",
                "After booking a return, {sku} shows minus {n} pieces in {site}. We counted: there are forty on the shelf.",
            ),
            (
                "{order} shows status shipped but is still here",
                "{order} is marked as shipped since {time}, and the customer got the mail. But it stands on our ramp, nobody has scanned it. How can that be?",
            ),
            (
                "Total of {order} differs from its lines",
                "The total of {order} is not the sum of its lines. The difference is exactly the discount of the second line.",
            ),
            (
                "Discount applied twice on {order}",
                "On {order} the yearly discount was taken off twice, once on the lines and once on the total. The customer is happy, we are not.",
            ),
            (
                "Reserved stock of {sku} never released ({site})",
                "{order} was canceled last week, but its {n} pieces of {sku} are still reserved. New orders cannot be picked because of it.",
            ),
        ],
        more: &[
            "We found {n} more orders like this, list attached.",
            "If I open and save the order, the number changes to the right one.",
        ],
        answers: &[
            "I can see what happened: the return was booked on two devices in the same minute. I will correct the stock and tell you.",
            "Please do not change these orders for now, our developers would like to look at them as they are.",
            "The reservation is released. We are checking why it was not done on canceling.",
        ],
        notes: &[
            "Two bookings, same second, two devices, no conflict check on the journal line. @{mention} this is the one we feared.",
            "Script to release stale reservations ran for this org: {n} rows.",
        ],
        fixes: &[
            "The stock is corrected and the double booking is refused since {next}.",
            "All {n} orders on your list are recalculated. The cause is fixed as well.",
        ],
        files: &["orders-{n}.csv", "stock-card.png", "journal.txt"],
    },
    Topic {
        kind: TECHNICAL,
        weight: 5,
        team: 0,
        tags: &[],
        subjects: &[
            (
                "Order confirmations to {host} end up in spam",
                "Customers tell us that our order confirmations are in their spam folder since {day}. We send through your server with our own domain.",
            ),
            (
                "No mails from Larkfield since {day} ({site})",
                "Nobody in {site} has received any mail from Larkfield since {day}: no approvals, no reports. Other mail arrives. Our IT sees no attempt in the log.",
            ),
            (
                "Mails to {person} bounce",
                "Everything you send to {person} comes back with 'user unknown'. The address is right, normal mail arrives.",
            ),
            (
                "Order confirmation {order} sent {n} times",
                "{order} was confirmed by mail {n} times to the same customer. He is not amused.",
            ),
        ],
        more: &[
            "Here is the header of one of them.",
            "Since yesterday it is better, but not gone.",
        ],
        answers: &[
            "Your domain lacks the second DKIM record since your move to the new provider. I attach what to add.",
            "I have stopped the queue for this order. It was sent again each time the customer's server answered 'try later'.",
        ],
        notes: &[
            "SPF has 11 lookups, one too many. Told them which include to drop.",
            "Queue worker did not mark it as sent on 451. Filed.",
        ],
        fixes: &[
            "The records are right now and our test mails arrive in the inbox. Reputation may need some days to recover.",
            "Fixed in {next}: a mail is sent once, whatever the other side answers.",
        ],
        files: &["mail-header.txt", "dkim.txt"],
    },
    Topic {
        kind: GENERAL,
        weight: 4,
        team: 1,
        tags: &["migration"],
        subjects: &[
            (
                "Move of {account} to the new data center",
                "You wrote that we are to move to the new data center. Our peak season starts soon; can it be done before, on a weekend, and how long will we be without the system?",
            ),
            (
                "Import of {big} old orders from the previous system",
                "We would like to import {big} orders of our previous system, with customers and prices. We have them as CSV. What is the right order, and can we try it on a copy first?",
            ),
            (
                "Test system for {account} needed until {day}",
                "For the acceptance by our auditors we need a test system with our data of last month until {day}. It must not send any mail to real customers.",
            ),
            (
                "Second company for site {site}",
                "From next month on our site in {site} is a company of its own. We need a second company with the same articles but its own numbers.",
            ),
        ],
        more: &[
            "The sample is attached, {n} lines.",
            "Our IT asks which addresses to open in the firewall.",
        ],
        answers: &[
            "Thank you for the sample. Three columns need another format, I marked them. With that we can load it into a copy on {day}.",
            "The copy is ready at {host}. It holds last night's data and sends no mails. Please try everything you need.",
        ],
        notes: &[
            "Sample has two customer numbers for the same VAT id, ask which one wins.",
            "Window agreed: {day} {time}, read-only for about an hour. @{mention} is on duty.",
        ],
        fixes: &[
            "The move is done, {big} records checked. Thank you for the good preparation!",
            "Import finished without rejects. I am closing this; the copy stays for two more weeks.",
        ],
        files: &["sample-{n}.csv", "firewall.txt", "migration-plan.pdf"],
    },
    Topic {
        kind: GENERAL,
        weight: 3,
        team: 2,
        tags: &["security"],
        subjects: &[
            (
                "Data processing agreement for {account}",
                "Our data protection officer needs the current agreement on data processing, signed, and the list of sub-processors.",
            ),
            (
                "Delete personal data of {person}",
                "{person} has left us and asks for deletion of all personal data. Please tell us what is stored and what must be kept by law.",
            ),
            (
                "Security questionnaire, {n} questions – {account}",
                "Our insurance wants the attached questionnaire answered, {n} questions, by {day}. Most of them are about backups and who can see our data.",
            ),
        ],
        more: &[
            "The deadline by law is one month, that is until {day}.",
            "Our template is attached, but yours is fine too.",
        ],
        answers: &[
            "The signed agreement is attached, with the list of sub-processors as annex 2.",
            "We have found the account and {n} log entries. Order documents must stay for ten years; names in them are masked.",
        ],
        notes: &[
            "Legal has answered, text is in the share.",
            "Masking ran on {n} rows. Keep the ticket as proof.",
        ],
        fixes: &[
            "Deletion is done and confirmed in the attached protocol.",
            "As there were no further questions I am closing this request.",
        ],
        files: &["dpa-signed.pdf", "questionnaire.csv", "protocol-{n}.pdf"],
    },
    Topic {
        kind: BUG,
        weight: 4,
        team: 1,
        tags: &["bug", "waiting-for-vendor"],
        subjects: &[
            (
                "Report 'sales by region' counts {site} twice",
                "The report on sales by region counts {site} twice since we changed its name. The total is too high by exactly that number.",
            ),
            (
                "Dashboard of {account} shows last month",
                "The dashboard still shows last month for us. Others see this month. Reloading does not help, {browser}.",
            ),
            (
                "Currency of {order} wrong in monthly report",
                "{order} was in dollars, but the monthly report takes its number as euros. There are {n} more like it. The sum is far too high.",
            ),
            (
                "Chart in {module} empty in {browser}",
                "The chart at the top of {module} is empty in {browser}. The table under it is right. In another browser we see both.",
            ),
        ],
        more: &[
            "Management meeting is on {day}, we need the right numbers by then.",
            "If I choose the year first and then the month, it is right.",
        ],
        answers: &[
            "The old and the new name are two regions for the report. I have joined them; please run it again.",
            "Could you send me the time zone in your profile? The dashboard changes the month at midnight UTC.",
        ],
        notes: &[
            "Region is matched by name, not by id. Of course.",
            "Chart library bug, fixed upstream, waiting for their release.",
        ],
        fixes: &[
            "The report now matches by id, so names may change. Your total is right again.",
            "The chart is back with {next}.",
        ],
        files: &["report-{n}.pdf", "dashboard.png", "regions.csv"],
    },
];

/// What every agent says now and then.
pub(super) const ACKNOWLEDGE: &[&str] = &[
    "Thank you for writing to us. I am looking into it and will come back to you today.",
    "I have passed this on to a colleague who knows {module} better than I do.",
    "Just to let you know that we have not forgotten you: we are waiting for an answer from our supplier.",
    "Could you tell me which version you see under Help, About? It should be {version}.",
    "Would a short call on {day} around {time} suit you?",
];

/// What customers say in English, wherever they are.
pub(super) const CUSTOMER: &[&str] = &[
    "Sorry for the late answer, I was on leave. It still happens.",
    "Adding my colleague {person} to this, please answer to both of us.",
    "Yes, {time} works. Please call the number in the signature.",
    "We are on {version}.",
    "This has become urgent, the truck leaves at {time}.",
];
