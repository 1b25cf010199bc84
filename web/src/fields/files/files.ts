import { plainText } from "../plain";

/** A file as cells hold it; addresses open without a session until they expire. */
export interface FileValue {
  id: string;
  version: number;
  name: string;
  type: string;
  size: number;
  url: string;
  thumbnails: { small: { url: string }; large: { url: string } } | null;
}

/** A version as a cell holds it: the server refuses whatever else it says of one elsewhere. */
export function asFile({ id, version, name, type, size, url, thumbnails }: FileValue): FileValue {
  return { id, version, name, type, size, url, thumbnails };
}

export function filesOf(value: unknown): FileValue[] {
  if (!Array.isArray(value)) return [];
  return value
    .flat()
    .filter((each): each is FileValue => typeof (each as Partial<FileValue> | null)?.id === "string" && "name" in each);
}

export function namesOf(value: unknown): string {
  const files = filesOf(value);
  return files.length > 0 ? files.map((file) => file.name).join(", ") : plainText(value);
}

/** As text that the server reads back: names cannot tell which file is meant. */
export function idsOf(value: unknown): string {
  return filesOf(value)
    .map((file) => file.id)
    .join(", ");
}

/** Files as they are written to a cell; null when none is left. */
export function written(files: readonly FileValue[]): FileValue[] | null {
  return files.length > 0 ? [...files] : null;
}

export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const rest = items.filter((_, index) => index !== from);
  const item = items[from];
  if (item === undefined) return [...items];
  rest.splice(Math.min(Math.max(to, 0), rest.length), 0, item);
  return rest;
}

/** What is new stands last; a newer version stands where the older one did. */
export function joined(files: readonly FileValue[], added: readonly FileValue[]): FileValue[] {
  const fresh = new Map(added.map((file) => [file.id, file]));
  const kept = files.map((file) => fresh.get(file.id) ?? file);
  const known = new Set(files.map((file) => file.id));
  return [...kept, ...added.filter((file) => !known.has(file.id))];
}

export const FAMILIES = [
  "image",
  "video",
  "audio",
  "pdf",
  "document",
  "spreadsheet",
  "presentation",
  "archive",
] as const;
export type Family = (typeof FAMILIES)[number];

const OPEN = "application/vnd.oasis.opendocument.";
const OFFICE = "application/vnd.openxmlformats-officedocument.";

/** What a field takes when a family is chosen in its settings, in the server's words. */
export const PATTERNS: Record<Family, readonly string[]> = {
  image: ["image/*"],
  video: ["video/*"],
  audio: ["audio/*"],
  pdf: ["application/pdf"],
  document: [
    "application/msword",
    `${OFFICE}wordprocessingml.document`,
    `${OPEN}text`,
    "application/rtf",
    "text/plain",
    "text/markdown",
  ],
  spreadsheet: [
    "application/vnd.ms-excel",
    `${OFFICE}spreadsheetml.sheet`,
    `${OPEN}spreadsheet`,
    "text/csv",
    "text/tab-separated-values",
  ],
  presentation: ["application/vnd.ms-powerpoint", `${OFFICE}presentationml.presentation`, `${OPEN}presentation`],
  archive: [
    "application/zip",
    "application/gzip",
    "application/x-7z-compressed",
    "application/vnd.rar",
    "application/x-tar",
  ],
};

/** The families that are taken whole, and the patterns that belong to none. */
export function chosenFamilies(accept: readonly string[]): { families: Family[]; others: string[] } {
  const families = FAMILIES.filter((family) => PATTERNS[family].every((each) => accept.includes(each)));
  const covered = new Set(families.flatMap((family) => PATTERNS[family]));
  return { families, others: accept.filter((each) => !covered.has(each)) };
}

const CODE = /^(?:application\/(?:json|xml|yaml)|text\/(?:html|css|javascript|xml))$/;

export function familyOf(type: string): Family | "code" | "text" | "other" {
  const half = type.split("/")[0];
  if (half === "image" || half === "video" || half === "audio") return half;
  const family = FAMILIES.find((each) => PATTERNS[each].includes(type));
  if (family) return family;
  if (CODE.test(type)) return "code";
  return half === "text" ? "text" : "other";
}

/** What stands on a file that has no picture: its extension, or what kind it is. */
export function markOf(name: string, type: string): string {
  const extension = /[^.]\.([a-z0-9]{1,5})$/i.exec(name)?.[1];
  return (extension ?? type.split("/")[1]?.replace(/^x-/, "").slice(0, 4) ?? "").toUpperCase();
}

/** Types that a browser shows in the page without running anything of theirs. */
export function shownAs(type: string): "image" | "audio" | "video" | "pdf" | null {
  if (/^image\/(?:png|jpeg|gif|webp|bmp|avif)$/.test(type)) return "image";
  if (type.startsWith("audio/")) return "audio";
  if (type.startsWith("video/")) return "video";
  return type === "application/pdf" ? "pdf" : null;
}
