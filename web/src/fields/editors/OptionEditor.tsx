import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { startText } from "@/grid/opening";
import { ComboList } from "@/ui/Combobox";
import { ComboCell, ComboClear, ComboField } from "@/ui/ComboField";
import { OptionChip } from "@/ui/OptionChip";
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
      <ComboCell>
        <OptionList {...props} />
      </ComboCell>
    );
  }
  return <OptionButton {...props} />;
}

function OptionButton(props: OptionEditorProps) {
  const [open, setOpen] = useState(false);
  const picked = chosen(props.field, props.value);
  const commit = (value?: unknown) => {
    if (!props.many) setOpen(false);
    props.onCommit(value);
  };
  return (
    <ComboField
      wraps
      id={props.id}
      open={open}
      onOpenChange={setOpen}
      className="min-w-56"
      chosen={
        picked.length > 0
          ? picked.map((each) => <OptionChip key={each.id} name={each.name} color={each.color} />)
          : null
      }
    >
      <OptionList {...props} onChange={commit} onCommit={commit} onCancel={() => setOpen(false)} />
    </ComboField>
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
      <ComboClear onClear={() => onCommit(many ? [] : null)} />
    </>
  );
}
