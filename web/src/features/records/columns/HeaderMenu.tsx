import {
  ArrowDownAZ,
  ArrowUpAZ,
  EyeOff,
  KeyRound,
  ListFilter,
  Lock,
  LockOpen,
  Pencil,
  Replace,
  Trash2,
} from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field, GridConfig, Table } from "@/api/types";
import { AccessOf } from "@/features/access/AccessOf";
import { SEALABLE } from "@/fields/EncryptionForm";
import { FieldForm } from "@/fields/FieldForm";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/ui/Menu";
import { Popover, PopoverAnchor, PopoverContent } from "@/ui/Popover";
import { type ShownColumn, toGridColumns } from "../data/columns";
import type { useFieldActions } from "../data/useFieldActions";
import { ConvertDialog } from "./convert/ConvertDialog";
import { EncryptDialog } from "./convert/EncryptDialog";
import { DeleteFieldDialog } from "./DeleteFieldDialog";

interface HeaderMenuProps {
  field: Field;
  anchor: DOMRect;
  config: GridConfig;
  columns: readonly ShownColumn[];
  table: Table;
  canDesign: boolean;
  actions: ReturnType<typeof useFieldActions>;
  onConfig: (part: Partial<GridConfig>) => void;
  onFilter: (fieldId: string) => void;
  onClose: () => void;
}

type NextStage = "access" | "edit" | "convert" | "encrypt" | "delete";

/** The menu of a column: edit, convert, encrypt, sort, filter, hide, delete. Some continue in place of the menu. */
export function HeaderMenu(props: HeaderMenuProps) {
  const { field, anchor, config, columns, canDesign, actions, onConfig, onClose } = props;
  const { t } = useTranslation();
  const [stage, setStage] = useState<"menu" | NextStage>("menu");
  const position = { left: anchor.x, top: anchor.y, width: anchor.width, height: anchor.height };
  const place = <span aria-hidden className="pointer-events-none fixed" style={position} />;

  const sort = (direction: "asc" | "desc") => {
    const others = config.sorts.filter((each) => each.field !== field.id);
    onConfig({ sorts: [{ field: field.id, direction }, ...others] });
  };
  const hide = () =>
    onConfig({
      columns: toGridColumns(columns.map((each) => (each.field === field ? { ...each, hidden: true } : each))),
    });

  if (stage === "edit") {
    return (
      <Popover open onOpenChange={(open) => !open && onClose()}>
        <PopoverAnchor asChild>{place}</PopoverAnchor>
        <PopoverContent>
          <FieldForm field={field} onSubmit={(draft) => actions.update(field, draft)} onDone={onClose} />
        </PopoverContent>
      </Popover>
    );
  }
  if (stage === "access") return <AccessOf table={props.table} fieldId={field.id} onClose={onClose} />;
  if (stage === "convert") {
    return <ConvertDialog field={field} tableId={props.table.id} onConverted={actions.reload} onClose={onClose} />;
  }
  if (stage === "encrypt") {
    return <EncryptDialog field={field} tableId={props.table.id} onConverted={actions.reload} onClose={onClose} />;
  }
  if (stage === "delete") {
    return <DeleteFieldDialog field={field} tableId={props.table.id} onRemove={actions.remove} onClose={onClose} />;
  }
  // Choosing an item closes the menu; some of them replace it by the next stage instead.
  const next = (to: NextStage) => (event: Event) => {
    event.preventDefault();
    setStage(to);
  };
  return (
    <Menu open onOpenChange={(open) => !open && onClose()}>
      <MenuTrigger asChild>{place}</MenuTrigger>
      <MenuContent sideOffset={2}>
        {canDesign && (
          <>
            <MenuItem icon={<Pencil />} onSelect={next("edit")}>
              {t("fields.edit")}
            </MenuItem>
            <MenuItem icon={<Replace />} onSelect={next("convert")}>
              {t("convert.menu")}
            </MenuItem>
            {SEALABLE.has(field.type) && !field.primary && (
              <MenuItem icon={field.encrypted ? <LockOpen /> : <Lock />} onSelect={next("encrypt")}>
                {t(field.encrypted ? "encrypt.off.menu" : "encrypt.on.menu")}
              </MenuItem>
            )}
            <MenuItem icon={<KeyRound />} onSelect={next("access")}>
              {t("access.fields.menu")}
            </MenuItem>
            <MenuSeparator />
          </>
        )}
        {!field.encrypted && (
          <>
            <MenuItem icon={<ArrowDownAZ />} onSelect={() => sort("asc")}>
              {t("sorts.ascending")}
            </MenuItem>
            <MenuItem icon={<ArrowUpAZ />} onSelect={() => sort("desc")}>
              {t("sorts.descending")}
            </MenuItem>
          </>
        )}
        <MenuItem icon={<ListFilter />} onSelect={() => props.onFilter(field.id)}>
          {t("filters.byField")}
        </MenuItem>
        {!field.primary && (
          <MenuItem icon={<EyeOff />} onSelect={hide}>
            {t("fields.hide")}
          </MenuItem>
        )}
        {canDesign && !field.primary && (
          <>
            <MenuSeparator />
            <MenuItem icon={<Trash2 />} danger onSelect={next("delete")}>
              {t("fields.delete")}
            </MenuItem>
          </>
        )}
      </MenuContent>
    </Menu>
  );
}
