import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "react-router";
import { asApiError } from "@/api/errors";
import { setChangedHandler, setSignedOutHandler } from "@/api/http";
import { forgetViewed } from "@/api/viewAs";
import { UploadTray } from "@/fields/files/UploadTray";
import { useUndoState } from "@/shell/undoStore";
import { Toaster } from "@/ui/Toaster";
import { TooltipProvider } from "@/ui/Tooltip";
import { router } from "./router";

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal stays a refusal; only missing answers and server faults are worth another try. What the database took
      // too long for would keep it busy once more.
      retry: (failures, error) => {
        const { status, code } = asApiError(error);
        return failures < 2 && (status === 0 || status >= 500) && code !== "query_timeout";
      },
    },
  },
});

setSignedOutHandler(() => {
  client.clear();
  forgetViewed();
  const here = window.location.pathname + window.location.search;
  if (here.startsWith("/login") || here.startsWith("/register") || here.startsWith("/invite")) return;
  void router.navigate(`/login?next=${encodeURIComponent(here)}`, { replace: true });
});

// What is new ends what could be done again.
setChangedHandler(() => useUndoState.getState().set(0));

export function Providers() {
  return (
    <QueryClientProvider client={client}>
      <TooltipProvider delayDuration={400} skipDelayDuration={200}>
        <RouterProvider router={router} />
        <UploadTray />
        <Toaster />
      </TooltipProvider>
    </QueryClientProvider>
  );
}
