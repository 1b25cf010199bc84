import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { OPTION_COLORS, optionColor } from "@/theme/optionColors";
import { useTheme } from "@/theme/themeStore";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { Input } from "@/ui/Input";
import { Popover, PopoverClose, PopoverContent, PopoverTrigger } from "@/ui/Popover";
import type { ConfigProps } from "../types";

/** An option being edited; one without an id is new and gets its id from the server. */
interface DraftOption {
  id?: string;
  name: string;
  color?: string | null;
}

export function OptionsConfig({ config, onChange }: ConfigProps) {
  const { t } = useTranslation();
  const options = Array.isArray(config.options) ? (config.options as DraftOption[]) : [];
  const [fresh, setFresh] = useState("");
  const save = (next: DraftOption[]) => onChange({ ...config, options: next });
  const patch = (index: number, change: Partial<DraftOption>) =>
    save(options.map((option, at) => (at === index ? { ...option, ...change } : option)));
  const swap = (index: number, to: number) => {
    const next = [...options];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(to, 0, moved);
    save(next);
  };
  function add() {
    const name = fresh.trim();
    if (!name || options.some((option) => option.name.toLowerCase() === name.toLowerCase())) return;
    const hues = OPTION_COLORS.slice(1);
    save([...options, { name, color: hues[(options.length * 5 + 7) % hues.length] }]);
    setFresh("");
  }
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium text-muted">{t("fields.options")}</legend>
      <div className="flex max-h-56 flex-col gap-1 overflow-y-auto">
        {options.map((option, index) => (
          <div key={option.id ?? `new-${option.name}`} className="flex items-center gap-1">
            <ColorPick
              color={option.color}
              label={t("fields.colorOf", { name: option.name })}
              onPick={(color) => patch(index, { color })}
            />
            <Input
              aria-label={t("fields.optionName")}
              defaultValue={option.name}
              className="h-7"
              onBlur={(event) => event.target.value.trim() && patch(index, { name: event.target.value.trim() })}
            />
            <IconButton
              label={t("common.moveUp")}
              size="icon-sm"
              disabled={index === 0}
              onClick={() => swap(index, index - 1)}
            >
              <ArrowUp />
            </IconButton>
            <IconButton
              label={t("common.moveDown")}
              size="icon-sm"
              disabled={index === options.length - 1}
              onClick={() => swap(index, index + 1)}
            >
              <ArrowDown />
            </IconButton>
            <IconButton
              label={t("common.remove")}
              size="icon-sm"
              onClick={() => save(options.filter((each) => each !== option))}
            >
              <X />
            </IconButton>
          </div>
        ))}
      </div>
      <div className="flex items-center gap-1">
        <Input
          aria-label={t("fields.newOption")}
          placeholder={t("fields.newOption")}
          className="h-7"
          value={fresh}
          onChange={(event) => setFresh(event.target.value)}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add();
          }}
        />
        <Button size="sm" look="ghost" onClick={add} aria-label={t("fields.addOption")}>
          <Plus />
        </Button>
      </div>
    </fieldset>
  );
}

interface ColorPickProps {
  color?: string | null;
  label: string;
  onPick: (color: string) => void;
}

export function ColorPick({ color, label, onPick }: ColorPickProps) {
  const theme = useTheme((state) => state.theme);
  const swatch = (name?: string | null) => ({
    background: optionColor(name, theme).background,
    borderColor: optionColor(name, theme).text,
  });
  return (
    <Popover>
      <PopoverTrigger aria-label={label} className="size-5 shrink-0 rounded-full border" style={swatch(color)} />
      <PopoverContent className="grid grid-cols-6 gap-1 p-2">
        {OPTION_COLORS.map((name) => (
          <PopoverClose
            key={name}
            aria-label={name}
            className="size-6 rounded-full border"
            style={swatch(name)}
            onClick={() => onPick(name)}
          />
        ))}
      </PopoverContent>
    </Popover>
  );
}
