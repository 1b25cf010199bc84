"""Everything that one caller may be said to be in a workspace, and every grant and rule there that names them.

It is read once for each policy version. What they may do in a table is worked out of it and of schemas alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from core.access.grants import Decided, Grant, Level, capped, decide, opens
from core.access.levels import FieldLevel, RowAccess, TableLevel, ViewLevel, level_of
from core.access.reasons import TABLE, Cause, Reason
from core.access.roles import DEFAULT_BASE_ROLE, BaseRole, GivenRole, Standing, WorkspaceRole, effective_base_role
from core.access.scopes import Token
from core.access.subjects import Subject, Subjects, SubjectType
from core.ids import BaseId, UserId
from core.values import JsonValue

_OWNER = Decided(TableLevel.ADMIN, Reason(Cause.OWNER))
_OUTSIDE = Decided(TableLevel.NONE, Reason(Cause.OUTSIDE))


@dataclass(frozen=True, slots=True)
class RowRule:
    """``filter`` names fields by id."""

    id: str
    subject: Subject
    access: RowAccess
    filter: JsonValue


@dataclass(frozen=True)
class Rights:
    """``tables``, ``fields``, ``views`` and ``rules`` hold by id what may name the caller; roles differ by base.

    ``standing`` None: they are nobody here, whatever names them.
    """

    version: int
    standing: Standing | None
    user: UserId | None = None
    token: Token | None = None
    link: str | None = None
    teams: frozenset[str] = frozenset()
    bases: Mapping[str, GivenRole] = field(default_factory=dict[str, GivenRole])
    usual: GivenRole = DEFAULT_BASE_ROLE
    """The role of members in bases that say nothing of them."""
    attributes: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])
    tables: Mapping[str, tuple[Grant[TableLevel], ...]] = field(
        default_factory=dict[str, tuple[Grant[TableLevel], ...]]
    )
    fields: Mapping[str, tuple[Grant[FieldLevel], ...]] = field(
        default_factory=dict[str, tuple[Grant[FieldLevel], ...]]
    )
    views: Mapping[str, tuple[Grant[ViewLevel], ...]] = field(default_factory=dict[str, tuple[Grant[ViewLevel], ...]])
    rules: Mapping[str, tuple[RowRule, ...]] = field(default_factory=dict[str, tuple[RowRule, ...]])
    homes: Mapping[str, BaseId] = field(default_factory=dict[str, BaseId])
    """The bases of ``tables``."""
    gone: bool = False
    """Whether anything is said of the person in tables of the trash, whose values others may still keep."""

    @cached_property
    def above(self) -> bool:
        """Whether grants and rules do not bind the person, so that everything can be recovered."""
        return isinstance(self.standing, WorkspaceRole) and self.standing.covers(WorkspaceRole.ADMIN)

    @cached_property
    def plain(self) -> bool:
        """Whether the role in the base is all there is, in every base of the workspace."""
        if not isinstance(self.standing, WorkspaceRole) or self.link is not None:
            return False
        if self.token is None and self.above:
            return True
        narrowed = self.token is not None and self.token.bases is not None
        told = self.tables or self.fields or self.views or self.rules or self.gone
        return not narrowed and not told and (self.above or GivenRole.NONE not in (self.usual, *self.bases.values()))

    @cached_property
    def narrowed(self) -> bool:
        """Whether the token has less than its person by more than its scopes: by bases, or by what names it."""
        return self.token is not None and (self.token.bases is not None or self.token_told)

    @cached_property
    def token_told(self) -> bool:
        """Whether a grant or rule is about the token itself, so that it sees less than its person."""
        if self.token is None:
            return False
        said = chain.from_iterable((*self.tables.values(), *self.fields.values(), *self.views.values()))
        named = (*(grant.subject for grant in said), *(rule.subject for rule in chain(*self.rules.values())))
        return any(subject.type is SubjectType.TOKEN for subject in named)

    def role(self, base: BaseId) -> BaseRole | None:
        """The role in a base, and none where the token does not open it."""
        if self.standing is None or (self.token is not None and not self.token.opens(base)):
            return None
        return effective_base_role(self.standing, self.bases.get(base), self.usual)

    def subjects(self, base: BaseId) -> Subjects:
        token = None if self.token is None else self.token.id
        return Subjects(self.user, self.teams, self.role(base), token, self.link)

    def opened(self, base: BaseId) -> bool:
        """Whether a grant opens some table of the base."""
        return any(
            home == base and self.table(table, base).level is not TableLevel.NONE for table, home in self.homes.items()
        )

    def table(self, table: str, base: BaseId) -> Decided[TableLevel]:
        grants = self.tables.get(table, ())
        if self.link is None and (self.standing is None or (self.token is not None and not self.token.opens(base))):
            return _OUTSIDE
        subjects = self.subjects(base)
        if self.above:
            return capped([grant for grant in grants if subjects.includes(grant.subject)], _OWNER)
        usual = _OUTSIDE if subjects.role is None else Decided(level_of(subjects.role), Reason(Cause.ROLE))
        return decide(grants, subjects, usual)

    def of_token(self, table: str) -> TableLevel:
        """The most that a grant on the caller's token leaves of any level in a table."""
        said = (
            grant.level
            for grant in self.tables.get(table, ())
            if self.token is not None and grant.subject == Subject(SubjectType.TOKEN, self.token.id)
        )
        return next(said, TableLevel.ADMIN)

    def field(self, field_id: str, base: BaseId) -> Decided[FieldLevel] | None:
        """None where the field follows its table."""
        return self._found(self.fields.get(field_id, ()), base, Decided(FieldLevel.EDIT, TABLE))

    def publishes(self, field_id: str, base: BaseId) -> bool:
        """Whether a grant on the field opens it to the person themselves. One on their token opens nothing, and none is
        about those who are above grants."""
        if self.above:
            return False
        subjects = self.subjects(base)
        own = [
            grant
            for grant in self.fields.get(field_id, ())
            if grant.subject.type is not SubjectType.TOKEN and opens(grant, subjects)
        ]
        found = decide(own, subjects, Decided(FieldLevel.EDIT, TABLE))
        return found.why.cause is Cause.GRANT and found.level is not FieldLevel.HIDDEN

    def view(self, view: str, base: BaseId) -> Decided[ViewLevel] | None:
        """None where no grant names the caller."""
        return self._found(self.views.get(view, ()), base, Decided(ViewLevel.EDIT, TABLE))

    def _found(self, grants: tuple[Grant[Level], ...], base: BaseId, usual: Decided[Level]) -> Decided[Level] | None:
        """None where no grant says anything else than is usual."""
        subjects = self.subjects(base)
        if self.above:
            found = capped([grant for grant in grants if subjects.includes(grant.subject)], usual)
        else:
            found = decide(grants, subjects, usual)
        return None if found is usual else found

    def naming(self, table: str, base: BaseId) -> tuple[RowRule, ...]:
        """The rules of a table that bind the caller; of those above rules, the ones on their token."""
        subjects = self.subjects(base)
        return tuple(
            rule
            for rule in self.rules.get(table, ())
            if subjects.includes(rule.subject) and (not self.above or rule.subject.type is SubjectType.TOKEN)
        )
