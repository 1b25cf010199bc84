import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { cn } from "@/lib/cn";
import { count } from "@/lib/format";
import { useTheme } from "@/theme/themeStore";
import { Popover, PopoverContent, PopoverTrigger } from "@/ui/Popover";
import { bucketLines, type Distribution, distributionText, type Line, percentText, valueLines } from "./distribution";

/** How the values of a column spread: a bar in its place, and a list with numbers for whoever opens it. */
export function DistributionFooter({ field, found }: { field: Field; found: Distribution }) {
  const { t } = useTranslation();
  const theme = useTheme((state) => state.theme);
  const buckets = bucketLines(t, field, found);
  const values = valueLines(t, field, found, theme);
  const title = t("footers.distributionOf", { field: field.name });
  // Where each value comes once, which ones come first says nothing.
  const telling = buckets.length === 0 || (found.values[0]?.count ?? 0) > 1;
  const rest = values.filter(({ key }) => key === "empty");
  return (
    <Popover>
      <PopoverTrigger
        data-testid={`distribution-${field.id}`}
        aria-label={`${title}: ${distributionText(buckets.length > 0 ? buckets : values) || t("footers.noValues")}`}
        className="group flex h-full min-w-10 flex-1 items-center px-2 hover:bg-hover focus-visible:-outline-offset-2 data-[state=open]:bg-hover"
      >
        {buckets.length > 0 ? <Columns lines={buckets} /> : <Bar lines={values} />}
      </PopoverTrigger>
      <PopoverContent side="top" align="end" aria-label={title} className="w-88 p-3" tabIndex={0}>
        <h3 className="mb-2 truncate text-base font-medium">{title}</h3>
        {values.length === 0 && <p className="text-sm text-muted">{t("footers.noValues")}</p>}
        {buckets.length > 0 && <Lines title={t("footers.spread")} lines={telling ? buckets : [...buckets, ...rest]} />}
        {buckets.length > 0 && telling && <div className="my-2 h-px bg-line" />}
        {values.length > 0 && telling && <Lines title={t("footers.mostFrequent")} lines={values} />}
      </PopoverContent>
    </Popover>
  );
}

/** All records side by side, each value as wide as it is frequent. */
function Bar({ lines }: { lines: readonly Line[] }) {
  const shown = lines.filter((line) => line.count > 0);
  return (
    <span aria-hidden className="flex h-2 w-full gap-px overflow-hidden rounded-sm bg-line">
      {shown.map((line) => (
        <span key={line.key} className="min-w-0.5" style={{ flexGrow: line.count, background: line.color }} />
      ))}
    </span>
  );
}

/** A histogram: each bucket as high as it is full. */
function Columns({ lines }: { lines: readonly Line[] }) {
  const most = Math.max(...lines.map((line) => line.count), 1);
  return (
    <span aria-hidden className="flex h-5 w-full items-end gap-px border-b border-line">
      {lines.map((line) => (
        <span
          key={line.key}
          className={cn("min-w-0 flex-1 rounded-t-[1px] bg-accent opacity-80", line.count > 0 && "min-h-px")}
          style={{ height: `${(line.count / most) * 100}%` }}
        />
      ))}
    </span>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
  const { t } = useTranslation();
  // The others together may be many times the most frequent value: their number says so, no bar can.
  const most = Math.max(...lines.filter((line) => !line.quiet).map((line) => line.count), 1);
  return (
    <table className="w-full table-fixed text-sm">
      <caption className="pb-1 text-left text-xs text-muted">{title}</caption>
      <colgroup>
        <col className="w-[42%]" />
        <col />
        <col className="w-16" />
        <col className="w-14" />
      </colgroup>
      <thead className="sr-only">
        <tr>
          <th scope="col">{t("footers.value")}</th>
          <td />
          <th scope="col">{t("footers.records")}</th>
          <th scope="col">{t("footers.share")}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key} className="h-6">
            <th
              scope="row"
              title={line.label}
              className={cn("truncate pr-2 text-left font-normal", line.quiet && "text-muted")}
            >
              {line.label}
            </th>
            <td aria-hidden>
              {line.count > 0 && line.count <= most && (
                <span
                  className="block h-2 min-w-0.5 rounded-sm"
                  style={{ width: `${(line.count / most) * 100}%`, background: line.color }}
                />
              )}
            </td>
            <td className="truncate text-right tabular-nums">{count(line.count)}</td>
            <td className="truncate text-right text-muted tabular-nums">{percentText(line.percent)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
