import { UserPlus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useBase } from "@/shell/useBase";
import { Button } from "@/ui/Button";

const ShareDialog = lazy(async () => ({ default: (await import("./ShareDialog")).ShareDialog }));

/** For creators of the base: nobody else changes who is in it. */
export function ShareButton({ baseId, workspaceId }: { baseId: string; workspaceId: string }) {
  const { t } = useTranslation();
  const base = useBase(baseId).data;
  const [open, setOpen] = useState(false);
  if (base?.role !== "creator") return null;
  return (
    <>
      <Button look="ghost" size="sm" className="mr-1 max-md:h-10 max-md:min-w-10" onClick={() => setOpen(true)}>
        <UserPlus />
        <span className="max-sm:sr-only">{t("people.share")}</span>
      </Button>
      {open && (
        <Suspense fallback={null}>
          <ShareDialog baseId={baseId} workspaceId={workspaceId} name={base.name} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
