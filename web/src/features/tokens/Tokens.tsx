import { type QueryKey, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asApiError } from "@/api/errors";
import type { MadeToken, NewToken, Token } from "@/api/types";
import { absoluteTime } from "@/lib/format";
import { Button } from "@/ui/Button";
import type { ComboItem } from "@/ui/Combobox";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { ErrorState, Skeleton } from "@/ui/States";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/toastStore";
import { TokenForm } from "./TokenForm";
import { type Place, useBaseChoices } from "./useBaseChoices";

interface TokensProps {
  queryKey: QueryKey;
  list: () => Promise<{ items: Token[] }>;
  create: (body: NewToken) => Promise<MadeToken>;
  remove: (tokenId: string) => Promise<unknown>;
  /** Whose bases a token may be limited to. */
  workspaces: readonly Place[];
}

/** The access tokens of one account: a person's own, or those of a service account. */
export function Tokens({ queryKey, list, create, remove, workspaces }: TokensProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const tokens = useQuery({ queryKey, queryFn: list });
  const bases = useBaseChoices(workspaces);
  const [leaving, setLeaving] = useState<Token | null>(null);
  const reload = () => client.invalidateQueries({ queryKey });
  const end = useMutation({
    mutationFn: remove,
    onSuccess: () => {
      toast(t("account.tokenDeleted"));
      return reload();
    },
  });
  if (tokens.error) return <ErrorState error={tokens.error} onRetry={() => void tokens.refetch()} />;
  if (tokens.isPending) return <Skeleton className="h-20" />;
  const failed = end.error ?? bases.error;
  return (
    <>
      {tokens.data.items.length > 0 && (
        <ul data-testid="tokens">
          {tokens.data.items.map((token) => (
            <Entry key={token.id} token={token} bases={bases.items} onDelete={() => setLeaving(token)} />
          ))}
        </ul>
      )}
      {failed !== null && (
        <p role="alert" className="text-sm text-bad">
          {asApiError(failed).reason}
        </p>
      )}
      <TokenForm bases={bases.items} create={create} onMade={() => void reload()} />
      <ConfirmDialog
        open={leaving !== null}
        onOpenChange={(open) => !open && setLeaving(null)}
        title={t("account.deleteTokenTitle", { name: leaving?.name })}
        text={t("account.deleteTokenText")}
        action={t("common.delete")}
        onConfirm={() => leaving && end.mutate(leaving.id)}
      />
    </>
  );
}

interface EntryProps {
  token: Token;
  bases: readonly ComboItem[];
  onDelete: () => void;
}

function Entry({ token, bases, onDelete }: EntryProps) {
  const { t } = useTranslation();
  const names = token.bases?.map((id) => bases.find((base) => base.id === id)?.name ?? t("account.closedBase"));
  return (
    <li className="flex items-center gap-3 border-b border-line py-2 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium" title={token.name}>
          {token.name} <code className="font-mono text-sm font-normal text-muted">{token.prefix}…</code>
        </p>
        <p className="text-sm text-muted">
          {token.scopes.join(", ")}
          {names && ` · ${t("account.onlyIn", { names: names.join(", ") })}`}
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
