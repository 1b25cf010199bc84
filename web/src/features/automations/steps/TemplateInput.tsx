import { Braces } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Step } from "@/api/types";
import { ComboList } from "@/ui/Combobox";
import { IconButton } from "@/ui/IconButton";
import { Input, Textarea } from "@/ui/Input";
import { Popover, PopoverAnchor, PopoverContent } from "@/ui/Popover";
import { useBuilder } from "../context";
import { referencesFor } from "../definition";

interface TemplateInputProps {
  value: string;
  onChange: (value: string) => void;
  before: readonly Step[];
  label: string;
  id?: string;
  placeholder?: string;
  multiline?: boolean;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
}

/** Text that may hold `{{references}}`; the braces button inserts one where the caret is. */
export function TemplateInput({ value, onChange, before, label, multiline, ...control }: TemplateInputProps) {
  const { t } = useTranslation();
  const { table } = useBuilder();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const caret = useRef<[number, number]>([value.length, value.length]);

  function remember(target: HTMLInputElement | HTMLTextAreaElement) {
    caret.current = [target.selectionStart ?? value.length, target.selectionEnd ?? value.length];
  }

  function insert(path: string) {
    const [start, end] = caret.current;
    onChange(`${value.slice(0, start)}{{${path}}}${value.slice(end)}`);
    setOpen(false);
  }

  const shared = {
    ...control,
    value,
    "aria-label": label,
    className: "pr-9",
    onSelect: (event: React.SyntheticEvent<HTMLInputElement | HTMLTextAreaElement>) => remember(event.currentTarget),
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      remember(event.target);
      onChange(event.target.value);
    },
  };
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverAnchor asChild>
        <div ref={box} className="relative min-w-0 flex-1">
          {multiline ? <Textarea {...shared} rows={4} /> : <Input {...shared} />}
          <IconButton
            label={t("automations.insertReference")}
            size="icon-sm"
            className="absolute top-1 right-1"
            onClick={() => setOpen(true)}
          >
            <Braces />
          </IconButton>
        </div>
      </PopoverAnchor>
      <PopoverContent align="end" className="w-80">
        <ComboList
          label={t("automations.insertReference")}
          selected={[]}
          items={referencesFor(table, before).map(({ path }) => ({
            id: path,
            name: path,
            content: <code className="font-mono text-sm">{path}</code>,
          }))}
          onPick={insert}
          onCancel={() => setOpen(false)}
        />
      </PopoverContent>
    </Popover>
  );
}
