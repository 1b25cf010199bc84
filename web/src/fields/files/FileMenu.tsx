import { Download, Ellipsis, Eye, History, PencilLine, Replace, Trash2 } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/Button";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/ui/Menu";
import type { FileValue } from "./files";

interface FileMenuProps {
  file: FileValue;
  editable: boolean;
  onView: () => void;
  onRename: () => void;
  onReplace: () => void;
  onVersions: () => void;
  onRemove: () => void;
}

export function FileMenu(props: FileMenuProps) {
  const { file, editable } = props;
  const { t } = useTranslation();
  const renames = useRef(false);
  // No tooltip of ours: it would come with the focus when the menu closes, over the versions that it opened.
  const label = t("files.actions", { name: file.name });
  return (
    <Menu modal={false}>
      <MenuTrigger asChild>
        <Button look="ghost" size="icon" aria-label={label} title={label}>
          <Ellipsis />
        </Button>
      </MenuTrigger>
      <MenuContent
        align="end"
        onCloseAutoFocus={(event) => {
          // The input of the name has the focus by then.
          if (renames.current) event.preventDefault();
          renames.current = false;
        }}
      >
        <MenuItem icon={<Eye />} onSelect={props.onView}>
          {t("files.view")}
        </MenuItem>
        <MenuItem icon={<Download />} onSelect={() => save(file)}>
          {t("files.download")}
        </MenuItem>
        <MenuItem icon={<History />} onSelect={props.onVersions}>
          {t("files.versions")}
        </MenuItem>
        {editable && (
          <>
            <MenuSeparator />
            <MenuItem
              icon={<PencilLine />}
              onSelect={() => {
                renames.current = true;
                props.onRename();
              }}
            >
              {t("common.rename")}
            </MenuItem>
            <MenuItem icon={<Replace />} onSelect={props.onReplace}>
              {t("files.replace")}
            </MenuItem>
            <MenuSeparator />
            <MenuItem icon={<Trash2 />} danger onSelect={props.onRemove}>
              {t("common.remove")}
            </MenuItem>
          </>
        )}
      </MenuContent>
    </Menu>
  );
}

function save(file: FileValue): void {
  const link = document.createElement("a");
  link.href = file.url;
  link.download = file.name;
  link.click();
}
