import { ChevronLeft, ChevronRight, Download, ExternalLink, Maximize, Minimize, X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { fileSize } from "@/lib/format";
import { IconButton } from "@/ui/IconButton";
import { FileThumb } from "./FileThumb";
import { type FileValue, shownAs } from "./files";

interface ViewerProps {
  files: readonly FileValue[];
  at: number;
  onMove: (at: number) => void;
  onClose: () => void;
}

/** One file over the whole page: pictures and what plays, the first page of a PDF, and the rest to download. */
export default function Viewer({ files, at, onMove, onClose }: ViewerProps) {
  const { t } = useTranslation();
  const [full, setFull] = useState(false);
  const file = files[at];
  if (!file) return null;
  const step = (by: number) => {
    setFull(false);
    onMove((at + by + files.length) % files.length);
  };
  function onKeyDown(event: KeyboardEvent) {
    // Keys of the viewer are no keys of what lies under it: React hands them on, wherever they are drawn.
    event.stopPropagation();
    // A player has the arrow keys for itself.
    if (event.target instanceof HTMLMediaElement) return;
    if (event.key === "ArrowLeft") step(-1);
    else if (event.key === "ArrowRight") step(1);
  }
  const zooms = shownAs(file.type) === "image";
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 bg-bg/95 motion-safe:animate-appear" />
        <Radix.Content
          aria-describedby={undefined}
          data-testid="viewer"
          className="fixed inset-0 z-50 flex flex-col text-text outline-none"
          onKeyDown={onKeyDown}
          onOpenAutoFocus={(event) => {
            // No button is first: its tooltip would show at once, and take the Escape that closes the viewer.
            event.preventDefault();
            (event.currentTarget as HTMLElement).focus();
          }}
        >
          <header className="flex h-12 shrink-0 items-center gap-1 border-b border-line bg-raised px-3">
            <Radix.Title className="min-w-0 flex-1 truncate font-medium">{file.name}</Radix.Title>
            <span className="hidden shrink-0 px-2 text-sm text-muted tabular-nums sm:inline">
              {files.length > 1 && `${at + 1} / ${files.length} · `}
              {fileSize(file.size)}
            </span>
            {zooms && (
              <IconButton
                label={t(full ? "files.zoomFit" : "files.zoomIn")}
                aria-pressed={full}
                onClick={() => setFull(!full)}
              >
                {full ? <Minimize /> : <Maximize />}
              </IconButton>
            )}
            {shownAs(file.type) && (
              <LinkIcon label={t("files.openTab")} href={file.url} newTab>
                <ExternalLink />
              </LinkIcon>
            )}
            <LinkIcon label={t("files.download")} href={file.url} download={file.name}>
              <Download />
            </LinkIcon>
            <IconButton label={t("common.close")} keys="Esc" onClick={onClose}>
              <X />
            </IconButton>
          </header>
          <div className="relative min-h-0 flex-1">
            <div
              className={cn("flex size-full overflow-auto p-3 sm:px-16", !full && "items-center justify-center")}
              aria-live="polite"
            >
              <Shown key={`${file.id}/${file.version}`} file={file} full={full} onZoom={() => setFull(!full)} />
            </div>
            {files.length > 1 && (
              <>
                <IconButton
                  label={t("files.previous")}
                  keys="←"
                  look="plain"
                  className="absolute top-1/2 left-3 size-9 -translate-y-1/2"
                  onClick={() => step(-1)}
                >
                  <ChevronLeft />
                </IconButton>
                <IconButton
                  label={t("files.next")}
                  keys="→"
                  look="plain"
                  className="absolute top-1/2 right-3 size-9 -translate-y-1/2"
                  onClick={() => step(1)}
                >
                  <ChevronRight />
                </IconButton>
              </>
            )}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface LinkIconProps {
  label: string;
  href: string;
  newTab?: boolean;
  download?: string;
  children: ReactNode;
}

function LinkIcon({ label, href, newTab, download, children }: LinkIconProps) {
  return (
    <a
      aria-label={label}
      title={label}
      href={href}
      download={download}
      target={newTab ? "_blank" : undefined}
      rel="noopener noreferrer"
      className="inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-text [&_svg]:size-4"
    >
      {children}
    </a>
  );
}

function Shown({ file, full, onZoom }: { file: FileValue; full: boolean; onZoom: () => void }) {
  const { t } = useTranslation();
  const [broken, setBroken] = useState(false);
  const kind = shownAs(file.type);
  const large = file.thumbnails?.large.url;
  if (broken) return <Plain file={file} note={t("files.noImage")} />;
  if (kind === "image") {
    return (
      <button
        type="button"
        aria-label={t(full ? "files.zoomFit" : "files.zoomIn")}
        className={full ? "m-auto shrink-0 cursor-zoom-out" : "flex size-full cursor-zoom-in justify-center"}
        onClick={onZoom}
      >
        <img
          src={file.url}
          alt={file.name}
          onError={() => setBroken(true)}
          className={full ? "max-w-none" : "m-auto max-h-full max-w-full object-contain"}
        />
      </button>
    );
  }
  if (kind === "video") {
    return (
      // biome-ignore lint/a11y/useMediaCaption: people's own files come without captions
      <video src={file.url} controls aria-label={file.name} className="max-h-full max-w-full" />
    );
  }
  if (kind === "audio") {
    return (
      // biome-ignore lint/a11y/useMediaCaption: people's own files come without captions
      <audio src={file.url} controls aria-label={file.name} className="w-full max-w-xl" />
    );
  }
  if (large) {
    return (
      <a href={file.url} target="_blank" rel="noopener noreferrer" className="flex size-full justify-center">
        <img
          src={large}
          alt={t("files.open", { name: file.name })}
          onError={() => setBroken(true)}
          className="m-auto max-h-full max-w-full object-contain"
        />
      </a>
    );
  }
  return <Plain file={file} note={kind === "pdf" ? null : t("files.noPreview")} />;
}

function Plain({ file, note }: { file: FileValue; note: string | null }) {
  const { t } = useTranslation();
  const opens = shownAs(file.type) !== null;
  return (
    <div className="m-auto flex max-w-80 flex-col items-center gap-3 text-center">
      <FileThumb file={{ ...file, thumbnails: null }} className="size-20" />
      {note && <p className="text-muted">{note}</p>}
      <a
        href={file.url}
        download={opens ? undefined : file.name}
        target={opens ? "_blank" : undefined}
        rel="noopener noreferrer"
        className="inline-flex h-8 items-center gap-1.5 rounded-md bg-accent-strong px-3 font-medium text-white hover:brightness-110"
      >
        {opens ? t("files.openTab") : t("files.download")}
      </a>
    </div>
  );
}
