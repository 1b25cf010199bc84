"""The demo's tasks, one row each. ``due`` in days from the day of loading; done ones were finished on their due day."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """``person`` is the beginning of a name in ``projects.PEOPLE``; ``project`` that of a project."""

    name: str
    project: str
    person: str
    status: str
    priority: str
    due: int | None
    hours: float | None
    labels: tuple[str, ...] = ()
    notes: str = ""
    blocked: bool = False


TASKS = [
    Task("Agree on the new sitemap", "Website", "Camille", "Done", "High", -41, 6, ("decision", "meeting"),
         "Twelve pages instead of forty. The old blog stays reachable under /archive."),
    Task("Interview six customers about the price page", "Website", "Alex", "Done", "High", -35, 14,
         ("research", "customer"), "Four of six looked for a yearly price first."),
    Task("Draw the page templates", "Website", "Dimitra", "Done", "Normal", -22, 32, ("design",)),
    Task("Write the price page", "Website", "Oskar", "Done", "High", -12, 9, ("content",)),
    Task("Choose photographs for the start page", "Website", "Dimitra", "In review", "Normal", -1, 5, ("design",),
         "Three candidates are in the shared folder. Nothing with handshakes."),
    Task("Build the price calculator", "Website", "Priya", "In progress", "High", 3, 24, (),
         "Must work without JavaScript for the first three plans."),
    Task("Move the newsletter sign-up to double opt-in", "Website", "Jonas", "In progress", "Urgent", 1, 8,
         ("legal", "bug"), "Our lawyer asked for it twice. Log the time of consent."),
    Task("Translate the product pages into German", "Website", "Oskar", "To do", "Normal", 11, 20, ("content",)),
    Task("Translate the product pages into Greek", "Website", "Dimitra", "To do", "Low", 18, 16, ("content",)),
    Task("Redirect all old addresses", "Website", "Tomasz", "To do", "High", 21, 6, (),
         "The list of the 300 most visited old pages is attached to the sitemap."),
    Task("Check the site with a screen reader", "Website", "Priya", "Backlog", "Normal", 25, 5, ("design",)),
    Task("Measure demo bookings before the launch", "Website", "Camille", "In progress", "Normal", 6, 3,
         ("research",)),
    Task("Launch the new site", "Website", "Camille", "Backlog", "Urgent", 32, 8, ("decision",),
         "Tuesday morning, never on a Friday."),
    Task("Write the post about the relaunch", "Website", "Oskar", "Backlog", "Low", 34, 4, ("content",)),

    Task("List what customers ask support about invoices", "Customer", "Ken", "Done", "High", -71, 7,
         ("research", "customer"), "31 of 50 mails: where is my invoice."),
    Task("Decide how customers sign in", "Customer", "Alex", "Done", "Urgent", -64, 4, ("decision", "security"),
         "E-mail link first, company accounts in the second release."),
    Task("Draw the flow from sign-in to first invoice", "Customer", "Dimitra", "Done", "High", -52, 18, ("design",)),
    Task("Interface to the accounting system", "Customer", "Jonas", "Done", "High", -33, 45, (),
         "They limit us to 60 calls a minute: fetch nightly, keep a copy."),
    Task("Show contracts with their end dates", "Customer", "Priya", "Done", "Normal", -15, 20),
    Task("Download an invoice as PDF", "Customer", "Jonas", "In review", "High", -3, 12, (),
         "Works; the file name still has the internal number in it."),
    Task("Filter invoices by year", "Customer", "Priya", "In progress", "Normal", 4, 6),
    Task("Invoices of a company with several branches", "Customer", "Jonas", "In progress", "High", 8, 28,
         ("customer",), "Waiting for an example from Harbour Hotels.", True),
    Task("Open tickets with their last answer", "Customer", "Priya", "To do", "Normal", 15, 22),
    Task("Limit sign-in attempts", "Customer", "Tomasz", "To do", "Urgent", 7, 5, ("security",)),
    Task("Review of permissions by somebody from outside", "Customer", "Tomasz", "To do", "High", 29, 10,
         ("security", "purchase"), "Two offers are in; the cheaper one has no report in English."),
    Task("Terms of use for the portal", "Customer", "Fatima", "In progress", "High", 13, 6, ("legal",),
         "Draft is with our lawyer since Monday.", True),
    Task("Pilot with four friendly customers", "Customer", "Alex", "Backlog", "High", 44, 16, ("customer",),
         "Harbour Hotels, Museum of Tiles, Lind & Sons, Baker's Row."),
    Task("Help texts on every page", "Customer", "Oskar", "Backlog", "Normal", 38, 14, ("content",)),
    Task("Greek and German for the portal", "Customer", "Dimitra", "Backlog", "Low", 52, 12, ("content",)),
    Task("Train the support team", "Customer", "Ken", "Backlog", "Normal", 58, 6, ("meeting",)),
    Task("Dates shift by a day for customers in New York", "Customer", "Jonas", "To do", "Urgent", 2, 3, ("bug",),
         "A contract ending on 30 June shows 29 June. Dates have no time zone!"),

    Task("Sign the lease", "Office", "Fatima", "Done", "Urgent", -16, 3, ("legal",)),
    Task("Measure the rooms", "Office", "Fatima", "Done", "Normal", -13, 4),
    Task("Decide who sits where", "Office", "Alex", "In progress", "Normal", 5, 3, ("decision", "meeting"),
         "Support wants the corner with the door. Engineering wants no door."),
    Task("Order ten desks and four lamps", "Office", "Fatima", "In review", "High", -2, 2, ("purchase",),
         "Second offer is 400 € cheaper, but delivers a week after the move."),
    Task("Internet line for the new floor", "Office", "Tomasz", "In progress", "Urgent", 9, 5, ("purchase",),
         "The technician comes on Thursday between 8 and 12.", True),
    Task("Book the movers", "Office", "Fatima", "To do", "High", 10, 1, ("purchase",)),
    Task("Cancel the cleaning contract of the old office", "Office", "Fatima", "To do", "High", 6, 1, ("legal",),
         "Notice is six weeks to the end of the month."),
    Task("New address on invoices, site and signatures", "Office", "Oskar", "Backlog", "High", 40, 5, ("content",)),
    Task("Tell the bank, the tax office and the insurance", "Office", "Fatima", "Backlog", "Normal", 36, 3),
    Task("Give away the old chairs", "Office", "Ken", "Backlog", "Low", 45, 2, (),
         "The school on Mill Lane wants eight of them."),
    Task("Label every box with room and owner", "Office", "Ken", "Backlog", "Normal", 43, 3),
    Task("Coffee machine: buy or lease", "Office", "Ken", "To do", "Low", 14, 1, ("decision", "purchase")),
    Task("Plants that survive us", "Office", "Dimitra", "Backlog", "Low", None, 1, ("purchase",)),

    Task("Pick two trade fairs", "Spring", "Camille", "In progress", "High", 16, 4, ("decision",),
         "Berlin in March is sure. Athens or Lyon?"),
    Task("Budget for advertising by month", "Spring", "Camille", "To do", "High", 19, 5),
    Task("Story of the Museum of Tiles", "Spring", "Oskar", "To do", "Normal", 27, 10, ("content", "customer"),
         "They agreed to be quoted, and have good photographs."),
    Task("One-page offer for small museums", "Spring", "Oskar", "Backlog", "Normal", 35, 6, ("content", "design")),
    Task("List of 400 hotels with fewer than 60 rooms", "Spring", "Ken", "Backlog", "Normal", 41, 12, ("research",)),
    Task("Banner and flyers for the stand", "Spring", "Dimitra", "Backlog", "Low", 55, 15, ("design", "purchase")),
    Task("Rehearse the ten-minute demo", "Spring", "Alex", "Backlog", "Normal", 70, 4, ("meeting",)),
    Task("Measure cost per lead by channel", "Spring", "Camille", "Backlog", "Normal", 80, 6, ("research",)),

    Task("Write down what must be restored first", "Backup", "Tomasz", "Done", "High", -98, 5, ("decision",)),
    Task("Encrypted copies outside the data centre", "Backup", "Tomasz", "Done", "Urgent", -70, 16, ("security",)),
    Task("Alarm when a backup is late", "Backup", "Jonas", "Done", "High", -48, 6),
    Task("First restore from nothing", "Backup", "Tomasz", "Done", "Urgent", -28, 12, (),
         "Took 2 h 40 min. Most of it was waiting for the index builds."),
    Task("Restore in under an hour", "Backup", "Tomasz", "In review", "High", -4, 18, (),
         "51 minutes on the second try, with the indexes built afterwards."),
    Task("Runbook that a stranger can follow", "Backup", "Tomasz", "In progress", "High", 4, 8, ("content",),
         "Priya tries it next week without help."),
    Task("Date of the next restore drill", "Backup", "Alex", "To do", "Normal", 8, 1, ("meeting", "decision")),
    Task("Delete customer data from backups after 90 days", "Backup", "Jonas", "To do", "High", 9, 7,
         ("legal", "security")),
    Task("Who is called at night", "Backup", "Alex", "Done", "Normal", -9, 2, ("decision",),
         "Tomasz on weekdays, Jonas on weekends, and it is paid."),
]  # fmt: skip
