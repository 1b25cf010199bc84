import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FilterGroup, Step } from "@/api/types";
import { FilterEditor } from "@/fields/filter/FilterEditor";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { useBuilder } from "../context";
import { EMPTY_FILTER, withNames } from "../definition";
import { FaultBox } from "../faults/FaultBox";
import { StepList } from "./StepList";
import type { StepFormProps } from "./types";

type Branches = NonNullable<Step["branches"]>;

/** The first branch whose conditions hold runs; none holds, the last block runs. */
export function BranchForm({ step, before, onChange }: StepFormProps) {
  const { t } = useTranslation();
  const { table } = useBuilder();
  const branches = step.branches ?? [];
  // Branches have no id on the wire; a filter editor owns its draft, so each branch keeps a key while it is edited.
  const [branchKeys, setKeys] = useState(() => branches.map((_, index) => index));
  const save = (next: Branches) => onChange({ ...step, branches: next });
  const patch = (index: number, part: Partial<Branches[number]>) =>
    save(branches.map((branch, at) => (at === index ? { ...branch, ...part } : branch)));

  function remove(index: number) {
    setKeys(branchKeys.filter((_, at) => at !== index));
    save(branches.filter((_, at) => at !== index));
  }

  function add() {
    setKeys([...branchKeys, Math.max(-1, ...branchKeys) + 1]);
    save([...branches, { when: EMPTY_FILTER, steps: [] }]);
  }

  return (
    <div className="flex flex-col gap-4">
      {branches.map((branch, index) => (
        <div key={branchKeys[index]} className="border-l-2 border-accent/50 pl-3">
          <div className="mb-2 flex items-center justify-between">
            <h3 className="text-sm font-medium text-muted">
              {t(index === 0 ? "automations.if" : "automations.elseIf")}
            </h3>
            {branches.length > 1 && (
              <IconButton label={t("automations.removeBranch")} size="icon-sm" onClick={() => remove(index)}>
                <Trash2 />
              </IconButton>
            )}
          </div>
          <FaultBox card={step.id} input={`when.${index}`} label={t("automations.conditions")}>
            <FilterEditor
              fields={table.fields}
              filter={branch.when as FilterGroup}
              emptyText={t("automations.noConditions")}
              onChange={(when) => patch(index, { when: withNames(when, table.fields) ?? EMPTY_FILTER })}
            />
          </FaultBox>
          <div className="mt-3">
            <StepList steps={branch.steps} before={before} onChange={(steps) => patch(index, { steps })} />
          </div>
        </div>
      ))}
      <Button size="sm" look="ghost" className="self-start" onClick={add}>
        <Plus />
        {t("automations.addBranch")}
      </Button>
      <div className="border-l-2 border-line pl-3">
        <h3 className="mb-2 text-sm font-medium text-muted">{t("automations.else")}</h3>
        <StepList steps={step.else ?? []} before={before} onChange={(steps) => onChange({ ...step, else: steps })} />
      </div>
    </div>
  );
}
