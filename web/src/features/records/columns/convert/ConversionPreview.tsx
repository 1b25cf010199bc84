import type { UseQueryResult } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Conversion, ConvertedSample, LinkCounts } from "@/api/conversions";
import { asApiError } from "@/api/errors";
import { cn } from "@/lib/cn";
import { Skeleton } from "@/ui/States";
import { Breaks } from "../Breaks";

const OUTCOMES = ["kept", "changed", "cleared", "empty"] as const;
const TONES = { kept: "text-text", changed: "text-warn", cleared: "text-bad", empty: "text-muted" } as const;

interface PreviewProps {
  rehearsal: UseQueryResult<Conversion>;
  tableId: string;
}

/** How many values stay, read otherwise, or are lost, with some of them; and what would not work any more. */
export function ConversionPreview({ rehearsal, tableId }: PreviewProps) {
  const { t, i18n } = useTranslation();
  if (rehearsal.error) {
    return (
      <p role="alert" data-testid="convert-refused" className="rounded-md border border-bad/40 px-3 py-2 text-bad">
        {asApiError(rehearsal.error).reason}
      </p>
    );
  }
  const counts = rehearsal.data?.counts;
  if (!rehearsal.data || !counts) return <Skeleton className="h-24" />;
  const { changed = [], cleared = [], breaks = [] } = rehearsal.data;
  return (
    <section aria-label={t("convert.preview")} data-testid="convert-preview" className="flex flex-col gap-3">
      <dl className="grid grid-cols-4 gap-2">
        {OUTCOMES.map((outcome) => (
          <div key={outcome} className="rounded-md border border-line px-2 py-1.5">
            <dt className="truncate text-xs text-muted">{t(`convert.outcomes.${outcome}`)}</dt>
            <dd className={cn("text-lg font-medium tabular-nums", counts[outcome] > 0 ? TONES[outcome] : "text-muted")}>
              {counts.estimated && "≈ "}
              {counts[outcome].toLocaleString(i18n.language)}
            </dd>
          </div>
        ))}
      </dl>
      {counts.links && <LinkNotes links={counts.links} />}
      <Samples title={t("convert.someCleared")} samples={cleared} />
      <Samples title={t("convert.someChanged")} samples={changed} />
      <Breaks breaks={breaks} tableId={tableId} />
      {rehearsal.data.inBackground && <p className="text-muted">{t("convert.background")}</p>}
    </section>
  );
}

const NOTES = ["created", "missing", "ambiguous", "surplus"] as const;

/** What the titles mean, where there is more to say than that each has its record. */
function LinkNotes({ links }: { links: LinkCounts }) {
  const { t } = useTranslation();
  const told = NOTES.filter((note) => links[note] > 0);
  if (told.length === 0) return null;
  return (
    <ul data-testid="convert-links" className="flex flex-col gap-1">
      {told.map((note) => (
        <li key={note} className={note === "created" ? "text-text" : "text-warn"}>
          {t(`convert.links.${note}`, { count: links[note] })}
        </li>
      ))}
    </ul>
  );
}

function Samples({ title, samples }: { title: string; samples: readonly ConvertedSample[] }) {
  if (samples.length === 0) return null;
  return (
    <div>
      <h3 className="mb-1 text-xs text-muted">{title}</h3>
      <ul className="max-h-36 overflow-auto rounded-md border border-line">
        {samples.map((sample) => (
          <li
            key={sample.recordId}
            title={sample.reason || undefined}
            className="flex items-center gap-2 border-b border-line px-2 py-1 last:border-b-0"
          >
            <span className="min-w-0 flex-1 truncate">{sample.before}</span>
            <ArrowRight className="size-3.5 shrink-0 text-faint" aria-hidden />
            <span className={cn("min-w-0 flex-1", sample.after ? "truncate" : "text-sm break-words text-muted")}>
              {sample.after || sample.reason || "–"}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
