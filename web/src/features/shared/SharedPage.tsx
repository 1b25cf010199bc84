import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { asApiError } from "@/api/errors";
import { getShared, unlockShared } from "@/api/shared";
import { Button } from "@/ui/Button";
import { FormRow } from "@/ui/FormRow";
import { Input } from "@/ui/Input";
import { ErrorState, Skeleton } from "@/ui/States";
import { SharedFormPage } from "./SharedFormPage";
import { SharedTable } from "./SharedTable";

/** What a link shows to people without an account: a view, a form, a question for the password, or nothing any more. */
export function SharedPage() {
  const { slug = "" } = useParams();
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({
    queryKey: ["shared", slug],
    queryFn: () => getShared(slug),
    retry: false,
  });
  if (error && asApiError(error).status === 404)
    return (
      <Narrow title={t("shared.goneTitle")}>
        <p className="text-muted">{t("shared.gone")}</p>
      </Narrow>
    );
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} className="h-full" />;
  if (!data)
    return (
      <Narrow title="">
        <Skeleton className="h-40" />
      </Narrow>
    );
  if (data.locked) return <PasswordPage slug={slug} onOpen={() => void refetch()} />;
  return data.kind === "form" ? <SharedFormPage slug={slug} /> : <SharedTable slug={slug} shared={data} />;
}

export function Narrow({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="flex h-full items-start justify-center overflow-y-auto px-4 pt-[10vh]">
      <div className="w-full max-w-120 pb-10">
        <div className="mb-6 flex items-center gap-2 text-muted">
          <img src="/favicon.svg" alt="" className="size-5" />
          <span className="text-sm">DataOS</span>
        </div>
        {title && <h1 className="mb-3 text-xl font-semibold break-words">{title}</h1>}
        {children}
      </div>
    </main>
  );
}

function PasswordPage({ slug, onOpen }: { slug: string; onOpen: () => void }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    try {
      await unlockShared(slug, password);
      onOpen();
    } catch (cause) {
      const failure = asApiError(cause);
      setError(failure.status === 403 ? t("shared.wrongPassword") : failure.reason);
    }
    setBusy(false);
  }

  return (
    <Narrow title={t("shared.passwordTitle")}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <FormRow label={t("auth.password")} error={error}>
          <Input
            type="password"
            autoFocus
            required
            autoComplete="off"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </FormRow>
        <Button type="submit" look="primary" disabled={busy}>
          {t("shared.open")}
        </Button>
      </form>
    </Narrow>
  );
}
