import { lazy, Suspense } from "react";
import type { Table } from "@/api/types";
import { useBase } from "@/shell/useBase";

const AccessDialog = lazy(() => import("./AccessDialog"));
const WhyDialog = lazy(() => import("./WhyDialog"));

interface AccessOfProps {
  table: Table;
  fieldId?: string;
  onClose: () => void;
}

/** The dialog on a table's access, loaded when it is opened. */
export function AccessOf({ table, ...rest }: AccessOfProps) {
  const base = useBase(table.baseId).data;
  if (!base) return null;
  return (
    <Suspense>
      <AccessDialog base={base} table={table} {...rest} />
    </Suspense>
  );
}

export function WhyOf({ table, recordId, onClose }: { table: Table; recordId: string; onClose: () => void }) {
  const base = useBase(table.baseId).data;
  if (!base) return null;
  return (
    <Suspense>
      <WhyDialog base={base} recordId={recordId} onClose={onClose} />
    </Suspense>
  );
}
