import { useQuery } from "@tanstack/react-query";
import { Ellipsis, KeyRound, Zap } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { explainTable } from "@/api/access";
import { keys } from "@/api/keys";
import type { BaseDetail, Table } from "@/api/types";
import { AccessOf } from "@/features/access/AccessOf";
import type { PlaceDialog } from "@/features/places/PlaceDialogs";
import { TableDialogs } from "@/features/tables/TableDialogs";
import { TableItems } from "@/features/tables/TableItems";
import { IconButton } from "@/ui/IconButton";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/ui/Menu";
import { IndexesDialog } from "../indexes/IndexesDialog";

interface TableMenuProps {
  base: BaseDetail;
  table: Table;
  canDesign: boolean;
}

/** What is done to the table as a whole. */
export function TableMenu({ base, table, canDesign }: TableMenuProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [indexes, setIndexes] = useState(false);
  const [access, setAccess] = useState(false);
  const [dialog, setDialog] = useState<PlaceDialog | null>(null);
  const own = useQuery({
    queryKey: keys.explained(table.id, ""),
    queryFn: () => explainTable(table.id),
    enabled: open,
    staleTime: 30_000,
  });
  // The role in the base tells it for most people until the answer is there.
  const manages = own.data ? own.data.level === "admin" : canDesign;
  return (
    <>
      <Menu open={open} onOpenChange={setOpen}>
        <MenuTrigger asChild>
          <IconButton label={t("tables.menu")}>
            <Ellipsis />
          </IconButton>
        </MenuTrigger>
        <MenuContent align="end">
          {manages && (
            <MenuItem icon={<KeyRound />} onSelect={() => setAccess(true)}>
              {t("access.open")}
            </MenuItem>
          )}
          {canDesign && (
            <>
              <MenuItem icon={<Zap />} onSelect={() => setIndexes(true)}>
                {t("indexes.open")}
              </MenuItem>
              <MenuSeparator />
            </>
          )}
          <TableItems canDesign={canDesign} onAsk={setDialog} />
        </MenuContent>
      </Menu>
      {access && <AccessOf table={table} onClose={() => setAccess(false)} />}
      {indexes && <IndexesDialog table={table} onClose={() => setIndexes(false)} />}
      <TableDialogs base={base} table={table} open={dialog} onClose={() => setDialog(null)} />
    </>
  );
}
