import { ChevronRight } from "lucide-react";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { Link, useMatch, useParams } from "react-router";
import type { Me } from "@/api/types";
import { useRunPlace } from "@/features/automations/useRunPlace";
import { cn } from "@/lib/cn";
import { useBase } from "@/shell/useBase";

interface Crumb {
  key: string;
  label: string;
  to: string;
}

export function Breadcrumb({ me }: { me: Me }) {
  const { t } = useTranslation();
  const { workspaceId, baseId, tableId } = useParams();
  const base = useBase(baseId).data;
  const automations = useMatch("/w/:workspaceId/b/:baseId/t/:tableId/automations/*");
  const run = useMatch("/w/:workspaceId/runs/:runId");
  const runPlace = useRunPlace(workspaceId, run?.params.runId);
  const mail = useMatch("/w/:workspaceId/mail");
  const inbox = useMatch("/notifications");
  const table = base?.tables.find((each) => each.id === tableId);
  const workspace = me.workspaces.find((each) => each.id === workspaceId);

  const crumbs: Crumb[] = [];
  const add = (key: string, label: string, to: string) => crumbs.push({ key, label, to });
  if (workspace) add("workspace", workspace.name, `/w/${workspace.id}`);
  if (base) add("base", base.name, `/w/${workspaceId}/b/${base.id}`);
  if (base && table) add("table", table.name, `/w/${workspaceId}/b/${base.id}/t/${table.id}`);
  if (automations) add("automations", t("automations.title"), automations.pathname);
  if (runPlace?.automationPath) add("automation", runPlace.name, runPlace.automationPath);
  if (run) add("run", t("runs.run"), run.pathname);
  if (mail) add("mail", t("shell.mail"), mail.pathname);
  if (inbox) add("inbox", t("shell.inbox"), inbox.pathname);

  return (
    <nav aria-label={t("shell.breadcrumb")} className="flex min-w-0 items-center gap-0.5">
      {crumbs.map((crumb, index) => {
        const last = index === crumbs.length - 1;
        return (
          <Fragment key={crumb.key}>
            {index > 0 && <ChevronRight aria-hidden className={"size-3.5 shrink-0 text-faint max-sm:hidden"} />}
            <Link
              to={crumb.to}
              aria-current={last ? "page" : undefined}
              className={cn(
                "truncate rounded-sm px-1 py-0.5 hover:bg-hover max-md:py-2.5",
                last ? "font-semibold text-text" : "text-muted max-sm:hidden",
              )}
            >
              {crumb.label}
            </Link>
          </Fragment>
        );
      })}
    </nav>
  );
}
