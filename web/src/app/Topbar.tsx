import { Menu as MenuIcon, Moon, Redo2, Sun, Undo2, Workflow } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useMatch, useParams } from "react-router";
import type { Me } from "@/api/types";
import { ShareButton } from "@/features/sharing/ShareButton";
import { cn } from "@/lib/cn";
import { modifier } from "@/lib/keyboard";
import { mayWrite, seesTrash } from "@/shell/ownAccess";
import { useShell } from "@/shell/shellStore";
import { useUndoState } from "@/shell/undoStore";
import { useBase } from "@/shell/useBase";
import { useUndo } from "@/shell/useUndo";
import { useTheme } from "@/theme/themeStore";
import { IconButton } from "@/ui/IconButton";
import { AccountMenu } from "./AccountMenu";
import { Breadcrumb } from "./Breadcrumb";

export function Topbar({ me }: { me: Me }) {
  const { t } = useTranslation();
  const { workspaceId, baseId, tableId } = useParams();
  const { theme, toggle } = useTheme();
  const { undo, redo } = useUndo();
  const undone = useUndoState((state) => state.undone);
  const base = useBase(baseId).data;
  const table = base?.tables.find((each) => each.id === tableId);
  // Who may write nowhere in this base has nothing to take back in it.
  const canWrite = base && (seesTrash(base) || base.tables.some(mayWrite));
  const setDrawerOpen = useShell((state) => state.setDrawerOpen);
  const onAutomations = useMatch("/w/:workspaceId/b/:baseId/t/:tableId/automations/*");
  return (
    <header className="flex h-11 shrink-0 items-center gap-1 border-b border-line px-2 md:px-3">
      <IconButton label={t("shell.openSidebar")} className="md:hidden" onClick={() => setDrawerOpen(true)}>
        <MenuIcon />
      </IconButton>
      <Breadcrumb me={me} />
      <div className="ml-auto flex shrink-0 items-center gap-0.5">
        {workspaceId && baseId && <ShareButton workspaceId={workspaceId} baseId={baseId} />}
        {table && mayWrite(table) && (
          <Link
            to={`/w/${workspaceId}/b/${baseId}/t/${tableId}/automations`}
            className={cn(
              "mr-1 flex h-7 items-center gap-1.5 rounded-md px-2 font-medium text-muted hover:bg-hover hover:text-text max-md:h-10 max-md:min-w-10 max-md:justify-center",
              onAutomations && "bg-accent-soft text-text",
            )}
          >
            <Workflow className="size-4" />
            <span className="max-sm:sr-only">{t("automations.title")}</span>
          </Link>
        )}
        {(!baseId || canWrite) && (
          <>
            <IconButton label={t("undo.undo")} keys={`${modifier}Z`} onClick={() => void undo()}>
              <Undo2 />
            </IconButton>
            <IconButton
              label={t("undo.redo")}
              keys={`${modifier}⇧Z`}
              disabled={undone === 0}
              onClick={() => void redo()}
            >
              <Redo2 />
            </IconButton>
          </>
        )}
        <IconButton label={t(theme === "dark" ? "shell.lightTheme" : "shell.darkTheme")} onClick={toggle}>
          {theme === "dark" ? <Sun /> : <Moon />}
        </IconButton>
        <AccountMenu me={me} />
      </div>
    </header>
  );
}
