import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listConversions } from "@/api/conversions";
import { keys } from "@/api/keys";
import type { Field, FieldTypeName } from "@/api/types";
import { FIELD_TYPES, fieldType } from "@/fields/registry";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { FormRow } from "@/ui/FormRow";
import { Select } from "@/ui/Select";
import { Switch } from "@/ui/Switch";
import { ConversionPreview } from "./ConversionPreview";
import { JobProgress } from "./JobProgress";
import { type ConversionWords, useConversion } from "./useConversion";
import { asksTitles, firstConfig, isSelect, wishOf } from "./wish";

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
  const possible = useQuery({
    queryKey: keys.conversions(field.id, field.type),
    queryFn: () => listConversions(field.id),
  });
  const offered = new Map(possible.data?.map((each) => [each.type, each]));
  const choices = FIELD_TYPES.filter((each) => offered.has(each.type));
  const [type, setType] = useState<FieldTypeName | "">("");
  const [config, setConfig] = useState<Record<string, unknown>>({});
  const [createMissing, setCreateMissing] = useState(false);
  const wish = type === "" ? null : wishOf(field, type, config, createMissing);
  const words: ConversionWords = {
    running: t("convert.running"),
    cancel: t("convert.cancel"),
    done: t("convert.done", { name: field.name }),
    failed: t("convert.failed", { name: field.name }),
  };
  const conversion = useConversion({ field, tableId, wish, words, onConverted, onClose });
  const Config = type === "" || (isSelect(type) && type !== field.type) ? null : fieldType(type).Config;

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("convert.title", { name: field.name })}
      description={t("convert.now", { type: t(`fieldTypes.${field.type}`) })}
      className="top-[8vh] max-h-[84vh] w-[min(560px,calc(100vw-24px))] overflow-auto"
    >
      {conversion.job ? (
        <JobProgress job={conversion.job} words={words} onCancel={conversion.cancel} onHide={onClose} />
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
                setConfig(firstConfig(field, next));
              }}
            />
          </FormRow>
          {Config && <Config key={type} config={config} onChange={setConfig} />}
          {type !== "" && asksTitles(field, type) && (
            <div className="flex items-center justify-between gap-3">
              <span>{t("convert.createMissing")}</span>
              <Switch label={t("convert.createMissing")} checked={createMissing} onChange={setCreateMissing} />
            </div>
          )}
          {type !== "" && offered.get(type)?.keepsValues === false && (
            <p className="text-muted">{t("convert.givenUp")}</p>
          )}
          {wish && <ConversionPreview rehearsal={conversion.rehearsal} tableId={tableId} />}
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
