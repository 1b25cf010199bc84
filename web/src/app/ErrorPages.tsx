import { useTranslation } from "react-i18next";
import { Link, useRouteError } from "react-router";
import { ErrorState } from "@/ui/States";

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <div className="flex h-full flex-col items-center justify-center gap-2 p-8 text-center">
      <h1 className="text-xl font-semibold">{t("errors.notFound")}</h1>
      <p className="text-muted">{t("errors.notFoundHint")}</p>
      <Link to="/" className="mt-2 text-accent hover:underline">
        {t("errors.toStart")}
      </Link>
    </div>
  );
}

/** A screen that threw, or a chunk that is gone after an update: reloading is the remedy for both. */
export function RouteErrorPage() {
  return <ErrorState error={useRouteError()} onRetry={() => window.location.reload()} className="h-full" />;
}
