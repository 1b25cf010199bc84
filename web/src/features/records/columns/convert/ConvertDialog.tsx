import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Wish } from "@/api/conversions";
import type { Field, FieldTypeName } from "@/api/types";
import { FIELD_TYPES, fieldType } from "@/fields/registry";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { FormRow } from "@/ui/FormRow";
import { Select } from "@/ui/Select";
import { ConversionPreview } from "./ConversionPreview";
import { JobProgress } from "./JobProgress";
import { useConversion } from "./useConversion";

interface ConvertDialogProps {
  field: Field;
  tableId: string;
  /** Called when the field has its new type, so that the schema is read again. */
  onConverted: () => Promise<void>;
  onClose: () => void;
}

/** Another type for a field: what would become of its values is shown before anything happens. */
export function ConvertDialog({ field, tableId, onConverted, onClose }: ConvertDialogProps) {
  const { t } = useTranslation();
  const choices = FIELD_TYPES.filter((each) => each.type !== field.type && each.convertible !== false);
  const [type, setType] = useState<FieldTypeName | "">("");
  const [config, setConfig] = useState<Record<string, unknown>>({});
  const wish: Wish | null = type === "" ? null : { type, config: configOf(type, config) };
  const conversion = useConversion({ field, tableId, wish, onConverted, onClose });
  const Config = type === "" || isSelect(type) ? null : fieldType(type).Config;

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("convert.title", { name: field.name })}
      description={t("convert.now", { type: t(`fieldTypes.${field.type}`) })}
      className="top-[8vh] max-h-[84vh] w-[min(560px,calc(100vw-24px))] overflow-auto"
    >
      {conversion.job ? (
        <JobProgress job={conversion.job} onCancel={conversion.cancel} onHide={onClose} />
      ) : (
        <div className="flex flex-col gap-3">
          <FormRow label={t("convert.to")}>
            <Select
              value={type}
              placeholder={t("convert.choose")}
              choices={choices.map((each) => ({
                value: each.type,
                label: t(`fieldTypes.${each.type}`),
                icon: <each.icon />,
              }))}
              onChange={(next) => {
                setType(next);
                setConfig(fieldType(next).defaultConfig());
              }}
            />
          </FormRow>
          {Config && <Config config={config} onChange={setConfig} />}
          {wish && <ConversionPreview rehearsal={conversion.rehearsal} />}
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button
              look="primary"
              data-testid="convert-submit"
              disabled={!conversion.ready}
              onClick={() => void conversion.start()}
            >
              {t("convert.action")}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

/** A select takes the names that its cells have, so its options are the server's to find. */
function configOf(type: FieldTypeName, config: Record<string, unknown>) {
  return isSelect(type) ? undefined : config;
}

function isSelect(type: FieldTypeName): boolean {
  return type === "singleSelect" || type === "multiSelect";
}
