import type { TFunction } from "i18next";
import type { LucideIcon } from "lucide-react";
import type { ComponentType } from "react";
import type { WorkspaceRole } from "@/api/belonging";

export interface SectionProps {
  workspaceId: string;
  /** The reader's role in the workspace. */
  role: WorkspaceRole;
}

/** One entry of a workspace's settings: a file `sections/<id>.section.tsx` whose default export this is. */
export interface SettingsSection {
  id: string;
  /** Entries stand in this order. */
  position: number;
  label: (t: TFunction) => string;
  Icon: LucideIcon;
  /** For owners and admins only. */
  adminsOnly: boolean;
  Content: ComponentType<SectionProps>;
}

const files = import.meta.glob<{ default: SettingsSection }>("./sections/*.section.tsx", { eager: true });

export const SECTIONS: readonly SettingsSection[] = Object.values(files)
  .map((file) => file.default)
  .sort((one, other) => one.position - other.position);
