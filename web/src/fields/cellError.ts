import type { CellPaint } from "@/grid/paint";
import { optionColor } from "@/theme/optionColors";
import type { Theme } from "@/theme/themeStore";

export interface CellError {
  /** Short, like #DIV/0. */
  code: string;
  message: string;
}

/** What went wrong where a value would have been worked out; null for values. */
export function errorOf(value: unknown): CellError | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const { error, message } = value as { error?: unknown; message?: unknown };
  if (typeof error !== "string") return null;
  return { code: error, message: typeof message === "string" ? message : "" };
}

export function paintError({ code, message }: CellError, theme: Theme): CellPaint {
  return { kind: "text", text: code, ink: optionColor("red", theme).text, note: message || undefined };
}
