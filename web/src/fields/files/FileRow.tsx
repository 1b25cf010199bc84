import { GripVertical } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { fileSize } from "@/lib/format";
import { Input } from "@/ui/Input";
import { FileMenu } from "./FileMenu";
import { FileThumb } from "./FileThumb";
import type { FileValue } from "./files";
import { VersionList } from "./VersionList";

interface FileRowProps {
  file: FileValue;
  editable: boolean;
  onView: () => void;
  onChange: (file: FileValue) => void;
  onRemove: () => void;
  onReplace: (file: File) => void;
  /** Up or down by so many places. */
  onMove: (by: number) => void;
  /** Another file of the cell, by its id, was dropped here. */
  onTake: (id: string) => void;
}

const DRAGGED = "application/x-dataos-file";

export function FileRow({ file, editable, onView, onChange, onRemove, onReplace, onMove, onTake }: FileRowProps) {
  const { t } = useTranslation();
  const [renaming, setRenaming] = useState(false);
  const [versions, setVersions] = useState(false);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  function onGripKey(event: KeyboardEvent) {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    onMove(by);
  }
  const isDragged = (types: readonly string[]) => editable && types.includes(DRAGGED);
  return (
    <li
      data-testid="file"
      className={cn("group rounded-md hover:bg-hover", over && "outline-2 -outline-offset-2 outline-accent")}
      onDragOver={(event) => {
        if (!isDragged(event.dataTransfer.types)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        if (!isDragged(event.dataTransfer.types)) return;
        event.preventDefault();
        setOver(false);
        onTake(event.dataTransfer.getData(DRAGGED));
      }}
    >
      <div className="flex items-center gap-2 py-1.5 pr-1 pl-1">
        {editable && (
          <button
            type="button"
            draggable
            aria-label={t("files.move", { name: file.name })}
            title={t("files.move", { name: file.name })}
            className="flex h-8 w-4 shrink-0 cursor-grab items-center justify-center rounded-sm text-faint hover:text-text"
            onKeyDown={onGripKey}
            onDragStart={(event) => {
              event.dataTransfer.setData(DRAGGED, file.id);
              event.dataTransfer.effectAllowed = "move";
            }}
          >
            <GripVertical className="size-4" aria-hidden />
          </button>
        )}
        <button
          type="button"
          aria-label={t("files.open", { name: file.name })}
          className="rounded-md hover:brightness-110"
          onClick={onView}
        >
          <FileThumb file={file} />
        </button>
        <div className="min-w-0 flex-1">
          {renaming ? (
            <NameInput
              name={file.name}
              onDone={(name) => {
                setRenaming(false);
                if (name && name !== file.name) onChange({ ...file, name });
              }}
            />
          ) : (
            <p className="truncate" title={file.name}>
              {file.name}
            </p>
          )}
          <p className="text-sm text-muted tabular-nums">
            {fileSize(file.size)}
            {file.version > 1 && ` · ${t("files.version", { version: file.version })}`}
          </p>
        </div>
        <FileMenu
          file={file}
          editable={editable}
          onView={onView}
          onRename={() => setRenaming(true)}
          onReplace={() => input.current?.click()}
          onVersions={() => setVersions(!versions)}
          onRemove={onRemove}
        />
      </div>
      {versions && <VersionList file={file} onRestore={editable ? (older) => onChange({ ...file, ...older }) : null} />}
      <input
        ref={input}
        type="file"
        hidden
        data-testid="replace-input"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          event.target.value = "";
          if (chosen) onReplace(chosen);
        }}
      />
    </li>
  );
}

/** The ending stays out of the selection: it is the name that people change. */
function NameInput({ name, onDone }: { name: string; onDone: (name: string | null) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(name);
  const dropped = useRef(false);
  return (
    <Input
      aria-label={t("files.renameTitle")}
      value={text}
      maxLength={255}
      ref={(element) => {
        if (!element || document.activeElement === element) return;
        element.focus();
        const dot = name.lastIndexOf(".");
        element.setSelectionRange(0, dot > 0 ? dot : name.length);
      }}
      className="h-7"
      onChange={(event) => setText(event.target.value)}
      onBlur={() => onDone(dropped.current ? null : text.trim())}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
        event.preventDefault();
        event.stopPropagation();
        dropped.current = event.key === "Escape";
        event.currentTarget.blur();
      }}
    />
  );
}
