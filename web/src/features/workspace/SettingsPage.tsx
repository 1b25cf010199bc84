import { useTranslation } from "react-i18next";
import { Navigate, NavLink, useParams } from "react-router";
import { cn } from "@/lib/cn";
import { useMe } from "@/shell/useBase";
import { NotFoundState, Skeleton } from "@/ui/States";
import { SECTIONS } from "./section";

/** A workspace's settings. What stands in the list are the files in `sections`. */
export function SettingsPage() {
  const { t } = useTranslation();
  const { workspaceId = "", section } = useParams();
  const me = useMe();
  const workspace = me.data?.workspaces.find((each) => each.id === workspaceId);
  if (!me.data) return <Skeleton className="m-8 h-40" />;
  if (!workspace || workspace.role === "guest") return <NotFoundState className="h-full" />;
  const role = workspace.role;
  const open = SECTIONS.filter((each) => !each.adminsOnly || role !== "member");
  const shown = open.find((each) => each.id === section);
  if (!shown) return <Navigate to={`/w/${workspaceId}/settings/${open[0]?.id ?? ""}`} replace />;
  return (
    <div className="flex h-full min-h-0 max-md:flex-col">
      <nav
        aria-label={t("people.settings")}
        className="flex shrink-0 gap-0.5 border-line p-2 max-md:overflow-x-auto max-md:border-b md:w-52 md:flex-col md:border-r"
      >
        {open.map((each) => (
          <NavLink
            key={each.id}
            to={`/w/${workspaceId}/settings/${each.id}`}
            className={({ isActive }) =>
              cn(
                "flex h-8 items-center gap-2 rounded-md px-2.5 font-medium whitespace-nowrap text-muted hover:bg-hover hover:text-text max-md:h-10 max-md:shrink-0 [&_svg]:size-4 [&_svg]:shrink-0",
                isActive && "bg-hover text-text",
              )
            }
          >
            <each.Icon aria-hidden />
            <span className="truncate" title={each.label(t)}>
              {each.label(t)}
            </span>
          </NavLink>
        ))}
      </nav>
      <div className="min-h-0 min-w-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-3xl px-4 py-6 md:px-8">
          <h1 className="mb-4 text-xl font-semibold">{shown.label(t)}</h1>
          <shown.Content workspaceId={workspaceId} role={role} />
        </div>
      </div>
    </div>
  );
}
