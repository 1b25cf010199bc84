import { Plus, Upload } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/Button";
import type { CellTarget } from "../types";
import { FileDrop } from "./FileDrop";
import { FileRow } from "./FileRow";
import { type FileValue, moved, written } from "./files";
import { limitsOf } from "./limits";
import { UploadRow } from "./UploadRow";
import { upload, useUploads } from "./uploads";
import { useCellFiles } from "./useCellFiles";
import Viewer from "./Viewer";

interface FilesPanelProps {
  target: CellTarget;
  editable: boolean;
}

/** The files of one cell: adding, ordering, naming, replacing. Every change is saved at once, and undone as any edit. */
export default function FilesPanel({ target, editable }: FilesPanelProps) {
  const { t } = useTranslation();
  const { files, uploads } = useCellFiles(target);
  const [viewed, setViewed] = useState<number | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const { key } = target;
  useEffect(() => {
    useUploads.setState({ open: key });
    return () => useUploads.setState({ open: null });
  }, [key]);
  const { accept, maxFiles } = limitsOf(target.field);
  const save = (next: readonly FileValue[]) => void target.write(written(next));
  const add = (chosen: File[]) => upload(target, chosen);
  const empty = files.length === 0 && uploads.length === 0;
  return (
    <FileDrop onFiles={editable ? add : null} className="flex flex-col rounded-xl">
      <ul aria-label={t("files.list", { field: target.field.name })} className="max-h-[50vh] overflow-y-auto p-1">
        {files.map((file, index) => (
          <FileRow
            key={file.id}
            file={file}
            editable={editable}
            onView={() => setViewed(index)}
            onChange={(next) => save(files.map((each, at) => (at === index ? next : each)))}
            onRemove={() => save(files.filter((_, at) => at !== index))}
            onReplace={(chosen) => upload(target, [chosen], file.id)}
            onMove={(by) => save(moved(files, index, index + by))}
            onTake={(id) => {
              const from = files.findIndex((each) => each.id === id);
              if (from >= 0 && from !== index) save(moved(files, from, index));
            }}
          />
        ))}
        {uploads.map((each) => (
          <UploadRow key={each.id} upload={each} />
        ))}
      </ul>
      {empty && !editable && <p className="px-3 pb-3 text-muted">{t("files.none")}</p>}
      {editable && (
        <div className={empty ? "px-2 pb-2" : "border-t border-line p-2"}>
          <div
            className={
              empty
                ? "flex flex-col items-center gap-2 rounded-lg border border-dashed border-faint/60 px-3 py-5 text-muted"
                : "flex"
            }
          >
            {empty && (
              <span className="inline-flex items-center gap-1.5">
                <Upload className="size-4" aria-hidden />
                {t("files.drop")}
              </span>
            )}
            <Button look={empty ? "plain" : "ghost"} size={empty ? "md" : "sm"} onClick={() => input.current?.click()}>
              {!empty && <Plus />}
              {t(empty ? "files.choose" : "files.add")}
            </Button>
          </div>
          <input
            ref={input}
            type="file"
            hidden
            multiple={maxFiles !== 1}
            accept={accept?.join(",")}
            data-testid="file-input"
            onChange={(event) => {
              add([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
        </div>
      )}
      {viewed !== null && <Viewer files={files} at={viewed} onMove={setViewed} onClose={() => setViewed(null)} />}
    </FileDrop>
  );
}
