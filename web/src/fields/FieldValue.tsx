import { Check, Lock, Star, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { useTheme } from "@/theme/themeStore";
import { Avatar } from "@/ui/Avatar";
import { Tooltip } from "@/ui/Tooltip";
import { FileStrip } from "./files/FileStrip";
import { filesOf } from "./files/files";
import { paintOf } from "./masked";
import { plainText } from "./plain";

/** A value outside the grid, shown as the grid shows it; `field` is undefined when it has been deleted. */
export function FieldValue({ value, field }: { value: unknown; field: Field | undefined }) {
  const { t } = useTranslation();
  const theme = useTheme((state) => state.theme);
  const empty = <span className="text-faint">{t("record.empty")}</span>;
  if (!field) return plainText(value) || empty;
  const paint = paintOf(value, field, { theme, primary: false });
  switch (paint.kind) {
    case "text":
      if (!paint.text) return empty;
      if (paint.lock)
        return (
          <Tooltip label={paint.note}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: why it is hidden shows on focus too */}
            <span tabIndex={0} className="inline-flex items-center gap-1.5 rounded-sm">
              <Lock className="size-3.5 shrink-0" aria-hidden />
              <span aria-hidden>{paint.text}</span>
              <span className="sr-only">{paint.note}</span>
            </span>
          </Tooltip>
        );
      return (
        <span className="break-words whitespace-pre-wrap" style={{ color: paint.ink }} title={paint.note}>
          {paint.note ? `${paint.text}: ${paint.note}` : paint.text}
        </span>
      );
    case "pills":
      if (paint.pills.length === 0) return empty;
      return (
        <span className="inline-flex max-w-full flex-wrap gap-1">
          {paint.pills.map((pill, index) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: linked records may have the same title
              key={index}
              className="max-w-full truncate rounded-sm px-1.5 text-sm leading-5"
              style={{ background: pill.background, color: pill.color }}
            >
              {pill.text}
            </span>
          ))}
        </span>
      );
    case "check":
      return (
        <span className="inline-flex items-center gap-1">
          {paint.checked ? <Check className="size-3.5" aria-hidden /> : <X className="size-3.5" aria-hidden />}
          {t(paint.checked ? "filters.checked" : "filters.unchecked")}
        </span>
      );
    case "stars":
      if (paint.value === 0) return empty;
      return (
        <span role="img" aria-label={t("fields.stars", { count: paint.value })} className="inline-flex align-middle">
          {Array.from({ length: paint.value }, (_, index) => index + 1).map((star) => (
            <Star key={star} className="size-3.5 fill-warn text-warn" aria-hidden />
          ))}
        </span>
      );
    case "files":
      return paint.files.length > 0 ? <FileStrip files={filesOf(value)} /> : empty;
    case "button":
      return <span className="text-muted">{paint.pill.text}</span>;
    case "person":
      if (!paint.name) return empty;
      return (
        <span className="inline-flex items-center gap-1.5">
          <Avatar name={paint.name} className="size-5" />
          {paint.name}
        </span>
      );
  }
}
