import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, useLocation } from "react-router";
import { isTyping } from "@/lib/keyboard";
import { useShell } from "@/shell/shellStore";
import { useMe } from "@/shell/useBase";
import { useUndo } from "@/shell/useUndo";
import { ErrorState, Skeleton } from "@/ui/States";
import { useToasts } from "@/ui/toastStore";
import { Sidebar } from "./Sidebar";
import { Topbar } from "./Topbar";
import { ViewAsBanner } from "./ViewAsBanner";

function useUndoKeys() {
  const { undo, redo } = useUndo();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      if (key === "z") void (event.shiftKey ? redo() : undo());
      else if (key === "y") void redo();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [undo, redo]);
}

export function AppShell() {
  const { t } = useTranslation();
  const me = useMe();
  const location = useLocation();
  const setDrawerOpen = useShell((state) => state.setDrawerOpen);
  useUndoKeys();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a navigation closes the drawer, whatever the path
  useEffect(() => setDrawerOpen(false), [location.pathname, setDrawerOpen]);
  useEffect(() => useToasts.getState().leave(location.pathname), [location.pathname]);

  if (me.error) return <ErrorState error={me.error} onRetry={() => void me.refetch()} className="h-full" />;
  if (!me.data) return <ShellSkeleton />;
  return (
    <div className="flex h-full">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-raised px-3 py-1.5 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t("shell.skip")}
      </a>
      <Sidebar me={me.data} />
      <div className="flex min-w-0 flex-1 flex-col">
        <ViewAsBanner />
        <Topbar me={me.data} />
        <main id="content" tabIndex={-1} className="min-h-0 flex-1 outline-none">
          <Outlet />
        </main>
      </div>
    </div>
  );
}

function ShellSkeleton() {
  return (
    <div className="flex h-full" aria-busy>
      <div className="hidden w-[236px] border-r border-line p-3 md:block">
        <Skeleton className="mb-4 h-7" />
        <Skeleton className="mb-2 h-6 w-32" />
        <Skeleton className="h-6 w-40" />
      </div>
      <div className="flex-1">
        <div className="h-11 border-b border-line" />
      </div>
    </div>
  );
}
