import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { IconButton } from "@/ui/IconButton";

interface SearchBoxProps {
  value: string;
  onChange: (search: string) => void;
}

const PAUSE_MS = 250;

/** Searches once typing pauses; Escape empties it. */
export function SearchBox({ value, onChange }: SearchBoxProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const timer = useRef<number>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const [applied, setApplied] = useState(value);
  if (applied !== value) {
    // Cleared from elsewhere (the empty grid offers it).
    setApplied(value);
    if (value === "") setText("");
  }

  function search(next: string) {
    setText(next);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => onChange(next.trim()), next ? PAUSE_MS : 0);
  }

  return (
    <div
      className={cn(
        "relative ml-auto w-52 min-w-32 shrink max-sm:min-w-10 max-sm:focus-within:min-w-44",
        text ? "max-sm:w-44" : "max-sm:w-10",
      )}
    >
      <Search
        className="pointer-events-none absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-muted"
        aria-hidden
      />
      <input
        type="text"
        role="searchbox"
        aria-label={t("views.search")}
        placeholder={t("views.search")}
        value={text}
        onChange={(event) => search(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && search("")}
        className="h-7 w-full rounded-md border border-transparent bg-transparent pr-7 pl-7 hover:border-line focus:border-accent focus:outline-none"
      />
      {text && (
        <IconButton
          label={t("views.clearSearch")}
          size="icon-sm"
          className="absolute top-0.5 right-0.5 max-md:top-0 max-md:right-0"
          onClick={() => search("")}
        >
          <X />
        </IconButton>
      )}
    </div>
  );
}
