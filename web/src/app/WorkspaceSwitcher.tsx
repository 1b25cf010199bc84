import { useQueryClient } from "@tanstack/react-query";
import { Check, ChevronsUpDown, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { keys } from "@/api/keys";
import type { Me } from "@/api/types";
import { createWorkspace } from "@/api/workspaces";
import { Avatar } from "@/ui/Avatar";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "@/ui/Menu";
import { NameDialog } from "@/ui/NameDialog";

interface WorkspaceSwitcherProps {
  me: Me;
  current: Me["workspaces"][number] | undefined;
  narrow: boolean;
}

export function WorkspaceSwitcher({ me, current, narrow }: WorkspaceSwitcherProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [creating, setCreating] = useState(false);
  const name = current?.name ?? t("shell.noWorkspace");

  async function create(title: string) {
    const workspace = await createWorkspace(title);
    await client.invalidateQueries({ queryKey: keys.me });
    await client.invalidateQueries({ queryKey: keys.workspaces });
    void navigate(`/w/${workspace.id}`);
  }

  return (
    <>
      <Menu>
        <MenuTrigger
          aria-label={t("shell.switchWorkspace", { name })}
          className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-1.5 hover:bg-hover"
        >
          <Avatar name={name} className="rounded-md" />
          {!narrow && (
            <>
              <span className="min-w-0 flex-1 truncate text-left font-semibold">{name}</span>
              <ChevronsUpDown className="size-3.5 text-muted" />
            </>
          )}
        </MenuTrigger>
        <MenuContent className="w-56">
          <MenuLabel>{t("shell.workspaces")}</MenuLabel>
          {me.workspaces.map((workspace) => (
            <MenuItem
              key={workspace.id}
              icon={<Avatar name={workspace.name} className="size-5 rounded-sm" />}
              onSelect={() => void navigate(`/w/${workspace.id}`)}
            >
              <span className="flex items-center gap-2">
                <span className="min-w-0 flex-1 truncate">{workspace.name}</span>
                {workspace.id === current?.id && <Check />}
              </span>
            </MenuItem>
          ))}
          <MenuSeparator />
          <MenuItem icon={<Plus />} onSelect={() => setCreating(true)}>
            {t("shell.createWorkspace")}
          </MenuItem>
        </MenuContent>
      </Menu>
      <NameDialog
        open={creating}
        onOpenChange={setCreating}
        title={t("shell.createWorkspace")}
        action={t("shell.createWorkspace")}
        onSubmit={create}
      />
    </>
  );
}
