import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Tooltip } from "@/ui/Tooltip";
import { FileThumb } from "./FileThumb";
import type { FileValue } from "./files";

const Viewer = lazy(() => import("./Viewer"));

const MOST = 24;

/** Files side by side; each opens large. */
export function FileStrip({ files }: { files: readonly FileValue[] }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<number | null>(null);
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-1.5 align-middle">
      {files.slice(0, MOST).map((file, index) =>
        // Files that a history remembers may have no address any more.
        file.url ? (
          <Tooltip key={file.id} label={file.name}>
            <button
              type="button"
              aria-label={t("files.open", { name: file.name })}
              className="rounded-md hover:brightness-110"
              onClick={() => setShown(index)}
            >
              <FileThumb file={file} className="size-11" />
            </button>
          </Tooltip>
        ) : (
          <span key={file.id}>{file.name}</span>
        ),
      )}
      {files.length > MOST && (
        <span className="text-sm text-muted">{t("files.more", { count: files.length - MOST })}</span>
      )}
      {shown !== null && (
        <Suspense>
          <Viewer files={files} at={shown} onMove={setShown} onClose={() => setShown(null)} />
        </Suspense>
      )}
    </span>
  );
}
