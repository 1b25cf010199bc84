import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import { getSharedForm, submitSharedForm } from "@/api/shared";
import type { Field } from "@/api/types";
import { Button } from "@/ui/Button";
import { Input } from "@/ui/Input";
import { ErrorState, Skeleton } from "@/ui/States";
import { FormField } from "./FormField";
import { Narrow } from "./SharedPage";

export function SharedFormPage({ slug }: { slug: string }) {
  const { t } = useTranslation();
  const { data, error } = useQuery({
    queryKey: ["shared", slug, "form"],
    queryFn: () => getSharedForm(slug),
    retry: false,
  });
  const [values, setValues] = useState<Record<string, unknown>>({});
  const [trap, setTrap] = useState("");
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [thanks, setThanks] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  if (error) return <ErrorState error={error} className="h-full" />;
  if (!data)
    return (
      <Narrow title="">
        <Skeleton className="h-60" />
      </Narrow>
    );
  if (data.closed)
    return (
      <Narrow title={data.title}>
        <p className="text-muted">{t("shared.formClosed")}</p>
      </Narrow>
    );
  if (thanks !== null)
    return (
      <Narrow title={data.title}>
        <p role="status" className="whitespace-pre-wrap">
          {thanks || t("shared.thanks")}
        </p>
      </Narrow>
    );

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setFailed(null);
    setFaults({});
    try {
      setThanks(await submitSharedForm(slug, values, key, trap));
      setKey(crypto.randomUUID());
    } catch (cause) {
      const failure = asApiError(cause);
      const found = faultsOf(failure.faults, data?.fields ?? []);
      setFaults(found);
      if (Object.keys(found).length === 0) setFailed(failure.reason);
    }
    setBusy(false);
  }

  return (
    <Narrow title={data.title}>
      {data.description && <p className="mb-5 whitespace-pre-wrap text-muted">{data.description}</p>}
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        {data.fields.map((field) => (
          <FormField
            key={field.id}
            field={field}
            value={values[field.id] ?? null}
            error={faults[field.id] ?? null}
            onChange={(value) => setValues((before) => ({ ...before, [field.id]: value }))}
          />
        ))}
        <div aria-hidden className="hidden">
          <Input tabIndex={-1} autoComplete="off" value={trap} onChange={(event) => setTrap(event.target.value)} />
        </div>
        {failed && (
          <p role="alert" className="text-bad">
            {failed}
          </p>
        )}
        <Button type="submit" look="primary" disabled={busy}>
          {t("shared.send")}
        </Button>
      </form>
    </Narrow>
  );
}

/** By field id, of places that name one by id or by name. */
function faultsOf(faults: readonly { path: string; message: string }[], fields: Field[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { path, message } of faults) {
    const said = path.replace(/^fields\./, "");
    const field = fields.find((each) => each.id === said || each.name === said);
    if (field) found[field.id] ??= message;
  }
  return found;
}
