import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, Download } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { downloadShared, querySharedRecords, type Shared } from "@/api/shared";
import type { Field, Sort } from "@/api/types";
import { FieldValue } from "@/fields/FieldValue";
import { Button } from "@/ui/Button";
import { Input } from "@/ui/Input";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { toast } from "@/ui/toastStore";

/** The view, to read: visitors search and sort for themselves, and nothing of it is kept. */
export function SharedTable({ slug, shared }: { slug: string; shared: Shared }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const [sort, setSort] = useState<Sort | null>(null);
  const asked = useDeferredValue(search.trim());
  const query = { search: asked, sorts: sort ? [sort] : [] };
  const pages = useInfiniteQuery({
    queryKey: ["shared", slug, "records", query],
    queryFn: ({ pageParam }) => querySharedRecords(slug, query, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
    retry: false,
  });
  const fields = shared.fields ?? [];
  const records = pages.data?.pages.flatMap((page) => page.items) ?? [];

  async function download() {
    try {
      const address = URL.createObjectURL(await downloadShared(slug));
      Object.assign(document.createElement("a"), { href: address, download: `${slug}.csv` }).click();
      URL.revokeObjectURL(address);
    } catch (error) {
      toast(t("shared.downloadFailed"), { tone: "bad", detail: asApiError(error).reason });
    }
  }

  return (
    <main className="flex h-full min-h-0 flex-col">
      <header className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-2">
        <img src="/favicon.svg" alt="" className="size-5" />
        <h1 className="min-w-0 flex-1 truncate font-semibold">{shared.name}</h1>
        <Input
          type="search"
          aria-label={t("shared.search")}
          placeholder={t("shared.search")}
          className="w-44 max-sm:order-last max-sm:w-full"
          value={search}
          maxLength={500}
          onChange={(event) => setSearch(event.target.value)}
        />
        {shared.download && (
          <Button look="ghost" size="sm" onClick={() => void download()}>
            <Download />
            {t("shared.download")}
          </Button>
        )}
      </header>
      {pages.error ? (
        <ErrorState error={pages.error} onRetry={() => void pages.refetch()} className="flex-1" />
      ) : (
        <div className={`min-h-0 flex-1 overflow-auto ${shared.allowCopy ? "" : "select-none"}`}>
          <table className="min-w-full border-separate border-spacing-0 text-left">
            <thead>
              <tr>
                {fields.map((field) => (
                  <HeadCell key={field.id} field={field} sort={sort} onSort={setSort} />
                ))}
              </tr>
            </thead>
            <tbody>
              {records.map((record) => (
                <tr key={record.id} className="hover:bg-hover">
                  {fields.map((field) => (
                    <td key={field.id} className="max-w-72 truncate border-line border-b px-3 py-1.5 align-top">
                      <FieldValue value={record.fields[field.id] ?? null} field={field} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {pages.isPending && <Skeleton className="m-4 h-40" />}
          {pages.isSuccess && records.length === 0 && <EmptyState text={t("shared.empty")} />}
          {pages.hasNextPage && (
            <div className="p-3">
              <Button disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                {t("common.more")}
              </Button>
            </div>
          )}
        </div>
      )}
    </main>
  );
}

interface HeadCellProps {
  field: Field;
  sort: Sort | null;
  onSort: (sort: Sort | null) => void;
}

function HeadCell({ field, sort, onSort }: HeadCellProps) {
  const mine = sort?.field === field.id ? sort.direction : null;
  const next = mine === null ? "asc" : "desc";
  return (
    <th
      scope="col"
      aria-sort={mine === null ? "none" : mine === "asc" ? "ascending" : "descending"}
      className="sticky top-0 whitespace-nowrap border-line border-b bg-raised p-0 font-medium"
    >
      <button
        type="button"
        className="flex w-full items-center gap-1 px-3 py-2"
        onClick={() => onSort(mine === "desc" ? null : { field: field.id, direction: next })}
      >
        {field.name}
        {mine === "asc" && <ArrowUp className="size-3.5 text-muted" aria-hidden />}
        {mine === "desc" && <ArrowDown className="size-3.5 text-muted" aria-hidden />}
      </button>
    </th>
  );
}
