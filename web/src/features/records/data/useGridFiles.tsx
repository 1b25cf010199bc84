import { useCallback, useState } from "react";
import type { Table } from "@/api/types";
import { FilesPopover } from "@/fields/files/FilesPopover";
import { upload } from "@/fields/files/uploads";
import { isEditable } from "@/fields/registry";
import type { CellTarget } from "@/fields/types";
import { mayFill } from "@/shell/ownAccess";
import { useCellTargets } from "./useCellTargets";
import type { RecordPages } from "./useRecordPages";

interface Opened {
  target: CellTarget;
  anchor: DOMRect;
  editable: boolean;
}

/** Files in cells of the grid: the popover of one, and what is dropped or pasted there. */
export function useGridFiles(table: Table, pages: RecordPages) {
  const { access } = table;
  const targets = useCellTargets(table);
  const [opened, setOpened] = useState<Opened | null>(null);

  const targetAt = useCallback(
    (columnId: string, row: number) => {
      const record = pages.getRecord(row);
      const field = table.fields.find((each) => each.id === columnId);
      return record && field ? targets(record.id, field) : null;
    },
    [pages.getRecord, table.fields, targets],
  );

  const open = useCallback(
    (columnId: string, row: number, anchor: DOMRect) => {
      const target = targetAt(columnId, row);
      if (target)
        setOpened({ target, anchor, editable: isEditable(target.field) && mayFill({ access }, target.field) });
    },
    [access, targetAt],
  );

  const add = useCallback(
    (columnId: string, row: number, files: File[]) => {
      const target = targetAt(columnId, row);
      if (target) upload(target, files);
    },
    [targetAt],
  );

  const popover = opened && <FilesPopover {...opened} onClose={() => setOpened(null)} />;
  return { open, add, popover };
}
