import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { NavLink, useNavigate } from "react-router";
import type { Automation } from "@/api/types";
import { cn } from "@/lib/cn";
import { Button, type ButtonProps } from "@/ui/Button";
import { Time } from "@/ui/Time";
import { StatusIcon } from "./runs/StatusIcon";

/** In the place of an automation's id: the one that is not saved yet. */
export const NEW = "new";

interface AutomationListProps {
  items: readonly Automation[];
  path: string;
  canBuild: boolean;
}

export function AutomationList({ items, path, canBuild }: AutomationListProps) {
  const { t } = useTranslation();
  return (
    <div className="flex h-full flex-col">
      <div className="flex h-10 shrink-0 items-center justify-between border-b border-line pr-2 pl-4">
        <h1 className="font-semibold">{t("automations.title")}</h1>
        {canBuild && <NewAutomationButton path={path} look="ghost" size="sm" />}
      </div>
      <ul className="min-h-0 flex-1 overflow-y-auto p-2">
        {items.map((automation) => (
          <li key={automation.id}>
            <NavLink
              to={`${path}/${automation.id}`}
              className={({ isActive }) =>
                cn(
                  "flex flex-col rounded-md px-2.5 py-2 hover:bg-hover",
                  isActive && "bg-accent-soft hover:bg-accent-soft",
                )
              }
            >
              <span className="flex items-center gap-2">
                <span
                  role="img"
                  aria-label={t(automation.enabled ? "automations.on" : "automations.off")}
                  className={cn("size-2 shrink-0 rounded-full", automation.enabled ? "bg-ok" : "bg-faint")}
                />
                <span className="truncate font-medium">{automation.name}</span>
              </span>
              <span className="flex items-center gap-1.5 pl-4 text-sm text-muted">
                {automation.lastRun ? (
                  <>
                    <StatusIcon status={automation.lastRun.status} />
                    {automation.lastRun.startedTime && <Time value={automation.lastRun.startedTime} />}
                  </>
                ) : (
                  t("automations.neverRan")
                )}
              </span>
            </NavLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface NewAutomationButtonProps extends Pick<ButtonProps, "look" | "size"> {
  path: string;
}

/** Opens the editor; nothing is kept before it is saved there. */
export function NewAutomationButton({ path, ...button }: NewAutomationButtonProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Button {...button} data-testid="automation-new" onClick={() => void navigate(`${path}/${NEW}`)}>
      <Plus />
      {t("automations.create")}
    </Button>
  );
}
