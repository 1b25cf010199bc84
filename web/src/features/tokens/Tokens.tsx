import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteToken, listTokens } from "@/api/account";
import { keys } from "@/api/keys";
import type { Token } from "@/api/types";
import { absoluteTime } from "@/lib/format";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { ErrorState, Skeleton } from "@/ui/States";
import { Time } from "@/ui/Time";
import { NewTokenForm } from "./NewTokenForm";
import { useSend } from "./useSend";

export function TokenList() {
  const { t } = useTranslation();
  const list = useQuery({ queryKey: keys.tokens, queryFn: listTokens });
  const [leaving, setLeaving] = useState<Token | null>(null);
  const remove = useSend((id: string) => deleteToken(id), t("account.tokenDeleted"));
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPending) return <Skeleton className="h-20" />;
  return (
    <>
      {list.data.items.length > 0 && (
        <ul data-testid="tokens">
          {list.data.items.map((token) => (
            <Entry key={token.id} token={token} onDelete={() => setLeaving(token)} />
          ))}
        </ul>
      )}
      {remove.reason && (
        <p role="alert" className="text-sm text-bad">
          {remove.reason}
        </p>
      )}
      <NewTokenForm />
      <ConfirmDialog
        open={leaving !== null}
        onOpenChange={(open) => !open && setLeaving(null)}
        title={t("account.deleteTokenTitle", { name: leaving?.name })}
        text={t("account.deleteTokenText")}
        action={t("common.delete")}
        onConfirm={() => leaving && remove.mutate(leaving.id)}
      />
    </>
  );
}

function Entry({ token, onDelete }: { token: Token; onDelete: () => void }) {
  const { t } = useTranslation();
  return (
    <li className="flex items-center gap-3 border-b border-line py-2 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium" title={token.name}>
          {token.name} <code className="font-mono text-sm font-normal text-muted">{token.prefix}…</code>
        </p>
        <p className="text-sm text-muted">
          {token.scopes.join(", ")}
          {" · "}
          {token.lastUsedTime ? (
            <>
              {t("account.used")} <Time value={token.lastUsedTime} />
            </>
          ) : (
            t("account.neverUsed")
          )}
          {token.expiresTime && ` · ${t("account.expires", { time: absoluteTime(token.expiresTime) })}`}
        </p>
      </div>
      <Button look="danger" onClick={onDelete} aria-label={t("account.deleteTokenTitle", { name: token.name })}>
        {t("common.delete")}
      </Button>
    </li>
  );
}
