import i18next from "i18next";

/** The separators a person types in the current language, turned into what Number() reads; null when it is no number. */
export function parseNumber(typed: string, language = i18next.language): number | null {
  const parts = new Intl.NumberFormat(language).formatToParts(12345.6);
  const decimal = parts.find((part) => part.type === "decimal")?.value ?? ".";
  const group = parts.find((part) => part.type === "group")?.value ?? ",";
  const bare = typed.replace(/[\s\u00a0\u202f€$£¥%]/g, "");
  const localized = bare.split(group).join("").replace(decimal, ".");
  for (const candidate of [bare, localized]) {
    if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(candidate)) return Number(candidate);
  }
  return null;
}

export function formatNumber(value: unknown, options: Intl.NumberFormatOptions): string {
  if (typeof value !== "number") return value === null || value === undefined ? "" : String(value);
  return new Intl.NumberFormat(i18next.language, options).format(value);
}

export function digits(precision: unknown): Intl.NumberFormatOptions {
  if (typeof precision !== "number") return { maximumFractionDigits: 10 };
  return { minimumFractionDigits: precision, maximumFractionDigits: precision };
}
