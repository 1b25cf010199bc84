import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { startText } from "@/grid/opening";
import { ComboList } from "@/ui/Combobox";
import { OptionChip } from "@/ui/OptionChip";
import { Popover, PopoverContent, PopoverTrigger } from "@/ui/Popover";
import { toast } from "@/ui/toastStore";
import { chosen, optionsOf } from "../options";
import type { EditorProps } from "../types";

interface OptionEditorProps extends EditorProps {
  many: boolean;
}

/** A searchable list that can create; one pick closes it for a single select, a multi select stays open. */
export function OptionEditor(props: OptionEditorProps) {
  if (props.place === "cell") {
    return (
      <div className="min-w-56 overflow-hidden rounded-lg border border-accent bg-raised shadow-[var(--shadow)]">
        <OptionList {...props} />
      </div>
    );
  }
  return <OptionButton {...props} />;
}

function OptionButton(props: OptionEditorProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const picked = chosen(props.field, props.value);
  const commit = (value?: unknown) => {
    if (!props.many) setOpen(false);
    props.onCommit(value);
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        id={props.id}
        className="flex min-h-8 w-full flex-wrap items-center gap-1 rounded-md border border-line bg-surface px-2 py-1 text-left hover:border-faint/60"
      >
        {picked.map((option) => (
          <OptionChip key={option.id} name={option.name} color={option.color} />
        ))}
        {picked.length === 0 && <span className="text-muted">{t("fields.choose")}</span>}
      </PopoverTrigger>
      <PopoverContent className="w-(--radix-popover-trigger-width) min-w-56">
        <OptionList {...props} onChange={commit} onCommit={commit} onCancel={() => setOpen(false)} />
      </PopoverContent>
    </Popover>
  );
}

function OptionList({ field, value, many, opening, onChange, onCommit, onCancel, createOption }: OptionEditorProps) {
  const { t } = useTranslation();
  const [picked, setPicked] = useState(() => chosen(field, value).map((option) => option.id));

  function pick(id: string) {
    if (!many) return onCommit(id);
    const next = picked.includes(id) ? picked.filter((each) => each !== id) : [...picked, id];
    setPicked(next);
    onChange(next);
  }

  async function create(name: string) {
    if (!createOption) return;
    try {
      pick(await createOption(name));
    } catch (error) {
      toast(t("fields.optionFailed", { name }), { tone: "bad", detail: asApiError(error).reason });
    }
  }

  const list = (
    <ComboList
      label={field.name}
      initialSearch={startText(opening, "").text}
      selected={picked}
      items={optionsOf(field).map((option) => ({
        id: option.id,
        name: option.name,
        content: <OptionChip name={option.name} color={option.color} />,
      }))}
      onPick={pick}
      onCreate={createOption ? (name) => void create(name) : undefined}
      onCancel={many ? () => onCommit(picked) : onCancel}
    />
  );
  if (picked.length === 0) return list;
  return (
    <>
      {list}
      <button
        type="button"
        onClick={() => onCommit(many ? [] : null)}
        className="flex h-8 w-full items-center border-t border-line px-3 text-muted hover:bg-hover hover:text-text"
      >
        {t("fields.clear")}
      </button>
    </>
  );
}
