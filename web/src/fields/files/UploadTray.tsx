import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { UploadRow } from "./UploadRow";
import { cellOf, isGoing, useUploads } from "./uploads";

/** A file that misses its cell must not open in place of the page. */
function refuseLost(event: DragEvent): void {
  if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "none";
}

const root = document.documentElement;

/** Messages on a phone stand above the tray, so they are told its height. */
function measured(tray: HTMLElement | null) {
  if (!tray) return;
  const observer = new ResizeObserver(() => root.style.setProperty("--upload-tray", `${tray.offsetHeight}px`));
  observer.observe(tray);
  return () => {
    observer.disconnect();
    root.style.removeProperty("--upload-tray");
  };
}

/** Uploads whose cell is not open: dropped on the grid, or left behind with a closed editor. */
export function UploadTray() {
  const { t } = useTranslation();
  useEffect(() => {
    window.addEventListener("dragover", refuseLost);
    return () => window.removeEventListener("dragover", refuseLost);
  }, []);
  const { uploads, open } = useUploads();
  const shown = uploads.filter((each) => open === null || cellOf(each.id) !== open);
  if (shown.length === 0) return null;
  const going = shown.filter(isGoing).length;
  const title =
    going > 0 ? t("files.uploading", { count: going }) : t("files.uploadFailed", { count: shown.length - going });
  return (
    <section
      ref={measured}
      aria-label={title}
      data-testid="upload-tray"
      className="fixed right-3 bottom-10 z-40 flex max-h-[40vh] w-[min(320px,calc(100vw-24px))] flex-col rounded-xl border border-line bg-raised shadow-[var(--shadow)] motion-safe:animate-appear"
    >
      <header className="border-b border-line px-3 py-2">
        <p role="status" className="font-medium">
          {title}
        </p>
        {going > 0 && <p className="text-sm text-muted">{t("files.goesOn")}</p>}
      </header>
      <ul className="min-h-0 overflow-y-auto py-1">
        {shown.map((each) => (
          <UploadRow key={each.id} upload={each} />
        ))}
      </ul>
    </section>
  );
}
