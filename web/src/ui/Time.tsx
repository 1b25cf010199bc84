import { useTranslation } from "react-i18next";
import { absoluteTime, relativeTime } from "@/lib/format";

/** Relative, with the absolute time on hover. */
export function Time({ value, className }: { value: string; className?: string }) {
  useTranslation();
  return (
    <time dateTime={value} title={absoluteTime(value)} className={className}>
      {relativeTime(value)}
    </time>
  );
}
