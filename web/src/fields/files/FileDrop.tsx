import { type DragEvent, type ReactNode, useState } from "react";
import { cn } from "@/lib/cn";

interface FileDropProps {
  /** Null where nothing may be added. */
  onFiles: ((files: File[]) => void) | null;
  className?: string;
  children: ReactNode;
}

const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");

/** Takes files that are dropped or pasted anywhere in it. */
export function FileDrop({ onFiles, className, children }: FileDropProps) {
  const [over, setOver] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same without a pointer
    <div
      className={cn(className, over && "outline-2 -outline-offset-2 outline-accent")}
      onDragOver={(event) => {
        if (!onFiles || !holdsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        if (!onFiles || !holdsFiles(event)) return;
        event.preventDefault();
        onFiles([...event.dataTransfer.files]);
      }}
      onPaste={(event) => {
        const files = [...event.clipboardData.files];
        if (!onFiles || files.length === 0) return;
        event.preventDefault();
        event.stopPropagation();
        onFiles(files);
      }}
    >
      {children}
    </div>
  );
}
