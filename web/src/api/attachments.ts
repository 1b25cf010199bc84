import { asApiError, toApiError } from "./errors";
import { http, refreshOnce, sessionHeaders, unwrap } from "./http";
import { serverLimits } from "./limits";
import type { components } from "./schema.gen";

export type Attachment = components["schemas"]["AttachmentAnswer"];

export function listVersions(attachmentId: string) {
  return unwrap(http.GET("/api/v1/attachments/{attachmentId}/versions", { params: { path: { attachmentId } } }));
}

export interface Sending {
  baseId: string;
  file: File;
  /** The attachment that this is to be a newer version of. */
  replaces: string | null;
  signal: AbortSignal;
  onProgress: (bytes: number) => void;
  /** The connection broke; the rest is tried again. */
  onLost: () => void;
}

/** Files that the server takes in one request go so; larger ones in parts, which go on after a connection broke. */
export async function sendFile(sending: Sending): Promise<Attachment> {
  const { smallFileBytes } = await serverLimits();
  if (sending.signal.aborted) throw new DOMException("Cancelled", "AbortError");
  if (sending.file.size <= smallFileBytes) return sendWhole(sending);
  const { sendInParts } = await import("./resumable");
  const uploadId = await sendInParts(sending);
  const { attachment } = await unwrap(http.GET("/api/v1/uploads/{uploadId}", { params: { path: { uploadId } } }));
  if (!attachment) throw new TypeError("The server has not stored the file yet. Try again.");
  return attachment;
}

async function sendWhole(sending: Sending): Promise<Attachment> {
  const key = crypto.randomUUID();
  const first = await post(sending, key);
  if (first.status !== 401 || !(await refreshOnce())) return answer(first);
  return answer(await post(sending, key));
}

function answer(request: XMLHttpRequest): Attachment {
  const body = parsed(request.responseText);
  if (request.status === 201) return body as Attachment;
  const headers = new Headers({ "X-Request-Id": request.getResponseHeader("X-Request-Id") ?? "" });
  throw toApiError({ status: request.status, headers }, body);
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `fetch` cannot tell how much of a body has gone. */
function post({ baseId, file, replaces, signal, onProgress }: Sending, key: string): Promise<XMLHttpRequest> {
  const request = new XMLHttpRequest();
  request.open("POST", replaces ? `/api/v1/attachments/${replaces}/versions` : `/api/v1/bases/${baseId}/attachments`);
  const headers = { ...sessionHeaders("POST"), "Idempotency-Key": key };
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.upload.addEventListener("progress", (event) => onProgress(Math.min(event.loaded, file.size)));
  const form = new FormData();
  // The name of a part cannot tell a quotation mark from %22.
  form.append("name", file.name);
  form.append("file", file, file.name);
  return new Promise((resolve, reject) => {
    const abort = () => request.abort();
    signal.addEventListener("abort", abort, { once: true });
    request.addEventListener("loadend", () => signal.removeEventListener("abort", abort));
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("abort", () => reject(new DOMException("Cancelled", "AbortError")));
    request.addEventListener("error", () => reject(asApiError(new TypeError("The connection broke."))));
    if (signal.aborted) reject(new DOMException("Cancelled", "AbortError"));
    else request.send(form);
  });
}
