import { useQueryClient } from "@tanstack/react-query";
import { Check, LogOut, UserCog } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { logout } from "@/api/auth";
import { asApiError } from "@/api/errors";
import type { Me } from "@/api/types";
import { forgetViewed } from "@/api/viewAs";
import { changeLanguage, LANGUAGES, type Language } from "@/i18n";
import { Avatar } from "@/ui/Avatar";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "@/ui/Menu";
import { toast } from "@/ui/toastStore";

export function AccountMenu({ me }: { me: Me }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();

  async function signOut() {
    try {
      await logout();
      forgetViewed();
      await navigate("/login");
      client.clear();
    } catch (error) {
      toast(t("auth.signOutFailed"), { tone: "bad", detail: asApiError(error).reason });
    }
  }

  return (
    <Menu>
      <MenuTrigger
        aria-label={t("shell.account", { name: me.name })}
        className="ml-1 flex items-center justify-center rounded-full"
      >
        <Avatar name={me.name} className="size-7" />
      </MenuTrigger>
      <MenuContent align="end" className="w-56">
        <div className="px-2 py-1.5">
          <p className="truncate font-medium">{me.name}</p>
          <p className="truncate text-sm text-muted">{me.email}</p>
        </div>
        <MenuSeparator />
        <MenuItem icon={<UserCog />} onSelect={() => void navigate("/account")}>
          {t("account.title")}
        </MenuItem>
        <MenuSeparator />
        <MenuLabel>{t("shell.language")}</MenuLabel>
        {(Object.entries(LANGUAGES) as [Language, string][]).map(([code, name]) => (
          <MenuItem
            key={code}
            icon={i18n.language === code ? <Check /> : <span className="size-4" />}
            onSelect={() => void changeLanguage(code)}
          >
            {name}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem icon={<LogOut />} onSelect={() => void signOut()}>
          {t("auth.signOut")}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
