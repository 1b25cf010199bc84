import { ChevronRight, CircleSlash, ClipboardList, FileInput, Workflow } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AuditEntry } from "@/api/audit";
import { cn } from "@/lib/cn";
import { Avatar } from "@/ui/Avatar";
import { Time } from "@/ui/Time";
import { AuditDetails } from "./AuditDetails";
import { actorName, type Names, sentence } from "./sentence";

interface AuditRowProps {
  entry: AuditEntry;
  names: Names;
  onNarrow: (request: string) => void;
}

/** One act in a line; what else is known of it opens below. */
export function AuditRow({ entry, names, onNarrow }: AuditRowProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const id = useId();
  const place = [entry.baseId, entry.tableId].map((each) => (each ? names.get(each) : "")).filter(Boolean);
  const told = sentence(t, entry, names);
  return (
    <li data-testid="audit-entry">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="flex min-h-12 w-full items-center gap-3 rounded-md px-1 py-1.5 text-left hover:bg-hover"
      >
        <ActorMark entry={entry} name={actorName(t, entry, names)} />
        <span className="min-w-0 flex-1">
          <span className="line-clamp-2 break-words">{told}</span>
          <span className="flex flex-wrap gap-x-2 text-sm text-muted empty:hidden">
            {entry.outcome === "refused" && (
              <span className="flex items-center gap-1 text-bad">
                <CircleSlash className="size-3.5" aria-hidden />
                {t("audit.outcomes.refused")}
              </span>
            )}
            {place.length > 0 && <span className="truncate">{place.join(" › ")}</span>}
          </span>
        </span>
        <Time value={entry.time} className="shrink-0 text-sm text-muted" />
        <ChevronRight
          aria-hidden
          className={cn("size-4 shrink-0 text-muted motion-safe:transition-transform", open && "rotate-90")}
        />
      </button>
      <div id={id}>{open && <AuditDetails entry={entry} names={names} onNarrow={onNarrow} />}</div>
    </li>
  );
}

const MARKS: Readonly<Record<string, typeof Workflow>> = { automation: Workflow, form: FileInput };

function ActorMark({ entry, name }: { entry: AuditEntry; name: string }) {
  if (entry.actor.type === "user") return <Avatar name={name} />;
  const Icon = MARKS[entry.actor.type] ?? ClipboardList;
  return (
    <span className="flex size-6 shrink-0 items-center justify-center rounded-full bg-hover text-muted">
      <Icon className="size-3.5" aria-hidden />
    </span>
  );
}
