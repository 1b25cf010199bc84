import { useTranslation } from "react-i18next";
import { Input } from "@/ui/Input";
import { Select } from "@/ui/Select";
import { DAYS, type Day, isCounted, isRelative, MAX_COUNT, PERIODS, type Period, relative } from "./periods";

interface RelativeValueProps {
  value: unknown;
  onChange: (value: unknown) => void;
}

/** A stretch of days: this week, the past 7 days. */
export function PeriodValue({ value, onChange }: RelativeValueProps) {
  const { t } = useTranslation();
  const period = isRelative(value) ? value : { mode: "thisWeek" };
  return (
    <div className="flex items-center gap-1">
      <Select
        label={t("filters.value")}
        value={period.mode as Period}
        choices={PERIODS.map((mode) => ({ value: mode, label: t(`filters.periods.${mode}`) }))}
        onChange={(mode) => onChange(relative(mode, period.count))}
      />
      <CountOf value={period} onChange={onChange} />
    </div>
  );
}

/** One day: a date that is picked, or one that moves with today. */
export function DayValue({ value, onChange }: RelativeValueProps) {
  const { t } = useTranslation();
  const moving = isRelative(value) ? value : null;
  return (
    <div className="flex items-center gap-1">
      <Select
        label={t("filters.day")}
        value={(moving?.mode ?? "exact") as Day}
        choices={DAYS.map((mode) => ({ value: mode, label: t(`filters.dayModes.${mode}`) }))}
        onChange={(mode) => onChange(mode === "exact" ? null : relative(mode, moving?.count))}
      />
      {moving ? (
        <CountOf value={moving} onChange={onChange} />
      ) : (
        <Input
          type="date"
          aria-label={t("filters.value")}
          value={typeof value === "string" ? value.slice(0, 10) : ""}
          onChange={(event) => onChange(event.target.value || null)}
        />
      )}
    </div>
  );
}

function CountOf({ value, onChange }: { value: { mode: string; count?: number }; onChange: (value: unknown) => void }) {
  const { t } = useTranslation();
  if (!isCounted(value.mode)) return null;
  return (
    <Input
      type="number"
      min={0}
      max={MAX_COUNT}
      aria-label={t("filters.howMany")}
      className="w-16"
      value={value.count ?? ""}
      onChange={(event) => {
        const typed = Number.parseInt(event.target.value, 10);
        const count = Number.isNaN(typed) ? undefined : Math.min(Math.max(typed, 0), MAX_COUNT);
        onChange({ mode: value.mode, count });
      }}
    />
  );
}
