import { DetailedError, Upload } from "tus-js-client";
import { parsed, type Sending } from "./attachments";
import { type ApiError, asApiError, toApiError } from "./errors";
import { refreshOnce, sessionHeaders } from "./http";

/** A part that arrived whole is not sent again, whatever happens after it. */
const PART_BYTES = 8 * 1024 * 1024;
const RETRY_MS = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000];
const AGAIN = new Set([401, 409, 423, 429]);

function problemOf(error: Error | DetailedError): ApiError {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (!response) return asApiError(error);
  const headers = new Headers({ "X-Request-Id": response.getHeader("X-Request-Id") ?? "" });
  return toApiError({ status: response.getStatus(), headers }, parsed(response.getBody()));
}

/** The id of the upload once all of the file has arrived. The same file chosen again goes on where it stopped. */
export function sendInParts({ baseId, file, replaces, signal, onProgress, onLost }: Sending): Promise<string> {
  let expired = false;
  return new Promise((resolve, reject) => {
    const upload = new Upload(file, {
      endpoint: `/api/v1/bases/${baseId}/uploads`,
      chunkSize: PART_BYTES,
      retryDelays: RETRY_MS,
      removeFingerprintOnSuccess: true,
      fingerprint: async () =>
        ["dataos", baseId, replaces ?? "", file.name, file.type, file.size, file.lastModified].join("/"),
      metadata: { filename: file.name, ...(replaces && { attachment: replaces }) },
      onBeforeRequest: async (request) => {
        if (expired) {
          expired = false;
          await refreshOnce();
        }
        for (const [name, value] of Object.entries(sessionHeaders(request.getMethod()))) request.setHeader(name, value);
      },
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        expired = status === 401;
        const again = status === 0 || status >= 500 || AGAIN.has(status);
        if (again && !expired) onLost();
        return again;
      },
      onProgress: (sent) => onProgress(sent),
      onError: (error) => reject(problemOf(error)),
      onSuccess: () => resolve(new URL(upload.url ?? "", window.location.origin).pathname.split("/").at(-1) ?? ""),
    });
    signal.addEventListener("abort", () => {
      void upload.abort(true).catch(() => undefined);
      reject(new DOMException("Cancelled", "AbortError"));
    });
    void upload.findPreviousUploads().then(([before]) => {
      if (signal.aborted) return;
      if (before) upload.resumeFromPreviousUpload(before);
      upload.start();
    }, reject);
  });
}
