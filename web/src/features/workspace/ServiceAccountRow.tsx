import { Bot } from "lucide-react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import {
  createServiceToken,
  deleteServiceToken,
  listServiceTokens,
  type ServiceAccount,
  updateServiceAccount,
} from "@/api/serviceAccounts";
import { Tokens } from "@/features/tokens/Tokens";
import { MenuItem } from "@/ui/Menu";
import { MoreMenu } from "@/ui/MoreMenu";
import { useCopy } from "@/ui/useCopy";
import { useChange } from "./useChange";

interface ServiceAccountRowProps {
  account: ServiceAccount;
  workspaceId: string;
  /** Whether its tokens show. */
  open: boolean;
  onToggle: () => void;
  onRename: () => void;
  onDelete: () => void;
}

export function ServiceAccountRow(props: ServiceAccountRowProps) {
  const { account, workspaceId, open } = props;
  const { t } = useTranslation();
  const copy = useCopy();
  const { id, name, email, disabled } = account;
  const able = useChange(
    () => updateServiceAccount(workspaceId, id, { disabled: !disabled }),
    t(disabled ? "services.wasEnabled" : "services.wasDisabled", { name }),
  );
  return (
    <li className="py-1">
      <div className="flex min-h-12 items-center gap-2 px-1">
        <button
          type="button"
          aria-expanded={open}
          onClick={props.onToggle}
          className="flex min-h-10 min-w-0 flex-1 items-center gap-3 rounded-md px-1 text-left hover:bg-hover"
        >
          <Bot className="size-4 shrink-0 text-muted" aria-hidden />
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{name}</span>
            <span className="block truncate text-sm text-muted">
              {account.role && `${t(`people.roles.${account.role}`)} · `}
              {email}
            </span>
          </span>
          {disabled && <span className="text-sm text-muted">{t("services.disabled")}</span>}
        </button>
        <MoreMenu label={t("people.actionsFor", { name })} align="end" className="max-md:size-10">
          <MenuItem onSelect={() => void copy(email)}>{t("services.copyAddress")}</MenuItem>
          <MenuItem onSelect={props.onRename}>{t("common.rename")}</MenuItem>
          <MenuItem disabled={able.isPending} onSelect={() => able.mutate()}>
            {t(disabled ? "services.enable" : "services.disable")}
          </MenuItem>
          <MenuItem danger onSelect={props.onDelete}>
            {t("common.delete")}
          </MenuItem>
        </MoreMenu>
      </div>
      {open && (
        <section aria-label={t("account.tokens")} className="flex flex-col gap-3 pt-1 pr-1 pb-4 pl-9 max-sm:pl-2">
          {disabled && <p className="text-muted">{t("services.off")}</p>}
          <Tokens
            queryKey={keys.serviceTokens(workspaceId, id)}
            list={() => listServiceTokens(workspaceId, id)}
            create={(body) => createServiceToken(workspaceId, id, body)}
            remove={(tokenId) => deleteServiceToken(workspaceId, id, tokenId)}
            workspaces={[{ id: workspaceId, name: "" }]}
          />
        </section>
      )}
    </li>
  );
}
