import {
  ArrowDown,
  ArrowUp,
  Bell,
  FilePen,
  FilePlus2,
  ListFilter,
  type LucideIcon,
  Mail,
  Plus,
  Split,
  Trash2,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Step, StepType } from "@/api/types";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/ui/Menu";
import { useBuilder } from "../context";
import { newStep, STEP_TYPES } from "../definition";
import { Card } from "../editor/Card";
import { Joint } from "../editor/DefinitionEditor";
import { StepForm } from "./StepForm";

const ICONS: Record<StepType, LucideIcon> = {
  update_record: FilePen,
  create_record: FilePlus2,
  send_notification: Bell,
  send_email: Mail,
  branch: Split,
  condition: ListFilter,
};

interface StepListProps {
  steps: readonly Step[];
  /** Steps that ran before this list: what it may refer to. */
  before: readonly Step[];
  onChange: (steps: Step[]) => void;
}

/** Steps one under the other; a plus stands before, between and after them. */
export function StepList({ steps, before, onChange }: StepListProps) {
  const { t } = useTranslation();
  const { readOnly } = useBuilder();
  const insert = (at: number, step: Step) => onChange([...steps.slice(0, at), step, ...steps.slice(at)]);
  const replace = (index: number, step: Step) => onChange(steps.map((each, at) => (at === index ? step : each)));
  const move = (index: number, to: number) => {
    const next = steps.filter((_, at) => at !== index);
    const moved = steps[index];
    if (moved) next.splice(to, 0, moved);
    onChange(next);
  };
  return (
    <div className="flex flex-col">
      {steps.map((step, index) => {
        const Icon = ICONS[step.type];
        const tools = !readOnly && (
          <>
            <IconButton label={t("common.moveUp")} disabled={index === 0} onClick={() => move(index, index - 1)}>
              <ArrowUp />
            </IconButton>
            <IconButton
              label={t("common.moveDown")}
              disabled={index === steps.length - 1}
              onClick={() => move(index, index + 1)}
            >
              <ArrowDown />
            </IconButton>
            <IconButton
              label={t("automations.removeStep")}
              onClick={() => onChange(steps.filter((_, at) => at !== index))}
            >
              <Trash2 />
            </IconButton>
          </>
        );
        return (
          <div key={step.id} className="flex flex-col">
            {index > 0 && <AddStep small onAdd={(fresh) => insert(index, fresh)} />}
            <Card id={step.id} icon={<Icon />} title={t(`steps.${step.type}`)} actions={tools}>
              <StepForm
                step={step}
                before={[...before, ...steps.slice(0, index)]}
                onChange={(next) => replace(index, next)}
              />
            </Card>
          </div>
        );
      })}
      {steps.length > 0 && <Joint />}
      <AddStep onAdd={(fresh) => insert(steps.length, fresh)} />
    </div>
  );
}

function AddStep({ small, onAdd }: { small?: boolean; onAdd: (step: Step) => void }) {
  const { t } = useTranslation();
  const { steps, actorEmail, readOnly } = useBuilder();
  if (readOnly) return small ? <Joint /> : null;
  return (
    <Menu>
      <MenuTrigger asChild>
        {small ? (
          <button
            type="button"
            aria-label={t("automations.addStep")}
            className="group mx-auto flex h-6 w-8 items-center justify-center bg-[linear-gradient(var(--line),var(--line))] bg-[length:1px_100%] bg-center bg-no-repeat"
          >
            <Plus className="size-4 rounded-full border border-line bg-raised p-0.5 text-muted opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100 group-data-[state=open]:opacity-100" />
          </button>
        ) : (
          <Button className="mx-auto" data-testid="add-step">
            <Plus />
            {t("automations.addStep")}
          </Button>
        )}
      </MenuTrigger>
      <MenuContent align="center">
        {STEP_TYPES.map((type) => {
          const Icon = ICONS[type];
          return (
            <MenuItem key={type} icon={<Icon />} onSelect={() => onAdd(newStep(type, steps, actorEmail))}>
              {t(`steps.${type}`)}
            </MenuItem>
          );
        })}
      </MenuContent>
    </Menu>
  );
}
