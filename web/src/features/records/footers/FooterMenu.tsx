import { Check } from "lucide-react";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { type Footer, type FooterFn, footerNote, footersOf, footerText, PERCENTILES } from "@/fields/footers";
import { cn } from "@/lib/cn";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "@/ui/Menu";
import { Skeleton } from "@/ui/States";
import { Tooltip } from "@/ui/Tooltip";
import { DistributionFooter } from "./DistributionFooter";
import { isDistribution } from "./distribution";

interface FooterMenuProps {
  field: Field;
  footer: Footer | null;
  /** Undefined while it is being worked out. */
  value: unknown;
  stale: boolean;
  failed: boolean;
  numeric: boolean;
  onChoose: (footer: Footer | null) => void;
}

/** In the order of the menu. */
const SECTIONS = {
  amounts: ["sum", "avg", "median", "min", "max", "range", "stddev", "variance", "percentile", "deciles"],
  span: ["earliest", "latest", "dayRange", "monthRange"],
  files: ["fileCount", "totalSize"],
  ticks: ["checked", "unchecked"],
  counts: ["filled", "empty", "countDistinct", "distribution"],
  percents: ["percentFilled", "percentEmpty", "percentUnique", "percentChecked", "percentUnchecked"],
} as const satisfies Record<string, readonly FooterFn[]>;

/** What stands under one column, and the menu of what could. */
export function FooterMenu({ field, footer, value, stale, failed, numeric, onChoose }: FooterMenuProps) {
  const { t } = useTranslation();
  const offered = footersOf(field);
  if (offered.length === 0) return null;
  const name = (each: Footer) => t(`footers.${each.fn}`, { p: each.p ?? 50 });
  const shown = failed ? t("footers.failed") : footer && value !== undefined ? footerText(field, footer, value) : null;
  const spread = footer?.fn === "distribution" && !failed && isDistribution(value) ? value : null;
  const note = footer && !failed ? footerNote(field, footer, value) : undefined;
  const is = (fn: FooterFn, p?: number) => footer?.fn === fn && (p === undefined || footer.p === p);
  const item = (each: Footer) => (
    <MenuItem
      key={`${each.fn}${each.p ?? ""}`}
      icon={is(each.fn, each.p ?? undefined) ? <Check /> : <span className="size-4" />}
      onSelect={() => onChoose(each)}
    >
      {name(each)}
    </MenuItem>
  );
  const parts = Object.entries(SECTIONS).flatMap(([section, fns]) => {
    const fitting = fns.filter((fn) => offered.includes(fn));
    return fitting.length > 0 ? [{ section: section as keyof typeof SECTIONS, fitting }] : [];
  });
  const menu = (
    <Menu>
      <MenuTrigger
        data-testid={`footer-${field.id}`}
        aria-label={
          footer
            ? spread
              ? t("footers.change", { field: field.name, name: name(footer) })
              : t("footers.of", { field: field.name, name: name(footer), value: note ?? shown ?? "…" })
            : t("footers.choose", { field: field.name })
        }
        className={cn(
          "group flex min-w-0 items-center gap-1.5 px-2 text-sm hover:bg-hover focus-visible:-outline-offset-2 data-[state=open]:bg-hover",
          spread ? "h-full max-w-1/2" : "size-full",
          numeric && !spread ? "justify-end" : "justify-start",
          stale && !spread && "opacity-60",
        )}
      >
        {footer ? (
          <>
            <span className={cn("truncate text-xs text-muted", note && "max-w-1/2 shrink-0")}>{name(footer)}</span>
            {spread ? null : shown === null ? (
              <Skeleton className="h-3 w-12 shrink-0" />
            ) : note ? (
              <Tooltip side="top" label={<span className="whitespace-pre tabular-nums">{note}</span>}>
                <span className="min-w-0 truncate font-medium tabular-nums">{shown}</span>
              </Tooltip>
            ) : (
              <span className={cn("shrink-0 font-medium tabular-nums", failed && "text-bad")}>{shown}</span>
            )}
          </>
        ) : (
          <span className="truncate text-xs text-muted opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100 group-data-[state=open]:opacity-100 pointer-coarse:opacity-100">
            {t("footers.summarise")}
          </span>
        )}
      </MenuTrigger>
      <MenuContent side="top" className="max-h-(--radix-dropdown-menu-content-available-height) w-56 overflow-y-auto">
        <MenuItem icon={footer ? <span className="size-4" /> : <Check />} onSelect={() => onChoose(null)}>
          {t("footers.none")}
        </MenuItem>
        {parts.map(({ section, fitting }) => (
          <Fragment key={section}>
            <MenuSeparator />
            <MenuLabel>{t(`footers.sections.${section}`)}</MenuLabel>
            {fitting.flatMap((fn) => (fn === "percentile" ? PERCENTILES.map((p) => item({ fn, p })) : [item({ fn })]))}
          </Fragment>
        ))}
      </MenuContent>
    </Menu>
  );
  if (!spread) return menu;
  return (
    <div className={cn("flex size-full min-w-0", stale && "opacity-60")}>
      {menu}
      <DistributionFooter field={field} found={spread} />
    </div>
  );
}
