import { useTranslation } from "react-i18next";
import type { RecordPage, Table } from "@/api/types";
import { FieldValue } from "@/fields/FieldValue";

interface SeenRecordsProps {
  /** As whoever looks sees it, for comparison. */
  table: Table;
  seen: Table;
  page: RecordPage;
  name: string;
}

/** The first records and the columns that a person sees, with how many there are of each. */
export function SeenRecords({ table, seen, page, name }: SeenRecordsProps) {
  const { t } = useTranslation();
  return (
    <section className="flex flex-col gap-2" data-testid="seen">
      <p className="font-medium">
        {t("access.preview.seen", {
          name,
          records: (page.total ?? page.items.length).toLocaleString(),
          ofRecords: table.recordCount.toLocaleString(),
          fields: seen.fields.length,
          ofFields: table.fields.length,
        })}
      </p>
      {page.items.length > 0 && (
        <div className="max-h-80 overflow-auto rounded-md border border-line bg-surface">
          <table className="w-max min-w-full text-left">
            <thead className="sticky top-0 bg-raised">
              <tr>
                {seen.fields.map((field) => (
                  <th key={field.id} scope="col" className="border-b border-line px-2 py-1.5 font-medium text-muted">
                    {field.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {page.items.map((record) => (
                <tr key={record.id} className="border-b border-line last:border-0">
                  {seen.fields.map((field) => (
                    <td key={field.id} className="max-w-56 truncate px-2 py-1.5">
                      <FieldValue value={record.fields[field.id]} field={field} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
