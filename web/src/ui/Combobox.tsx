import { Check, Plus } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";

export interface ComboItem {
  id: string;
  name: string;
  /** What is drawn; the name when absent. */
  content?: ReactNode;
  icon?: ReactNode;
  group?: string;
  /** A second line, in small. */
  detail?: string;
}

interface ComboListProps {
  items: readonly ComboItem[];
  selected: readonly string[];
  onPick: (id: string) => void;
  onCreate?: (name: string) => void;
  onCancel?: () => void;
  label: string;
  initialSearch?: string;
  /** Lets the owner look for more items than the ones given. */
  onSearchChange?: (search: string) => void;
  /** The items given are those that match, so none of them is left out. */
  searched?: boolean;
}

const LIMIT = 200;

/** A search box over a list: keyboard first, one listbox for option editors, field pickers and reference pickers. */
export function ComboList(props: ComboListProps) {
  const { items, selected, onPick, onCreate, onCancel, label } = props;
  const { t } = useTranslation();
  const listId = useId();
  const [search, setSearch] = useState(props.initialSearch ?? "");
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const wanted = search.trim().toLowerCase();
  const matching = props.searched ? items : items.filter((item) => item.name.toLowerCase().includes(wanted));
  const found = matching.slice(0, LIMIT);
  const canCreate = Boolean(onCreate && wanted && !items.some((item) => item.name.toLowerCase() === wanted));
  const count = found.length + (canCreate ? 1 : 0);

  function choose(index: number) {
    const item = found[index];
    if (item) onPick(item.id);
    else if (canCreate) onCreate?.(search.trim());
    setSearch("");
  }

  function move(to: number) {
    const next = (to + count) % Math.max(count, 1);
    setActive(next);
    list.current?.children[next]?.scrollIntoView({ block: "nearest" });
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "ArrowDown") move(active + 1);
    else if (event.key === "ArrowUp") move(active - 1);
    else if (event.key === "Enter" && count > 0) choose(Math.min(active, count - 1));
    else if (event.key === "Escape" && onCancel) onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className="flex min-h-0 flex-col">
      <input
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={count ? `${listId}-${active}` : undefined}
        aria-label={label}
        placeholder={onCreate ? t("common.findOrCreate") : t("common.find")}
        value={search}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setSearch(event.target.value);
          setActive(0);
          props.onSearchChange?.(event.target.value);
        }}
        className="h-8 w-full shrink-0 border-b border-line bg-transparent px-2.5 outline-none"
      />
      <div ref={list} id={listId} role="listbox" aria-label={label} className="max-h-64 min-h-0 overflow-y-auto p-1">
        {found.map((item, index) => (
          <div
            key={item.id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={selected.includes(item.id)}
            aria-label={item.detail && `${item.name}, ${item.detail}`}
            onPointerMove={() => setActive(index)}
            onClick={() => choose(index)}
            onKeyDown={onKeyDown}
            className={cn(
              "flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 [&_svg]:size-4 [&_svg]:shrink-0",
              index === active && "bg-hover",
            )}
          >
            {item.icon && <span className="text-muted">{item.icon}</span>}
            <span className="min-w-0 flex-1">
              <span className="block truncate">{item.content ?? item.name}</span>
              {item.detail && <span className="block truncate pb-1 text-xs text-muted">{item.detail}</span>}
            </span>
            {item.group && <span className="truncate text-xs text-muted">{item.group}</span>}
            {selected.includes(item.id) && <Check className="text-accent" />}
          </div>
        ))}
        {canCreate && (
          <div
            id={`${listId}-${found.length}`}
            role="option"
            tabIndex={-1}
            aria-selected={false}
            onClick={() => choose(found.length)}
            onKeyDown={onKeyDown}
            className={cn(
              "flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2",
              active >= found.length && "bg-hover",
            )}
          >
            <Plus className="size-4 text-muted" />
            <span className="truncate">{t("common.createNamed", { name: search.trim() })}</span>
          </div>
        )}
        {count === 0 && <p className="px-2 py-1.5 text-muted">{t("common.nothingFound")}</p>}
      </div>
    </div>
  );
}
