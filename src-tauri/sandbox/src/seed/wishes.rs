//! The other troubles of the demo's customers, and their wishes. Data only; see `topics.rs`.

use super::topics::{BUG, GENERAL, TECHNICAL, Topic, WISH};

/// See `topics.rs`.
pub(super) const TOPICS: &[Topic] = &[
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
