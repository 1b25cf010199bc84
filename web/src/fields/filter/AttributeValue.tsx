import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Input } from "@/ui/Input";
import { Select } from "@/ui/Select";
import { ATTRIBUTE_NAME, attributeOf } from "./attributes";

interface AttributeValueProps {
  several: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
  /** The control of a value that is said outright. */
  children: ReactNode;
}

/** A value that is said outright, or the attribute of whoever asks by its name. */
export function AttributeValue({ several, value, onChange, children }: AttributeValueProps) {
  const { t } = useTranslation();
  const name = attributeOf(value);
  const say = (attribute: string) => {
    const said = { userAttribute: attribute };
    onChange(several ? [said] : said);
  };
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {name === null ? (
        children
      ) : (
        <Input
          aria-label={t("filters.attributeName")}
          placeholder={t("filters.attributeHint")}
          aria-invalid={name !== "" && !ATTRIBUTE_NAME.test(name) ? true : undefined}
          value={name}
          onChange={(event) => say(event.target.value)}
        />
      )}
      <Select
        label={t("filters.comparedWith")}
        className="h-7 text-sm text-muted"
        value={name === null ? "value" : "attribute"}
        choices={[
          { value: "value", label: t("filters.value") },
          { value: "attribute", label: t("filters.attribute") },
        ]}
        onChange={(kind) => (kind === "attribute" ? say("") : onChange(several ? [] : null))}
      />
    </div>
  );
}
