import { Paperclip } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Popover, PopoverTrigger } from "@/ui/Popover";
import { FileDrop } from "../files/FileDrop";
import { FileStrip } from "../files/FileStrip";
import { FilesContent } from "../files/FilesPopover";
import { filesOf } from "../files/files";
import { UploadRow } from "../files/UploadRow";
import { upload } from "../files/uploads";
import { useCellFiles } from "../files/useCellFiles";
import type { CellTarget, EditorProps } from "../types";

/** The grid opens files in a popover of its own; this is how they stand in a form. */
export function AttachmentEditor({ cell, value, id }: EditorProps) {
  return cell ? <CellFiles target={cell} id={id} /> : <FileStrip files={filesOf(value)} />;
}

function CellFiles({ target, id }: { target: CellTarget; id?: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { files, uploads } = useCellFiles(target);
  return (
    <FileDrop
      onFiles={(chosen) => upload(target, chosen)}
      className="flex min-h-8 flex-wrap items-center gap-1.5 rounded-md border border-line bg-surface p-1"
    >
      <FileStrip files={files} />
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger
          id={id}
          aria-label={t("files.manage", { field: target.field.name })}
          className="inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-sm text-muted hover:bg-hover hover:text-text"
        >
          <Paperclip className="size-3.5" aria-hidden />
          {t(files.length > 0 ? "files.edit" : "files.add")}
        </PopoverTrigger>
        <FilesContent target={target} editable />
      </Popover>
      {!open && uploads.length > 0 && (
        <ul className="w-full">
          {uploads.map((each) => (
            <UploadRow key={each.id} upload={each} />
          ))}
        </ul>
      )}
    </FileDrop>
  );
}
