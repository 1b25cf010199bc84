"""The HTTP application: routers, middleware, error answers, lifespan."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from fastapi import FastAPI
from fastapi.routing import APIRoute

from api.access.attributes.routes import router as attributes_routes
from api.access.grants.routes import router as grants_routes
from api.access.rules.routes import router as rules_routes
from api.admin.audit.routes import router as audit_routes
from api.admin.routes import router as admin_routes
from api.attachments.requests import body_rules
from api.attachments.routes import router as attachments_routes
from api.attachments.serving.routes import router as serving_routes
from api.attachments.uploads.routes import router as uploads_routes
from api.auth.access_tokens.routes import router as tokens_routes
from api.auth.credentials.routes import router as credentials_routes
from api.auth.requests import body_rules as auth_rules
from api.auth.routes import router as auth_routes
from api.auth.second_factor.routes import router as second_factor_routes
from api.auth.service_accounts.routes import router as service_accounts_routes
from api.automations.routes import router as automations_routes
from api.bases.routes import router as bases_routes
from api.db.engine import Database
from api.encryption.routes import router as encryption_routes
from api.explain.routes import router as explain_routes
from api.fields.routes import router as fields_routes
from api.history.routes import router as history_routes
from api.http import errors, webapp
from api.http.audited import Audited
from api.http.docs import router as docs_routes
from api.http.head import HeadAsGet
from api.http.health import VERSION
from api.http.health import router as health_routes
from api.http.middleware import BodyLimit, RequestContext, SecurityHeaders
from api.http.openapi import ERRORS, describe
from api.http.rates import RateLimited, Rates
from api.http.stated import router as stated_routes
from api.indexes.routes import router as indexes_routes
from api.invitations.routes import router as invitations_routes
from api.jobs.routes import router as jobs_routes
from api.kit.access import AccessLog
from api.kit.file_settings import shown_from
from api.kit.rotated import RotatedFile
from api.links.routes import router as links_routes
from api.members.routes import router as members_routes
from api.notifications.routes import router as notifications_routes
from api.records.routes import router as records_routes
from api.records.snapshots.store import Snapshots
from api.scim.routes import router as scim_routes
from api.settings import Settings
from api.sharing.embed import routes as embed
from api.sharing.forms import body_rules as form_rules
from api.sharing.public.routes import router as shared_routes
from api.sharing.routes import router as sharing_routes
from api.sso.requests import BODY_RULES as SSO_BODY_RULES
from api.sso.routes import router as sso_routes
from api.sso.signing_in.routes import router as signing_in_routes
from api.tables.routes import router as tables_routes
from api.targets import database_target, temporal_target
from api.teams.routes import router as teams_routes
from api.trash.routes import router as trash_routes
from api.views.routes import router as views_routes
from api.wiring import build
from api.workspaces.routes import router as workspaces_routes
from workflows.gateway import Gateway

PREFIX = "/api/v1"
WEB_FOLDER = Path(__file__).parent.parent / "web" / "dist"
# Routes are tried in this order: the busiest ones first.
ROUTERS = (
    records_routes,
    auth_routes,
    credentials_routes,
    second_factor_routes,
    tokens_routes,
    service_accounts_routes,
    workspaces_routes,
    members_routes,
    teams_routes,
    invitations_routes,
    bases_routes,
    tables_routes,
    fields_routes,
    links_routes,
    sharing_routes,
    views_routes,
    grants_routes,
    rules_routes,
    attributes_routes,
    explain_routes,
    shared_routes,
    trash_routes,
    indexes_routes,
    attachments_routes,
    uploads_routes,
    history_routes,
    jobs_routes,
    encryption_routes,
    sso_routes,
    automations_routes,
    notifications_routes,
    admin_routes,
    audit_routes,
    stated_routes,
    health_routes,
)


def create_app(settings: Settings, *, web_folder: Path = WEB_FOLDER) -> FastAPI:
    """The application; it opens its connections when it starts, and starts while PostgreSQL or Temporal is away."""
    rates = Rates.of(settings.guard)
    access = AccessLog(None if settings.log.access is None else RotatedFile(settings.log.access))

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        with closing(access):
            database = await Database.open(database_target(settings, "dataos api"))
            try:
                services = build(settings, database, Gateway(temporal_target(settings)), rates)
                app.state.services = services
                async with services.get(Snapshots).building():
                    yield
            finally:
                await database.close()

    app = FastAPI(
        title="DataOS",
        version=VERSION,
        lifespan=lifespan,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=_operation_id,
        redirect_slashes=False,
        # Nobody listens; asking the environment for listeners would cost every request 8 µs.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    errors.install(app)
    # The last one added is the outermost.
    app.add_middleware(
        BodyLimit,
        limit=settings.limits.body_bytes,
        rules=(
            *auth_rules(settings.limits.body_bytes),
            *body_rules(settings.files),
            *SSO_BODY_RULES,
            *form_rules(),
        ),
    )
    app.add_middleware(HeadAsGet)
    app.add_middleware(Audited)
    app.add_middleware(RateLimited, rates=rates)
    app.add_middleware(SecurityHeaders, secure=settings.http.cookie_secure, files_from=shown_from(settings.files))
    app.add_middleware(RequestContext, access=access)
    for router in ROUTERS:
        app.include_router(router, prefix=PREFIX, responses=ERRORS)
    app.include_router(serving_routes, prefix=PREFIX, include_in_schema=False)
    app.include_router(signing_in_routes, prefix=PREFIX, include_in_schema=False)
    app.include_router(scim_routes, prefix=PREFIX, include_in_schema=False)
    app.include_router(docs_routes, prefix=PREFIX, include_in_schema=False)
    app.include_router(health_routes, include_in_schema=False)
    app.include_router(embed.routes(web_folder, shown_from(settings.files)), include_in_schema=False)
    app.include_router(webapp.routes(web_folder), include_in_schema=False)
    describe(app)
    return app


def app_from_env() -> FastAPI:
    """For `uvicorn --factory api.app:app_from_env`."""
    return create_app(Settings.load())


def _operation_id(route: APIRoute) -> str:
    """The function's name: what a generated client calls the operation."""
    return route.name
