import { Ellipsis, Zap } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Table } from "@/api/types";
import { IconButton } from "@/ui/IconButton";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/ui/Menu";
import { IndexesDialog } from "../indexes/IndexesDialog";

/** What only those who design the table need. */
export function TableMenu({ table }: { table: Table }) {
  const { t } = useTranslation();
  const [indexes, setIndexes] = useState(false);
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <IconButton label={t("tables.menu")}>
            <Ellipsis />
          </IconButton>
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem icon={<Zap />} onSelect={() => setIndexes(true)}>
            {t("indexes.open")}
          </MenuItem>
        </MenuContent>
      </Menu>
      {indexes && <IndexesDialog table={table} onClose={() => setIndexes(false)} />}
    </>
  );
}
