import { CircleAlert, RotateCw, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { fileSize } from "@/lib/format";
import { IconButton } from "@/ui/IconButton";
import { FileThumb } from "./FileThumb";
import { cancel, type FileUpload, retry } from "./uploads";

/** A file on its way: how far it is, or why it is not going. */
export function UploadRow({ upload }: { upload: FileUpload }) {
  const { t, i18n } = useTranslation();
  const { id, name, state, reason } = upload;
  const failed = state === "failed";
  const share = upload.size > 0 ? upload.bytes / upload.size : 0;
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent", maximumFractionDigits: 0 }).format(share);
  const told =
    state === "waiting"
      ? t("files.waiting")
      : state === "lost"
        ? t("files.lost")
        : state === "sending"
          ? percent
          : null;
  return (
    <li className="flex items-center gap-2 px-2 py-1.5" data-testid="upload">
      <FileThumb file={upload} />
      <div className="min-w-0 flex-1">
        <p className="truncate" title={name}>
          {name}
        </p>
        {failed ? (
          <p role="alert" className="flex items-start gap-1 text-sm break-words text-bad">
            <CircleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
            <span className="min-w-0">{reason}</span>
          </p>
        ) : (
          <>
            <div
              role="progressbar"
              aria-label={t("files.progress", { name, percent })}
              aria-valuenow={Math.round(share * 100)}
              aria-valuemin={0}
              aria-valuemax={100}
              className="my-1 h-1 overflow-hidden rounded-full bg-line"
            >
              <div className="h-full rounded-full bg-accent" style={{ width: `${share * 100}%` }} />
            </div>
            <p className="text-sm text-muted tabular-nums">
              {told ?? t("files.saving")} · {fileSize(upload.size)}
            </p>
          </>
        )}
      </div>
      {failed && (
        <IconButton label={t("files.retryUpload", { name })} onClick={() => retry(id)}>
          <RotateCw />
        </IconButton>
      )}
      {state !== "saving" && (
        <IconButton label={failed ? t("common.dismiss") : t("files.cancelUpload", { name })} onClick={() => cancel(id)}>
          <X />
        </IconButton>
      )}
    </li>
  );
}
