/** Any wire value as text; the fallback of every field type for values of an unexpected shape. */
export function plainText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(plainText).join(", ");
  if (typeof value === "object") {
    const named = value as { name?: unknown; title?: unknown; error?: unknown };
    const label = named.name ?? named.title ?? named.error;
    return label === undefined ? JSON.stringify(value) : plainText(label);
  }
  return String(value);
}

export const noConfig = () => ({});
