import { ChevronsLeft, ChevronsRight, House, Inbox, KeyRound, Mail, Plus, Settings } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, useParams } from "react-router";
import type { Me } from "@/api/types";
import { cn } from "@/lib/cn";
import { useShell } from "@/shell/shellStore";
import { useNotifications } from "@/shell/useNotifications";
import { IconButton } from "@/ui/IconButton";
import { Tooltip } from "@/ui/Tooltip";
import { BaseTree } from "./BaseTree";
import { WorkspaceSwitcher } from "./WorkspaceSwitcher";

export function Sidebar({ me }: { me: Me }) {
  const { t } = useTranslation();
  const { workspaceId: inPath } = useParams();
  const { collapsed, drawerOpen, toggleCollapsed, setDrawerOpen } = useShell();
  const workspace = me.workspaces.find((each) => each.id === inPath) ?? me.workspaces[0];
  const unread = useNotifications().data?.unread ?? 0;
  const narrow = collapsed && !drawerOpen;
  const admin = workspace?.role === "owner" || workspace?.role === "admin";
  return (
    <>
      {drawerOpen && (
        <button
          type="button"
          aria-label={t("shell.closeSidebar")}
          className="fixed inset-0 z-20 bg-bg/60 md:hidden"
          onClick={() => setDrawerOpen(false)}
        />
      )}
      <nav
        aria-label={t("shell.sidebar")}
        className={cn(
          "flex shrink-0 flex-col border-r border-line bg-bg transition-[width] duration-150",
          narrow ? "w-[52px]" : "w-[236px]",
          drawerOpen ? "fixed inset-y-0 left-0 z-30 shadow-[var(--shadow)]" : "max-md:hidden",
        )}
      >
        <div className="flex h-11 shrink-0 items-center border-b border-line px-2">
          <WorkspaceSwitcher me={me} current={workspace} narrow={narrow} />
        </div>
        <div className="flex flex-col gap-0.5 p-2">
          {workspace && (
            <SideLink to={`/w/${workspace.id}`} end icon={<House />} label={t("shell.home")} narrow={narrow} />
          )}
          <SideLink to="/notifications" icon={<Inbox />} label={t("shell.inbox")} narrow={narrow} badge={unread} />
          {workspace && admin && (
            <SideLink to={`/w/${workspace.id}/mail`} icon={<Mail />} label={t("shell.mail")} narrow={narrow} />
          )}
          {workspace && admin && (
            <SideLink to={`/w/${workspace.id}/sign-on`} icon={<KeyRound />} label={t("sso.title")} narrow={narrow} />
          )}
          {workspace && workspace.role !== "guest" && (
            <SideLink
              to={`/w/${workspace.id}/settings`}
              icon={<Settings />}
              label={t("people.settings")}
              narrow={narrow}
            />
          )}
        </div>
        <div className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto px-2 pb-2">
          {workspace && !narrow && <BaseTree workspaceId={workspace.id} />}
          {workspace && narrow && (
            <SideLink to={`/w/${workspace.id}`} icon={<Plus />} label={t("home.createBase")} narrow />
          )}
        </div>
        <div className="hidden border-t border-line p-2 md:block">
          <IconButton
            label={t(narrow ? "shell.expandSidebar" : "shell.collapseSidebar")}
            tooltipSide="right"
            onClick={toggleCollapsed}
          >
            {narrow ? <ChevronsRight /> : <ChevronsLeft />}
          </IconButton>
        </div>
      </nav>
    </>
  );
}

interface SideLinkProps {
  to: string;
  icon: ReactNode;
  label: string;
  narrow: boolean;
  end?: boolean;
  badge?: number;
}

function SideLink({ to, icon, label, narrow, end, badge = 0 }: SideLinkProps) {
  const link = (
    <NavLink
      to={to}
      end={end}
      aria-label={narrow ? label : undefined}
      className={({ isActive }) =>
        cn(
          "relative flex h-8 items-center gap-2 rounded-md px-2.5 font-medium text-muted hover:bg-hover hover:text-text [&_svg]:size-4 [&_svg]:shrink-0",
          isActive && "bg-hover text-text",
        )
      }
    >
      {icon}
      {!narrow && <span className="min-w-0 flex-1 truncate">{label}</span>}
      {badge > 0 && (
        <span
          className={cn(
            "rounded-full bg-accent-strong text-xs font-semibold text-white tabular-nums",
            narrow ? "absolute top-1 right-1 size-2" : "px-1.5",
          )}
        >
          {!narrow && badge}
        </span>
      )}
    </NavLink>
  );
  return narrow ? (
    <Tooltip label={label} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}
