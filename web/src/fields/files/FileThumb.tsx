import { useState } from "react";
import { cn } from "@/lib/cn";
import { markOf } from "./files";

interface FileThumbProps {
  file: { name: string; type: string; thumbnails?: { small: { url: string } } | null };
  className?: string;
}

/** The picture of a file, or a sheet with its extension; its name stands beside it or on the button around it. */
export function FileThumb({ file, className }: FileThumbProps) {
  const url = file.thumbnails?.small.url;
  const [broken, setBroken] = useState<string | null>(null);
  return (
    <span
      className={cn(
        "flex size-9 shrink-0 items-center justify-center overflow-hidden rounded-md border border-line bg-hover text-xs font-semibold text-muted",
        className,
      )}
    >
      {url && broken !== url ? (
        <img src={url} alt="" loading="lazy" className="size-full object-cover" onError={() => setBroken(url)} />
      ) : (
        <span className="max-w-full truncate px-0.5 text-[0.625rem]">{markOf(file.name, file.type)}</span>
      )}
    </span>
  );
}
