import { useQuery } from "@tanstack/react-query";
import { Download, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { listVersions } from "@/api/attachments";
import { asApiError } from "@/api/errors";
import { keys } from "@/api/keys";
import { fileSize } from "@/lib/format";
import { Button } from "@/ui/Button";
import { Skeleton } from "@/ui/States";
import { Time } from "@/ui/Time";
import { asFile, type FileValue } from "./files";

interface VersionListProps {
  file: FileValue;
  onRestore: ((version: FileValue) => void) | null;
}

/** Every upload of a file, newest first; which of them a cell shows is the cell's own. */
export function VersionList({ file, onRestore }: VersionListProps) {
  const { t } = useTranslation();
  const versions = useQuery({
    queryKey: [...keys.fileVersions(file.id), file.version],
    queryFn: () => listVersions(file.id),
  });
  return (
    <ul aria-label={t("files.versions")} className="flex flex-col gap-1 pr-2 pb-2 pl-16 text-sm">
      {versions.isPending && <Skeleton className="h-5 w-40" />}
      {versions.error && (
        <li role="alert" className="text-bad">
          {asApiError(versions.error).reason}
        </li>
      )}
      {versions.data?.items.map((each) => (
        <li key={each.version} className="flex min-h-7 flex-wrap items-center gap-x-2">
          <span className="font-medium">{t("files.version", { version: each.version })}</span>
          <Time value={each.createdTime} className="text-muted" />
          <span className="min-w-0 flex-1 truncate text-muted">
            {[each.createdBy?.name, fileSize(each.size)].filter(Boolean).join(" · ")}
          </span>
          <a
            href={each.url}
            download={each.name}
            aria-label={`${t("files.download")}: ${t("files.version", { version: each.version })}`}
            className="rounded-md p-1 text-muted hover:bg-hover hover:text-text"
          >
            <Download className="size-3.5" aria-hidden />
          </a>
          {each.version === file.version ? (
            <span className="text-muted">{t("files.versionHere")}</span>
          ) : (
            onRestore && (
              <Button look="ghost" size="sm" onClick={() => onRestore(asFile(each))}>
                <RotateCcw />
                {t("files.restore")}
              </Button>
            )
          )}
        </li>
      ))}
    </ul>
  );
}
