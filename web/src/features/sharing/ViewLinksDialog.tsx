import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { createLink, listLinks } from "@/api/sharing";
import type { Field, Table } from "@/api/types";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { ErrorState, Skeleton } from "@/ui/States";
import { toast } from "@/ui/toastStore";
import { LinkCard } from "./LinkCard";

interface ViewLinksProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  viewId: string;
  viewName: string;
  table: Table;
  /** What the view shows, in its order. */
  shown: readonly Field[];
}

/** The links to a view: whoever has one of them sees it, or fills in its form, without an account. */
export function ViewLinksDialog({ open, onOpenChange, viewId, viewName, table, shown }: ViewLinksProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("sharing.title", { name: viewName })}
      description={t("sharing.hint")}
      className="top-[8vh] max-h-[84vh] w-[min(560px,calc(100vw-24px))] overflow-y-auto"
    >
      <Links viewId={viewId} table={table} shown={shown} />
    </Dialog>
  );
}

function Links({ viewId, table, shown }: Pick<ViewLinksProps, "viewId" | "table" | "shown">) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = ["links", viewId];
  const { data, error } = useQuery({ queryKey: key, queryFn: () => listLinks(viewId), retry: false });
  const [busy, setBusy] = useState(false);
  const reload = () => client.invalidateQueries({ queryKey: key });

  async function make(event: FormEvent, kind: "view" | "form") {
    event.preventDefault();
    setBusy(true);
    try {
      await createLink(viewId, { kind });
      await reload();
    } catch (cause) {
      toast(t("sharing.failed"), { tone: "bad", detail: asApiError(cause).reason });
    }
    setBusy(false);
  }

  if (error) return <ErrorState error={error} />;
  if (!data) return <Skeleton className="h-24" />;
  return (
    <div className="flex flex-col gap-3">
      {data.map((link) => (
        <LinkCard key={link.id} link={link} table={table} shown={shown} onChanged={reload} />
      ))}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" disabled={busy} onClick={(event) => void make(event, "view")}>
          {t("sharing.makeView")}
        </Button>
        <Button disabled={busy} onClick={(event) => void make(event, "form")}>
          {t("sharing.makeForm")}
        </Button>
      </div>
    </div>
  );
}
