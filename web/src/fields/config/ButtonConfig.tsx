import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { listAutomations } from "@/api/automations";
import { keys } from "@/api/keys";
import type { Field } from "@/api/types";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { Select } from "@/ui/Select";
import { useFieldTable } from "../tableContext";
import type { ConfigProps } from "../types";
import { ColorPick } from "./OptionsConfig";

/** Stored addresses name fields by id, people by name. */
export function shownUrl(url: string, fields: readonly Field[]): string {
  return url.replace(/\{(fld_[a-z0-9]+)\}/g, (whole, id: string) => {
    const field = fields.find((each) => each.id === id);
    return field ? `{${field.name}}` : whole;
  });
}

export function storedUrl(url: string, fields: readonly Field[]): string {
  return url.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    const field = fields.find((each) => each.name === name.trim());
    return field ? `{${field.id}}` : whole;
  });
}

export function ButtonConfig({ config, onChange }: ConfigProps) {
  const { t } = useTranslation();
  const table = useFieldTable();
  const fields = table?.fields ?? [];
  const action = (config.action ?? { type: "openUrl", url: "" }) as {
    type: string;
    url?: string;
    automationId?: string;
  };
  const automations = useQuery({
    queryKey: keys.automations(table?.id ?? ""),
    queryFn: () => listAutomations(table?.id ?? ""),
    enabled: table !== null && action.type === "automation",
  });
  const choices = (automations.data?.items ?? []).map((each) => ({ value: each.id, label: each.name }));
  return (
    <>
      <FormRow label={t("fields.buttonLabel")}>
        <Input
          value={String(config.label ?? "")}
          maxLength={80}
          onChange={(event) => onChange({ ...config, label: event.target.value })}
        />
      </FormRow>
      <div className="flex items-center gap-2 text-sm font-medium text-muted">
        <ColorPick
          color={String(config.color ?? "blue")}
          label={t("fields.colour")}
          onPick={(color) => onChange({ ...config, color })}
        />
        <span aria-hidden>{t("fields.colour")}</span>
      </div>
      <FormRow label={t("fields.buttonAction")}>
        <Select
          value={action.type === "automation" ? "automation" : "openUrl"}
          choices={[
            { value: "openUrl", label: t("fields.buttonOpens") },
            { value: "automation", label: t("fields.buttonRuns") },
          ]}
          onChange={(type) =>
            onChange({
              ...config,
              action: type === "automation" ? { type, automationId: "" } : { type, url: "" },
            })
          }
        />
      </FormRow>
      {action.type === "automation" ? (
        <FormRow
          label={t("fields.automation")}
          hint={automations.data && choices.length === 0 ? t("fields.noAutomations") : undefined}
        >
          <Select
            value={action.automationId ?? ""}
            placeholder={t("fields.choose")}
            choices={choices}
            onChange={(automationId) => onChange({ ...config, action: { type: "automation", automationId } })}
          />
        </FormRow>
      ) : (
        <FormRow label={t("fields.address")} hint={t("fields.addressHint")}>
          <Input
            inputMode="url"
            placeholder="https://example.org/?q={Name}"
            value={shownUrl(action.url ?? "", fields)}
            maxLength={2000}
            onChange={(event) =>
              onChange({ ...config, action: { type: "openUrl", url: storedUrl(event.target.value, fields) } })
            }
          />
        </FormRow>
      )}
    </>
  );
}
