import type { Field } from "@/api/types";

export interface FileLimits {
  maxFiles: number | null;
  /** Bytes. */
  maxSize: number | null;
  accept: readonly string[] | null;
}

const whole = (value: unknown) => (typeof value === "number" && value > 0 ? value : null);

export function limitsOf({ config }: Pick<Field, "config">): FileLimits {
  const accept = Array.isArray(config.accept) ? config.accept.filter((each) => typeof each === "string") : [];
  return {
    maxFiles: whole(config.maxFiles),
    maxSize: whole(config.maxSize),
    accept: accept.length > 0 ? accept : null,
  };
}

/**
 * Whether a file may fit the field. The browser goes by the name, the server by the bytes: what it knows no type of is
 * sent, for the server to say.
 */
export function mayFit(accept: readonly string[] | null, file: { name: string; type: string }): boolean {
  if (accept === null) return true;
  const name = file.name.toLowerCase();
  if (accept.some((each) => each.startsWith(".") && name.endsWith(each))) return true;
  if (!file.type) return accept.some((each) => !each.startsWith("."));
  return accept.some((each) => (each.endsWith("/*") ? file.type.startsWith(each.slice(0, -1)) : file.type === each));
}

export type Refusal = "tooLarge" | "notAccepted" | "tooMany";

/** Why a chosen file need not be sent; `place` is which file of the cell it would be, from 1. */
export function refusal(limits: FileLimits, file: { name: string; type: string; size: number }, place: number) {
  if (limits.maxFiles !== null && place > limits.maxFiles) return "tooMany";
  if (limits.maxSize !== null && file.size > limits.maxSize) return "tooLarge";
  return mayFit(limits.accept, file) ? null : ("notAccepted" satisfies Refusal);
}
