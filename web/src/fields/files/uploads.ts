import i18next from "i18next";
import { create } from "zustand";
import { sendFile } from "@/api/attachments";
import { asApiError } from "@/api/errors";
import { fileSize } from "@/lib/format";
import type { CellTarget } from "../types";
import { asFile, type FileValue, filesOf, joined, written } from "./files";
import { limitsOf, refusal } from "./limits";

/** `sent`: waits for the other files of its cell, which are written together. */
type State = "waiting" | "sending" | "lost" | "sent" | "saving" | "failed";

export interface FileUpload {
  id: string;
  name: string;
  type: string;
  size: number;
  bytes: number;
  state: State;
  reason: string | null;
  replaces: string | null;
}

interface Job {
  target: CellTarget;
  file: File;
  stop: AbortController;
  stored: FileValue | null;
}

interface Uploads {
  uploads: readonly FileUpload[];
  /** The cell whose files are open, and show their uploads themselves. */
  open: string | null;
}

const AT_ONCE = 2;
const GOING: ReadonlySet<State> = new Set(["waiting", "sending", "lost", "sent", "saving"]);
const UNSENT: ReadonlySet<State> = new Set(["waiting", "sending", "lost"]);

/** Uploads outlive the cell editor that began them, and the page of the table too. */
export const useUploads = create<Uploads>(() => ({ uploads: [], open: null }));

const jobs = new Map<string, Job>();

export const isGoing = (upload: FileUpload) => GOING.has(upload.state);
export const cellOf = (id: string) => jobs.get(id)?.target.key;

const all = () => useUploads.getState().uploads;
const inCell = (key: string) => all().filter((each) => cellOf(each.id) === key);

function change(id: string, part: Partial<FileUpload>): void {
  useUploads.setState({ uploads: all().map((each) => (each.id === id ? { ...each, ...part } : each)) });
}

function forget(ids: readonly string[]): void {
  useUploads.setState({ uploads: all().filter((each) => !ids.includes(each.id)) });
  for (const id of ids) jobs.delete(id);
}

/** Sends files to a cell; those that the field cannot take are shown as refused, and not sent. */
export function upload(target: CellTarget, files: readonly File[], replaces: string | null = null): void {
  const limits = limitsOf(target.field);
  const taken =
    filesOf(target.peek()).length + inCell(target.key).filter((each) => isGoing(each) && !each.replaces).length;
  let place = replaces ? 0 : taken;
  const added = files.map((file): FileUpload => {
    const why = refusal(limits, file, replaces ? 0 : place + 1);
    if (why === null) place++;
    const id = crypto.randomUUID();
    jobs.set(id, { target, file, stop: new AbortController(), stored: null });
    const reason = why && i18next.t(`files.refused.${why}`, said(limits.maxFiles, limits.maxSize));
    const { name, type, size } = file;
    return { id, name, type, size, bytes: 0, state: why ? "failed" : "waiting", reason, replaces };
  });
  useUploads.setState({ uploads: [...all(), ...added] });
  pump();
}

const said = (maxFiles: number | null, maxSize: number | null) => ({
  count: maxFiles ?? 0,
  size: maxSize === null ? "" : fileSize(maxSize),
});

export function cancel(id: string): void {
  const job = jobs.get(id);
  if (!job) return;
  job.stop.abort();
  forget([id]);
  void settle(job.target);
}

export function retry(id: string): void {
  const job = jobs.get(id);
  if (!job) return;
  job.stop = new AbortController();
  change(id, { state: job.stored ? "sent" : "waiting", reason: null, bytes: 0 });
  if (job.stored) void settle(job.target);
  else pump();
}

function pump(): void {
  let running = all().filter((each) => each.state === "sending" || each.state === "lost").length;
  for (const { id } of all().filter((each) => each.state === "waiting")) {
    if (running++ >= AT_ONCE) return;
    void send(id);
  }
}

async function send(id: string): Promise<void> {
  const job = jobs.get(id);
  const replaces = all().find((each) => each.id === id)?.replaces ?? null;
  if (!job) return;
  const { signal } = job.stop;
  change(id, { state: "sending" });
  try {
    const stored = await sendFile({
      baseId: job.target.baseId,
      file: job.file,
      replaces,
      signal,
      onProgress: (bytes) => change(id, { bytes, state: "sending" }),
      onLost: () => change(id, { state: "lost" }),
    });
    job.stored = asFile(stored);
    change(id, { state: "sent", bytes: job.file.size });
  } catch (cause) {
    if (signal.aborted) return pump();
    const error = asApiError(cause);
    change(id, { state: "failed", reason: error.status === 0 ? i18next.t("files.unreachable") : error.reason });
  }
  pump();
  await settle(job.target);
}

/** Once nothing of the cell is under way any more, what has arrived is written there, as one change. */
async function settle(target: CellTarget): Promise<void> {
  const mine = inCell(target.key);
  if (mine.some((each) => UNSENT.has(each.state))) return;
  const arrived = mine.filter((each) => each.state === "sent").map((each) => each.id);
  const stored = arrived.flatMap((id) => jobs.get(id)?.stored ?? []);
  if (stored.length === 0) return;
  for (const id of arrived) change(id, { state: "saving" });
  const refused = await save(target, stored);
  if (refused === null) return forget(arrived);
  for (const id of arrived) change(id, { state: "failed", reason: refused.reason });
}

async function save(target: CellTarget, stored: readonly FileValue[]): Promise<{ reason: string } | null> {
  try {
    return await target.write(written(joined(filesOf(await target.read()), stored)));
  } catch (error) {
    return { reason: asApiError(error).reason };
  }
}

window.addEventListener("beforeunload", (event) => {
  if (all().some(isGoing)) event.preventDefault();
});
