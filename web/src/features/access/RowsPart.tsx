import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BaseDetail, Table } from "@/api/types";
import { AttributesContext } from "@/fields/filter/attributes";
import { Button } from "@/ui/Button";
import { ErrorState, Skeleton } from "@/ui/States";
import { FaultText } from "./FaultText";
import { listFaults } from "./faults";
import { RuleCard } from "./RuleCard";
import { newRule, type RuleDraft } from "./rules";
import { EVERYONE } from "./subjects";
import { TemplateForm } from "./TemplateForm";
import { type AccessDraft, RULES_PART } from "./useAccessDraft";
import { usePeopleInReach } from "./useReachable";

interface RowsPartProps {
  base: BaseDetail;
  table: Table;
  access: AccessDraft;
}

/** Which records somebody may read and change. Without rules, all of them. */
export function RowsPart({ base, table, access }: RowsPartProps) {
  const { t } = useTranslation();
  const people = usePeopleInReach(base, "");
  const [template, setTemplate] = useState<"own" | "attribute" | null>(null);
  const { rules: saved, draft, setRules } = access;
  if (saved.error) return <ErrorState error={saved.error} onRetry={() => void saved.refetch()} />;
  if (!saved.data) return <Skeleton className="h-24" />;
  const rules = draft.rules ?? saved.data;
  const faults = listFaults(access.errors[RULES_PART]);
  const add = (rule: RuleDraft) => setRules((now) => [...now, rule]);
  const words = {
    t,
    fields: table.fields,
    nameOf: (id: string) => people.find((each) => each.id === id)?.name ?? id,
  };
  return (
    <AttributesContext value={true}>
      <div className="flex flex-col gap-3">
        <p className="text-muted">{t("access.rules.text")}</p>
        {rules.length === 0 && <p className="text-muted">{t("access.rules.empty")}</p>}
        <FaultText text={faults.other} />
        <ol className="flex flex-col gap-3 empty:hidden">
          {rules.map((rule, place) => (
            <RuleCard
              key={rule.key}
              base={base}
              fields={table.fields}
              rule={rule}
              words={words}
              fault={faults.at.get(place)}
              onPatch={(part) =>
                setRules((now) => now.map((each) => (each.key === rule.key ? { ...each, ...part } : each)))
              }
              onRemove={() => setRules((now) => now.filter((each) => each.key !== rule.key))}
            />
          ))}
        </ol>
        <div className="flex flex-wrap gap-2">
          <Button className="max-md:h-10" onClick={() => add(newRule({ subject: EVERYONE }))}>
            <Plus />
            {t("access.rules.add")}
          </Button>
          <Button look="ghost" className="max-md:h-10" onClick={() => setTemplate("own")}>
            {t("access.templates.own")}
          </Button>
          <Button look="ghost" className="max-md:h-10" onClick={() => setTemplate("attribute")}>
            {t("access.templates.attribute")}
          </Button>
        </div>
        {template && (
          <TemplateForm
            key={template}
            template={template}
            base={base}
            fields={table.fields}
            onFill={(rule) => {
              add(rule);
              setTemplate(null);
            }}
            onCancel={() => setTemplate(null)}
          />
        )}
      </div>
    </AttributesContext>
  );
}
