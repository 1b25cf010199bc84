import { Ellipsis, KeyRound, Zap } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
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
  const [indexes, setIndexes] = useState(false);
  const [access, setAccess] = useState(false);
  const [dialog, setDialog] = useState<PlaceDialog | null>(null);
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <IconButton label={t("tables.menu")}>
            <Ellipsis />
          </IconButton>
        </MenuTrigger>
        <MenuContent align="end">
          {canDesign && (
            <>
              <MenuItem icon={<KeyRound />} onSelect={() => setAccess(true)}>
                {t("access.open")}
              </MenuItem>
              <MenuItem icon={<Zap />} onSelect={() => setIndexes(true)}>
                {t("indexes.open")}
              </MenuItem>
              <MenuSeparator />
            </>
          )}
          <TableItems base={base} canDesign={canDesign} onAsk={setDialog} />
        </MenuContent>
      </Menu>
      {access && <AccessOf table={table} onClose={() => setAccess(false)} />}
      {indexes && <IndexesDialog table={table} onClose={() => setIndexes(false)} />}
      <TableDialogs base={base} table={table} open={dialog} onClose={() => setDialog(null)} />
    </>
  );
}
