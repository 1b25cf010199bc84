"""Services for visitors: those that everybody uses, over the access that links give."""

from api.access.service import Access
from api.auth.passwords import Passwords
from api.db.engine import Database
from api.encryption.revealing import Revealing
from api.encryption.vault import Vault
from api.kit.file_links import FileLinks
from api.records.acting import OptionAdder
from api.records.browsing import Browsing
from api.records.service import Records
from api.records.snapshots.pages import Pages
from api.sharing.forms import Forms
from api.sharing.service import Sharing
from api.sharing.throttle import LinkThrottle
from api.sharing.tickets import Tickets
from api.sharing.visiting import SharedAccess
from api.sharing.visits import Visits
from api.tables.schema import Schemas


def sharing(
    database: Database,
    access: Access,
    schemas: Schemas,
    file_links: FileLinks,
    passwords: Passwords,
    pages: Pages,
    vault: Vault,
    options: OptionAdder,
    *,
    secret: str,
    max_page: int,
) -> list[object]:
    """``access``, ``options``: those of the people who make links. A form grows no options: it is never lenient."""
    shared = SharedAccess(database, schemas, file_links)
    revealing = Revealing(database, shared, vault)
    browsing = Browsing(database, shared, pages, revealing, max_page=max_page)
    throttle = LinkThrottle()
    return [
        Sharing(database, access, schemas, passwords),
        Visits(database, shared, browsing, passwords, Tickets(secret), throttle, page=max_page),
        Forms(database, Records(database, shared, options, vault, revealing), throttle),
    ]
