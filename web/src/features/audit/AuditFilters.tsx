import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useBases } from "@/shell/useBase";
import { Button } from "@/ui/Button";
import { Input } from "@/ui/Input";
import { type Choice, Select } from "@/ui/Select";
import { type Filters, isNarrowed, NOUNS, OUTCOMES } from "./filters";
import { PersonFilter } from "./PersonFilter";

interface AuditFiltersProps {
  workspaceId: string;
  filters: Filters;
  /** The name of the chosen person. */
  actorName?: string;
  onChange: (filters: Filters) => void;
  /** Stands at the end. */
  children: ReactNode;
}

/** A list cannot hold an empty value, so no choice has one of its own. */
const ANY = "any";

export function AuditFilters({ workspaceId, filters, actorName, onChange, children }: AuditFiltersProps) {
  const { t } = useTranslation();
  const bases = useBases(workspaceId).data?.items ?? [];
  const set = (change: Partial<Filters>) => onChange({ ...filters, ...change });
  return (
    <div role="search" aria-label={t("audit.filters")} className="mb-3 flex flex-wrap items-end gap-2">
      <div className="w-44 max-sm:w-[calc(50%-4px)]">
        <PersonFilter
          workspaceId={workspaceId}
          personId={filters.actor}
          name={actorName}
          onPick={(actor) => set({ actor })}
        />
      </div>
      <Narrowing
        label={t("audit.about")}
        any={t("audit.anything")}
        value={filters.action}
        choices={NOUNS.map((noun) => ({ value: noun, label: t(`audit.nouns.${noun}`) }))}
        onChange={(action) => set({ action })}
      />
      <Narrowing
        label={t("audit.inBase")}
        any={t("audit.everywhere")}
        value={filters.base}
        choices={bases.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(base) => set({ base })}
      />
      <Narrowing
        label={t("audit.outcome")}
        any={t("audit.anyOutcome")}
        value={filters.outcome}
        choices={OUTCOMES.map((outcome) => ({ value: outcome, label: t(`audit.outcomes.${outcome}`) }))}
        onChange={(outcome) => set({ outcome })}
      />
      <Day label={t("audit.from")} value={filters.from} max={filters.to} onChange={(from) => set({ from })} />
      <Day label={t("audit.to")} value={filters.to} min={filters.from} onChange={(to) => set({ to })} />
      {filters.request && (
        <Button className="max-md:h-10" onClick={() => set({ request: "" })}>
          {t("audit.oneRequest")}
          <X />
        </Button>
      )}
      {isNarrowed(filters) && (
        <Button
          look="ghost"
          className="max-md:h-10"
          onClick={() => onChange({ actor: "", action: "", base: "", outcome: "", from: "", to: "", request: "" })}
        >
          {t("audit.showAll")}
        </Button>
      )}
      <div className="ml-auto flex gap-2">{children}</div>
    </div>
  );
}

interface NarrowingProps {
  label: string;
  /** Of no choice. */
  any: string;
  value: string;
  choices: readonly Choice<string>[];
  onChange: (value: string) => void;
}

function Narrowing({ label, any, value, choices, onChange }: NarrowingProps) {
  return (
    <div className="w-40 max-sm:w-[calc(50%-4px)]">
      <Select
        label={label}
        className="max-md:h-10"
        value={value || ANY}
        choices={[{ value: ANY, label: any }, ...choices]}
        onChange={(next) => onChange(next === ANY ? "" : next)}
      />
    </div>
  );
}

interface DayProps {
  label: string;
  value: string;
  min?: string;
  max?: string;
  onChange: (day: string) => void;
}

function Day({ label, value, min, max, onChange }: DayProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the input is in it
    <label className="flex items-center gap-1.5 text-sm text-muted">
      {label}
      <Input
        type="date"
        className="w-36 max-md:h-10"
        value={value}
        min={min || undefined}
        max={max || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
