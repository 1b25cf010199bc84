import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox } from "@/ui/Checkbox";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { chosenFamilies, FAMILIES, type Family, PATTERNS } from "../files/files";
import { parseNumber } from "../numbers";
import type { ConfigProps } from "../types";

const MB = 1_000_000;

/** How many files, how large, and of which kinds; all of it for what comes in from now on. */
export function AttachmentConfig({ config, onChange, faults }: ConfigProps) {
  const { t } = useTranslation();
  const label = useId();
  const accept = Array.isArray(config.accept) ? (config.accept as string[]) : [];
  const { families, others } = chosenFamilies(accept);
  const [extensions, setExtensions] = useState(others.join(", "));

  function setAccept(chosen: readonly Family[], typed: string) {
    const said = typed.split(/[\s,;]+/).filter(Boolean);
    const all = [...chosen.flatMap((family) => PATTERNS[family]), ...said.map(dotted)];
    onChange({ ...config, accept: all.length > 0 ? [...new Set(all)] : null });
  }

  return (
    <>
      <div className="grid grid-cols-2 gap-2">
        <NumberRow
          label={t("files.maxFiles")}
          value={config.maxFiles}
          error={faults?.maxFiles}
          onChange={(next) => onChange({ ...config, maxFiles: next })}
        />
        <NumberRow
          label={t("files.maxSize")}
          value={typeof config.maxSize === "number" ? config.maxSize / MB : config.maxSize}
          error={faults?.maxSize}
          onChange={(next) => onChange({ ...config, maxSize: typeof next === "number" ? Math.round(next * MB) : next })}
        />
      </div>
      <fieldset className="flex flex-col gap-1.5" aria-labelledby={label}>
        <span id={label} className="text-sm font-medium text-muted">
          {t("files.accept")}
        </span>
        <div className="grid grid-cols-2 gap-x-2 gap-y-1">
          {FAMILIES.map((family) => (
            // biome-ignore lint/a11y/noLabelWithoutControl: the box is the control
            <label key={family} className="flex min-h-6 items-center gap-2">
              <Checkbox
                checked={families.includes(family)}
                onChange={(on) =>
                  setAccept(on ? [...families, family] : families.filter((each) => each !== family), extensions)
                }
              />
              <span className="min-w-0 break-words">{t(`files.families.${family}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <FormRow label={t("files.otherTypes")} hint={t("files.otherTypesHint")} error={faults?.accept}>
        <Input
          spellCheck={false}
          value={extensions}
          onChange={(event) => {
            setExtensions(event.target.value);
            setAccept(families, event.target.value);
          }}
        />
      </FormRow>
    </>
  );
}

/** "csv" is the extension .csv; types keep their form. */
const dotted = (said: string) => (said.includes("/") || said.startsWith(".") ? said : `.${said}`).toLowerCase();

interface NumberRowProps {
  label: string;
  value: unknown;
  error?: string;
  onChange: (value: unknown) => void;
}

function NumberRow({ label, value, error, onChange }: NumberRowProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value === null || value === undefined ? "" : String(value));
  return (
    <FormRow label={label} error={error}>
      <Input
        inputMode="decimal"
        placeholder={t("files.noLimit")}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          const typed = event.target.value.trim();
          // What is no number goes to the server as it is, which says so.
          onChange(typed === "" ? null : (parseNumber(typed) ?? typed));
        }}
      />
    </FormRow>
  );
}
