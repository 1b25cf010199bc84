import { Ellipsis, Zap } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BaseDetail, Table } from "@/api/types";
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
              <MenuItem icon={<Zap />} onSelect={() => setIndexes(true)}>
                {t("indexes.open")}
              </MenuItem>
              <MenuSeparator />
            </>
          )}
          <TableItems canDesign={canDesign} onAsk={setDialog} />
        </MenuContent>
      </Menu>
      {indexes && <IndexesDialog table={table} onClose={() => setIndexes(false)} />}
      <TableDialogs base={base} table={table} open={dialog} onClose={() => setDialog(null)} />
    </>
  );
}
