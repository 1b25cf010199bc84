"""Puts the application's services together; the API's lifespan and the worker call it once each."""

from api.access.attributes.service import Attributes
from api.access.grants.service import Grants
from api.access.rules.service import RowRules
from api.access.service import Access
from api.admin.operators import Operators
from api.attachments.blobs import Blobs
from api.attachments.quota import Quota
from api.attachments.service import Attachments
from api.attachments.thumbnails.service import ThumbnailMaker
from api.attachments.uploads.service import Uploads
from api.audit.trail import AuditTrail
from api.auth.throttle import RegistrationThrottle
from api.auth.wiring import identity
from api.automations.plans import Plans
from api.automations.service import Automations
from api.bases.service import Bases
from api.db.engine import Database
from api.encryption.revealing import Revealing
from api.encryption.rotation import Rotation
from api.encryption.vault import vault_of
from api.explain.service import Explaining
from api.fields.convert.service import Conversions
from api.fields.derived import Derived
from api.fields.growing import Growing
from api.fields.service import Fields
from api.fields.trying import FormulaTrials
from api.history.back.schema import SchemaBack
from api.history.undo import Undo
from api.history.versions import History
from api.http.rates import Rates
from api.http.services import AppServices, by_class
from api.http.stated import StatedLimits
from api.indexes.service import Indexes
from api.invitations.accepting import Accepting
from api.invitations.making import Inviting
from api.jobs.service import Jobs
from api.kit.file_links import FileLinks
from api.kit.outbound import Allowed, Outbound
from api.kit.storage import BlobStore
from api.links.choosing import Choosing
from api.links.service import Links
from api.members.leaving import Leaving
from api.members.service import Members
from api.records.browsing import Browsing
from api.records.counting import SeenRecords
from api.records.service import Records
from api.records.snapshots.pages import Pages
from api.records.snapshots.store import Snapshots
from api.scim.groups import ScimGroups
from api.scim.users import ScimUsers
from api.settings import Settings
from api.sharing.wiring import sharing
from api.sso.addresses import Addresses
from api.sso.oidc import Oidc
from api.sso.sealing import SecretBox
from api.sso.service import Providers
from api.sso.signing_in.arrivals import Arrivals
from api.sso.signing_in.flows import Flows
from api.sso.signing_in.service import SignIns
from api.tables.schema import Schemas
from api.tables.service import Tables
from api.teams.service import Teams
from api.trash.listing import Listing
from api.trash.restoring import Restoring
from api.views.service import Views
from api.workspaces.service import Workspaces
from workflows.gateway import Gateway

_NAMED = 60
"""Addresses of strangers that one person may add to places in a quarter of an hour."""


def build(settings: Settings, database: Database, gateway: Gateway, rates: Rates | None = None) -> AppServices:
    """One instance of every service. ``rates``: the one that counts what comes without a session."""
    secret = settings.http.secret.get_secret_value()
    schemas = Schemas()
    file_links = FileLinks.of(secret, settings.files.link_minutes)
    access = Access(database, schemas, file_links)
    vault = vault_of(settings)
    people = identity(settings, database, access, vault.ring)
    revealing = Revealing(database, access, vault)
    links = Links(database, access)
    derived = Derived(database, access)
    tables = Tables(database, access, links, derived, vault, SeenRecords())
    fields = Fields(database, access, links, derived, vault)
    views = Views(database, access, schemas)
    restoring = Restoring(database, access, derived, tables)
    snapshots = Snapshots(database, max_bytes=settings.limits.snapshot_megabytes * 1024 * 1024)
    trusted = settings.sso.workspace
    outside = Outbound(Allowed.of(settings.guard.outbound_allow))
    addresses = Addresses(settings.public_url)
    providers = Providers(database, access, SecretBox(vault, secret), trusted=trusted)
    oidc = Oidc(outside)
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
    inviting = Inviting(database, access, people.post, secret=secret, per_day=settings.limits.invitations_per_day)
    naming = RegistrationThrottle(per_address=_NAMED, seconds=900.0, refusal="Too many people named by their address.")
    mailed = people.post.sends
    pages, growing = Pages(snapshots), Growing(database, access, derived)
    features = by_class(
        [
            gateway,
            AuditTrail(database),
            rates or Rates.of(settings.guard),
            Operators((settings.guard.operators or "").split(",")),
            outside,
            *people.services,
            addresses,
            oidc,
            providers,
            SignIns(
                database,
                providers,
                addresses,
                oidc,
                Flows(secret),
                Arrivals(people.beginning, people.challenges, people.proving, trusted),
            ),
            ScimUsers(people.proving, addresses, trusted),
            ScimGroups(addresses),
            schemas,
            access,
            tables,
            Grants(database, access),
            RowRules(database, access, schemas),
            Attributes(database, access),
            Explaining(database, access, schemas),
            Workspaces(database, access),
            Bases(database, access, tables, naming, mailed=mailed),
            Teams(database, access),
            inviting,
            Accepting(database, people.accounts, mailed=mailed),
            Members(database, access, inviting, naming, mailed=mailed),
            Leaving(database, access, inviting),
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
                people.passwords,
                pages,
                vault,
                growing,
                secret=secret,
                max_page=settings.limits.page_size,
            ),
        ]
    )
    return AppServices(settings, database, people.authenticate, features)
