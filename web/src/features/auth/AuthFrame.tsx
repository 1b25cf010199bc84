import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";
import { asApiError } from "@/api/errors";

export const UNFINISHED = Symbol("another step follows");

/** Runs a sign-in form: submits, shows the reason of a failure, then goes where the person wanted to be, unless what
 * was sent says that this was not the last step. */
export function useAuthForm(send: () => Promise<unknown>) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [search] = useSearchParams();
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      if ((await send()) !== UNFINISHED) {
        client.clear();
        const next = search.get("next") ?? "/";
        await navigate(next.startsWith("/") && !next.startsWith("//") ? next : "/", { replace: true });
      }
    } catch (cause) {
      setError(asApiError(cause).reason);
    }
    setBusy(false);
  }

  return { submit, error, busy };
}

interface AuthFrameProps {
  title: string;
  footer: ReactNode;
  children: ReactNode;
}

export function AuthFrame({ title, footer, children }: AuthFrameProps) {
  const { t } = useTranslation();
  return (
    <main className="flex h-full items-start justify-center overflow-y-auto px-4 pt-[14vh]">
      <div className="w-full max-w-80 pb-8">
        <div className="mb-6 flex items-center gap-2.5">
          <img src="/favicon.svg" alt="" className="size-7" />
          <span className="text-lg font-semibold">DataOS</span>
        </div>
        <h1 className="mb-1 text-xl font-semibold">{title}</h1>
        <p className="mb-5 text-muted">{t("auth.tagline")}</p>
        {children}
        <p className="mt-5 text-muted">{footer}</p>
      </div>
    </main>
  );
}

export function FormError({ text }: { text: string | null }) {
  return (
    <p role="alert" className="min-h-5 text-sm text-bad">
      {text}
    </p>
  );
}

export function ToSignIn() {
  const { t } = useTranslation();
  return (
    <Link to="/login" className="text-accent underline underline-offset-2">
      {t("auth.toSignIn")}
    </Link>
  );
}
