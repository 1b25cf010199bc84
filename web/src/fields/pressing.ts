import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { runAutomation } from "@/api/automations";
import { asApiError } from "@/api/errors";
import type { DataRecord, Field } from "@/api/types";
import { toast } from "@/ui/toastStore";
import { fieldText } from "./registry";

type Action = { type: "automation"; automationId: string } | { type: "openUrl"; url: string };

export function actionOf(field: Field): Action | null {
  const action = field.config.action as Action | null | undefined;
  return action && (action.type === "automation" ? action.automationId : action.url) ? action : null;
}

const ALLOWED = /^(?:https?:\/\/|mailto:|tel:)/i;

/** The address with each `{Field}` replaced by the record's value, percent-encoded; null for what we do not open. */
export function filledUrl(
  template: string,
  record: Pick<DataRecord, "fields">,
  fields: readonly Field[],
): string | null {
  const url = template.replace(/\{([^{}]+)\}/g, (_whole, key: string) => {
    const field = fields.find((each) => each.id === key) ?? fields.find((each) => each.name === key);
    return field ? encodeURIComponent(fieldText(record.fields[field.id] ?? null, field)) : "";
  });
  return ALLOWED.test(url) && URL.canParse(url) ? url : null;
}

const underWay = new Set<string>();

/** Presses a button on a record: an address opens in a new tab, an automation starts on the record. */
export function usePressButton(fields: readonly Field[]) {
  const { t } = useTranslation();
  return useCallback(
    async (field: Field, record: DataRecord) => {
      const action = actionOf(field);
      if (!action) return toast(t("fields.buttonIdle"), { tone: "bad" });
      if (action.type === "openUrl") {
        const url = filledUrl(action.url, record, fields);
        if (url) window.open(url, "_blank", "noopener,noreferrer");
        else toast(t("fields.buttonFailed"), { tone: "bad", detail: t("fields.badAddress") });
        return;
      }
      const press = `${field.id}/${record.id}`;
      if (underWay.has(press)) return;
      underWay.add(press);
      try {
        await runAutomation(action.automationId, record.id);
        toast(t("fields.buttonPressed", { name: String(field.config.label ?? field.name) }));
      } catch (error) {
        toast(t("fields.buttonFailed"), { tone: "bad", detail: asApiError(error).reason });
      } finally {
        underWay.delete(press);
      }
    },
    [fields, t],
  );
}
