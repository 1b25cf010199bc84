"""Puts the application's services together; the API's lifespan and the worker call it once each."""

from datetime import timedelta

from api.access.service import Access
from api.attachments.blobs import Blobs
from api.attachments.quota import Quota
from api.attachments.service import Attachments
from api.attachments.thumbnails.service import ThumbnailMaker
from api.attachments.uploads.service import Uploads
from api.auth.accounts import Accounts
from api.auth.devices import Devices
from api.auth.passwords import Passwords
from api.auth.sessions import Sessions
from api.auth.throttle import LoginThrottle, RegistrationThrottle
from api.automations.plans import Plans
from api.automations.service import Automations
from api.bases.service import Bases
from api.db.engine import Database
from api.encryption.revealing import Revealing
from api.encryption.rotation import Rotation
from api.encryption.vault import vault_of
from api.fields.convert.service import Conversions
from api.fields.derived import Derived
from api.fields.growing import Growing
from api.fields.service import Fields
from api.fields.trying import FormulaTrials
from api.history.back.schema import SchemaBack
from api.history.undo import Undo
from api.history.versions import History
from api.http.services import AppServices, by_class
from api.http.stated import StatedLimits
from api.indexes.service import Indexes
from api.jobs.service import Jobs
from api.kit.file_links import FileLinks
from api.kit.storage import BlobStore
from api.links.choosing import Choosing
from api.links.service import Links
from api.records.browsing import Browsing
from api.records.counting import SeenRecords
from api.records.service import Records
from api.records.snapshots.pages import Pages
from api.records.snapshots.store import Snapshots
from api.settings import Registration, Settings
from api.sharing.wiring import sharing
from api.tables.schema import Schemas
from api.tables.service import Tables
from api.trash.listing import Listing
from api.trash.restoring import Restoring
from api.views.service import Views
from api.workspaces.service import Workspaces
from workflows.gateway import Gateway


def build(settings: Settings, database: Database, gateway: Gateway) -> AppServices:
    """One instance of every service."""
    auth, secret = settings.auth, settings.http.secret.get_secret_value()
    sessions = Sessions(
        database,
        secret=secret,
        access=timedelta(minutes=auth.access_minutes),
        refresh=timedelta(days=auth.session_days),
    )
    passwords = Passwords(memory_kib=auth.password_memory_kib, rounds=auth.password_rounds)
    accounts = Accounts(
        database,
        passwords,
        sessions,
        LoginThrottle(
            per_account=auth.login_attempts,
            per_address=auth.login_attempts_per_address,
            seconds=auth.login_window_seconds,
        ),
        RegistrationThrottle(per_address=auth.registrations_per_address, seconds=auth.login_window_seconds),
        registration_open=auth.registration is Registration.OPEN,
    )
    schemas = Schemas()
    file_links = FileLinks.of(secret, settings.files.link_minutes)
    access = Access(database, schemas, file_links)
    vault = vault_of(settings)
    revealing = Revealing(database, access, vault)
    links = Links(database, access)
    derived = Derived(database, access)
    tables = Tables(database, access, links, derived, vault, SeenRecords())
    fields = Fields(database, access, links, derived, vault)
    views = Views(database, access, schemas)
    restoring = Restoring(database, access, derived)
    snapshots = Snapshots(database, max_bytes=settings.limits.snapshot_megabytes * 1024 * 1024)
    store = BlobStore(settings.files, settings.home)
    blobs = Blobs(database, store)
    attachments = Attachments(
        database,
        access,
        blobs,
        Quota(settings.files.workspace_bytes),
        most=settings.files.max_bytes,
        most_at_once=settings.files.max_small_bytes,
    )
    pages, growing = Pages(snapshots), Growing(database, access, derived)
    features = by_class(
        [
            gateway,
            sessions,
            accounts,
            Devices(secret),
            schemas,
            access,
            tables,
            Workspaces(database, access),
            Bases(database, access, tables),
            fields,
            FormulaTrials(database, access),
            file_links,
            store,
            attachments,
            StatedLimits(
                body_bytes=settings.limits.body_bytes,
                page_size=settings.limits.page_size,
                file_bytes=attachments.most,
                small_file_bytes=attachments.most_at_once,
            ),
            Uploads(database, access, blobs, attachments),
            ThumbnailMaker(database, blobs, at_a_time=settings.files.thumbnail_processes),
            Choosing(database, access),
            Conversions(database, access, schemas, gateway, vault),
            Jobs(database, access),
            History(database, access, vault),
            Undo(database, access, schemas, vault, SchemaBack(access, tables, fields, views, restoring)),
            snapshots,
            Indexes(database, access, schemas),
            Records(database, access, growing, vault, revealing),
            Browsing(database, access, pages, revealing, max_page=settings.limits.page_size),
            vault,
            Rotation(database, access, vault, gateway),
            views,
            Listing(database, access),
            restoring,
            Automations(database, access, schemas, Plans(), gateway),
            *sharing(
                database,
                access,
                schemas,
                file_links,
                passwords,
                pages,
                vault,
                growing,
                secret=secret,
                max_page=settings.limits.page_size,
            ),
        ]
    )
    return AppServices(settings, database, sessions.authenticate, features)
