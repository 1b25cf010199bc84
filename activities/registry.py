"""The activities a worker runs."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

from activities.consume import ConsumeActivities
from activities.conversion import ConversionActivities
from activities.deps import ActivityDeps
from activities.indexing import IndexingActivities
from activities.mail import MailActivities
from activities.mailer import Mailer
from activities.maintenance import MaintenanceActivities
from activities.recompute import RecomputeActivities
from activities.reencryption import ReencryptionActivities
from activities.run_step import StepActivities
from activities.runs import RunActivities
from api.access.service import Access
from api.automations.dispatch import Dispatch
from api.automations.plans import Plans
from api.db.engine import Database
from api.encryption.vault import vault_of
from api.kit import clock
from api.kit.file_links import FileLinks
from api.kit.storage import BlobStore
from api.settings import Settings
from api.tables.schema import Schemas
from api.targets import database_target, temporal_target
from workflows.gateway import Gateway

Activity = Callable[..., object]


@asynccontextmanager
async def open_activities(settings: Settings, gateway: Gateway | None = None) -> AsyncGenerator[Sequence[Activity]]:
    """The activities with their connections. ``gateway``: the worker's own, so that runs it starts begin at once."""
    database = await Database.open(database_target(settings, "dataos worker"))
    try:
        schemas, plans = Schemas(), Plans()
        secret, files = settings.http.secret.get_secret_value(), settings.files
        access = Access(database, schemas, FileLinks.of(secret, files.link_minutes))
        door = gateway or Gateway(temporal_target(settings))
        mail = settings.mail
        deps = ActivityDeps(
            database=database,
            access=access,
            schemas=schemas,
            plans=plans,
            dispatch=Dispatch(database, access, schemas, plans, door),
            mailer=Mailer(mail.smtp_url.get_secret_value(), mail.sender) if mail.smtp_url else None,
            now=clock.now,
            gateway=door,
            database_url=settings.database.url,
            vault=vault_of(settings),
            files=BlobStore(files, settings.home),
            trash=timedelta(days=settings.limits.trash_days),
            former_values=timedelta(days=settings.limits.conversion_days),
            audit_months=settings.guard.audit_months,
        )
        yield activities_of(deps)
    finally:
        await database.close()


def activities_of(deps: ActivityDeps) -> Sequence[Activity]:
    """One implementation per stub."""
    runs, steps, mail, consume, maintenance, conversion, indexing, recompute, reencryption = (
        RunActivities(deps),
        StepActivities(deps),
        MailActivities(deps),
        ConsumeActivities(deps),
        MaintenanceActivities(deps),
        ConversionActivities(deps),
        IndexingActivities(deps),
        RecomputeActivities(deps),
        ReencryptionActivities(deps),
    )
    return (
        runs.begin_runs,
        runs.finish_run,
        steps.run_step,
        mail.deliver_mail,
        mail.give_up_mail,
        consume.consume_changes,
        maintenance.maintain,
        conversion.convert_field,
        indexing.tend_indexes,
        recompute.recompute,
        reencryption.reencrypt_table,
    )
